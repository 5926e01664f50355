"""Districts as tiles of one size, about where they lie: no border is drawn, and each tile says its figures.

What goes into a slide is in layout.meta["tiles"]: the same places, words and colours.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, theme, units
from paceboard.canvas import Look, safe
from paceboard.kpis import Measure
from paceboard.map_layers import Scene, Shade
from paceboard.map_tile_places import NAME_SIZE, PADDING, WIDTH, cells
from paceboard.profiles import Profile
from paceboard.terms import Unit
from paceboard.text import Words

# Pixels of the letters of names; the largest at which every name fits its tile.
NAME_SIZES = (17, 16, 15, 14, NAME_SIZE)
VALUE, STATE = 1.15, 0.9  # sizes of value and state, in names
LINE = 1.3
ACROSS, DOWN = 0.48, 0.46  # part of a cell that its tile fills
MOST_LINES = 3


def shade(rows: pl.DataFrame, *, measure: Measure | None) -> Shade | None:
    """Return what tiles are coloured by, None without a measure or a value.

    rows: the rows of query kpis whose cut is unit.
    """
    if measure is None:
        return None
    pairs = rows.select("key", pl.col(measure.id).cast(pl.Float64)).drop_nulls().iter_rows()
    values = dict(pairs)
    return Shade(measure, values) if values else None


def title(rows: pl.DataFrame, *, month: date, profile: Profile, words: Words) -> str:
    """Return the sentence above the tiles: how many units are ahead of time and how many behind.

    rows: the rows of query kpis whose cut is unit.
    """
    stood = [units.gap(row["completion_share"], row["time_share"], profile) for row in rows.to_dicts()]
    said = {"ahead": lambda gap: gap > 0, "behind": lambda gap: gap < 0}
    counts = {
        name: units.count(sum(1 for gap in stood if gap is not None and is_so(gap)))
        for name, is_so in said.items()
    }
    at = {"month": units.month(month, words.lang), "city": profile.name.label(words.lang)}
    return words("tiles.answer", count=units.count(rows.height), **counts, **at)


@figures.once
def figure(
    rows: pl.DataFrame, places: pl.DataFrame, *, shade: Shade | None = None, **look: object
) -> go.Figure:
    """Return one tile per unit with its name, the value that it is coloured by, and how it stands.

    rows: the rows of query kpis whose cut is unit; places: query unit_places of all units, so that a tile
    keeps its place whatever narrows the page.
    """
    frame = Look(**look)  # type: ignore[arg-type]
    scene = Scene(frame.profile, frame.words, frame.mode, shade)
    placed, strip = cells(places, frame.profile)
    columns = int(max(x for x, _ in placed.values())) + 1
    room = WIDTH // columns - PADDING
    known = {row["key"]: row for row in rows.iter_rows(named=True)}
    called = {id_: frame.profile.unit(id_) for id_ in placed}
    size = _size([unit.label(frame.words.lang) for unit in called.values()], room)
    fit = partial(_wrapped, limit=room, size=size)
    made = [_tile(called[id_], known.get(id_), at, fit, scene) for id_, at in placed.items()]
    tall = max(_height(tile, size) for tile in made)
    height = max(y for _, y in placed.values()) + 1
    about = {"tiles": made, "columns": columns, "rows": height, "key": _key(scene), "strip": strip}
    about |= {"strip_said": frame.words("tiles.everywhere"), "said": frame.words("tiles.schematic")}
    layout = canvas.layout(
        frame,
        name="tiles",
        kind="tiles",
        left=canvas.EDGE,
        right=canvas.EDGE,
        axis=6,
        top=52,
        height=round(tall * height),
        about=about,
        notes=_notes(about, frame),
        shapes=[_shape(tile) for tile in made],
        xaxis={"range": [-0.5, columns - 0.5], "visible": False, "fixedrange": True},
        yaxis={"range": [height - 0.5, -0.5], "visible": False, "fixedrange": True},
    )
    return figures.figure([_texts(made, size, frame)], layout)


def _size(names: Sequence[str], room: int) -> int:
    words = [word for name in names for word in name.split()]

    def fits(size: int) -> bool:
        is_whole = all(canvas.width_of(word, size) <= room for word in words)
        return is_whole and all(len(canvas.wrapped(name, room, size)) <= MOST_LINES for name in names)

    return next((size for size in NAME_SIZES if fits(size)), NAME_SIZE)


def _wrapped(name: str, *, limit: int, size: int) -> list[str]:
    lines = canvas.wrapped(name, limit, size)
    if len(lines) <= MOST_LINES:
        return lines
    rest = (" " if " " in name else "").join(lines[MOST_LINES - 1 :])
    return [*lines[: MOST_LINES - 1], canvas.shortened(rest, limit, size)]


def _tile(
    unit: Unit,
    row: Mapping | None,
    at: tuple[float, float],
    fit: Callable[[str], list[str]],
    scene: Scene,
) -> dict:
    """Return place, words and colours of one tile."""
    colours, name = theme.palette(scene.mode), unit.label(scene.words.lang)
    value = scene.shade.values.get(unit.id) if scene.shade else None
    return {
        "unit": unit.id,
        "name": name,
        "lines": fit(name),
        "x": at[0],
        "y": at[1],
        "value": (scene.figure(value) if row else units.NOTHING) if scene.shade else "",
        "state": _state(row, scene),
        "fill": colours.panel if value is None else scene.shade.colour(value, scene.mode),
        "edge": colours.border if row else colours.muted,
        "ink": colours.text if row else colours.muted,
        "is_here": row is not None,
        "hover": _card(name, row, scene),
    }


def _state(row: Mapping | None, scene: Scene) -> str:
    """Return shape and word of how a unit stands; nothing for one that the page leaves out."""
    words = scene.words
    if row is None:
        return ""
    if row["units_expected"] and not row["units_reported"]:
        return words("tiles.not_reported")
    gap = units.gap(row["completion_share"], row["time_share"], scene.profile)
    if gap is None:
        return words("tiles.no_plan")
    return words("tiles.level" if gap == 0 else "tiles.ahead" if gap > 0 else "tiles.behind")


def _card(name: str, row: Mapping | None, scene: Scene) -> str:
    lines = [f"<b>{safe(name)}</b>"]
    if row is None:
        return "<br>".join([*lines, scene.words("tiles.left_out")])
    if scene.shade:
        measure = scene.shade.measure
        said = units.figure(row[measure.id], kind=measure.kind, profile=scene.profile, lang=scene.words.lang)
        lines.append(f"{safe(measure.label(scene.words.lang))} {said}")
    share = units.share(row["completion_share"], scene.profile)
    lines.append(f"{scene.words('measure.completion_share')} {share}")
    lines.append(_state(row, scene))
    return "<br>".join(lines)


def _height(tile: dict, size: int) -> int:
    """Return the pixels that the words of a tile need."""
    lines = len(tile["lines"]) + STATE + (VALUE if tile["value"] else 0)
    return round(lines * size * LINE) + 2 * PADDING


def _key(scene: Scene) -> list[tuple[str, str]]:
    """Return measure, lowest value, steps of colour and highest value, each (text, colour)."""
    if scene.shade is None:
        return []
    muted, (low, high) = theme.palette(scene.mode).muted, scene.shade.ends
    steps = [("■", colour) for colour in scene.shade.steps(scene.mode)]
    head = f"{scene.shade.measure.label(scene.words.lang)}　{scene.figure(low)} "
    return [(head, muted), *steps, (f" {scene.figure(high)}", muted)]


def _notes(about: Mapping, look: Look) -> list[dict]:
    muted = {"size": canvas.NOTE_SIZE + 1, "color": look.colours.muted}
    left = {"x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "font": muted}
    key = "".join(f"<span style='color:{colour}'>{safe(text)}</span>" for text, colour in about["key"])
    notes = [
        canvas.note(key, yshift=27, **left),
        canvas.note(safe(about["said"]), yshift=6, **left),
    ]
    if about["strip"] is not None:
        place = left | {"y": about["strip"] - 0.5, "yref": "y"}
        notes.append(canvas.note(safe(about["strip_said"]), yshift=1, **place))
    return notes


def _shape(tile: dict) -> dict:
    line = {"color": tile["edge"], "width": 1, "dash": "solid" if tile["is_here"] else "dot"}
    x, y = tile["x"], tile["y"]
    ends = {"x0": x - ACROSS, "x1": x + ACROSS, "y0": y - DOWN, "y1": y + DOWN, "xref": "x", "yref": "y"}
    return {"type": "rect", "layer": "below", "fillcolor": tile["fill"], "line": line, **ends}


def _texts(made: Sequence[dict], size: int, look: Look) -> dict:
    return {
        "type": "scatter",
        "mode": "text",
        "name": look.words("tiles.unit"),
        "x": [tile["x"] for tile in made],
        "y": [tile["y"] for tile in made],
        "text": [_text(tile, size) for tile in made],
        "textfont": {"size": size, "color": [tile["ink"] for tile in made]},
        "customdata": [tile["hover"] for tile in made],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
    }


def _text(tile: dict, size: int) -> str:
    value = _sized(f"<b>{safe(tile['value'])}</b>", size * VALUE) if tile["value"] else ""
    state = _sized(safe(tile["state"]), size * STATE) if tile["state"] else ""
    return "<br>".join(part for part in (*map(safe, tile["lines"]), value, state) if part)


def _sized(text: str, size: float) -> str:
    return f"<span style='font-size:{round(size)}px'>{text}</span>"
