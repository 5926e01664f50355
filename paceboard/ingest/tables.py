"""Rows of sheets as the typed tables of the store: whom each speaks of, months unfolded, repeats joined."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from paceboard.ingest import cells, coordinates, outlines
from paceboard.ingest.forms import PLAN_MONTHS, TABLES
from paceboard.ingest.known import fiscal_months, fiscal_year
from paceboard.ingest.parsed import empty, filled, schema
from paceboard.ingest.rows import SheetRows
from paceboard.profiles import Profile

BASE = ("submission_id", "city", "unit_id", "entity", "period", "sheet", "row")
# What names a thing that has no code or number of its own; its unit stands before it.
NAMED_BY = {
    "problem": ("description",),
    "factor": ("project_code", "factor_kind", "line_kind"),
    "funding": ("project_code", "funding_kind", "enterprise", "bank"),
    "signing": ("agreement_name",),
    "meeting": ("meeting_kind", "held_date", "title"),
    "ceremony": ("ceremony_kind", "held_date", "title"),
}
BY_PROJECT = ("project", "plan", "investment")
# What is told apart by what it says: all of it must be there.
KEYED = {
    "milestone": ("project_code", "milestone_kind"),
    "note": ("project_code", "noted_on"),
    "outline": ("project_code",),
}


@dataclass(frozen=True)
class Stamp:
    """What every row of one submission has in common."""

    submission_id: str
    city: str
    unit_id: str
    period: date


def build(sheets: Sequence[SheetRows], stamp: Stamp, profile: Profile) -> dict[str, pl.DataFrame]:
    """Return the tables of one submission by name, with the columns and types of queries/schema.sql.

    A row without what its table demands (a value that is never null) is left out; the reading of its
    sheet has said so where the form demands it too.
    """
    frames: dict[str, list[pl.DataFrame]] = {}
    for sheet in sheets:
        for kind in sheet.form.kinds:
            frames.setdefault(TABLES[kind], []).append(_frame(sheet, kind, stamp, profile))
    return {name: pl.concat(parts) if len(parts) > 1 else parts[0] for name, parts in frames.items()}


def _frame(sheet: SheetRows, kind: str, stamp: Stamp, profile: Profile) -> pl.DataFrame:
    if not sheet.numbers:
        return empty(TABLES[kind])
    units = [unit or stamp.unit_id for unit in sheet.of("unit_id")]
    _, last = fiscal_months(stamp.period, profile.fiscal_start)
    data = {"unit_id": units, "entity": _entities(sheet, kind, units, last), "row": sheet.numbers}
    data |= {name: sheet.of(name) for name in schema(TABLES[kind]) if name not in BASE}
    data |= _promises(sheet, data, stamp) | _of_this_year(sheet, data, stamp, profile)
    data |= _implied(sheet, kind, data, profile)
    if kind == "plan" and any(name in sheet.values for name in PLAN_MONTHS):
        data = _unfold(sheet, data, stamp, profile)
    return _finish(data, sheet, kind, stamp)


def _implied(sheet: SheetRows, kind: str, data: dict[str, list], profile: Profile) -> dict[str, list]:
    """Return the columns whose empty cells mean something: what the profile says, or the unit itself."""
    if kind == "project":
        return {"sector": _sectors(sheet, profile)}
    if kind == "factor":
        sizes = {factor.id: factor.unit_zh for factor in profile.factors}
        return {"measure_unit": _or(data["measure_unit"], map(sizes.get, data["factor_kind"]))}
    if kind == "milestone":
        names = {term.id: term.zh for term in profile.milestones}
        return {"milestone_name": _or(data["milestone_name"], map(names.get, data["milestone_kind"]))}
    return {"target_unit_id": _or(data["target_unit_id"], data["unit_id"])} if kind == "target" else {}


def _or(given: Iterable, implied: Iterable) -> list:
    return [value or other for value, other in zip(given, implied, strict=True)]


def _promises(sheet: SheetRows, data: dict[str, list], stamp: Stamp) -> dict[str, list]:
    """Return the date columns that hold both deeds and promises, parted at the end of the return's month."""
    parted = {}
    for column in sheet.form.columns:
        if column.later and column.field in data:
            is_later = [day is not None and day.replace(day=1) > stamp.period for day in data[column.field]]
            days = list(zip(data[column.field], data[column.later], is_later, strict=True))
            parted[column.field] = [None if later else day for day, _, later in days]
            parted[column.later] = [day if later else other for day, other, later in days]
    return parted


def _of_this_year(sheet: SheetRows, data: dict[str, list], stamp: Stamp, profile: Profile) -> dict[str, list]:
    """Return the amounts that count in the return's fiscal year alone, null where planned for another."""
    first, last = fiscal_months(stamp.period, profile.fiscal_start)
    return {
        c.field: [
            amount if month and first <= month <= last else None
            for amount, month in zip(data[c.field], sheet.of("plan_period"), strict=True)
        ]
        for c in sheet.form.columns
        if c.aggregate == "fiscal_year" and c.field in data
    }


