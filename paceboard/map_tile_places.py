"""Where the tile of each unit stands: where its profile says, else about where it lies, else beneath."""

from collections.abc import Mapping, Sequence

import polars as pl

from paceboard import canvas, map_layers, tile_grid
from paceboard.profiles import Profile

# These answer for projects all over the city: their tiles stand beneath the others.
EVERYWHERE = ("city", "bureau")
GAP = 0.45  # rows between the tiles with a place and those without
WIDTH = 720  # pixels that all tiles have at least
NAME_SIZE, PADDING = 13, 16  # pixels of the letters of a name at least, and around it
MOST_COLUMNS = 9


def cells(places: pl.DataFrame, profile: Profile) -> tuple[dict[str, tuple[float, float]], float | None]:
    """Return the (column, row) of the tile of each unit, and the row at which those without a place begin.

    places: query unit_places. A unit stands where its profile puts it (tile), else as its polygon lies, else
    as its projects do.
    """
    known = {row["unit_id"]: row for row in places.iter_rows(named=True) if profile.unit(row["unit_id"])}
    centres = {area.unit_id: area.point for area in map_layers.areas(profile, "zh")}
    points, fixed, rest = {}, {}, []
    for id_, row in known.items():
        unit = profile.unit(id_)
        if unit.tile:
            fixed[id_] = unit.tile
        if unit.kind in EVERYWHERE or (row["lon"] is None and id_ not in centres):
            rest += [] if unit.tile else [id_]
        else:
            points[id_] = centres.get(id_) or (row["lon"], row["lat"])
    found = tile_grid.placed(points, fixed, most_columns=_most_columns(profile, known))
    return _beneath(found, sorted(rest, key=[unit.id for unit in profile.units].index))


def _most_columns(profile: Profile, known: Mapping[str, object]) -> int:
    """Return how many columns leave room for the longest word of a name, in either language."""
    names = [word for id_ in known for word in (profile.unit(id_).zh, *profile.unit(id_).en.split())]
    widest = max((canvas.width_of(word, NAME_SIZE) for word in names), default=1)
    return max(min(WIDTH // (min(widest, WIDTH // 4) + PADDING), MOST_COLUMNS), 1)


def _beneath(
    found: dict[str, tuple[int, int]], rest: Sequence[str]
) -> tuple[dict[str, tuple[float, float]], float | None]:
    if not rest:
        return found, None
    columns = max((x for x, _ in found.values()), default=4) + 1
    top = max((y + 1 + GAP for _, y in found.values()), default=0)
    return found | {id_: (i % columns, top + i // columns) for i, id_ in enumerate(rest)}, top
