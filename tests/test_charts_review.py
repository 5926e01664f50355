"""Pictures of reconciliation and dispatch show the rows they are given, on screen and on slides."""

from datetime import date
from decimal import Decimal

import plotly.graph_objects as go
import polars as pl
import pytest

from paceboard import charts, exports, profiles, text, theme

CITY = profiles.get("chengdu")
MONEY = pl.Decimal(18, 2)
UNITS = pl.DataFrame(
    {
        "cut": ["all", "unit", "unit", "unit"],
        "unit_id": [None, "jinjiang", "wuhou", "pidu"],
        "compared_count": [3, 2, 1, 0],
        "compared_ytd": [Decimal(300000), Decimal(180000), Decimal(120000), None],
        "stat_ytd": [Decimal(250000), Decimal(100000), Decimal(150000), None],
        "deviation_share": [0.2, 0.8, -0.2, None],
        "persistent_count": [1, 1, 0, 0],
    },
    schema_overrides={"compared_ytd": MONEY, "stat_ytd": MONEY},
)
MONTHS = pl.DataFrame(
    {
        "period": [date(2019, month, 1) for month in (1, 2, 3)],
        "compared_ytd": [Decimal(100000), Decimal(200000), Decimal(300000)],
        "stat_ytd": [Decimal(90000), Decimal(150000), Decimal(250000)],
        "compared_paid_ytd": [None, None, None],
    },
    schema_overrides={"compared_ytd": MONEY, "stat_ytd": MONEY, "compared_paid_ytd": MONEY},
)
MEETINGS = pl.DataFrame(
    {
        "meeting_kind": ["site"] * 3 + ["rally"] * 3,
        "period": [date(2019, month, 1) for month in (1, 2, 3)] * 2,
        "meeting_count": [2, 0, 3, 0, 1, 0],
        "meeting_ytd_count": [2, 2, 5, 0, 1, 1],
    }
)
FIGURES = {
    "deviations": lambda **look: charts.deviations(UNITS, **look),
    "three_series": lambda **look: charts.three_series(MONTHS, **look),
    "meetings": lambda **look: charts.meetings(MEETINGS, **look),
}


def look(lang: str = "zh", mode: str = "light", **changes: object) -> dict:
    base = {"profile": CITY, "words": text.words(lang), "mode": mode, "title": "标题", "source": "口径"}
    return base | changes


@pytest.mark.parametrize("is_narrow", [False, True])
@pytest.mark.parametrize("mode", theme.MODES)
@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("kind", FIGURES)
def test_every_picture_is_valid_with_title_source_and_sample_mark(kind, lang, mode, is_narrow):
    figure = FIGURES[kind](**look(lang, mode, is_narrow=is_narrow))
    go.Figure(figure.to_dict())  # built again with plotly's own checks
    named = {note.name: note.text for note in figure.layout.annotations if note.name}
    assert named["source"] == "口径"
    assert "sample" in named
    assert figure.layout.title.text == "标题"


@pytest.mark.parametrize("kind", FIGURES)
def test_every_picture_becomes_a_slide(kind):
    figure, words = FIGURES[kind](**look()), text.words("zh")
    assert exports.pptx(figure, MONTHS, words=words, profile=CITY)[:2] == b"PK"


def test_both_figures_of_a_unit_are_drawn_and_units_without_statistics_are_left_out():
    wide, narrow, *_ = charts.deviations(UNITS, **look()).data
    assert list(wide.x) == [18.0, 12.0]
    assert list(narrow.x) == [10.0, 15.0]
    assert list(wide.hovertext) == [CITY.unit(unit).label("zh") for unit in ("jinjiang", "wuhou")]
    marks = charts.deviations(UNITS, **look()).layout.yaxis2.ticktext
    assert list(marks) == ["<b>▲ 80.00%</b>", "<b>▼ 20.00%</b>"]


def test_a_series_that_nobody_returned_has_no_line():
    assert [line.name for line in charts.three_series(MONTHS, **look()).data] == ["发改口径", "统计口径"]


def test_each_kind_of_meeting_is_counted_in_the_key():
    figure = charts.meetings(MEETINGS, **look())
    assert [list(bars.y) for bars in figure.data] == [[2, 0, 3], [0, 1, 0]]
    assert any("现场调度 5" in note.text and "集中拉练 1" in note.text for note in figure.layout.annotations)
