"""The public monthly notice: sentences, tables and lists put together from public columns of queries only."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from paceboard import card_rules, fields, memo, notice_cards, notice_text, scope, units
from paceboard.answers import Teller
from paceboard.card_terms import Rules
from paceboard.filters import Filters
from paceboard.notice_cards import Listed
from paceboard.profiles import ROOT, Profile
from paceboard.ranking import Ask, Ranking
from paceboard.text import Words

PATH = ROOT / "data" / "bulletin.toml"
SECTIONS = ("overall", "starts", "finishes", "problems", "cards", "units")


@dataclass(frozen=True)
class Table:
    """Rows as text: headings, cells, and whether each column holds numbers; the last row is the total."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_number: tuple[bool, ...]


@dataclass(frozen=True)
class Section:
    """One part of the notice: heading, sentences, lists and a table; any of them may be empty."""

    id: str
    heading: str
    sentences: tuple[str, ...] = ()
    lists: tuple[Listed, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Notice:
    """The whole notice in one language; notes: scope, dates, rounding; sample is empty for real data."""

    title: str
    city: str
    month: str
    lang: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    sample: str


@cache
def settings() -> Mapping[str, Mapping]:
    """Return data/bulletin.toml. Raises ValueError naming the file and what is wrong in it."""
    try:
        found = tomllib.loads(PATH.read_text("utf-8"))
        public = {name: set(columns) for name, columns in found["public"].items()}
        unknown = {part for parts in found["sections"].values() for part in parts} - set(SECTIONS)
        if unknown:
            raise ValueError(f"[sections] {unknown.pop()!r} is not one of {', '.join(SECTIONS)}")
        hidden = set(found["table"]["columns"]) - public["scores"]
        if hidden:
            raise ValueError(f"[table] {hidden.pop()!r} is not public: name it under [public] scores")
    except KeyError as missing:
        raise ValueError(f"{PATH}: {missing} is missing") from missing
    except ValueError as wrong:
        raise ValueError(f"{PATH}: {wrong}") from wrong
    return found


@memo.kept(100)
def public(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of a query's rows that may be published. Raises KeyError for a query not named."""
    allowed = settings()["public"][name]
    return rows.select(column for column in rows.columns if column in allowed)


def _gap(row: Mapping, profile: Profile) -> str:
    return units.printed_gap(row["completion_share"], row["pace_gap"], profile)


@memo.kept(100)
def table(rows: pl.DataFrame, whole: Mapping, *, teller: Teller) -> Table:
    """Return the table by unit with the total as its last row. rows: query scores; whole: the row of kpis."""
    profile, words = teller.profile, teller.words
    columns = [c for c in settings()["table"]["columns"] if c in rows.columns]
    kinds = {c: fields.kind(c, rows.schema[c]) for c in columns}
    unit = units.money_unit(profile, words.lang)
    headings = tuple(fields.header(c, kinds[c], unit=unit, words=words) for c in columns)
    total = {"unit_id": words("bulletin.total"), "rank": None} | dict(whole)
    told = [_row(row, columns, kinds, teller) for row in rows.to_dicts()]
    last = _row(total, columns, kinds, teller)
    return Table(headings, (*told, last), tuple(c != "unit_id" for c in columns))


def _row(row: Mapping, columns: Sequence[str], kinds: Mapping[str, str], teller: Teller) -> tuple[str, ...]:
    return tuple(_cell(row, column, kinds[column], teller) for column in columns)


def _cell(row: Mapping, column: str, kind: str, teller: Teller) -> str:
    value = row.get(column)
    if column == "unit_id":
        return teller.unit(value)
    if column == "pace_gap":
        return _gap(row, teller.profile)
    if kind == "money":
        return units.money_number(value, teller.profile)
    if kind == "plain":
        return "" if value is None else units.count(value)
    return units.figure(value, kind=kind, profile=teller.profile, lang=teller.words.lang)


def is_narrowed(filters: Filters) -> bool:
    """Say whether a reader narrowed the page: the notice speaks of the whole list all the same."""
    return bool(filters.units or filters.sectors or filters.batches or filters.level or filters.search)


def compose(ask: Ask, filters: Filters, *, profile: Profile, words: Words, snapshot: str) -> Notice | None:
    """Return the notice of one city and month for its whole list, or None where there is no project.

    ask answers a query by name for that list: the same questions that the pages ask.
    """
    whole = Filters(filters.city, filters.month, known_on=filters.known_on, list_kind=filters.list_kind)
    teller = Teller(profile, words)
    rows = public("kpis", ask("kpis"))
    head = next((row for row in rows.to_dicts() if row["cut"] == "all"), None)
    if head is None or not head["project_count"]:
        return None
    said = _said(head, rows, whole, teller)
    parts = settings()["sections"]
    chosen = parts.get(profile.id, parts["all"])
    made = [_section(part, ask, head, said, teller) for part in chosen]
    return Notice(
        title=notice_text.title(whole, teller),
        city=profile.name.label(words.lang),
        month=units.month(whole.month, words.lang),
        lang=words.lang,
        sections=tuple(section for section in made if section),
        notes=(
            *notice_text.notes(head, teller=teller),
            scope.source(head, whole, profile, words, snapshot),
        ),
        sample=words("bulletin.sample") if profile.sample else "",
    )


@memo.kept(100)
def _said(head: Mapping, rows: pl.DataFrame, filters: Filters, teller: Teller) -> dict[str, list[str]]:
    """Return the sentences of each part that is text alone."""
    levels = rows.filter(pl.col("cut") == "level").to_dicts()
    return {
        "overall": notice_text.overall(head, levels, filters, teller),
        "starts": notice_text.starts(head, teller),
        "finishes": notice_text.finishes(head, teller),
        "problems": notice_text.problems(head, teller),
    }


def _section(part: str, ask: Ask, head: Mapping, said: Mapping, teller: Teller) -> Section | None:
    """Return one part, or None where there is nothing to say in it."""
    heading = teller.words(f"bulletin.head_{part}")
    if part in said:
        return Section(part, heading, tuple(said[part])) if said[part] else None
    ranking = Ranking(ask, teller.profile)
    if part == "units":
        rows = public("scores", ranking.once(ranking.printed(ask("scores", **ranking.values(), ranks=None))))
        return _units(rows, head, heading, teller=teller) if rows.height else None
    if head["completion_share"] is None:
        return None
    rules = card_rules.get(teller.profile.cards)
    written = rules.written(teller.profile, places=ranking.places(rules))
    rows = memo.where(public("cards", ask("cards", rules=written)), cut="unit")
    return _cards(rows, rules, heading, teller=teller) if rows.height else None


@memo.kept(100)
def _units(rows: pl.DataFrame, head: Mapping, heading: str, *, teller: Teller) -> Section:
    late = [teller.unit(i) for i in rows.filter(~pl.col("has_reported"))["unit_id"]]
    told = (teller.words("bulletin.late", names=teller.listed(late)),) if late else ()
    return Section("units", heading, told, table=table(rows, head, teller=teller))


@memo.kept(100)
def _cards(rows: pl.DataFrame, rules: Rules, heading: str, *, teller: Teller) -> Section:
    told = (notice_cards.rule(rules, teller=teller),)
    return Section("cards", heading, told, lists=notice_cards.lists(rows, rules=rules, teller=teller))
