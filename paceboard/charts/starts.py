"""Starts and completions: what was promised and what came, month by month and added up."""

from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, theme, units
from paceboard.canvas import Look
from paceboard.charts import axes
from paceboard.profiles import Profile
from paceboard.text import Words

# event -> (promised, came): the columns of query starts_months begin with these words.
COLUMNS = {"start": ("planned_start", "started"), "finish": ("planned_finish", "finished")}
# Where the two panels stand, as parts of the plot's height.
MONTHS, SUMS = (0.56, 0.94), (0.0, 0.42)
# Part of the height of the lower panel that one label takes.
LABEL_PART = 0.17


@figures.once
def starts(
    rows: pl.DataFrame,
    *,
    event: str,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return bars of what was promised (wide, light) and came (narrow, dark), and below them both added up.

    rows: query `starts_months`; event: start or finish. Months to come have a promise and nothing else.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    planned, came = COLUMNS[event]
    # Twelve short names fit a narrow figure too.
    months, axis = axes.month_axis(rows["period"].to_list(), replace(look, is_narrow=False))
    bars = _bars(months, rows[f"{planned}_month_count"], rows[f"{came}_month_count"], look)
    lines = _lines(months, rows[f"{planned}_ytd_count"], rows[f"{came}_ytd_count"], look)
    range_ = axes.span([*lines[0]["y"], *lines[1]["y"]], top=1.2)
    ends = _ends(months, lines, look)
    layout = canvas.layout(
        look,
        name=f"{event}s",
        kind="bars",
        right=axes.room(ends),
        axis=42,
        about={"unit": words("starts.unit")},
        notes=[_key(look), *_heads(look), *_end_notes(ends, range_, beside=_promised(lines))],
        barmode="overlay",
        hovermode="x unified",
        xaxis=axis | {"range": [-0.6, len(months) - 0.4], "anchor": "y2"},
        yaxis=_upright(MONTHS, axes.span([*bars[0]["y"], *bars[1]["y"]], top=1.22)),
        yaxis2=_upright(SUMS, range_),
    )
    return figures.figure([*bars, *lines], layout)


def _upright(domain: Sequence[float], range_: Sequence[float]) -> dict:
    return {"domain": list(domain), "range": list(range_), "tickformat": ",d", "nticks": 5}


def _bars(months: list[str], planned: pl.Series, came: pl.Series, look: Look) -> list[dict]:
    """Return the two bars of each month; a month to come is labelled with its promise."""
    colours = look.colours
    pale = theme.rgba(colours.plan, 0.32)
    ahead = ["" if done is not None else units.count(due) for due, done in zip(planned, came, strict=True)]
    done = ["" if value is None else units.count(value) for value in came]
    wide = _bar("plan", months, planned, ahead, look)
    narrow = _bar("actual", months, came, done, look)
    return [
        wide | {"width": 0.78, "marker": {"color": pale}},
        narrow | {"width": 0.46, "marker": {"color": colours.actual}},
    ]


def _bar(part: str, months: list[str], counts: pl.Series, texts: list[str], look: Look) -> dict:
    colours = look.colours
    name = look.words(f"starts.{part}")
    return {
        "type": "bar",
        "name": name,
        "meta": part,
        "x": months,
        "y": counts.to_list(),
        "text": texts,
        "textposition": "outside",
        "textangle": 0,
        "textfont": {
            "size": canvas.NOTE_SIZE,
            "color": colours.text if part == "actual" else colours.muted,
        },
        "constraintext": "none",
        "cliponaxis": False,
        "customdata": [f"{name} {units.count(count)}" for count in counts],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _lines(months: list[str], planned: pl.Series, came: pl.Series, look: Look) -> list[dict]:
    colours, words = look.colours, look.words
    made = []
    for part, counts, width in (("plan", planned, 2.5), ("actual", came, 4)):
        name = words(f"starts.{part}_sum")
        colour = getattr(colours, part)
        hover = [f"{name} {units.count(count)}" for count in counts]
        marker = {"marker": {"size": 7, "color": colour}} if part == "actual" else {}
        style = {"color": colour, "width": width}
        made.append(
            axes.line(
                months, counts.to_list(), hover, name=name, style=style, meta=part, yaxis="y2", **marker
            )
        )
    return made


def _ends(months: list[str], lines: list[dict], look: Look) -> list[tuple[str, float, str, str]]:
    """Return the labels at the ends of the two lines: the last count each of them has."""
    found = []
    for line in lines:
        last = axes.last_known(line["y"])
        if last is not None:
            text = f"<b>{units.count(line['y'][last])}</b>"
            found.append((months[last], line["y"][last], text, line["line"]["color"]))
    return found


def _end_notes(
    ends: list[tuple[str, float, str, str]], range_: Sequence[float], *, beside: float | None
) -> list[dict]:
    """Return the labels beside the last points, moved apart where both lines end in one month.

    beside: what was promised by the last actual month.
    """
    places = [y for _, y, _, _ in ends]
    if len({x for x, _, _, _ in ends}) == 1:
        places = canvas.spread(places, (range_[1] - range_[0]) * LABEL_PART)
    here = {"xref": "x", "yref": "y2", "xanchor": "left", "xshift": 8}
    notes = [
        canvas.note(text, x=x, y=place, font={"color": colour, "size": canvas.LABEL_SIZE}, **here)
        for (x, _, text, colour), place in zip(ends, places, strict=True)
    ]
    if len({x for x, _, _, _ in ends}) == 2:
        # The line of promises runs on past the last actual point.
        notes[1] |= axes.clear_of(ends[1][1], beside)
    return notes


def _promised(lines: list[dict]) -> float | None:
    """Return what was promised by the last month that has an actual count."""
    plan, actual = lines
    last = axes.last_known(actual["y"])
    return None if last is None else plan["y"][last]


def _key(look: Look) -> dict:
    colours, words = look.colours, look.words
    pale = theme.rgba(colours.plan, 0.6)
    parts = [("■", colours.actual, words("starts.actual")), ("■", pale, words("starts.plan"))]
    return canvas.key(parts, colours)


def _heads(look: Look) -> list[dict]:
    """Return the words above the two panels."""
    font = {"size": canvas.NOTE_SIZE + 1, "color": look.colours.muted}
    place = {"x": 0, "xanchor": "left", "yanchor": "bottom", "xshift": -36, "font": font}
    return [
        canvas.note(look.words(key), y=top[1], yshift=6, **place)
        for key, top in (("starts.by_month", MONTHS), ("starts.sums", SUMS))
    ]
