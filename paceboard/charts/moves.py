"""Movement in the league: ranks over the months, and why a rate moved between two of them."""

from collections.abc import Mapping, Sequence
from datetime import date

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, names, theme, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.charts.listed import Column, Part, listed
from paceboard.profiles import Profile
from paceboard.text import Words

ROW_HEIGHT = 25
NAME_LIMITS = (190, 130)
# How many units are lifted out of the crowd on either side.
LIFTED = 3
# Steps of the bridge in order: the columns <step>_effect and, but for the first, <step>_from of query bridge.
STEPS = ("left", "plan", "work", "joined")


@figures.once
def bump(  # noqa: PLR0913 (what every figure takes, and two months)
    rows: pl.DataFrame,
    *,
    changes: Mapping[str, int | None],
    since: date,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one line of ranks per unit, first place on top, named at its right end.

    rows: period, unit_id, rank, one per month and unit, the last month in its order of ranks. changes: places
    gained since the month `since`, which a dashed line marks; the most gained and lost are lifted out.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    periods = sorted(set(rows["period"]))
    months, axis = axes.month_axis(periods, look)
    lines, ends = _lines(rows, changes, months, look)
    worst = int(rows["rank"].max())
    layout = canvas.layout(
        look,
        name="bump",
        kind="lines",
        left=46,
        right=max(canvas.width_of(note["text"]) for note in ends) + 14,
        axis=42,
        top=46,
        height=ROW_HEIGHT * max(worst, 6),
        notes=[_key(look), *ends, *_starts(lines), *_since(months, periods, since, look)],
        shapes=[_rule(months[periods.index(since)], look)] if since in periods else [],
        hovermode="closest",
        xaxis=axis,
        yaxis=_places(worst),
    )
    return figures.figure(lines, layout)


def _lines(
    rows: pl.DataFrame, changes: Mapping[str, int | None], months: list[str], look: Look
) -> tuple[list[dict], list[dict]]:
    """Return one line per unit, those lifted out last and so on top, and the labels at their ends."""
    periods = sorted(set(rows["period"]))
    order = list(dict.fromkeys([*rows.filter(period=periods[-1])["unit_id"], *rows["unit_id"]]))
    called = names.table("unit_id", profile=look.profile, words=look.words)
    marks = _lifted(changes)
    known = {(row["period"], row["unit_id"]): row["rank"] for row in rows.to_dicts()}
    ranks = {unit: [known.get((period, unit)) for period in periods] for unit in order}
    lines = [_rank_line(months, ranks[u], called.get(u, u), marks.get(u), look) for u in order]
    ends = _ends(lines, [changes.get(unit) for unit in order], [marks.get(unit) for unit in order], look)
    return [
        line for _, line in sorted(zip(order, lines, strict=True), key=lambda pair: pair[0] in marks)
    ], ends


def _places(worst: int) -> dict:
    """Return the upright axis of ranks, the first on top; the labels of the lines stand for its ticks."""
    bare = {"showgrid": False, "showticklabels": False, "zeroline": False}
    return {"range": [worst + 0.6, 0.4], "tickformat": ",d"} | bare


def _lifted(changes: Mapping[str, int | None]) -> dict[str, str]:
    """Return the units that "gained" and "lost" most places; of equals, those named first."""
    most = sorted((unit for unit in changes if changes[unit]), key=lambda unit: -abs(changes[unit]))
    gained = [unit for unit in most if changes[unit] > 0][:LIFTED]
    lost = [unit for unit in most if changes[unit] < 0][:LIFTED]
    return dict.fromkeys(gained, "gained") | dict.fromkeys(lost, "lost")


def _rank_line(months: list[str], ranks: list, name: str, side: str | None, look: Look) -> dict:
    colours = look.colours
    colour = _colour(side, look)
    symbol = {"gained": "triangle-up", "lost": "triangle-down"}.get(side, "circle")
    hover = [
        f"<b>{safe(name)}</b><br>{month} {look.words('movement.place', rank=units.count(rank))}"
        for month, rank in zip(months, ranks, strict=True)
    ]
    is_lifted = side is not None
    style = {"color": colour if is_lifted else colours.border, "width": 4 if is_lifted else 2}
    dot = {"color": colour if is_lifted else colours.plan, "size": 11 if is_lifted else 5, "symbol": symbol}
    return axes.line(months, ranks, hover, name=name, style=style, marker=dot, meta="rank")


def _colour(side: str | None, look: Look) -> str:
    colours = look.colours
    return {"gained": colours.ahead, "lost": colours.behind}.get(side or "", colours.muted)


def _ends(
    lines: list[dict], changes: Sequence[int | None], marks: Sequence[str | None], look: Look
) -> list[dict]:
    """Return "3  Jinjiang ▲2" to the right of the lines, moved apart where two share a place."""
    shown = [i for i in range(len(lines)) if lines[i]["y"][-1] is not None]
    places = canvas.spread([lines[i]["y"][-1] for i in shown], 1)
    notes = []
    for i, place in zip(shown, places, strict=True):
        name = safe(canvas.shortened(lines[i]["name"], NAME_LIMITS[look.is_narrow]))
        text = f"{lines[i]['y'][-1]}　{name} {places_moved(changes[i], look)}".rstrip()
        colour = look.colours.text if marks[i] is None else _colour(marks[i], look)
        text = text if marks[i] is None else f"<b>{text}</b>"
        here = {"x": lines[i]["x"][-1], "y": place, "xref": "x", "yref": "y", "xanchor": "left", "xshift": 12}
        notes.append(canvas.note(text, font={"color": colour, "size": canvas.LABEL_SIZE}, **here))
    return notes or [canvas.note("", x=0, y=0)]


def places_moved(places: int | None, look: Look) -> str:
    """Return "▲2": shape and number say what the colour says."""
    if not places:
        return ""
    return look.words("chart.rank_up" if places > 0 else "chart.rank_down", places=abs(places))


def _starts(lines: list[dict]) -> list[dict]:
    """Return the places of the first month to the left of the lines."""
    place = {"xref": "x", "yref": "y", "xanchor": "right", "xshift": -12}
    return [
        canvas.note(
            str(line["y"][0]), x=line["x"][0], y=line["y"][0], font={"size": canvas.NOTE_SIZE}, **place
        )
        for line in lines
        if line["y"][0] is not None
    ]


def _since(months: list[str], periods: list[date], since: date, look: Look) -> list[dict]:
    if since not in periods:
        return []
    text = look.words("movement.since_mark")
    font = {"color": look.colours.time, "size": canvas.NOTE_SIZE}
    place = {"x": months[periods.index(since)], "xref": "x", "y": 1, "yanchor": "bottom", "yshift": 2}
    return [canvas.note(text, font=font, **place)]


def _rule(month: str, look: Look) -> dict:
    style = {"color": look.colours.time, "width": 1.5, "dash": "dash"}
    return {"type": "line", "x0": month, "x1": month, "y0": 0, "y1": 1, "yref": "paper", "line": style}


def _key(look: Look) -> dict:
    colours, words = look.colours, look.words
    parts = [
        ("▲", colours.ahead, words("movement.gained")),
        ("▼", colours.behind, words("movement.lost")),
        ("●", colours.plan, words("movement.others")),
    ]
    return canvas.key(parts, colours) | {"yshift": 22}


@figures.once
def bridge(
    row: Mapping,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return the steps from one rate to the other, each beginning where the last one ended (waterfall).

    row: a row of query `bridge`. Zero is the earlier month; the last bar is the whole move.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    effects = [row[f"{step}_effect"] for step in STEPS] + [row["move"]]
    bases = [0.0, *(row[f"{step}_from"] or 0.0 for step in STEPS[1:]), 0.0]
    labels = [*(words(f"movement.step_{step}") for step in STEPS), words("movement.step_all")]
    counts = ["left_count", "replanned_count", "same_count", "joined_count"]
    projects = [units.count(row[name]) for name in counts] + [""]
    said = [units.points(effect, profile) for effect in effects]
    hover = [f"<b>{safe(label)}</b><br>{text}" for label, text in zip(labels, said, strict=True)]
    fill = [_side(effect, look) for effect in effects[:-1]] + [look.colours.muted]
    known = [v for v in (*effects, *bases) if v is not None]
    return listed(
        look,
        name="bridge",
        labels=labels,
        parts=[Part(words("movement.head_effect"), "actual", effects, fill, hover, bases=bases)],
        columns=[
            Column(words("movement.head_effect"), [_marked(e, look) for e in effects], is_strong=True),
            Column(words("movement.head_projects"), projects),
        ],
        xaxis={
            "range": _both_sides(known),
            "tickformat": "+.1%",
            "nticks": 3 if is_narrow else 6,
            "zeroline": True,
        },
    )


def _side(effect: float | None, look: Look) -> str:
    colours = look.colours
    if not effect:
        return theme.rgba(colours.muted, 0.6)
    return colours.ahead if effect > 0 else colours.behind


def _marked(effect: float | None, look: Look) -> str:
    """Return "▲ +1.20": shape and sign beside the colour."""
    text = units.points(effect, look.profile)
    return f"{'▲' if effect > 0 else '▼'} {text}" if effect else text


def _both_sides(values: Sequence[float]) -> list[float]:
    """Return a range around zero with some room on either side."""
    room = max(abs(value) for value in values) * 0.06 or 0.01
    return [min(0.0, *values) - room, max(0.0, *values) + room]
