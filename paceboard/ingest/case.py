"""One return laid beside what is already known, and findings as sentences: what every check works with."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

import polars as pl

from paceboard.filters import month_before
from paceboard.ingest.forms import TABLES
from paceboard.ingest.known import Known, Prior, Registered, fiscal_year
from paceboard.ingest.parsed import Issue, Parsed, issue
from paceboard.profiles import Profile

MONEY = pl.Decimal(18, 2)
STATED = ("entity", "unit_id", "period", "prev_years_invested", "total_investment", "plan_year")
# Kinds that name a project of the reporting unit; a decision may name one that another has yet to report.
NAMING = ("problem", "factor", "funding", "milestone", "note", "outline")
OWN_WORDS = ("severity", "key", "sheet", "cell", "row", "found")  # an issue's own: no column may pose as one
# What is known of an investment row's project, beside the row's own columns.
FACTS: dict[str, pl.DataType] = {
    "is_registered": pl.Boolean(),
    "prev_years_invested": MONEY,  # null where not stated for this fiscal year
    "total_investment": MONEY,
    "plan_year": MONEY,  # null where not stated for this fiscal year
    "other_unit": pl.String(),  # another unit that reported the same project and month
    "prior_period": pl.Date(),  # last month reported before this one, with its running totals
    "prior_ytd": MONEY,  # null where that month lies in an earlier fiscal year
    "prior_total": MONEY,
    "last_ytd": MONEY,  # running total at the end of the month before; 0 in the first month; else null
    "next_period": pl.Date(),
    "next_month": MONEY,  # money of the month after, where already reported
    "next_ytd": MONEY,
}
BEFORE: dict[str, pl.DataType] = {
    "known_unit": pl.String(),
    "known_period": pl.Date(),
    "known_total": MONEY,
    "known_plan": MONEY,  # null where stated for another fiscal year
}


@dataclass(frozen=True)
class Check:
    """One thing that may be wrong with a row: when it is, and in which words and where it is told.

    kind is the kind of sheet, wrong an expression over that kind's rows (null counts as not wrong), key the
    sentence rule.<key>, field the cell that is pointed at, adds further values that the sentence names.
    """

    key: str
    kind: str
    field: str
    wrong: pl.Expr
    adds: Mapping[str, pl.Expr] = field(default_factory=dict)
    severity: str = "error"


@dataclass(frozen=True)
class Case:
    """A parsed return and its city's profile, its rows by kind with what is known of each, its columns.

    rows["project"]: table project_version plus BEFORE; rows["investment"]: investment_return plus FACTS;
    those that name a project: plus is_named, whether the register has it; the other kinds as parsed; a kind
    without rows is absent. columns: (kind, sheet, field) -> letter and factor (cell x factor = stored value).
    """

    parsed: Parsed
    profile: Profile
    rows: Mapping[str, pl.DataFrame]
    columns: Mapping[tuple[str, str, str], tuple[str, Decimal]]

    @property
    def period(self) -> date:
        """Return the month the return speaks about."""
        return self.parsed.submission["period"]

    @property
    def is_chinese(self) -> bool:
        """Say whether the city has an official division code, hence China's national codes apply."""
        return len(self.profile.code) == 6 and self.profile.code.isdigit()

    def has(self, kind: str, field: str) -> bool:
        """Say whether the return has a column for that field."""
        return (kind, field) in self._fields

    @cached_property
    def _fields(self) -> frozenset[tuple[str, str]]:
        return frozenset((kind, field) for kind, _, field in self.columns)

    def issues(self, checks: Iterable[Check]) -> list[Issue]:
        """Return one issue for each check and row that is wrong; all checks of a kind are asked at once."""
        by_kind: dict[str, list[Check]] = {}
        for check in checks:
            by_kind.setdefault(check.kind, []).append(check)
        return [
            found
            for kind, asked in by_kind.items()
            if kind in self.rows
            for check in _hits(self.rows[kind], asked)
            for found in self._told(self.rows[kind], check)
        ]

    def _told(self, rows: pl.DataFrame, check: Check) -> Iterator[Issue]:
        for row in rows.with_columns(**check.adds).filter(check.wrong).iter_rows(named=True):
            # Where the sheet has no such column the place is the whole row, as spreadsheets write it: 7:7.
            place = (check.kind, row["sheet"], check.field)
            letter, factor = self.columns.get(place, (None, Decimal(1)))
            shown = {n: written(n, v, factor) for n, v in row.items() if n not in OWN_WORDS}
            yield issue(
                check.severity,
                f"rule.{check.key}",
                sheet=row["sheet"],
                cell=f"{letter}{row['row']}" if letter else f"{row['row']}:{row['row']}",
                row=row["row"],
                found=written(check.field, row[check.field], factor),
                **shown,
            )


