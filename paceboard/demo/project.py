"""One invented project, and what a return states of it at the end of a month."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from paceboard.demo.amounts import money
from paceboard.demo.recipe import Trade, words

CLASSES = {
    "carry": "carry",
    "started": "new",
    "unstarted": "new",
    "finished": "complete",
    "expected": "complete",
}
STEPS = (0.0, 0.03, 0.1, 0.25, 0.42, 0.68, 0.88)  # where the progress words change; the last word: finished
Row = dict[str, object]


@dataclass
class Year:
    """Plan and money of one fiscal year, by month 1..12 at index 0..11, in hundredths of 万元.

    first_plan and first_months hold until the month changed, when reason explains the present ones.
    """

    prev: int
    plan: int
    plan_months: list[int]
    done_months: list[int]
    annual_class: str
    changed: int | None = None
    first_plan: int = 0
    first_months: list[int] = field(default_factory=list)
    reason: str | None = None

    def ytd(self, month: int) -> int:
        """Return what was done from January to a month."""
        return sum(self.done_months[:month])


@dataclass
class Project:
    """Everything true of one project; returns state the part of it that was known at their time."""

    list_kind: str
    level: str
    state: str
    unit: str
    division: str
    zone: str | None
    trade: Trade
    name: str = ""
    code: str | None = None
    owner: str = ""
    owner_code: str = ""
    leader: str = ""
    nature: str = "new"
    place: str = ""
    lon: float | None = None
    lat: float | None = None
    crs: str | None = None
    precision: str | None = None
    content: str = ""
    batch: str | None = None
    total: int = 0
    plan_start: date | None = None
    actual_start: date | None = None
    plan_finish: date | None = None
    first_finish: date | None = None  # promised before it was postponed
    actual_finish: date | None = None
    commission: date | None = None
    full_capacity: date | None = None
    in_statistics: date | None = None
    stages: dict[int, str] = field(
        default_factory=dict
    )  # month of the recipe's year -> pipeline stage from then
    batches: dict[int, str] = field(default_factory=dict)  # likewise, where the batch changed
    joined_in: int = 1  # month of the recipe's year from which it is listed
    is_focus: bool = False
    connected_in: int | None = None
    suspended_in: int | None = None
    postponed_in: int | None = None
    postponed_for: str | None = None
    stat_ratio: float = 0.95
    stat_late_in: int | None = None  # month whose money the statistics took up a month later
    paid_ratio: float = 0.8
    physical_bias: float = 1.0
    years: dict[int, Year] = field(default_factory=dict)
    home_year: int = 0

    def events(self, year: int) -> set[int]:
        """Return the months of a year in which the register's row of the project changes."""
        dates = (
            self.actual_start,
            self.actual_finish,
            self.commission,
            self.full_capacity,
            self.in_statistics,
        )
        months = {d.month for d in dates if d and d.year == year}
        if year == self.home_year:
            months |= {*self.stages, *self.batches, self.joined_in} - {1}
            months |= {m for m in (self.connected_in, self.suspended_in, self.postponed_in) if m}
            months |= {m for m in [self.years[year].changed if year in self.years else None] if m}
        return months

    def works(self, year: int) -> set[int]:
        """Return the months of a year in which works started or finished."""
        return {d.month for d in (self.actual_start, self.actual_finish) if d and d.year == year}


def register_row(project: Project, *, period: date, known_on: date) -> Row:
    """Return the register's row as a return of that month states it; dates after known_on are unknown."""
    month = period.month if period.year == project.home_year else 0
    postponed = project.first_finish is not None and month < (project.postponed_in or 0)
    row: Row = {
        "project_code": project.code,
        "project_name": project.name,
        "list_kind": project.list_kind,
        "level_id": project.level,
        "annual_class": "prepare",
        "nature": project.nature,
        "batch": _reached(project.batches, month) or project.batch,
        "stage": _reached(project.stages, month),
        "industry_code": project.trade.code,
        "division_id": project.division,
        "zone_id": project.zone,
        "place": project.place,
        "lon_given": project.lon,
        "lat_given": project.lat,
        "crs": project.crs,
        "precision": project.precision,
        "content": project.content,
        "owner_name": project.owner,
        "owner_code": project.owner_code,
        "leader": project.leader,
        "department": words()["departments"][project.trade.department],
        "total_investment": money(project.total),
        "plan_start_date": project.plan_start,
        "plan_finish_date": project.first_finish if postponed else project.plan_finish,
        "status": "suspended" if 0 < (project.suspended_in or 0) <= month else None,
        "is_focus": project.is_focus or None,
        "is_connected": (0 < (project.connected_in or 0) <= month) or None,
        "change_reason": _reason(project, month),
    }
    for name in ("actual_start", "actual_finish", "commission", "full_capacity", "in_statistics"):
        day = getattr(project, name)
        row[f"{name}_date"] = day if day and day <= known_on else None
    if year := project.years.get(period.year):
        row |= _plan(year, period.month)
    return row


