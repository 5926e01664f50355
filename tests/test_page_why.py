"""The page that explains a rank, through the real app: all five cities, both languages."""

import re
from decimal import Decimal

import pytest

from paceboard import text
from tests.visitor import CITIES, figures, said, table, visit


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city, lang):
    app = visit(demo_home, monkeypatch, "why", city=city, month=CITIES[city], lang=lang, other="city")
    words = text.words(lang)
    assert app.subheader[0].value.replace("\\", "") == words("why.question")
    drawn = figures(app)
    assert drawn["items"]["layout"]["meta"]["source"].startswith(words("source.line", parts=""))
    items, gains = table(app, "points_max"), table(app, "one_more")
    assert len(items) >= 3
    assert not gains.empty


def test_the_items_shown_add_up_to_the_score_in_the_sentence(demo_home, monkeypatch):
    where = {"city": "chengdu", "month": "2019-08", "lang": "zh", "unit": "jinjiang"}
    app = visit(demo_home, monkeypatch, "why", **where)
    points = sum((Decimal(str(p)) for p in table(app, "points_max")["points"]), Decimal(0))
    assert f"得{points:.2f}分" in said(app)
    bars = figures(app)["items"]["data"][1]
    assert sum(bars["x"]) == pytest.approx(float(points))


def test_two_units_are_compared_item_by_item(demo_home, monkeypatch):
    where = {"city": "chengdu", "month": "2019-08", "lang": "zh", "unit": "wuhou", "other": "jinjiang"}
    app = visit(demo_home, monkeypatch, "why", **where)
    other, own = figures(app)["pairs"]["data"][:2]
    assert (own["name"], other["name"]) == ("武侯区", "锦江区")
    assert "领先主要来自：" in said(app)
    assert not re.search(r"\d\.\d{3}", said(app)), "points have two decimals by this scheme"


def test_the_best_unit_has_nobody_above_and_the_last_nobody_below(demo_home, monkeypatch):
    where = {"city": "suqian", "month": "2022-07", "lang": "zh"}
    assert "距上一名" not in said(visit(demo_home, monkeypatch, "why", **where))


def test_filters_that_fit_nothing_end_in_a_sentence(demo_home, monkeypatch):
    where = {"city": "chengdu", "month": "2019-08", "lang": "zh", "search": "没有这个项目"}
    app = visit(demo_home, monkeypatch, "why", **where)
    assert text.words("zh")("league.no_units") in said(app)
