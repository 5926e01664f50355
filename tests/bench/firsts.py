"""The first load of each page in Chromium, from request to last chart drawn, against its bare twin."""

import time
from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.bench import reruns
from tests.bench.session import Session
from tests.browser import chromium
from tests.browser.visit import WAIT, Visit, launch
from tests.conftest import DEMO, serving

REPEATS = 3
# The script has run, nothing is a placeholder any more, and every chart has its drawing.
DRAWN = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    if (!app || app.dataset.testScriptState !== 'notRunning') return false;
    if (document.querySelector('[data-testid=stSkeleton]')) return false;
    const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
    return charts.every(chart => chart.querySelector('.main-svg'));
}"""


def first(browser: Browser, address: str) -> float:
    """Return the median seconds until the page at an address stands, for visitors who come again.

    The browser keeps Streamlit's scripts, as that of everybody does who was here before; the page is new.
    """
    taken = []
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
    for _ in range(REPEATS + 1):
        with Visit.tab(context, "") as visit:
            began = time.perf_counter()
            visit.page.goto(address, wait_until="commit")
            visit.page.wait_for_function(DRAWN, polling="raf", timeout=WAIT)
            taken.append(time.perf_counter() - began)
    context.close()
    # The very first one filled the browser's cache.
    return median(taken[1:])


def compare() -> Iterator[tuple[str, float, float]]:
    """Give page, its seconds and the bare page's seconds."""
    with (
        sync_playwright() as playwright,
        launch(playwright, chromium.find()) as browser,
        serving(DEMO) as server,
    ):
        for page in reruns.PAGES:
            query = reruns.address(page)
            with Session.begin(server, page, query) as session:
                drawn = session.elements()
            ours = first(browser, f"{server}/{page}?{query}")
            with reruns.twin(drawn) as bare:
                yield page or "overview", ours, first(browser, bare)
