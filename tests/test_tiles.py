"""Tiles stand about where their units lie, say the figures of the page, and are shapes on a slide."""

import io
import itertools
import zipfile
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from lxml import etree

from paceboard import exports, kpis, map_layers, maps, profiles, text, tile_grid
from paceboard.filters import Filters, parse_month
from paceboard.map_tile_places import EVERYWHERE, cells
from tests.visitor import CITIES, figures, visit

ZH, EN = text.words("zh"), text.words("en")
CHENGDU = profiles.get("chengdu")
LOOK = {"profile": CHENGDU, "words": ZH, "mode": "light", "title": "一句话。", "source": "口径"}
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def kpi(key: str, share: float | None, **more: object) -> dict:
    """A row of query kpis; time stands at seven twelfths."""
    time = None if share is None else 7 / 12
    gap = None if share is None else share - 7 / 12
    told = {"key": key, "completion_share": share, "time_share": time, "pace_gap": gap}
    return told | {"units_expected": 1, "units_reported": 1} | more


# 70 % is 11.67 points ahead of 58.33 %, 50 % is 8.33 behind; Wuhou has handed in nothing, Jinniu has no plan.
ROWS = pl.DataFrame(
    [
        kpi("jinjiang", 0.7),
        kpi("qingyang", 0.5),
        kpi("wuhou", 0.6, units_reported=0),
        kpi("jinniu", None),
        kpi("city", 0.9),
    ]
)
PLACES = pl.DataFrame(
    [(id_, 104.0 + i / 10, 30.6) for i, id_ in enumerate((*ROWS["key"], "gaoxin"))],
    schema=["unit_id", "lon", "lat"],
    orient="row",
)


def drawn(**look: object):
    shade = maps.tile_shade(ROWS, measure=kpis.measures()["pace_gap"])
    return maps.tiles(ROWS, PLACES, shade=shade, **(LOOK | look))


def tiles(figure) -> dict[str, dict]:
    return {tile["unit"]: tile for tile in figure.layout.meta["tiles"]}


# places


def test_no_two_tiles_share_a_cell_and_the_sum_of_the_ways_is_least():
    costs = [[4.0, 1.0, 3.0, 9.0], [2.0, 0.0, 5.0, 9.0], [3.0, 2.0, 2.0, 9.0]]
    found = tile_grid.cheapest(costs)
    least = min(sum(costs[i][j] for i, j in enumerate(p)) for p in itertools.permutations(range(4), 3))
    assert sum(costs[i][j] for i, j in enumerate(found)) == least
    assert len(set(found)) == 3


def test_four_corners_stay_the_four_corners():
    points = {"nw": (0.0, 1.0), "ne": (1.0, 1.0), "sw": (0.0, 0.0), "se": (1.0, 0.0)}
    found = tile_grid.placed(points, {}, most_columns=9)
    assert found["nw"][0] < found["ne"][0]
    assert found["nw"][1] < found["sw"][1]
    assert found["se"] == (found["ne"][0], found["sw"][1])


def test_a_cell_that_is_given_is_kept_and_the_others_stay_clear_of_it():
    points = {"a": (0.0, 1.0), "b": (1.0, 1.0), "c": (0.0, 0.0), "d": (1.0, 0.0)}
    found = tile_grid.placed(points, {"d": (0, 0)}, most_columns=9)
    assert found["d"] == (0, 0)
    assert len(set(found.values())) == 4


def points_of(store, city: str) -> tuple[dict, dict]:
    """Where each unit of a city lies, and the cell of its tile."""
    profile = profiles.get(city)
    asked = Filters(city, parse_month(CITIES[city]), list_kind=profile.main_list)
    places = store.ask("unit_places", asked)
    centres = {area.unit_id: area.point for area in map_layers.areas(profile, "zh")}
    lie = {
        row["unit_id"]: centres.get(row["unit_id"]) or (row["lon"], row["lat"]) for row in places.to_dicts()
    }
    return lie, cells(places, profile)[0]


