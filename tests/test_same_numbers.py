"""Deck, workbook and page say the same numbers: every chart and every table of both packs, read back."""

import io
import json
import re

import openpyxl
import polars as pl
import pytest

from paceboard import exports, profiles, recipes, text
from paceboard.exports import Chart, Table
from paceboard.filters import Filters, parse_month
from paceboard.packs import Press
from tests.test_decks import charted, digits, drawn, is_chart, studio, tables, written
from tests.visitor import CITIES, figures, visit

__all__ = ["studio"]
ZH = text.words("zh")
CITY = "binzhou"
PROFILE = profiles.get(CITY)
NUMBER = re.compile(r"[+−-]?\d[\d,]*(?:\.\d+)?%?")


@pytest.fixture(scope="module", params=["dispatch", "rally"])
def pack(request, studio):
    return Press(recipes.get(request.param), studio, Filters(CITY, parse_month(CITIES[CITY]))).pack()


@pytest.fixture(scope="module")
def deck(pack) -> bytes:
    return exports.deck(pack.leaves, words=ZH, profile=PROFILE)


def workbook(rows: pl.DataFrame) -> openpyxl.Workbook:
    """The rows behind a part, as a reader takes them away."""
    data = exports.xlsx(rows, words=ZH, profile=PROFILE, title="", source="")
    return openpyxl.load_workbook(io.BytesIO(data))


def placed(pack, kind: type) -> list:
    """The parts of one kind in the order that they stand on slides."""
    return [part for leaf in pack.leaves for part in leaf.parts() if isinstance(part, kind)]


def test_the_deck_draws_every_number_of_its_charts_and_no_other(pack, deck):
    shown = {id(part.figure) for part in placed(pack, Chart)}
    found = [excerpt for _, excerpt in pack.excerpts if excerpt.figure is not None]
    assert {id(excerpt.figure) for excerpt in found} >= shown
    numbers = sorted(n for excerpt in found if id(excerpt.figure) in shown for n in drawn(excerpt))
    assert charted(deck) == pytest.approx(numbers, rel=1e-12)


def test_the_workbook_of_each_chart_of_the_deck_holds_its_numbers(pack):
    for _, excerpt in pack.excerpts:
        if is_chart(excerpt):
            missing = {digits(value) for value in drawn(excerpt)} - written(workbook(excerpt.rows)) - {0.0}
            assert not missing, excerpt.name


def bounds(said: str) -> tuple[float, float]:
    """What a printed number may stand for unrounded: half of its last digit to both sides."""
    plain = said.replace(",", "").replace("−", "-").removesuffix("%")
    half = 0.5 * 10 ** -len(plain.partition(".")[2])
    return float(plain) - half, float(plain) + half


def is_held(said: str, raw: set[float]) -> bool:
    """Whether a workbook holds what a cell of a slide says: a share in percent, an amount in either unit."""
    low, high = bounds(said)
    tiny = 1e-9
    return any(low - tiny <= value * factor <= high + tiny for value in raw for factor in (1, 100, 1e-4))


def test_every_number_in_the_tables_of_the_deck_is_in_their_workbooks(pack, deck):
    parts = [part for part in placed(pack, Table) if part.rows.height and not part.is_whole]
    appendix = [ZH(f"pack.appendix_{column}") for column in ("page", "slide", "scope")]
    listed = [table for table in tables(deck) if table[0] != appendix]
    assert len(listed) == len(parts)
    for part, (_, *rows) in zip(parts, listed, strict=True):
        assert 0 < len(rows) <= part.rows.height
        book = workbook(part.rows.select(part.columns or part.rows.columns)).active
        raw = list(book.iter_rows(values_only=True))[-part.rows.height :]
        for line, cells in zip(raw, rows, strict=False):
            held = {float(value) for value in line if isinstance(value, int | float)}
            for cell in filter(NUMBER.fullmatch, cells):
                assert is_held(cell, held), (cell, line)


def seen(trace: dict) -> tuple:
    """What a trace of a page says: its name and the numbers it draws."""
    return trace.get("name"), json.dumps(trace.get("x")), json.dumps(trace.get("y"))


def test_the_pages_draw_what_the_deck_draws(pack, studio, demo_home, monkeypatch):
    charts = {
        (place.partition(":")[0], one.page, one.name): one for place, one in pack.excerpts if one.figure
    }
    first = next(place for place, *_ in charts if place)
    for page in {page for _, page, _ in charts}:
        for unit in ("", first):
            wanted = {n: one for (u, p, n), one in charts.items() if (u, p) == (unit, page)}
            if not wanted:
                continue
            asked = Filters(CITY, parse_month(CITIES[CITY]), units=(unit,) if unit else None)
            app = visit(demo_home, monkeypatch, page, **asked.query())
            on_screen = figures(app)
            for one in wanted.values():
                figure = json.loads(one.figure.to_json())
                same = on_screen[figure["layout"]["meta"]["name"]]
                assert figure["layout"]["meta"]["title"] == same["layout"]["meta"]["title"]
                assert list(map(seen, figure["data"])) == list(map(seen, same["data"]))
