"""Headline figures: value, change since the month before, and the scope tag (口径)."""

from collections.abc import Mapping, Sequence

import streamlit as st

from paceboard import examples, units
from paceboard.kpis import Measure, measures
from paceboard.profiles import Profile
from paceboard.text import Words

Row = Mapping[str, object]
COLUMNS = 4
# Blue is ahead and orange behind, as in the charts; green and red mean opposite things in different places.
COLOURS = {("up", "+"): "blue", ("up", "−"): "orange", ("down", "+"): "orange", ("down", "−"): "blue"}
ARROWS = {"+": "up", "−": "down"}

# What a figure without a denominator is read against.
BESIDE = {"total_investment": "project_count", "overdue_start_count": "due_start_count"}


def shown(measure: Measure, row: Row, profile: Profile, words: Words) -> str:
    """Return a figure as readers see it; the gap to time follows the city's rounding custom."""
    if measure.id == "pace_gap":
        gap = units.gap_text(row["completion_share"], row["time_share"], profile)
        return words("overview.points", value=gap)
    if _is_unit_apart(measure, profile, words):
        return units.money_number(row[measure.id], profile)
    return units.figure(row[measure.id], kind=measure.kind, profile=profile, lang=words.lang)


def named(measure: Measure, profile: Profile, words: Words) -> str:
    """Return what a figure is called, with the money unit where it cannot stand beside the figure."""
    label = measure.label(words.lang)
    if _is_unit_apart(measure, profile, words):
        return f"{label} ({units.money_unit(profile, words.lang)})"
    return label


def _is_unit_apart(measure: Measure, profile: Profile, words: Words) -> bool:
    """Return whether the unit is a number itself ("100M CNY"): beside an amount a card would cut it off."""
    return measure.kind == "money" and units.money_unit(profile, words.lang)[:1].isdigit()


def moved(measure: Measure, movement: Row, profile: Profile, words: Words) -> str | None:
    """Return the change since the month before with its sign, or None where nothing can be compared."""
    change = movement.get(measure.id)
    if change is None:
        return None
    if not change:
        return words("overview.unchanged")
    if measure.kind in ("share", "points"):
        return words("overview.points", value=units.points(change, profile))
    if measure.kind == "money":
        return units.money_change(change, profile)
    return units.signed_count(change)


def as_of(measure: Measure, row: Row, words: Words) -> str:
    """Return the date a figure speaks of: the month of the money, or the day of the register."""
    if measure.as_of == "invested_as_of":
        return units.month(row["invested_as_of"], words.lang)
    return units.day(row["register_as_of"], words.lang)


def tag(measure: Measure, row: Row, profile: Profile, words: Words) -> str:
    """Return the scope tag: numerator over denominator, and the as-of date."""
    day = words("overview.as_of", day=as_of(measure, row, words))
    if measure.id == "pace_gap":
        share, time = (units.share(row[key], profile) for key in ("completion_share", "time_share"))
        return words("overview.against", share=share, time=time, day=day)
    if measure.id in BESIDE:
        beside = measures()[BESIDE[measure.id]]
        value = units.figure(row[beside.id], kind=beside.kind, profile=profile, lang=words.lang)
        return words("overview.beside", label=beside.label(words.lang), value=value, day=day)
    if not (measure.numerator and measure.denominator):
        return day
    over, under = (measures()[key] for key in (measure.numerator, measure.denominator))
    bottom = units.figure(row[under.id], kind=under.kind, profile=profile, lang=words.lang)
    # The unit is said once, after the denominator.
    is_money = over.kind == under.kind == "money"
    top = units.money_number(row[over.id], profile) if is_money else units.count(row[over.id])
    return words("overview.parts", top=top, bottom=bottom, day=day)


def draw(ids: Sequence[str], row: Row, movement: Row, *, profile: Profile, words: Words) -> None:
    """Draw the figures with those ids (measures of data/kpis.toml), four in a row.

    row: the row of kpis to show; movement: the row of query movement, or empty.
    """
    found = measures()
    for start in range(0, len(ids), COLUMNS):
        for column, key in zip(st.columns(COLUMNS), ids[start : start + COLUMNS], strict=False):
            measure = found[key]
            with column.container(border=True, gap=None, key=f"card_{key}", height="stretch"):
                _card(measure, row, movement, profile=profile, words=words)


def _card(measure: Measure, row: Row, movement: Row, *, profile: Profile, words: Words) -> None:
    change = moved(measure, movement, profile, words)
    way = (change or "")[:1]
    st.metric(
        named(measure, profile, words),
        shown(measure, row, profile, words),
        delta=change,
        delta_color=COLOURS.get((measure.good, way), "gray"),
        delta_arrow=ARROWS.get(way, "off"),
        delta_description=words("overview.since") if way in ARROWS else None,
        help=examples.explained(measure, row, profile=profile, words=words),
    )
    st.caption(tag(measure, row, profile, words))
