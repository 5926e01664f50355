"""Factors: which gap holds back most planned investment, by when they are needed, whom to serve first."""

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, fields, figures, names, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.charts.listed import Column, Part, listed
from paceboard.profiles import Profile
from paceboard.text import Words

# More projects than these do not fit on a screen; the table beneath has them all.
RELEASED = 15


@figures.once
def factor_gaps(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one bar per factor: the annual plan of the projects short of it, and what is missing beside it.

    rows: query `factor_needs`; its row of all factors together is not drawn.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    shown = rows.filter(pl.col("factor") != "")
    scale, colours = axes.scale(shown, ["held_plan"], look), look.colours
    bars = scale.drawn(shown["held_plan"])
    fill = [colours.actual if i == 0 else colours.sequential[4] for i in range(shown.height)]
    labels = _labels(shown, look)
    hover = [_card(*pair, scale) for pair in zip(labels, shown["held_plan"], strict=True)]
    return listed(
        look,
        name="factor_gaps",
        labels=labels,
        parts=[Part(fields.label("held_plan", words), "actual", bars, fill, hover)],
        columns=_gap_columns(shown, scale, look),
        xaxis={"range": axes.span(bars, top=1.03), "tickformat": ",", "nticks": 5},
        about={"unit": scale.unit},
    )


def _gap_columns(rows: pl.DataFrame, scale: axes.Scale, look: Look) -> list[Column]:
    """Return the columns beside the bars: plan held back, projects, late ones, quantities, share secured."""
    words = look.words
    pairs = rows.select("short_project_count", "asking_count").iter_rows()
    return [
        Column(
            f"{words('factors.head_held')} {scale.unit}", _money(rows["held_plan"], scale), is_strong=True
        ),
        Column(words("factors.head_short"), [f"{units.count(a)} / {units.count(b)}" for a, b in pairs]),
        Column(words("factors.head_late"), [units.count(v) for v in rows["late_project_count"]]),
        *(
            Column(words(f"factors.head_{name}"), [units.quantity(v) for v in rows[name]])
            for name in ("needed", "secured", "missing")
        ),
        Column(words("factors.head_share"), [units.share(v, look.profile) for v in rows["secured_share"]]),
    ]


def _money(values: pl.Series, scale: axes.Scale) -> list[str]:
    return [scale.number(value) for value in values]


def _card(label: str, value: object, scale: axes.Scale) -> str:
    return f"<b>{safe(label)}</b><br>{scale.money(value)}"


def _labels(rows: pl.DataFrame, look: Look) -> list[str]:
    known = names.table("factor", profile=look.profile, words=look.words)
    return [known.get(id_, id_) for id_ in rows["factor"]]


@figures.once
def factor_quarters(
    rows: pl.DataFrame,
    *,
    unit: str,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return what is secured and what is missing of one factor, one column per quarter in which it is needed.

    rows: query `factor_quarters` of one factor; unit: what it is counted in. Quarters that are over say so.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    table = rows.to_dicts()
    ticks = [_quarter(row, look) for row in table]
    shown = [_past(tick, row, look) for tick, row in zip(ticks, table, strict=True)]
    parts = (("covered", look.colours.actual), ("missing", look.colours.behind))
    notes = [_missing(i, row, look) for i, row in enumerate(table)]
    key = [("■", colour, words(f"factors.{name}")) for name, colour in parts]
    layout = canvas.layout(
        look,
        name="factor_quarters",
        kind="bars",
        axis=44,
        about={"unit": unit},
        notes=[canvas.key(key, look.colours), canvas.unit(unit, look), *notes],
        barmode="stack",
        hovermode="x unified",
        xaxis=axes.categories(ticks, least=3) | {"ticktext": shown},
        yaxis={"range": axes.span(_floats(rows["needed"]), top=1.18), "tickformat": ",", "nticks": 6},
    )
    return figures.figure([_stack(name, colour, rows, ticks, look) for name, colour in parts], layout)


def _floats(values: pl.Series) -> list[float | None]:
    return [None if value is None else float(value) for value in values]


def _quarter(row: dict, look: Look) -> str:
    """Return "2020年二季度"; needs without a date stand in a column of their own."""
    first = row["quarter"]
    if first is None:
        return look.words("factors.no_date")
    return look.words("factors.quarter", year=first.year, no=look.words(f"factors.quarter_{first.month}"))


def _past(tick: str, row: dict, look: Look) -> str:
    return f"{tick}<br>{look.words('factors.past')}" if row["is_past"] else tick


def _stack(name: str, colour: str, rows: pl.DataFrame, ticks: list[str], look: Look) -> dict:
    label = look.words(f"factors.{name}")
    return {
        "type": "bar",
        "name": label,
        "meta": name,
        "x": ticks,
        "y": _floats(rows[name]),
        "width": 0.56,
        "marker": {"color": colour},
        "customdata": [f"{label} {units.quantity(value)}" for value in rows[name]],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _missing(place: int, row: dict, look: Look) -> dict:
    """Return the words above a column: what is missing and for how many projects, or that all is there."""
    colours, words = look.colours, look.words
    if row["missing"]:
        said = words(
            "factors.short",
            missing=units.quantity(row["missing"]),
            count=units.count(row["short_project_count"]),
        )
    else:
        said = words("factors.full")
    font = {"size": canvas.NOTE_SIZE + 1, "color": colours.behind if row["missing"] else colours.muted}
    spot = {"x": place, "y": float(row["needed"]), "xref": "x", "yref": "y", "yanchor": "bottom", "yshift": 3}
    return canvas.note(said, font=font, **spot)


@figures.once
def factor_release(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return the projects short of one factor in the order of release: their annual plan, what they miss.

    rows: query `factor_projects` of one factor; at most 15 are drawn. Projects short of something else too
    are pale: this factor alone does not release them.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    rows = rows.head(RELEASED)
    scale, colours = axes.scale(rows, ["plan_year", "release_plan"], look), look.colours
    labels = rows.select(pl.coalesce("project_name", "entity")).to_series().to_list()
    plans = scale.drawn(rows["plan_year"])
    fill = [colours.actual if is_only else colours.sequential[3] for is_only in rows["is_only_gap"]]
    hover = [_card(*pair, scale) for pair in zip(labels, rows["plan_year"], strict=True)]
    return listed(
        look,
        name="factor_release",
        labels=labels,
        parts=[Part(fields.label("plan_year", words), "actual", plans, fill, hover)],
        columns=_release_columns(rows, scale, look),
        xaxis={"range": axes.span(plans, top=1.03), "tickformat": ",", "nticks": 4},
        key=_release_key(rows, look),
        about={"unit": scale.unit},
    )


def _release_columns(rows: pl.DataFrame, scale: axes.Scale, look: Look) -> list[Column]:
    """Return the columns beside the bars: plan, what is missing and by when, and both added up in order."""
    words = look.words
    plan, released = (f"{words(f'factors.head_{name}')} {scale.unit}" for name in ("plan", "released"))
    return [
        Column(plan, _money(rows["plan_year"], scale), is_strong=True),
        Column(words("factors.head_missing"), [units.quantity(v) for v in rows["missing"]]),
        Column(words("factors.head_by"), [_needed_by(row, look) for row in rows.to_dicts()]),
        Column(words("factors.head_sum"), [units.quantity(v) for v in rows["release_missing"]]),
        Column(released, _money(rows["release_plan"], scale)),
    ]


def _release_key(rows: pl.DataFrame, look: Look) -> list[tuple[str, str, str]]:
    kinds = (
        (True, look.colours.actual, "factors.only"),
        (False, look.colours.sequential[3], "factors.others"),
    )
    present = set(rows["is_only_gap"])
    return [("■", colour, look.words(key)) for is_only, colour, key in kinds if is_only in present]


def _needed_by(row: dict, look: Look) -> str:
    """Return "5月25日", with ▼ and the days where it is past."""
    if row["needed_by"] is None:
        return units.NOTHING
    day = f"{row['needed_by']:%m-%d}"
    return day if row["past_days"] is None else look.words("factors.by_past", day=day, days=row["past_days"])
