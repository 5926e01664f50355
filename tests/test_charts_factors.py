"""Pictures of factors and financing: valid in both languages and modes, exact, native on slides."""

import io
from functools import partial

import plotly.graph_objects as go
import polars as pl
import pytest
from pptx import Presentation

from paceboard import exports, profiles, store, text, theme
from paceboard.charts import factors, financing, quotas
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.needs import MAY, submissions
from tests.test_build import connection

CITY = profiles.get("binzhou")


@pytest.fixture(scope="module")
def rows():
    db = connection()
    build.append(db, submissions())
    cursor = db.cursor()
    resolve = partial(store.resolve, cursor)
    names = (
        "factor_needs",
        "factor_quarters",
        "factor_projects",
        "factor_quotas",
        "financing",
        "financing_lists",
    )
    return {n: store.answer(cursor, n, Filters(city="binzhou", month=MAY), resolve=resolve) for n in names}


def look(lang: str = "zh", mode: str = "light", **changes: object) -> dict:
    base = {"profile": CITY, "words": text.words(lang), "mode": mode, "title": "一句话", "source": "口径：甲"}
    return base | changes


FIGURES = {
    "gaps": lambda r, **k: factors.factor_gaps(r["factor_needs"], **k),
    "quarters": lambda r, **k: factors.factor_quarters(
        r["factor_quarters"].filter(factor="land"), unit="亩", **k
    ),
    "release": lambda r, **k: factors.factor_release(r["factor_projects"].filter(factor="power"), **k),
    "quotas": lambda r, **k: quotas.factor_quotas(r["factor_quotas"], **k),
    "financing": lambda r, **k: financing.financing(r["financing"], **k),
    "lists": lambda r, **k: financing.financing_lists(r["financing_lists"], **k),
}


@pytest.mark.parametrize("mode", theme.MODES)
@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("kind", FIGURES)
def test_every_figure_is_valid(rows, kind, lang, mode):
    for is_narrow in (False, True):
        figure = FIGURES[kind](rows, **look(lang, mode, is_narrow=is_narrow))
        go.Figure(figure.to_dict())
        assert {"source", "sample"} <= {note.name for note in figure.layout.annotations}


@pytest.mark.parametrize("kind", FIGURES)
def test_every_figure_becomes_a_native_slide(rows, kind):
    figure = FIGURES[kind](rows, **look())
    deck = Presentation(
        io.BytesIO(exports.pptx(figure, rows["factor_needs"], words=text.words("zh"), profile=CITY))
    )
    assert any(shape.has_chart for shape in deck.slides[0].shapes)


def test_gaps_name_factor_unit_and_quantities(rows):
    layout = FIGURES["gaps"](rows, **look()).layout
    assert list(layout.yaxis.ticktext) == ["用电（千伏安）", "用地（亩）"]
    beside = [layout[f"yaxis{n}"].ticktext[1] for n in range(2, 9)]
    assert beside == ["<b>150.00</b>", "2 / 13", "2", "2,278", "2,198", "90", "96.0%"]


def test_secured_and_missing_of_a_quarter_stand_on_each_other(rows):
    figure = FIGURES["quarters"](rows, **look())
    assert [list(trace.y) for trace in figure.data] == [[240, 20, 1928], [90, 0, 0]]
    assert list(figure.data[0].x) == ["2020年二季度", "2020年三季度", "未填时间"]
    said = [note.text for note in figure.layout.annotations]
    assert "缺90（2个项目）" in said
    assert said.count("已落实") == 2


def test_a_quarter_that_is_over_says_so(rows):
    over = rows["factor_quarters"].filter(factor="land").with_columns(is_past=pl.lit(value=True))
    figure = factors.factor_quarters(over, unit="亩", **look())
    assert figure.layout.xaxis.ticktext[0] == "2020年二季度<br>已过"


def test_the_release_adds_up_beside_the_bars(rows):
    layout = FIGURES["release"](rows, **look()).layout
    assert list(layout.yaxis.ticktext) == ["示例B", "示例D", "示例C"]
    assert list(layout.yaxis5.ticktext) == ["300", "5,300", "5,306"]
    colours = FIGURES["release"](rows, **look()).data[0].marker.color
    assert colours[0] == colours[1] != colours[2]


def test_the_quota_is_the_whole_and_its_use_lies_over_it(rows):
    figure = FIGURES["quotas"](rows, **look())
    issued, advance, used = figure.data[:3]
    assert (issued.x[0], advance.x[0], used.x[0]) == (1, 3703 / 4415, 100 / 4415)
    assert list(figure.layout.yaxis2.ticktext) == ["<b>83.9%</b>"]


def test_editions_of_the_list_say_how_many_are_new(rows):
    figure = FIGURES["lists"](rows, **look())
    said = [note.text for note in figure.layout.annotations]
    assert {"2项，新增2项", "2项，新增1项"} <= set(said)
    assert list(figure.data[0].x) == ["2020年3月", "2020年5月"]
