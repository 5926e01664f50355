"""The keys beside the map: pace states, what districts can be shaded by, the scale of colours."""

from collections.abc import Iterable

import polars as pl

from paceboard import kpis, memo, theme, units
from paceboard.kpis import Measure
from paceboard.map_layers import Scene, Shade, shadeable
from paceboard.map_markers import icon, ramp
from paceboard.profiles import Profile
from paceboard.text import Words

FIRST = "pace_gap"  # what the map is shaded by until the reader chooses
NUMBERS = ("points", "share", "money", "count", "number")
# Figures of the city as a whole, or of the return of units: they say nothing about a district.
NOT_OF_DISTRICTS = frozenset({"time_share", "units_reported", "units_expected"})


def ordered(found: Iterable[str]) -> list[str]:
    """Return pace states in the order that legends list them."""
    present = set(found)
    return [state for state in theme.STATES if state in present]


def legend_entry(state: str, count: int, *, words: Words, mode: str) -> str:
    """Return marker, word and count of a pace state as Markdown."""
    word = words(f"state.{state}")
    said = words("sites.state_count", state=word, count=units.count(count))
    return f"![{word}]({icon(state, mode)}) {said}"


@memo.kept(32)
def with_icons(sites: pl.DataFrame, mode: str) -> pl.DataFrame:
    """Return the sites with a column `icon`: the marker of the pace state as a picture."""
    pictures = {state: icon(state, mode) for state in theme.STATES}
    return sites.with_columns(pl.col("pace_state").replace(pictures).alias("icon"))


def measures(lang: str, *, none: str) -> dict[str, str]:
    """Return what districts can be shaded by: id of a measure -> its name, and "none"."""
    fitting = {
        m.id: m.label(lang)
        for m in kpis.measures().values()
        if m.kind in NUMBERS and m.query == "kpis" and m.id not in NOT_OF_DISTRICTS
    }
    return {FIRST: fitting.pop(FIRST), "none": none, **fitting}


@memo.kept(100)
def shade(rows: pl.DataFrame, *, measure: Measure | None, profile: Profile) -> Shade | None:
    """Return the shade of the districts, None where there is no measure or no district with a value.

    rows: the rows of query kpis whose cut is division.
    """
    if measure is None:
        return None
    drawn = shadeable(profile)
    pairs = rows.select("key", pl.col(measure.id).cast(pl.Float64)).drop_nulls().iter_rows()
    values = {key: value for key, value in pairs if key in drawn}
    return Shade(measure, values) if values else None


def missing_borders(profile: Profile, words: Words) -> str:
    """Return a sentence where districts cannot be shaded for want of borders; empty where they can."""
    if shadeable(profile):
        return ""
    city = profile.name.label(words.lang)
    if Scene(profile, words, "light").areas():
        return words("sites.no_polygons", city=city)
    return words("sites.no_boundary", code=profile.boundary or profile.code)


def scale(shade: Shade, *, profile: Profile, words: Words, mode: str) -> str:
    """Return the scale of colours in one line of Markdown: lowest value, steps, highest value."""
    scene = Scene(profile, words, mode, shade)
    low, high = (scene.figure(value) for value in shade.ends)
    picture = f"![{low} – {high}]({ramp(shade.steps(mode))})"
    return words("sites.scale", low=low, ramp=picture, high=high)
