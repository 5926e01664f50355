"""How long each question takes, at the size of a city and of a country."""

import time
from collections.abc import Callable
from statistics import median

from paceboard import query
from paceboard.filters import Filters
from paceboard.store import Store
from tests.bench import stores

CITY_PROJECTS, COUNTRY_PROJECTS = 1_100, 100_000
BUILD_QUESTIONS = ("schema", "macros", "known_investment", "known_projects")
OTHER_VALUES = {"trace": {"measure": "invested_ytd"}, "months": {"city": stores.CITY}}


def milliseconds(work: Callable[[], object], repeats: int) -> float:
    """Return the median time of some runs, after one that is not counted."""
    work()
    taken = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return 1000 * median(taken)


def questions() -> dict[str, Filters | None]:
    """Return what pages ask, each as the page asks it: file name, or file name and what it is narrowed to."""
    city = Filters(city=stores.CITY, month=stores.LAST_MONTH)
    names = sorted(p.stem for p in query.QUERIES.glob("*.sql") if p.stem not in BUILD_QUESTIONS)
    asked: dict[str, Filters | None] = {}
    for name in names:
        one = name.startswith("project") or name == "trace"
        wanted = city.at(project=stores.ONE_PROJECT) if one else city
        asked[name] = wanted if "$f" in query.text(name) else None
    asked["curve unit"] = city.at(split="unit")
    asked["kpis unit"] = city.at(units=("jinjiang",))
    asked["kpis known on"] = city.at(known_on=stores.LAST_MONTH)
    return asked


def of_store(store: Store, repeats: int) -> dict[str, float]:
    """Return milliseconds by question."""
    found = {}
    for label, filters in questions().items():
        name = label.split(" ")[0]
        values = OTHER_VALUES.get(name, {})
        found[label] = milliseconds(lambda n=name, f=filters, v=values: store.ask(n, f, **v), repeats)
    return found
