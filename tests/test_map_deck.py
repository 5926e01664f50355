"""The map of sites that moves by WebGL: what it is sent, and that it asks nobody for anything."""

import json
from decimal import Decimal

import polars as pl
import pydeck as pdk
import pytest

from paceboard import map_cards, maps
from tests.test_maps import AUGUST, LOOK, NASTY, ROW, ROWS, WORDS
from tests.visitor import CITIES, visit

PLACED = [row | {"attention_place": place} for row, place in zip(ROWS, (2, None, 1, 3), strict=True)]
SITES = pl.DataFrame(PLACED, infer_schema_length=None)
COLUMNS = pl.DataFrame(
    [
        {
            "period": AUGUST,
            "division_id": unit,
            "lon": 104.0,
            "lat": 30.6,
            "plan_year": Decimal("40000.00"),
            "invested_ytd": Decimal(done),
        }
        for unit, done in (("jinjiang", "30000.00"), ("wuhou", "15000.00"))
    ]
)


def layer(deck: pdk.Deck, name: str) -> dict:
    return next(part for part in json.loads(deck.to_json())["layers"] if part["id"] == name)


def test_the_deck_asks_nobody_for_a_basemap():
    written = json.loads(maps.deck(SITES, **LOOK).to_json())
    assert written["mapStyle"] == "__MAP_STYLE__"
    assert not written.get("mapProvider")
    assert "http" not in json.dumps(written).replace("http://www.w3.org/2000/svg", "")


def test_every_site_with_a_position_is_on_the_deck_with_the_icon_of_its_state():
    rows = layer(maps.deck(SITES, **LOOK), "sites")["data"]
    assert {row["entity"]: row["icon"] for row in rows} == {
        "a": "behind",
        "b": "on_pace",
        "c": "overdue_start",
    }


def test_sites_that_need_attention_carry_their_place():
    flags = layer(maps.deck(SITES, **LOOK), "flags")["data"]
    assert {flag["text"] for flag in flags} == {"⚑1", "⚑2"}  # the third has no position


def test_columns_rise_with_what_is_invested_and_the_map_tilts_for_them():
    deck = maps.deck(SITES, columns=COLUMNS, **LOOK)
    highs = {row["head"]: row["high"] for row in layer(deck, "columns")["data"]}
    assert highs["锦江区"] == pytest.approx(2 * highs["武侯区"])
    assert WORDS("map.column", done="3.00", plan="4.00", unit="亿元") in {
        row["body"] for row in layer(deck, "columns")["data"]
    }
    assert json.loads(deck.to_json())["initialViewState"]["pitch"] > 0
    assert json.loads(maps.deck(SITES, **LOOK).to_json())["initialViewState"]["pitch"] == 0


def test_the_tooltip_holds_no_data_so_that_the_frontend_escapes_all_of_it():
    deck = maps.deck(pl.DataFrame([ROW | {"attention_place": None}], infer_schema_length=None), **LOOK)
    assert NASTY not in json.dumps(deck._tooltip)


def test_a_name_is_never_run_as_an_expression():
    assert map_cards.shortened("@@=1+1").startswith(" ")


def test_the_deck_is_sent_as_pydeck_writes_it_without_the_blanks():
    deck = maps.deck(SITES, **LOOK)
    assert json.loads(deck.to_json()) == json.loads(pdk.Deck.to_json(deck))
    assert "\n" not in deck.to_json()


def test_the_deck_carries_the_internal_use_and_the_sample_mark():
    label = layer(maps.deck(SITES, **LOOK), "mark")["data"][0]["text"]
    assert label == "仅供内部使用 · 示例数据"


def test_a_map_without_any_site_still_shows_the_city():
    deck = maps.deck(SITES.clear(), **LOOK)
    assert layer(deck, "sites")["data"] == []
    assert layer(deck, "areas")["data"]["features"]


@pytest.mark.parametrize("city", CITIES)
def test_every_city_opens_on_its_deck_with_ten_flags(demo_home, monkeypatch, city):
    app = visit(demo_home, monkeypatch, "sites", city=city, month=CITIES[city], lang="zh")
    layers = {part["id"]: part for part in json.loads(app.get("deck_gl_json_chart")[0].proto.json)["layers"]}
    assert sorted(row["text"] for row in layers["flags"]["data"]) == sorted(f"⚑{n}" for n in range(1, 11))
    assert len(layers["sites"]["data"]) > 100
