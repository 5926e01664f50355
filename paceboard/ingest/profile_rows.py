"""What the profiles say, as rows of the store: cities, units, lists, limits, months and working days."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from paceboard import workdays
from paceboard.profiles import Profile, Term, Unit

FIRST_YEAR, LAST_YEAR = 2000, 2060


def tables(found: Iterable[Profile]) -> dict[str, list[dict]]:
    """Return the rows of every table that a profile fills, by table name."""
    rows: dict[str, list[dict]] = {}
    for profile in found:
        for name, mine in _one(profile).items():
            rows.setdefault(name, []).extend(mine)
    return rows | {"workday": [row for calendar in workdays.CALENDARS for row in _workdays(calendar)]}


@cache
def _workdays(calendar: str) -> list[dict]:
    counted = workdays.count(calendar, range(FIRST_YEAR, LAST_YEAR))
    return [{"holidays": calendar, "day": d, "is_workday": is_on, "workday_no": n} for d, is_on, n in counted]


def _one(p: Profile) -> dict[str, list[dict]]:
    city = {
        "fiscal_start": p.fiscal_start,
        "is_annual_list": p.annual_list,
        "main_list": p.main_list,
        "is_sample": p.sample,
        "holidays": p.holidays,
        "full_capacity_since": p.full_capacity_since,
    }
    levels = [{"level_id": level.id, "level_rank": rank} for rank, level in enumerate(p.levels, 1)]
    limits = [{"limit_kind": kind, "working_days": days} for kind, days in p.problem_limits.items()]
    months = [(year, month) for year in range(FIRST_YEAR, LAST_YEAR) for month in range(1, 13)]
    rows = {
        "city": [city],
        "unit": [_unit(u, order) for order, u in enumerate(p.units)],
        "list_level": levels,
        "unit_deadline": [{"due_day": p.due_day}],
        "problem_limit": limits,
        "calendar": [_month(p, year, month) for year, month in months],
        "milestone_kind": _ordered(p.milestones, "milestone_kind", "milestone_order"),
        "stage": _ordered(p.stages, "stage_id", "stage_order"),
        "batch": _ordered(p.batches, "batch_id", "batch_order"),
        "cadence": [{"cadence_kind": kind, "days": days} for kind, days in p.cadence.items()],
        "deviation": [
            {"limit_share": d.share, "limit_months": d.months, "admitted_from": d.admitted_from}
            for d in [p.deviation]
            if d
        ],
    }
    return {name: [{"city": p.id, **row} for row in mine] for name, mine in rows.items()}


def _ordered(terms: Iterable[Term], name: str, order: str) -> list[dict]:
    return [{name: term.id, order: at} for at, term in enumerate(terms, 1)]


def _unit(u: Unit, order: int) -> dict:
    return {
        "unit_id": u.id,
        "name_zh": u.zh,
        "name_en": u.en,
        "unit_kind": u.kind,
        "division_code": u.code,
        "parent_id": u.parent,
        "unit_order": order,
        "is_expected": u.expected,
    }


def _month(p: Profile, year: int, month: int) -> dict:
    ends = year + (p.fiscal_start > 1 and month >= p.fiscal_start)
    return {
        "period": date(year, month, 1),
        "fiscal_year": ends,
        "month_no": (month - p.fiscal_start) % 12 + 1,
        "year_end": date(ends + (p.fiscal_start == 1), p.fiscal_start, 1),
    }
