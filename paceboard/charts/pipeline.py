"""The pipeline: projects by step, what became of them in the year, and what reached full capacity."""

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, names, theme, units
from paceboard.canvas import Look
from paceboard.charts import axes
from paceboard.charts.listed import Column, Part, listed
from paceboard.profiles import Profile
from paceboard.text import Words

PHASES = ("attract", "build", "yield")


@figures.once
def funnel(
    rows: pl.DataFrame,
    *,
    by: str,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one bar per step with its projects; beside it total, days in the step and what moved on.

    rows: query `pipeline`, its steps in the column named by (stage or batch). Days are "≥" where a step began
    before the first return.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    steps = names.table(by, profile=profile, words=words)
    labels = [steps.get(step, step) for step in rows[by]]
    table = rows.to_dicts()
    scale = axes.scale(rows, ("total_investment",), look)
    said = [f"{units.count(row['project_count'])} · {scale.money(row['total_investment'])}" for row in table]
    hover = [f"<b>{canvas.safe(label)}</b> {text}" for label, text in zip(labels, said, strict=True)]
    bars = Part(
        words("pipeline.count"),
        "actual",
        rows["project_count"].to_list(),
        [look.colours.actual] * rows.height,
        hover,
    )
    columns = [
        Column(words("pipeline.count"), [units.count(row["project_count"]) for row in table], is_strong=True),
        Column(
            words("pipeline.total", unit=scale.unit), [scale.number(row["total_investment"]) for row in table]
        ),
        Column(words("pipeline.median_days"), [days(row) for row in table]),
        Column(words("pipeline.moved_on"), [_moved(row, look) for row in table]),
    ]
    return _counts(look, name="funnel", labels=labels, parts=[bars], columns=columns)


def days(row: dict) -> str:
    """Return the median of days in a step, "≥" where some of its stays began before the first return."""
    if row["median_days"] is None:
        return units.NOTHING
    return ("≥" if row["since_unknown_count"] else "") + units.count(row["median_days"])


def _moved(row: dict, look: Look) -> str:
    if not row["been_count"]:
        return units.NOTHING
    parts = f"{units.count(row['moved_on_count'])} / {units.count(row['been_count'])}"
    return f"{parts} · {units.share(row['moved_on_share'], look.profile)}"


@figures.once
def lifecycle(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one bar per step of attract, build and yield: counts, with total investment beside them.

    rows: query `lifecycle`. The steps count different things, so nothing is added up or divided.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    colours = dict(zip(PHASES, look.colours.series[0:1] + look.colours.series[2:4], strict=True))
    labels = [words(f"term.lifecycle_step.{step}") for step in rows["lifecycle_step"]]
    scale = axes.scale(rows, ("step_total",), look)
    counts = rows["step_count"].to_list()
    hover = [f"<b>{label}</b> {units.count(count)}" for label, count in zip(labels, counts, strict=True)]
    bars = Part(words("pipeline.count"), "actual", counts, [colours[phase] for phase in rows["phase"]], hover)
    columns = [
        Column(words("pipeline.count"), [units.count(count) for count in counts], is_strong=True),
        Column(
            words("pipeline.total", unit=scale.unit), [scale.number(total) for total in rows["step_total"]]
        ),
    ]
    key = [("■", colours[phase], words(f"term.phase.{phase}")) for phase in PHASES]
    return _counts(look, name="lifecycle", labels=labels, parts=[bars], columns=columns, key=key)


@figures.once
def capacity(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one bar per year of completion: finished, of those in use, of those at full capacity.

    rows: query `capacity_years` without its total.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    colours = look.colours
    labels = [words("chart.year", year=year) for year in rows["finish_year"]]
    # Each bar lies within the one before it.
    shades = {
        "followed_count": theme.mixed(colours.plan, colours.background, 0.6),
        "in_use_count": theme.mixed(colours.actual, colours.background, 0.5),
        "full_capacity_count": colours.actual,
    }
    parts = [
        Part(
            words(f"pipeline.{name}"),
            name,
            rows[name].to_list(),
            [colour] * rows.height,
            [f"{words(f'pipeline.{name}')} {units.count(count)}" for count in rows[name]],
        )
        for name, colour in shades.items()
    ]
    shares = [units.share(share, profile) for share in rows["full_capacity_share"]]
    columns = [
        Column(words("pipeline.not_full"), [units.count(c) for c in rows["not_full_count"]], is_strong=True),
        Column(words("pipeline.full_share"), shares),
    ]
    key = [("■", colour, words(f"pipeline.{name}")) for name, colour in shades.items()]
    return _counts(look, name="capacity", labels=labels, parts=parts, columns=columns, key=key)


def _counts(look: Look, *, parts: list[Part], **rest: object) -> go.Figure:
    """Return bars of counts on an axis of whole numbers."""
    xaxis = {"range": axes.span(parts[0].values, top=1.04), "tickformat": ",d"}
    return listed(look, parts=parts, xaxis=xaxis, **rest)
