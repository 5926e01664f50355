"""What the map that moves is sent, packed: districts, sites and their months; map_board.js draws it.

A gzip of the length of a JSON head, the head, and the arrays it names: no site is an element of the page.
"""

import gzip
import json
import struct
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from paceboard import map_cards, map_columns, map_layers, map_outlines, theme, units
from paceboard.map_layers import Scene, Shade
from paceboard.map_markers import PATHS, is_hollow

ABSENT = 255
LATE = ("overdue_finish", "overdue_start", "behind")  # the worst first: the sign beside a group of sites
WORDS = (
    "in",
    "out",
    "whole",
    "full",
    "month",
    "play",
    "pause",
    "flag",
    "flagged",
    "cluster",
    "many",
    "nearer",
)


@dataclass(frozen=True)
class Months:
    """What happens in each month.

    listed: every month of the slider; now: the one on screen; sites: rows of queries/site_months.sql; shades:
    of the months that are loaded; columns: rows of queries/site_columns.sql, None where none are drawn.
    """

    listed: Sequence[date]
    now: date
    sites: pl.DataFrame
    shades: Mapping[date, Shade | None]
    columns: pl.DataFrame | None = None

    @property
    def loaded(self) -> list[date]:
        """Return the months that can be shown without asking again."""
        return [month for month in self.listed if month in self.shades]


def pack(
    months: Months, *, cards: pl.DataFrame, scene: Scene, marks: str, states: Sequence[str], title: str
) -> bytes:
    """Return the board.

    cards: rows of queries/sites.sql, of the month on screen; marks: clusters, sites or columns; states: those
    to show, empty for all.
    """
    placed = _projects(months.sites)
    rows = [_month(placed, months.sites, month, states) for month in months.loaded]
    areas = scene.areas()
    arrays = {
        "rings": array("f", (x for area in areas for ring in area.rings for point in ring for x in point)),
        "lon": _floats(placed["lon"]),
        "lat": _floats(placed["lat"]),
        "plan": _floats(pl.concat(row["plan_year"] for row in rows)),
        "done": _floats(pl.concat(row["invested_ytd"] for row in rows)),
        "size": placed["size"].round().cast(pl.UInt8).to_numpy().tobytes(),
        "state": b"".join(row["code"].to_numpy().tobytes() for row in rows),
    }
    head = {
        "key": scene.profile.id,
        "title": title,
        "marks": marks,
        "mark": scene.mark(),
        "extent": _extent(areas, placed),
        "flags": [_flags(row) for row in rows],
        "legend": [[row["code"].eq(i).sum() for i in range(len(theme.STATES))] for row in rows],
        "outlines": map_outlines.sent(_drawn(placed, cards)),
        **_calendar(months, scene.words.lang),
        **_looks(scene),
        **_ground(areas, months, scene),
        **_projects_said(placed, cards, scene),
        **map_columns.sent(months.columns, months.sites, months.loaded, scene),
        "arrays": [
            [name, "B" if isinstance(body, bytes) else "f", len(body)] for name, body in arrays.items()
        ],
    }
    return _packed(head, arrays.values())


def _packed(head: Mapping, arrays: Sequence[bytes | array]) -> bytes:
    said = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    said += b" " * (-len(said) % 4)  # numbers begin where a number may begin
    bodies = (body if isinstance(body, bytes) else body.tobytes() for body in arrays)
    return gzip.compress(b"".join((struct.pack("<I", len(said)), said, *bodies)), compresslevel=1, mtime=0)


def _floats(values: pl.Series) -> array:
    return array("f", values.cast(pl.Float32).fill_null(0).to_numpy().tobytes())


def _projects(sites: pl.DataFrame) -> pl.DataFrame:
    """Return each project with a position, as its last month states it, and the size of its marker."""
    last = sites.sort("period").group_by("entity", maintain_order=True).last()
    return map_layers.located(last).with_row_index("index")


def _month(placed: pl.DataFrame, sites: pl.DataFrame, month: date, states: Sequence[str]) -> pl.DataFrame:
    """Return one row per project, in the order of placed: how it stood in that month."""
    columns = ("entity", "pace_state", "plan_year", "invested_ytd", "attention_place")
    stood = sites.filter(pl.col("period") == month).select(columns)
    if states:
        stood = stood.filter(pl.col("pace_state").is_in(list(states)))
    rows = placed.select("index", "entity").join(stood, on="entity", how="left", maintain_order="left")
    codes = {state: code for code, state in enumerate(theme.STATES)}
    code = pl.col("pace_state").replace_strict(codes, default=ABSENT, return_dtype=pl.UInt8)
    return rows.with_columns(code=code.fill_null(ABSENT))


