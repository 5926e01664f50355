"""What both maps show: areas and their colours, sites and their sizes, hover cards, the frame; no drawing."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import polars as pl
from shapely.geometry.base import BaseGeometry

from paceboard import borders, map_cards, theme, units
from paceboard.kpis import Measure
from paceboard.profiles import Profile, Unit
from paceboard.text import Words

SIZES = (8.0, 30.0)
Point = tuple[float, float]


@dataclass(frozen=True)
class Shade:
    """What districts are coloured by: a measure, and its value for each unit id that has one."""

    measure: Measure
    values: Mapping[str, float]

    @property
    def is_signed(self) -> bool:
        """Say whether zero is the middle of the scale: a gap has two sides, an amount or a share has one."""
        return self.measure.kind == "points" or self.measure.id.endswith("gap_amount")

    @property
    def ends(self) -> Point:
        """Return the values at both ends of the scale; nothing lies outside, however far over 100 %."""
        if self.is_signed:
            far = max((abs(v) for v in self.values.values()), default=0.0)
            return -far, far
        return min(self.values.values(), default=0.0), max(self.values.values(), default=0.0)

    def steps(self, mode: str) -> list[str]:
        """Return the colours from the lowest value to the highest, pale enough to see sites on."""
        colours = theme.palette(mode)
        steps = colours.diverging[1:9] if self.is_signed else colours.sequential[2:9]
        return [theme.mixed(step, colours.background, 0.5) for step in steps]

    def colour(self, value: float, mode: str) -> str:
        """Return the colour "#rrggbb" of one value."""
        steps, (low, high) = self.steps(mode), self.ends
        place = (value - low) / (high - low) if high > low else 0.5
        return steps[min(int(place * len(steps)), len(steps) - 1)]


@dataclass(frozen=True)
class Area:
    """One district: its unit (None: none of the profile's), name, label point and rings, in degrees."""

    unit_id: str | None
    name: str
    point: Point
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class Extent:
    """The rectangle that a map shows, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> Point:
        """Return the longitude and latitude of the centre."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    @property
    def stretch(self) -> float:
        """Return how much longer a degree to the north is than one to the east."""
        return 1 / math.cos(math.radians(self.middle[1]))

    @property
    def zoom(self) -> float:
        """Return the web map zoom at which it fills about 760 by 490 pixels."""
        wide = max(self.east - self.west, 0.02)
        high = max(self.north - self.south, 0.02) * self.stretch
        return min(math.log2(760 * 360 / 512 / wide), math.log2(490 * 360 / 512 / high), 13.0)


@dataclass(frozen=True)
class Scene:
    """What a map needs besides its sites: city, words, mode ("light", "dark"), shade of the districts."""

    profile: Profile
    words: Words
    mode: str
    shade: Shade | None = None

    def areas(self) -> list[Area]:
        """Return the districts of the city's boundary file, in the reader's language."""
        return areas(self.profile, self.words.lang)

    def value(self, area: Area) -> float | None:
        """Return what an area is shaded by, None where there is nothing to say."""
        return self.shade.values.get(area.unit_id or "") if self.shade else None

    def fill(self, area: Area) -> str:
        """Return the colour "#rrggbb" of an area; neutral where there is no value."""
        value = self.value(area)
        if self.shade is None or value is None:
            return theme.palette(self.mode).panel
        return self.shade.colour(value, self.mode)

    def figure(self, value: float | None) -> str:
        """Return a value of the shade's measure as readers see it."""
        kind = self.shade.measure.kind if self.shade else "number"
        return units.figure(value, kind=kind, profile=self.profile, lang=self.words.lang)

    def area_card(self, area: Area) -> tuple[str, str]:
        """Return name and line of a district's hover card, as plain text."""
        if self.shade is None:
            return area.name, ""
        measure = self.shade.measure.label(self.words.lang)
        return area.name, self.words("sites.card_area", measure=measure, value=self.figure(self.value(area)))

    def card(self, row: Mapping) -> tuple[str, str]:
        """Return name and lines of a site's hover card, as plain text."""
        return map_cards.card(row, profile=self.profile, words=self.words)

    def mark(self) -> str:
        """Return what must stand on every map: review number or internal use, and the sample mark."""
        sample = [self.words("source.sample")] if self.profile.sample else []
        return " · ".join([self.profile.map_mark.label(self.words.lang), *sample])


def unit_name(unit_id: str, scene: Scene) -> str:
    """Return what a unit is called, its id where the profile does not know it."""
    unit = scene.profile.unit(unit_id)
    return unit.label(scene.words.lang) if unit else unit_id


@cache
def _outlines(found: borders.Borders) -> tuple[tuple[str, Area], ...]:
    """Return code and area of every district in a boundary file."""
    return tuple((key, _area(found.names[key], shape)) for key, shape in found.shapes.items())


def _area(name: str, shape: BaseGeometry) -> Area:
    parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon"]
    point = max(parts, key=lambda part: part.area).representative_point()
    return Area(None, name, (point.x, point.y), tuple(ring for part in parts for ring in _rings(part)))


def _rings(polygon: BaseGeometry) -> Iterator[tuple[Point, ...]]:
    for ring in (polygon.exterior, *polygon.interiors):
        yield tuple((x, y) for x, y, *_ in ring.coords)


def areas(profile: Profile, lang: str) -> list[Area]:
    """Return the districts of the profile's boundary file, named as the profile names them where it does."""
    by_code = {unit.code: unit for unit in profile.units if unit.code}
    drawn = borders.of(profile)
    found = []
    for code, area in _outlines(drawn) if drawn else ():
        unit = by_code.get(code)
        found.append(_named(area, unit, profile, lang) if unit else area)
    return found


def _named(area: Area, unit: Unit, profile: Profile, lang: str) -> Area:
    # The outline of the whole city is the city, not the office that answers for its own projects.
    name = profile.name if unit.kind == "city" else unit
    return replace(area, unit_id=unit.id, name=name.label(lang))


def shadeable(profile: Profile) -> frozenset[str]:
    """Return the ids of units with a polygon of their own; the city's outline stands for no single unit."""
    kinds = {unit.id: unit.kind for unit in profile.units}
    found = {area.unit_id for area in areas(profile, "zh")}
    return frozenset(unit_id for unit_id in found if unit_id and kinds[unit_id] != "city")


def extent(found: list[Area], placed: pl.DataFrame) -> Extent:
    """Return what to show: all polygons, or all sites where there are none, or China."""
    points = [point for area in found for ring in area.rings for point in ring]
    points = points or list(placed.select("lon", "lat").iter_rows())
    if not points:
        return Extent(73.0, 18.0, 135.0, 54.0)
    lons, lats = [x for x, _ in points], [y for _, y in points]
    return Extent(min(lons), min(lats), max(lons), max(lats))


def located(sites: pl.DataFrame) -> pl.DataFrame:
    """Return the sites that have a position, large ones first so that small ones lie on top.

    Adds `size`, the marker's width in pixels: its area follows the total investment.
    """
    total = pl.col("total_investment").cast(pl.Float64).fill_null(0.0).clip(lower_bound=0.0)
    low, high = SIZES
    size = low + (high - low) * (total / pl.max_horizontal(total.max(), pl.lit(1.0))).sqrt()
    kept = sites.filter(pl.col("lon").is_not_null() & pl.col("lat").is_not_null())
    return kept.with_columns(size.round(1).alias("size")).sort("size", "entity", descending=[True, False])
