"""Rows in words as the screen shows them: what tables on slides and printed pages hold."""

from dataclasses import dataclass

from paceboard import fields, units
from paceboard.exports.leaves import Table
from paceboard.profiles import Profile
from paceboard.text import Words

WORDY = ("text", "date", "month", "time", "flag", "change")


@dataclass(frozen=True)
class Printed:
    """A table in words: headings, rows of texts, which columns hold numbers, and which are never broken."""

    head: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    is_number: tuple[bool, ...]
    is_fixed: tuple[bool, ...]


def printed(table: Table, *, profile: Profile, words: Words, most: int) -> Printed:
    """Return the table in words, at most so many columns; lists (little curves) have no words."""
    rows = table.rows if table.most is None else table.rows.head(table.most)
    wanted = table.columns or tuple(rows.columns)
    names = [name for name in wanted if not rows.schema[name].is_nested()][:most]
    kinds = [fields.kind(name, rows.schema[name]) for name in names]
    unit = units.money_unit(profile, words.lang)
    head = [fields.header(n, k, unit=unit, words=words) for n, k in zip(names, kinds, strict=True)]
    worded = fields.worded(rows, profile=profile, words=words)
    body = [
        tuple(_cell(name, kind, row, profile, words) for name, kind in zip(names, kinds, strict=True))
        for row in worded.iter_rows(named=True)
    ]
    is_number = tuple(kind not in WORDY for kind in kinds)
    return Printed(tuple(head), tuple(body), is_number, tuple(kind != "text" for kind in kinds))


def _cell(name: str, kind: str, row: dict, profile: Profile, words: Words) -> str:
    value = row[name]
    if value is None:
        return units.NOTHING
    if name == "pace_gap" and "completion_share" in row:
        return units.printed_gap(row["completion_share"], value, profile)
    own = {
        "money": lambda: units.money_number(value, profile),
        "flag": lambda: words("term.flag.yes" if value else "term.flag.no"),
        "change": lambda: _moved(value, words),
        "time": lambda: f"{value:%Y-%m-%d %H:%M}",
    }
    if kind in own:
        return own[kind]()
    if kind in ("share", "points", "count", "days", "number", "score", "date", "month"):
        return units.figure(value, kind=kind, profile=profile, lang=words.lang)
    return str(value)


def _moved(places: int, words: Words) -> str:
    if places == 0:
        return words("chart.rank_same")
    return words("chart.rank_up" if places > 0 else "chart.rank_down", places=abs(places))
