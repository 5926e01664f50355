"""Longitude and latitude from the declared coordinate system to CGCS2000, which maps are drawn in.

GCJ-02 is not a projection: it is published only as the approximation below, good to about a metre.
CGCS2000 and WGS-84 differ by less than half a metre and count as equal. Degrees, as numpy arrays.
"""

from collections.abc import Callable

import numpy as np
import polars as pl

Points = tuple[np.ndarray, np.ndarray]

SYSTEMS = ("CGCS2000", "WGS84", "GCJ02", "BD09")
AXIS = 6378245.0  # of the Krasovsky 1940 ellipsoid, metres
FLATNESS = 0.00669342162296594323  # its first eccentricity squared
TURN = np.pi * 3000 / 180
ROUNDS = 5  # of the inverse; each comes a hundred times nearer or more, three suffice for a millimetre
CHINA = (72.004, 137.8347, 0.8293, 55.8271)  # west, east, south, north: no shift elsewhere


def _wave(x: np.ndarray, axis: np.ndarray, near: float, far: float) -> np.ndarray:
    shared = 20 * np.sin(6 * x * np.pi) + 20 * np.sin(2 * x * np.pi)
    own = 20 * np.sin(axis * np.pi) + 40 * np.sin(axis / 3 * np.pi)
    slow = near * np.sin(axis / 12 * np.pi) + far * np.sin(axis / 30 * np.pi)
    return (shared + own + slow) * 2 / 3


def _shift(lon: np.ndarray, lat: np.ndarray) -> Points:
    """Return by how many degrees GCJ-02 stands off CGCS2000 at a point."""
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + _wave(x, x, 150, 300)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + _wave(x, y, 160, 320)
    bend = 1 - FLATNESS * np.sin(np.radians(lat)) ** 2
    along = AXIS / np.sqrt(bend) * np.cos(np.radians(lat))
    across = AXIS * (1 - FLATNESS) / (bend * np.sqrt(bend))
    west, east_end, south, north_end = CHINA
    inside = (lon >= west) & (lon <= east_end) & (lat >= south) & (lat <= north_end)
    return np.where(inside, np.degrees(east / along), 0.0), np.where(inside, np.degrees(north / across), 0.0)


def _to_gcj02(lon: np.ndarray, lat: np.ndarray) -> Points:
    east, north = _shift(lon, lat)
    return lon + east, lat + north


def _gcj02_to_bd09(lon: np.ndarray, lat: np.ndarray) -> Points:
    reach = np.hypot(lon, lat) + 0.00002 * np.sin(lat * TURN)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * TURN)
    return reach * np.cos(angle) + 0.0065, reach * np.sin(angle) + 0.006


def _to_bd09(lon: np.ndarray, lat: np.ndarray) -> Points:
    return _gcj02_to_bd09(*_to_gcj02(lon, lat))


FORWARD: dict[str, Callable[[np.ndarray, np.ndarray], Points]] = {"GCJ02": _to_gcj02, "BD09": _to_bd09}


def from_cgcs2000(lon: np.ndarray, lat: np.ndarray, *, system: str) -> Points:
    """Return points of CGCS2000 in another system. Raises KeyError for a system not in SYSTEMS."""
    lon, lat = np.asarray(lon, float), np.asarray(lat, float)
    return (lon, lat) if _plain(system) else FORWARD[system](lon, lat)


def to_cgcs2000(lon: np.ndarray, lat: np.ndarray, *, system: str) -> Points:
    """Return points of a declared system in CGCS2000. Raises KeyError for a system not in SYSTEMS."""
    lon, lat = np.asarray(lon, float), np.asarray(lat, float)
    if _plain(system):
        return lon, lat
    forward = FORWARD[system]
    x, y = lon, lat
    for _ in range(ROUNDS):
        there_x, there_y = forward(x, y)
        x, y = x + lon - there_x, y + lat - there_y
    return x, y


def _plain(system: str) -> bool:
    if system not in SYSTEMS:
        raise KeyError(f"no coordinate system {system!r}; there are: {', '.join(SYSTEMS)}")
    return system not in FORWARD


def fill(rows: pl.DataFrame) -> pl.DataFrame:
    """Return project rows with lon and lat (CGCS2000) from lon_given, lat_given and crs as declared.

    Null where no system is declared (nothing is converted silently) or where the numbers are no place on
    earth. What was given stays.
    """
    if not rows["lon_given"].count():
        return rows.with_columns(lon=pl.lit(None, pl.Float64), lat=pl.lit(None, pl.Float64))
    on_earth = pl.col("lon_given").is_between(-180, 180) & pl.col("lat_given").is_between(-90, 90)
    lon, lat = np.full(rows.height, np.nan), np.full(rows.height, np.nan)
    for system in SYSTEMS:
        own = (
            rows.select(((pl.col("crs") == system) & on_earth).fill_null(value=False)).to_series().to_numpy()
        )
        if own.any():
            given = (rows["lon_given"].to_numpy()[own], rows["lat_given"].to_numpy()[own])
            lon[own], lat[own] = to_cgcs2000(*given, system=system)
    return rows.with_columns(pl.Series("lon", lon).fill_nan(None), pl.Series("lat", lat).fill_nan(None))
