"""Pictures of starts, pipeline and targets: valid in both languages and modes, exact, native on slides."""

import io
from datetime import date
from decimal import Decimal

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


def steps() -> pl.DataFrame:
    """Three stages: one whose stays began before the first return, one that is clear, an empty one."""
    return pl.DataFrame(
        {
            "stage": ["agreement", "design", "gone"],
            "project_count": [71, 3, 0],
            "total_investment": [Decimal("14200000.00"), Decimal("480000.00"), Decimal("0.00")],
            "median_days": [273.0, 122.0, None],
            "since_unknown_count": [40, 0, 0],
            "been_count": [88, 9, 0],
            "moved_on_count": [17, 6, 0],
            "moved_on_share": [17 / 88, 6 / 9, None],
        },
        schema_overrides={"total_investment": pl.Decimal(18, 2)},
    )


def life() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "phase": ["attract", "build", "yield"],
            "lifecycle_step": ["signed", "started", "finished"],
            "step_count": [58, 215, 47],
            "step_total": [Decimal("12600000.00"), Decimal("58002500.00"), Decimal("4377600.00")],
        },
        schema_overrides={"step_total": pl.Decimal(18, 2)},
    )


def years() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "finish_year": [2019, 2020],
            "followed_count": [23, 31],
            "in_use_count": [23, 30],
            "full_capacity_count": [18, 0],
            "not_full_count": [5, 31],
            "full_capacity_share": [18 / 23, 0.0],
        }
    )


def goals() -> pl.DataFrame:
    """A target that is reached and more, one that is behind, one of which nobody says what was reached."""
    return pl.DataFrame(
        {
            "label": ["新签约", "<b>竣工</b>", "活动"],
            "done_of": ["1,534 / 1,500亿元", "37 / 85个", "— / 20场"],
            "path_share": [1.0, 7 / 12, 7 / 12],
            "done_share": [1534 / 1500, 37 / 85, None],
            "standing": ["kept", "behind", "unknown"],
        }
    )


def path(done: int = 7) -> pl.DataFrame:
    reached = [8.0 * i if i <= done else None for i in range(1, 13)]
    asked = [10.0 * min(i / 9, 1) for i in range(1, 13)]
    return pl.DataFrame(
        {"period": [date(2019, i, 1) for i in range(1, 13)], "asked_value": asked, "done_value": reached},
        schema_overrides={"done_value": pl.Float64},
    )


FIGURES = {
    "funnel": lambda **k: charts.funnel(steps(), by="stage", **k),
    "lifecycle": lambda **k: charts.lifecycle(life(), is_narrow=True, **k),
    "capacity": lambda **k: charts.capacity(years(), is_narrow=True, **k),
    "targets": lambda **k: charts.targets(goals(), **k),
    "targets_narrow": lambda **k: charts.targets(goals(), is_narrow=True, **k),
    "target_path": lambda **k: charts.target_path(path(), unit="亿元", **k),
    "target_path_whole_year": lambda **k: charts.target_path(path(12), unit="亿元", **k),
    "target_path_unknown": lambda **k: charts.target_path(path(0), unit="场", **k),
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
    assert notes["source"].replace("<br>", "") == SOURCE
    assert notes["sample"] == text.words(lang)("source.sample")
    assert figure.layout.meta["title"] == TITLE
    assert all(trace.name for trace in figure.data if trace.meta)


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


def test_the_funnel_shows_the_stages_in_order_with_days_and_conversion():
    figure = FIGURES["funnel"](**look())
    assert list(figure.data[0].hovertext) == ["签订投资协议", "初步设计及施工图设计", "gone"]
    assert list(figure.data[0].x) == [71, 3, 0]
    assert list(figure.layout.yaxis4.ticktext) == ["≥273", "122", "—"]
    assert list(figure.layout.yaxis5.ticktext) == ["17 / 88 · 19.32%", "6 / 9 · 66.67%", "—"]


def test_phases_of_the_life_cycle_have_colours_and_words():
    figure = FIGURES["lifecycle"](**look())
    assert len(set(figure.data[0].marker.color)) == 3
    notes = " ".join(note.text for note in figure.layout.annotations)
    assert all(word in notes for word in ("招引", "建设", "达效"))


def test_full_capacity_lies_within_use_and_use_within_what_finished():
    finished, used, full = FIGURES["capacity"](**look()).data[:3]
    assert (list(finished.x), list(used.x), list(full.x)) == ([23, 31], [23, 30], [18, 0])
    assert len({finished.marker.color[0], used.marker.color[0], full.marker.color[0]}) == 3


def test_targets_show_the_path_behind_what_is_done_and_nothing_is_clipped():
    figure = FIGURES["targets"](**look())
    asked, done = figure.data[:2]
    assert asked.width > done.width
    assert figure.layout.xaxis.range[1] > 1534 / 1500
    assert list(figure.layout.yaxis4.ticktext) == ["▲ 按期达标", "▼ 落后", "未报完成数"]
    assert done.marker.color[0] != done.marker.color[1]
    assert figure.layout.yaxis.ticktext[1].startswith("&lt;b&gt;")  # names from workbooks stay text


def test_the_label_of_what_is_done_stands_clear_of_the_path():
    above = FIGURES["target_path"](**look()).layout.annotations[1]
    assert above.yanchor == "bottom"  # 56 reached, 7.8 asked
    below = charts.starts(months(), event="start", **look()).layout.annotations
    assert next(note for note in below if note.text == "<b>24</b>").yanchor == "top"  # 24 of 30


@pytest.mark.parametrize(
    ("kind", "series"), [("funnel", 1), ("lifecycle", 1), ("capacity", 3), ("targets", 2)]
)
def test_lists_with_bars_are_native_charts_on_slides(kind, series):
    chart = chart_xml(FIGURES[kind](**look()))[0]
    assert len(chart.plots[0].series) == series
