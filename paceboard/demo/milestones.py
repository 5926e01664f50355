"""The timetable of an invented project (配档表): what was promised, what is expected, what was kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from paceboard.demo.lines import Line, end_of
from paceboard.demo.project import Project, Row, month_end
from paceboard.demo.recipe import Recipe, words
from paceboard.profiles import Profile

BEFORE_START = {"approval": 300, "land": 120}  # days
BETWEEN = {"start": 0.0, "foundation": 0.2, "topping": 0.5, "equipment": 0.7, "trial": 0.9, "commission": 1.0}
SLIPPING = 0.3  # share of projects that fall behind their timetable
SLIP_DAYS = (25, 120)
FORGIVEN = 15  # days late that need no reason


@dataclass(frozen=True)
class Node:
    """One milestone: the day promised and the day it was, or will be, kept."""

    kind: str
    promised: date
    kept: date


def lines(recipe: Recipe, profile: Profile, coded: Sequence[Project]) -> list[Line]:
    """Return the timetable rows of provincial and focus projects; a row is stated again when it changes."""
    kinds = [term.id for term in profile.milestones]
    top = profile.levels[0].id
    planned = [p for p in coded if p.is_focus or p.level == top]
    return [line for project in planned for line in _of_project(recipe, project, kinds)]


def _of_project(recipe: Recipe, project: Project, kinds: Sequence[str]) -> Iterator[Line]:
    chance = recipe.chance(f"milestones {project.code}")
    nodes = _nodes(recipe, project, chance)
    causes = recipe.options["problems"]["kinds"]
    reason = chance.choices(list(causes), [float(c) for c in causes.values()])[0]
    told_in = chance.randint(1, recipe.last)  # the month in which the slip is owned up to
    before: dict[str, Row] = {}
    for month in range(1, recipe.last + 1):
        end = end_of(recipe, month)
        for kind in kinds:
            row = _row(project, nodes[kind], end, reason, is_told=month >= told_in)
            if row != before.get(kind):
                yield Line("milestone", project.unit, month, row)
            before[kind] = row


def _row(project: Project, node: Node, end: date, reason: str, *, is_told: bool) -> Row:
    is_done = node.kept <= end
    is_late = node.promised <= end or is_told
    forecast = None if is_done else node.kept if is_late else node.promised
    known = node.kept if is_done else forecast or node.promised
    return {
        "project_code": project.code,
        "milestone_kind": node.kind,
        "milestone_name": words()["milestones"][project.trade.pace][node.kind],
        "promised_date": node.promised,
        "forecast_date": forecast,
        "actual_date": node.kept if is_done else None,
        "slip_reason": reason if (known - node.promised).days > FORGIVEN else None,
    }


def _nodes(recipe: Recipe, project: Project, chance: Random) -> Mapping[str, Node]:
    """Return every milestone; start and finish are those of the register, what lies between follows them."""
    first, last = project.plan_start, project.first_finish or project.plan_finish
    if first is None or last is None:
        raise ValueError(f"{project.name}: no dates to plan by")
    promised = _spread(first, last)
    promised = {kind: month_end(day.replace(day=1)) for kind, day in promised.items()}
    promised |= {"start": first, "commission": last}
    kept = _kept(recipe, project, chance)
    return {kind: Node(kind, promised[kind], kept[kind]) for kind in promised}


def _spread(first: date, last: date) -> dict[str, date]:
    days = {kind: first - timedelta(days=n) for kind, n in BEFORE_START.items()}
    return days | {kind: first + (last - first) * part for kind, part in BETWEEN.items()}


def _kept(recipe: Recipe, project: Project, chance: Random) -> dict[str, date]:
    """Return the day of each milestone as life goes: begun and finished when the register says, or later."""
    end = end_of(recipe, recipe.last)
    start = project.actual_start or _after(end, project.plan_start, chance)
    finish = project.actual_finish or _after(end, project.plan_finish, chance)
    if not project.actual_finish and chance.random() < SLIPPING:
        finish = max(finish, (project.plan_finish or finish) + timedelta(days=chance.randint(*SLIP_DAYS)))
    days = {
        kind: day + timedelta(days=chance.randint(-8, 22)) for kind, day in _spread(start, finish).items()
    }
    days |= {"start": start, "commission": finish}
    for kind, lead in BEFORE_START.items():
        days[kind] = min(days[kind], start - timedelta(days=lead // 8))
    for kind in list(BETWEEN)[1:-1]:
        days[kind] = min(max(days[kind], start + timedelta(days=10)), finish - timedelta(days=5))
    return days


def _after(end: date, promised: date | None, chance: Random) -> date:
    """Return when something not done yet is expected: as promised, or soon where that day has passed."""
    if promised and promised > end:
        return promised
    return end + timedelta(days=chance.randint(20, 90))
