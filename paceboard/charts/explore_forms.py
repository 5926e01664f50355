"""Heat maps, treemaps, scatters and boxes of a planner's own question."""

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, kpis, theme
from paceboard.canvas import Look, safe
from paceboard.charts import axes, explore, series
from paceboard.charts.series import Cells

CELL_HEIGHT = 30
NAME_LIMIT = 200


@figures.once
def explore_heat(cells: Cells, **look: object) -> go.Figure:
    """Return one coloured cell per key of the first dimension and of the second (or of time)."""
    frame = Look(**look)  # type: ignore[arg-type]
    down, across = "word_1", "bucket_word" if cells.has_time else "word_2"
    rows = cells.rows.filter(pl.col("measure") == cells.first.id)
    left, top = list(dict.fromkeys(rows[down])), list(dict.fromkeys(rows[across]))
    money = series.scale(cells, frame)
    found = {(row[down], row[across]): row for row in rows.iter_rows(named=True)}
    grid = [[found.get((word, head)) for head in top] for word in left]
    texts = [[series.said(row, "value", frame, money=money) if row else "" for row in line] for line in grid]
    trace = {
        "type": "heatmap",
        "name": cells.first.label(frame.words.lang),
        "x": top,
        "y": left,
        "z": [[row["value"] if row else None for row in line] for line in grid],
        "text": texts,
        "texttemplate": "%{text}",
        "textfont": {"size": canvas.NOTE_SIZE},
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "hovertemplate": "%{y}<br>%{x}<br><b>%{text}</b><extra></extra>",
        **_colours(cells, rows, frame),
    }
    layout = canvas.layout(
        frame,
        name="explore",
        kind="picture",
        about={"grid": _grid(trace, frame)},
        left=max((canvas.width_of(canvas.shortened(word, NAME_LIMIT)) for word in left), default=0) + 30,
        axis=10,
        top=70,
        height=CELL_HEIGHT * len(left),
        notes=_unit(cells, frame),
        xaxis={"side": "top", "tickangle": 0, "type": "category"},
        yaxis={"autorange": "reversed", "type": "category", "showgrid": False, "automargin": False}
        | {"tickvals": left, "ticktext": [safe(canvas.shortened(word, NAME_LIMIT)) for word in left]},
    )
    return figures.figure([trace], layout)


def _grid(trace: dict, look: Look) -> dict:
    """Return a heat map as a table: heads, names of the rows, and (text, fill, ink) of every cell."""
    known = [value for line in trace["z"] for value in line if value is not None]
    low, high = trace.get("zmin", min(known, default=0.0)), trace.get("zmax", max(known, default=0.0))
    steps = [colour for _, colour in trace["colorscale"]]

    def cell(value: float | None, text: str) -> tuple[str, str, str]:
        if value is None:
            return "", look.colours.background, look.colours.muted
        fill = theme.between(steps, (value - low) / (high - low) if high > low else 0.5)
        return text, fill, theme.readable(fill)

    cells = [list(map(cell, *pair)) for pair in zip(trace["z"], trace["text"], strict=True)]
    return {"columns": trace["x"], "names": trace["y"], "cells": cells}


def _colours(cells: Cells, rows: pl.DataFrame, look: Look) -> dict:
    """Return the colours of a heat map: two sides of zero for gaps, else from little to much."""
    is_signed = cells.first.kind == "points" or cells.first.id == "gap_amount"
    steps = look.colours.diverging if is_signed else look.colours.sequential[:7]
    scale = [[i / (len(steps) - 1), colour] for i, colour in enumerate(steps)]
    if not is_signed:
        return {"colorscale": scale}
    far = rows["value"].abs().max() or 1.0
    return {"colorscale": scale, "zmin": -far, "zmax": far}


