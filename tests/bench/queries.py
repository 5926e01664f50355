"""How long each question that the pages ask takes, at the size of a city and of a country."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import streamlit as st
from streamlit.logger import set_log_level
from streamlit.testing.v1 import AppTest

from paceboard.filters import Filters
from paceboard.store import Store
from tests.bench import stores
from tests.conftest import ROOT

CITY_PROJECTS, COUNTRY_PROJECTS = 1_100, 100_000
ADDRESS = {"city": stores.CITY, "month": f"{stores.LAST_MONTH:%Y-%m}", "lang": "zh"}


@dataclass(frozen=True)
class Question:
    """One question as a page asks it."""

    page: str
    name: str
    filters: Filters | None
    values: tuple[tuple[str, object], ...]

    def ask(self, store: Store) -> None:
        """Ask it again."""
        store.ask(self.name, self.filters, **dict(self.values))


@contextmanager
def _listening(page: str, heard: list[Question]) -> Iterator[None]:
    """Note every question that reaches a store, and pass it on."""
    answer = Store.ask

    def ask(store: Store, name: str, filters: Filters | None = None, **values: object) -> object:
        heard.append(Question(page, name, filters, tuple(values.items())))
        return answer(store, name, filters, **values)

    Store.ask = ask
    try:
        yield
    finally:
        Store.ask = answer


def asked(home: Path) -> list[Question]:
    """Return every question that the pages ask when they are opened, each once per page."""
    os.environ["PACEBOARD_HOME"] = str(home)
    os.chdir(ROOT)
    set_log_level("error")  # it warns of running without a server
    heard: list[Question] = []
    for script in sorted((ROOT / "pages").glob("*/*.py")):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
        for name, value in (ADDRESS | {"project": stores.ONE_PROJECT}).items():
            if name != "project" or script.stem == "project":
                app.query_params[name] = value
        st.cache_resource.clear()
        with _listening(script.stem, heard):
            app.switch_page(str(script)).run()
    return list(dict.fromkeys(heard))


def milliseconds(work: Callable[[], object], repeats: int) -> float:
    """Return the median time of some runs, after one that is not counted."""
    work()
    taken = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return 1000 * median(taken)


def by_name(questions: list[Question], store: Store, repeats: int) -> dict[str, float]:
    """Return the milliseconds of each named question: of its slowest variant."""
    slowest: dict[str, float] = {}
    for question in questions:
        taken = milliseconds(lambda q=question: q.ask(store), repeats)
        slowest[question.name] = max(taken, slowest.get(question.name, 0))
    return slowest
