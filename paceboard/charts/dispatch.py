"""Meetings: how many of each kind, month by month."""

from dataclasses import replace

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, names, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.profiles import Profile
from paceboard.text import Words

# Places of the kinds, most frequent first, among the colours of series: blue, ochre, teal, gray, violet.
PLACES = (0, 2, 3, 1, 4)


@figures.once
def meetings(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return stacked bars of meetings by month, one colour per kind, the number in each part.

    rows: query `meeting_months`.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    kinds = rows.partition_by("meeting_kind", maintain_order=True)
    periods = kinds[0]["period"].to_list()
    # Twelve short names fit a narrow figure too.
    months, axis = axes.month_axis(periods, replace(look, is_narrow=False))
    bars, keys = _parts(kinds, months, look)
    tallest = rows.group_by("period").agg(pl.col("meeting_count").sum())["meeting_count"].max()
    layout = canvas.layout(
        look,
        name="meetings",
        kind="bars",
        axis=42,
        top=46,
        about={"unit": words("dispatch.unit"), "decimals": 0},
        notes=[canvas.key(keys, look.colours), canvas.unit(words("dispatch.unit"), look)],
        barmode="stack",
        xaxis=axis | {"range": [-0.6, len(months) - 0.4]},
        # Whole meetings, about five steps.
        yaxis={"range": axes.span([tallest], top=1.1), "tickformat": ",d", "dtick": -(-tallest // 5)},
    )
    return figures.figure(bars, layout)


def _parts(kinds: list[pl.DataFrame], months: list[str], look: Look) -> tuple[list[dict], list[tuple]]:
    """Return the bars and the key: one entry per kind, with its number so far."""
    known = names.table("meeting_kind", profile=look.profile, words=look.words)
    bars, keys = [], []
    for part, place in zip(kinds, PLACES, strict=False):
        id_, colour = part["meeting_kind"].first(), look.colours.series[place]
        name = known.get(id_, id_)
        bars.append(_bar(part, name, months, colour))
        keys.append(("■", colour, f"{name} {units.count(part['meeting_ytd_count'].last())}"))
    return bars, keys


def _bar(rows: pl.DataFrame, name: str, months: list[str], colour: str) -> dict:
    counts = rows["meeting_count"].to_list()
    hover = [
        f"{safe(name)} {units.count(count)} · {month}" for count, month in zip(counts, months, strict=True)
    ]
    return {
        "type": "bar",
        "name": name,
        "meta": rows["meeting_kind"].first(),
        "x": months,
        "y": counts,
        "text": [units.count(count) if count else "" for count in counts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "width": 0.6,
        "marker": {"color": colour},
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
