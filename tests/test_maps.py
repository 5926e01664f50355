"""The map of sites: same places, shapes and words on the moving map and on the still picture."""

import json
import re
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from paceboard import (
    canvas,
    kpis,
    map_columns,
    map_flags,
    map_layers,
    map_markers,
    map_room,
    maps,
    profiles,
    text,
    theme,
)
from paceboard.map_board import Months, pack
from tests.board import stood, unpacked

CHENGDU, QIANAN = profiles.get("chengdu"), profiles.get("qianan")
WORDS = text.words("zh")
AUGUST = date(2019, 8, 1)
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


def board(*rows: dict, marks: str = "clusters", states: tuple = (), shades: dict | None = None) -> dict:
    """What is sent of one month."""
    found = sites(*rows).with_columns(period=pl.lit(AUGUST), attention_place=pl.lit(None, pl.Int64))
    months = Months([date(2019, 7, 1), AUGUST], AUGUST, found, shades or {AUGUST: None})
    scene = map_layers.Scene(CHENGDU, WORDS, "light")
    return unpacked(pack(months, cards=sites(*rows), scene=scene, marks=marks, states=states, title="标题"))


def shade(measure: str = "pace_gap", **values: float) -> maps.Shade:
    return maps.Shade(kpis.measures()[measure], values)


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


def test_both_maps_carry_the_internal_use_and_the_sample_mark():
    assert board()["mark"] == "仅供内部使用 · 示例数据"
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
    assert len({map_markers.icon(state, mode) for state in theme.STATES}) == len(theme.STATES)
    assert {state[1] for state in theme.STATES.values()} <= set(map_markers.PATHS)


def test_a_map_without_any_site_still_shows_the_city():
    figure = maps.figure(sites().clear(), **FIGURE)
    assert len(figure.data) == 22  # 20 districts, their names, the scale bar
    assert canvas.Look(**FIGURE).title == figure.layout.meta["title"]


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


def test_every_site_with_a_position_is_on_the_moving_map_in_its_state():
    order = list(theme.STATES)
    assert {entity: order[state] for entity, state in stood(board()).items()} == {
        "a": "behind",
        "b": "on_pace",
        "c": "overdue_start",
    }


def test_the_moving_map_names_no_address_beyond_itself():
    written = json.dumps(board(), ensure_ascii=False)
    assert "http" not in written


def test_only_the_states_asked_for_are_shown():
    assert list(stood(board(states=("behind",)))) == ["a"]


def test_the_moving_map_keeps_names_as_they_are_written_and_never_as_markup():
    """The browser writes them as text: neither innerHTML nor insertAdjacentHTML stands in its script."""
    assert board()["name"][0] == NASTY
    assert not {"innerHTML", "insertAdjacentHTML", "outerHTML"} & set(re.findall(r"\w+", map_room.JS))


def test_the_moving_map_counts_each_state_in_its_legend():
    counts = dict(zip(theme.STATES, board()["legend"][0], strict=True))
    assert {state: count for state, count in counts.items() if count} == {
        "behind": 1,
        "on_pace": 1,
        "overdue_start": 1,
    }


def test_months_not_loaded_yet_are_on_the_slider_all_the_same():
    head = board()
    assert [month[:2] for month in head["months"]] == [["2019-07", "2019年7月"], ["2019-08", "2019年8月"]]
    assert (head["now"], head["loaded"]) == (1, [1])


def test_the_colours_of_all_months_share_one_scale():
    july, august = shade(jinjiang=-0.4), shade(jinjiang=0.1)
    head = board(shades={date(2019, 7, 1): july, AUGUST: august})
    steps = head["ramp"]["steps"]
    place = [area["name"] for area in head["areas"]].index("锦江区")
    # -0.4 is the far end of the year; 0.1 lies at 5/8 of the way from -0.4 to 0.4.
    assert [fills[place] for fills in head["fills"]] == [steps[0], steps[5]]
    assert (head["ramp"]["low"], head["ramp"]["high"]) == ("−40.00", "+40.00")


def test_rings_of_districts_arrive_in_degrees():
    head = board()
    assert sum(sum(area["rings"]) for area in head["areas"]) * 2 == len(head["rings"])
    assert (min(head["rings"][::2]), max(head["rings"][::2])) == pytest.approx(head["extent"][::2], abs=1e-5)


def test_flags_stand_at_the_sites_that_need_attention():
    rows = [ROW | {"attention_place": 2}, ROW | {"entity": "c", "lon": 104.2, "attention_place": 1}]
    figure = maps.figure(sites(*rows), **FIGURE)
    flags = [note for note in figure.layout.annotations if note.name == "flag"]
    assert [(flag.text, flag.x) for flag in flags] == [("<b>1</b>", 104.2), ("<b>2</b>", 104.11)]


def test_flags_at_one_place_fly_apart():
    rows = sites(*(ROW | {"entity": str(i), "attention_place": i} for i in range(1, 11)))
    scene = map_layers.Scene(CHENGDU, WORDS, "light")
    found = map_flags.flags(map_layers.located(rows), scene, map_layers.Extent(102.9, 30.0, 104.9, 31.5))
    assert len({(flag["ax"], flag["ay"]) for flag in found}) == 10


def test_columns_stand_as_high_as_their_money():
    rows = pl.DataFrame(
        {
            "division_id": ["jinjiang", "wuhou"],
            "lon": [104.1, 104.0],
            "lat": [30.6, 30.5],
            "plan_year": [Decimal("1000.00"), Decimal("500.00")],
            "invested_ytd": [Decimal("250.00"), None],
        }
    )
    shown = map_layers.Extent(103.0, 30.0, 105.0, 31.0)
    plan, done = map_columns.drawn(rows, map_layers.Scene(CHENGDU, WORDS, "light"), shown)
    # The highest takes 24 % of one degree.
    assert plan["y"] == pytest.approx([30.6, 30.84, None, 30.5, 30.62, None], nan_ok=True)
    assert done["y"] == pytest.approx([30.6, 30.66, None, 30.5, 30.5, None], nan_ok=True)


def test_the_scale_bar_is_as_long_as_it_says():
    shown = map_layers.Extent(103.0, 30.0, 105.0, 31.0)
    line, note = map_flags.ruler(map_layers.Scene(CHENGDU, WORDS, "light"), shown)
    # A fifth of 2 degrees at 30° north, 96.4 km each, is 38.6 km: 20 km fit.
    assert note["text"] == "20 km"
    assert line["x"][2] - line["x"][0] == pytest.approx(20 / 96.406, abs=1e-4)
