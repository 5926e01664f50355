"""The page of sites, through the real app."""

import json

import pytest

from paceboard import text
from tests.small import JUNE, build_store
from tests.visitor import said, table, visit

PLACE = {"city": "chengdu", "month": "2019-07", "lang": "zh"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("sites"))


@pytest.fixture
def sites(home, monkeypatch):
    return visit(home, monkeypatch, "sites", **PLACE)


def deck(app) -> dict:
    return json.loads(app.get("deck_gl_json_chart")[0].proto.json)


def layer(app, name: str) -> dict:
    return next(part for part in deck(app)["layers"] if part["id"] == name)


def test_the_sentence_says_how_many_are_late_and_where(sites):
    assert "2019年7月，成都市4个项目中，1个欠序时、1个应开未开、0个应竣未竣。" in said(sites)
    # 600 x 7/12 - 100 = 250 behind, 400 - 350 = 50 ahead.
    assert "欠序时金额最大的是锦江区，差0.02亿元。" in said(sites)


def test_the_map_shows_three_of_four_sites_and_says_where_the_fourth_is(sites):
    assert [row["entity"] for row in layer(sites, "sites")["data"]] == ["A-behind", "C-overdue", "B-on-pace"]
    assert text.words("zh")("sites.unplaced", count="1") in said(sites)


def test_the_list_begins_with_the_largest_gap_and_keeps_sites_without_position(sites):
    assert table(sites, "icon")["entity"].to_list()[0] == "A-behind"
    assert len(table(sites, "icon")) == 4


def test_districts_are_shaded_by_the_measure_chosen(home, monkeypatch):
    app = visit(home, monkeypatch, "sites", **PLACE, shade="project_count")
    features = {f["properties"]["head"]: f["properties"] for f in layer(app, "areas")["data"]["features"]}
    assert features["锦江区"]["body"] == "项目数：4"
    assert features["青羊区"]["body"] == "项目数：—"
    app.selectbox(key="sites_shade").set_value("none").run()
    assert layer(app, "areas")["data"]["features"][0]["properties"]["body"] == ""
    assert app.query_params["shade"] == "none"


def test_choosing_a_state_narrows_map_and_list(sites):
    sites.button_group(key="sites_states").set_value(["behind"]).run()
    assert [row["entity"] for row in layer(sites, "sites")["data"]] == ["A-behind"]
    assert table(sites, "icon")["entity"].to_list() == ["A-behind"]


def test_the_still_picture_shows_the_same_sites(home, monkeypatch):
    app = visit(home, monkeypatch, "sites", **PLACE, map="still")
    drawn = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert (
        sum(len(trace["x"]) for trace in drawn["data"] if trace["mode"] == "markers" and "name" in trace) == 3
    )
    assert not app.get("deck_gl_json_chart")


def test_the_slider_moves_the_month_of_the_whole_page(sites):
    sites.select_slider[0].set_value(JUNE).run()
    assert sites.query_params["month"] == "2019-06"
    assert "2019年6月" in said(sites)


def test_filters_without_any_project_end_in_a_sentence(home, monkeypatch):
    app = visit(home, monkeypatch, "sites", **PLACE, search="没有这个项目")
    assert text.words("zh")("frame.no_projects") in said(app)


def test_the_page_stands_in_english(home, monkeypatch):
    app = visit(home, monkeypatch, "sites", **{**PLACE, "lang": "en"})
    assert "of 4 projects, 1 are behind time" in said(app)
