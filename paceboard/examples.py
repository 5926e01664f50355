"""A measure explained with the figures on screen: formula, its parts worked through, where it comes from."""

from collections.abc import Mapping

from paceboard import kpis, origins, units
from paceboard.kpis import Measure
from paceboard.profiles import Profile
from paceboard.text import Words

Row = Mapping[str, object]


def _figure(measure: Measure, row: Row, profile: Profile, words: Words) -> str:
    kind = measure.kind
    printed = units.figure(row[measure.id], kind=kind, profile=profile, lang=words.lang)
    if kind == "points":
        return words("overview.points", value=printed)
    return words("help.days", days=printed) if kind == "days" else printed


def example(measure: Measure, row: Row, *, profile: Profile, words: Words) -> str:
    """Return the measure worked out with the figures of a row; "" where the row has none."""
    if row.get(measure.id) is None:
        return ""
    if measure.id == "pace_gap":
        share, time = (units.share(row[key], profile) for key in ("completion_share", "time_share"))
        gap = units.gap_text(row["completion_share"], row["time_share"], profile)
        return words("help.example_gap", share=share, time=time, value=words("overview.points", value=gap))
    value = _figure(measure, row, profile, words)
    if measure.id == "gap_amount" and row["plan_year"] is not None:
        invested, plan = (units.money(row[key], profile, words.lang) for key in ("invested_ytd", "plan_year"))
        time = units.share(row["time_share"], profile)
        return words("help.example_gap_amount", invested=invested, plan=plan, time=time, value=value)
    parts = [kpis.measures()[part] for part in (measure.numerator, measure.denominator) if part]
    if len(parts) < 2 or any(row.get(part.id) is None for part in parts):
        return words("help.example_value", value=value)
    top, bottom = (_figure(part, row, profile, words) for part in parts)
    return words("help.example_share", top=top, bottom=bottom, value=value)


def explained(measure: Measure, row: Row, *, profile: Profile, words: Words) -> str:
    """Return formula, example and source of a measure, a paragraph each."""
    said = (
        measure.meaning(words.lang),
        example(measure, row, profile=profile, words=words),
        origins.said(measure.id, profile=profile, words=words),
    )
    return "\n\n".join(part for part in said if part)
