"""A wall of tiles or a heat map as native tables: the words, colours and order of the figure's grid."""

import re
from dataclasses import dataclass
from math import ceil

import plotly.graph_objects as go
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Emu, Pt

from paceboard import theme
from paceboard.exports.ink import Box, rgb, say, wide
from paceboard.theme import Palette

MOST, LEAST = 14, 10  # points
READ = 12  # points: the least that is read from the back of a room
MOST_SLIDES = 8
LINE, PADDING = (
    1.47,
    1.5,
)  # height of a line in sizes of its letters; points around the words of a row
MOST_LINES = 3
MOST_SPARE = 1.5
MOST_PANES = 3  # tables side by side
BETWEEN = Pt(12)
SIDE = Pt(4)
MARGIN = 2 * SIDE / Pt(1)
TINY = 0.01  # what is lost in reckoning with fractions
ROOM = 0.97  # of the width of a cell: programs break lines a little earlier than measured
PARTED = " · "  # parts of a cell: each stands on a line of its own where they do not fit one
SHORT = 8  # letters of a name that is never broken
WORDS = re.compile("[!-~]+")  # what is never broken: figures and Latin words


@dataclass(frozen=True)
class Plan:
    """How a grid is set: tables side by side, size of letters, points of each column (the names' first).

    spare: how much taller than its words each row may be.
    """

    panes: int
    size: int
    widths: list[float]
    spare: float


def parts(figure: go.Figure, box: Box) -> list[tuple[int, int]]:
    """Return the rows (first, one after the last) of each of the slides that a figure's grid takes.

    One entry where it fits the box; none where it is no grid, or not even a few rows are legible.
    """
    cells = figure.layout.meta.get("grid")
    count = len(cells["names"]) if cells else 0
    for least in (READ, LEAST):
        for slides in range(1, min(MOST_SLIDES, count) + 1):
            most = ceil(count / slides)
            ends = [(first, min(first + most, count)) for first in range(0, count, most)]
            if all(plan(_rows(cells, *end), box, least) for end in ends):
                return ends
    return []


def _rows(cells: dict, first: int, last: int) -> dict:
    return {key: value if key == "columns" else value[first:last] for key, value in cells.items()}


def fits(figure: go.Figure, box: Box, rows: tuple[int, int] | None) -> bool:
    """Say whether the figure is a grid whose words (those of the rows) are legible in the box."""
    cells = figure.layout.meta.get("grid")
    return bool(cells) and plan(_rows(cells, *(rows or (0, None))), box) is not None


def plan(grid: dict, box: Box, least: int = LEAST) -> Plan | None:
    """Return the setting with the largest letters at which every word fits; None where they are too small."""
    for size in range(MOST, least - 1, -1):
        for panes in range(1, MOST_PANES + 1):
            found = _set(grid, box, panes, size)
            if found:
                return found
    return None


def _set(grid: dict, box: Box, panes: int, size: int) -> Plan | None:
    lines = [["", *grid["columns"]]]
    lines += [
        [name, *(text for text, *_ in cells)]
        for name, cells in zip(grid["names"], grid["cells"], strict=True)
    ]
    width = (box.width - BETWEEN * (panes - 1)) / panes / Pt(1)
    widths = _widths(lines, width, size)
    if sum(widths) > width + TINY:
        return None
    # Side by side, lines are not broken: narrow cells of three lines are harder to read than a second slide.
    heights = [_height(line, widths, size, MOST_LINES if panes == 1 else 1) for line in lines]
    if None in heights:
        return None
    count = ceil((len(heights) - 1) / panes)
    tallest = max(sum(heights[1 + i : 1 + i + count]) for i in range(0, len(heights) - 1, count))
    spare = box.height / Pt(1) / (heights[0] + tallest)
    return Plan(panes, size, widths, min(spare, MOST_SPARE)) if spare >= 1 else None


