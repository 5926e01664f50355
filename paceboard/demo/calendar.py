"""Promised and actual dates of invented projects: mostly kept, some early, some late, some overdue."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from paceboard.demo.project import Project, month_end
from paceboard.demo.recipe import Recipe

# Months by which a start (a finish) comes later than promised; negative: earlier.
START_SLIPS = {0: 66, 1: 14, 2: 8, -1: 8, -2: 4}
FINISH_SLIPS = {0: 70, 1: 14, -1: 12, -2: 4}
OVERDUE = {"unstarted": 0.34, "expected": 0.14}
LAST_DAY_OF_CLOSING = 24
YEARS_TRACKED = 4  # finished projects are followed for so many years
NOT_IN_STATISTICS = 0.07


def set_dates(recipe: Recipe, projects: Sequence[Project]) -> None:
    """Give every project its dates, so that starts and finishes fall in the months the recipe says."""
    chance = recipe.chance("dates")
    months = {key: _months(recipe.options[key], chance) for key in ("starts", "finishes")}
    for project in projects:
        if project.state == "started":
            _started(project, recipe, months["starts"].pop(), chance)
        elif project.state == "finished":
            _finished(project, recipe, months["finishes"].pop(), chance)
        else:
            _other(project, recipe, chance)
        _in_statistics(project, recipe, chance)


def _months(counts: Sequence[int], chance: Random) -> list[int]:
    months = [month for month, count in enumerate(counts, 1) for _ in range(count)]
    chance.shuffle(months)
    return months


def _slip(chance: Random, slips: dict[int, int]) -> int:
    return chance.choices(list(slips), list(slips.values()))[0]


def _day(year: int, month: int, chance: Random, *, last: int = 28) -> date:
    """Return a working day of a month (the Monday after, where a weekend was thrown)."""
    day = date(year, month, chance.randint(2, last - 3))
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _end(year: int, month: int) -> date:
    """Return the last day of a month, counted on over the year's end."""
    return month_end(date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1))


def _last(recipe: Recipe, month: int) -> int:
    return LAST_DAY_OF_CLOSING if month == recipe.closing else 28


def _started(project: Project, recipe: Recipe, month: int, chance: Random) -> None:
    project.actual_start = _day(recipe.year, month, chance, last=_last(recipe, month))
    promised = min(12, max(1, month - _slip(chance, START_SLIPS)))
    project.plan_start = _end(recipe.year, promised)
    project.plan_finish = _end(recipe.year + 1, chance.randint(3, 30))


def _finished(project: Project, recipe: Recipe, month: int, chance: Random) -> None:
    project.actual_finish = _day(recipe.year, month, chance, last=_last(recipe, month))
    project.plan_finish = _end(recipe.year, min(12, max(1, month - _slip(chance, FINISH_SLIPS))))
    _begun_before(project, recipe.year - chance.choice([1, 1, 2, 3]), chance)
    if chance.random() < 0.8:
        project.commission = project.actual_finish


def _other(project: Project, recipe: Recipe, chance: Random) -> None:
    year, last = recipe.year, recipe.last
    late = chance.random() < OVERDUE.get(project.state, 0) or last == 12
    month = (
        chance.randint(max(1, last - 5), last - (last == 12))
        if late
        else chance.randint(min(12, last + 1), 12)
    )
    if project.state == "unstarted":
        project.plan_start = _end(year, month)
        project.plan_finish = _end(year + 1, chance.randint(8, 34))
    elif project.state == "expected":
        project.plan_finish = _end(year, month)
        _begun_before(project, year - chance.choice([1, 1, 2, 3]), chance)
    elif project.state == "carry":
        project.plan_finish = _end(year + 1, chance.randint(1, 30))
        _begun_before(project, year - chance.choice([1, 1, 1, 2, 2, 3]), chance)
    elif project.state == "tracked":
        _tracked(project, recipe, chance)
    else:
        project.plan_start = _end(year + 1, chance.randint(3, 18))
        project.plan_finish = _end(year + 2, chance.randint(10, 36))


def _begun_before(project: Project, year: int, chance: Random) -> None:
    month = chance.randint(1, 12)
    project.actual_start = _day(year, month, chance)
    project.plan_start = _end(year, min(12, max(1, month - _slip(chance, START_SLIPS))))


def _tracked(project: Project, recipe: Recipe, chance: Random) -> None:
    """Finished in one of the years before; in use soon after; at design capacity later, or never."""
    year = recipe.year - chance.randint(1, YEARS_TRACKED)
    project.actual_finish = _day(year, chance.randint(3, 11), chance)
    project.plan_finish = _end(year, project.actual_finish.month)
    _begun_before(project, year - chance.choice([1, 2, 2]), chance)
    project.commission = project.actual_finish + timedelta(days=chance.randint(0, 60))
    reached = project.commission + timedelta(days=chance.randint(180, 600))
    if chance.random() >= float(recipe.options["not_at_capacity"]) and reached.year <= recipe.year:
        project.full_capacity = reached


def _in_statistics(project: Project, recipe: Recipe, chance: Random) -> None:
    start = project.actual_start
    if start is None or chance.random() < NOT_IN_STATISTICS:
        return
    month = start.month + chance.randint(1, 3)
    project.in_statistics = date(start.year + (month - 1) // 12, (month - 1) % 12 + 1, 8)
    if project.in_statistics > _end(recipe.year, recipe.last):
        project.in_statistics = None
