"""What lies over the still map: flags of what needs attention, and the scale bar."""

import math

import polars as pl

from paceboard import canvas, theme
from paceboard.map_layers import Extent, Scene

FLAG_WIDTH, FLAG_HEIGHT = 24, 18
# Where a flag may fly, in pixels from its site: the first place that no other flag takes.
PLACES = ((0, -34), (26, -28), (-26, -28), (0, -56), (48, -22), (-48, -22), (48, -48), (-48, -48))
PLACES += ((0, -78), (70, -34), (-70, -34), (30, 26), (-30, 26), (0, -100))
KM_PER_DEGREE = 111.32


def flags(placed: pl.DataFrame, scene: Scene, shown: Extent) -> list[dict]:
    """Return the flags as notes with their places as numbers; rows without a place have none."""
    if "attention_place" not in placed.columns:
        return []
    colours, taken = theme.palette(scene.mode), []
    flagged = placed.filter(pl.col("attention_place").is_not_null()).sort("attention_place")
    return [
        _flag(row, _free(row, shown, taken), theme.hue("red", scene.mode), colours.background)
        for row in flagged.iter_rows(named=True)
    ]


def _free(row: dict, shown: Extent, taken: list[tuple[float, float]]) -> tuple[int, int]:
    size = 256 * 2**shown.zoom * 2 / 360
    x, y = (row["lon"] - shown.west) * size, (shown.north - row["lat"]) * size * shown.stretch

    def is_free(right: int, down: int) -> bool:
        at = x + right, y + down
        return all(abs(at[0] - a) >= FLAG_WIDTH or abs(at[1] - b) >= FLAG_HEIGHT for a, b in taken)

    right, down = next((place for place in PLACES if is_free(*place)), PLACES[0])
    taken.append((x + right, y + down))
    return right, down


def _flag(row: dict, place: tuple[int, int], colour: str, ink: str) -> dict:
    return {
        "text": f"<b>{row['attention_place']}</b>",
        "x": row["lon"],
        "y": row["lat"],
        "ax": place[0],
        "ay": place[1],
        "xref": "x",
        "yref": "y",
        "showarrow": True,
        "arrowhead": 6,
        "arrowsize": 0.7,
        "arrowwidth": 1.6,
        "arrowcolor": colour,
        "bgcolor": colour,
        "bordercolor": ink,
        "borderpad": 2,
        "font": {"size": canvas.NOTE_SIZE, "color": ink},
        "name": "flag",
    }


def ruler(scene: Scene, shown: Extent) -> tuple[dict, dict]:
    """Return the scale bar as a line of a round number of kilometres, and the note that names it."""
    east = KM_PER_DEGREE * math.cos(math.radians(shown.south))
    most = (shown.east - shown.west) * east * 0.2
    power = 10 ** math.floor(math.log10(most))
    long = next(step * power for step in (5, 2, 1) if step * power <= most)
    colour = theme.palette(scene.mode).muted
    right, up = shown.east, (shown.north - shown.south) * 0.012
    left = right - long / east
    line = {
        "type": "scatter",
        "x": [left, left, right, right],
        "y": [shown.south + up, shown.south, shown.south, shown.south + up],
        "mode": "lines",
        "line": {"width": 1.6, "color": colour},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    place = {"x": (left + right) / 2, "y": shown.south, "xref": "x", "yref": "y", "yanchor": "bottom"}
    font = {"size": canvas.NOTE_SIZE, "color": colour}
    return line, canvas.note(f"{long:g} km", font=font, name="scale", yshift=3, **place)
