"""A wall of cards: units down, rules across, every tile with colour, shape and word."""

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, theme
from paceboard.canvas import Look, safe
from paceboard.profiles import Profile
from paceboard.text import Words

ROW_HEIGHT = 54
NAME_LIMIT, NAME_SIZE = 200, 16
HEAD_SIZE, NOTE_SIZE = 17, 13
# Part of a cell that its tile fills, across and down.
ACROSS, DOWN = 0.485, 0.46


@figures.once
def cards(
    rows: pl.DataFrame,
    *,
    legend: list[tuple[str, str, str]],
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return the wall: one row per unit in the order of rows, one column per rule.

    rows: query `cards` with texts unit, rule, mark, head, note, hover and colour; legend: mark, name of the
    colour and word of each card. Tiles of the excused are pale with a coloured edge; what no card was given
    for has a dashed edge. The height grows with the number of units.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    names = rows["unit"].unique(maintain_order=True).to_list()
    columns = rows.sort("rule_no")["rule"].unique(maintain_order=True).to_list()
    places = [(columns.index(row["rule"]), names.index(row["unit"])) for row in rows.to_dicts()]
    shown = [canvas.wrapped(name, NAME_LIMIT, NAME_SIZE)[:2] for name in names]
    layout = canvas.layout(
        look,
        name="cards",
        kind="picture",
        left=max(canvas.width_of(line, NAME_SIZE) for lines in shown for line in lines) + canvas.EDGE + 16,
        right=canvas.EDGE,
        axis=8,
        top=66,
        height=ROW_HEIGHT * len(names),
        about={"grid": _grid(rows, names, columns, mode)},
        notes=[_key(legend, look), *_heads(columns, look)],
        shapes=[_tile(place, row, mode) for place, row in zip(places, rows.to_dicts(), strict=True)],
        xaxis={"range": [-0.5, len(columns) - 0.5], "visible": False, "fixedrange": True},
        yaxis=_names_axis(["<br>".join(map(safe, lines)) for lines in shown], look),
    )
    return figures.figure([_texts(rows, places, look)], layout)


def _names_axis(shown: list[str], look: Look) -> dict:
    return {
        "range": [len(shown) - 0.5, -0.5],
        "tickmode": "array",
        "tickvals": list(range(len(shown))),
        "ticktext": shown,
        "tickfont": {"size": NAME_SIZE, "color": look.colours.text},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _key(legend: list[tuple[str, str, str]], look: Look) -> dict:
    parts = [(mark, theme.hue(colour, look.mode), word) for mark, colour, word in legend]
    return canvas.key(parts, look.colours) | {"yshift": 36}


def _heads(columns: list[str], look: Look) -> list[dict]:
    font = {"size": 15, "color": look.colours.text, "weight": 600}
    place = {"xref": "x", "y": 1, "yanchor": "bottom", "yshift": 6, "font": font}
    return [canvas.note(safe(name), x=x, **place) for x, name in enumerate(columns)]


def _fill(row: dict, mode: str) -> tuple[str, str, str]:
    """Return fill, edge and ink of a tile."""
    colours = theme.palette(mode)
    if row["colour"] is None:
        edge = colours.muted if row["mark"] else colours.border
        return colours.background, edge, colours.text if row["mark"] else colours.muted
    colour = theme.hue(row["colour"], mode)
    if row["colour"] == "gray":
        return colours.panel, colours.border, colours.muted
    if row["is_excused"]:
        return theme.mixed(colours.background, colour, 0.12), colour, colours.text
    return colour, colour, colours.background


def _tile(place: tuple[int, int], row: dict, mode: str) -> dict:
    (x, y), (fill, edge, _) = place, _fill(row, mode)
    line = {"color": edge, "width": 2, "dash": "solid" if row["colour"] else "dot"}
    ends = {"x0": x - ACROSS, "x1": x + ACROSS, "y0": y - DOWN, "y1": y + DOWN}
    return {
        "type": "rect",
        "layer": "below",
        "fillcolor": fill,
        "line": line,
        "xref": "x",
        "yref": "y",
        **ends,
    }


def _texts(rows: pl.DataFrame, places: list[tuple[int, int]], look: Look) -> dict:
    table = rows.to_dicts()
    return {
        "type": "scatter",
        "mode": "text",
        "name": look.words("cards.card"),
        "meta": "cards",
        "x": [x for x, _ in places],
        # Two lines of text stand a little above their middle.
        "y": [y + (0.05 if row["note"] else 0) for (_, y), row in zip(places, table, strict=True)],
        "text": [_text(row) for row in table],
        "textfont": {"size": HEAD_SIZE, "color": [_fill(row, look.mode)[2] for row in table]},
        "customdata": [safe(row["hover"]) for row in table],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
    }


def _text(row: dict) -> str:
    head = f"<b>{row['mark']} {safe(row['head'])}</b>".replace("<b> ", "<b>")
    note = safe(canvas.shortened(row["note"], 250, NOTE_SIZE))
    return f"{head}<br><span style='font-size:{NOTE_SIZE}px'>{note}</span>" if note else head


def _grid(rows: pl.DataFrame, names: list[str], columns: list[str], mode: str) -> dict:
    """Return the wall as a table: head, names of the rows, and (text, fill, ink) of every cell."""
    cells: dict[str, dict[str, tuple]] = {name: {} for name in names}
    for row in rows.to_dicts():
        said = " ".join(part for part in (row["mark"], row["head"], row["note"]) if part)
        fill, _, ink = _fill(row, mode)
        cells[row["unit"]][row["rule"]] = (said, fill, ink)
    empty = ("", theme.palette(mode).background, theme.palette(mode).muted)
    return {
        "columns": columns,
        "names": names,
        "cells": [[cells[name].get(column, empty) for column in columns] for name in names],
    }
