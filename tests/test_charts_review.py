"""Pictures of starts, pipeline and targets: valid in both languages and modes, exact, native on slides."""

import io
from datetime import date

import plotly.graph_objects as go
import polars as pl
import pytest
from pptx import Presentation

from paceboard import charts, exports, profiles, text, theme

CITY = profiles.get("chengdu")
TITLE = "一句话"
SOURCE = "口径：市重点项目 · 2019年9月"


def look(lang: str = "zh", mode: str = "light", **changes: object) -> dict:
    base = {"profile": CITY, "words": text.words(lang), "mode": mode, "title": TITLE, "source": SOURCE}
    return base | changes


def months(done: int = 3) -> pl.DataFrame:
    """Twelve months with ten promised and eight done in each, as far as they have come."""
    known = [i if i < done else None for i in range(12)]
    part = {
        "planned": ([10] * 12, [10 * (i + 1) for i in range(12)]),
        "done": (
            [None if i is None else 8 for i in known],
            [None if i is None else 8 * (i + 1) for i in known],
        ),
    }
    columns = {"planned_start": "planned", "started": "done", "planned_finish": "planned", "finished": "done"}
    rows = {"period": [date(2019, i, 1) for i in range(1, 13)], "month_no": list(range(1, 13))}
    for name, kind in columns.items():
        rows[f"{name}_month_count"], rows[f"{name}_ytd_count"] = part[kind]
    return pl.DataFrame(rows)


FIGURES = {
    "starts": lambda **k: charts.starts(months(), event="start", **k),
    "starts_whole_year": lambda **k: charts.starts(months(12), event="start", **k),
    "starts_none": lambda **k: charts.starts(months(0), event="finish", **k),
    "starts_narrow": lambda **k: charts.starts(months(), event="start", is_narrow=True, **k),
}


@pytest.mark.parametrize("mode", theme.MODES)
@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("kind", FIGURES)
def test_every_figure_is_valid_and_says_what_it_is(kind, lang, mode):
    figure = FIGURES[kind](**look(lang, mode))
    go.Figure(figure.to_dict())  # built again with plotly's own checks
    notes = {note.name: note.text for note in figure.layout.annotations if note.name}
    assert notes["source"] == SOURCE
    assert notes["sample"] == text.words(lang)("source.sample")
    assert figure.layout.meta["title"] == TITLE
    assert all(trace.name for trace in figure.data)


def test_promises_are_wide_and_light_and_what_came_narrow_and_dark():
    plan, actual, plan_sum, actual_sum = FIGURES["starts"](**look()).data
    assert plan.width > actual.width
    assert list(actual.y) == [8, 8, 8, *[None] * 9]
    assert list(plan.text) == ["", "", "", *["10"] * 9]  # a month to come shows its promise
    assert plan_sum.y[-1] == 120
    assert actual_sum.y[2] == 24


def test_lines_that_end_together_have_labels_apart():
    figure = FIGURES["starts_whole_year"](**look())
    ends = [note for note in figure.layout.annotations if note.yref == "y2"]
    assert [note.text for note in ends] == ["<b>120</b>", "<b>96</b>"]
    assert ends[0].y - ends[1].y > 15


def chart_xml(figure: go.Figure) -> list:
    data = exports.pptx(figure, months(), words=text.words("zh"), profile=CITY)
    slides = Presentation(io.BytesIO(data)).slides
    return [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]


def test_on_slides_counts_are_whole_numbers_in_charts_that_can_be_edited():
    bars, lines = chart_xml(FIGURES["starts"](**look()))
    assert [series.name for series in bars.plots[0].series] == ["计划", "实际"]
    assert list(lines.plots[0].series[0].values)[-1] == 120
    assert bars.value_axis.tick_labels.number_format == "#,##0"
