"""Charts show the numbers they are given, all of them, in order, with source and sample mark."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go
import polars as pl
import pytest

from paceboard import canvas, charts, profiles, text, theme, units
from paceboard.charts import axes
from tests import rows

CITY = profiles.get("chengdu")
TITLE = "到8月底完成年度计划的77.45%"
SOURCE = "口径：市重点项目 · 2019年8月 · 快照 abc"
LONG = "天府新区成都直管区国际生物城管理委员会及其下属平台公司联合体"


def look(lang: str = "zh", mode: str = "light", **changes: object) -> dict:
    base = {"profile": CITY, "words": text.words(lang), "mode": mode, "title": TITLE, "source": SOURCE}
    return base | changes


def many(count: int) -> pl.DataFrame:
    return pl.concat([rows.curve(f"u{i:02}", done=rows.DONE[: i % 8 + 1]) for i in range(count)])


NAMED = {"jinjiang": "锦江区", "qingyang": LONG}
FIGURES = {
    "curve": lambda **k: charts.curve(rows.curve(), **k),
    "curve_last_month": lambda **k: charts.curve(rows.curve(done=rows.DONE + rows.DONE[:4]), **k),
    "curve_first_month": lambda **k: charts.curve(rows.curve(done=rows.DONE[:1]), **k),
    "curve_one_month": lambda **k: charts.curve(rows.curve().head(1), **k),
    "curve_no_return": lambda **k: charts.curve(rows.curve(done=()), **k),
    "curve_no_plan": lambda **k: charts.curve(rows.curve(plan=None), **k),
    "curve_190": lambda **k: charts.curve(rows.curve(plan="1877946.00"), **k),
    "curve_corrected": lambda **k: charts.curve(rows.curve(done=("100000.00", "-250000.00")), **k),
    "months": lambda **k: charts.months(rows.curve(), **k),
    "months_corrected": lambda **k: charts.months(rows.curve(done=("100000.00", "-250000.00")), **k),
    "project": lambda **k: charts.project_curve(
        rows.curve(plan="800.00", done=("30.00", "45.50")), dates=[(date(2019, 3, 2), "开工")], **k
    ),
    "years": lambda **k: charts.years(rows.years((2017, 12), (2018, 12), (2019, 8)), **k),
    "years_one": lambda **k: charts.years(rows.years((2019, 1)), **k),
    "league": lambda **k: charts.league(rows.league([1.9, 0.8, 0.5, None]), **k),
    "league_one": lambda **k: charts.league(rows.league([0.7]), **k),
    "league_40": lambda **k: charts.league(rows.league([1 - i / 50 for i in range(40)]), **k),
    "league_long": lambda **k: charts.league(rows.league([0.7, 0.6], [LONG, LONG + "二"]), **k),
    "budgets": lambda **k: charts.budgets(rows.slips(), names=NAMED, **k),
    "budgets_uncompared": lambda **k: charts.budgets(rows.slips(0), names=NAMED, **k),
    "panels_1": lambda **k: charts.small_multiples(many(1), split="unit", **k),
    "panels_7": lambda **k: charts.small_multiples(many(7), split="unit", **k),
    "panels_40": lambda **k: charts.small_multiples(many(40), split="unit", **k),
}


def texts(figure: go.Figure) -> str:
    return "\n".join(note.text for note in figure.layout.annotations)


def named(figure: go.Figure, name: str) -> go.layout.Annotation:
    return next(note for note in figure.layout.annotations if note.name == name)


@pytest.mark.parametrize("mode", theme.MODES)
@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("kind", FIGURES)
def test_every_figure_is_valid_in_both_languages_and_modes(kind, lang, mode):
    figure = FIGURES[kind](**look(lang, mode))
    go.Figure(figure.to_dict())  # built again with plotly's own checks
    assert figure.layout.paper_bgcolor is None
    assert figure.layout.template.layout.paper_bgcolor == theme.palette(mode).background


@pytest.mark.parametrize("kind", FIGURES)
def test_every_figure_carries_title_source_and_sample_mark(kind):
    figure = FIGURES[kind](**look())
    assert figure.layout.title.text == TITLE
    assert named(figure, "source").text == SOURCE
    assert named(figure, "sample").text == "示例数据"
    assert figure.layout.meta["title"] == TITLE
    assert figure.layout.meta["source"] == SOURCE


def test_real_data_has_no_sample_mark():
    figure = charts.curve(rows.curve(), **look(profile=replace(CITY, sample=False)))
    assert [note.name for note in figure.layout.annotations if note.name == "sample"] == []


@pytest.mark.parametrize("kind", [k for k in FIGURES if not k.startswith("panels")])
def test_a_narrow_figure_is_valid_too(kind):
    go.Figure(FIGURES[kind](**look(is_narrow=True)).to_dict())


def test_the_curve_draws_each_amount_to_the_last_digit():
    figure = charts.curve(rows.curve(), **look())
    plan, time, actual = figure.data
    frame = rows.curve()
    assert [t.name for t in figure.data] == ["分月计划", "序时进度", "实际完成"]
    assert list(actual.y) == [None if v is None else float(v / 10000) for v in frame["invested_ytd"]]
    assert list(plan.y) == [units.big(v, CITY) for v in frame["plan_ytd"]]
    assert list(time.y) == [units.big(v, CITY) for v in frame["time_ytd"]]
    assert list(actual.x) == [f"{i}月" for i in range(1, 13)]


def test_months_without_a_return_are_absent():
    actual = charts.curve(rows.curve(), **look()).data[2]
    assert list(actual.y[8:]) == [None] * 4
    assert not actual.connectgaps


def test_the_last_reported_point_says_amount_share_and_gap():
    label = named(charts.curve(rows.curve(), **look()), "actual")
    share = rows.curve()["invested_share"][7]
    assert "实际完成 356.81" in label.text
    assert units.share(share, CITY) in label.text
    assert f"超序时{units.number(units.gap(share, 8 / 12, CITY), 2)}个百分点" in label.text


def test_budgets_say_amount_projects_and_how_many_promises_moved():
    figure = charts.budgets(rows.slips(), names=NAMED, **look())
    columns = [figure.layout[f"yaxis{n}"].ticktext for n in (2, 3, 4)]
    assert columns[0] == ("<b>400.00</b>", "<b>150.00</b>", "<b>—</b>")
    assert columns[1:] == [("10", "9", "8"), ("2/3", "—", "—")]
    assert list(figure.data[0].x) == [400.0, 150.00005, None]
    assert figure.layout.meta["unit"] == "亿元"
    assert "yaxis4" not in charts.budgets(rows.slips(0), names=NAMED, **look()).layout


def test_time_is_dashed_and_actual_thick():
    plan, time, actual = charts.curve(rows.curve(), **look()).data
    assert (plan.line.dash, time.line.dash, actual.line.dash) == ("solid", "dash", "solid")
    assert actual.line.width > 1.5 * max(plan.line.width, time.line.width)


def test_a_city_without_plan_shows_what_it_did():
    figure = charts.curve(rows.curve(plan=None), **look())
    assert [trace.name for trace in figure.data] == ["实际完成"]


@pytest.mark.parametrize("kind", [k for k in FIGURES if k.startswith(("curve", "project"))])
def test_no_point_is_clipped(kind):
    figure = FIGURES[kind](**look())
    low, high = figure.layout.yaxis.range
    drawn = [y for trace in figure.data for y in trace.y if y is not None]
    assert low <= min(drawn)
    assert max(drawn) < high


def test_190_per_cent_is_drawn_in_full():
    league = charts.league(rows.league([1.9, 0.4]), **look())
    assert league.layout.xaxis.range[1] > 1.9
    assert league.data[0].x[0] == 1.9


def test_a_small_project_is_drawn_in_the_stored_unit():
    figure = FIGURES["project"](**look())
    assert figure.data[2].y[1] == 75.5
    assert "万元" in texts(figure)
    assert "亿元" not in texts(figure)


def test_dates_of_a_project_are_marked_in_their_month():
    figure = FIGURES["project"](**look())
    assert [shape.x0 for shape in figure.layout.shapes] == [2]
    assert "开工" in texts(figure)


def test_dates_outside_the_year_are_left_out():
    dates = [(date(2018, 3, 2), "开工"), (date(2020, 3, 2), "竣工")]
    assert charts.project_curve(rows.curve(), dates=dates, **look()).layout.shapes == ()


def test_months_keep_plan_behind_actual_and_corrections_below_zero():
    figure = FIGURES["months_corrected"](**look())
    plan, actual = figure.data
    assert plan.width > actual.width
    assert actual.y[1] == -25.0
    assert figure.layout.yaxis.range[0] < -25.0
    assert list(actual.text[:3]) == ["10.00", "−25.00", ""]


def test_years_lay_over_each_other_with_the_latest_strong():
    figure = FIGURES["years"](**look())
    assert [trace.name for trace in figure.data] == ["2017年", "2018年", "2019年"]
    assert [trace.line.width for trace in figure.data] == [2, 2, 4]
    assert len(figure.data[2].x) == 8


def test_a_year_with_few_months_does_not_reorder_the_months():
    quarters = rows.years((2018, 12)).filter(pl.col("month_no") % 3 == 0)
    figure = charts.years(pl.concat([quarters, rows.years((2019, 8))]), **look())
    assert list(figure.layout.xaxis.categoryarray) == [f"{i}月" for i in range(1, 13)]


def test_a_fiscal_year_from_july_begins_with_july():
    city = replace(CITY, fiscal_start=7)
    figure = charts.years(rows.years((2019, 2)), **look(profile=city))
    assert list(figure.data[0].x) == ["7月", "8月"]
    assert figure.layout.xaxis.tickvals[-1] == "6月"


def test_the_league_keeps_the_order_and_says_rank_change_share_and_gap_in_words():
    figure = charts.league(rows.league([1.0968, 0.8, 0.5, 0.4]), **look())
    layout = figure.layout
    assert list(layout.yaxis.ticktext) == ["u0", "u1", "u2", "u3"]
    assert layout.yaxis.range[0] > layout.yaxis.range[1]  # the first row on top
    assert list(layout.yaxis2.ticktext) == ["<b>1</b>", "<b>2</b>", "<b>3</b>", "<b>4</b>"]
    assert list(layout.yaxis3.ticktext) == ["▼2", "－", "▲2", "▼2"]
    assert "109.68%" in layout.yaxis4.ticktext[0]
    assert "▲ +43.01" in layout.yaxis5.ticktext[0]
    assert "▼ −16.67" in layout.yaxis5.ticktext[2]


def test_a_unit_that_has_not_reported_says_so():
    layout = charts.league(rows.league([0.9, 0.8]), **look()).layout
    assert list(layout.yaxis4.ticktext)[1] == "未报"
    assert list(layout.yaxis5.ticktext)[1] == ""


def test_the_league_shows_names_of_the_profile():
    unit = CITY.units[1]
    for lang in text.LANGS:
        figure = charts.league(rows.league([0.9], [unit.id]), **look(lang))
        assert list(figure.layout.yaxis.ticktext) == [unit.label(lang)]


def test_the_time_mark_stands_at_the_time_share():
    figure = charts.league(rows.league([0.9, 0.4]), **look())
    assert [shape.x0 for shape in figure.layout.shapes] == [8 / 12]
    assert "序时进度 66.67%" in texts(figure)


def test_forty_units_make_a_taller_figure_with_room_for_each():
    few, many_ = FIGURES["league"](**look()), FIGURES["league_40"](**look())
    assert many_.layout.height - few.layout.height == 36 * 27


def test_long_names_take_two_lines_on_the_axis_and_stand_whole_in_the_card():
    figure = FIGURES["league_long"](**look())
    bare = [re.sub("<(?!br)[^>]*>", "", name).split("<br>") for name in figure.layout.yaxis.ticktext]
    assert [len(lines) for lines in bare] == [2, 2]
    assert all(canvas.width_of(line, canvas.NOTE_SIZE) <= 190 for lines in bare for line in lines)
    assert LONG in figure.data[0].customdata[0]
    assert len(figure.data[0].x) == 2


def test_panels_are_worst_first_at_most_24_and_say_what_is_left_out():
    figure = FIGURES["panels_40"](**look())
    actual = [trace for trace in figure.data if trace.meta == "actual"]
    assert len(actual) == 24
    assert "另有16个未画出" in texts(figure)
    frames = {part["split_key"][0]: part for part in many(40).partition_by("split_key")}
    gaps = [_last_gap(frames[trace.name]) for trace in actual]
    assert gaps == sorted(gaps)


def _last_gap(frame: pl.DataFrame) -> float:
    known = frame.drop_nulls("invested_share").row(-1, named=True)
    return units.gap(known["invested_share"], known["time_share"], CITY)


def test_panels_share_one_scale():
    layout = FIGURES["panels_7"](**look()).layout
    ranges = {layout[name].range for name in ("yaxis", "yaxis2")}
    assert len(ranges) == 1


def test_a_panel_names_its_gap():
    figure = charts.small_multiples(rows.curve("u1"), split="unit", **look())
    assert "<b>u1</b>" in texts(figure)
    assert "▲ +10.78" in texts(figure)


def test_names_from_workbooks_cannot_write_markup():
    evil = "<a href='http://x'>园区</a>"
    figure = charts.league(rows.league([0.9, 0.8], [evil, "b"]), **look())
    assert figure.layout.yaxis.ticktext[0].startswith("&lt;a href")
    assert "<a" not in figure.data[0].customdata[0]


@pytest.mark.parametrize(
    ("share", "time", "said"),
    [
        (0.7745, 0.6667, "超序时10.78个百分点"),
        (0.5, 0.6667, "欠序时16.67个百分点"),
        (0.5, 0.5, "与序时持平"),
        (None, 0.5, ""),
    ],
)
def test_pace_is_said_in_words(share, time, said):
    assert axes.pace_words(share, time, canvas.Look(**look())) == said


def test_labels_at_line_ends_do_not_touch():
    placed = canvas.spread([100.0, 99.0, 98.5, 20.0], 5.0)
    apart = [high - low for low, high in pairwise(sorted(placed))]
    assert min(apart) >= 5.0 - 1e-9
    assert placed[3] == 20.0
    assert sorted(placed, reverse=True) == placed


def test_a_long_title_breaks_into_lines_that_fit_and_loses_nothing():
    sentence = "到8月底完成年度计划的77.45%，超序时10.78个百分点；东部新区、市属国企拖后最多 · 详见附表"
    lines = canvas.wrapped(sentence, 400, 18)
    assert all(canvas.width_of(line, 18) <= 400 for line in lines)
    assert "".join(lines).replace(" ", "") == sentence.replace(" ", "")
    assert len(canvas.wrapped("短", 400, 18)) == 1
    assert canvas.wrapped("", 400, 18) == [""]
    assert len(canvas.wrapped("x" * 200, 100, 18)) > 10


def test_a_title_of_two_lines_pushes_the_plot_down():
    short = charts.curve(rows.curve(), **look())
    long = charts.curve(rows.curve(), **look(title=TITLE * 4))
    assert long.layout.title.text.count("<br>") >= 1
    assert long.layout.margin.t > short.layout.margin.t
