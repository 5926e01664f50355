"""Boxes of a planner's own question: how the projects of each group are spread."""

from collections.abc import Mapping

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, theme, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes, series
from paceboard.charts.series import Cells

ROW_HEIGHT = 30
NAME_LIMIT = 200
# Parts of a box: the mark and the strength of its colour in the key of a slide.
BOX_PARTS = {"ends": ("━", 1.0), "half": ("■", 0.4), "middle": ("┃", 1.0)}


@figures.once
def explore_box(rows: pl.DataFrame, *, measure: str, **look: object) -> go.Figure:
    """Return one box per key: half of its projects lie in the box, the line is the middle one.

    rows: query explore_spread with word_1; measure: the id of what the projects are measured by.
    """
    frame = Look(**look)  # type: ignore[arg-type]
    found = rows.with_columns(value=pl.col("highest"), measure=pl.lit(measure))
    cells = Cells(found, (measure,), 1, has_time=False)
    shape, unit = series.axis(cells, frame)
    names = [safe(canvas.shortened(word, NAME_LIMIT)) for word in rows["word_1"]]
    money = series.scale(cells, frame)
    drawn = {
        column: money.drawn(rows[column]) if cells.first.kind == "money" else rows[column].to_list()
        for column in ("lowest", "low", "middle", "high", "highest")
    }
    trace = _box(names, drawn, cells.first.label(frame.words.lang), frame)
    ends = [*drawn["lowest"], *drawn["highest"]]
    counts = [units.count(count) for count in rows["project_count"]]
    layout = canvas.layout(
        frame,
        name="explore",
        kind="points",
        left=max((canvas.width_of(name) for name in names), default=0) + 30,
        right=80,
        axis=26,
        about=_about(rows, counts, f"{cells.first.label(frame.words.lang)} {unit}".strip(), frame),
        notes=[*([canvas.unit(unit, frame)] if unit else []), *_counts(names, counts, frame)],
        xaxis=shape | {"range": axes.span(ends, top=1.05), "showgrid": True, "nticks": 7},
        yaxis={"autorange": "reversed", "type": "category", "showgrid": False, "automargin": False},
    )
    return figures.figure([trace], layout)


def _box(names: list[str], drawn: Mapping[str, list], label: str, look: Look) -> dict:
    return {
        "type": "box",
        "orientation": "h",
        "name": label,
        "meta": [look.words(f"explore.box_{part}") for part in BOX_PARTS],
        "y": names,
        "lowerfence": drawn["lowest"],
        "q1": drawn["low"],
        "median": drawn["middle"],
        "q3": drawn["high"],
        "upperfence": drawn["highest"],
        "fillcolor": theme.rgba(look.colours.actual, 0.35),
        "line": {"color": look.colours.actual, "width": 1.5},
        "whiskerwidth": 0.5,
    }


def _counts(names: list[str], counts: list[str], look: Look) -> list[dict]:
    """Return how many projects each box holds, to the right of it."""
    font = {"size": canvas.NOTE_SIZE, "color": look.colours.muted}
    place = {"x": 1, "xref": "paper", "yref": "y", "xanchor": "left", "xshift": 8, "font": font}
    return [
        canvas.note(look.words("explore.box_count", count=count), y=name, **place)
        for name, count in zip(names, counts, strict=True)
    ]


def _parts(look: Look) -> list[tuple[str, str, str]]:
    """Return the key of a box's parts: mark, colour, word."""
    colours = look.colours
    return [
        (mark, theme.mixed(colours.background, colours.actual, strength), look.words(f"explore.box_{part}"))
        for part, (mark, strength) in BOX_PARTS.items()
    ]


def _about(rows: pl.DataFrame, counts: list[str], measure: str, look: Look) -> dict:
    """Return what a slide writes around the boxes."""
    return {
        "rows": rows["word_1"].to_list(),
        "beside": [look.words("explore.box_count", count=count) for count in counts],
        "head": look.words("measure.project_count"),
        "said": look.words("explore.box_said", measure=measure),
        "key": _parts(look),
    }