def _widths(lines: list[list[str]], width: float, size: int) -> list[float]:
    """Return the points of each column: what its words take and a fair part of the rest, or a fair cut.

    No column is cut below its longest word.
    """
    columns = list(zip(*lines, strict=True))
    needed = [max(wide(text, size) for text in column) / ROOM + MARGIN for column in columns]
    if sum(needed) <= width:
        return [one + (width - sum(needed)) / len(needed) for one in needed]
    least = [max(_longest(text, size) for text in column) / ROOM + MARGIN for column in columns]
    over = sum(needed) - sum(least)
    part = max(width - sum(least), 0) / over if over else 0
    return [low + (most - low) * part for low, most in zip(least, needed, strict=True)]


def _longest(text: str, size: int) -> float:
    """Return the points of the longest part of a text that is never broken: words, short names, parts."""
    if PARTED in text or len(text) <= SHORT:
        return max(wide(part, size) for part in text.split(PARTED))
    return max((wide(word, size) for word in WORDS.findall(text)), default=size * 2.0)


def _broken(text: str, room: float, size: int) -> int:
    """Return how many lines a text takes: one, or one for each of its parts where it is too wide."""
    if wide(text, size) <= room:
        return 1
    return text.count(PARTED) + 1 if PARTED in text else ceil(wide(text, size) / room)


def _height(texts: list[str], widths: list[float], size: int, most: int = MOST_LINES) -> float | None:
    """Return the points that a row takes, None where a word does not fit its cell."""
    lines = 1
    for text, width in zip(texts, widths, strict=True):
        room = (width - MARGIN) * ROOM + TINY
        if _longest(text, size) > room:
            return None
        lines = max(lines, _broken(text, room, size))
    return lines * size * LINE + PADDING if lines <= most else None


def draw(slide: Slide, figure: go.Figure, box: Box, rows: tuple[int, int] | None) -> None:
    """Draw the rows of the figure's grid: heads, names of the rows, and each tile in its fill and ink."""
    meta = figure.layout.meta
    grid(slide, _rows(meta["grid"], *(rows or (0, None))), box, mode=meta["mode"])


def grid(slide: Slide, cells: dict, box: Box, *, mode: str) -> None:
    """Draw a grid (columns, names, cells of text, fill and ink) as tables side by side."""
    found = plan(cells, box)
    count = ceil(len(cells["names"]) / found.panes)
    width = (box.width - BETWEEN * (found.panes - 1)) // found.panes
    for i in range(found.panes):
        part = _rows(cells, i * count, (i + 1) * count)
        if part["names"]:
            place = Box(box.x + i * (width + BETWEEN), box.y, width, box.height)
            _table(slide, part, place, found, theme.palette(mode))


def _table(slide: Slide, cells: dict, box: Box, found: Plan, colours: Palette) -> None:
    names, columns = cells["names"], cells["columns"]
    table = slide.shapes.add_table(len(names) + 1, len(columns) + 1, *box).table
    for column, width in zip(table.columns, found.widths, strict=True):
        column.width = Emu(int(width * Pt(1)))
    heads = [("", colours.panel, colours.text), *((head, colours.panel, colours.text) for head in columns)]
    rows = [
        [(name, colours.background, colours.text), *line]
        for name, line in zip(names, cells["cells"], strict=True)
    ]
    for y, row in enumerate([heads, *rows]):
        height = _height([text for text, *_ in row], found.widths, found.size)
        table.rows[y].height = Emu(int(height * found.spare * Pt(1)))
        for x, (text, fill, ink) in enumerate(row):
            room = (found.widths[x] - MARGIN) * ROOM + TINY
            said = text if _broken(text, room, found.size) == 1 else text.replace(PARTED, f"{PARTED}\v")
            _cell(table.cell(y, x), said, fill, ink, size=found.size, colours=colours, is_name=x == 0)


def _cell(
    cell: object, text: str, fill: str, ink: str, *, size: int, colours: Palette, is_name: bool
) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(fill, colours)
    say(cell.text_frame, text, size, ink, colours)
    cell.margin_left = cell.margin_right = SIDE
    cell.margin_top = cell.margin_bottom = Pt(PADDING / 2)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    if not is_name:
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
