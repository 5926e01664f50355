"""The page of starts and completions, through the real app: all five cities, both languages."""

import json

import pytest

from paceboard import text
from tests.small import build_store
from tests.visitor import CITIES, cards, said, table, visit

WORDS = text.words("zh")
SEPTEMBER = {"city": "chengdu", "month": "2019-09", "lang": "zh"}


@pytest.fixture
def chengdu(demo_home, monkeypatch):
    return visit(demo_home, monkeypatch, "starts", **SEPTEMBER)


def figures(app) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city, lang):
    app = visit(demo_home, monkeypatch, "starts", city=city, month=CITIES[city], lang=lang)
    words = text.words(lang)
    assert app.subheader[0].value.replace("\\", "") == words("starts.question")
    assert len(figures(app)) == 2
    assert words("starts.sum_fails", names="").split("：")[0].split(":")[0] not in said(app)
    assert "✓" in said(app)
    for drawn in figures(app):
        assert drawn["layout"]["meta"]["source"].startswith(words("source.line", parts=""))


def test_both_denominators_are_named_with_their_rates(chengdu):
    assert "年度计划新开工308个，已开工215个，开工率69.81%（分母为全年计划）" in said(chengdu)
    assert "应开工247个，应开已开211个，按期开工率85.43%（分母为应开工），应开未开36个" in said(chengdu)
    assert cards(chengdu)["开工率"] == "69.81%"
    assert cards(chengdu)["按期开工率"] == "85.43%"
    tags = [caption.value for caption in chengdu.caption]
    assert any(tag.startswith("215 / 308 · 截至2019年9月") for tag in tags)
    assert any(tag.startswith("211 / 247 · 截至2019年9月") for tag in tags)


def test_the_identity_stands_on_the_page(chengdu):
    assert "核对：应开工247 − 应开未开36 + 提前开工4 = 已开工215　✓ 全部及23个单位逐一成立。" in said(chengdu)
    assert "核对：应竣工64 − 应竣未竣17 + 提前竣工0 = 已竣工47" in said(chengdu)


def test_what_the_bulletin_printed_stands_on_the_page(chengdu):
    assert "已竣工47个" in said(chengdu)
    assert "已竣工项目总投资437.76亿元" in said(chengdu)
    assert "年底前预计竣工107个，总投资990.22亿元" in said(chengdu)
    levels = next(f.value for f in chengdu.dataframe if f.value.columns[0] == "level_id").set_index(
        "level_id"
    )
    province = levels.loc["provincial"]
    assert (province["planned_start_count"], province["started_count"]) == (33, 27)
    assert round(province["start_share"], 4) == 0.8182


def test_suqians_new_starts_and_completions_are_the_published_ones(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "starts", city="suqian", month="2022-07", lang="zh")
    assert "新开工项目总投资1,035.50亿元，平均单体规模4.73亿元" in said(app)
    assert "已竣工160个" in said(app)
    assert "本年完成投资729.50亿元" in said(app)


def test_ceremonies_are_a_universe_of_their_own(chengdu):
    kinds = table(chengdu, "ceremony_count").set_index("ceremony_kind")
    assert kinds["ceremony_count"].to_list() == [1, 2, 7, 18, 28]
    assert kinds.loc["all", "ceremony_project_count"] == 1297
    assert "项目1,297个，总投资11,116.20亿元" in said(chengdu)
    assert "不相加" in said(chengdu)
    assert len(table(chengdu, "held_date")) == 28


@pytest.mark.parametrize(
    ("event", "count"),
    [
        ("overdue_start", 36),
        ("overdue_finish", 17),
        ("early_start", 4),
        ("started", 215),
        ("finished", 47),
        ("expected_finish", 107),
    ],
)
def test_the_projects_behind_each_count_are_listed(demo_home, monkeypatch, event, count):
    app = visit(demo_home, monkeypatch, "starts", **SEPTEMBER, event=event)
    assert len(table(app, "promised_date")) == count
    assert WORDS("starts.event_count", event=WORDS(f"starts.event_{event}"), count=count) in str(
        app.button_group(key="starts_event")
    )


def test_the_list_chosen_goes_into_the_address(chengdu):
    chengdu.button_group(key="starts_event").set_value("early_start").run()
    assert chengdu.query_params["event"] in ("early_start", ["early_start"])
    assert len(table(chengdu, "days_early")) == 4


def test_the_pictures_draw_promises_and_what_came(chengdu):
    starts, _ = figures(chengdu)
    plan, actual, plan_sum, actual_sum = starts["data"]
    assert [trace["name"] for trace in starts["data"]] == ["计划", "实际", "累计计划", "累计实际"]
    assert (plan["type"], plan_sum["type"]) == ("bar", "scatter")
    assert max(plan_sum["y"]) == 308
    assert max(y for y in actual_sum["y"] if y is not None) == 215
    assert sum(y for y in actual["y"] if y is not None) == 215


def test_a_city_that_reports_no_ceremony_is_told_on_which_sheet(tmp_path, monkeypatch):
    app = visit(build_store(tmp_path), monkeypatch, "starts", city="chengdu", month="2019-07", lang="zh")
    assert WORDS("starts.ceremony_none") in said(app)
    # C-overdue was to start on 1 May: 91 days by the end of July.
    assert table(app, "days_overdue")["days_overdue"].to_list() == [91]
    assert "没有计划本年度竣工的项目。" in said(app)


def test_filters_that_fit_nothing_end_in_a_sentence(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "starts", **SEPTEMBER, search="没有这个项目")
    assert WORDS("frame.no_projects") in said(app)
    assert not app.get("plotly_chart")
