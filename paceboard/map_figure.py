"""The map of project sites as SVG: needs no WebGL, and is the picture that downloads and slides use."""

from collections.abc import Iterator

import plotly.graph_objects as go
import polars as pl

from paceboard import (
    canvas,
    figures,
    map_columns,
    map_flags,
    map_layers,
    map_names,
    map_outlines,
    theme,
    units,
)
from paceboard.canvas import Look, safe
from paceboard.map_layers import Area, Extent, Scene, Shade
from paceboard.map_markers import is_hollow

KEY_WIDTH, KEY_SIZE = 190, 13  # pixels beside the map for both keys, and of their letters
SINGLE = 16.0  # pixels of a marker that stands alone


def figure(
    sites: pl.DataFrame,
    *,
    shade: Shade | None = None,
    columns: pl.DataFrame | None = None,
    name: str = "sites",
    **look: object,
) -> go.Figure:
    """Return the map of sites, one row per project (columns of queries/sites.sql).

    columns: rows of queries/site_columns.sql, of one month; they stand in place of the sites. look is what
    canvas.Look holds: profile, words, mode, title, source. One site alone needs no legend, and only its own
    district is named and marked.
    """
    frame = Look(**look)  # type: ignore[arg-type]
    scene = Scene(frame.profile, frame.words, frame.mode, shade)
    found, placed = scene.areas(), map_layers.located(sites)
    is_single = sites.height == 1
    placed = placed.with_columns(size=pl.lit(SINGLE)) if is_single else placed
    home = set(sites["division_id"]) if is_single else {area.unit_id for area in found}
    named = [area for area in found if area.unit_id in home]
    traces = [_area(area, scene, is_home=is_single and area in named) for area in found]
    shown = map_layers.extent(found, placed)
    signs = _states(placed, scene) if columns is None else map_columns.drawn(columns, scene, shown)
    line, length = map_flags.ruler(scene, shown)
    traces += [*map_outlines.traces(placed, scene), *signs, _name(named, scene, shown), line]
    traces += [_bar(scene)] if shade else []
    flags = [] if is_single else map_flags.flags(placed, scene, shown)
    keyed = {"showlegend": not is_single, "right": canvas.EDGE if is_single else KEY_WIDTH}
    keyed["legend"] = _legend(frame.words("sites.states") if columns is None else "")
    return _figure(traces, frame, shown, name=name, notes=[*flags, length, _mark(scene)], **keyed)


def _figure(traces: list[dict], frame: Look, shown: Extent, **rest: object) -> go.Figure:
    plain = {"left": canvas.EDGE, "axis": 6, "top": 10, "dragmode": "pan", "hovermode": "closest"}
    return figures.figure(traces, canvas.layout(frame, kind="map", **plain, **_axes(shown), **rest))


def _axes(extent: Extent) -> dict[str, dict]:
    """Return axes on which a kilometre is as long to the north as to the east, around the whole extent.

    The plot gives way, not the ranges: these would grow with each change of the window.
    """
    pad_x, pad_y = (extent.east - extent.west) * 0.02 + 0.005, (extent.north - extent.south) * 0.02 + 0.005
    return {
        "xaxis": {
            "visible": False,
            "range": [extent.west - pad_x, extent.east + pad_x],
            "constrain": "domain",
        },
        "yaxis": {
            "visible": False,
            "range": [extent.south - pad_y, extent.north + pad_y],
            "constrain": "domain",
            "scaleanchor": "x",
            "scaleratio": extent.stretch,
        },
    }


def _legend(title: str) -> dict:
    place = {"x": 1, "xanchor": "left", "y": 0.94, "yanchor": "top"}
    return {
        "title": {"text": title, "font": {"size": KEY_SIZE}},
        "font": {"size": KEY_SIZE},
        "itemsizing": "constant",
        **place,
    }


