"""How the map of the war room moves with 20,000 sites, 1,000 of them lines or areas, drawn by software."""

import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median, quantiles

import polars as pl
from playwright.sync_api import Page, sync_playwright

from paceboard import map_board, map_layers, profiles, store, text
from paceboard.filters import Filters
from tests.bench import stores
from tests.browser import chromium
from tests.browser.visit import Visit, launch
from tests.conftest import ROOT, streamlit

PROJECTS, MONTHS = 20_000, 12
MARKS = ("clusters", "sites", "columns")
SIZE = {"width": 1920, "height": 1080}
HERE = Path(__file__).parent
OUTLINES = ((HERE / "outlines.sql").read_text("utf-8"),)
SCRIPT = (HERE / "maps.js").read_text("utf-8")
ACTS = ("panned", "zoomed", "played")
REST = 12_000  # milliseconds until the page around the map, a list of 20,000 rows among it, is at rest


def sent(home: Path) -> Iterator[tuple[str, float, float]]:
    """Give what the server makes for each kind of marks, of a month and of the year: name, ms, kB."""
    opened = store.open_current(home)
    profile = profiles.get(stores.CITY)
    asked = Filters(city=stores.CITY, month=stores.LAST_MONTH, list_kind=profile.main_list)
    sites, year = opened.ask("sites", asked), opened.ask("site_months", asked)
    columns = opened.ask("site_columns", asked)
    listed = sorted(set(year["period"]))
    scene = map_layers.Scene(profile, text.words("zh"), "light")
    now = sites.with_columns(period=pl.lit(asked.month))
    for name, months, rows in (("month", [asked.month], now), ("year", listed, year)):
        shades: dict[date, None] = dict.fromkeys(months)
        for marks in MARKS:
            bars = columns if marks == "columns" else None
            found = map_board.Months(listed, asked.month, rows, shades, bars)
            began = time.perf_counter()
            made = map_board.pack(found, cards=sites, scene=scene, marks=marks, states=(), title="")
            yield f"{marks}, {name}", 1000 * (time.perf_counter() - began), len(made) / 1024
    opened.close()


def _timed(page: Page, act: str) -> list[float]:
    return page.locator(".room[data-ready]").evaluate(SCRIPT, act)


def moved(home: Path) -> Iterator[tuple[str, str, float, float, float]]:
    """Give marks, act, median, 95th percentile and maximum of milliseconds from frame to frame."""
    with (
        sync_playwright() as playwright,
        launch(playwright, chromium.find() or sys.exit(chromium.MISSING)) as browser,
        streamlit(ROOT / "app.py", {"PACEBOARD_HOME": str(home)}) as server,
        Visit.begin(browser, server) as visit,
    ):
        page = visit.page
        page.set_viewport_size(SIZE)
        page.set_default_timeout(120_000)
        for marks in MARKS:
            began = time.perf_counter()
            page.goto(f"{server}/sites?city={stores.CITY}&map=room&marks={marks}&lang=zh")
            page.wait_for_selector(".room[data-ready]")
            seconds = time.perf_counter() - began
            yield marks, "first load", 1000 * seconds, 1000 * seconds, 1000 * seconds
            page.wait_for_timeout(REST)
            _timed(page, "year")
            page.wait_for_timeout(REST)
            for act in ACTS:
                frames = _timed(page, act)
                yield marks, act, median(frames), quantiles(frames, n=20, method="inclusive")[-1], max(frames)


def home() -> Path:
    """Return the store that is drawn."""
    return stores.of_size(PROJECTS, MONTHS, OUTLINES)
