"""Problems of invented projects, each raised, assigned, mostly resolved and struck off, some reopened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from paceboard.demo.ledgers import Line, shift
from paceboard.demo.project import CLASSES, Project, Row, month_end
from paceboard.demo.recipe import Recipe, words
from paceboard.profiles import Profile


@dataclass(frozen=True)
class Problem:
    """One problem; given_back is a resolution that did not hold until reopened."""

    entity: str
    project: Project
    ledger: str
    kind: str
    description: str
    severity: str
    raised: date
    assigned: date
    planned: date
    due: date
    resolved: date | None
    confirmed: date | None
    given_back: date | None
    reopened: date | None


def lines(recipe: Recipe, profile: Profile, projects: Sequence[Project]) -> list[Line]:
    """Return the rows of the problem sheets: a problem is listed again in each month in which it changes."""
    coded = [p for p in projects if p.list_kind == "key" and p.state in CLASSES and p.code]
    found: list[Line] = []
    for ledger, count, resolved, letters in recipe.options["problems"]["ledgers"]:
        chance = recipe.chance(f"problems {ledger}")
        raised = sorted(_raised(recipe, chance) for _ in range(count))
        held = _open(count, count - resolved, chance)
        back = set(chance.sample(sorted(held), min(len(held), recipe.options["problems"]["reopened"])))
        for number, day in enumerate(raised):
            entity = f"{letters}{recipe.year}-{number + 1:04d}"
            project = chance.choice(coded)
            state = "back" if number in back else "open" if number in held else "resolved"
            problem = _problem(recipe, profile, entity, project, ledger, day, state, chance)
            found += _statements(recipe, problem)
    return found


def _raised(recipe: Recipe, chance: Random) -> date:
    month = chance.choice(recipe.months)
    return shift(date(recipe.year, month, chance.randint(1, 20)), 1)


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
    assigned = shift(raised, 1)
    end = month_end(date(recipe.year, recipe.months[-1], 1))
    took = chance.randint(12, 45) if is_hard else chance.choice([2, 3, 3, 4, 4, 5, 5, 7, 9])
    solved = min(shift(assigned, took), end)
    return Problem(
        entity=entity,
        project=project,
        ledger=ledger,
        kind=kind,
        description=chance.choice(words()["problems"][kind]),
        severity="hard" if is_hard else "general",
        raised=raised,
        assigned=assigned,
        planned=shift(assigned, profile.problem_limits["plan_days"]),
        due=shift(assigned, chance.randint(15, 35) if is_hard else profile.problem_limits["general_days"]),
        resolved=solved if state == "resolved" else None,
        confirmed=solved + timedelta(days=chance.randint(0, 5)) if state == "resolved" else None,
        given_back=solved if state == "back" else None,
        reopened=min(solved + timedelta(days=chance.randint(5, 30)), end) if state == "back" else None,
    )


def _statements(recipe: Recipe, problem: Problem) -> Iterator[Line]:
    days = (problem.raised, problem.resolved, problem.confirmed, problem.given_back, problem.reopened)
    last = recipe.months[-1]
    for month in sorted({d.month for d in days if d and d.year == recipe.year and d.month <= last}):
        known_on = month_end(date(recipe.year, month, 1))
        yield Line("problem", problem.project.unit, month, _row(problem, known_on))


def _row(problem: Problem, known_on: date) -> Row:
    is_back = problem.reopened is not None and problem.reopened <= known_on
    days = {
        "raised_date": problem.raised,
        "assigned_date": problem.assigned,
        "plan_date": problem.planned if problem.severity == "hard" else None,
        "due_date": problem.due,
        "resolved_date": problem.resolved or (None if is_back else problem.given_back),
        "confirmed_date": problem.confirmed,
        "reopened_date": problem.reopened,
    }
    promised = ("due_date", "plan_date")
    return {
        "entity": problem.entity,
        "project_code": problem.project.code,
        "ledger": problem.ledger,
        "problem_kind": problem.kind,
        "description": problem.description,
        "department": words()["departments"][problem.project.trade.department],
        "severity": problem.severity,
        **{name: day for name, day in days.items() if day and (name in promised or day <= known_on)},
    }
