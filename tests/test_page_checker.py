"""The page of the bulletin checker, through the real app: all five cities, both languages."""

import docx
import pytest

from paceboard import text
from tests.test_proof import article
from tests.visitor import CITIES, said, table, visit

WORDS = text.words("zh")


def checked(app, draft: str):
    """Paste a draft and press the button."""
    app.text_area[0].set_value(draft)
    return press(app)


def press(app):
    """Press the button of the form, whatever the page is called in."""
    labels = {text.words(lang)("checker.check") for lang in text.LANGS}
    next(button for button in app.button if button.label in labels).click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_the_page_checks_the_article_of_every_city(demo_home, monkeypatch, city, lang):
    app = visit(demo_home, monkeypatch, "checker", city=city, month=CITIES[city], lang=lang)
    words = text.words(lang)
    assert app.subheader[0].value.replace("\\", "") == words("checker.question")
    assert words("checker.nothing") in said(app).replace("\\", "")
    checked(app, article(city))
    rows = table(app, "draft_verdict")
    wrong = 1 if city == "binzhou" else 0
    assert (rows["draft_verdict"] == words("checker.wrong")).sum() == wrong
    assert (rows["draft_verdict"] == words("checker.right")).sum() >= 7


def test_the_wrong_figure_stands_first_with_the_right_one(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "checker", city="binzhou", month="2020-05", lang="zh")
    first = table(checked(app, article("binzhou")), "draft_verdict").iloc[0]
    assert (first["draft_figure"], first["right_figure"], first["draft_line"]) == ("88.3%以上", "88.3%", 2)
    assert "实际不到" in first["verdict_reason"]


def test_a_bulletin_from_elsewhere_is_held_against_itself(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "checker", city="chengdu", month="2019-08", lang="zh", against="own")
    rows = table(checked(app, "计划新开工270个，已开工129个，开工率47%。"), "draft_verdict")
    assert rows["draft_verdict"].to_list()[0] == WORDS("checker.wrong")
    assert rows["right_figure"].to_list()[0] == "48%"


def test_a_word_file_is_read(demo_home, monkeypatch, tmp_path):
    own = docx.Document()
    own.add_paragraph("开工率47%，计划新开工270个，已开工129个。")
    own.save(tmp_path / "x.docx")
    app = visit(demo_home, monkeypatch, "checker", city="chengdu", month="2019-08", lang="zh", against="own")
    mime = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    app.file_uploader[0].set_value(("x.docx", (tmp_path / "x.docx").read_bytes(), mime))
    press(app)
    assert len(table(app, "draft_verdict")) == 3


def test_a_file_that_cannot_be_read_is_explained(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "checker", city="chengdu", month="2019-08", lang="zh")
    app.file_uploader[0].set_value(("x.docx", b"nothing", "application/octet-stream"))
    press(app)
    assert "读不出文字" in app.error[0].value
