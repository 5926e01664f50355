"""Factors that invented projects need, quotas of the city, and money asked of banks."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from random import Random

from paceboard.demo.amounts import allocate, from_big, money
from paceboard.demo.lines import Line
from paceboard.demo.project import CLASSES, Project, Row
from paceboard.demo.recipe import Recipe, words
from paceboard.profiles import Profile

# Units of a factor that 1 亿元 of total investment asks for, about.
A_PIECE = {"land": 22, "energy": 1800, "emission": 3, "water": 6, "power": 900, "money": 3500}
SECURED = [0, 0, 50, 80, 100, 100, 100]  # per cent of the need that is secured in the end
LETTERS = {"credit": "RZ", "loan_intention": "DK", "financing_list": "QD"}
STEP = 1000  # 10 万元


def lines(recipe: Recipe, profile: Profile, coded: Sequence[Project]) -> list[Line]:
    """Return the rows of the sheets on factors and on funding."""
    return [
        *_needs(recipe, profile, coded),
        *_quotas(recipe, profile),
        *_fundings(recipe, profile, coded),
        *_listed(recipe, coded),
    ]


def _needs(recipe: Recipe, profile: Profile, coded: Sequence[Project]) -> Iterator[Line]:
    """State needs, first unmet, later as far as they are met; focus projects are asked first."""
    chance = recipe.chance("needs")
    asks = recipe.options["factors"]
    number = 0
    for project in coded:
        share = asks["focus"] if project.is_focus else asks["share"] if CLASSES[project.state] == "new" else 0
        if chance.random() >= float(share):
            continue
        spared = asks.get("spared", {}).get(project.level, ())
        kinds = [kind for kind in asks["kinds"] if kind not in spared]
        for kind in chance.sample(kinds, min(len(kinds), chance.choice([1, 1, 2, 3]))):
            number += 1
            yield from _need(recipe, profile, project, kind, number, chance)


def _need(
    recipe: Recipe, profile: Profile, project: Project, kind: str, number: int, chance: Random
) -> Iterator[Line]:
    measure = {f.id: f.unit_zh for f in profile.factors}
    needed, part = _size(kind, project, chance), chance.choice(SECURED)
    first = chance.choice([1, 1, *recipe.months])
    met = [m for m in recipe.months if m > first]
    due = first + chance.randint(1, 8)
    row: Row = {
        "entity": f"YS{recipe.year}-{number:03d}",
        "project_code": project.code,
        "factor_kind": kind,
        "line_kind": "need",
        "measure_unit": measure[kind],
        "needed": money(needed),
        "secured": money(0 if part and met else needed * part // 100),
        "needed_by": date(recipe.year + (due > 12), (due - 1) % 12 + 1, 25),
    }
    yield Line("factor", project.unit, first, row)
    if part and met:
        later = {"secured": money(needed * part // 100)}
        yield Line("factor", project.unit, chance.choice(met), row | later)


def _size(kind: str, project: Project, chance: Random) -> int:
    """Return how much of a factor a project asks for, in hundredths of its unit, by the project's size."""
    if kind not in A_PIECE:
        return chance.randint(1, 3) * 100
    return max(1, round(project.total / 1_000_000 * A_PIECE[kind] * chance.uniform(0.5, 1.4))) * 100


def _quotas(recipe: Recipe, profile: Profile) -> Iterator[Line]:
    measure = {f.id: f.unit_zh for f in profile.factors}
    for number, line in enumerate(recipe.options["factors"]["lines"], 1):
        kind, line_kind, month, count, needed, secured, note = line
        row: Row = {
            "entity": f"ZB{recipe.year}-{number:02d}",
            "factor_kind": kind,
            "line_kind": line_kind,
            "measure_unit": measure[kind],
            "project_count": count or None,
            "needed": money(needed * 100),
            "secured": money(secured * 100),
            "note": note,
        }
        yield Line("factor", "city", month, row)


def _fundings(recipe: Recipe, profile: Profile, coded: Sequence[Project]) -> Iterator[Line]:
    chance = recipe.chance("fundings")
    upper = {level.id for level in profile.levels[:2]}
    for kind, count, months, wanted, granted in recipe.options["activities"]["fundings"]:
        asking = chance.sample([p for p in coded if p.level in upper], count)
        asks, gets = _sums(asking, wanted, granted, chance)
        for number, (project, ask, get) in enumerate(zip(asking, asks, gets, strict=True), 1):
            row = _funding(recipe, project, kind, number, ask, chance)
            yield Line("funding", project.unit, months[number % len(months)], row | _granted(get))


def _listed(recipe: Recipe, coded: Sequence[Project]) -> Iterator[Line]:
    """State the city's own financing list: what is not met yet stands on the next list again."""
    chance = recipe.chance("financing list")
    listing = recipe.options["activities"].get("financing_list")
    if not listing:
        return
    count, months, wanted, granted = listing
    asking = chance.sample([p for p in coded if p.is_focus], count)
    asks, gets = _sums(asking, wanted, granted, chance)
    for number, (project, ask, get) in enumerate(zip(asking, asks, gets, strict=True), 1):
        row = _funding(recipe, project, "financing_list", number, ask, chance)
        at = number % len(months)
        met = chance.randrange(at, len(months)) if get else len(months) - 1
        for place in range(at, met + 1):
            is_met = place == met
            yield Line("funding", project.unit, months[place], row | _granted(get if is_met else 0))


def _sums(
    asking: Sequence[Project], wanted: Decimal, granted: Decimal, chance: Random
) -> tuple[list[int], list[int]]:
    sizes = [p.total**0.5 * chance.uniform(0.6, 1.4) for p in asking]
    asks = allocate(from_big(wanted), sizes, step=STEP)
    luck = [a * chance.uniform(0.5, 1) for a in asks]
    return asks, allocate(from_big(granted), luck, caps=asks, step=STEP)


def _funding(recipe: Recipe, project: Project, kind: str, number: int, ask: int, chance: Random) -> Row:
    return {
        "entity": f"{LETTERS[kind]}{recipe.year}-{number:03d}",
        "project_code": project.code,
        "funding_kind": kind,
        "enterprise": project.owner,
        "bank": chance.choice(words()["banks"]),
        "wanted": money(ask),
    }


def _granted(amount: int) -> Row:
    return {"granted": money(amount) if amount else None}
