"""A city's own master is used where layouts and placeholders are named, and missing ones are explained."""

import io
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from pptx import Presentation
from pptx.util import Inches

from paceboard import profiles, text
from paceboard.exports import masters, slides
from paceboard.exports.leaves import Leaf, Lines, Table

CITY = profiles.get("chengdu")
ZH = text.words("zh")
ROWS = pl.DataFrame({"project_name": ["甲", "乙"], "rank": [1, 2]})
LEAVES = [
    Leaf("封面标题", "口径：甲", is_cover=True),
    Leaf("内容标题", "口径：乙", ((Table(ROWS, heading="表"),), (Lines(("一句话",)),)), notes=("备注",)),
]


def own(folder: Path, *, named: bool) -> Path:
    """A master of a city: 4:3, one slide in it, layouts and placeholders named or not."""
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[0])
    cover, content = deck.slide_layouts[0], deck.slide_layouts[1]
    if named:
        cover.name, content.name = "封面", "Paceboard content"
        body = next(p for p in content.placeholders if p.placeholder_format.idx == 1)
        body.name, body.left, body.top, body.width, body.height = "正文 3", *(Inches(x) for x in (1, 2, 7, 4))
        next(p for p in content.placeholders if p.placeholder_format.idx == 10).name = "source 4"
        next(p for p in content.placeholders if p.placeholder_format.idx == 11).name = "mark"
    path = masters.path(CITY, folder)
    path.parent.mkdir()
    deck.save(path)
    return path


def test_without_a_master_there_is_nothing_to_explain(tmp_path):
    assert masters.missing(CITY, ZH, tmp_path) == []
    assert not masters.load(CITY, tmp_path).is_own


def test_named_layouts_and_placeholders_are_used(tmp_path):
    own(tmp_path, named=True)
    assert masters.missing(CITY, ZH, tmp_path) == []
    data = slides.deck(LEAVES, words=ZH, profile=CITY, folder=tmp_path)
    cover, content = Presentation(io.BytesIO(data)).slides
    assert (cover.slide_layout.name, content.slide_layout.name) == ("封面", "Paceboard content")
    assert content.shapes.title.text_frame.text == "内容标题"
    table = next(shape for shape in content.shapes if shape.has_table)
    assert (table.left, table.width < Inches(7)) == (Inches(1), True)
    assert Inches(2) <= table.top < Inches(6)
    assert "口径：乙" in [shape.text_frame.text for shape in content.shapes if shape.has_text_frame]


def test_what_a_master_lacks_is_said_in_words(tmp_path):
    own(tmp_path, named=False)
    said = masters.missing(CITY, ZH, tmp_path)
    assert len(said) == 5
    assert all(sentence.startswith("deck.pptx") for sentence in said)
    assert "“paceboard cover”" in said[0]
    real = masters.missing(replace(CITY, sample=False), ZH, tmp_path)
    assert len(real) == 4


def test_words_of_what_is_missing_name_file_layout_and_remedy(tmp_path):
    own(tmp_path, named=False)
    cover, content, *places = masters.missing(CITY, ZH, tmp_path)
    assert "Title Slide" in cover  # with a subtitle, which takes the source line
    assert "Title Only" in content
    assert all("Title Only" in sentence and "选择窗格" in sentence for sentence in places)


def test_titles_fit_the_place_that_a_foreign_master_keeps_for_them(tmp_path):
    own(tmp_path, named=False)
    long = replace(
        LEAVES[1], title="截至2019年8月完成投资3,568.05亿元，占年度计划4,606.99亿元的77.45%，总体按序时推进。"
    )
    data = slides.deck([LEAVES[0], LEAVES[1], long], words=ZH, profile=CITY, folder=tmp_path)
    cover, *contents = Presentation(io.BytesIO(data)).slides
    assert "口径：甲" in [shape.text_frame.text for shape in cover.placeholders]
    sizes = [slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt for slide in contents]
    assert sizes[0] == 44  # the master's own
    assert 16 <= sizes[1] < 30
    for slide in contents:
        under = slide.shapes.title.top + slide.shapes.title.height
        assert all(shape.top >= under for shape in slide.shapes if shape.has_table)


def test_a_file_that_is_no_master_is_refused_with_a_remedy(tmp_path):
    masters.path(CITY, tmp_path).parent.mkdir()
    masters.path(CITY, tmp_path).write_bytes(b"no zip")
    with pytest.raises(ValueError, match=r"deck\.pptx is no \.pptx file that can be opened; save it again"):
        masters.load(CITY, tmp_path)
