"""Where the names of districts stand, so that none lies on another at the scale of the whole map."""

from collections.abc import Sequence
from dataclasses import dataclass

from paceboard.map_layers import Area, Extent

TILE = 512  # pixels of the whole earth at zoom 0, as web maps count
LETTER, SIGN, HIGH = 7.6, 13.5, 18.0  # pixels: a Latin letter, a Chinese character, a line
DOWN = (0, -18, 18, -34, 34, -50, 50)
RIGHT = (0, 30, -30, 56, -56)
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Name:
    """A district and by how many pixels its name stands right of and below its point."""

    area: Area
    right: int
    down: int

    def moved(self, frame: Extent) -> tuple[float, float]:
        """Return longitude and latitude of the name on a map that is not enlarged."""
        scale = pixels(frame)
        lon, lat = self.area.point
        return lon + self.right / scale, lat - self.down / scale / frame.stretch


def pixels(frame: Extent) -> float:
    """Return how many pixels a degree to the east has where the whole map is on screen."""
    return TILE * 2**frame.zoom / 360


def names(found: Sequence[Area], frame: Extent) -> list[Name]:
    """Return where each name stands: as near its point as is free; on its point where nothing is."""
    scale, taken = pixels(frame), []
    placed = []
    for area in found:
        x, y = area.point[0] * scale, -area.point[1] * scale * frame.stretch
        wide = sum(SIGN if ord(sign) > 0x2E00 else LETTER for sign in area.name)
        tries = sorted(((r, d) for d in DOWN for r in RIGHT), key=lambda at: abs(at[0]) + abs(at[1]))
        boxes = {at: (x + at[0] - wide / 2, y + at[1] - HIGH / 2, wide, HIGH) for at in tries}
        free = next(
            (at for at, box in boxes.items() if not any(_meet(box, other) for other in taken)), (0, 0)
        )
        taken.append(boxes[free])
        placed.append(Name(area, *free))
    return placed


def _meet(one: Box, other: Box) -> bool:
    (x, y, w, h), (u, v, wide, high) = one, other
    return x < u + wide and u < x + w and y < v + high and v < y + h
