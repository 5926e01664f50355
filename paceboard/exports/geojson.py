"""Sites, lines and areas as GeoJSON (RFC 7946), for maps of other people."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import polars as pl
import shapely
from shapely.geometry import mapping, shape

from paceboard import fields
from paceboard.profiles import Profile
from paceboard.text import Words

PLACE = ("lon", "lat", "outline")


def is_placed(rows: pl.DataFrame) -> bool:
    """Say whether rows have positions."""
    return {"lon", "lat"} <= set(rows.columns)


def geojson(rows: pl.DataFrame, *, words: Words, profile: Profile, source: str, title: str = "") -> bytes:
    """Return one feature per row, in WGS84; values as they are stored, ids as they are.

    Beside the features stand title, scope, note (datum, whose map, sample data), money_unit, and columns:
    name of a property -> its heading. A row without position has a geometry of null.
    """
    kept = rows.select(name for name, dtype in rows.schema.items() if not dtype.is_nested())
    named = [name for name in kept.columns if name not in PLACE]
    unit = fields.stored_unit(profile, words)
    heads = {name: fields.kind(name, kept.schema[name]) for name in named}
    said = {
        "type": "FeatureCollection",
        "title": title,
        "scope": source,
        "note": _note(profile, words),
        "money_unit": unit,
        "columns": {n: fields.header(n, k, unit=unit, words=words) for n, k in heads.items()},
        "features": [_feature(row, named) for row in kept.iter_rows(named=True)],
    }
    return json.dumps(said, ensure_ascii=False, default=_plain).encode("utf-8")


def _note(profile: Profile, words: Words) -> str:
    sample = [words("source.sample")] if profile.sample else []
    return " ".join([words("export.datum"), profile.map_mark.label(words.lang), *sample])


def _feature(row: Mapping[str, object], named: list[str]) -> dict[str, object]:
    properties = {name: row[name] for name in named}
    return {"type": "Feature", "geometry": _geometry(row), "properties": properties}


def _geometry(row: Mapping[str, object]) -> dict[str, object] | None:
    """Return the line or area where there is one, else the point; outer rings run anticlockwise."""
    if row.get("outline"):
        return mapping(shapely.orient_polygons(shape(json.loads(str(row["outline"])))))
    if row["lon"] is None or row["lat"] is None:
        return None
    return {"type": "Point", "coordinates": [row["lon"], row["lat"]]}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in JSON")
