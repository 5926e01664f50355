"""The map of sites: same places, shapes and words on the moving map and on the still picture."""

import base64
import json
from datetime import date
from decimal import Decimal

import polars as pl
import pydeck as pdk
import pytest

from paceboard import canvas, kpis, map_cards, map_layers, map_markers, maps, profiles, text, theme

CHENGDU, QIANAN = profiles.get("chengdu"), profiles.get("qianan")
WORDS = text.words("zh")
LOOK = {"profile": CHENGDU, "words": WORDS, "mode": "light"}
FIGURE = LOOK | {"title": "标题", "source": "口径：测试"}
NASTY = "<img src=x onerror=alert(1)> & Co"
ROW = {
    "entity": "a",
    "project_name": NASTY,
    "unit_id": "jinjiang",
    "division_id": "jinjiang",
    "pace_state": "behind",
    "lon": 104.11,
    "lat": 30.61,
    "total_investment": Decimal("400000.00"),
    "plan_year": Decimal("60000.00"),
    "invested_ytd": Decimal("10000.00"),
    "completion_share": 1 / 6,
    "is_overdue_start": False,
    "days_overdue": None,
    "plan_start_date": date(2019, 5, 1),
    "plan_finish_date": None,
}
ROWS = (
    ROW,
    ROW
    | {"entity": "b", "pace_state": "on_pace", "total_investment": Decimal("100000.00"), "plan_year": None},
    ROW | {"entity": "c", "pace_state": "overdue_start", "is_overdue_start": True, "days_overdue": 31},
    ROW | {"entity": "d", "lon": None, "lat": None},
)


