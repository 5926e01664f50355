"""The wall of cards on a slide: a native table with the words, order, fill and ink of the tiles."""

import plotly.graph_objects as go
from pptx import Presentation
from pptx.util import Inches

from paceboard.exports import walls
from paceboard.exports.ink import Box

PLACE = Box(0, 0, Inches(12), Inches(6))


def wall(rows: int) -> go.Figure:
    cells = [[("● 绿牌 95.0%", "#0b7f63", "#ffffff"), ("", "#ffffff", "#555555")] for _ in range(rows)]
    grid = {"columns": ["总评", "开工"], "names": [f"第{n}区" for n in range(rows)], "cells": cells}
    return go.Figure(layout={"meta": {"kind": "picture", "mode": "light", "grid": grid}})


def test_tiles_become_cells_with_their_words_fill_and_ink():
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    walls.draw(slide, wall(2), PLACE)
    table = slide.shapes[0].table
    words = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    assert words == [["", "总评", "开工"], ["第0区", "● 绿牌 95.0%", ""], ["第1区", "● 绿牌 95.0%", ""]]
    tile = table.cell(1, 1)
    assert str(tile.fill.fore_color.rgb) == "0B7F63"
    assert str(tile.text_frame.paragraphs[0].runs[0].font.color.rgb) == "FFFFFF"


def test_a_wall_too_tall_to_read_stays_a_picture():
    """Six inches are 432 points; a row takes at least 20.8: 20 rows with the head."""
    assert walls.fits(wall(19), PLACE)
    assert not walls.fits(wall(20), PLACE)
    assert not walls.fits(go.Figure(layout={"meta": {"kind": "map", "mode": "light"}}), PLACE)
