"""The line or area of a project whose works are no point: read from GeoJSON or WKT, turned into CGCS2000."""

import json

import numpy as np
import polars as pl
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from paceboard.ingest import cells
from paceboard.ingest.cells import Reading
from paceboard.ingest.coordinates import SYSTEMS, to_cgcs2000

KINDS = ("LineString", "MultiLineString", "Polygon", "MultiPolygon")
MOST = 20_000  # points of one project
DECIMALS = 6  # of a degree: a tenth of a metre


def outline(raw: object) -> Reading:
    """Read a line or an area; its value is the text as it was written."""
    if cells.is_empty(raw):
        return cells.NOTHING
    written = str(raw).strip()
    found = _geometry(written)
    if found is None or found.is_empty:
        return cells.error("not_outline")
    if found.geom_type not in KINDS:
        return cells.error("outline_kind", kind=found.geom_type)
    points = shapely.get_coordinates(found)
    if len(points) > MOST:
        return cells.error("outline_long", points=len(points), most=MOST)
    if (np.abs(points) > (180, 90)).any() or not np.isfinite(points).all():
        return cells.error("outline_place")
    return Reading(written)


def _geometry(written: str) -> BaseGeometry | None:
    try:
        return shape(json.loads(written)) if written.startswith("{") else shapely.from_wkt(written)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, ShapelyError):
        return None


def fill(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows of project_outline with outline (CGCS2000), and a point on it, as drawn and declared.

    All null where no system is declared: nothing is converted silently. What was given stays.
    """
    pairs = rows.select("outline_given", "crs").iter_rows()
    used = [_used(written, system) if system in SYSTEMS else None for written, system in pairs]
    points = [found.representative_point() if found else None for found in used]
    return rows.with_columns(
        outline=pl.Series([_written(found) if found else None for found in used], dtype=pl.String),
        lon=pl.Series([point.x if point else None for point in points], dtype=pl.Float64),
        lat=pl.Series([point.y if point else None for point in points], dtype=pl.Float64),
    )


def _written(found: BaseGeometry) -> str:
    return json.dumps(mapping(found), separators=(",", ":"))


def _used(written: str, system: str) -> BaseGeometry:
    def moved(points: np.ndarray) -> np.ndarray:
        there = to_cgcs2000(points[:, 0], points[:, 1], system=system)
        return np.round(np.column_stack(there), DECIMALS)

    return shapely.transform(_geometry(written), moved)
