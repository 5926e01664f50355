"""Schedules as a picture: a row of milestones per project, promised, expected, done and overdue."""

from collections.abc import Sequence
from datetime import timedelta

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, names, theme, units
from paceboard.canvas import Look, safe
from paceboard.charts import schedule_key
from paceboard.profiles import Profile
from paceboard.text import Words

ROW_HEIGHT = 31
SIZE, INNER = 13, 6
ROOM = timedelta(days=40)


@figures.once
def gantt(
    rows: pl.DataFrame, *, profile: Profile, words: Words, mode: str, title: str, source: str
) -> go.Figure:
    """Return one row per project with the promised, forecast and actual day of each of its milestones.

    rows: query `schedule`, of the projects to draw. The number above a mark is the milestone's place in the
    order of works. A thick line runs from the promise to what became of it, where that is later.
    """
    look = Look(profile, words, mode, title, source)
    projects = rows.unique("project_no", maintain_order=True)
    places = {no: i for i, no in enumerate(projects["project_no"])}
    labels = [safe(canvas.shortened(name, schedule_key.NAME_LIMIT)) for name in projects["project_name"]]
    table = rows.to_dicts()
    left = max(canvas.width_of(label) for label in labels) + 24
    slips = [_days(days, look) for days in projects["worst_slip_days"]]
    right = max(canvas.width_of(text) for text in [*slips, words("schedule.head_slip")]) + 24
    layout = canvas.layout(
        look,
        name="gantt",
        kind="points",
        about=schedule_key.about(rows, projects, slips, look),
        left=left,
        right=right + canvas.EDGE,
        axis=30,
        top=72,
        height=ROW_HEIGHT * len(labels),
        notes=schedule_key.notes(rows, left, right, look),
        shapes=_today(rows, look),
        hovermode="closest",
        xaxis={"type": "date", "range": _range(rows), "showgrid": True, "tickformat": "%Y-%m", "nticks": 12},
        yaxis=_upright(labels) | {"tickfont": {"color": look.colours.text}, "showgrid": True},
        yaxis2=_upright(slips) | _beside(right, look),
    )
    traces = [*_lines(table, places, look), *_marks(table, places, look), _numbers(table, places, look)]
    return figures.figure([*traces, _holder(words)], layout)


def _days(days: int | None, look: Look) -> str:
    return units.NOTHING if days is None else look.words("schedule.days", days=units.signed_count(days))


def _upright(texts: Sequence[str]) -> dict:
    ticks = {"tickmode": "array", "tickvals": list(range(len(texts))), "ticktext": list(texts)}
    return ticks | {"range": [len(texts) - 0.5, -0.5], "zeroline": False, "automargin": False}


def _beside(right: int, look: Look) -> dict:
    place = {"overlaying": "y", "anchor": "free", "side": "right", "position": 1, "shift": right}
    inside = {"ticklabelposition": "inside", "showgrid": False, "ticks": ""}
    return place | inside | {"tickfont": {"color": look.colours.text}}


def _holder(words: Words) -> dict:
    """Return an empty trace: plotly draws an axis only where a trace lies on it."""
    name = words("schedule.head_slip")
    return {"type": "scatter", "name": name, "x": [None], "y": [None], "yaxis": "y2", "hoverinfo": "skip"}


def _range(rows: pl.DataFrame) -> list[str]:
    columns = ("promised_date", "forecast_date", "actual_date", "cut_off_date")
    known = [day for column in columns for day in rows[column] if day is not None]
    return [(min(known) - ROOM).isoformat(), (max(known) + ROOM).isoformat()]


def _reached(row: dict) -> object:
    """Return the day that a milestone was, or will be, reached; the cut-off where nobody said when."""
    known = row["actual_date"] or row["forecast_date"]
    return max(known or row["cut_off_date"], row["cut_off_date"]) if row["is_overdue"] else known


