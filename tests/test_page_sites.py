"""The page of sites, through the real app."""

import json
from datetime import date
from itertools import zip_longest

import polars as pl
import pytest

from paceboard import profiles, store, text
from paceboard.filters import Filters
from tests.board import stood, unpacked
from tests.small import JULY, JUNE, build_store
from tests.visitor import CITIES, said, table, visit

PLACE = {"city": "chengdu", "month": "2019-07", "lang": "zh"}


SHARED = ["entity", "unit_id", "lon", "lat", "total_investment", "plan_year", "invested_ytd", "pace_state"]
SHARED += ["attention_place"]


def opened(home) -> store.Store:
    return store.open_current(home)


def asking(city: str, month: date) -> Filters:
    return Filters(city=city, month=month, list_kind=profiles.get(city).main_list)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("sites"))


@pytest.fixture
def sites(home, monkeypatch):
    return visit(home, monkeypatch, "sites", **PLACE, map="room")


def boards(app) -> list:
    """The maps that are components of our own; a page has other components, too."""
    return [c.proto for c in app.get("bidi_component") if c.proto.component_name.endswith("paceboard_map")]


def sent(app) -> dict:
    """What the moving map was sent."""
    return unpacked(boards(app)[0].bytes)


def bodies(app) -> dict[str, str]:
    """What the card of each district says."""
    head = sent(app)
    return dict(zip([area["name"] for area in head["areas"]], head["bodies"][0], strict=True))


def test_the_sentence_says_how_many_are_late_and_where(sites):
    assert "2019年7月，成都市4个项目中，1个欠序时、1个应开未开、0个应竣未竣。" in said(sites)
    # 600 x 7/12 - 100 = 250 behind, 400 - 350 = 50 ahead.
    assert "欠序时金额最大的是锦江区，差0.02亿元。" in said(sites)


def test_the_map_shows_three_of_four_sites_and_says_where_the_fourth_is(sites):
    assert list(stood(sent(sites))) == ["A-behind", "C-overdue", "B-on-pace"]
    assert text.words("zh")("sites.unplaced", count="1") in said(sites)


def test_the_list_begins_with_the_largest_gap_and_keeps_sites_without_position(sites):
    assert table(sites, "icon")["entity"].to_list()[0] == "A-behind"
    assert len(table(sites, "icon")) == 4


def test_districts_are_shaded_by_the_measure_chosen(home, monkeypatch):
    app = visit(home, monkeypatch, "sites", **PLACE, shade="project_count", map="room")
    assert bodies(app)["锦江区"] == "项目数：4"
    assert bodies(app)["青羊区"] == "项目数：—"
    app.selectbox(key="sites_shade").set_value("none").run()
    assert set(bodies(app).values()) == {""}
    assert app.query_params["shade"] == "none"


def test_choosing_a_state_narrows_map_and_list(sites):
    sites.button_group(key="sites_states").set_value(["behind"]).run()
    assert list(stood(sent(sites))) == ["A-behind"]
    assert table(sites, "icon")["entity"].to_list() == ["A-behind"]


def test_the_still_picture_shows_the_same_sites(home, monkeypatch):
    app = visit(home, monkeypatch, "sites", **PLACE, map="still")
    drawn = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert (
        sum(len(trace["x"]) for trace in drawn["data"] if trace["mode"] == "markers" and "name" in trace) == 3
    )
    # 250 behind, then 91 days overdue.
    flags = [note["text"] for note in drawn["layout"]["annotations"] if note.get("name") == "flag"]
    assert flags == ["<b>1</b>", "<b>2</b>"]
    assert not boards(app)


def test_the_slider_beside_the_still_picture_moves_the_month_of_the_whole_page(home, monkeypatch):
    app = visit(home, monkeypatch, "sites", **PLACE, map="still")
    app.select_slider[0].set_value(JUNE).run()
    assert app.query_params["month"] == "2019-06"
    assert "2019年6月" in said(app)


