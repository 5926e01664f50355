"""Problems, needs, credit, signings, meetings, ceremonies and targets of one city's demo returns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from paceboard.demo.amounts import allocate, from_big, money
from paceboard.demo.calendar import LAST_DAY_OF_CLOSING
from paceboard.demo.project import CLASSES, Project, Row
from paceboard.demo.recipe import Recipe, words
from paceboard.profiles import Profile

TITLES = {
    "central": "集中调度会",
    "single": "单体调度会",
    "site": "现场调度会",
    "inspection": "巡回督导",
    "rally": "项目竞进拉练",
    "provincial": "省集中开工活动",
    "mega": "重大项目集中开工活动",
    "industry": "分行业集中开工活动",
    "zone": "产业功能区集中开工活动",
}


@dataclass(frozen=True)
class Line:
    """One row that a unit's return of that month states besides its projects."""

    kind: str
    unit: str
    month: int
    row: Row


def lines(recipe: Recipe, profile: Profile, projects: Sequence[Project]) -> list[Line]:
    """Return every such row of the year, in the order of the recipe."""
    coded = [p for p in projects if p.list_kind == "key" and p.state in CLASSES and p.code]
    return [
        *_needs(recipe, profile, coded),
        *_quotas(recipe, profile),
        *_fundings(recipe, profile, coded),
        *_signings(recipe),
        *_meetings(recipe),
        *_ceremonies(recipe),
        *_targets(recipe),
    ]


def _day(recipe: Recipe, month: int, chance: Random) -> date:
    return date(recipe.year, month, chance.randint(2, LAST_DAY_OF_CLOSING - 1))


def _needs(recipe: Recipe, profile: Profile, coded: Sequence[Project]) -> Iterator[Line]:
    chance = recipe.chance("needs")
    asks = recipe.options["factors"]
    measure = {f.id: f.unit_zh for f in profile.factors}
    asking = [p for p in coded if p.is_focus or CLASSES[p.state] == "new"]
    for number, project in enumerate(p for p in asking if chance.random() < float(asks["share"])):
        kind = chance.choice(asks["kinds"])
        needed = _size(kind, project, chance)
        secured = needed * chance.choice([0, 50, 80, 100, 100]) // 100
        month = chance.choice([1, *recipe.months])
        row: Row = {
            "entity": f"YS{recipe.year}-{number + 1:03d}",
            "project_code": project.code,
            "factor_kind": kind,
            "line_kind": "need",
            "measure_unit": measure[kind],
            "needed": money(needed),
            "secured": money(secured),
            "needed_by": date(recipe.year, min(12, month + chance.randint(1, 4)), 25),
        }
        yield Line("factor", project.unit, month, row)


def _size(kind: str, project: Project, chance: Random) -> int:
    """Return how much of a factor a project asks for, in hundredths of its unit, by the project's size."""
    worth = project.total / 1_000_000  # 亿元
    a_piece = {
        "land": 22,
        "energy": 1800,
        "emission": 3,
        "water": 6,
        "power": 900,
        "money": 3500,
        "approval": 0,
    }
    return max(1, round(worth * a_piece[kind] * chance.uniform(0.5, 1.4))) * 100 if a_piece[kind] else 100


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
        sizes = [p.total**0.5 * chance.uniform(0.6, 1.4) for p in asking]
        asks = allocate(from_big(wanted), sizes, step=1000)
        gets = allocate(from_big(granted), [a * chance.uniform(0.5, 1) for a in asks], caps=asks, step=1000)
        for number, (project, ask, get) in enumerate(zip(asking, asks, gets, strict=True), 1):
            row: Row = {
                "entity": f"RZ{recipe.year}-{number:03d}",
                "project_code": project.code,
                "funding_kind": kind,
                "enterprise": project.owner,
                "bank": chance.choice(words()["banks"]),
                "wanted": money(ask),
                "granted": money(get) if get else None,
            }
            yield Line("funding", project.unit, months[number % len(months)], row)


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
            "signed_date": _day(recipe, month, chance),
            "agreed_total": money(amount),
        }
        yield Line("signing", unit, month, row)


def _meetings(recipe: Recipe) -> Iterator[Line]:
    chance = recipe.chance("meetings")
    for kind, count, months, looked_at in recipe.options["activities"]["meetings"]:
        for number in range(count):
            month = sorted(months)[number * len(months) // count]
            row: Row = {
                "entity": f"DD{recipe.year}-{kind}-{number + 1:02d}",
                "meeting_kind": kind,
                "held_date": _day(recipe, month, chance),
                "title": f"第{number + 1}次{TITLES[kind]}",
                "project_count": looked_at,
            }
            yield Line("meeting", "city", month, row)


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
                "held_date": _day(recipe, month, chance),
                "title": f"{recipe.year}年第{number}次{TITLES[kind]}",
                "project_count": some,
                "total_investment": money(amount),
            }
            yield Line("ceremony", "city", month, row)


def _targets(recipe: Recipe) -> Iterator[Line]:
    for measure, value, unit in recipe.options["activities"]["targets"]:
        row: Row = {
            "measure": measure,
            "target_unit_id": "city",
            "target_value": value,
            "measure_unit": unit,
            "by_date": date(recipe.year, 12, 31),
        }
        yield Line("target", "city", recipe.months[0], row)


TENTH = 100_000  # 0.1 亿元


def shift(day: date, working_days: int) -> date:
    """Return the day so many working days later; weekends are skipped, public holidays are not known here."""
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5
    return day
