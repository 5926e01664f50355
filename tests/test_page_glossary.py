"""The glossary page, through the real app."""

import pytest

from paceboard import text, theme
from tests.small import build_store
from tests.visitor import said, visit


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("glossary"))


def test_figures_and_terms_are_found_by_a_word(home, monkeypatch):
    app = visit(home, monkeypatch, "glossary", city="chengdu", lang="zh")
    assert "应开未开" in said(app)
    app.text_input(key="glossary_word").set_value("授信").run()
    assert "银行承诺的额度" in said(app)
    assert "应开未开" not in said(app)


def test_a_word_that_nothing_holds_is_answered_with_a_sentence(home, monkeypatch):
    app = visit(home, monkeypatch, "glossary", city="chengdu", lang="en")
    app.text_input(key="glossary_word").set_value("qwertz").run()
    assert text.words("en")("glossary.none", text="qwertz") in said(app)


def test_a_city_without_returns_has_a_glossary(home, monkeypatch):
    app = visit(home, monkeypatch, "glossary", city="suqian", lang="zh")
    assert "投资完成率" in said(app)


def test_the_page_shows_how_pages_are_drawn_in_every_mode(home, monkeypatch):
    app = visit(home, monkeypatch, "glossary", city="chengdu", lang="en")
    shown = " ".join(part.proto.body for part in app.get("html"))
    for mode in theme.MODES:
        assert text.words("en")(f"design.mode_{mode}") in shown
        assert all(look.mark in shown and look.colour in shown for look in theme.states(mode).values())
    assert "3,568.05 × 100M CNY" in shown
    assert "77.45%" in shown
