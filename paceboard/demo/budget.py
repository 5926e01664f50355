"""Money of invented projects: totals, plans and months add up to the recipe's cohorts exactly."""

from collections.abc import Sequence
from random import Random

from paceboard.demo.amounts import STEP, allocate
from paceboard.demo.project import CLASSES, Project, Year
from paceboard.demo.recipe import Cohort, Recipe, words

TOTAL_STEP = 1000  # 10 万元
SPREAD = {"provincial": 1.15, "city": 1.0, "county": 0.85}  # of the logarithm of total investment
MOST_OF_PLAN = 2.0  # nobody does more than twice the plan of the year
LAGGARDS = 0.06
RUNNERS = 0.03
TAIL = 0.35  # bills that still come in the month after the finish


def set_money(recipe: Recipe, cohort: Cohort, projects: Sequence[Project]) -> None:
    """Give the projects of one cohort totals, plans and monthly amounts; hundredths of 万元.

    Raises ValueError where the cohort's amounts do not fit one another.
    """
    chance = recipe.chance(f"money {cohort.list_kind} {cohort.level} {cohort.state}")
    spread = SPREAD.get(cohort.level, 1.0)
    sizes = [max(0.08, chance.lognormvariate(0, spread)) for _ in projects]
    for project, total in zip(projects, allocate(cohort.total, sizes, step=TOTAL_STEP), strict=True):
        project.total = total
    if cohort.state not in CLASSES:
        return
    plans = allocate(
        cohort.plan,
        [p.total**0.8 * chance.uniform(0.6, 1.4) * _share(_planned(p, recipe)) for p in projects],
        caps=[int(p.total * (0.92 if p.state == "finished" else 0.75)) for p in projects],
        step=STEP,
    )
    dones = allocate(
        cohort.done,
        [
            plan * _pace(p, recipe, chance) * _share(_worked(p, recipe))
            for p, plan in zip(projects, plans, strict=True)
        ],
        caps=[int(min(MOST_OF_PLAN * plan, p.total * 0.95)) for p, plan in zip(projects, plans, strict=True)],
    )
    for project, plan, done in zip(projects, plans, dones, strict=True):
        project.years[recipe.year] = _year(project, recipe, plan, done, chance)


def _pace(project: Project, recipe: Recipe, chance: Random) -> float:
    thrown = chance.random()
    stray = 0.35 if thrown < LAGGARDS else 2.3 if thrown > 1 - RUNNERS else 1.0
    own = chance.lognormvariate(0, 0.22) * stray
    return recipe.units[project.unit].pace * own


def _share(weights: Sequence[float]) -> float:
    return sum(weights)


def _planned(project: Project, recipe: Recipe) -> list[float]:
    """Return the weight of each month in the project's own plan."""
    first, last = 1, 12
    if project.plan_start and project.plan_start.year == recipe.year:
        first = project.plan_start.month
    if project.plan_finish and project.plan_finish.year == recipe.year:
        last = project.plan_finish.month
    return [w if first <= m <= last else 0.0 for m, w in enumerate(recipe.plan_shape, 1)]


def _worked(project: Project, recipe: Recipe) -> list[float]:
    """Return the weight of each month in what the project did; nothing outside the months with money."""
    weights = []
    for month, weight in enumerate(recipe.shape, 1):
        factor = 1.0 if month in recipe.months else 0.0
        if (
            project.actual_start
            and project.actual_start.year == recipe.year
            and month < project.actual_start.month
        ):
            factor = 0.0
        if project.actual_finish and month > project.actual_finish.month:
            factor *= TAIL if month == project.actual_finish.month + 1 else 0.0
        if project.suspended_in and month >= project.suspended_in:
            factor = 0.0
        weights.append(weight * factor)
    return weights


def _year(project: Project, recipe: Recipe, plan: int, done: int, chance: Random) -> Year:
    planned = [w * chance.uniform(0.75, 1.25) for w in _planned(project, recipe)]
    worked = [w * chance.lognormvariate(0, 0.3) for w in _worked(project, recipe)]
    year = Year(
        prev=_before(project, recipe, max(plan, done), done, chance),
        plan=plan,
        plan_months=allocate(plan, planned, step=STEP),
        done_months=allocate(done, worked),
        annual_class=CLASSES[project.state],
    )
    if chance.random() < float(recipe.options["adjusted"]):
        _adjust(year, recipe, planned, project.total - year.prev, chance)
    return year


def _before(project: Project, recipe: Recipe, most: int, done: int, chance: Random) -> int:
    """Return what was done before this year: nearly all of a finished project, little of a new one."""
    left = project.total - most
    if project.state == "finished":
        amount = min(left, int(project.total * chance.uniform(0.95, 1.0)) - done)
    elif project.state == "expected":
        amount = project.total - int(most * chance.uniform(1.02, 1.2))
    elif project.state == "carry" and project.actual_start:
        amount = int(left * min(0.85, chance.uniform(0.07, 0.24) * (recipe.year - project.actual_start.year)))
    else:
        amount = int(project.total * 0.02 * chance.random()) if chance.random() < 0.2 else 0
    return max(0, min(left, amount)) // STEP * STEP


def _adjust(year: Year, recipe: Recipe, planned: list[float], room: int, chance: Random) -> None:
    """Let the plan of the year have been another one until some month of early summer."""
    month = min(chance.randint(5, 7), recipe.months[-1])
    first = min(int(year.plan * chance.choice([0.78, 0.86, 1.12, 1.2, 1.3])), room) // STEP * STEP
    before = allocate(first, planned, step=STEP)
    kept, rest = before[: month - 1], planned[month - 1 :]
    if first == year.plan or year.plan <= sum(kept) or sum(rest) <= 0:
        return
    year.first_plan, year.first_months, year.changed = first, before, month
    year.plan_months = kept + allocate(year.plan - sum(kept), rest, step=STEP)
    year.reason = chance.choice(words()["plan_up" if first < year.plan else "plan_down"])


def add_history(recipe: Recipe, projects: Sequence[Project]) -> None:
    """Give projects under way in an earlier year their money of that year, out of what came before."""
    wanted = recipe.options.get("history")
    if not wanted:
        return
    chance = recipe.chance("history")
    year = wanted["year"]
    running = [
        p for p in projects if recipe.year in p.years and p.actual_start and p.actual_start.year <= year
    ]
    for at in sorted(chance.sample(range(len(running)), wanted["projects"])):
        running[at].years[year] = _past(running[at], recipe, year, float(wanted["rate"]), chance)


def _past(project: Project, recipe: Recipe, year: int, rate: float, chance: Random) -> Year:
    before = project.years[recipe.year].prev
    is_new = project.actual_start is not None and project.actual_start.year == year
    done = before if is_new else int(before * chance.uniform(0.35, 0.6)) // STEP * STEP
    plan = (
        min(int(done / (rate * chance.lognormvariate(0, 0.1))), project.total - before + done) // STEP * STEP
    )
    first = project.actual_start.month if is_new and project.actual_start else 1
    promised = project.plan_start.month if is_new and project.plan_start else 1
    worked = [w * chance.lognormvariate(0, 0.3) * (m >= first) for m, w in enumerate(recipe.shape, 1)]
    planned = [w * (m >= promised) for m, w in enumerate(recipe.plan_shape, 1)]
    return Year(
        prev=before - done,
        plan=plan,
        plan_months=allocate(plan, planned, step=STEP),
        done_months=allocate(done, worked),
        annual_class="new" if is_new else "carry",
    )
