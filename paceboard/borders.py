"""The boundaries of a city's districts, from the user's own file: which point lies where."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from paceboard.profiles import ROOT, BoundaryFields, Profile

FOLDER = ROOT / "data" / "boundaries"
FIELDS = BoundaryFields()
MARGIN = 0.001  # degrees, about 100 m: boundary files are simplified by about as much


@dataclass(frozen=True, eq=False)  # known by identity: there is one per file
class Borders:
    """The districts of one city by official code, in CGCS2000; widened ones allow for a coarse line."""

    shapes: Mapping[str, BaseGeometry]
    names: Mapping[str, str]
    widened: Mapping[str | None, BaseGeometry]
    bounds: tuple[float, float, float, float]

    def __contains__(self, code: str | None) -> bool:
        """Say whether the file draws the district of that code."""
        return code in self.shapes

    def contains(self, unit_code: str | None, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Say for each point (degrees, CGCS2000) whether it lies in the district, or within 100 m of it.

        None asks for the whole city. Raises KeyError for a code that the file does not draw.
        """
        return shapely.contains_xy(self.widened[unit_code], lon, lat)

    def locate(self, lon: float, lat: float) -> str | None:
        """Return the code of the district a point lies in, None where it lies in none."""
        point = shapely.Point(lon, lat)
        return next((code for code, shape in self.shapes.items() if shape.contains(point)), None)


def of(profile: Profile) -> Borders | None:
    """Return the borders of a city, None where its profile names no boundary file or the file is not there.

    Raises ValueError as load does.
    """
    return load(profile.boundary, fields=profile.boundary_fields) if profile.boundary else None


@cache
def load(code: str, folder: Path = FOLDER, *, fields: BoundaryFields = FIELDS) -> Borders | None:
    """Return the borders in <folder>/<code>.geojson, None where there is no such file.

    fields: the properties of each feature that hold the district's code and name; features of one code are
    one district. Raises ValueError naming the file where it is not such a file.
    """
    path = folder / f"{code}.geojson"
    if not path.exists():
        return None
    try:
        parts: dict[str, list[BaseGeometry]] = {}
        names: dict[str, str] = {}
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            key = _code(feature["properties"][fields.code])
            parts.setdefault(key, []).append(_shape(feature["geometry"]))
            names[key] = str(feature["properties"][fields.name])
        shapes = {key: shapely.union_all(drawn) if drawn[1:] else drawn[0] for key, drawn in parts.items()}
    except (KeyError, TypeError, ValueError, shapely.GEOSException) as wrong:
        needed = f"{fields.code} and {fields.name}"
        raise ValueError(f"{path}: {wrong!r}; each feature needs a geometry, {needed}") from wrong
    whole = shapely.union_all(list(shapes.values()))
    widened = {key: shape.buffer(MARGIN) for key, shape in {**shapes, None: whole}.items()}
    shapely.prepare(list(widened.values()))
    return Borders(shapes, names, widened, tuple(float(b) for b in whole.bounds))


def _code(written: object) -> str:
    """Return a code as text; some tools write whole numbers as 1.0."""
    is_whole = isinstance(written, float) and written.is_integer()
    return str(int(written)) if is_whole else str(written)


def _shape(geometry: dict) -> BaseGeometry:
    return shapely.make_valid(shapely.from_geojson(json.dumps(geometry)))
