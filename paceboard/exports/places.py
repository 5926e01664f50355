"""Where the parts of a leaf stand: columns beside each other, in each the parts beneath each other."""

from collections.abc import Sequence

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

    Cards and sentences take what they need, charts what is left; where tables need more than there is, each
    keeps its fair share.
    """
    needs = [_needs(part, grids.get(i), box.width) for i, part in enumerate(parts)]
    charts = sum(isinstance(part, Chart) for part in parts)
    free = box.height - GAP * max(len(parts) - 1, 0) - charts * LEAST_CHART
    fixed = sum(need for i, need in enumerate(needs) if i not in grids)
    heights = _shared([needs[i] for i in grids], free - fixed)
    for i, height in zip(grids, heights, strict=True):
        needs[i] = height
    if charts:
        left = box.height - GAP * (len(parts) - 1) - sum(needs)
        needs = [left // charts if isinstance(p, Chart) else n for p, n in zip(parts, needs, strict=True)]
    found, y = [], box.y
    for need in needs:
        found.append(Box(box.x, y, box.width, need))
        y += need + GAP
    return found


def _shared(needs: Sequence[int], free: int) -> list[int]:
    """Return what each gets of a height: what it needs while there is enough, else a fair share."""
    found = [0] * len(needs)
    waiting = sorted(range(len(needs)), key=needs.__getitem__)
    for place, i in enumerate(waiting):
        found[i] = min(needs[i], max(free, 0) // (len(waiting) - place))
        free -= found[i]
    return found


def _needs(part: Part, grid: Grid | None, width: int) -> int:
    if grid is not None:
        return grid.needs()
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


def value_size(value: str, width: int) -> int:
    """Return the size in points at which a headline figure takes one line of a card."""
    points = width / POINT - 20
    return next((size for size in (26, 22, 18) if wide(value, size) * 1.08 <= points), 14)