def _reached(steps: dict[int, str], month: int) -> str | None:
    reached = [m for m in steps if m <= max(month, 1)]
    return steps[max(reached)] if reached else None


def _reason(project: Project, month: int) -> str | None:
    year = project.years.get(project.home_year)
    if month and month == project.postponed_in:
        return project.postponed_for
    if month > 1 and month == project.joined_in:
        return words()["joined_reason"]
    if month > 1 and month in project.stages:
        return words()["stage_reason"]
    if month > 1 and month in project.batches:
        return words()["batch_reason"]
    return year.reason if year and month and year.changed == month else None


def _plan(year: Year, month: int) -> Row:
    first = year.changed is not None and month < year.changed
    plan, months = (year.first_plan, year.first_months) if first else (year.plan, year.plan_months)
    row: Row = {
        "annual_class": year.annual_class,
        "prev_years_invested": money(year.prev),
        "plan_year": money(plan),
    }
    return row | {f"plan_month_{n:02d}": money(amount) for n, amount in enumerate(months, 1)}


def investment_row(project: Project, *, period: date) -> Row:
    """Return the money and the works of one project at the end of a month."""
    year = project.years[period.year]
    ytd, done = year.ytd(period.month), year.done_months[period.month - 1]
    begun, share = _works(project, period)
    return {
        "project_code": project.code,
        "project_name": project.name,
        "invested_month": money(done),
        "invested_ytd": money(ytd),
        "invested_total": money(year.prev + ytd),
        "stat_ytd": _in_statistics(project, period),
        "paid_ytd": money(int(ytd * project.paid_ratio) // 100 * 100),
        "physical_share": round(share, 4) if begun else None,
        "progress_text": _progress(project, period),
    }


def _works(project: Project, period: date) -> tuple[bool, float]:
    """Return whether works had begun at the end of a month, and the share of them done."""
    year, end = project.years[period.year], month_end(period)
    if project.actual_finish is not None and project.actual_finish <= end:
        return True, 1.0
    done = (year.prev + year.ytd(period.month)) / project.total * project.physical_bias
    return project.actual_start is not None and project.actual_start <= end, min(0.99, done)


def _in_statistics(project: Project, period: date) -> Decimal | None:
    """Return what the statistics count of the year's money: nothing before they took the project in."""
    if project.in_statistics is None or project.in_statistics > month_end(period):
        return None
    counted = period.month - (project.stat_late_in == period.month)
    return money(int(project.years[period.year].ytd(counted) * project.stat_ratio) // 100 * 100)


def step(project: Project, period: date) -> str:
    """Return the word for how far the works are at the end of a month."""
    begun, share = _works(project, period)
    steps = words()["progress"][project.trade.pace]
    if not begun or share == 1.0:
        return steps[-1] if begun else steps[0]
    return [word for start, word in zip(STEPS, steps, strict=False) if share >= start][-1]


def _progress(project: Project, period: date) -> str:
    begun, share = _works(project, period)
    word = step(project, period)
    if not begun or share == 1.0:
        return word
    quiet = not project.years[period.year].done_months[period.month - 1]
    return f"{word}，完成总工程量{share:.1%}" + (f"（{words()['quiet']}）" if quiet else "")


def month_end(period: date) -> date:
    """Return the last day of a month."""
    return date(period.year + period.month // 12, period.month % 12 + 1, 1) - timedelta(days=1)
