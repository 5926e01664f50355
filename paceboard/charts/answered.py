"""The answer to a reader's own question as bars or a line: any column against any other."""

from collections.abc import Sequence
from decimal import Decimal

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, units
from paceboard.canvas import Look
from paceboard.charts import axes
from paceboard.charts.listed import Column, Part, listed
from paceboard.fields import header, kind, stored_unit, worded
from paceboard.profiles import Profile
from paceboard.text import Words

MOST_BARS, MOST_POINTS = 40, 240


@figures.once
def answered(  # noqa: PLR0913 (what a reader chooses, and what every chart needs)
    rows: pl.DataFrame,
    *,
    form: str,
    across: str,
    value: str,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
) -> go.Figure:
    """Return the column value against the column across: form bars (the first rows, top down) or line."""
    look = Look(profile, words, mode, title, source)
    shown = worded(rows, profile=profile, words=words).head(MOST_BARS if form == "bars" else MOST_POINTS)
    labels = [_text(label, look) for label in shown[across]]
    drawn = [None if number is None else float(number) for number in shown[value]]
    kind_ = kind(value, shown.schema[value])
    texts = [_number(number, kind_, look) for number in shown[value]]
    named = header(value, kind_, unit=stored_unit(profile, words), words=words)
    make = _bars if form == "bars" else _line
    return make(labels, drawn, texts, named=named, look=look)


def _text(value: object, look: Look) -> str:
    return look.words("term.flag.none") if value is None else str(value)


def _number(value: float | Decimal | None, kind_: str, look: Look) -> str:
    if kind_ in ("share", "points"):
        return units.share(value, look.profile)
    is_whole = isinstance(value, int) or value is None
    return units.count(value) if is_whole else units.number(value, 2)


def _hover(labels: Sequence[str], texts: Sequence[str], named: str) -> list[str]:
    return [
        f"<b>{canvas.safe(a)}</b><br>{canvas.safe(named)} {b}" for a, b in zip(labels, texts, strict=True)
    ]


def _bars(
    labels: list[str], drawn: list[float | None], texts: list[str], *, named: str, look: Look
) -> go.Figure:
    colour = look.colours.actual
    part = Part(named, "actual", drawn, [colour] * len(drawn), _hover(labels, texts, named))
    axis = {"range": axes.span(drawn, top=1.02), "tickformat": "~s" if max(_known(drawn)) < 1 else ","}
    return listed(
        look, name="console", labels=labels, parts=[part], columns=[Column(named, texts)], xaxis=axis
    )


def _known(drawn: Sequence[float | None]) -> list[float]:
    return [abs(value) for value in drawn if value is not None] or [1.0]


def _line(
    labels: list[str], drawn: list[float | None], texts: list[str], *, named: str, look: Look
) -> go.Figure:
    style = {"color": look.colours.actual, "width": 2.5}
    marker = {"size": 6, "color": look.colours.actual}
    trace = axes.line(labels, drawn, _hover(labels, texts, named), name=named, style=style, marker=marker)
    layout = canvas.layout(
        look,
        name="console",
        kind="lines",
        axis=44,
        left=84,
        notes=[canvas.unit(named, look)],
        xaxis={"type": "category", "tickangle": 0, "nticks": 12},
        yaxis={"range": axes.span(drawn, top=1.1), "nticks": 6, "tickformat": ","},
    )
    return figures.figure([trace], layout)
