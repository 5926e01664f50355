"""Lines and areas of invented projects that are no points: roads, railways, rivers and parks."""

import math
from collections.abc import Iterator, Sequence
from random import Random

from paceboard.demo.lines import Line
from paceboard.demo.project import Project
from paceboard.demo.recipe import Recipe
from paceboard.profiles import Profile

LINES = ("E4812", "E4813", "E4814", "N7610")  # GB/T 4754: highways, streets, railways, rivers
AREAS = ("N7850", "L7221")  # parks, and parks of industry
MOST = 8  # of each kind in a city
STEP = 0.013  # degrees between two bends of a line, about 1.2 km
RADIUS = 0.012  # degrees from the middle of a park to its edge
REDRAWN = 4  # months after which the first line is drawn longer


def lines(recipe: Recipe, profile: Profile, coded: Sequence[Project]) -> list[Line]:
    """Return the drawings of the largest such projects; the first road is drawn anew, longer, in spring."""
    chance = recipe.chance(f"outlines {profile.id}")
    placed = sorted((p for p in coded if p.lon is not None), key=lambda p: (-p.total, str(p.code)))
    found = [
        _stated(project, 1, wkt)
        for codes, drawn in ((LINES, _line), (AREAS, _area))
        for project in [p for p in placed if p.trade.code in codes][:MOST]
        for wkt in [drawn(project, chance)]
    ]
    return [*found, *_redrawn(found, recipe)]


def _redrawn(found: Sequence[Line], recipe: Recipe) -> Iterator[Line]:
    road = next((line for line in found if str(line.row["outline_given"]).startswith("LINE")), None)
    month = 1 + REDRAWN
    if road and month <= recipe.last:
        points = str(road.row["outline_given"]).removeprefix("LINESTRING (").removesuffix(")").split(", ")
        longer = [*points, _further(points)]
        yield Line(
            "outline", road.unit, month, road.row | {"outline_given": f"LINESTRING ({', '.join(longer)})"}
        )


def _further(points: Sequence[str]) -> str:
    """Return one step beyond the last two points."""
    (x0, y0), (x1, y1) = ([float(n) for n in point.split()] for point in points[-2:])
    return f"{2 * x1 - x0:.6f} {2 * y1 - y0:.6f}"


def _stated(project: Project, month: int, wkt: str) -> Line:
    row = {"project_code": project.code, "crs": project.crs, "outline_given": wkt}
    return Line("outline", project.unit, max(month, project.joined_in), row)


def _line(project: Project, chance: Random) -> str:
    """Return a road with gentle bends through the site."""
    course, x, y = chance.uniform(0, math.tau), float(project.lon or 0), float(project.lat or 0)
    points = [(x, y)]
    for _ in range(chance.randint(6, 12)):
        course += chance.uniform(-0.45, 0.45)
        x, y = x + STEP * math.cos(course), y + STEP * math.sin(course)
        points.append((x, y))
    return f"LINESTRING ({_written(points)})"


def _area(project: Project, chance: Random) -> str:
    """Return a park of eight corners around the site."""
    corners = []
    for corner in range(8):
        far, turn = RADIUS * chance.uniform(0.6, 1.1), math.tau * corner / 8
        corners.append(
            (float(project.lon or 0) + far * math.cos(turn), float(project.lat or 0) + far * math.sin(turn))
        )
    return f"POLYGON (({_written([*corners, corners[0]])}))"


def _written(points: Sequence[tuple[float, float]]) -> str:
    return ", ".join(f"{x:.6f} {y:.6f}" for x, y in points)
