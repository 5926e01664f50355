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
    walls.draw(slide, wall(2), PLACE, None)
    table = slide.shapes[0].table
    words = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    assert words == [["", "总评", "开工"], ["第0区", "● 绿牌 95.0%", ""], ["第1区", "● 绿牌 95.0%", ""]]
    tile = table.cell(1, 1)
    assert str(tile.fill.fore_color.rgb) == "0B7F63"
    assert str(tile.text_frame.paragraphs[0].runs[0].font.color.rgb) == "FFFFFF"


def test_a_wall_too_tall_for_one_slide_runs_on_every_row_once_and_evenly():
    """Three tables side by side hold 60 rows; 90 take two slides of 45, 300 five of 60."""
    assert walls.parts(wall(19), PLACE) == [(0, 19)]
    assert walls.parts(wall(60), PLACE) == [(0, 60)]
    assert walls.parts(wall(90), PLACE) == [(0, 45), (45, 90)]
    assert walls.parts(wall(300), PLACE) == [(at, at + 60) for at in range(0, 300, 60)]


def test_what_is_no_grid_or_cannot_be_read_stays_a_picture():
    assert walls.fits(wall(60), PLACE, None)
    assert not walls.fits(wall(90), PLACE, None)
    assert walls.fits(wall(90), PLACE, (0, 45))
    assert walls.parts(go.Figure(layout={"meta": {"kind": "map", "mode": "light"}}), PLACE) == []
