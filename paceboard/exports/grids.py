"""Tables on slides: native, as wide as their place, as many rows as it has room for."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from paceboard import canvas, theme, units
from paceboard.exports import printed as words_of
from paceboard.exports.ink import Box, rgb, say, wide
from paceboard.exports.leaves import Table
from paceboard.exports.printed import Printed
from paceboard.profiles import Profile
from paceboard.text import Words
from paceboard.theme import Palette

SIZE = 12  # points: the least that is read from the back of a room
LINE = Inches(0.245)
PADDING = Inches(0.075)
HEADING, COUNT = Inches(0.34), Inches(0.28)
POINT = 12700
SIDE = 12  # points of margin in a cell, left and right together
MOST_LINES = 3
MOST_ROWS = 40  # more than a slide has room for: what lies beyond is counted, not measured
BOLD = 1.06
LATIN = 1.2  # bold Latin words where our font is missing: a heading's word is never broken
WORDS = 50  # points: what a column of words takes at least beside numbers
NARROWEST = 78  # points: what a column takes at least, on the average


class Fitted(NamedTuple):
    """A text cut to its cell, and how many lines it takes there."""

    text: str
    lines: int


class Grid:
    """A table measured for its place: texts in lines, widths of columns and heights of rows."""

    def __init__(self, table: Table, width: int, *, profile: Profile, words: Words) -> None:
        """Measure the table for a width in EMU."""
        self.table, self.words, self.width = table, words, width
        most = max(2, int(width / POINT / NARROWEST))
        first = table if table.is_whole else replace(table, rows=table.rows.head(MOST_ROWS))
        self.lines = None if table.is_whole else MOST_LINES
        found = words_of.printed(first, profile=profile, words=words, most=most)
        self.widths = table.widths or _widths(found, width / POINT)
        self.is_number = found.is_number
        self.head = self._lines(found.head)
        self.rows = [self._lines(row) for row in found.body]

    def _lines(self, texts: Sequence[str]) -> list[Fitted]:
        return [
            _fitted(text, width - SIDE, self.lines) for text, width in zip(texts, self.widths, strict=True)
        ]

    def needs(self) -> int:
        """Return the height that all rows take, with heading."""
        return self.tall(len(self.rows))

    def tall(self, shown: int) -> int:
        """Return the height that so many rows take, with heading and the line that counts the others."""
        if not self.rows:
            return self._top() + HEADING
        count = COUNT if shown < self.table.rows.height and not self.table.heading else 0
        return self._top() + sum(_height(row) for row in [self.head, *self.rows[:shown]]) + count

    def pages(self, height: int) -> list[tuple[int, int]]:
        """Return the rows (first, one after the last) that fit on each slide of a height, all of them."""
        ends, first, used = [], 0, 0
        room = height - self._top() - _height(self.head)
        for i, row in enumerate(self.rows):
            if used + _height(row) > room and i > first:
                ends.append((first, i))
                first, used = i, 0
            used += _height(row)
        return [*ends, (first, len(self.rows))]

    def _top(self) -> int:
        return HEADING if self.table.heading else 0

    def fitting(self, height: int) -> int:
        """Return how many rows have room in a height."""
        counts = range(len(self.rows), 1, -1)
        return next((count for count in counts if self.tall(count) <= height), 1)

    def heading(self, shown: int) -> str:
        """Return what stands above the table: its heading, with how many rows of how many are shown."""
        total = self.table.rows.height
        if shown >= total:
            return self.table.heading
        said = {"heading": self.table.heading, "shown": units.count(shown), "total": units.count(total)}
        return self.words("export.first_rows", **said)

    def more(self, shown: int) -> str:
        """Return what stands beneath a table without heading: how many rows were left out, else ""."""
        left_out = self.table.rows.height - shown
        if self.table.heading or left_out <= 0:
            return ""
        return self.words("export.rows_left_out", count=units.count(left_out))

    def draw(self, slide: Slide, box: Box, *, mode: str = "light") -> None:
        """Draw heading, as many rows as there is room for, and how many more there are."""
        colours = theme.palette(mode)
        top = box.y
        shown = self.rows[: self.fitting(box.height)]
        if self.table.heading:
            frame = slide.shapes.add_textbox(box.x, top, box.width, HEADING).text_frame
            say(frame, self.heading(len(shown)), 14, colours.text, colours, is_bold=True)
            top += HEADING
        if not self.rows:
            frame = slide.shapes.add_textbox(box.x, top, box.width, HEADING).text_frame
            say(frame, self.table.none, SIZE, colours.muted, colours)
            return
        height = sum(_height(row) for row in [self.head, *shown])
        self._native(slide, shown, Box(box.x, top, box.width, height), colours)
        more = self.more(len(shown))
        if more:
            frame = slide.shapes.add_textbox(box.x, top + height, box.width, COUNT).text_frame
            frame.vertical_anchor = MSO_ANCHOR.BOTTOM
            say(frame, more, 11, colours.muted, colours)

    def _native(self, slide: Slide, shown: list[list[Fitted]], box: Box, colours: Palette) -> None:
        shape = slide.shapes.add_table(len(shown) + 1, len(self.head), *box)
        table = shape.table
        for column, width in zip(table.columns, self.widths, strict=True):
            column.width = Emu(int(width * POINT))
        for y, row in enumerate([self.head, *shown]):
            table.rows[y].height = Emu(_height(row))
            for x, fitted in enumerate(row):
                self._cell(table.cell(y, x), fitted.text, y, x, colours)

    def _cell(self, cell: object, text: str, y: int, x: int, colours: Palette) -> None:
        fill = colours.actual if y == 0 else (colours.panel if y % 2 == 0 else colours.background)
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(fill, colours)
        cell.margin_top = cell.margin_bottom = PADDING // 2
        colour = colours.background if y == 0 else colours.text
        say(cell.text_frame, text, SIZE, colour, colours, is_bold=y == 0)
        cell.margin_left = cell.margin_right = Pt(SIDE / 2)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        if self.is_number[x]:
            cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _height(row: Sequence[Fitted]) -> int:
    return LINE * max(fitted.lines for fitted in row) + PADDING


def _fitted(text: str, width: float, most: int | None) -> Fitted:
    """Return a text in at most so many lines of a width in points, the rest cut; None for all there are."""
    whole, width = " ".join(text.split()), max(width, 2 * SIZE)
    lines = canvas.wrapped(whole, int(width * canvas.width_of(whole, SIZE) / max(wide(whole, SIZE), 1)), SIZE)
    if most is None or len(lines) <= most:
        return Fitted(whole, len(lines))
    return Fitted(canvas.shortened(whole, int(width * (most - 0.3)), SIZE), most)


def _widths(found: Printed, width: float) -> list[float]:
    """Return the widths of columns in points: numbers as wide as they need, words share what is left."""
    # A heading takes one line where there is room for it, else two; a number never takes two.
    needed = next((n for lines in (1, 2) if sum(n := _needed(found, lines)) <= width), _needed(found, 2))
    if sum(needed) <= width:
        return [one * width / sum(needed) for one in needed]
    fixed = sum(one for one, is_fixed in zip(needed, found.is_fixed, strict=True) if is_fixed)
    if not all(found.is_fixed) and width - fixed >= WORDS * found.is_fixed.count(False):
        wordy = [one for one, is_fixed in zip(needed, found.is_fixed, strict=True) if not is_fixed]
        shares = iter(_fair(wordy, width - fixed))
        return [
            one if is_fixed else next(shares) for one, is_fixed in zip(needed, found.is_fixed, strict=True)
        ]
    least = _least(found)
    if sum(least) >= width:
        return [one * width / sum(least) for one in least]
    part = (width - sum(least)) / (sum(needed) - sum(least))
    return [low + (most - low) * part for low, most in zip(least, needed, strict=True)]


def _least(found: Printed) -> list[float]:
    """Return the points below which a column breaks words of its heading, or figures."""
    least = []
    for head, is_fixed, *body in zip(found.head, found.is_fixed, *found.body, strict=True):
        texts = [wide(text, SIZE) for text in body] if is_fixed else [WORDS - SIDE]
        words = [_word(word) for word in head.split()]
        least.append(max([*texts, *words, 2 * SIZE]) + SIDE)
    return least


def _fair(needs: Sequence[float], free: float) -> list[float]:
    """Return what each gets of a width: what it needs where that is no more than its part, else its part."""
    found = [0.0] * len(needs)
    waiting = sorted(range(len(needs)), key=needs.__getitem__)
    for place, i in enumerate(waiting):
        found[i] = min(needs[i], free / (len(waiting) - place))
        free -= found[i]
    return found


def _needed(found: Printed, lines: int) -> list[float]:
    """Return what each column would take in points, with headings of so many lines."""
    needed = []
    for head, *body in zip(found.head, *found.body, strict=True):
        widest = max((wide(text, SIZE) for text in body), default=0)
        heading = wide(head, SIZE) * BOLD
        word = max((_word(part) for part in head.split()), default=0)
        heading = max(word, heading if lines == 1 else min(heading, heading / lines + SIZE))
        needed.append(max(widest, heading, 2 * SIZE) + SIDE)
    return needed


def _word(word: str) -> float:
    """Return the points that a word of a heading takes at least: Chinese may break after four letters."""
    return wide(word, SIZE) * LATIN if word.isascii() else min(wide(word, SIZE) * BOLD, 4 * SIZE)