def test_the_moving_map_offers_the_months_of_the_fiscal_year_and_loads_the_one_on_screen(sites):
    head = sent(sites)
    assert [month for month, *_ in head["months"]] == ["2019-06", "2019-07"]
    assert head["loaded"] == [1]


def test_the_ten_that_need_attention_are_taken_in_turns_from_both_lists(home):
    rows = opened(home).ask("sites", asking("chengdu", JULY))
    places = dict(rows.select("entity", "attention_place").iter_rows())
    # A leads by the gap (250 behind), C by the days (overdue since 1 May); D is not due and B ahead.
    assert places == {"A-behind": 1, "C-overdue": 2, "B-on-pace": None, "D-unplaced": None}


def test_columns_say_plan_and_done_of_each_district(home, monkeypatch):
    app = visit(home, monkeypatch, "sites", **PLACE, marks="columns", map="room")
    (column,) = sent(app)["columns"][0]
    # 600 + 600 + 120 + 60 planned, 100 + 400 done, in the stored unit.
    assert (column["plan"], column["done"]) == (1380, 500)
    assert column["said"] == "本年完成 0.05 / 计划 0.14 亿元"


@pytest.mark.parametrize(("city", "month"), CITIES.items())
def test_every_city_has_its_map_with_ten_flags_and_its_mark(demo_home, monkeypatch, city, month):
    head = sent(visit(demo_home, monkeypatch, "sites", city=city, month=month, lang="zh", map="room"))
    assert [place for _, place in head["flags"][0]] == list(range(1, 11))
    assert profiles.get(city).map_mark.zh in head["mark"]
    assert sum(head["legend"][0]) == len(stood(head))


@pytest.mark.parametrize(("city", "month"), CITIES.items())
def test_a_month_of_the_year_is_what_the_month_alone_is(demo_home, city, month):
    store, last = opened(demo_home), date.fromisoformat(f"{month}-01")
    year = store.ask("site_months", asking(city, last))
    for then in (last, year["period"].min()):
        alone = store.ask("sites", asking(city, then))
        both = [rows.select(SHARED).sort("entity") for rows in (year.filter(period=then), alone)]
        assert both[0].equals(both[1])


@pytest.mark.parametrize(("city", "month"), CITIES.items())
def test_both_lists_are_those_of_a_review_without_what_is_finished(demo_home, city, month):
    store, asked = opened(demo_home), asking(city, date.fromisoformat(f"{month}-01"))
    agenda = store.ask("agenda", asked).filter(pl.col("pace_state") != "finished")
    lists = [agenda.filter(agenda_rule=rule)["entity"].to_list() for rule in ("gap", "overdue")]
    taken = list(dict.fromkeys(entity for pair in zip_longest(*lists) for entity in pair if entity))[:10]
    rows = store.ask("sites", asked).drop_nulls("attention_place").sort("attention_place")
    assert set(rows["entity"][:4]) <= set(taken[:5])
    assert set(rows["entity"]) <= set(taken[:12]) and rows.height == 10


@pytest.mark.parametrize(("city", "month"), CITIES.items())
def test_the_columns_are_the_figures_of_the_league(demo_home, city, month):
    store, last = opened(demo_home), date.fromisoformat(f"{month}-01")
    columns = store.ask("site_columns", asking(city, last)).filter(period=last)
    figures = store.ask("kpis", asking(city, last)).filter(pl.col("cut") == "division")
    sums = {row["key"]: (row["plan_year"], row["invested_ytd"]) for row in figures.to_dicts()}
    found = {row["division_id"]: (row["plan_year"], row["invested_ytd"]) for row in columns.to_dicts()}
    assert found == {key: sums[key] for key in found}


def test_filters_without_any_project_end_in_a_sentence(home, monkeypatch):
    app = visit(home, monkeypatch, "sites", **PLACE, search="没有这个项目", map="room")
    assert text.words("zh")("frame.no_projects") in said(app)


def test_the_page_stands_in_english(home, monkeypatch):
    app = visit(home, monkeypatch, "sites", **{**PLACE, "lang": "en"}, map="room")
    assert "of 4 projects, 1 are behind time" in said(app)
