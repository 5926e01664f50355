"""Explore, through the real app: five cities, every form of chart, addresses, refusals, the way down."""

import json

import pytest

from paceboard import questions, text
from tests.small import build_store
from tests.visitor import CITIES, said, table, visit

WORDS = text.words("zh")
SEPTEMBER = {"city": "chengdu", "month": "2019-09", "lang": "zh"}
# A question that each form of chart fits, and what plotly calls it.
FITTING = {
    "bar": ({"m": "plan_year", "by": "sector"}, "bar"),
    "line": ({"m": "completion_share", "by": "month"}, "scatter"),
    "area": ({"m": "invested_month", "by": "month"}, "scatter"),
    "heat": ({"m": "pace_gap", "by": ["unit", "sector"]}, "heatmap"),
    "treemap": ({"m": "plan_year", "by": ["sector", "size"]}, "treemap"),
    "scatter": ({"m": ["completion_share", "plan_year"], "by": "unit"}, "scatter"),
    "box": ({"m": "completion_share", "by": "unit"}, "box"),
    "map": ({"m": "completion_share", "by": "unit"}, "scatter"),
}


def figure(app) -> dict:
    return json.loads(app.get("plotly_chart")[0].proto.spec)


@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city):
    lang = "en" if city in ("suqian", "qianan") else "zh"
    app = visit(demo_home, monkeypatch, "explore", city=city, month=CITIES[city], lang=lang)
    assert app.subheader[0].value == text.words(lang)("explore.question")
    assert figure(app)["data"][0]["type"] == "bar"
    assert figure(app)["layout"]["meta"]["source"].startswith(text.words(lang)("source.line", parts=""))
    assert len(app.dataframe) == 1


@pytest.mark.parametrize("form", FITTING)
def test_every_form_of_chart_draws_what_it_fits(demo_home, monkeypatch, form):
    question, kind = FITTING[form]
    app = visit(demo_home, monkeypatch, "explore", **SEPTEMBER, form=form, **question)
    assert {trace["type"] for trace in figure(app)["data"]} == {kind}
    assert not app.warning


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ({"m": "completion_share", "by": "unit", "form": "treemap"}, "form_no_sum"),
        ({"m": "plan_year", "by": "level", "form": "treemap"}, "form_no_sum"),
        ({"m": "plan_year", "by": "unit", "form": "line"}, "form_no_time"),
        ({"m": "started_count", "by": "unit", "form": "box"}, "form_no_spread"),
        ({"m": "plan_year", "by": "sector", "form": "map"}, "form_no_map"),
        ({"m": "plan_year", "by": "sector", "form": "scatter"}, "form_no_pair"),
    ],
)
def test_a_chart_that_would_mislead_is_refused_in_words(demo_home, monkeypatch, question, key):
    app = visit(demo_home, monkeypatch, "explore", **SEPTEMBER, **question)
    measure = questions.read({"m": [question["m"]]})[0].first.label("zh")
    expected = WORDS(f"explore.{key}", form=WORDS(f"explore.form_{question['form']}"), label=measure)
    assert expected in [warning.value for warning in app.warning]


def test_running_totals_are_refused_over_months_and_the_flow_is_offered(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "explore", **SEPTEMBER, m="invested_ytd", by="month", add="running")
    assert "不能再跨月相加" in app.warning[0].value
    assert app.button(key="explore_flow").label == "改用“当月完成投资”"
    flow = visit(
        demo_home, monkeypatch, "explore", **SEPTEMBER, m="invested_month", by="month", add="running"
    )
    assert not flow.warning
    assert any("累计" in column for column in table(flow, "invested_month").columns)


def test_nested_levels_say_that_they_do_not_add_up(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "explore", **SEPTEMBER, m="project_count", by="level")
    assert WORDS("explore.nested") in [warning.value for warning in app.warning]
    counts = dict(table(app, "project_count")[["key_1", "project_count"]].itertuples(index=False))
    assert (counts["provincial"], counts["city"], counts[""]) == (144, 1105, 1105)


def test_the_industries_behind_the_move_of_the_start_rate(demo_home, monkeypatch):
    asked = {"m": "start_share", "by": "sector", "vs": "before", "same": "yes", "sort": "change"}
    app = visit(demo_home, monkeypatch, "explore", **SEPTEMBER, **asked)
    rows = table(app, "start_share")
    brought = next(c for c in rows.columns if "贡献" in c and not c.startswith("shown_"))
    whole = rows[rows["is_all_1"]].iloc[0]
    assert round(whole["start_share"], 4) == 0.6981
    assert rows[~rows["is_all_1"]][brought].sum() == pytest.approx(whole[brought])
    assert rows.iloc[0]["key_1"] == "transport"


def test_a_wrong_address_is_explained_and_the_rest_still_answers(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "explore", **SEPTEMBER, m=["plan_year", "bogus"], by="unit")
    assert WORDS("explore.fault_unknown", name="m=bogus") in [warning.value for warning in app.warning]
    assert "plan_year" in app.dataframe[0].value.columns


def test_what_is_kept_narrows_every_figure(demo_home, monkeypatch):
    app = visit(
        demo_home,
        monkeypatch,
        "explore",
        **SEPTEMBER,
        m="project_count",
        by="size",
        keep1="size",
        keys1=["4"],
    )
    rows = table(app, "project_count")
    assert set(rows["key_1"]) == {"4", ""}
    assert rows["project_count"].nunique() == 1


def test_a_pivot_has_totals_on_both_sides(demo_home, monkeypatch):
    app = visit(
        demo_home, monkeypatch, "explore", **SEPTEMBER, m="start_share", by=["sector", "size"], form="pivot"
    )
    rows = app.dataframe[0].value
    whole = rows[rows["is_all_1"]].iloc[0]
    assert round(whole["start_share@合计"], 4) == 0.6981


def test_filters_that_fit_nothing_end_in_a_sentence(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "explore", **SEPTEMBER, search="没有这个项目")
    assert WORDS("explore.none") in said(app)
    assert not app.get("plotly_chart")


def test_names_from_workbooks_are_harmless(tmp_path, monkeypatch):
    address = {"city": "chengdu", "month": "2019-07", "lang": "zh", "m": "plan_year", "by": "leader"}
    app = visit(build_store(tmp_path), monkeypatch, "explore", **address)
    assert "示例领导" in str(figure(app)["layout"]["yaxis"]["ticktext"])
