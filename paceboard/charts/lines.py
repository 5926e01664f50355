"""Lines over the months of a fiscal year: the city's curve, one project's, the years over each other."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, theme, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.charts.axes import Scale
from paceboard.profiles import Profile
from paceboard.text import Words


@figures.once
def curve(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return the cumulative curve of one split key: own plan, time-proportional and actual, in money.

    rows: query `curve`, one per month. Months after the last return have no actual point; the last reported
    one carries amount, share of the annual plan and the gap to time.
    """
    return _money_lines(rows, Look(profile, words, mode, title, source, is_narrow), name="curve")


@figures.once
def project_curve(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    dates: Sequence[tuple[date, str]] = (),
    is_narrow: bool = False,
) -> go.Figure:
    """Return the curve of one project; small amounts are drawn in the stored unit.

    rows: query `curve` with f.project. dates: (day, word) promised and actual, marked where they fall in
    the months drawn.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    return _money_lines(rows, look, name="project_curve", dates=dates)


def _money_lines(
    rows: pl.DataFrame, look: Look, *, name: str, dates: Sequence[tuple[date, str]] = ()
) -> go.Figure:
    scale = axes.scale(rows, ("plan_ytd", "time_ytd", "invested_ytd"), look)
    months, axis = axes.month_axis(rows["period"].to_list(), look)
    traces = [
        trace
        for part, dash in (("plan", "solid"), ("time", "dash"), ("actual", "solid"))
        if (trace := _money_line(part, dash, months, rows, scale, look))
    ]
    range_ = axes.span([value for trace in traces for value in trace["y"]], top=1.14)
    labels, notes = _labels(traces, months, rows, scale, look)
    marks, rules = _dates(dates, rows["period"].to_list(), look)
    layout = canvas.layout(
        look,
        name=name,
        kind="lines",
        about={"unit": scale.unit},
        right=axes.room(labels),
        axis=42,
        notes=[*axes.ends(labels, range_), *notes, *marks, canvas.unit(scale.unit, look)],
        shapes=rules,
        hovermode="x unified",
        xaxis=axis,
        yaxis={"range": range_, "tickformat": ",", "nticks": 7},
    )
    return figures.figure(traces, layout)


def _money_line(
    part: str, dash: str, months: list[str], rows: pl.DataFrame, scale: Scale, look: Look
) -> dict | None:
    """Return one of the lines plan, time, actual; None where it has no value at all."""
    money = rows["invested_ytd" if part == "actual" else f"{part}_ytd"]
    shares = rows["invested_share" if part == "actual" else f"{part}_share"]
    if money.null_count() == len(money):
        return None
    colour, label = getattr(look.colours, part), look.words(f"chart.{part}")
    hover = [
        f"{label} {scale.money(value)} · {units.share(share, look.profile)}"
        for value, share in zip(money, shares, strict=True)
    ]
    style = {"color": colour, "width": 4 if part == "actual" else 2.5, "dash": dash}
    marker = {"marker": {"size": 8, "color": colour}} if part == "actual" else {}
    return axes.line(months, scale.drawn(money), hover, name=label, style=style, meta=part, **marker)


def _labels(
    traces: list[dict], months: list[str], rows: pl.DataFrame, scale: Scale, look: Look
) -> tuple[list[tuple], list[dict]]:
    """Return the labels to the right of the plot, and the one at the last reported month inside it."""
    ends, notes = [], []
    for trace in traces:
        last = axes.last_known(trace["y"])
        if trace["meta"] == "actual" and last < len(months) - 1:
            notes.append(_actual_note(trace["y"][last], last, months, rows, scale, look))
            continue
        money = rows["invested_ytd" if trace["meta"] == "actual" else f"{trace['meta']}_ytd"]
        text = f"{trace['name']} {scale.number(money[last])}"
        ends.append((months[last], trace["y"][last], text, trace["line"]["color"]))
    return ends, notes


def _actual_note(
    y: float, place: int, months: list[str], rows: pl.DataFrame, scale: Scale, look: Look
) -> dict:
    """Return the label of the last reported point: above a line that leads, below one that lags."""
    row = rows.row(place, named=True)
    share = (
        f" · {units.share(row['invested_share'], look.profile)}" if row["invested_share"] is not None else ""
    )
    text = f"<b>{look.words('chart.actual')} {scale.number(row['invested_ytd'])}{share}</b>"
    pace = axes.pace_words(row["invested_share"], row["time_share"], look)
    others = [row[name] for name in ("plan_ytd", "time_ytd") if row[name] is not None]
    is_top = all(row["invested_ytd"] >= other for other in others)
    return canvas.note(
        f"{text}<br>{pace}" if pace else text,
        font={"color": look.colours.actual, "size": canvas.LABEL_SIZE + (-1 if look.is_narrow else 1)},
        bgcolor=theme.rgba(look.colours.background, 0.85),
        name="actual",
        **_beside(
            months[place], y, is_top=is_top, is_roomy=not look.is_narrow and (place >= 5 or not is_top)
        ),
    )


def _beside(x: str, y: float, *, is_top: bool, is_roomy: bool) -> dict:
    """Return where the label of the last reported point stands.

    Beside the point; where there is no room for it, in the corner that running totals always leave empty:
    top left above a line that leads, bottom right below one that lags.
    """
    side = "right" if is_top == is_roomy else "left"
    here = {"xanchor": side, "align": side, "yanchor": "bottom" if is_top == is_roomy else "top"}
    if is_roomy:
        shift = {"xshift": -8, "yshift": 8} if is_top else {"xshift": 14, "yshift": 2}
        return here | shift | {"x": x, "y": y, "xref": "x", "yref": "y"}
    return here | ({"x": 0.02, "y": 0.98} if is_top else {"x": 0.99, "y": 0.03})


def _dates(
    dates: Sequence[tuple[date, str]], periods: list[date], look: Look
) -> tuple[list[dict], list[dict]]:
    """Return words and upright rules for the dates that fall into the months drawn."""
    marks: dict[int, list[str]] = {}
    for day, word in sorted(dates):
        month = day.replace(day=1)
        if month in periods:
            marks.setdefault(periods.index(month), []).append(word)
    font = {"size": canvas.NOTE_SIZE + 1, "color": look.colours.muted}
    style = {"color": look.colours.muted, "width": 1, "dash": "dot"}
    place = {"y": 1, "xref": "x", "yanchor": "bottom", "font": font}
    # Words of neighbouring months stand on two levels.
    notes = [
        canvas.note(safe(" / ".join(said)), x=x, yshift=6 if i % 2 else 22, **place)
        for i, (x, said) in enumerate(marks.items())
    ]
    rules = [
        {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": style, "layer": "below"}
        for x in marks
    ]
    return notes, rules


@figures.once
def years(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return the fiscal years laid over each other: share of the annual plan by month, the latest one strong.

    rows: query `years`, one per fiscal year and month_no.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    names, axis = axes.month_axis(axes.fiscal_months(profile), look, with_year=False)
    parts = rows.sort("fiscal_year", "month_no").drop_nulls("invested_share").partition_by("fiscal_year")
    traces = [_year(part, names, look, age=len(parts) - 1 - i) for i, part in enumerate(parts)]
    labels, running = _year_labels(traces, names, look)
    range_ = axes.span([value for trace in traces for value in trace["y"]], top=1.1)
    time = {"type": "line", "x0": 0, "x1": 11, "y0": 1 / 12, "y1": 1, "layer": "below"}
    layout = canvas.layout(
        look,
        name="years",
        kind="lines",
        right=axes.room(labels),
        notes=[*axes.ends(labels, range_), *running, canvas.unit(words("chart.of_plan"), look)],
        shapes=[time | {"line": {"color": look.colours.time, "width": 1.5, "dash": "dash"}}],
        hovermode="x unified",
        xaxis=axis,
        yaxis={"range": range_, "tickformat": ".0%", "nticks": 7},
    )
    return figures.figure(traces, layout)


def _year_labels(traces: list[dict], names: list[str], look: Look) -> tuple[list[tuple], list[dict]]:
    """Return the labels of whole years, to the right of the plot, and that of a year still running."""
    ends, running = [], []
    for trace in traces:
        x, y, is_latest = trace["x"][-1], trace["y"][-1], trace is traces[-1]
        text = f"{trace['name']} {units.share(y, look.profile)}"
        text = f"<b>{text}</b>" if is_latest else text
        colour = look.colours.actual if is_latest else look.colours.muted
        if is_latest and x != names[-1]:
            place = {"xanchor": "right", "yanchor": "bottom", "xshift": -8, "yshift": 4}
            running.append(canvas.note(text, x=x, y=y, xref="x", yref="y", font={"color": colour}, **place))
        else:
            ends.append((x, y, text, colour))
    return ends, running


def _year(part: pl.DataFrame, names: list[str], look: Look, *, age: int) -> dict:
    """Return one fiscal year's line; age 0 is the latest."""
    colours = look.colours
    label = look.words("chart.fiscal_year", year=part["fiscal_year"][0])
    shares = part["invested_share"].to_list()
    hover = [f"{label} {units.share(share, look.profile)}" for share in shares]
    faded = colours.plan if age <= 1 else theme.rgba(colours.plan, max(0.35, 1 - 0.22 * age))
    style = {"color": faded if age else colours.actual, "width": 2 if age else 4}
    marker = {} if age else {"marker": {"size": 8, "color": colours.actual}}
    if age and part.height < part["month_no"][-1]:
        # Months are missing: say which points are known.
        marker = {"marker": {"size": 6, "color": faded}}
    x = [names[number - 1] for number in part["month_no"]]
    return axes.line(x, shares, hover, name=label, style=style, **marker)