@pytest.mark.parametrize("city", CITIES)
def test_east_stays_east_and_north_stays_north_in_every_city(store, city):
    lie, found = points_of(store, city)
    profile = profiles.get(city)
    assert len(set(found.values())) == len(found) == len(lie)
    placed = [id_ for id_ in found if profile.unit(id_).kind not in EVERYWHERE]
    pairs = list(itertools.combinations(placed, 2))
    east = [(lie[a][0] - lie[b][0]) * (found[a][0] - found[b][0]) >= 0 for a, b in pairs]
    north = [(lie[a][1] - lie[b][1]) * (found[b][1] - found[a][1]) >= 0 for a, b in pairs]
    assert sum(east) / len(pairs) > 0.95
    assert sum(north) / len(pairs) > 0.95


def test_units_for_the_whole_city_stand_beneath_and_without_a_boundary_file_projects_give_the_place():
    for profile in (CHENGDU, replace(CHENGDU, boundary=None)):
        found, top = cells(PLACES, profile)
        assert found["city"] == (0, top)
        assert top > max(y for id_, (_, y) in found.items() if id_ != "city")
        assert found["jinjiang"][0] < found["gaoxin"][0] or profile.boundary


def test_the_profile_may_put_a_tile_where_it_wants_it():
    wanted = {"wuhou": (3, 0), "jinjiang": (0, 0)}
    own = [replace(unit, tile=wanted.get(unit.id)) for unit in CHENGDU.units]
    found, _ = cells(PLACES, replace(CHENGDU, units=tuple(own)))
    assert {id_: found[id_] for id_ in wanted} == wanted
    assert len(set(found.values())) == len(found)


# words


def test_a_tile_says_name_value_and_state():
    found = tiles(drawn())
    said = {id_: (tile["name"], tile["value"], tile["state"]) for id_, tile in found.items()}
    assert said["jinjiang"] == ("锦江区", "+11.67", "▲ 超序时")
    assert said["qingyang"] == ("青羊区", "−8.33", "▼ 欠序时")
    assert said["wuhou"] == ("武侯区", "+1.67", "✖ 未报送")
    assert said["jinniu"] == ("金牛区", "—", "○ 没有年度计划")
    assert said["gaoxin"] == ("成都高新区", "—", "")
    assert found["jinjiang"]["fill"] != found["qingyang"]["fill"]


def test_the_sentence_counts_who_is_ahead_and_who_behind():
    said = maps.tile_title(ROWS, month=date(2019, 7, 1), profile=CHENGDU, words=ZH)
    assert said == "2019年7月，成都市5个责任单位中，3个超序时、1个欠序时。"


def test_no_border_is_drawn_and_the_picture_says_that_it_is_schematic():
    figure = drawn()
    assert {shape.type for shape in figure.layout.shapes} == {"rect"}
    assert ZH("tiles.schematic") in [note.text for note in figure.layout.annotations]


# slides


def shapes(data: bytes) -> dict[str, list[str]]:
    """The named shapes of the one slide with their paragraphs."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if "/media/" in name]
        slide = etree.fromstring(package.read("ppt/slides/slide1.xml"))
    return {
        shape.find(f".//{P}cNvPr").get("name"): [
            "".join(t.text or "" for t in paragraph.iter(f"{A}t")) for paragraph in shape.iter(f"{A}p")
        ]
        for shape in slide.iter(f"{P}sp")
    }


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_tiles_are_rectangles_with_text_on_a_slide(words):
    figure = drawn(words=words)
    found = shapes(exports.pptx(figure, ROWS, words=words, profile=CHENGDU))
    for tile in figure.layout.meta["tiles"]:
        said = "  ".join(" ".join(found[tile["name"]]).split())
        wanted = " ".join(part for part in (tile["name"], tile["value"], tile["state"]) if part)
        assert "  ".join(wanted.split()) == said


def test_the_page_keeps_the_choice_in_its_address(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "sites", city="qianan", month="2022-07", map="tiles", lang="zh")
    made = figures(app)["tiles"]["layout"]["meta"]["tiles"]
    assert len(made) == 32
    assert {tile["value"] for tile in made if tile["name"] == "上射雁庄镇"} == {"−26.13"}
