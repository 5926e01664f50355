"""Sites as GeoJSON: what other people's maps read, and nothing that CSV would withhold."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from paceboard import downloads, exports, profiles, text

CITY = profiles.get("chengdu")
ZH = text.words("zh")
# Drawn clockwise, as many programs do; RFC 7946 wants outer rings the other way round.
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[104.0, 30.0], [104.0, 30.1], [104.1, 30.1], [104.1, 30.0], [104.0, 30.0]]],
}
ROAD = {"type": "LineString", "coordinates": [[104.06, 30.67], [104.08, 30.69]]}
ROWS = pl.DataFrame(
    {
        "project_name": ["点", "路", "园", "无"],
        "leader": ["甲", "乙", "丙", "丁"],
        "crs": ["GCJ02", None, None, None],
        "lon": [104.01, 104.07, 104.05, None],
        "lat": [30.51, 30.68, 30.05, None],
        "outline": [None, json.dumps(ROAD), json.dumps(SQUARE), None],
        "total_investment": [Decimal("1234.50"), None, Decimal("1.00"), Decimal("2.00")],
        "plan_start_date": [date(2019, 3, 1), None, None, None],
    }
)


def made(rows: pl.DataFrame = ROWS, city: profiles.Profile = CITY) -> dict:
    return json.loads(
        exports.geojson(rows, words=ZH, profile=city, source="口径", title="题").decode("utf-8")
    )


def test_each_row_is_a_feature_with_its_point_line_or_area():
    features = made()["features"]
    assert [f["type"] for f in features] == ["Feature"] * 4
    point, road, square, nowhere = (f["geometry"] for f in features)
    assert point == {"type": "Point", "coordinates": [104.01, 30.51]}
    assert road == ROAD
    assert square["coordinates"][0][:2] == [[104.0, 30.0], [104.1, 30.0]]  # anticlockwise now
    assert nowhere is None


def test_values_are_those_of_the_store_and_headings_stand_beside_them():
    said = made()
    assert said["features"][0]["properties"] == {
        "project_name": "点",
        "leader": "甲",
        "crs": "GCJ02",
        "total_investment": 1234.5,
        "plan_start_date": "2019-03-01",
    }
    assert said["columns"]["total_investment"] == "总投资（万元）"
    assert (said["title"], said["scope"], said["money_unit"]) == ("题", "口径", "万元")
    assert "crs" not in said  # RFC 7946 took it out: everything is WGS84


@pytest.mark.parametrize("sample", [True, False])
def test_datum_owner_of_the_map_and_sample_data_are_said(sample):
    note = made(city=replace(CITY, sample=sample))["note"]
    assert "WGS84" in note
    assert CITY.map_mark.zh in note
    assert (ZH("source.sample") in note) is sample


def test_names_of_persons_leave_only_where_the_page_shows_them():
    said = {"figure": None, "title": "", "source": "", "words": ZH, "profile": CITY}
    hidden = json.loads(downloads.makers(ROWS, **said)["geojson"]())
    shown = json.loads(downloads.makers(ROWS, **said, columns=["leader"])["geojson"]())
    assert "leader" not in hidden["features"][0]["properties"]
    assert shown["features"][0]["properties"]["leader"] == "甲"
    assert "geojson" not in downloads.makers(ROWS.drop("lon"), **said)


def test_other_files_say_line_or_area_where_a_map_draws_it():
    lines = exports.csv(ROWS, words=ZH, profile=CITY).decode("utf-8-sig").splitlines()
    assert "线面图形" in lines[0]
    assert [line.split(",")[5] for line in lines[1:]] == ["", "线", "面", ""]