def _lines(table: list[dict], places: dict[int, int], look: Look) -> list[dict]:
    """Return the thin line through each project and the thick ones from promise to what became of it."""
    colours, words = look.colours, look.words
    spans: dict[int, list] = {}
    for row in table:
        days = [day for day in (row["promised_date"], _reached(row)) if day]
        spans.setdefault(places[row["project_no"]], []).extend(days)
    thin = [(min(days), max(days), y) for y, days in spans.items()]
    late = [
        (row["promised_date"], reached, places[row["project_no"]])
        for row in table
        if (reached := _reached(row)) and reached > row["promised_date"]
    ]
    return [
        _segments(thin, words("schedule.span"), {"color": colours.border, "width": 1.5}),
        _segments(late, words("schedule.slip_line"), {"color": theme.rgba(colours.behind, 0.55), "width": 5}),
    ]


def _segments(parts: Sequence[tuple], name: str, style: dict) -> dict:
    x = [value for start, end, _ in parts for value in (start, end, None)]
    y = [value for _, _, place in parts for value in (place, place, None)]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "line": style,
        "hoverinfo": "skip",
    }


def _marks(table: list[dict], places: dict[int, int], look: Look) -> list[dict]:
    """Return the marks of each kind of date; a half-filled one is an open mark with a small one inside."""
    cards = [_card(row, look) for row in table]
    made = []
    for part, (symbol, _) in schedule_key.MARKS.items():
        column = "promised_date" if part == "overdue" else f"{part}_date"
        found = [
            (row[column], places[row["project_no"]], card)
            for row, card in zip(table, cards, strict=True)
            if row[column] and (part == "overdue") <= row["is_overdue"]
        ]
        colour = schedule_key.colour(part, look)
        name = look.words(f"schedule.mark_{part}")
        style = {"symbol": symbol, "size": SIZE, "color": colour, "line": {"width": 2, "color": colour}}
        if part == "overdue":
            style |= {"size": SIZE - 3, "line": {"width": 0.5, "color": look.colours.background}}
        if part != "forecast":
            made.append(_dots(found, name, style))
            continue
        inner = {"symbol": "diamond", "size": INNER, "color": colour}
        made += [_dots(found, name, style) | {"meta": "half"}, _dots(found, name, inner) | {"meta": "inner"}]
    return made


def _dots(found: Sequence[tuple], name: str, style: dict) -> dict:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [day for day, _, _ in found],
        "y": [y for _, y, _ in found],
        "marker": style,
        "cliponaxis": False,
        "customdata": [card for _, _, card in found],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _numbers(table: list[dict], places: dict[int, int], look: Look) -> dict:
    """Return the number of each milestone above the last of its marks."""
    return {
        "type": "scatter",
        "mode": "text",
        "name": look.words("measure.milestone_kind"),
        "x": [row["actual_date"] or row["forecast_date"] or row["promised_date"] for row in table],
        "y": [places[row["project_no"]] - 0.43 for row in table],
        "text": [str(row["milestone_order"] or "") for row in table],
        "textfont": {"size": 10, "color": look.colours.muted},
        "hoverinfo": "skip",
    }


def _card(row: dict, look: Look) -> str:
    words, lang = look.words, look.words.lang
    kind = names.of("milestone_kind", row["milestone_kind"], profile=look.profile, words=words)
    lines = [f"<b>{safe(row['project_name'])}</b>", f"{row['milestone_order']} {safe(kind)}"]
    for part in ("promised", "forecast", "actual"):
        if row[f"{part}_date"]:
            lines.append(f"{words(f'schedule.mark_{part}')} {units.day(row[f'{part}_date'], lang)}")
    state = words(f"term.milestone_state.{row['milestone_state']}")
    lines.append(state if row["slip_days"] is None else f"{state} {_days(row['slip_days'], look)}")
    if row["slip_reason"]:
        lines.append(safe(names.of("slip_reason", row["slip_reason"], profile=look.profile, words=words)))
    return "<br>".join(lines)


def _today(rows: pl.DataFrame, look: Look) -> list[dict]:
    day = rows["cut_off_date"][0].isoformat()
    style = {"color": look.colours.time, "width": 2, "dash": "dash"}
    return [{"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper", "line": style}]
