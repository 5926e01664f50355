"""What became of milestones: how many of each kind were kept, and which reasons cost most days."""

import plotly.graph_objects as go
import polars as pl

from paceboard import fields, figures, names, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.charts.listed import Column, Part, listed
from paceboard.profiles import Profile
from paceboard.text import Words


@figures.once
def slip_reasons(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one bar per reason: days slipped, the most on top, with their shares added up (Pareto).

    rows: query `schedule_cuts`.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    table = rows.filter(cut="reason").to_dicts()
    labels = [names.of("slip_reason", row["key"], profile=profile, words=words) for row in table]
    days = [row["milestone_slip_days"] for row in table]
    sums = [units.share(row["reason_share"], profile) for row in table]
    hover = [
        f"<b>{safe(label)}</b><br>{_reason(row, look)}" for label, row in zip(labels, table, strict=True)
    ]
    # Days without a reason are no reason: paler than the others.
    fill = [look.colours.actual if row["key"] else look.colours.sequential[3] for row in table]
    return listed(
        look,
        name="slip_reasons",
        labels=labels,
        parts=[Part(fields.label("milestone_slip_days", words), "actual", days, fill, hover)],
        columns=[
            Column(words("schedule.head_days"), [units.count(v) for v in days], is_strong=True),
            Column(
                words("schedule.head_count"), [units.count(row["milestone_slipped_count"]) for row in table]
            ),
            Column(words("schedule.head_sum"), sums),
        ],
        xaxis={"range": axes.span(days, top=1.03), "tickformat": ",d", "nticks": 4},
        about={"unit": words("chart.days_unit"), "decimals": 0},
    )


def _reason(row: dict, look: Look) -> str:
    return look.words(
        "schedule.reason_card",
        days=units.count(row["milestone_slip_days"]),
        count=units.count(row["milestone_slipped_count"]),
        projects=units.count(row["milestone_project_count"]),
        share=units.share(row["part_share"], look.profile),
    )


@figures.once
def kept_kinds(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one bar per kind of milestone, in the order of works: the share of those due that were kept.

    rows: query `schedule_cuts`. The share of all is a dashed line.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    table = rows.filter(cut="kind").to_dicts()
    whole = rows.filter(cut="all")["milestone_on_time_share"].item()
    labels = [names.of("milestone_kind", row["key"], profile=profile, words=words) for row in table]
    values = [row["milestone_on_time_share"] for row in table]
    low = [value is not None and whole is not None and value < whole for value in values]
    fill = [look.colours.sequential[4] if is_low else look.colours.actual for is_low in low]
    columns = _kept(table, look)
    hover = [
        f"<b>{safe(label)}</b><br>{share} = {count}"
        for label, share, count in zip(labels, columns[0].texts, columns[1].texts, strict=True)
    ]
    return listed(
        look,
        name="kept_kinds",
        labels=labels,
        parts=[Part(words("schedule.head_share"), "actual", values, fill, hover)],
        columns=columns,
        xaxis={"range": axes.span([1.0], top=1.03), "tickformat": ".0%", "dtick": 0.5},
        mark=None if whole is None else (whole, words("schedule.all", share=units.share(whole, profile))),
    )


def _kept(table: list[dict], look: Look) -> list[Column]:
    """Return the figures beside the bars: the rate, its two parts, and what is overdue."""
    words = look.words
    shares = [units.share(row["milestone_on_time_share"], look.profile) for row in table]
    counts = [
        f"{units.count(row['milestone_on_time_count'])} / {units.count(row['milestone_due_count'])}"
        for row in table
    ]
    overdue = [units.count(row["milestone_overdue_count"]) for row in table]
    return [
        Column(words("schedule.head_share"), shares, is_strong=True),
        Column(words("schedule.head_kept"), counts),
        Column(words("schedule.head_overdue"), overdue),
    ]