def _finish(data: dict[str, list], sheet: SheetRows, kind: str, stamp: Stamp) -> pl.DataFrame:
    table = TABLES[kind]
    same = {"submission_id": stamp.submission_id, "city": stamp.city, "period": stamp.period}
    types = schema(table)
    rows = pl.DataFrame(data, schema={name: types[name] for name in types if name in data})
    rows = rows.with_columns(pl.lit(v).alias(k) for k, v in {**same, "sheet": sheet.name}.items())
    rows = rows.select(*types).drop_nulls(filled(table))
    if kind == "plan" or sheet.form.repeats:
        rows = _join_repeats(rows, sheet, kind)
    placed = {"project": coordinates.fill, "outline": outlines.fill}
    return placed[kind](rows) if kind in placed else rows


def _join_repeats(rows: pl.DataFrame, sheet: SheetRows, kind: str) -> pl.DataFrame:
    """Return one row per entity (and planned month): the first wins, sums are added."""
    keys = ["unit_id", "entity", *(["plan_period"] if kind == "plan" else [])]
    if not rows.select(keys).is_duplicated().any():
        return rows
    sums = {c.field for c in sheet.form.columns if c.aggregate in ("sum", "fiscal_year")}
    sums |= {"plan_amount"} if kind == "plan" else set()
    added = [pl.col(name).sum() if name in sums else pl.col(name).first() for name in rows.columns]
    grouped = rows.group_by(keys, maintain_order=True).agg(
        a for a in added if a.meta.output_name() not in keys
    )
    return grouped.select(rows.columns).cast(schema(TABLES[kind]))


def _unfold(sheet: SheetRows, data: dict[str, list], stamp: Stamp, profile: Profile) -> dict[str, list]:
    """Return one row per project and planned month of the fiscal year the return speaks about."""
    year = fiscal_year(stamp.period, profile.fiscal_start)
    months = [(n, sheet.values[name]) for n, name in enumerate(PLAN_MONTHS, 1) if name in sheet.values]
    spots = [(i, n, amounts[i]) for i in range(len(sheet.numbers)) for n, amounts in months]
    spots = [spot for spot in spots if spot[2] is not None]
    unfolded = {name: [data[name][i] for i, _, _ in spots] for name in ("unit_id", "entity", "row")}
    start = profile.fiscal_start
    unfolded["plan_period"] = [date(year - (start > 1 and n >= start), n, 1) for _, n, _ in spots]
    unfolded["plan_amount"] = [amount for _, _, amount in spots]
    return unfolded


def _sectors(sheet: SheetRows, profile: Profile) -> list[str | None]:
    codes = {code: profile.sector_of(code) for code in set(sheet.of("industry_code")) if code}
    pairs = zip(sheet.of("sector"), sheet.of("industry_code"), strict=True)
    return [sector or codes.get(code) for sector, code in pairs]


def _entities(sheet: SheetRows, kind: str, units: list[str], last_month: date) -> list[str | None]:
    if kind in BY_PROJECT:
        names = zip(sheet.of("project_code"), sheet.of("project_name"), units, strict=True)
        prefix = sheet.form.prefix
        return [
            prefix + code if code else f"{unit}·{_named(name)}" if name else None
            for code, name, unit in names
        ]
    if kind in KEYED:
        made = zip(*(sheet.of(name) for name in KEYED[kind]), strict=True)
        return ["·".join(map(str, parts)) if all(parts) else None for parts in made]
    if kind == "item":
        return _item_keys(sheet)
    if kind == "target":
        return _target_keys(sheet, units, last_month)
    parts = zip(*(sheet.of(name) for name in NAMED_BY[kind]), strict=True)
    given = zip(sheet.of("entity"), parts, units, strict=True)
    named = [code or "·".join([unit, *(_named(p) for p in words if p)]) for code, words, unit in given]
    return _told_apart(named, sheet.of("entity"))


def _item_keys(sheet: SheetRows) -> list[str | None]:
    """Return meeting-number; a number that says so itself stays as it is."""
    pairs = zip(sheet.of("meeting_code"), sheet.of("item_no"), strict=True)
    return [
        (number if number.startswith(f"{code}-") else f"{code}-{number}") if code and number else None
        for code, number in pairs
    ]


def _target_keys(sheet: SheetRows, units: list[str], last_month: date) -> list[str | None]:
    """Return measure·unit, and the month where it is due before the year ends: a year may have waypoints."""
    made = zip(*(sheet.of(n) for n in ("measure", "target_unit_id", "by_date")), units, strict=True)
    return [
        "·".join([measure, target or unit, *([f"{by:%Y-%m}"] if by and by < last_month else [])])
        if measure
        else None
        for measure, target, by, unit in made
    ]


def _named(part: object) -> str:
    return re.sub(r"\s+", "", cells.plain(part))


def _told_apart(named: list[str], given: list) -> list[str]:
    """Return names with a number after every repeat of one made up here, not written in the sheet."""
    seen: dict[str, int] = {}
    out = []
    for name, own in zip(named, given, strict=True):
        seen[name] = seen.get(name, 0) + 1
        out.append(name if own or seen[name] == 1 else f"{name}·{seen[name]}")
    return out
