"""Financing: what is wanted and granted by kind of funding, and the editions of the city's financing list."""

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, names, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.charts.listed import Column, Part, listed
from paceboard.profiles import Profile
from paceboard.text import Words


@figures.once
def financing(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one row per kind of funding: wanted (wide, light) and granted (narrow, dark); never added up.

    rows: query `financing`.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    scale = axes.scale(rows, ["wanted", "granted"], look)
    known = names.table("funding_kind", profile=profile, words=words)
    labels = [known.get(kind, kind) for kind in rows["funding_kind"]]
    hover = [_card(label, row, scale) for label, row in zip(labels, rows.to_dicts(), strict=True)]
    parts = [
        Part(word, name, scale.drawn(rows[name]), [colour] * rows.height, hover, width)
        for name, (_, colour, word), width in zip(("wanted", "granted"), _key(look), (0.7, 0.4), strict=True)
    ]
    return listed(
        look,
        name="financing",
        labels=labels,
        parts=parts,
        columns=_columns(rows, scale, look),
        xaxis={"range": axes.span(parts[0].values, top=1.03), "tickformat": ",", "nticks": 5},
        key=_key(look),
        about={"unit": scale.unit},
    )


def _columns(rows: pl.DataFrame, scale: axes.Scale, look: Look) -> list[Column]:
    words = look.words
    amounts = {name: [scale.number(value) for value in rows[name]] for name in ("wanted", "granted")}
    return [
        *(
            Column(f"{words(f'factors.{name}')} {scale.unit}", v, is_strong=True)
            for name, v in amounts.items()
        ),
        Column(words("factors.head_granted"), [units.share(v, look.profile) for v in rows["granted_share"]]),
        Column(words("factors.head_projects"), [units.count(v) for v in rows["project_count"]]),
        Column(words("factors.head_firms"), [units.count(v) for v in rows["enterprise_count"]]),
    ]


def _card(label: str, row: dict, scale: axes.Scale) -> str:
    return f"<b>{safe(label)}</b><br>{scale.money(row['granted'])} / {scale.money(row['wanted'])}"


def _key(look: Look) -> list[tuple[str, str, str]]:
    colours, words = look.colours, look.words
    return [
        ("■", colours.sequential[3], words("factors.wanted")),
        ("■", colours.actual, words("factors.granted")),
    ]


@figures.once
def financing_lists(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return wanted (wide, light) and granted (narrow, dark) on each edition of the financing list.

    rows: query `financing_lists`. Above each column: how many entries it held, and how many of them were new.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    table, scale = rows.to_dicts(), axes.scale(rows, ["wanted", "granted"], look)
    ticks = [units.month(row["period"], words.lang) for row in table]
    colours = look.colours
    wanted = _bars("wanted", ticks, rows, scale, look) | _style(0.62, colours.sequential[3])
    granted = _bars("granted", ticks, rows, scale, look) | _style(0.34, colours.actual)
    said = _counts(table, wanted["y"], look)
    layout = canvas.layout(
        look,
        name="financing_lists",
        kind="bars",
        axis=30,
        about={"unit": scale.unit},
        notes=[canvas.key(_key(look), colours), canvas.unit(scale.unit, look), *said],
        barmode="overlay",
        hovermode="x unified",
        xaxis=axes.categories(ticks, least=3),
        yaxis={"range": axes.span([*wanted["y"], *granted["y"]], top=1.18), "tickformat": ",", "nticks": 6},
    )
    return figures.figure([wanted, granted], layout)


def _style(width: float, colour: str) -> dict:
    return {"width": width, "marker": {"color": colour}}


def _bars(name: str, ticks: list[str], rows: pl.DataFrame, scale: axes.Scale, look: Look) -> dict:
    label = look.words(f"factors.{name}")
    return {
        "type": "bar",
        "name": label,
        "meta": name,
        "x": ticks,
        "y": scale.drawn(rows[name]),
        "customdata": [f"{label} {scale.money(value)}" for value in rows[name]],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _counts(table: list[dict], tops: list[float], look: Look) -> list[dict]:
    font = {"size": canvas.NOTE_SIZE + 1, "color": look.colours.muted}
    place = {"xref": "x", "yref": "y", "yanchor": "bottom", "yshift": 3, "font": font}
    return [
        canvas.note(
            look.words(
                "factors.edition", count=units.count(row["line_count"]), new=units.count(row["new_count"])
            ),
            x=i,
            y=top,
            **place,
        )
        for i, (row, top) in enumerate(zip(table, tops, strict=True))
    ]
