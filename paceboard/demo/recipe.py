"""The recipe of one city's demo returns, read from data/demo/<city>.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from paceboard.demo.amounts import from_big
from paceboard.profiles import ROOT

FOLDER = ROOT / "data" / "demo"
WORDS = "words"


@dataclass(frozen=True)
class Cohort:
    """Projects alike in list, level and state; their amounts add up to total, plan and done (hundredths)."""

    list_kind: str
    level: str
    state: str
    count: int
    total: int
    plan: int
    done: int


@dataclass(frozen=True)
class UnitShare:
    """How many projects a unit has, and how fast it is against the city."""

    weight: float
    pace: float


@dataclass(frozen=True)
class Recipe:
    """What a city's demo returns must add up to. Months are 1..12 of year; amounts in hundredths of 万元.

    months have money; closing is one more, late in its month, without. options holds the lists that only
    one part of the demo reads (problems, factors, activities, ...), as the file writes them.
    """

    city: str
    year: int
    months: tuple[int, ...]
    closing: int | None
    shape: tuple[float, ...]
    plan_shape: tuple[float, ...]
    cohorts: tuple[Cohort, ...]
    units: Mapping[str, UnitShare]
    trades: Mapping[str, float]
    batches: Mapping[str, str]
    options: Mapping = field(default_factory=dict)

    @property
    def last(self) -> int:
        """Return the last month that any return speaks of."""
        return self.closing or self.months[-1]

    def chance(self, part: str) -> Random:
        """Return the dice of one part of the demo: the same every time, whatever the other parts throw."""
        return Random(f"{self.city} {self.year} {part}")


@dataclass(frozen=True)
class Trade:
    """What a kind of project is called and builds; code is its GB/T 4754 class, pace its progress words."""

    noun: str
    trade: str
    code: str
    pace: str
    department: str
    size: tuple[int, int]
    content: str


@cache
def words() -> Mapping:
    """Return data/demo/words.toml: names, places, reasons; trades as Trade by id."""
    row = tomllib.loads((FOLDER / f"{WORDS}.toml").read_text("utf-8"))
    trades = {key: Trade(**{**value, "size": tuple(value["size"])}) for key, value in row["trades"].items()}
    return {**row, "trades": trades}


def cities() -> list[str]:
    """Return the cities that have a recipe, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != WORDS)


def load(city: str) -> Recipe:
    """Return one city's recipe. Raises KeyError with the cities that exist, ValueError naming a bad file."""
    path = FOLDER / f"{city}.toml"
    if city not in cities():
        raise KeyError(f"no demo recipe {city!r}; there are: {', '.join(cities())}")
    return read(path)


def read(path: Path) -> Recipe:
    """Return the recipe in one file. Raises ValueError naming the file and what does not fit in it."""
    try:
        row = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        recipe = _recipe(row)
    except KeyError as missing:
        raise ValueError(f"{path}: {missing} is missing") from missing
    except (ValueError, TypeError) as wrong:
        raise ValueError(f"{path}: {wrong}") from wrong
    for key, state in (("starts", "started"), ("finishes", "finished")):
        counted = sum(c.count for c in recipe.cohorts if c.state == state)
        if sum(recipe.options[key]) != counted:
            raise ValueError(
                f"{path}: {key} add up to {sum(recipe.options[key])}, the cohorts have {counted} {state}"
            )
    return recipe


def _recipe(row: dict) -> Recipe:
    own = {
        "city",
        "year",
        "months",
        "closing",
        "shape",
        "plan_shape",
        "cohorts",
        "units",
        "trades",
        "batches",
    }
    return Recipe(
        city=row["city"],
        year=row["year"],
        months=tuple(row["months"]),
        closing=row.get("closing"),
        shape=tuple(float(s) for s in row["shape"]),
        plan_shape=tuple(float(s) for s in row["plan_shape"]),
        cohorts=tuple(_cohort(line) for line in row["cohorts"]),
        units={key: UnitShare(float(u["weight"]), float(u["pace"])) for key, u in row["units"].items()},
        trades={key: float(weight) for key, weight in row["trades"].items()},
        batches=row["batches"],
        options={key: value for key, value in row.items() if key not in own},
    )


def _cohort(line: list) -> Cohort:
    list_kind, level, state, count, *amounts = line
    return Cohort(list_kind, level, state, count, *(from_big(a) for a in amounts))
