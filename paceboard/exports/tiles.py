"""Tiles as native rectangles: the words, colours and places of the figure's own, each free to be edited."""

import math

import plotly.graph_objects as go
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from paceboard import theme
from paceboard.exports.ink import Box, rgb, run, say, wide
from paceboard.theme import Palette

POINT = 12700
LINE, MARGIN = 1.22, 5  # height of a line in sizes of its letters; points to the left and right of words
NAMES = (16, 15, 14, 13, 12, 11, 10, 9, 8)  # points, the largest that fits
VALUE, STATE = 1.3, 0.86  # sizes of value and state, in names
KEY = Inches(0.56)
GAP = 0.04  # of a tile


def draw(slide: Slide, figure: go.Figure, box: Box) -> None:
    """Draw key, tiles and, above those that have no place, what they are."""
    meta = figure.layout.meta
    colours = theme.palette(meta["mode"])
    _key(slide, meta, box, colours)
    inside = Box(box.x, box.y + KEY, box.width, box.height - KEY)
    width, height = inside.width / meta["columns"], inside.height / meta["rows"]
    room = (width * (1 - GAP) / POINT - 2 * MARGIN, height * (1 - 2 * GAP) / POINT - 4)
    size, is_flat = max((_size(meta["tiles"], *room, is_flat=flat), flat) for flat in (False, True))
    for tile in meta["tiles"]:
        x, y = inside.x + int(tile["x"] * width), inside.y + int(tile["y"] * height)
        place = Box(x, y, int(width * (1 - GAP)), int(height * (1 - 2 * GAP)))
        _tile(slide, tile, place, _lines(tile, size, is_flat=is_flat), colours)
    if meta["strip"] is not None:
        top = inside.y + int(meta["strip"] * height) - Inches(0.24)
        frame = slide.shapes.add_textbox(box.x, top, box.width, Inches(0.22)).text_frame
        say(frame, meta["strip_said"], 11, colours.muted, colours)


def _key(slide: Slide, meta: dict, box: Box, colours: Palette) -> None:
    """Write the scale of colours, and that the places are schematic."""
    frame = slide.shapes.add_textbox(box.x, box.y, box.width, KEY).text_frame
    say(frame, meta["said"], 11, colours.muted, colours)
    if meta["key"]:
        line = frame.add_paragraph()
        for text, colour in meta["key"]:
            run(line, text, 12, colour, colours)


def _lines(tile: dict, size: int, *, is_flat: bool) -> list[list[tuple[str, int, bool]]]:
    """Return the lines of a tile as (text, points, is bold) parts; is_flat: value and state on one line."""
    value, state = (tile["value"], round(size * VALUE), True), (tile["state"], round(size * STATE), False)
    if is_flat and tile["value"] and tile["state"]:
        value = (tile["value"] + "  ", size, True)
    below = [[value, state]] if is_flat else [[value], [state]]
    lines = [[(tile["name"], size, False)], *below]
    return [line for parts in lines if (line := [part for part in parts if part[0]])]


def _size(tiles: list[dict], room: float, tall: float, *, is_flat: bool) -> int:
    """Return the size of names, in points, at which the words of every tile fit."""

    def fits(size: int) -> bool:
        return all(_fits(_lines(tile, size, is_flat=is_flat), room, tall) for tile in tiles)

    return next((size for size in NAMES if fits(size)), 0 if is_flat else NAMES[-1])


def _fits(lines: list[list[tuple[str, int, bool]]], room: float, tall: float) -> bool:
    (name, size, _), *_ = lines[0]
    broken = max(math.ceil(wide(name, size) / room), 1)
    if max(wide(word, size) for word in name.split()) > room * (broken if " " not in name else 1):
        return False
    widest = max((sum(wide(text, points) for text, points, _ in line) for line in lines[1:]), default=0)
    used = broken * size + sum(max(points for _, points, _ in line) for line in lines[1:])
    return used * LINE <= tall and widest <= room


def _tile(
    slide: Slide, tile: dict, box: Box, lines: list[list[tuple[str, int, bool]]], colours: Palette
) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box)
    shape.name = tile["name"]
    # The style of the theme would bring a shadow of its own.
    shape._element.remove(shape._element.find(qn("p:style")))
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(tile["fill"], colours)
    shape.line.color.rgb, shape.line.width = rgb(tile["edge"], colours), Pt(0.75)
    if not tile["is_here"]:
        shape.line.dash_style = MSO_LINE.ROUND_DOT
    frame = shape.text_frame
    for parts in lines:
        (text, points, is_bold), *more = parts
        say(frame, text, points, tile["ink"], colours, is_bold=is_bold)
        for text, points, is_bold in more:
            run(frame.paragraphs[-1], text, points, tile["ink"], colours, is_bold=is_bold)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = Emu(MARGIN * POINT)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.CENTER
