"""Budgets of units or sectors as a table with bars in it, for lists without a plan to be measured against."""

from collections.abc import Mapping

import plotly.graph_objects as go
import polars as pl

from paceboard import figures, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.charts.listed import Column, Part, listed
from paceboard.profiles import Profile
from paceboard.text import Words


@figures.once
def budgets(
    rows: pl.DataFrame,
    *,
    names: Mapping[str, str],
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one horizontal bar of total investment per row, the largest on top.

    rows: one cut of query `slips`; names: key -> word. Columns: amount, projects and, where there are
    promises to compare, how many of them moved to a later date.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    table = rows.sort("position", nulls_last=True)
    scale = axes.scale(table, ("total_investment",), look)
    labels = [names.get(key, words("term.flag.none")) for key in table["key"]]
    values = scale.drawn(table["total_investment"])
    part = Part(
        name=words("measure.total_investment"),
        meta="actual",
        values=values,
        colours=[look.colours.actual] * table.height,
        hover=[_card(row, label, scale, look) for row, label in zip(table.to_dicts(), labels, strict=True)],
    )
    return listed(
        look,
        name="budgets",
        labels=labels,
        parts=[part],
        columns=_columns(table, scale, look),
        xaxis={"range": axes.span(values, top=1.03), "tickformat": ","},
        about={"unit": scale.unit},
    )


def _columns(table: pl.DataFrame, scale: axes.Scale, look: Look) -> list[Column]:
    words = look.words
    amounts = [scale.number(value) for value in table["total_investment"]]
    counts = [units.count(value) for value in table["project_count"]]
    found = [Column(scale.unit, amounts, is_strong=True), Column(words("unpaced.projects"), counts)]
    if table["compared_count"].sum():
        late = [_late(row, look) for row in table.to_dicts()]
        found.append(Column(words("unpaced.late_head"), late))
    return found


def _late(row: dict, look: Look) -> str:
    if not row["compared_count"]:
        return units.NOTHING
    later, compared = units.count(row["later_count"]), units.count(row["compared_count"])
    return look.words("unpaced.late_of", later=later, compared=compared)


def _card(row: dict, label: str, scale: axes.Scale, look: Look) -> str:
    share = units.share(row["total_share"], look.profile)
    money = look.words("unpaced.card", total=scale.money(row["total_investment"]), share=share)
    return f"<b>{safe(label)}</b><br>{safe(money)}"
