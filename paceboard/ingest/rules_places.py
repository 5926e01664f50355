"""Checks of coordinates: whether a site lies where its return says, and if not, what may have gone wrong."""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from paceboard import borders
from paceboard.borders import Borders
from paceboard.ingest.case import Case, Check
from paceboard.ingest.coordinates import SYSTEMS, Points, to_cgcs2000
from paceboard.profiles import Profile

LON, LAT = pl.col("lon_given"), pl.col("lat_given")
GIVEN = LON.is_not_null() & LAT.is_not_null()
IN_SYSTEM = pl.col("crs").is_in(SYSTEMS).fill_null(value=False)
NAMES = ("district_zh", "district_en", "there_zh", "there_en")
PLACES = 7  # decimals a missing point may hide


def located(case: Case) -> pl.DataFrame:
    """Return the project rows that give a longitude, a latitude and a system."""
    return case.rows["project"].filter(GIVEN & IN_SYSTEM)


def incomplete(case: Case) -> Iterator[Check]:
    """Find coordinates without their other half, or without the system they are measured in."""
    wrong = {
        "lat_missing": ("lat_given", LON.is_not_null() & LAT.is_null()),
        "lon_missing": ("lon_given", LAT.is_not_null() & LON.is_null()),
        "crs_missing": ("crs", GIVEN & ~IN_SYSTEM),
    }
    for key, (field, is_wrong) in wrong.items():
        yield Check(key, "project", field, is_wrong, severity="warning")


def outside(case: Case) -> Iterator[Check]:
    """Find sites outside their district, or outside the city where no district is drawn, with a guess why."""
    drawn = borders.of(case.profile)
    if drawn is None or "project" not in case.rows:
        return
    rows = case.rows["project"]
    strays = [
        _guessed(rows, astray, system, district, drawn)
        for (system, district), places in _declared(rows, case.profile, drawn).items()
        if len(astray := _outside(rows, places, system, district, drawn))
    ]
    if not strays:
        return
    index = pl.int_range(pl.len(), dtype=pl.UInt32)
    named = _with_names(pl.concat(strays), case.profile, drawn)
    for (guess,), group in named.group_by("guess", maintain_order=True):
        adds = {n: index.replace_strict(group["index"], group[n], default=None) for n in NAMES}
        wrong = index.is_in(group["index"].to_list())
        yield Check(str(guess), "project", "lon_given", wrong, adds, "warning")


def outlines(case: Case) -> Iterator[Check]:
    """Find lines and areas without their system, or outside the city."""
    yield Check("outline_crs", "outline", "crs", ~IN_SYSTEM, severity="warning")
    drawn = borders.of(case.profile)
    if drawn is None or "outline" not in case.rows:
        return
    rows = case.rows["outline"]
    astray = ~pl.Series(drawn.contains(None, rows["lon"].to_numpy(), rows["lat"].to_numpy()))
    names = {"city_zh": case.profile.name.zh, "city_en": case.profile.name.en}
    wrong = pl.lit(astray) & pl.col("lon").is_not_null()
    yield Check(
        "outline_outside",
        "outline",
        "outline_given",
        wrong,
        {name: pl.lit(word) for name, word in names.items()},
        "warning",
    )


def _declared(rows: pl.DataFrame, profile: Profile, drawn: Borders) -> dict[tuple, list[int]]:
    """Return the rows that give a place, by its system and the code of the district it is said to lie in.

    The declared district, else the unit's own; None, the whole city, where none such is drawn.
    """
    codes = {u.id: u.code for u in profile.units if u.code in drawn}
    groups: dict[tuple, list[int]] = {}
    names = ("crs", "lon_given", "lat_given", "division_id", "unit_id")
    for number, (system, lon, lat, division, unit) in enumerate(rows.select(names).iter_rows()):
        if system in SYSTEMS and lon is not None and lat is not None:
            groups.setdefault((system, codes.get(division or unit)), []).append(number)
    return groups


def _outside(
    rows: pl.DataFrame, places: list[int], system: str, district: str | None, drawn: Borders
) -> np.ndarray:
    """Return those rows that lie outside the district."""
    x, y = to_cgcs2000(*_given(rows, places), system=system)
    return np.array(places)[~drawn.contains(district, x, y)]


def _given(rows: pl.DataFrame, places: Sequence[int]) -> Points:
    return rows["lon_given"].to_numpy()[places], rows["lat_given"].to_numpy()[places]


def _guessed(
    rows: pl.DataFrame, places: np.ndarray, system: str, district: str | None, drawn: Borders
) -> pl.DataFrame:
    """Return one row for each row outside: index, district, guess and there.

    guess is a message key; there the code of the district it lies in, where no better guess was found.
    """
    given = _given(rows, places)
    guess = np.full(len(places), None, object)
    for name, there in _hypotheses(given, system, drawn):
        guess[np.equal(guess, None) & drawn.contains(district, *there)] = name
    points = zip(*to_cgcs2000(*given, system=system), strict=True)
    codes = [None if known else drawn.locate(*point) for known, point in zip(guess, points, strict=True)]
    last = ["place_elsewhere" if code else "place_outside" for code in codes]
    return pl.DataFrame(
        {
            "index": places,
            "district": [district] * len(places),
            "guess": [known or rest for known, rest in zip(guess, last, strict=True)],
            "there": codes,
        },
        schema={"index": pl.UInt32, "district": pl.String, "guess": pl.String, "there": pl.String},
    )


def _hypotheses(given: Points, system: str, drawn: Borders) -> Iterator[tuple[str, Points]]:
    """Return what the points would be under each likely mistake, in CGCS2000, the plainest mistake first."""
    lon, lat = given
    yield "place_swapped", to_cgcs2000(lat, lon, system=system)
    west, south, east, north = drawn.bounds
    pointed = _pointed(lon, west, east), _pointed(lat, south, north)
    yield "place_point", to_cgcs2000(*pointed, system=system)
    plain = system in ("CGCS2000", "WGS84")
    others = {"place_plain": "CGCS2000", "place_gcj02": "GCJ02", "place_bd09": "BD09"}
    for name, other in others.items():
        if other != system and not (plain and other == "CGCS2000"):
            yield name, to_cgcs2000(lon, lat, system=other)


def _pointed(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Return the values with a decimal point put where it brings them between low and high, if anywhere."""
    result = values.copy()
    for places in range(1, PLACES + 1):
        smaller = values / 10**places
        fits = (smaller >= low) & (smaller <= high)
        result[fits] = smaller[fits]
    return result


def _with_names(rows: pl.DataFrame, profile: Profile, drawn: Borders) -> pl.DataFrame:
    """Return rows with the names of the declared district and of where the point lies, in both languages."""
    units = {u.code: u for u in profile.units if u.code}
    names_zh = {code: units[code].zh if code in units else name for code, name in drawn.names.items()}
    names_en = {code: units[code].en if code in units else name for code, name in drawn.names.items()}
    return rows.with_columns(
        district_zh=pl.col("district").replace(names_zh).fill_null(profile.name.zh),
        district_en=pl.col("district").replace(names_en).fill_null(profile.name.en),
        there_zh=pl.col("there").replace(names_zh),
        there_en=pl.col("there").replace(names_en),
    )


RULES = (incomplete, outside, outlines)
