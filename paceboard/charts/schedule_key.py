"""What is written around the picture of schedules: the key of its marks, the milestones, the as-of day."""

import polars as pl

from paceboard import canvas, names, theme, units
from paceboard.canvas import Look, safe
from paceboard.text import Words

NAME_LIMIT = 230
# Kind of date -> (marker, the same as a character): open, half filled, filled, crossed.
MARKS = {
    "promised": ("diamond-open", "◇"),
    "forecast": ("diamond-open", "◈"),
    "actual": ("diamond", "◆"),
    "overdue": ("x", "✖"),
}


def about(rows: pl.DataFrame, projects: pl.DataFrame, slips: list[str], look: Look) -> dict:
    """Return what a slide writes around the marks: names of rows, largest slips, key of marks and numbers."""
    return {
        "rows": [canvas.shortened(name, NAME_LIMIT) for name in projects["project_name"]],
        "beside": slips,
        "head": look.words("schedule.head_slip"),
        "said": _kinds(rows, look),
        "key": [*_key(look), ("╎", look.colours.time, _as_of(rows, look.words))],
    }


def colour(part: str, look: Look) -> str:
    """Return the colour of a kind of date."""
    if part == "overdue":
        return theme.states(look.mode)["overdue_start"].colour
    return look.colours.muted if part == "promised" else look.colours.actual


def notes(rows: pl.DataFrame, left: int, right: int, look: Look) -> list[dict]:
    """Return the key of the marks, what the numbers stand for, the as-of day and the heading on the right."""
    words, colours = look.words, look.colours
    start = {"x": 0, "xanchor": "left", "xshift": canvas.EDGE - left}
    said = safe(_kinds(rows, look))
    font = {"size": canvas.NOTE_SIZE, "color": colours.muted}
    day = rows["cut_off_date"][0]
    as_of = {"x": day.isoformat(), "xref": "x", "y": 1, "yanchor": "bottom", "yshift": 2}
    head = {"x": 1, "xanchor": "right", "xshift": right, "y": 1, "yanchor": "bottom", "yshift": 2}
    return [
        canvas.key(_key(look), colours) | start | {"yshift": 46},
        canvas.note(said, y=1, yanchor="bottom", yshift=24, font=font, **start),
        canvas.note(
            _as_of(rows, words),
            font=font | {"color": colours.time},
            **as_of,
        ),
        canvas.note(words("schedule.head_slip"), font=font, **head),
    ]


def _kinds(rows: pl.DataFrame, look: Look) -> str:
    """Return what the numbers of milestones stand for."""
    kinds = rows.select("milestone_order", "milestone_kind").unique().sort("milestone_order").rows()
    return "　".join(
        f"{order} {names.of('milestone_kind', kind, profile=look.profile, words=look.words)}"
        for order, kind in kinds
    )


def _key(look: Look) -> list[tuple[str, str, str]]:
    words = look.words
    marks = [(mark, colour(part, look), words(f"schedule.mark_{part}")) for part, (_, mark) in MARKS.items()]
    return [*marks, ("━", look.colours.behind, words("schedule.slip_line"))]


def _as_of(rows: pl.DataFrame, words: Words) -> str:
    return words("schedule.as_of", day=units.day(rows["cut_off_date"][0], words.lang))
