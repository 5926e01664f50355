"""Signings, ceremonies and targets of one city's demo returns."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from paceboard.demo.amounts import allocate, from_big, money
from paceboard.demo.lines import Line, day_in
from paceboard.demo.project import Project, Row, month_end
from paceboard.demo.recipe import Recipe, words

TITLES = {
    "provincial": "省集中开工活动",
    "mega": "重大项目集中开工活动",
    "industry": "分行业集中开工活动",
    "zone": "产业功能区集中开工活动",
}
TENTH = 100_000  # 0.1 亿元


def lines(recipe: Recipe, coded: Sequence[Project]) -> list[Line]:
    """Return every such row of the year, in the order of the recipe."""
    return [*_signings(recipe), *_ceremonies(recipe), *_targets(recipe, coded)]


def _signings(recipe: Recipe) -> Iterator[Line]:
    chance = recipe.chance("signings")
    count, months, total = recipe.options["activities"]["signings"]
    amounts = allocate(from_big(total), [chance.lognormvariate(0, 0.8) for _ in range(count)], step=1000)
    units = chance.choices(list(recipe.units), [u.weight for u in recipe.units.values()], k=count)
    trades = list(words()["trades"].values())
    for number, (unit, amount) in enumerate(zip(units, amounts, strict=True), 1):
        month = months[number % len(months)]
        row: Row = {
            "entity": f"QY{recipe.year}-{number:03d}",
            "agreement_name": f"示例·{chance.choice(trades).noun}投资协议{number:03d}号",
            "signed_date": day_in(recipe, month, chance),
            "agreed_total": money(amount),
        }
        yield Line("signing", unit, month, row)


def _ceremonies(recipe: Recipe) -> Iterator[Line]:
    chance = recipe.chance("ceremonies")
    for kind, count, months, projects, total in recipe.options["activities"]["ceremonies"]:
        sizes = [chance.uniform(0.6, 1.4) for _ in range(count)]
        counts = allocate(projects, sizes)
        amounts = allocate(from_big(total), [s * chance.uniform(0.7, 1.3) for s in sizes], step=TENTH)
        for number, (some, amount) in enumerate(zip(counts, amounts, strict=True), 1):
            month = sorted(months)[(number - 1) * len(months) // count]
            row: Row = {
                "entity": f"KG{recipe.year}-{kind}-{number:02d}",
                "ceremony_kind": kind,
                "held_date": day_in(recipe, month, chance),
                "title": f"{recipe.year}年第{number}次{TITLES[kind]}",
                "project_count": some,
                "total_investment": money(amount),
            }
            yield Line("ceremony", "city", month, row)


def _targets(recipe: Recipe, coded: Sequence[Project]) -> Iterator[Line]:
    """Set the year's targets for the city and, where they can be shared out, for each unit."""
    first, wanted = recipe.months[0], recipe.options["activities"]
    for measure, value, unit in wanted["targets"]:
        goals = {"city": Decimal(value), **_shared(recipe, coded, measure, Decimal(value))}
        done = wanted.get("done", {}).get(measure)
        for who, goal in goals.items():
            row = _target(recipe, measure, who, goal, unit)
            if done is None:
                yield Line("target", "city", first, row)
        if done is not None:
            yield from _reported(recipe, measure, goals, done, unit)
    for measure, value, unit, month in wanted.get("waypoints", []):
        by = {"by_date": month_end(date(recipe.year, month, 1))}
        for who in recipe.units:
            yield Line("target", "city", first, _target(recipe, measure, who, Decimal(value), unit) | by)


def _target(recipe: Recipe, measure: str, who: str, goal: Decimal, unit: str) -> Row:
    return {
        "measure": measure,
        "target_unit_id": who,
        "target_value": goal,
        "measure_unit": unit,
        "by_date": date(recipe.year, 12, 31),
    }


def _shared(recipe: Recipe, coded: Sequence[Project], measure: str, value: Decimal) -> dict[str, Decimal]:
    """Return what of the city's target each other unit has to reach; the rest is the city's own."""
    if measure not in recipe.options["activities"].get("shared", []):
        return {}
    weights = [_weight(recipe, coded, measure, unit) for unit in recipe.units]
    parts = allocate(int(value * 100), weights, step=1 if measure == "plan_year" else 100)
    return {unit: money(part) for unit, part in zip(recipe.units, parts, strict=True) if unit != "city"}


def _weight(recipe: Recipe, coded: Sequence[Project], measure: str, unit: str) -> float:
    own = [p for p in coded if p.unit == unit]
    promised = {"starts": "plan_start", "completions": "plan_finish"}
    if measure in promised:
        days = [getattr(p, promised[measure]) for p in own]
        return sum(day is not None and day.year == recipe.year for day in days)
    if measure == "plan_year":
        return sum(p.years[recipe.year].plan for p in own)
    return recipe.units[unit].weight


def _reported(
    recipe: Recipe, measure: str, goals: dict[str, Decimal], done: int, unit: str
) -> Iterator[Line]:
    """State month by month how much was done of what no sheet counts (events); done: at the year's end."""
    chance = recipe.chance(f"done {measure}")
    others = [who for who in goals if who != "city"]
    luck = [float(goals[who]) * chance.uniform(0.75, 1.2) for who in others]
    own = float(goals["city"] - sum(goals[who] for who in others))
    ends = {"city": done, **dict(zip(others, allocate(done, [*luck, own]), strict=False))}
    for month in recipe.months:
        part = sum(recipe.shape[:month]) / sum(recipe.shape)
        for who, goal in goals.items():
            row = _target(recipe, measure, who, goal, unit)
            yield Line("target", "city", month, row | {"done_value": int(ends[who] * part)})
