"""Pictures of problems: valid in both languages and modes, exact, native on slides."""

import io
import itertools
import re

import plotly.graph_objects as go
import polars as pl
import pytest
from pptx import Presentation

from paceboard import canvas, exports, profiles, text, theme
from paceboard.charts import listed, loops, problems

CITY = profiles.get("binzhou")
LONG = "滨州经济技术开发区管理委员会及其下属平台公司联合体项目推进办公室"
LINKS = [
    (1, None, "collected", 222, 222),
    (2, "collected", "assigned", 220, 220),
    (2, "collected", "unassigned", 2, 2),
    (3, "assigned", "in_time", 150, 150),
    (3, "assigned", "late", 70, 70),
    (4, "in_time", "resolved", 146, 196),
    (4, "late", "resolved", 50, 196),
    (4, "in_time", "open", 4, 21),
    (4, "late", "open", 17, 21),
    (4, "late", "reopened", 3, 3),
    (5, "resolved", "confirmed", 190, 190),
    (5, "resolved", "unconfirmed", 6, 6),
]


def look(lang: str = "zh", mode: str = "light", **changes: object) -> dict:
    base = {"profile": CITY, "words": text.words(lang), "mode": mode, "title": "一句话", "source": "口径：甲"}
    return base | changes


def flow(links: list[tuple] = LINKS) -> pl.DataFrame:
    return pl.DataFrame(
        links, schema=["step_no", "node_from", "node", "link_count", "node_count"], orient="row"
    )


def cut(name: str, key: str, done: int, of: int, **values: object) -> dict:
    row = {
        "cut": name,
        "key": key,
        "problem_resolved_count": done,
        "problem_collected_count": of,
        "problem_share": done / of,
        "problem_open_count": of - done,
        "problem_overdue_count": 1,
        "problem_age_days": 7 if done < of else None,
        "problem_oldest_days": 12 if done < of else None,
        "problem_reopened_share": 0.02,
        "part_share": of / 222,
        "cause_share": 1.0,
        "is_vital": True,
    }
    return row | values


CUTS = pl.DataFrame(
    [
        cut("all", "", 196, 222),
        cut("unit", "boxing", 14, 19),
        cut("unit", "wudi", 9, 9),
        cut("kind", "funds", 40, 60, cause_share=1.0, is_vital=False),
        cut("kind", "approval", 156, 162, cause_share=162 / 222),
        cut("department", LONG, 196, 222),
        cut("department", "", 1, 2),
    ]
)


def days(limit: int | None = 5) -> pl.DataFrame:
    bands = ["quick" if d <= 3 else "in_limit" if d <= 5 else "over" for d in range(16)]
    rows = [
        {"taken_days": d, "problem_count": 16 - d, "band": band, "band_count": 9, "is_open_end": d == 15}
        | {"general_min_days": 3, "general_days": limit}
        for d, band in enumerate(bands)
    ]
    return pl.DataFrame(rows, schema_overrides={"general_days": pl.Int32})


FIGURES = {
    "flow": lambda **k: loops.problem_flow(flow(), **k),
    "flow_one": lambda **k: loops.problem_flow(flow([(1, None, "collected", 1, 1)]), **k),
    "rates_unit": lambda **k: problems.problem_rates(CUTS, by="unit", **k),
    "rates_kind": lambda **k: problems.problem_rates(CUTS, by="kind", **k),
    "rates_department": lambda **k: problems.problem_rates(CUTS, by="department", **k),
    "causes": lambda **k: problems.problem_causes(CUTS, **k),
    "days": lambda **k: problems.problem_days(days(), **k),
    "days_free": lambda **k: problems.problem_days(days(None), **k),
}


@pytest.mark.parametrize("mode", theme.MODES)
@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("kind", FIGURES)
def test_every_figure_is_valid(kind, lang, mode):
    for is_narrow in (False, True):
        figure = FIGURES[kind](**look(lang, mode, is_narrow=is_narrow))
        go.Figure(figure.to_dict())
        assert {"source", "sample"} <= {note.name for note in figure.layout.annotations}


@pytest.mark.parametrize("kind", FIGURES)
def test_every_figure_becomes_a_native_slide(kind):
    figure = FIGURES[kind](**look())
    deck = Presentation(io.BytesIO(exports.pptx(figure, CUTS, words=text.words("zh"), profile=CITY)))
    assert any(shape.has_chart for shape in deck.slides[0].shapes)


def test_bars_of_the_loop_are_as_tall_as_the_counts_and_do_not_touch():
    figure = FIGURES["flow"](**look())
    assert {trace.name: trace.y[0] for trace in figure.data}["已办结"] == 196
    fourth = sorted((t.base[0], t.base[0] + t.y[0]) for t in figure.data if t.x[0] == "办结")
    assert all(low[1] < high[0] for low, high in itertools.pairwise(fourth))


def test_each_link_is_a_ribbon_and_the_reopened_go_back():
    figure = FIGURES["flow"](**look())
    assert len(figure.layout.shapes) == len(LINKS) - 1 + 1
    assert "3个重新打开" in "".join(note.text for note in figure.layout.annotations)
    assert not FIGURES["flow_one"](**look()).layout.shapes


def test_rates_say_counts_age_and_reopen_rate_beside_the_bar():
    layout = FIGURES["rates_unit"](**look()).layout
    assert list(layout.yaxis.ticktext) == ["博兴县", "无棣县"]
    beside = [layout[f"yaxis{n}"].ticktext for n in range(2, 7)]
    assert [column[0] for column in beside] == ["<b>73.7%</b>", "14 / 19", "1", "7 / 12", "2.0%"]
    assert beside[3][1] == ""
    assert [shape.x0 for shape in layout.shapes] == [196 / 222]


def test_a_department_without_a_name_is_called_not_stated():
    layout = FIGURES["rates_department"](**look()).layout
    assert layout.yaxis.ticktext[1] == "未填"
    lines = re.sub("</?span[^>]*>", "", layout.yaxis.ticktext[0]).split("<br>")
    assert (
        "".join(lines) == "滨州经济技术开发区管理委员会及其下属平台公司联合体项目推进办公室"
    )  # whole, on two lines
    assert max(canvas.width_of(line, canvas.NOTE_SIZE) for line in lines) <= listed.NAME_LIMITS[0]


def test_causes_stand_most_frequent_first_with_shares_added_up():
    figure = FIGURES["causes"](**look())
    assert list(figure.layout.yaxis.ticktext) == ["审批手续", "资金"]
    assert list(figure.layout.yaxis4.ticktext) == ["73.0%", "100.0%"]
    assert figure.data[0].marker.color[0] != figure.data[0].marker.color[1]


def test_the_limit_is_drawn_after_its_last_day():
    assert [shape.x0 for shape in FIGURES["days"](**look()).layout.shapes] == [5.5]
    assert not FIGURES["days_free"](**look()).layout.shapes


def test_names_from_workbooks_cannot_write_markup():
    rows = CUTS.with_columns(pl.col("key").replace({LONG: "<a href='x'>局</a>"}))
    figure = problems.problem_rates(rows, by="department", **look())
    assert figure.layout.yaxis.ticktext[0].startswith("&lt;a")
    assert "<a" not in figure.data[0].customdata[0]
