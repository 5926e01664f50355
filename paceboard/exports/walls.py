"""A wall of tiles as a native table: the words, colours and order of the figure's grid."""

import plotly.graph_objects as go
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Emu, Pt

from paceboard import theme
from paceboard.exports.ink import Box, rgb, say
from paceboard.theme import Palette

MOST, LEAST = 12, 8  # points
LINES = 2.6  # lines of text that a row has room for
NAMES = 1.4  # how wide the column of names is beside one of tiles
SIDE = Pt(4)


def fits(figure: go.Figure, box: Box) -> bool:
    """Say whether the figure is a wall whose rows are legible in the box."""
    grid = figure.layout.meta.get("grid")
    return bool(grid) and box.height / (len(grid["names"]) + 1) >= LEAST * LINES * Pt(1)


def draw(slide: Slide, figure: go.Figure, box: Box) -> None:
    """Draw the grid of the figure: heads, names of the rows, and each tile in its fill and ink."""
    grid, colours = figure.layout.meta["grid"], theme.palette(figure.layout.meta["mode"])
    names, columns = grid["names"], grid["columns"]
    table = slide.shapes.add_table(len(names) + 1, len(columns) + 1, *box).table
    tile = box.width / (len(columns) + NAMES)
    for x, column in enumerate(table.columns):
        column.width = Emu(int(tile * (NAMES if x == 0 else 1)))
    height = box.height // (len(names) + 1)
    size = int(max(LEAST, min(MOST, height / Pt(1) / LINES)))
    for row in table.rows:
        row.height = Emu(height)
    heads = [("", *_head(colours)), *((head, *_head(colours)) for head in columns)]
    rows = [
        [(name, colours.background, colours.text), *cells]
        for name, cells in zip(names, grid["cells"], strict=True)
    ]
    for y, row in enumerate([heads, *rows]):
        for x, (text, fill, ink) in enumerate(row):
            _cell(table.cell(y, x), text, fill, ink, size=size, colours=colours, is_name=x == 0)


def _head(colours: Palette) -> tuple[str, str]:
    return colours.panel, colours.text


def _cell(
    cell: object, text: str, fill: str, ink: str, *, size: int, colours: Palette, is_name: bool
) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(fill, colours)
    say(cell.text_frame, text, size, ink, colours)
    cell.margin_left = cell.margin_right = SIDE
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    if not is_name:
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
