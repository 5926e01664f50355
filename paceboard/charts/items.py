"""What a score is made of: the items of one unit against what they can earn, and two units side by side."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import polars as pl

from paceboard import figures, theme, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.charts.listed import Column, Part, listed
from paceboard.profiles import Profile
from paceboard.text import Words

MAX_WIDTH, WIDTH = 0.78, 0.46


@figures.once
def items(
    rows: pl.DataFrame,
    *,
    named: Mapping[str, str],
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one bar per item: the points it earned before the most it can earn (pale).

    rows: query `score_items` of one unit, active items only, with texts value_said and target_said.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    table = rows.to_dicts()
    labels = [named.get(row["indicator"], row["indicator"]) for row in table]
    points, most = ([_drawn(row[name]) for row in table] for name in ("points", "points_max"))
    columns = _columns(table, look)
    hover = [
        f"<b>{safe(label)}</b><br>{point} / {limit}"
        for label, point, limit in zip(labels, columns[0].texts, columns[1].texts, strict=True)
    ]
    pale = theme.rgba(look.colours.plan, 0.32)
    fill = [_fill(value, look) for value in points]
    heads = [column.head for column in columns]
    return listed(
        look,
        name="items",
        labels=labels,
        parts=[
            Part(heads[1], "plan", most, [pale] * len(table), hover, width=MAX_WIDTH),
            Part(heads[0], "actual", points, fill, hover, width=WIDTH),
        ],
        columns=columns[: 2 if is_narrow else 4],
        key=[("■", look.colours.actual, heads[0]), ("■", pale, heads[1])],
        xaxis=_points_axis([*points, *most]),
        about={"unit": words("why.points")},
    )


def _columns(table: list[dict], look: Look) -> list[Column]:
    """Return the figures beside the bars: points, most points, value, target."""
    words = look.words
    points, most = ([units.score(row[name]) for row in table] for name in ("points", "points_max"))
    return [
        Column(words("why.head_points"), points, is_strong=True),
        Column(words("why.head_max"), most),
        Column(words("why.head_value"), [row["value_said"] for row in table]),
        Column(words("why.head_target"), [row["target_said"] for row in table]),
    ]


def _drawn(value: object) -> float | None:
    return None if value is None else float(value)


def _points_axis(values: Sequence[float | None]) -> dict:
    return {"range": axes.span(values, top=1.05), "tickformat": ",.1f", "nticks": 6}


def _fill(points: float, look: Look) -> str:
    return look.colours.behind if points < 0 else look.colours.actual


@figures.once
def pairs(  # noqa: PLR0913 (what every figure takes, and two names)
    rows: pl.DataFrame,
    *,
    named: Mapping[str, str],
    called: Sequence[str],
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return two bars per item, the unit's and the other one's, with the difference.

    rows: query `score_pairs`; called: the names of the two units.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    table = rows.to_dicts()
    labels = [named.get(row["indicator"], row["indicator"]) for row in table]
    own, other = rows["points"].cast(pl.Float64).to_list(), rows["points_other"].cast(pl.Float64).to_list()
    said = [[units.score(value) for value in rows[name]] for name in ("points", "points_other")]
    hover = [
        f"<b>{safe(label)}</b><br>{safe(called[0])} {one}<br>{safe(called[1])} {two}"
        for label, one, two in zip(labels, *said, strict=True)
    ]
    fills = (look.colours.actual, theme.rgba(look.colours.plan, 0.55))
    return listed(
        look,
        name="pairs",
        labels=labels,
        parts=[
            Part(called[1], "plan", other, [fills[1]] * len(table), hover, width=MAX_WIDTH),
            Part(called[0], "actual", own, [fills[0]] * len(table), hover, width=WIDTH),
        ],
        columns=[*map(Column, called, said), _differences(rows, look)],
        key=[("■", fill, name) for fill, name in zip(fills, called, strict=True)],
        xaxis=_points_axis([*own, *other]),
        about={"unit": words("why.points")},
    )


def _differences(rows: pl.DataFrame, look: Look) -> Column:
    texts = [_marked(value) for value in rows["difference"]]
    return Column(look.words("why.head_difference"), texts, is_strong=True)


def _marked(value: object) -> str:
    if not value:
        return units.score(value)
    return f"{'▲' if value > 0 else '▼'} {units.score(value, is_signed=True)}"
