"""Projects that are no points: the lines and areas of roads, rivers and parks, for all three maps."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl
import pydeck as pdk

from paceboard import canvas, theme
from paceboard.map_layers import Point, Scene

WIDTH = 3.5  # pixels of a line
PALE = 0.28  # of the fill of an area: districts and sites show through


@dataclass(frozen=True)
class Outline:
    """One project drawn as lines or areas: its row of queries/sites.sql and its paths, in degrees."""

    row: Mapping
    paths: tuple[tuple[Point, ...], ...]
    is_area: bool


def outlines(placed: pl.DataFrame) -> Iterator[Outline]:
    """Return the outlines among the sites placed; rows without column outline have none."""
    if "outline" not in placed.columns:
        return
    for row in placed.filter(pl.col("outline").is_not_null()).iter_rows(named=True):
        drawn = json.loads(row["outline"])
        kind, found = drawn["type"], drawn["coordinates"]
        parts = found if kind.startswith("Multi") else [found]
        is_area = kind.endswith("Polygon")
        rings = [ring for part in parts for ring in part] if is_area else parts
        yield Outline(row, tuple(tuple((x, y) for x, y, *_ in ring) for ring in rings), is_area)


def traces(placed: pl.DataFrame, scene: Scene) -> Iterator[dict]:
    """Return the outlines as traces of the still map."""
    looks = theme.states(scene.mode)
    for one in outlines(placed):
        colour = looks[one.row["pace_state"]].colour
        points = [point for path in one.paths for point in (*path, (None, None))]
        head, body = scene.card(one.row)
        filled = {"fill": "toself", "fillcolor": theme.rgba(colour, PALE), "hoveron": "fills"}
        yield {
            "type": "scatter",
            "x": [x for x, _ in points],
            "y": [y for _, y in points],
            "mode": "lines",
            "line": {"color": colour, "width": WIDTH},
            "hoverinfo": "text",
            "text": f"<b>{canvas.safe(head)}</b><br>" + canvas.safe(body).replace("\n", "<br>"),
            "showlegend": False,
            **(filled if one.is_area else {}),
        }


def layers(placed: pl.DataFrame, scene: Scene) -> list[pdk.Layer]:
    """Return the outlines as layers of the map that moves: areas, then lines; what is clicked has entity."""
    found = list(outlines(placed))
    looks = theme.states(scene.mode)
    rows: dict[bool, list[dict]] = {True: [], False: []}
    for one in found:
        head, body = scene.card(one.row)
        said = {"entity": one.row["entity"], "head": head, "body": body}
        colour = looks[one.row["pace_state"]].colour
        hues = {"colour": theme.rgb(colour), "fill": theme.rgb(colour, round(255 * PALE))}
        rows[one.is_area] += [{**said, **hues, "path": path} for path in one.paths]
    pixels = pdk.types.String("pixels")
    area = {"get_polygon": "path", "get_fill_color": "fill", "get_line_color": "colour", "get_line_width": 2}
    line = {"get_path": "path", "get_color": "colour", "get_width": WIDTH, "width_units": pixels}
    return [
        pdk.Layer(kind, id=name, data=data, pickable=True, auto_highlight=True, **look)
        for kind, name, data, look in (
            ("PolygonLayer", "areas_of_works", rows[True], area | {"line_width_units": pixels}),
            ("PathLayer", "lines_of_works", rows[False], line | {"cap_rounded": True, "joint_rounded": True}),
        )
        if data
    ]


def sent(placed: pl.DataFrame) -> list[list]:
    """Return the outlines as the war room takes them: place of the site, is it an area, paths."""
    return [[one.row["index"], one.is_area, one.paths] for one in outlines(placed)]
