"""Problems of invented projects, each raised, assigned, mostly resolved and struck off, some reopened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from paceboard import workdays
from paceboard.demo.lines import Line
from paceboard.demo.project import Project, Row, month_end
from paceboard.demo.recipe import Recipe, words
from paceboard.profiles import Profile

HARD_DAYS = (15, 35)  # working days that a hard problem is given
HARD_TOOK = (12, 45)
TOOK = [1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 7, 9]  # working days that an ordinary one took
PLANNED = [1, 1, 2, 2, 2, 2, 2, 3, 5, None]  # working days until a plan for a hard one; None: none yet
SOON = 5  # working days
RISES = 10  # working days over the limit after which the city takes a problem up
LEVELS = ("unit", "department", "city")


@dataclass(frozen=True)
class Problem:
    """One problem; given_back is a resolution that did not hold until reopened.

    rises: the days from which a department, then the city handles it, unless it is resolved before.
    """

    entity: str
    project: Project
    ledger: str
    kind: str
    description: str
    severity: str
    raised: date
    assigned: date
    planned: date | None
    due: date
    resolved: date | None
    confirmed: date | None
    given_back: date | None
    reopened: date | None
    rises: tuple[date, date]


def lines(recipe: Recipe, profile: Profile, coded: Sequence[Project]) -> list[Line]:
    """Return the rows of the problem sheets: a problem is listed again in each month in which it changes."""
    found: list[Line] = []
    for ledger, count, resolved, letters in recipe.options["problems"]["ledgers"]:
        chance = recipe.chance(f"problems {ledger}")
        raised = sorted(_raised(recipe, profile, chance) for _ in range(count))
        states = _states(recipe, count, count - resolved, chance)
        for number, day in enumerate(raised):
            entity = f"{letters}{recipe.year}-{number + 1:04d}"
            project = chance.choice(coded)
            state = states.get(number, "resolved")
            problem = _problem(recipe, profile, entity, project, ledger, day, state, chance)
            found += _statements(recipe, problem)
    return found


def _raised(recipe: Recipe, profile: Profile, chance: Random) -> date:
    month = chance.choice(recipe.months)
    day = date(recipe.year, month, chance.randint(1, 20))
    return workdays.after(day, 1, holidays=profile.holidays)


def _states(recipe: Recipe, count: int, wanted: int, chance: Random) -> dict[int, str]:
    """Return which of count problems, oldest first, are still open or were opened again."""
    held = _open(count, wanted, chance)
    asked = recipe.options["problems"]
    back = chance.sample(sorted(held), min(len(held), asked["reopened"]))
    old = [at for at in range(count * 2 // 3) if at not in held]
    again = chance.sample(old, min(len(old), asked["again"]))
    return dict.fromkeys(held, "open") | dict.fromkeys(back, "back") | dict.fromkeys(again, "again")


def _open(count: int, wanted: int, chance: Random) -> set[int]:
    """Return which of count problems, oldest first, are still open: seldom the old ones."""
    order = sorted(range(count), key=lambda at: -(at / count) - chance.random() * 0.9)
    return set(order[:wanted])


def _problem(
    recipe: Recipe,
    profile: Profile,
    entity: str,
    project: Project,
    ledger: str,
    raised: date,
    state: str,
    chance: Random,
) -> Problem:
    kinds = recipe.options["problems"]["kinds"]
    kind = chance.choices(list(kinds), [float(k) for k in kinds.values()])[0]
    is_hard = chance.random() < float(recipe.options["problems"]["hard"])
    days = _days(recipe, profile, raised, state, chance, is_hard=is_hard)
    description = chance.choice(words()["problems"][kind])
    fixed = days["resolved"]
    return Problem(
        entity=entity,
        project=project,
        ledger=ledger,
        kind=kind,
        description=description,
        severity="hard" if is_hard else "general",
        raised=raised,
        confirmed=fixed + timedelta(days=chance.randint(0, 5)) if fixed else None,
        **days,
    )


def _days(
    recipe: Recipe, profile: Profile, raised: date, state: str, chance: Random, *, is_hard: bool
) -> dict:
    """Return the days of a problem after it was raised, by field of Problem; all are working days."""
    limits, end = profile.problem_limits, _last_workday(recipe, profile)

    def later(day: date, days: int) -> date:
        return workdays.after(day, days, holidays=profile.holidays)

    assigned = later(raised, chance.choice([0, 1, 1]))
    took = chance.randint(*HARD_TOOK) if is_hard else chance.choice(TOOK)
    # What was opened again and is resolved by now went fast, so that there was time for both.
    solved = min(later(assigned, min(took, SOON) if state == "again" else took), end)
    ordinary = (limits["general_min_days"], limits["general_days"])
    due = later(assigned, chance.randint(*(HARD_DAYS if is_hard else ordinary)))
    plan_days = chance.choice(PLANNED)
    reopened = min(later(solved, chance.randint(4, 8)), end) if state in ("back", "again") else None
    anew = later(reopened or solved, chance.randint(2, SOON))
    return {
        "assigned": assigned,
        "planned": later(assigned, plan_days) if is_hard and plan_days else None,
        "due": due,
        "resolved": {"resolved": solved, "again": anew}.get(state),
        "given_back": solved if reopened else None,
        "reopened": reopened,
        "rises": (assigned if is_hard else later(due, 1), later(due, RISES)),
    }


def _last_workday(recipe: Recipe, profile: Profile) -> date:
    day = month_end(date(recipe.year, recipe.months[-1], 1))
    while not workdays.is_workday(day, holidays=profile.holidays):
        day -= timedelta(days=1)
    return day


def _statements(recipe: Recipe, problem: Problem) -> Iterator[Line]:
    days = (
        *(problem.raised, problem.assigned, problem.planned, problem.resolved, problem.confirmed),
        *(problem.given_back, problem.reopened, *problem.rises),
    )
    last, before = recipe.months[-1], None
    for month in sorted({d.month for d in days if d and d.year == recipe.year and d.month <= last}):
        row = _row(problem, month_end(date(recipe.year, month, 1)))
        if row != before:
            yield Line("problem", problem.project.unit, month, row)
        before = row


def _row(problem: Problem, known_on: date) -> Row:
    is_back = problem.reopened is not None and problem.reopened <= known_on
    is_fixed = problem.resolved is not None and problem.resolved <= known_on
    days = {
        "raised_date": problem.raised,
        "assigned_date": problem.assigned,
        "plan_date": problem.planned,
        "due_date": problem.due,
        "resolved_date": problem.resolved if is_fixed or is_back else problem.given_back or problem.resolved,
        "confirmed_date": problem.confirmed,
        "reopened_date": problem.reopened,
    }
    return {
        "entity": problem.entity,
        "project_code": problem.project.code,
        "ledger": problem.ledger,
        "problem_kind": problem.kind,
        "description": problem.description,
        "department": words()["departments"][problem.project.trade.department],
        "severity": problem.severity,
        "escalation": _level(problem, known_on),
        **{name: day for name, day in days.items() if day and (name == "due_date" or day <= known_on)},
    }


def _level(problem: Problem, known_on: date) -> str:
    """Return who handles a problem at the end of a month: it rises while it stays open."""
    until = min(known_on, problem.resolved or known_on)
    return LEVELS[sum(day <= until for day in problem.rises)]
