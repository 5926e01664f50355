"""On which side of its point each name of a scatter stands: where it covers least of the others."""

from collections.abc import Sequence

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_LABEL_POSITION

from paceboard.exports.dots import Dots
from paceboard.exports.ink import Box, wide

POINT = 12700
PLOT = 0.85  # of a chart's width and height, about: what axes leave
MARK = 5  # points: half of a mark
LINE = 1.2  # height of a name in its letters
# Each side: where a name's left and upper edge lie, in its widths and heights and in marks from the point.
SIDES = {
    XL_LABEL_POSITION.ABOVE: (-0.5, -1, 0, -1),
    XL_LABEL_POSITION.RIGHT: (0, -0.5, 1, 0),
    XL_LABEL_POSITION.BELOW: (-0.5, 0, 0, 1),
    XL_LABEL_POSITION.LEFT: (-1, -0.5, -1, 0),
}
Place = tuple[float, float, float, float]  # left, top, right, bottom, in points


def sides(listed: Sequence[Dots], chart: Chart, box: Box) -> list[list[XL_LABEL_POSITION]]:
    """Return for each series the side of each of its names; words that stand on their points stay there."""
    ends = [
        _span(chart.category_axis, [x for one in listed for x in one.xs]),
        _span(chart.value_axis, [y for one in listed for y in one.ys]),
    ]
    taken = [_mark(x, y) for one in listed if one.symbol for x, y in _points(one, ends, box)]
    found = []
    for one in listed:
        if not (one.symbol and one.texts):
            found.append([one.position] * len(one.xs))
            continue
        chosen = []
        for (x, y), text in zip(_points(one, ends, box), one.texts, strict=True):
            tried = {side: _label(x, y, text, one.size, side) for side in SIDES}
            side = min(tried, key=lambda side: _covered(tried[side], taken))
            chosen.append(side)
            taken.append(tried[side])
        found.append(chosen)
    return found


def _span(axis: object, values: Sequence[float | None]) -> tuple[float, float]:
    """Return the ends of an axis: its own, else those of what it measures and nought."""
    known = [value for value in values if value is not None] or [0]
    low, high = axis.minimum_scale, axis.maximum_scale
    return min(0, *known) if low is None else low, max(0, *known) if high is None else high


def _points(one: Dots, ends: Sequence[tuple[float, float]], box: Box) -> list[tuple[float, float]]:
    """Return where the points of a series lie, in points of the page; those without a place far outside."""
    sizes = (box.width * PLOT / POINT, -box.height * PLOT / POINT)

    def along(value: float | None, part: int) -> float:
        low, high = ends[part]
        return -9999.0 if value is None else (value - low) / ((high - low) or 1) * sizes[part]

    return [(along(x, 0), along(y, 1)) for x, y in zip(one.xs, one.ys, strict=True)]


def _mark(x: float, y: float) -> Place:
    return x - MARK, y - MARK, x + MARK, y + MARK


def _label(x: float, y: float, text: str, size: int, side: XL_LABEL_POSITION) -> Place:
    right, down, marks_right, marks_down = SIDES[side]
    width, height = wide(text, size), size * LINE
    left, top = x + right * width + marks_right * MARK, y + down * height + marks_down * MARK
    return left, top, left + width, top + height


def _covered(place: Place, taken: Sequence[Place]) -> float:
    """Return how much of what is there already a place would cover."""
    left, top, right, bottom = place
    return sum(
        max(min(right, other[2]) - max(left, other[0]), 0)
        * max(min(bottom, other[3]) - max(top, other[1]), 0)
        for other in taken
    )
