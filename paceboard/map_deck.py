"""The map of project sites to move about in (WebGL), without tiles; `map_figure` is the same map as SVG."""

import json

import polars as pl
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from paceboard import map_cards, map_layers, map_names, map_outlines, memo, theme, units
from paceboard.map_layers import Extent, Point, Scene, Shade
from paceboard.map_markers import atlas
from paceboard.profiles import Profile
from paceboard.text import Words

EQUATOR = 40_075_000  # metres
LENGTHS = tuple(n * 10**power for power in range(2, 6) for n in (1, 2, 5))  # of a scale, metres
COLUMN_HEIGHT, COLUMN_RADIUS, PITCH = 16000, 1400, 50  # metres of the highest column, metres, degrees

# The frontend fills {head} and {body} in and escapes them: names come from other people's workbooks.
TOOLTIP = "<b>{head}</b><div style='white-space:pre-line'>{body}</div>"


class Map(pdk.Deck):
    """A deck written without indentation: a tenth of the time, and far less to send."""

    @memo.kept(32)
    def to_json(self) -> str:
        """Return what pydeck writes, on one line; written once, so a map must not be changed afterwards."""
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))


@memo.kept(16)
def deck(
    sites: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    shade: Shade | None = None,
    columns: pl.DataFrame | None = None,
) -> pdk.Deck:
    """Return the map that moves, one row of sites per project (columns of queries/sites.sql).

    Layers: areas (hover), columns where given (rows of queries/site_columns.sql: money of this year), lines
    and areas of works, sites (hover, click: the object clicked carries `entity`), flags, names, scale.
    """
    scene = Scene(profile, words, mode, shade)
    found, placed = scene.areas(), map_layers.located(sites)
    frame = map_layers.extent(found, placed)
    bar, length = _scale(frame)
    layers = [
        _areas(found, scene),
        *([] if columns is None else [_columns(columns, scene)]),
        *map_outlines.layers(placed, scene),
        _sites(placed, scene),
        _flags(placed, scene),
        _names(found, frame, mode),
        _bar(bar, mode),
        _text("mark", [_mark(frame, scene), length], mode=mode, colour=theme.palette(mode).muted),
    ]
    # map_style must not be passed: only then does nothing ask for a foreign basemap.
    return Map(
        layers=layers,
        initial_view_state=_place(frame, pitch=0 if columns is None else PITCH),
        map_provider=None,
        tooltip={"html": TOOLTIP, "style": _style(mode)},
    )


def _place(frame: Extent, *, pitch: int) -> pdk.ViewState:
    """Return where the eye stands; tilted, because a column seen from above is a dot."""
    lon, lat = frame.middle
    return pdk.ViewState(longitude=lon, latitude=lat, zoom=frame.zoom, min_zoom=3, max_zoom=18, pitch=pitch)


def _style(mode: str) -> dict[str, str]:
    colours = theme.palette(mode)
    return {
        "backgroundColor": colours.background,
        "color": colours.text,
        "border": f"1px solid {colours.border}",
        "borderRadius": "6px",
        "boxShadow": "0 2px 8px rgba(0,0,0,.18)",
        "fontFamily": theme.font(),
        "fontSize": "13px",
        "lineHeight": "1.5",
        "maxWidth": "360px",
        "padding": "8px 12px",
    }


def _areas(found: list[map_layers.Area], scene: Scene) -> pdk.Layer:
    features = []
    for area in found:
        head, body = scene.area_card(area)
        row = {"head": map_cards.shortened(head), "body": body, "fill": theme.rgb(scene.fill(area))}
        shape = {"type": "MultiPolygon", "coordinates": [[ring] for ring in area.rings]}
        features.append({"type": "Feature", "properties": row, "geometry": shape})
    return pdk.Layer(
        "GeoJsonLayer",
        id="areas",
        data={"type": "FeatureCollection", "features": features},
        get_fill_color="properties.fill",
        get_line_color=theme.rgb(theme.palette(scene.mode).muted, 140),
        line_width_min_pixels=1,
        pickable=True,
    )


def _sites(placed: pl.DataFrame, scene: Scene) -> pdk.Layer:
    address, places = atlas(scene.mode)
    rows = []
    for row in placed.iter_rows(named=True):
        head, body = scene.card(row)
        point = {"lon": row["lon"], "lat": row["lat"], "size": row["size"], "icon": row["pace_state"]}
        rows.append(point | {"entity": row["entity"], "head": head, "body": body})
    return pdk.Layer(
        "IconLayer",
        id="sites",
        data=rows,
        get_position=["lon", "lat"],
        get_icon="icon",
        get_size="size",
        icon_atlas=pdk.types.String(address),
        icon_mapping=places,
        pickable=True,
        auto_highlight=True,
        highlight_color=theme.rgb(theme.palette(scene.mode).text, 90),
    )


