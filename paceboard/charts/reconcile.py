"""Commission against statistics: both figures by unit, and both with payments month by month."""

from dataclasses import replace

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, names, theme, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.charts.axes import Scale
from paceboard.charts.listed import Column, Part, listed
from paceboard.profiles import Profile
from paceboard.text import Words

# Line -> (column of query reconcile_months, colour's name in the palette, width, dash).
LINES = {
    "commission": ("compared_ytd", "actual", 4, "solid"),
    "statistics": ("stat_ytd", "behind", 4, "dash"),
    "paid": ("compared_paid_ytd", "plan", 2.5, "dot"),
}


@figures.once
def deviations(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return two bars per unit, commission (wide, light) and statistics (narrow, dark), of the same projects.

    rows: query `reconcile_units`. Beside them the deviation and how many projects are persistently apart.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    found = rows.filter(pl.col("cut") == "unit", pl.col("compared_count") > 0)
    known = names.table("unit_id", profile=profile, words=words)
    labels = [known.get(unit, unit) for unit in found["unit_id"]]
    scale = axes.scale(found, ("compared_ytd", "stat_ytd"), look)
    cards = [_card(row, label, scale, look) for row, label in zip(found.to_dicts(), labels, strict=True)]
    parts = _parts(found, cards, scale, look)
    shares = [_mark(row, look) for row in found.to_dicts()]
    persistent = [units.count(value) for value in found["persistent_count"]]
    in_unit = words("reconcile.in_unit", name=parts[0].name, unit=scale.unit)
    return listed(
        look,
        name="deviations",
        labels=labels,
        parts=parts,
        columns=[
            Column(words("reconcile.head_share"), shares, is_strong=True),
            Column(words("reconcile.head_persistent"), persistent),
        ],
        xaxis={"range": axes.span([v for part in parts for v in part.values], top=1.05), "tickformat": ","},
        key=[("■", _pale(look, 0.7), in_unit), ("■", look.colours.actual, parts[1].name)],
        about={"unit": scale.unit},
    )


def _pale(look: Look, part: float) -> str:
    return theme.rgba(look.colours.plan, part)


def _parts(rows: pl.DataFrame, cards: list[str], scale: Scale, look: Look) -> list[Part]:
    commission, statistics = (look.words(f"reconcile.line_{part}") for part in ("commission", "statistics"))
    wide, narrow = (scale.drawn(rows[column]) for column in ("compared_ytd", "stat_ytd"))
    return [
        Part(commission, "plan", wide, [_pale(look, 0.4)] * rows.height, cards, width=0.8),
        Part(statistics, "actual", narrow, [look.colours.actual] * rows.height, cards, width=0.4),
    ]


def _mark(row: dict, look: Look) -> str:
    """Return "▲ 23.4%": the shape says on which side the commission's figure is."""
    share = row["deviation_share"]
    if share is None:
        return ""
    return f"{'▲' if share > 0 else '▼' if share < 0 else '＝'} {units.share(abs(share), look.profile)}"


def _card(row: dict, label: str, scale: Scale, look: Look) -> str:
    words = look.words
    lines = [
        f"{words('reconcile.line_commission')} {scale.money(row['compared_ytd'])}",
        f"{words('reconcile.line_statistics')} {scale.money(row['stat_ytd'])}",
        f"{words('reconcile.head_share')} {_mark(row, look)}",
    ]
    return "<br>".join([f"<b>{safe(label)}</b>", *lines])


@figures.once
def three_series(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return the cumulative lines of commission, statistics and payments, of the same projects.

    rows: query `reconcile_months`, one per month.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    scale = axes.scale(rows, [column for column, *_ in LINES.values()], look)
    # Twelve short names fit a narrow figure too.
    months, axis = axes.month_axis(rows["period"].to_list(), replace(look, is_narrow=False))
    traces = [
        _line(part, months, rows, scale, look)
        for part, (column, *_) in LINES.items()
        if rows[column].null_count() < rows.height
    ]
    range_ = axes.span([value for trace in traces for value in trace["y"]], top=1.12)
    ends = [_end(trace, months, rows, scale) for trace in traces]
    layout = canvas.layout(
        look,
        name="three_series",
        kind="lines",
        about={"unit": scale.unit},
        right=axes.room(ends),
        axis=42,
        notes=[*axes.ends(ends, range_), canvas.unit(scale.unit, look)],
        hovermode="x unified",
        xaxis=axis,
        yaxis={"range": range_, "tickformat": ",", "nticks": 7},
    )
    return figures.figure(traces, layout)


def _line(part: str, months: list[str], rows: pl.DataFrame, scale: Scale, look: Look) -> dict:
    column, colour, width, dash = LINES[part]
    name = look.words(f"reconcile.line_{part}")
    ink = getattr(look.colours, colour)
    hover = [f"{name} {scale.money(value)}" for value in rows[column]]
    style = {"color": ink, "width": width, "dash": dash}
    marker = {"marker": {"size": 7, "color": ink}}
    return axes.line(months, scale.drawn(rows[column]), hover, name=name, style=style, meta=part, **marker)


def _end(trace: dict, months: list[str], rows: pl.DataFrame, scale: Scale) -> tuple[str, float, str, str]:
    last = axes.last_known(trace["y"])
    amount = scale.number(rows[LINES[trace["meta"]][0]][last])
    return months[last], trace["y"][last], f"{trace['name']} {amount}", trace["line"]["color"]
