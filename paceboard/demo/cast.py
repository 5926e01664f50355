"""All invented projects of one city, from the recipe: who, where, what, when and how much."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from paceboard.demo import budget, calendar, names, pipeline, places
from paceboard.demo.project import CLASSES, Project
from paceboard.demo.recipe import Cohort, Recipe, Trade, words
from paceboard.profiles import Profile

WITHOUT_CODE = {"agreement", "early", "plan"}  # states before the project is filed
WITHOUT_SITE = {"agreement": 0.3, "plan": 0.25}
NATURES = {"new": 70, "expansion": 14, "renovation": 10, "reconstruction": 4, "relocation": 2}
DISTRICTS = ("district", "county", "county_city", "town")
LEADERS = 18
DEVIATING = 0.02
LATE_STATISTICS = 0.06  # share of projects of which the statistics once count a month's money a month late


def projects(recipe: Recipe, profile: Profile) -> list[Project]:
    """Return every project of the recipe, cohort by cohort; the same recipe gives the same projects."""
    groups = [_cohort(recipe, profile, cohort) for cohort in recipe.cohorts]
    every = [project for group in groups for project in group]
    calendar.set_dates(recipe, every)
    pipeline.ready(recipe, groups)
    _suspend(recipe, every)
    for cohort, group in zip(recipe.cohorts, groups, strict=True):
        budget.set_money(recipe, cohort, group)
    budget.add_history(recipe, every)
    _name(recipe, profile, every)
    _settle(recipe, profile, every)
    pipeline.move(recipe, groups)
    _mark(recipe, every)
    _delay_statistics(recipe, every)
    return every


def _cohort(recipe: Recipe, profile: Profile, cohort: Cohort) -> list[Project]:
    chance = recipe.chance(f"cast {cohort.list_kind} {cohort.level} {cohort.state}")
    units = _spread(recipe, cohort.count, chance)
    trades = chance.choices(list(recipe.trades), list(recipe.trades.values()), k=cohort.count)
    return [
        _new(recipe, profile, cohort, unit, words()["trades"][trade], chance)
        for unit, trade in zip(units, trades, strict=True)
    ]


def _spread(recipe: Recipe, count: int, chance: Random) -> list[str]:
    """Return units for so many projects: whole shares first, so that no unit is left out by bad luck."""
    mass = sum(u.weight for u in recipe.units.values())
    units = [key for key, u in recipe.units.items() for _ in range(int(u.weight / mass * count))]
    weights = [u.weight for u in recipe.units.values()]
    units += chance.choices(list(recipe.units), weights, k=count - len(units))
    chance.shuffle(units)
    return units


def _new(
    recipe: Recipe, profile: Profile, cohort: Cohort, unit: str, trade: Trade, chance: Random
) -> Project:
    one = profile.unit(unit)
    if one is None:
        raise ValueError(f"{profile.id} has no unit {unit!r}")
    districts = [u.id for u in profile.units if u.kind in DISTRICTS]
    division = unit if one.kind in DISTRICTS else one.parent or chance.choice(districts)
    state = cohort.state
    return Project(
        list_kind=cohort.list_kind,
        level=cohort.level,
        state=state,
        unit=unit,
        division=division,
        zone=unit if one.kind == "zone" else None,
        trade=trade,
        nature="new" if trade.pace == "civil" else chance.choices(list(NATURES), list(NATURES.values()))[0],
        batch=recipe.batches.get(state) or recipe.batches.get(cohort.list_kind),
        stages={1: state} if state in {s.id for s in profile.stages} else {},
        home_year=recipe.year,
    )


def _suspend(recipe: Recipe, every: Sequence[Project]) -> None:
    chance = recipe.chance("suspended")
    running = [p for p in every if p.state == "carry" and p.level != "provincial"]
    for project in chance.sample(running, recipe.options["suspended"]):
        project.suspended_in = chance.randint(3, recipe.months[-1])


def _name(recipe: Recipe, profile: Profile, every: Sequence[Project]) -> None:
    chance = recipe.chance("names")
    stems = names.stems(chance)
    taken: set[str] = set()
    for number, project in enumerate(every, 1):
        stem = next(stems)
        parts = [part for part in words()["parts"] if names.project(stem, project.trade, part) not in taken]
        project.name = names.project(
            stem, project.trade, parts[0] if chance.random() < 0.7 else chance.choice(parts)
        )
        taken.add(project.name)
        division = _division_code(profile, project.division)
        project.owner = names.owner(stem, project.trade)
        project.owner_code = names.owner_code(number, division=division)
        project.leader = words()["leaders"].format(number=chance.randint(1, LEADERS))
        if project.state not in WITHOUT_CODE:
            project.code = names.project_code(
                number,
                division=division,
                industry=project.trade.code,
                filed=_filed(project, chance),
                technical=project.nature == "renovation",
            )


def _division_code(profile: Profile, unit: str) -> str:
    one = profile.unit(unit)
    return (one.code if one else None) or profile.code


def _filed(project: Project, chance: Random) -> date:
    """Return the day the project was filed: half a year to two years before works, or last year."""
    begins = project.actual_start or project.plan_start or date(project.home_year, 6, 1)
    latest = date(project.home_year - 1, 12, 20)
    return min(latest, begins - timedelta(days=chance.randint(120, 540)))


def _settle(recipe: Recipe, profile: Profile, every: Sequence[Project]) -> None:
    ground = places.Ground(profile, chance=recipe.chance("places"))
    chance = recipe.chance("sites")
    offset = {system: float(share) for system, share in recipe.options["offset"].items()}
    for project in every:
        low, high = project.trade.size
        project.content = project.trade.content.format(size=chance.randint(low, high))
        district = profile.unit(project.zone or project.division)
        project.place = (
            f"{district.zh if district else ''}{chance.choice(words()['roads'])}{chance.randint(1, 199)}号"
        )
        lon, lat = ground.point(project.unit if project.zone else project.division)
        if chance.random() < WITHOUT_SITE.get(project.state, 0):
            continue
        project.crs = _system(offset, chance)
        project.lon, project.lat = places.given(lon, lat, system=project.crs)
        project.precision = "address" if chance.random() < 0.8 else "street"


def _system(offset: dict[str, float], chance: Random) -> str:
    thrown = chance.random()
    for system, share in offset.items():
        if thrown < share:
            return system
        thrown -= share
    return "CGCS2000"


def _mark(recipe: Recipe, every: Sequence[Project]) -> None:
    chance = recipe.chance("marks")
    listed = [p for p in every if p.list_kind == "key" and p.state in CLASSES]
    for project in chance.sample(listed, recipe.options["focus"]):
        project.is_focus = True
    if connected := recipe.options.get("connected"):
        running = [p for p in listed if p.state in connected["states"] and not p.suspended_in]
        for project in chance.sample(running, connected["count"]):
            project.connected_in = chance.choice(connected["months"])
    deviating = float(recipe.options.get("deviating", DEVIATING))
    for project in listed:
        low, high = (
            ((0.35, 0.65) if chance.random() < 0.8 else (1.12, 1.3))
            if chance.random() < deviating
            else (0.84, 1.0)
        )
        project.stat_ratio = chance.uniform(low, high)
        project.paid_ratio = chance.uniform(0.5, 0.95)
        project.physical_bias = chance.uniform(0.9, 1.05)
        if project.state == "carry" and chance.random() < float(recipe.options["postponed"]):
            _postpone(project, recipe, chance)


def _delay_statistics(recipe: Recipe, every: Sequence[Project]) -> None:
    chance = recipe.chance("late statistics")
    for project in every:
        if recipe.year in project.years and chance.random() < LATE_STATISTICS:
            project.stat_late_in = chance.choice(recipe.months[1:])


def _postpone(project: Project, recipe: Recipe, chance: Random) -> None:
    promised = project.plan_finish
    if promised is None or promised.year > recipe.year + 2:
        return
    project.first_finish = promised
    project.plan_finish = date(promised.year + 1, promised.month, min(28, promised.day))
    project.postponed_in = chance.randint(4, recipe.months[-1])
    project.postponed_for = chance.choice(words()["finish_reasons"])