def _unit(cells: Cells, look: Look) -> list[dict]:
    unit = series.axis(cells, look)[1] if cells.first.kind == "money" else ""
    place = {"x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "yshift": 30}
    font = {"size": canvas.NOTE_SIZE + 1, "color": look.colours.muted}
    return [canvas.note(safe(unit), font=font, **place)] if unit else []


@figures.once
def explore_treemap(cells: Cells, whole: pl.DataFrame, **look: object) -> go.Figure:
    """Return areas as large as their sums, the second dimension inside the first.

    whole: the rows of the totals that the areas lie in, of the whole and of the first dimension.
    """
    frame = Look(**look)  # type: ignore[arg-type]
    rows = pl.concat([whole, cells.rows]).filter(
        (pl.col("measure") == cells.first.id) & (pl.col("value") > 0)
    )
    made = [_area(row, frame) for row in rows.unique(maintain_order=True).iter_rows(named=True)]
    tops = dict.fromkeys(path[0] for path, _, _ in made if path)
    inks = dict(zip(tops, explore.inks(frame) * len(tops), strict=False))
    trace = {
        "type": "treemap",
        "name": cells.first.label(frame.words.lang),
        "ids": ["/".join(path) or "~" for path, _, _ in made],
        "parents": ["/".join(path[:-1]) or ("~" if path else "") for path, _, _ in made],
        "labels": [safe(path[-1] if path else frame.words("explore.whole")) for path, _, _ in made],
        "values": [value for _, value, _ in made],
        "text": [text for _, _, text in made],
        "branchvalues": "total",
        "sort": False,
        "texttemplate": "%{label}<br>%{text}",
        "hovertemplate": "<b>%{label}</b><br>%{text}<br>%{percentRoot:.2%}<extra></extra>",
        "textfont": {"size": canvas.LABEL_SIZE},
        "marker": {
            "colors": [inks[p[0]] if p else frame.colours.panel for p, _, _ in made],
            "pad": {"t": 22},
        },
        "pathbar": {"visible": False},
    }
    about = {"bars": _as_bars(cells, made, inks, frame)}
    sides = {"left": canvas.EDGE, "right": canvas.EDGE, "axis": 4, "top": 16}
    layout = canvas.layout(frame, name="explore", kind="picture", about=about, **sides)
    return figures.figure([trace], layout)


def _as_bars(
    cells: Cells, made: list[tuple[list[str], float, str]], inks: dict[str, str], look: Look
) -> dict:
    """Return the areas as bars, largest first, parts beneath what they lie in: slides can edit those."""
    sizes = {tuple(path): value for path, value, _ in made}
    below = sorted(
        (path for path in sizes if path),
        key=lambda path: (-sizes[path[:1]], path[0], len(path), -sizes[path]),
    )
    shape, unit = series.axis(cells, look)
    values = [sizes[path] for path in below]
    if cells.first.kind == "money":
        values = series.scale(cells, look).drawn(pl.Series(values, dtype=pl.Float64))
    return {
        "names": [" · ".join(path) for path in below],
        "values": values,
        "inks": [inks[path[0]] for path in below],
        "axis": shape | {"range": axes.span(values, top=1.06)},
        "unit": unit,
    }


def _area(row: dict, look: Look) -> tuple[list[str], float, str]:
    path = [row[f"word_{place}"] for place in (1, 2) if f"word_{place}" in row and not row[f"is_all_{place}"]]
    return path, row["value"], series.said(row, "value", look)


@figures.once
def explore_scatter(cells: Cells, **look: object) -> go.Figure:
    """Return one point per cell: the first measure upright, the second along, each with its own unit."""
    frame = Look(**look)  # type: ignore[arg-type]
    first, second = (kpis.measures()[key] for key in cells.measures[:2])
    name = pl.concat_str([pl.col(f"word_{place}") for place in range(1, cells.things + 1)], separator=" · ")
    found = cells.rows.with_columns(cell=name)
    upright = {row["cell"]: row for row in found.filter(measure=first.id).iter_rows(named=True)}
    along = {row["cell"]: row for row in found.filter(measure=second.id).iter_rows(named=True)}
    words = [word for word in upright if word in along]
    y_axis, ys = _scattered(first, [upright[word] for word in words], frame)
    x_axis, xs = _scattered(second, [along[word] for word in words], frame)
    trace = {
        "type": "scatter",
        "mode": "markers+text" if len(words) <= 30 else "markers",
        "name": first.label(frame.words.lang),
        "x": xs,
        "y": ys,
        "text": [safe(word) for word in words],
        "textposition": "top center",
        "textfont": {"size": canvas.NOTE_SIZE, "color": frame.colours.muted},
        "cliponaxis": False,
        "marker": {"size": 11, "color": theme.rgba(frame.colours.actual, 0.75)},
        "customdata": [_said(word, upright[word], along[word], frame) for word in words],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    upright = y_axis.pop("unit")
    layout = canvas.layout(
        frame,
        name="explore",
        kind="points",
        axis=72,
        top=52,
        right=60,
        about={"upright": upright},
        notes=[canvas.unit(upright, frame)],
        xaxis=x_axis | {"title": {"text": safe(x_axis.pop("unit"))}, "showgrid": True},
        yaxis=y_axis,
    )
    return figures.figure([trace], layout)


def _scattered(measure: kpis.Measure, rows: list[dict], look: Look) -> tuple[dict, list[float | None]]:
    """Return the axis of one measure, named with its unit, and the places of the points on it."""
    cells = Cells(pl.DataFrame(rows, infer_schema_length=None), (measure.id,), 1, has_time=False)
    shape, unit = series.axis(cells, look)
    values = [row["value"] for row in rows]
    if measure.kind == "money":
        values = series.scale(cells, look).drawn(pl.Series(values, dtype=pl.Float64))
    label = measure.label(look.words.lang)
    return shape | {"unit": f"{label} ({unit})" if unit else label}, values


def _said(word: str, upright: dict, along: dict, look: Look) -> str:
    lines = [f"<b>{safe(word)}</b>"]
    for row in (upright, along):
        label = kpis.measures()[row["measure"]].label(look.words.lang)
        lines.append(f"{safe(label)} {series.said(row, 'value', look)}")
    return "<br>".join(lines)
