"""What earlier returns said of a project: the memory that the gate's checks compare a new return with."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import polars as pl

from paceboard.ingest.parsed import Parsed

Key = tuple[str, str]  # city, entity
LONG_AGO = datetime.min


@dataclass(frozen=True)
class Prior:
    """What a unit's return said about one project's money in one month."""

    unit_id: str
    period: date
    invested_month: Decimal | None
    invested_ytd: Decimal
    invested_total: Decimal | None


@dataclass(frozen=True)
class Registered:
    """What the register last said about one project; period None where it is not known since when."""

    unit_id: str
    period: date | None
    prev_years_invested: Decimal | None
    total_investment: Decimal | None
    plan_year: Decimal | None
    received_at: datetime = field(default=LONG_AGO, compare=False)

    def is_older_than(self, other: "Registered") -> bool:
        """Say whether another statement speaks of a later month, or of the same and came in later."""
        if self.period is None or other.period is None:
            return True
        return (self.period, self.received_at) <= (other.period, other.received_at)


def fiscal_year(period: date, start: int) -> int:
    """Return the calendar year in which the fiscal year of a month ends; start is its first month, 1..12."""
    return period.year + (start > 1 and period.month >= start)


def fiscal_months(period: date, start: int) -> tuple[date, date]:
    """Return the first and last month (first days) of the fiscal year that a month lies in."""
    year = fiscal_year(period, start) - (start > 1)
    return date(year, start, 1), date(year + (start > 1), (start - 2) % 12 + 1, 1)


@dataclass
class Known:
    """Money by project and month, and the register, as the last accepted return states them.

    A later return of the same unit and month takes the place of the earlier one whole, as it does in the
    store: what it no longer lists is forgotten. An older return that comes in late changes nothing of it.
    """

    money: dict[Key, dict[date, Prior]] = field(default_factory=dict)
    register: dict[Key, Registered] = field(default_factory=dict)
    _listed: dict[tuple[str, str, date], set[str]] = field(default_factory=dict)
    _received: dict[tuple[str, str, date], datetime] = field(default_factory=dict)

    @classmethod
    def empty(cls) -> "Known":
        """Return the memory of a city without returns."""
        return cls()

    @classmethod
    def from_frames(cls, investment: pl.DataFrame, projects: pl.DataFrame) -> "Known":
        """Return the memory of what holds now.

        investment: one row per city, entity and period, with unit_id, invested_month, invested_ytd,
        invested_total. projects: one row per city and entity, with unit_id, prev_years_invested,
        total_investment, plan_year and, where it is known, the period they were stated for.
        """
        known = cls()
        for row in investment.iter_rows(named=True):
            known._take(row["city"], row["entity"], _prior(row))
        for row in projects.iter_rows(named=True):
            known.register[row["city"], row["entity"]] = _registered(row)
        return known

    def __deepcopy__(self, memo: dict) -> "Known":
        """Return a memory that grows apart from this one; what it holds never changes and is shared."""
        money = {key: dict(months) for key, months in self.money.items()}
        listed = {key: set(entities) for key, entities in self._listed.items()}
        return Known(money, dict(self.register), listed, dict(self._received))

    def prior(self, city: str, entity: str, period: date) -> Prior | None:
        """Return what is known of a project's money in one month."""
        return self.money.get((city, entity), {}).get(period)

    def before(self, city: str, entity: str, period: date) -> Prior | None:
        """Return the last that is known of a project's money before a month."""
        months = self.money.get((city, entity), {})
        last = max((m for m in months if m < period), default=None)
        return months[last] if last else None

    def registered(self, city: str, entity: str) -> Registered | None:
        """Return what the register says of a project, None where it was never registered."""
        return self.register.get((city, entity))

    def add(self, parsed: Parsed) -> None:
        """Remember an accepted return."""
        head = parsed.submission
        city, period, received = str(head["city"]), head["period"], head.get("received_at") or LONG_AGO
        for row in _rows(parsed, "project_version"):
            self._enter(city, row["entity"], _registered(row, received))
        if "investment" not in parsed.columns["kind"].to_list():
            return
        rows = _rows(parsed, "investment_return")
        units = {str(head["unit_id"]), *(r["unit_id"] for r in rows)}
        fresh = {u for u in units if self._received.get((city, u, period), LONG_AGO) <= received}
        for unit in fresh:
            self._forget(city, unit, period)
            self._received[city, unit, period] = received
        for row in rows:
            if row["unit_id"] in fresh:
                self._take(city, row["entity"], _prior(row))

    def _enter(self, city: str, entity: str, fresh: Registered) -> None:
        held = self.register.get((city, entity))
        if held is None or held.is_older_than(fresh):
            self.register[city, entity] = fresh

    def _take(self, city: str, entity: str, prior: Prior) -> None:
        self.money.setdefault((city, entity), {})[prior.period] = prior
        self._listed.setdefault((city, prior.unit_id, prior.period), set()).add(entity)

    def _forget(self, city: str, unit: str, period: date) -> None:
        for entity in self._listed.pop((city, unit, period), set()):
            held = self.prior(city, entity, period)
            if held and held.unit_id == unit:
                del self.money[city, entity][period]


def _rows(parsed: Parsed, table: str) -> list[dict]:
    rows: Iterable[dict] = parsed.tables[table].iter_rows(named=True) if table in parsed.tables else ()
    return list(rows)


def _prior(row: dict) -> Prior:
    names = ("unit_id", "period", "invested_month", "invested_ytd", "invested_total")
    return Prior(*(row[n] for n in names))


def _registered(row: dict, received: datetime = LONG_AGO) -> Registered:
    names = ("prev_years_invested", "total_investment", "plan_year")
    return Registered(row["unit_id"], row.get("period"), *(row[n] for n in names), received_at=received)