def _area(area: Area, scene: Scene, *, is_home: bool = False) -> dict:
    colours = theme.palette(scene.mode)
    points = [point for ring in area.rings for point in (*ring, (None, None))]
    head, body = scene.area_card(area)
    return {
        "type": "scatter",
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "mode": "lines",
        "fill": "toself",
        "fillcolor": colours.sequential[1] if is_home else scene.fill(area),
        "line": {"color": theme.rgba(colours.muted, 0.55), "width": 1},
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": _card(head, body),
        "name": safe(area.name),
        "showlegend": False,
    }


def _states(placed: pl.DataFrame, scene: Scene) -> Iterator[dict]:
    for look in theme.states(scene.mode).values():
        rows = placed.filter(pl.col("pace_state") == look.id)
        if rows.is_empty():
            continue
        word = scene.words(f"state.{look.id}")
        yield {
            "type": "scatter",
            "x": rows["lon"].to_list(),
            "y": rows["lat"].to_list(),
            "mode": "markers",
            "marker": _marker(look, rows, scene.mode),
            "hovertext": [_card(*scene.card(row)) for row in rows.iter_rows(named=True)],
            "hoverinfo": "text",
            "name": scene.words("sites.state_count", state=word, count=units.count(rows.height)),
            "showlegend": True,
        }


def _marker(look: theme.State, rows: pl.DataFrame, mode: str) -> dict:
    edge = {"color": theme.palette(mode).background, "width": 0.8}
    if is_hollow(look.symbol):
        edge = {"color": look.colour, "width": 2}
    return {
        "symbol": look.symbol,
        "size": rows["size"].to_list(),
        "color": look.colour,
        "opacity": 0.92,
        "line": edge,
    }


def _card(head: str, body: str) -> str:
    return f"<b>{safe(head)}</b><br>" + safe(body).replace("\n", "<br>")


def _name(found: list[Area], scene: Scene, shown: Extent) -> dict:
    points = [name.moved(shown) for name in map_names.names(found, shown)]
    colours = theme.palette(scene.mode)
    halo = ", ".join([f"0 0 2px {colours.background}"] * 4)
    return {
        "type": "scatter",
        "x": [lon for lon, _ in points],
        "y": [lat for _, lat in points],
        "mode": "text",
        "text": [safe(area.name) for area in found],
        "textfont": {"size": 13, "color": colours.text, "shadow": halo},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _bar(scene: Scene) -> dict:
    """Return the key to the districts' colours, in steps, with the measure's own numbers at the ends."""
    shade = scene.shade
    steps, (low, high) = shade.steps(scene.mode), shade.ends
    edges = [(i / len(steps), (i + 1) / len(steps)) for i in range(len(steps))]
    colours = [[place, colour] for edge, colour in zip(edges, steps, strict=True) for place in edge]
    ticks = [low, 0.0, high] if shade.is_signed else [low, high]
    title = canvas.wrapped(shade.measure.label(scene.words.lang), KEY_WIDTH - canvas.EDGE, KEY_SIZE)
    bar = {
        "title": {"text": "<br>".join(map(safe, title)), "side": "top", "font": {"size": KEY_SIZE}},
        "tickvals": ticks,
        "ticktext": [scene.figure(value) for value in ticks],
        "len": 0.34,
        "y": 0,
        "yanchor": "bottom",
        "x": 1,
        "xanchor": "left",
        "thickness": 14,
        "outlinewidth": 0,
        "ticks": "",
    }
    marker = {"color": [low], "colorscale": colours, "cmin": low, "cmax": high, "colorbar": bar}
    return {
        "type": "scatter",
        "x": [None],
        "y": [None],
        "mode": "markers",
        "marker": marker | {"showscale": True},
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _mark(scene: Scene) -> dict:
    font = {"size": canvas.NOTE_SIZE, "color": theme.palette(scene.mode).muted}
    text = safe(scene.profile.map_mark.label(scene.words.lang))
    return canvas.note(text, x=0, y=0, xanchor="left", yanchor="bottom", font=font, name="mark")
