"""How invented projects moved through stages and batches this year, and when they joined their list."""

from collections.abc import Sequence
from datetime import date

from paceboard.demo.project import Project, month_end
from paceboard.demo.recipe import Cohort, Recipe

Groups = Sequence[Sequence[Project]]


def move(recipe: Recipe, groups: Groups) -> None:
    """Give the projects of each cohort the stages and batches they passed through this year."""
    _stages(recipe, groups)
    _batches(recipe, groups)
    for cohort, group in zip(recipe.cohorts, groups, strict=True):
        joined = recipe.options.get("joined", {}).get(cohort.state, ())
        # The last ones: the first ones move up.
        for project, month in zip(reversed(group), joined, strict=False):
            project.joined_in = month
            project.stages = {month: project.stages[1]} if project.stages else {}


def ready(recipe: Recipe, groups: Groups) -> None:
    """Let some reserve projects be promised to start before the year ends."""
    chance = recipe.chance("ready")
    for cohort, group in zip(recipe.cohorts, groups, strict=True):
        for project in group[: recipe.options.get("ready", {}).get(cohort.state, 0)]:
            project.plan_start = month_end(date(recipe.year, chance.randint(recipe.last + 1, 12), 1))


def _stages(recipe: Recipe, groups: Groups) -> None:
    """Let reserve projects have reached their last stages in the months the recipe names."""
    moves = recipe.options.get("stage_moves", {})
    order = list(dict.fromkeys(c.state for c in recipe.cohorts if c.state in moves))
    order = [_first(recipe.cohorts, order), *order] if order else []
    for cohort, group in zip(recipe.cohorts, groups, strict=True):
        for project, steps in zip(group, moves.get(cohort.state, ()), strict=False):
            months = steps if isinstance(steps, list) else [steps]
            at = order.index(cohort.state)
            passed = order[at - len(months) : at + 1]
            project.stages = dict(zip([1, *months], passed, strict=True))


def _first(cohorts: Sequence[Cohort], order: Sequence[str]) -> str:
    """Return the stage before the first that any project moved up to."""
    states = [c.state for c in cohorts]
    return states[states.index(order[0]) - 1]


def _batches(recipe: Recipe, groups: Groups) -> None:
    """Let projects have stood in another batch until the month the recipe names, or until works began."""
    moves = recipe.options.get("batch_moves", {})
    for cohort, group in zip(recipe.cohorts, groups, strict=True):
        before, *months = moves.get(f"{cohort.list_kind} {cohort.state}") or [None]
        for project, latest in zip(group, months, strict=False):
            begun = project.actual_start or project.actual_finish
            month = min(latest, begun.month if begun and begun.year == recipe.year else latest)
            if before and project.batch and month > 1:
                project.batches = {1: before, month: project.batch}
