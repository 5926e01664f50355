"""Where the parts of a leaf stand: columns beside each other, in each the parts beneath each other."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pptx.util import Inches

from paceboard import canvas
from paceboard.exports.grids import Grid
from paceboard.exports.ink import Box, wide
from paceboard.exports.leaves import Cards, Chart, Leaf, Lines, Part, Table
from paceboard.profiles import Profile
from paceboard.text import Words

GAP = Inches(0.15)
CARDS = Inches(1.15)
LINE_SIZE = 16
LEAST_TITLE, TITLE_LINE = 16, 1.25  # points of a title; height of its line in letters
UNIT_SIZE = 11  # points of what follows a headline figure
BOLD = 1.08
NUMBER = re.compile(r"[+−-]?\d[\d,.]*%?")
POINT = 12700
LEAST_CHART = Inches(2.2)


def columns(leaf: Leaf, box: Box) -> list[Box]:
    """Return the place of each column of a leaf."""
    count = len(leaf.columns)
    parts = leaf.widths or (1.0,) * count
    free = box.width - GAP * (count - 1)
    found, x = [], box.x
    for part in parts[:count]:
        width = int(free * part / sum(parts[:count]))
        found.append(Box(x, box.y, width, box.height))
        x += width + GAP
    return found


def stacked(parts: Sequence[Part], box: Box, grids: dict[int, Grid]) -> list[Box]:
    """Return the place of each part beneath the one before; grids: the tables among them, measured.

    Cards and sentences take what they need, charts what is left; where tables need more than there is, they
    share it row by row.
    """
    needs = [_needs(part, box.width) for part in parts]
    charts = sum(isinstance(part, Chart) for part in parts)
    free = box.height - GAP * max(len(parts) - 1, 0) - charts * LEAST_CHART - sum(needs)
    for i, height in _shared(grids, free).items():
        needs[i] = height
    if charts:
        left = box.height - GAP * (len(parts) - 1) - sum(needs)
        needs = [left // charts if isinstance(p, Chart) else n for p, n in zip(parts, needs, strict=True)]
    found, y = [], box.y
    for need in needs:
        found.append(Box(box.x, y, box.width, need))
        y += need + GAP
    return found


def _shared(grids: dict[int, Grid], free: int) -> dict[int, int]:
    """Return the height of each table: row by row to the one that shows fewest, while there is room."""
    shown = {i: min(1, len(grid.rows)) for i, grid in grids.items()}
    heights = {i: grid.tall(shown[i]) for i, grid in grids.items()}
    waiting = list(grids)
    while waiting:
        i = min(waiting, key=shown.__getitem__)
        more = grids[i].tall(shown[i] + 1) if shown[i] < len(grids[i].rows) else None
        if more is None or sum(heights.values()) - heights[i] + more > free:
            waiting.remove(i)
            continue
        shown[i], heights[i] = shown[i] + 1, more
    return heights


def _needs(part: Part, width: int) -> int:
    if isinstance(part, Cards):
        return CARDS
    if isinstance(part, Lines):
        return line_height() * len(lines(part, width)) + (line_height() if part.heading else 0)
    return 0


def lines(part: Lines, width: int) -> list[str]:
    """Return the sentences broken into lines of a width in EMU."""
    return [line for text in part.lines for line in canvas.wrapped(text, int(width / POINT) - 4, LINE_SIZE)]


def line_height() -> int:
    """Return the height of a line of a sentence."""
    return int(LINE_SIZE * 1.45 * POINT)


def grids(parts: Sequence[Part], width: int, *, profile: Profile, words: Words) -> dict[int, Grid]:
    """Return the tables among parts, measured for a width in EMU, by their place."""
    return {
        i: Grid(part, width, profile=profile, words=words)
        for i, part in enumerate(parts)
        if isinstance(part, Table)
    }


def pages(leaf: Leaf, box: Box, *, profile: Profile, words: Words) -> list[Leaf]:
    """Return a leaf as one slide, or as several where its only part is a whole table too tall for one."""
    parts = leaf.parts()
    if len(parts) != 1 or not (isinstance(parts[0], Table) and parts[0].is_whole):
        return [leaf]
    table, grid = parts[0], Grid(parts[0], box.width, profile=profile, words=words)
    rows = [table.rows[first:end] for first, end in grid.pages(box.height)]
    return parted(leaf, [replace(table, rows=part, widths=grid.widths) for part in rows], words)


def parted(leaf: Leaf, parts: Sequence[Part], words: Words) -> list[Leaf]:
    """Return a leaf as one slide for each of the parts that its only one was taken apart into."""
    if len(parts) == 1:
        return [replace(leaf, columns=((parts[0],),))]
    said = [
        words("export.part_of", title=leaf.title, part=i + 1, count=len(parts)) for i in range(len(parts))
    ]
    return [replace(leaf, title=title, columns=((part,),)) for title, part in zip(said, parts, strict=True)]


def numbered(leaves: Sequence[Leaf], spread: Callable[[Leaf], list[Leaf]]) -> Iterator[tuple[int, Leaf]]:
    """Yield every slide with its number: that of its leaf; the parts of the last leaf are counted on."""
    for number, leaf in enumerate(leaves, 1):
        for i, part in enumerate(spread(leaf)):
            yield number + (i if number == len(leaves) else 0), part


def under_cards(box: Box) -> Box:
    """Return what is left of a place beneath a row of headline figures."""
    used = CARDS + GAP
    return Box(box.x, box.y + used, box.width, box.height - used)


def beside(count: int, box: Box) -> list[Box]:
    """Return the places of headline figures beside each other."""
    width = (box.width - GAP * (count - 1)) // count
    return [Box(box.x + i * (width + GAP), box.y, width, box.height) for i in range(count)]


def title_size(title: str, room: int) -> int:
    """Return the size in points at which a title takes at most two lines."""
    width = room / POINT
    return next((size for size in (26, 22, 20) if wide(title, size) <= width * 1.75), 17)


def cover_size(title: str, room: int) -> int:
    """Return the size in points at which the title of a cover takes one line, if there is one."""
    return next((size for size in (40, 36, 32, 28) if wide(title, size) * BOLD <= room / POINT), 36)


def fitting(title: str, most: int, box: object) -> int:
    """Return the size in points at which a title fits a place of a city's master, its own at most."""
    width, height = box.width / POINT - 15, box.height / POINT - 8

    def fits(size: int) -> bool:
        return math.ceil(wide(title, size) * BOLD / (width * 0.92)) * size * TITLE_LINE <= height

    return next((size for size in range(most, LEAST_TITLE, -1) if fits(size)), LEAST_TITLE)


def value_parts(value: str) -> tuple[str, str]:
    """Return a headline figure as its number, which stands large, and what follows it."""
    found = NUMBER.match(value)
    return (found[0], value[found.end() :]) if found else (value, "")


def value_size(values: Sequence[str], width: int) -> int:
    """Return the size in points at which each of the headline figures takes one line of its card."""
    points = width / POINT - 20

    def fits(size: int) -> bool:
        parts = map(value_parts, values)
        return all(wide(number, size) * BOLD + wide(rest, UNIT_SIZE) <= points for number, rest in parts)

    return next((size for size in range(22, 14, -1) if fits(size)), 14)
