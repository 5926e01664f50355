"""The page of cards, through the real app: all five cities, both languages, every set of rules."""

import pytest

from paceboard import card_rules, profiles, text
from tests.visitor import CITIES, figures, said, table, visit

WORDS = text.words("zh")
SUQIAN = {"city": "suqian", "month": "2022-07", "lang": "zh"}


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city, lang):
    app = visit(demo_home, monkeypatch, "cards", city=city, month=CITIES[city], lang=lang)
    words = text.words(lang)
    assert app.subheader[0].value == words("cards.question")
    wall = figures(app)["cards"]
    units = {name for name in wall["layout"]["meta"]["grid"]["names"]}
    assert len(units) == len(wall["layout"]["yaxis"]["ticktext"])
    rules = card_rules.get(profiles.get(city).cards)
    assert rules.source.label(lang) in said(app).replace("\\", "")


@pytest.mark.parametrize("rules", list(card_rules.load()))
def test_every_set_of_rules_can_be_tried(demo_home, monkeypatch, rules):
    app = visit(demo_home, monkeypatch, "cards", **SUQIAN, rules=rules)
    assert figures(app)["cards"]["layout"]["meta"]["grid"]["columns"]
    clauses = [clause.zh for clause in card_rules.get(rules).unpublished]
    assert all(clause in said(app).replace("\\", "") for clause in clauses)


def test_every_tile_has_a_shape_and_a_word_beside_its_colour(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "cards", **SUQIAN)
    grid = figures(app)["cards"]["layout"]["meta"]["grid"]
    tiles = [cell for row in grid["cells"] for cell in row]
    assert len(tiles) == 10 * 5
    kinds = {tuple(said.split(" ")[:2]) for said, _, _ in tiles}
    assert kinds == {("●", "绿牌"), ("▲", "黄牌"), ("◆", "红牌")}


def test_the_worst_come_first(demo_home, monkeypatch):
    """Suyu alone holds red; Yanghe's red is excused, and all else of it is green."""
    app = visit(demo_home, monkeypatch, "cards", **SUQIAN)
    names = figures(app)["cards"]["layout"]["meta"]["grid"]["names"]
    assert names[0] == "宿豫区"
    assert names.index("洋河新区") >= 6


def test_a_card_says_how_far_the_next_one_is(demo_home, monkeypatch):
    asked = {"city": "binzhou", "month": "2020-05", "lang": "zh", "unit": "beihai", "rule": "progress"}
    app = visit(demo_home, monkeypatch, "cards", **asked)
    assert "北海经济开发区 · 投资进度：◆ 红牌" in said(app)
    assert "距黄牌：年度投资完成率较序时进度须达到−10个百分点" in said(app)


def test_an_excused_card_shows_its_colour_the_excuse_its_author_and_day(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "cards", **SUQIAN, unit="yanghe", rule="progress")
    assert "洋河新区 · 投资进度：◆ 红牌" in said(app)
    assert "已免责：示例：防汛停工二十天，经市级专班认定（市重大项目办，2022年8月4日）" in said(app)
    app = visit(
        demo_home, monkeypatch, "cards", **SUQIAN, unit="yanghe", rule="progress", known_on="2022-08-03"
    )
    assert "已免责" not in app.caption[-1].value


def test_the_holes_of_the_rules_are_listed_in_words(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "cards", **SUQIAN, rules="yinchuan-2025")
    warned = "\n".join(warning.value for warning in app.warning).replace("\\", "")
    assert "年度投资完成率较序时进度高于−10个百分点、低于0个百分点的，没有规定亮什么牌" in warned
    assert "开工后未入库的月数高于0、不高于1的，没有规定亮什么牌" in warned


def test_a_contradiction_of_the_rules_is_named(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "cards", **SUQIAN, rules="tianjin-2022")
    warned = "\n".join(warning.value for warning in app.warning)
    assert "同时符合几种牌" in warned


def test_the_rows_behind_a_card_are_listed(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "cards", **SUQIAN, unit="yanghe", rule="progress")
    projects = table(app, "shown_pace_state")
    assert set(projects["shown_unit_id"]) == {"洋河新区"}
    app = visit(demo_home, monkeypatch, "cards", **SUQIAN, rules="yinchuan-2025", unit="yanghe", rule="start")
    assert len(table(app, "shown_head")) > 0
    app = visit(demo_home, monkeypatch, "cards", **SUQIAN, unit="yanghe", rule="problems")
    assert len(table(app, "shown_description")) > 0


def test_filters_that_fit_nothing_end_in_a_sentence(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "cards", **SUQIAN, search="没有这个项目")
    assert WORDS("frame.no_projects") in said(app)


def test_cards_that_another_reading_would_change_are_asked_for_when_opened(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "cards", **SUQIAN)
    assert not [f for f in app.dataframe if "shown_other_head" in f.value.columns]
    folded = next(e for e in app.expander if e.label == WORDS("cards.flips"))
    assert folded is not None