def _flags(placed: pl.DataFrame, scene: Scene) -> pdk.Layer:
    """Return the places, first to tenth, beside the sites that need attention."""
    colours = theme.palette(scene.mode)
    flagged = placed.filter(pl.col("attention_place").is_not_null())
    rows = [
        {"text": f"⚑{row['attention_place']}", "lon": row["lon"], "lat": row["lat"]}
        for row in flagged.iter_rows(named=True)
    ]
    layer = _text("flags", rows, mode=scene.mode, colour=colours.text)
    layer.get_pixel_offset = [0, -18]
    return layer


def _columns(rows: pl.DataFrame, scene: Scene) -> pdk.Layer:
    """Return a column per district, as high as what is invested there this year."""
    money = [(row, float(row["invested_ytd"] or 0)) for row in rows.iter_rows(named=True)]
    most = max((amount for _, amount in money), default=0.0) or 1.0
    data = [
        {
            "lon": row["lon"],
            "lat": row["lat"],
            "high": COLUMN_HEIGHT * amount / most,
            "head": map_layers.unit_name(row["division_id"], scene),
            "body": _said(row, scene),
        }
        for row, amount in money
    ]
    return pdk.Layer(
        "ColumnLayer",
        id="columns",
        data=data,
        get_position=["lon", "lat"],
        get_elevation="high",
        get_fill_color=theme.rgb(theme.palette(scene.mode).actual, 200),
        radius=COLUMN_RADIUS,
        disk_resolution=12,
        extruded=True,
        pickable=True,
        auto_highlight=True,
    )


def _said(row: dict, scene: Scene) -> str:
    done, plan = (units.money_number(row[name], scene.profile) for name in ("invested_ytd", "plan_year"))
    unit = units.money_unit(scene.profile, scene.words.lang)
    return scene.words("map.column", done=done, plan=plan, unit=unit)


def _text(id_: str, rows: list[dict], *, mode: str, colour: str, **more: object) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        id=id_,
        data=rows,
        get_position=["lon", "lat"],
        get_text="text",
        get_size=13,
        get_color=theme.rgb(colour),
        font_family=pdk.types.String(theme.font()),
        # Without "auto" every Chinese character is dropped.
        character_set=pdk.types.String("auto"),
        background=True,
        get_background_color=theme.rgb(theme.palette(mode).background, 190),
        background_padding=[3, 1],
        **more,
    )


def _names(found: list[map_layers.Area], frame: Extent, mode: str) -> pdk.Layer:
    rows = []
    for name in map_names.names(found, frame):
        lon, lat = name.area.point
        rows.append({"text": name.area.name, "lon": lon, "lat": lat, "offset": [name.right, name.down]})
    return _text("names", rows, mode=mode, colour=theme.palette(mode).text, get_pixel_offset="offset")


def _scale(frame: Extent) -> tuple[list[Point], dict]:
    """Return the ends of the scale, right below the districts, and the label of its length."""
    metres = EQUATOR / 360 / frame.stretch  # of a degree to the east
    most = (frame.east - frame.west) * metres / 5
    length = max((n for n in LENGTHS if n <= most), default=LENGTHS[0])
    south = frame.south - (frame.north - frame.south) * 0.02
    ends = [(frame.east - length / metres, south), (frame.east, south)]
    text = units.distance(length)
    return ends, {
        "text": text,
        "lon": frame.east - length / metres / 2,
        "lat": south - (frame.north - frame.south) * 0.03,
    }


def _bar(ends: list[Point], mode: str) -> pdk.Layer:
    colour = theme.rgb(theme.palette(mode).muted)
    look = {"get_color": colour, "width_units": pdk.types.String("pixels"), "get_width": 3}
    return pdk.Layer("PathLayer", id="scale", data=[{"path": ends}], get_path="path", **look)


def _mark(frame: Extent, scene: Scene) -> dict:
    """Return the mark as a label under the districts: it moves with the map and is in every picture of it."""
    below = (frame.north - frame.south) * 0.05
    return {"text": scene.mark(), "lon": frame.middle[0], "lat": frame.south - below}
