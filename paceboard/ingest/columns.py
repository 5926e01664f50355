"""How the cells of one column read: its unit, its words, each different text once."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial

from paceboard import profiles
from paceboard.ingest import cells, dates, outlines
from paceboard.ingest.cells import Finding, Reading
from paceboard.ingest.forms import Column, Form
from paceboard.ingest.headers import Place, Titles
from paceboard.profiles import Profile


def factor_of(place: Place, form: Form, profile: Profile, titles: Titles) -> Decimal:
    """Return by what a cell is multiplied: the column's unit beats the sheet's, the sheet's the form's."""
    column = place.column
    if column.factor is not None or column.type != "money":
        return column.factor if column.factor is not None else Decimal(1)
    stored = stored_size(profile)
    own = place.size or (cells.unit_size(column.unit) if column.unit else None) or titles.size
    own = own or (cells.unit_size(form.unit) if form.unit else None) or stored
    return Decimal(own) / Decimal(stored)


def stored_size(profile: Profile) -> int:
    """Return how many yuan (dollars) the stored unit has. Raises ValueError for a unit that is unknown."""
    size = cells.unit_size(profile.money.zh)
    if size is None:
        raise ValueError(f"{profile.id}: {profile.money.zh!r} is no money unit; write e.g. 万元 or 千美元")
    return size


def reader(place: Place, factor: Decimal, profile: Profile, raw: list[object]) -> Callable[[object], Reading]:
    """Return what reads one cell of a column; raw: all its cells, for what only the whole column tells."""
    percent = place.column.type == "share" and place.percent and not _all_fractions(raw)
    return _reader(place.column, factor, profile.id, percent=percent)


@lru_cache(maxsize=2000)
def _reader(column: Column, factor: Decimal, city: str, *, percent: bool) -> Callable[[object], Reading]:
    profile = profiles.get(city)
    kinds: dict[str, Callable[[], Callable[[object], Reading]]] = {
        "money": lambda: partial(cells.money, factor=factor, size=stored_size(profile)),
        "quantity": lambda: partial(cells.quantity, factor=factor),
        "date": lambda: partial(dates.day, formats=column.formats),
        "month": lambda: partial(dates.month, formats=column.formats),
        "share": lambda: partial(cells.share, percent=percent),
        "enum": lambda: partial(cells.term, ids=_ids(column, profile), is_open=column.open),
        "unit": lambda: partial(cells.term, ids=_ids(column, profile)),
        "sector": lambda: partial(_sector, profile=profile),
    }
    plain = {"int": cells.integer, "angle": cells.angle, "bool": cells.boolean, "code": cells.code}
    plain["outline"] = outlines.outline
    read = kinds[column.type]() if column.type in kinds else plain.get(column.type, cells.text)
    read = partial(_shifted, read=read, months=column.shift) if column.shift else read
    return partial(_within, read=read, pattern=re.compile(column.pattern)) if column.pattern else read


def _within(raw: object, *, read: Callable[[object], Reading], pattern: re.Pattern) -> Reading:
    """Read only what the pattern (its first group, if any) finds in a cell."""
    found = pattern.search(cells.plain(raw))
    return read(found[found.lastindex or 0]) if found else cells.NOTHING


def _shifted(raw: object, *, read: Callable[[object], Reading], months: int) -> Reading:
    """Read a month and move it: a return dated the first of a month speaks of the month before."""
    found = read(raw)
    if not isinstance(found.value, date):
        return found
    count = found.value.year * 12 + found.value.month - 1 + months
    return Reading(date(count // 12, count % 12 + 1, 1), found.finding)


def _all_fractions(raw: list[object]) -> bool:
    """Say whether every number of a % column is at most 1: cells formatted as percent hold 0.8 for 80 %."""
    numbers = [n for cell in raw if (n := cells.number(cell)) is not None]
    return bool(numbers) and max(numbers) <= 1


def _ids(column: Column, profile: Profile) -> dict[str, str]:
    terms = column.terms(profile)
    codes = {u.code: u.id for u in profile.units if u.code} if column.type == "unit" else {}
    named = {cells.key(word): term for term, words in terms.items() for word in words}
    return {**{cells.key(term): term for term in terms if term}, **named, **codes}


def _sector(raw: object, *, profile: Profile) -> Reading:
    if cells.is_empty(raw):
        return cells.NOTHING
    sector = profile.sector_of(cells.plain(raw))
    return Reading(sector) if sector else cells.warned(None, "sector_unknown")


def read_values(
    raw: list[object], reader: Callable[[object], Reading]
) -> tuple[list, list[tuple[int, Finding]]]:
    """Return the values of a column and (position, finding) pairs; a text that repeats is read once."""
    memo: dict[tuple[type, object], Reading] = {}
    values: list = []
    findings: list[tuple[int, Finding]] = []
    for position, cell in enumerate(raw):
        if cell == "" or cell is None:
            values.append(None)
            continue
        spot = (cell.__class__, cell)
        read = memo.get(spot)
        if read is None:
            read = memo[spot] = reader(cell)
        values.append(read.value)
        if read.finding:
            findings.append((position, read.finding))
    return values, findings
