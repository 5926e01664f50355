"""A basket filled on two pages, ordered, named, downloaded as slides, and opened again with newer returns."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from lxml import etree
from playwright.sync_api import expect

from paceboard import text
from paceboard.ingest import build
from tests.browser.visit import Visit
from tests.conftest import ROOT, streamlit
from tests.small import submissions

pytestmark = pytest.mark.browser

ZH = text.words("zh")
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CURVE = "curve?city=chengdu&month=2019-06&units=jinjiang&lang=zh"
# What the browser has drawn: the numbers of each named trace of a chart.
NUMBERS = """name => document.querySelector(`.st-key-figure_${name} .js-plotly-plot`).data
    .filter(trace => trace.name).map(trace => Array.from(trace.orientation === 'h' ? trace.x : trace.y)
    .filter(value => value !== null && value !== undefined))"""


def on_screen(visit: Visit, name: str) -> list[list[float]]:
    """The numbers of a chart as the browser holds them."""
    visit.page.wait_for_selector(f".st-key-figure_{name} .js-plotly-plot .main-svg >> nth=0")
    return [values for values in visit.page.evaluate(NUMBERS, name) if values]


def put_in(visit: Visit, name: str) -> None:
    """Put a chart into the basket."""
    visit.page.locator(f".st-key-deck_{name} button").click()
    expect(visit.page.locator(f".st-key-deck_{name} button")).to_be_disabled()
    visit.settle()


def taken(visit: Visit) -> bytes:
    """The slides of the basket."""
    with visit.page.expect_download() as coming:
        visit.page.get_by_role("button", name=ZH("deck.take_pptx")).click()
    return coming.value.path().read_bytes()


def slides(data: bytes) -> list[tuple[list[str], list[list[float]]]]:
    """Of each slide its texts and the numbers of each series of its charts."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
        for name in sorted(names, key=lambda name: int(re.findall(r"\d+", name)[0])):
            texts = [t.text or "" for t in etree.fromstring(package.read(name)).iter(f"{A}t")]
            links = package.read(name.replace("slides/", "slides/_rels/") + ".rels").decode()
            charts = [f"ppt/charts/{chart}" for chart in re.findall(r"charts/(\w+\.xml)", links)]
            found.append((texts, [row for chart in charts for row in series(package.read(chart))]))
    return found


def series(chart: bytes) -> list[list[float]]:
    rows = [
        [float(v.text) for v in ser.find(f"{C}val").iter(f"{C}v")]
        for ser in etree.fromstring(chart).iter(f"{C}ser")
    ]
    return [row for row in rows if row]


def ordered(rows: list[list[float]]) -> list[list[float]]:
    return sorted(sorted(row) for row in rows)


def same(one: list[list[float]], other: list[list[float]]) -> bool:
    return ordered(one) == [pytest.approx(row, rel=1e-12) for row in ordered(other)]


def collected(visit: Visit) -> tuple[list[list[float]], list[list[float]]]:
    """Fill the basket on two pages, with a filter; the numbers of both charts as they were on screen."""
    visit.open("/")  # a bare server knows its pages from the first request on
    visit.open(f"/{CURVE}")
    curve = on_screen(visit, "curve-total")
    put_in(visit, "curve-total")
    visit.page.get_by_test_id("stTopNavSection").filter(has_text=ZH("frame.ranking")).click()
    visit.page.get_by_test_id("stTopNavDropdownLink").filter(has_text=ZH("frame.league")).click()
    visit.page.wait_for_url("**/league?**")
    visit.settle()
    league = on_screen(visit, "league")
    put_in(visit, "league")
    visit.page.get_by_text(ZH("deck.count", count=2)).first.click()
    visit.page.wait_for_url("**/deck?**")
    visit.settle()
    return curve, league


@contextmanager
def changed(visit: Visit) -> Iterator[None]:
    """Do something to the basket and wait until the link in the address says so."""
    before = visit.query["deck"][0]
    yield
    visit.page.wait_for_function(
        "before => new URLSearchParams(location.search).get('deck') !== before", arg=before
    )
    visit.settle()


def test_a_basket_of_two_pages_becomes_slides_with_the_numbers_of_the_pages_and_opens_next_month(
    browser, tmp_path
):
    build.full(tmp_path, submissions()[:1])
    home = {"PACEBOARD_HOME": str(tmp_path)}
    with streamlit(ROOT / "app.py", home) as server, Visit.begin(browser, server) as visit:
        curve, league = collected(visit)
        with changed(visit):
            visit.page.locator(".st-key-deck_down_0 button").click()
        with changed(visit):
            visit.page.get_by_label(ZH("deck.title"), exact=True).fill("给市委的汇报")
            visit.page.keyboard.press("Enter")
        cover, first, second, *_ = slides(taken(visit))
        assert "给市委的汇报" in cover[0]
        assert same(first[1], league)
        assert same(second[1], curve)
        with changed(visit):
            visit.page.get_by_role("button", name=ZH("deck.latest")).click()
        link = visit.page.url.partition(server)[2]
        build.full(tmp_path, submissions())
        with Visit.begin(browser, server) as later:
            later.open(link)
            assert ZH("deck.follows", month="2019年7月") in later.text
            _, _, newer, *_ = slides(taken(later))
            later.open("/" + CURVE.replace("2019-06", "2019-07"))
            assert same(newer[1], on_screen(later, "curve-total"))
            assert not same(newer[1], curve)
