"""Projects that are lines or areas: what is read, where it lies, how it is drawn, and what is refused."""

import json
from datetime import date

import polars as pl
import pytest

from paceboard import map_board, map_layers, maps
from paceboard.filters import Filters
from paceboard.ingest import outlines, workbook
from tests.test_maps import LOOK, ROWS

ROAD = "LINESTRING (104.06 30.67, 104.08 30.69)"
PARK = {"type": "Polygon", "coordinates": [[[104.0, 30.6], [104.1, 30.6], [104.1, 30.7], [104.0, 30.6]]]}


def test_wkt_and_geojson_are_taken_as_written():
    assert outlines.outline(ROAD).value == ROAD
    assert outlines.outline(json.dumps(PARK)).value == json.dumps(PARK)
    assert outlines.outline("").value is None


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("from the bridge to the mill", "not_outline"),
        ('{"type": "Polygon"}', "not_outline"),
        ("POINT (104 30)", "outline_kind"),
        ("LINESTRING (30.67 104.06, 30.69 104.08)", "outline_place"),
    ],
)
def test_what_is_no_line_and_no_area_is_told(written, rule):
    found = outlines.outline(written)
    assert found.value is None
    assert (found.finding.severity, found.finding.rule) == ("error", rule)


def test_the_map_uses_cgcs2000_and_what_was_given_stays():
    rows = pl.DataFrame({"outline_given": [ROAD, ROAD, ROAD], "crs": ["CGCS2000", "GCJ02", None]})
    plain, moved, unknown = outlines.fill(rows).iter_rows(named=True)
    assert json.loads(plain["outline"])["coordinates"] == [[104.06, 30.67], [104.08, 30.69]]
    # GCJ-02 stands about 0.0025 degrees east and 0.0024 south of CGCS2000 in Chengdu.
    lon, lat = json.loads(moved["outline"])["coordinates"][0]
    assert (104.06 - lon, 30.67 - lat) == pytest.approx((0.0025, -0.0024), abs=0.0004)
    assert (unknown["outline"], unknown["lon"]) == (None, None)
    assert {row["outline_given"] for row in (plain, moved, unknown)} == {ROAD}


def test_a_geojson_file_gives_its_drawings_beside_its_points():
    features = [
        {"type": "Feature", "properties": {"项目代码": "a"}, "geometry": PARK},
        {
            "type": "Feature",
            "properties": {"项目代码": "b"},
            "geometry": {"type": "Point", "coordinates": [1, 2]},
        },
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    (sheet,) = workbook.read("线面图形.geojson", content).sheets
    assert sheet.rows[0] == ["lon", "lat", "outline", "项目代码"]
    assert json.loads(sheet.rows[1][2]) == PARK
    assert sheet.rows[2][:3] == [1, 2, ""]


def drawn() -> pl.DataFrame:
    """The sites of the map tests, the first a road, the second a park."""
    shapes = (
        json.dumps({"type": "LineString", "coordinates": [[104.06, 30.67], [104.08, 30.69]]}),
        json.dumps(PARK),
    )
    rows = [
        row | {"outline": shape, "attention_place": None}
        for row, shape in zip(ROWS, (*shapes, None, None), strict=True)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def test_all_three_maps_draw_lines_and_areas():
    sites = drawn()
    layers = {part["id"]: part for part in json.loads(maps.deck(sites, **LOOK).to_json())["layers"]}
    assert layers["lines_of_works"]["data"][0]["entity"] == "a"
    assert layers["areas_of_works"]["data"][0]["path"] == PARK["coordinates"][0]
    still = maps.figure(sites, title="", source="", **LOOK).to_dict()["data"]
    assert [t["x"][:2] for t in still if t.get("line", {}).get("width") == 3.5] == [
        [104.06, 104.08],
        [104.0, 104.1],
    ]
    placed = map_layers.located(sites).with_row_index("index").drop("outline")
    sent = map_board.map_outlines.sent(map_board._drawn(placed, sites))
    assert sorted(is_area for _, is_area, _ in sent) == [False, True]


def test_a_drawing_holds_from_its_month_and_is_asked_for_as_known(store):
    def road(month: int) -> str:
        rows = store.ask("sites", Filters(city="chengdu", month=date(2019, month, 1)))
        lines = rows.filter(pl.col("outline").str.contains("LineString")).sort(
            "total_investment", descending=True
        )
        return lines["outline"][0]

    # The largest road of the demo is drawn anew, one bend longer, in May.
    before, after = (json.loads(road(month))["coordinates"] for month in (4, 5))
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
