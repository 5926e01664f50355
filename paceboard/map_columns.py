"""Columns of investment by district, on both maps: the plan of the year, and what of it is done."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from paceboard import canvas, map_layers, theme, units
from paceboard.map_layers import Extent, Scene

COLUMN_SHARE = 0.24  # of the map's height, for the highest column
KEY_WIDTH, KEY_SIZE = 130, 13  # pixels of a word in the key, and of its letters


def drawn(rows: pl.DataFrame, scene: Scene, shown: Extent) -> Iterator[dict]:
    """Return a pale column for each district's plan and a dark one for what is done; rows: one month."""
    colours, words, profile = theme.palette(scene.mode), scene.words, scene.profile
    rows = rows.filter(pl.col("plan_year") > 0)
    top = rows["plan_year"].max()
    if top is None:
        return
    most = units.money(top, profile, words.lang)
    high = (shown.north - shown.south) * COLUMN_SHARE / float(top)
    looks = (("plan_year", colours.plan, 0.5), ("invested_ytd", colours.actual, 1.0))
    for field, colour, opacity in looks:
        points = [(row["lon"], row["lat"], float(row[field] or 0) * high) for row in rows.to_dicts()]
        yield {
            "type": "scatter",
            "x": [x for lon, _, _ in points for x in (lon, lon, None)],
            "y": [y for _, lat, long in points for y in (lat, lat + long, None)],
            "mode": "lines",
            "line": {"width": 14, "color": colour},
            "opacity": opacity,
            "hoverinfo": "skip",
            "name": "<br>".join(canvas.wrapped(words(f"map.key_{field}", top=most), KEY_WIDTH, KEY_SIZE)),
            "showlegend": True,
        }


def sent(rows: pl.DataFrame | None, sites: pl.DataFrame, months: Sequence[date], scene: Scene) -> dict:
    """Return the columns of the districts in each month, and how high the highest are."""
    if rows is None:
        return {"columns": [[] for _ in months], "tops": {}, "keys": {}}
    rows = rows.filter(pl.col("plan_year") > 0)
    tops = {"division": rows["plan_year"].max() or 0, "project": sites["plan_year"].max() or 0}
    keys = {
        kind: scene.words(f"map.columns_{kind}", top=units.money(top, scene.profile, scene.words.lang))
        for kind, top in tops.items()
    }
    return {
        "columns": [[_bar(row, scene) for row in rows.filter(period=m).to_dicts()] for m in months],
        "tops": {kind: float(top) or 1.0 for kind, top in tops.items()},
        "keys": keys,
    }


def _bar(row: Mapping, scene: Scene) -> dict:
    profile, lang = scene.profile, scene.words.lang
    done, plan = (units.money_number(row[name], profile) for name in ("invested_ytd", "plan_year"))
    name = map_layers.unit_name(row["division_id"], scene)
    said = scene.words("map.column", done=done, plan=plan, unit=units.money_unit(profile, lang))
    heights = {"plan": float(row["plan_year"]), "done": float(row["invested_ytd"] or 0)}
    place = {"lon": row["lon"], "lat": row["lat"]}
    return {"name": name, "label": f"{done} / {plan}", "said": said, **place, **heights}
