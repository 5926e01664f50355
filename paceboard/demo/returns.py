"""The demo returns of one city: what each unit filed for each month, and when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from paceboard import profiles
from paceboard.demo import cast, dispatch, ledgers, milestones, needs, outlines, problems
from paceboard.demo.lines import Line
from paceboard.demo.project import CLASSES, Project, Row, investment_row, month_end, register_row
from paceboard.demo.recipe import Recipe, load, words

Rows = dict[str, list[Row]]
CORRECTED = "更正"
WRONG = Decimal("0.3")  # of the month's money, in the return that is corrected later


@dataclass(frozen=True)
class Return:
    """One workbook: rows by kind of sheet, in the fields of the form, filed on received_on."""

    city: str
    unit: str
    unit_name: str
    period: date
    received_on: date
    rows: Mapping[str, Sequence[Row]]
    mark: str = ""

    def file_name(self, city_name: str) -> str:
        """Return the name of the file, e.g. 成都市_锦江区_2019年08月.xlsx."""
        mark = f"_{self.mark}" if self.mark else ""
        return f"{city_name}_{self.unit_name}_{self.period:%Y}年{self.period:%m}月{mark}.xlsx"


@dataclass(frozen=True)
class Desk:
    """What one unit has to report on: its projects and its other lines."""

    recipe: Recipe
    unit: str
    unit_name: str
    projects: Sequence[Project]
    lines: Sequence[Line]


def of_city(city: str) -> list[Return]:
    """Return every return of a city's recipe, by unit and month. Raises KeyError where there is no recipe."""
    recipe, profile = load(city), profiles.get(city)
    projects = cast.projects(recipe, profile)
    coded = [p for p in projects if p.list_kind == "key" and p.state in CLASSES and p.code]
    lines = [
        *(
            line
            for part in (problems, milestones, needs, dispatch, outlines)
            for line in part.lines(recipe, profile, coded)
        ),
        *ledgers.lines(recipe, coded),
    ]
    found: list[Return] = []
    for unit in profile.units:
        own = [p for p in projects if p.unit == unit.id]
        desk = Desk(recipe, unit.id, unit.zh, own, [line for line in lines if line.unit == unit.id])
        found += [*_history(desk), *_year(desk)]
    return found


def _history(desk: Desk) -> Iterator[Return]:
    past = desk.recipe.options.get("history")
    if past:
        yield from _filed(desk, past["year"], past["months"], desk.recipe.chance(f"past {desk.unit}"))


def _year(desk: Desk) -> Iterator[Return]:
    recipe = desk.recipe
    missed = {month for unit, month in recipe.options["missing"] if unit == desk.unit}
    months = [m for m in recipe.months if m not in missed]
    yield from _filed(desk, recipe.year, months, recipe.chance(f"desk {desk.unit}"))
    if recipe.closing:
        yield from _closing(desk, recipe.closing)


def _filed(desk: Desk, year: int, months: Sequence[int], chance: Random) -> Iterator[Return]:
    before = 0
    for month in months:
        period = date(year, month, 1)
        spell = set(range(before + 1, month + 1))
        fresh = [p for p in _listed(desk, period) if not before or p.events(year) & spell]
        rows: Rows = {
            "project": [register_row(p, period=period, known_on=month_end(period)) for p in fresh],
            "investment": [investment_row(p, period=period) for p in desk.projects if year in p.years],
        }
        if year == desk.recipe.year:
            _add_lines(rows, desk, spell)
        yield from _sent(desk, period, rows, chance)
        before = month


def _listed(desk: Desk, period: date) -> list[Project]:
    year = period.year
    if year != desk.recipe.year:
        return [p for p in desk.projects if year in p.years]
    return [p for p in desk.projects if p.joined_in <= period.month]


def _add_lines(rows: Rows, desk: Desk, spell: set[int]) -> None:
    latest: dict[tuple, Line] = {}
    for line in sorted(desk.lines, key=lambda line: line.month):
        if line.month in spell:
            latest[line.key] = line
    for line in latest.values():
        rows.setdefault(line.kind, []).append(line.row)


def _closing(desk: Desk, month: int) -> Iterator[Return]:
    """File late in the month: what started or finished, the city's activities, no money yet."""
    recipe = desk.recipe
    period = date(recipe.year, month, 1)
    received_on = date(recipe.year, month, recipe.chance(f"closing {desk.unit}").randint(25, 27))
    moved = [p for p in _listed(desk, period) if month in p.works(recipe.year)]
    rows: Rows = {"project": [register_row(p, period=period, known_on=received_on) for p in moved]}
    _add_lines(rows, desk, {month})
    rows = {kind: some for kind, some in rows.items() if some}
    if rows:
        yield Return(recipe.city, desk.unit, desk.unit_name, period, received_on, rows)


def _sent(desk: Desk, period: date, rows: Rows, chance: Random) -> Iterator[Return]:
    recipe = desk.recipe
    rows = {kind: some for kind, some in rows.items() if some}
    if not rows:
        return
    this_year = period.year == recipe.year
    corrected = this_year and [desk.unit, period.month] in recipe.options["corrections"]
    punctual = corrected or (this_year and period.month in recipe.options["punctual"])
    is_late = chance.random() < float(recipe.options["late"]) and not punctual
    head = (recipe.city, desk.unit, desk.unit_name, period)
    received_on = _next_month(period, chance.randint(6, 12) if is_late else chance.randint(2, 5))
    if not corrected:
        yield Return(*head, received_on, rows)
        return
    wrong, right = _two_versions(rows["investment"], chance)
    yield Return(*head, received_on, rows | {"investment": wrong})
    yield Return(*head, _next_month(period, chance.randint(9, 12)), rows | {"investment": right}, CORRECTED)


def _two_versions(rows: list[Row], chance: Random) -> tuple[list[Row], list[Row]]:
    """Return money as first filed, two projects too high, and as corrected, with the reason."""
    busy = [at for at, row in enumerate(rows) if row["invested_month"]]
    chosen = set(chance.sample(busy, 2))
    reason = chance.choice(words()["fix_reasons"])
    wrong = [_raised(row) if at in chosen else row for at, row in enumerate(rows)]
    right = [row | {"change_reason": reason} if at in chosen else row for at, row in enumerate(rows)]
    return wrong, right


def _raised(row: Row) -> Row:
    more = (Decimal(str(row["invested_month"])) * WRONG).quantize(Decimal("0.01"))
    fields = ("invested_month", "invested_ytd", "invested_total")
    return row | {name: Decimal(str(row[name])) + more for name in fields}


def _next_month(period: date, day: int) -> date:
    return date(period.year + period.month // 12, period.month % 12 + 1, day)
