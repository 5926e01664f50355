"""Bars: what was planned and done in each month."""

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, theme
from paceboard.canvas import Look
from paceboard.charts import axes
from paceboard.profiles import Profile
from paceboard.text import Words


@figures.once
def months(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return what was planned (wide, light) and done (narrow, dark) month by month, in money.

    rows: query `curve`, one per month. A correction can make a month negative.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    colours = look.colours
    scale = axes.scale(rows, ("plan_month", "invested_month"), look)
    months_, axis = axes.month_axis(rows["period"].to_list(), look)
    pale = theme.rgba(colours.plan, 0.32)
    planned = _month_bar("plan", months_, rows["plan_month"], scale, look)
    planned |= {"width": 0.78, "marker": {"color": pale}}
    done = _month_bar("actual", months_, rows["invested_month"], scale, look)
    done |= {"width": 0.46, "marker": {"color": colours.actual}} | _amounts(
        rows["invested_month"], scale, look
    )
    parts = [("■", colours.actual, words("chart.actual")), ("■", pale, words("chart.plan"))]
    layout = canvas.layout(
        look,
        name="months",
        kind="bars",
        about={"unit": scale.unit},
        axis=42,
        notes=[canvas.key(parts, colours), canvas.unit(scale.unit, look)],
        barmode="overlay",
        hovermode="x unified",
        xaxis=axis | {"range": [-0.55, len(months_) - 0.45]},
        yaxis={"range": axes.span([*planned["y"], *done["y"]], top=1.12), "tickformat": ",", "nticks": 6},
    )
    return figures.figure([planned, done], layout)


def _amounts(money: pl.Series, scale: axes.Scale, look: Look) -> dict:
    """Return the amounts that stand at the ends of the bars."""
    return {
        "text": ["" if value is None else scale.number(value) for value in money],
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"size": canvas.NOTE_SIZE + 1, "color": look.colours.text},
        "constraintext": "none",
        "cliponaxis": False,
    }


def _month_bar(part: str, x: list[str], money: pl.Series, scale: axes.Scale, look: Look) -> dict:
    label = look.words(f"chart.{part}")
    hover = [f"{label} {scale.money(value)}" for value in money]
    said = {"customdata": hover, "hovertemplate": "%{customdata}<extra></extra>"}
    return {"type": "bar", "name": label, "meta": part, "x": x, "y": scale.drawn(money), **said}
