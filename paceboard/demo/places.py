"""Where invented sites lie: in clusters, each inside its district's own borders."""

from random import Random

import shapely
from shapely.geometry.base import BaseGeometry

from paceboard import borders
from paceboard.ingest import coordinates
from paceboard.profiles import Profile

INSET = 0.004  # degrees kept clear of the border, about 400 m
SPREAD = 0.018  # degrees: how far the sites of a cluster stray
CLUSTERS = {"zone": 2, "town": 1}
TRIES = 200


class Ground:
    """The districts of one city and the clusters of sites in each of its units."""

    def __init__(self, profile: Profile, *, chance: Random) -> None:
        """Read the city's borders. Raises ValueError where the profile names no border file."""
        drawn = borders.of(profile)
        if drawn is None:
            raise ValueError(f"{profile.id}: the demo needs data/boundaries/{profile.boundary}.geojson")
        self._profile = profile
        self._chance = chance
        self._shapes = {code: _inner(shape) for code, shape in drawn.shapes.items()}
        self._centres = {u.id: self._clusters(u.id, CLUSTERS.get(u.kind, 4)) for u in profile.units}

    def point(self, unit: str) -> tuple[float, float]:
        """Return a site of a unit: longitude and latitude, CGCS2000, six decimals."""
        shape = self._shape(unit)
        x, y = self._chance.choice(self._centres[unit])
        for _ in range(TRIES):
            lon, lat = self._chance.gauss(x, SPREAD), self._chance.gauss(y, SPREAD)
            if shapely.contains_xy(shape, lon, lat):
                return round(lon, 6), round(lat, 6)
        return round(x, 6), round(y, 6)

    def _shape(self, unit: str) -> BaseGeometry:
        """Return the borders of a unit, of a zone's district, or of the one area that is drawn (towns)."""
        one = self._profile.unit(unit)
        parent = self._profile.unit(one.parent) if one and one.parent else one
        code = parent.code if parent else None
        return self._shapes.get(str(code)) or shapely.union_all(list(self._shapes.values()))

    def _clusters(self, unit: str, count: int) -> list[tuple[float, float]]:
        shape = self._shape(unit)
        west, south, east, north = shape.bounds
        found: list[tuple[float, float]] = []
        while len(found) < count:
            x, y = self._chance.uniform(west, east), self._chance.uniform(south, north)
            if shapely.contains_xy(shape, x, y):
                found.append((x, y))
        return found


def _inner(shape: BaseGeometry) -> BaseGeometry:
    inset = shape.buffer(-INSET)
    kept = shape if inset.is_empty else inset
    shapely.prepare(kept)
    return kept


def given(lon: float, lat: float, *, system: str) -> tuple[float, float]:
    """Return a point of CGCS2000 as somebody who uses another system would write it down."""
    x, y = coordinates.from_cgcs2000([lon], [lat], system=system)
    return round(float(x[0]), 6), round(float(y[0]), 6)
