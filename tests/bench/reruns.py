"""A warm rerun of each page against a bare Streamlit page that draws the same elements, measured alike."""

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from paceboard import store
from paceboard.filters import Filters
from tests.bench.session import Session
from tests.conftest import DEMO, ROOT, serving, streamlit

REPEATS = 25
BARE = Path(__file__).with_name("bare.py")
CITY, MONTH = "chengdu", date(2019, 8, 1)
PAGES = sorted("" if p.stem == "overview" else p.stem for p in (ROOT / "pages").glob("*/*.py"))


def warm(*tabs: Session) -> list[float]:
    """Return the median milliseconds of a rerun of each tab; they take turns: all see the same machine."""
    for tab in tabs:
        tab.run()
    taken = [[tab.run() for tab in tabs] for _ in range(REPEATS)]
    return [1000 * median(mine) for mine in zip(*taken, strict=True)]


@contextmanager
def twin(drawn: list[tuple[str, dict]]) -> Iterator[str]:
    """Serve the bare page that draws the same; gives its address."""
    with tempfile.TemporaryDirectory() as folder:
        recorded = Path(folder) / "page.pickle"
        recorded.write_bytes(pickle.dumps(drawn))
        with streamlit(BARE, {"BARE_PAGE": str(recorded)}) as server:
            yield server


def address(page: str) -> str:
    """Return what stands after the question mark; the project page opens the first project of the list."""
    query = {"city": CITY, "month": f"{MONTH:%Y-%m}", "lang": "zh"}
    if page == "project":
        opened = store.open_current(DEMO)
        query["project"] = opened.ask("rows", Filters(CITY, MONTH))["entity"][0]
        opened.close()
    return urlencode(query)


def compare() -> Iterator[tuple[str, float, float]]:
    """Give page, its milliseconds and the bare page's milliseconds."""
    with serving(DEMO) as server:
        for page in PAGES:
            with (
                Session.begin(server, page, address(page)) as ours,
                twin(ours.elements()) as other,
                Session.begin(other) as bare,
            ):
                yield (page or "overview", *warm(ours, bare))