def _hits(rows: pl.DataFrame, checks: list[Check]) -> list[Check]:
    flags = rows.select(check.wrong.any().alias(str(n)) for n, check in enumerate(checks)).row(0)
    return [check for check, is_hit in zip(checks, flags, strict=True) if is_hit]


def written(name: str, value: object, factor: Decimal = Decimal(1)) -> str:
    """Return a value as it would be typed in a cell; amounts in the column's unit, periods as YYYY-MM."""
    if isinstance(value, Decimal):
        return f"{(value / factor).normalize():f}"
    if isinstance(value, date) and name.endswith("period"):
        return f"{value:%Y-%m}"
    return "" if value is None else str(value)


def lay(parsed: Parsed, *, profile: Profile, known: Known) -> Case:
    """Return the return beside what is known."""
    held = {kind: parsed.tables[name] for kind, name in TABLES.items() if name in parsed.tables}
    rows = {kind: table for kind, table in held.items() if not table.is_empty()}
    own: dict[str, Registered] = {}
    if "project" in rows:
        own = {entity: Registered(*stated) for entity, *stated in rows["project"].select(STATED).iter_rows()}
        before = [_before(row, profile, known) for row in _keys(rows["project"])]
        rows["project"] = rows["project"].hstack(pl.DataFrame(before, schema=BEFORE, orient="row"))
    if "investment" in rows:
        facts = [_facts(row, profile, known, own) for row in _keys(rows["investment"])]
        rows["investment"] = rows["investment"].hstack(pl.DataFrame(facts, schema=FACTS, orient="row"))
    for kind in (k for k in NAMING if k in rows):
        codes = rows[kind]["project_code"]
        is_named = [not c or c in own or known.registered(profile.id, c) is not None for c in codes]
        rows[kind] = rows[kind].with_columns(pl.Series("is_named", is_named, dtype=pl.Boolean))
    return Case(parsed, profile, rows, _columns(parsed.columns))


def _columns(rows: pl.DataFrame) -> dict[tuple[str, str, str], tuple[str, Decimal]]:
    named = rows.select("kind", "sheet", "field", "column_letter", "factor").iter_rows()
    return {
        (kind, sheet, field): (letter, Decimal(str(factor))) for kind, sheet, field, letter, factor in named
    }


def _keys(rows: pl.DataFrame) -> Iterable[dict]:
    return rows.select("city", "unit_id", "entity", "period").iter_rows(named=True)


def _before(row: dict, profile: Profile, known: Known) -> tuple:
    held = known.registered(row["city"], row["entity"])
    if held is None:
        return (None,) * len(BEFORE)
    plan = held.plan_year if _same_year(held.period, row["period"], profile) else None
    return held.unit_id, held.period, held.total_investment, plan


def _facts(row: dict, profile: Profile, known: Known, own: Mapping[str, Registered]) -> tuple:
    city, entity, period = row["city"], row["entity"], row["period"]
    project = own.get(entity) or known.registered(city, entity)
    current = project is not None and _same_year(project.period, period, profile)
    same = known.prior(city, entity, period)
    return (
        project is not None,
        project.prev_years_invested if project and current else None,
        project.total_investment if project else None,
        project.plan_year if project and current else None,
        same.unit_id if same and same.unit_id != row["unit_id"] else None,
        *_running(known.before(city, entity, period), period, profile),
        *_following(known, city, entity, period, profile),
    )


def _running(prior: Prior | None, period: date, profile: Profile) -> tuple:
    """Return prior_period, prior_ytd, prior_total and last_ytd."""
    first = period.month == profile.fiscal_start
    if prior is None:
        return None, None, None, Decimal(0) if first else None
    ytd = prior.invested_ytd if _same_year(prior.period, period, profile) else None
    last = ytd if prior.period == month_before(period) else None
    return prior.period, ytd, prior.invested_total, Decimal(0) if first else last


def _following(known: Known, city: str, entity: str, period: date, profile: Profile) -> tuple:
    after = date(period.year + period.month // 12, period.month % 12 + 1, 1)
    later = known.prior(city, entity, after) if _same_year(after, period, profile) else None
    return (after, later.invested_month, later.invested_ytd) if later else (None, None, None)


def _same_year(one: date | None, other: date, profile: Profile) -> bool:
    """Say whether two months lie in one fiscal year; a statement of unknown date counts as current."""
    start = profile.fiscal_start
    return one is None or fiscal_year(one, start) == fiscal_year(other, start)
