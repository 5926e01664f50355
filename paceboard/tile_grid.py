"""Places in a grid for tiles that stand for districts: each as near to where it lies as the others allow."""

import math
from collections.abc import Mapping, Sequence
from functools import cache

Point = tuple[float, float]
Cell = tuple[int, int]

SPARE = 1.2  # cells per tile: a few stay empty, so that the outline of the city shows
WIDE = (1.2, 2.0)  # columns per row at least and at most: tiles lie, like the slides they stand on
FLATTER = 1.3


def placed(points: Mapping[str, Point], fixed: Mapping[str, Cell], *, most_columns: int) -> dict[str, Cell]:
    """Return the (column, row) of each id, from the north-west corner, no two in one cell.

    points: (longitude, latitude) of each id; fixed: cells that are given; the others keep clear of them.
    """
    return dict(_placed(tuple(sorted(points.items())), tuple(sorted(fixed.items())), most_columns))


@cache
def _placed(
    points: tuple[tuple[str, Point], ...], fixed: tuple[tuple[str, Cell], ...], most_columns: int
) -> tuple[tuple[str, Cell], ...]:
    given = dict(fixed)
    free = [(id_, point) for id_, point in points if id_ not in given]
    columns, rows = _size([point for _, point in points], most_columns)
    columns = max([columns, *(x + 1 for x, _ in given.values())])
    rows = max([rows, *(y + 1 for _, y in given.values())])
    taken = set(given.values())
    cells = [(x, y) for y in range(rows) for x in range(columns) if (x, y) not in taken]
    wishes = _wishes([point for _, point in points], columns, rows)
    wished = {id_: wish for (id_, _), wish in zip(points, wishes, strict=True)}
    costs = [[_apart(wished[id_], cell) for cell in cells] for id_, _ in free]
    found = {id_: cells[place] for (id_, _), place in zip(free, cheapest(costs), strict=True)}
    return tuple(_trimmed(given | found).items())


def _size(points: Sequence[Point], most_columns: int) -> Cell:
    """Return how many columns and rows suit the outline of the points."""
    if not points:
        return 1, 1
    lons, lats = [x for x, _ in points], [y for _, y in points]
    east = (max(lons) - min(lons)) * math.cos(math.radians(sum(lats) / len(lats)))
    ratio = east / ((max(lats) - min(lats)) or 1.0) * FLATTER
    ratio = min(max(ratio, WIDE[0]), WIDE[1])
    needed = math.ceil(len(points) * SPARE)
    rows = max(round(math.sqrt(needed / ratio)), 1)
    columns = min(math.ceil(needed / rows), most_columns)
    return columns, max(rows, math.ceil(needed / columns))


def _wishes(points: Sequence[Point], columns: int, rows: int) -> list[Point]:
    """Return where each point would stand in the grid: half by distance, half by order.

    Districts crowd in the middle of a city: by distance alone they would all ask for the same cell.
    """
    across = _even([x for x, _ in points], columns - 1)
    down = _even([-y for _, y in points], rows - 1)
    return list(zip(across, down, strict=True))


def _even(values: Sequence[float], length: float) -> list[float]:
    low, high = min(values, default=0.0), max(values, default=0.0)
    order = sorted(values)
    last = max(len(values) - 1, 1)
    middle = {value: (order.index(value) + len(order) - 1 - order[::-1].index(value)) / 2 for value in order}
    span = (high - low) or 1.0
    return [((value - low) / span + middle[value] / last) / 2 * length for value in values]


def _apart(wish: Point, cell: Cell) -> float:
    return (wish[0] - cell[0]) ** 2 + (wish[1] - cell[1]) ** 2


def _trimmed(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Return the cells without empty columns on the left and empty rows on top."""
    left, top = min((x for x, _ in cells.values()), default=0), min((y for _, y in cells.values()), default=0)
    return {id_: (x - left, y - top) for id_, (x, y) in cells.items()}


def cheapest(costs: Sequence[Sequence[float]]) -> list[int]:
    """Return the place of each line, no place twice, that together cost least (the Hungarian method).

    costs: what each place costs each line; at least as many places as lines.
    """
    places = len(costs[0]) if costs else 0
    line_prices, place_prices = [0.0] * (len(costs) + 1), [0.0] * (places + 1)
    owner = [0] * (places + 1)  # lines and places count from 1; 0 is nobody
    for line in range(1, len(costs) + 1):
        owner[0] = line
        _settle(costs, owner, line_prices, place_prices)
    found = [0] * len(costs)
    for place in range(1, places + 1):
        if owner[place]:
            found[owner[place] - 1] = place - 1
    return found


def _settle(
    costs: Sequence[Sequence[float]], owner: list[int], lines: list[float], places: list[float]
) -> None:
    """Give the line that waits at place 0 a place, moving others along the cheapest chain."""
    slack, before = [math.inf] * len(places), [0] * len(places)
    seen, here = [False] * len(places), 0
    while owner[here]:
        seen[here] = True
        line = owner[here]
        open_ = [place for place in range(1, len(places)) if not seen[place]]
        for place in open_:
            price = costs[line - 1][place - 1] - lines[line] - places[place]
            if price < slack[place]:
                slack[place], before[place] = price, here
        there = min(open_, key=slack.__getitem__)
        step = slack[there]
        for place in range(len(places)):
            if seen[place]:
                lines[owner[place]] += step
                places[place] -= step
            else:
                slack[place] -= step
        here = there
    while here:
        owner[here] = owner[before[here]]
        here = before[here]
