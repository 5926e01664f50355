"""A basket survives its link, keeps its order, and harms nobody whose link is broken."""

import base64
import json
import zlib

import pytest

from paceboard import baskets
from paceboard.baskets import BadLink, Basket

CURVE = baskets.item(
    "curve",
    "curve-years",
    {"city": ["chengdu"], "month": ["2019-08"], "units": ["jinjiang", "wuhou"], "lang": ["zh"]},
)
LEAGUE = baskets.item("league", "league", {"city": ["suqian"], "month": ["2022-07"]})
FULL = Basket((CURVE, LEAGUE), "给市委的汇报 100%")


def packed(content: object) -> str:
    raw = zlib.compress(json.dumps(content).encode())
    return baskets.VERSION + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def test_a_basket_comes_back_from_its_link():
    assert baskets.read(baskets.link(FULL)) == FULL


def test_a_link_is_compact_and_speaks_no_language():
    text = baskets.link(Basket((CURVE,) * 1))
    assert len(text) < 200
    assert text.isascii()
    assert set(CURVE.query()) == {"city", "month", "units"}


def test_an_empty_basket_adds_nothing_to_the_address():
    assert baskets.link(Basket()) == ""
    assert baskets.read("") == Basket()


def test_the_same_chart_lies_in_the_basket_once():
    assert FULL.put(baskets.item("league", "league", LEAGUE.query() | {"lang": ["en"]})) == FULL
    other_month = baskets.item("league", "league", {"city": ["suqian"], "month": ["2022-08"]})
    assert len(FULL.put(other_month).items) == 3


def test_items_move_and_leave():
    assert FULL.moved(0, by=1).items == (LEAGUE, CURVE)
    assert FULL.moved(0, by=-1) == FULL
    assert FULL.without(0).items == (LEAGUE,)


def test_items_that_follow_the_latest_month_name_none():
    latest = FULL.latest()
    assert [item.is_latest for item in latest.items] == [True, True]
    assert not any("month" in item.query() for item in latest.items)
    assert latest.latest() == latest
    assert baskets.read(baskets.link(latest)) == latest


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9abc", "deck.other_version"),
        (baskets.link(FULL)[:-9], "deck.broken_link"),
        ("1!!!", "deck.broken_link"),
        (packed({"title": "x"}), "deck.broken_link"),
        (packed(["", [["../etc", "league", "", "", 0]]]), "deck.broken_link"),
        (packed(["", [["league", "<script>", "", "", 0]]]), "deck.broken_link"),
        (packed(["", [["league"]]]), "deck.broken_link"),
        (packed(["", ["x" * 900_000]]), "deck.broken_link"),
    ],
)
def test_a_link_that_cannot_be_read_says_why(text: str, why: str):
    with pytest.raises(BadLink, match=why):
        baskets.read(text)


def test_a_basket_holds_so_many_and_no_more():
    many = Basket()
    for month in range(1, 60):
        many = many.put(baskets.item("league", "league", {"month": [str(month)]}))
    assert len(many.items) == baskets.MOST_ITEMS
