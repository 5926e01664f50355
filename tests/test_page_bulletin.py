"""The page of the public notice, through the real app: all five cities, both languages."""

import pytest

from paceboard import text
from tests.visitor import CITIES, said, visit

WORDS = text.words("zh")


def preview(app) -> str:
    return app.get("iframe")[0].proto.srcdoc


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city, lang):
    app = visit(demo_home, monkeypatch, "bulletin", city=city, month=CITIES[city], lang=lang)
    words = text.words(lang)
    assert app.subheader[0].value.replace("\\", "") == words("bulletin.question")
    for section in ("overall", "starts", "finishes", "problems", "cards", "units"):
        assert words(f"bulletin.head_{section}") in preview(app)
    offered = {button.label for button in app.button}
    assert {words("bulletin.take_docx"), words("bulletin.take_html")} <= offered


def test_the_preview_holds_the_published_figures(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "bulletin", city="chengdu", month="2019-09", lang="zh")
    for figure in (
        "1,105个",
        "35,834.65亿元",
        "4,606.99亿元",
        "3,568.05亿元",
        "77.45%",
        "69.81%",
        "437.76亿元",
    ):
        assert figure in preview(app)


def test_what_narrows_other_pages_does_not_narrow_the_notice(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "bulletin", city="chengdu", month="2019-09", lang="zh", units="wuhou")
    assert WORDS("bulletin.narrowed") in said(app)
    assert "1,105个" in preview(app)


def test_new_york_without_a_plan_gets_a_sentence(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "bulletin", city="newyork", month="2019-08", lang="zh")
    assert not app.exception