def _drawn(placed: pl.DataFrame, cards: pl.DataFrame) -> pl.DataFrame:
    """Return placed with the lines and areas that the month on screen knows of."""
    known = cards.select("entity", "outline") if "outline" in cards.columns else cards.select("entity")
    return placed.join(known, on="entity", how="left", maintain_order="left")


def _flags(row: pl.DataFrame) -> list[tuple[int, int]]:
    flagged = row.filter(pl.col("attention_place").is_not_null()).sort("attention_place")
    return list(flagged.select("index", "attention_place").iter_rows())


def _extent(areas: list[map_layers.Area], placed: pl.DataFrame) -> list[float]:
    shown = map_layers.extent(areas, placed)
    return [shown.west, shown.south, shown.east, shown.north]


def _colours(mode: str) -> dict[str, str]:
    colours = theme.palette(mode)
    return {
        "text": colours.text,
        "muted": colours.muted,
        "halo": colours.background,
        "card": theme.rgba(colours.background, 0.9),
        "line": theme.mixed(colours.muted, colours.background, 0.45),
        "plan": colours.plan,
        "done": colours.actual,
        "shadow": "rgba(0,0,0,.22)",
        "flag": theme.hue("red", mode),
    }


def _calendar(months: Months, lang: str) -> dict:
    named = [[f"{m:%Y-%m}", units.month(m, lang), units.month_name(m, lang)] for m in months.listed]
    place = {month: i for i, month in enumerate(months.listed)}
    return {"months": named, "now": place[months.now], "loaded": [place[m] for m in months.loaded]}


def _looks(scene: Scene) -> dict:
    looks = theme.states(scene.mode).values()
    drawn = [
        {
            "word": scene.words(f"state.{look.id}"),
            "mark": look.mark,
            "colour": look.colour,
            "path": PATHS[look.symbol],
            "hollow": is_hollow(look.symbol),
        }
        for look in looks
    ]
    order = list(theme.STATES)
    return {
        "states": drawn,
        "late": [order.index(state) for state in LATE],
        "font": theme.font(),
        "colours": _colours(scene.mode),
        "words": {word: scene.words(f"map.{word}") for word in WORDS},
    }


def _ground(areas: list[map_layers.Area], months: Months, scene: Scene) -> dict:
    """Return the districts, and their colours and cards in each month on one scale for all of them."""
    whole = _whole(months.shades)
    scenes = [replace(scene, shade=months.shades[month]) for month in months.loaded]
    fills = [[_fill(area, each, whole) for area in areas] for each in scenes]
    drawn = [{"name": a.name, "point": a.point, "rings": [len(ring) for ring in a.rings]} for a in areas]
    bodies = [[each.area_card(area)[1] for area in areas] for each in scenes]
    return {"areas": drawn, "fills": fills, "bodies": bodies, "ramp": _ramp(whole, scene)}


def _whole(shades: Mapping[date, Shade | None]) -> Shade | None:
    found = {month: shade for month, shade in shades.items() if shade}
    if not found:
        return None
    values = {f"{month} {unit}": v for month, shade in found.items() for unit, v in shade.values.items()}
    return Shade(next(iter(found.values())).measure, values)


def _fill(area: map_layers.Area, scene: Scene, whole: Shade | None) -> str:
    value = scene.value(area)
    return scene.fill(area) if value is None or whole is None else whole.colour(value, scene.mode)


def _ramp(whole: Shade | None, scene: Scene) -> dict | None:
    if whole is None:
        return None
    shown, title = replace(scene, shade=whole), whole.measure.label(scene.words.lang)
    low, high = (shown.figure(value) for value in whole.ends)
    return {"title": title, "steps": whole.steps(scene.mode), "low": low, "high": high}


def _projects_said(placed: pl.DataFrame, cards: pl.DataFrame, scene: Scene) -> dict:
    """Return names of the projects, and for the month on screen the lines of their cards."""
    written = cards.select("entity", *map_cards.Site._fields).iter_rows(named=True)
    said = {row["entity"]: scene.card(row) for row in written}
    named = zip(placed["entity"], placed["project_name"], strict=True)
    lines = [said.get(entity) or (map_cards.shortened(name), "") for entity, name in named]
    place = {unit_id: i for i, unit_id in enumerate(placed["unit_id"].unique(maintain_order=True))}
    return {
        "entity": placed["entity"].to_list(),
        "name": [name for name, _ in lines],
        "body": [body for _, body in lines],
        "units": [map_layers.unit_name(unit_id, scene) for unit_id in place],
        "unit": [place[unit_id] for unit_id in placed["unit_id"]],
    }