def sites(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(rows or ROWS, infer_schema_length=None)


def layer(deck, name: str) -> dict:
    return next(part for part in json.loads(deck.to_json())["layers"] if part["id"] == name)


def shade(measure: str = "pace_gap", **values: float) -> maps.Shade:
    return maps.Shade(kpis.measures()[measure], values)


def test_the_deck_asks_nobody_for_a_basemap():
    written = json.loads(maps.deck(sites(), **LOOK).to_json())
    assert written["mapStyle"] == "__MAP_STYLE__"
    assert "mapProvider" not in written or not written["mapProvider"]
    assert "http" not in json.dumps(written).replace("http://www.w3.org/2000/svg", "")


def test_every_site_with_a_position_is_on_the_map_with_the_icon_of_its_state():
    rows = layer(maps.deck(sites(), **LOOK), "sites")["data"]
    assert {row["entity"]: row["icon"] for row in rows} == {
        "a": "behind",
        "b": "on_pace",
        "c": "overdue_start",
    }


def test_the_area_of_a_marker_follows_total_investment():
    size = {row["entity"]: row["size"] for row in map_layers.located(sites()).iter_rows(named=True)}
    low, high = map_layers.SIZES
    assert size["a"] == high
    # A quarter of the money: half of the way from smallest to largest.
    assert size["b"] == (low + high) / 2


def test_small_markers_lie_on_top_of_large_ones():
    assert map_layers.located(sites())["entity"].to_list() == ["a", "c", "b"]


def test_a_hover_card_says_what_it_is_how_large_and_how_late():
    card = map_layers.Scene(CHENGDU, WORDS, "light").card(ROWS[2])
    assert card == (
        NASTY,
        "锦江区 · 应开未开\n总投资 40.00亿元\n本年完成 1.00 / 计划 6.00 亿元（16.67%）\n"
        "计划 2019年5月1日 开工，已超期 31 天",
    )


def test_names_from_workbooks_reach_the_still_picture_escaped():
    written = maps.figure(sites(), **FIGURE).to_json()
    assert "<img" not in json.dumps(json.loads(written), ensure_ascii=False)
    assert "&lt;img" in written


def test_a_name_is_never_run_as_an_expression():
    assert map_cards.shortened("@@=1+1").startswith(" ")


def test_the_tooltip_holds_no_data_so_that_the_frontend_escapes_all_of_it():
    deck = maps.deck(sites(), **LOOK)
    assert NASTY not in json.dumps(deck._tooltip)


def test_both_maps_carry_the_internal_use_and_the_sample_mark():
    label = layer(maps.deck(sites(), **LOOK), "mark")["data"][0]["text"]
    assert label == "仅供内部使用 · 示例数据"
    notes = {note.name: note.text for note in maps.figure(sites(), **FIGURE).layout.annotations}
    assert (notes["mark"], notes["sample"], notes["source"]) == ("仅供内部使用", "示例数据", "口径：测试")


def test_the_still_picture_counts_each_state_in_its_legend():
    names = [trace.name for trace in maps.figure(sites(), **FIGURE).data if trace.showlegend]
    assert names == ["达序时 1", "欠序时 1", "应开未开 1"]


def test_a_kilometre_is_as_long_to_the_north_as_to_the_east():
    axis = maps.figure(sites(), **FIGURE).layout.yaxis
    assert axis.scaleanchor == "x"
    assert axis.scaleratio == pytest.approx(1.1638, abs=0.0005)  # 1 / cos 30.77°


def test_districts_are_named_in_the_readers_language():
    names = {area.name for area in map_layers.areas(CHENGDU, "en")}
    assert len(names) == 20
    assert {"Jinjiang", "Jianyang"} <= names


def test_a_district_without_a_value_stays_neutral():
    scene = map_layers.Scene(CHENGDU, WORDS, "light", shade(jinjiang=0.1, qingyang=-0.2))
    fills = {area.unit_id: scene.fill(area) for area in scene.areas()}
    neutral = theme.palette("light").panel
    assert fills["wuhou"] == neutral
    assert neutral not in (fills["jinjiang"], fills["qingyang"])


def test_a_gap_has_zero_in_the_middle_of_its_colours():
    found = shade(jinjiang=0.1, qingyang=-0.2)
    assert found.ends == (-0.2, 0.2)
    steps = found.steps("light")
    assert found.colour(-0.2, "light") == steps[0]
    assert found.colour(0.2, "light") == steps[-1]
    assert found.colour(0.001, "light") == steps[len(steps) // 2]


def test_nothing_over_100_percent_is_clipped():
    found = shade("completion_share", jinjiang=1.9, qingyang=0.4)
    assert found.ends == (0.4, 1.9)
    assert found.colour(1.9, "light") == found.steps("light")[-1]


def test_one_value_alone_has_a_colour():
    assert shade("completion_share", jinjiang=0.5).colour(0.5, "light").startswith("#")


def test_towns_without_borders_are_said_so_and_shade_nothing():
    rows = pl.DataFrame({"key": ["yongshun"], "pace_gap": [0.1]})
    assert maps.shade(rows, measure=kpis.measures()["pace_gap"], profile=QIANAN) is None
    assert maps.missing_borders(QIANAN, WORDS) == "迁安市的责任单位没有各自的边界，底色不按指标区分。"
    assert [area.name for area in map_layers.areas(QIANAN, "zh")] == ["迁安市"]
    assert maps.missing_borders(CHENGDU, WORDS) == ""


def test_districts_are_shaded_by_the_division_rows_of_any_measure():
    rows = pl.DataFrame({"key": ["jinjiang", "gaoxin", "wuhou"], "completion_share": [0.5, 0.7, None]})
    found = maps.shade(rows, measure=kpis.measures()["completion_share"], profile=CHENGDU)
    assert found.values == {"jinjiang": 0.5}


def test_every_measure_offered_for_shading_is_a_number_of_districts():
    offered = maps.measures("zh", none="不着色")
    assert list(offered)[:2] == ["pace_gap", "none"]
    assert not {"time_share", "invested_as_of", "units_expected"} & set(offered)


@pytest.mark.parametrize("mode", theme.MODES)
def test_every_state_has_a_drawing_of_its_own(mode):
    address, places = map_markers.atlas(mode)
    svg = base64.b64decode(address.partition(",")[2]).decode()
    assert svg.count("<path") == len(theme.STATES) == len(places)
    assert len({map_markers.icon(state, mode) for state in theme.STATES}) == len(theme.STATES)
    assert {state[1] for state in theme.STATES.values()} <= set(map_markers.PATHS)


def test_a_map_without_any_site_still_shows_the_city():
    figure = maps.figure(sites().clear(), **FIGURE)
    assert len(figure.data) == 21
    assert canvas.Look(**FIGURE).title == figure.layout.meta["title"]
    assert layer(maps.deck(sites().clear(), **LOOK), "sites")["data"] == []


def test_a_city_without_borders_and_sites_is_drawn_all_the_same():
    frame = map_layers.extent([], sites().clear())
    assert (frame.west, frame.north) == (73.0, 54.0)


def test_one_project_alone_marks_its_own_district():
    figure = maps.figure(sites(ROW), name="project_map", **FIGURE)
    named = next(trace for trace in figure.data if trace.mode == "text")
    assert list(named.text) == ["锦江区"]
    assert not figure.layout.showlegend
    marked = {trace.fillcolor for trace in figure.data if trace.fill == "toself"}
    assert marked == {theme.palette("light").panel, theme.palette("light").sequential[1]}


def test_the_map_is_sent_as_pydeck_writes_it_without_the_blanks():
    deck = maps.deck(sites(), **LOOK)
    assert json.loads(deck.to_json()) == json.loads(pdk.Deck.to_json(deck))
    assert "\n" not in deck.to_json()
