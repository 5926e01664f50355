"""Annual targets: where each stands against its own time path, and the path of one target month by month."""

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, theme, units
from paceboard.canvas import Look
from paceboard.charts import axes
from paceboard.charts.listed import Column, Part, listed
from paceboard.profiles import Profile
from paceboard.text import Words

GOOD = ("kept", "met", "ahead")


@figures.once
def targets(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one bar per target in shares of the target: what its path asks (wide, light) and what is done.

    rows: query `targets` with columns label and done_of as texts. Bars that keep up are dark, the others
    orange, and words beside them say so.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    colours, pale = look.colours, theme.rgba(look.colours.plan, 0.32)
    shades = [colours.actual if state in GOOD else colours.behind for state in rows["standing"]]
    parts = [
        _part("plan", words("targets.asked"), rows, "path_share", [pale] * rows.height, look),
        _part("actual", words("targets.done"), rows, "done_share", shades, look),
    ]
    shares = [units.share(share, profile) for share in rows["done_share"]]
    columns = [
        Column(words("targets.done_of"), rows["done_of"].to_list()),
        Column(words("targets.share"), shares, is_strong=True),
        Column(words("targets.standing"), [_standing(state, look) for state in rows["standing"]]),
    ]
    marks = {"done_good": colours.actual, "done_bad": colours.behind, "asked": pale}
    return listed(
        look,
        name="targets",
        labels=rows["label"].to_list(),
        parts=parts,
        columns=columns[1:] if is_narrow else columns,
        xaxis={"range": axes.span([*parts[0].values, *parts[1].values, 1.0], top=1.04), "tickformat": ".0%"},
        key=[("■", colour, words(f"targets.{name}")) for name, colour in marks.items()],
    )


def _part(meta: str, word: str, rows: pl.DataFrame, field: str, shades: list[str], look: Look) -> Part:
    """Return the bars of one share: what is done narrow, what the path asks wide."""
    said = [
        f"<b>{canvas.safe(label)}</b> {word} {units.share(share, look.profile)}"
        for label, share in zip(rows["label"], rows[field], strict=True)
    ]
    return Part(word, meta, rows[field].to_list(), shades, said, width=0.84 if meta == "plan" else 0.44)


def _standing(state: str, look: Look) -> str:
    word = look.words(f"term.standing.{state}")
    if state == "unknown":
        return word
    return f"{'▲' if state in GOOD else '▼'} {word}"


@figures.once
def target_path(
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
    """Return the time path of one target (dashed) and what was reached month by month, in the target's unit.

    rows: query `target_months`; unit: the name of the target's unit.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    months, axis = axes.month_axis(rows["period"].to_list(), look)
    lines = [
        _line("time", words("targets.path"), months, rows["asked_value"], look),
        _line("actual", words("targets.done"), months, rows["done_value"], look),
    ]
    range_ = axes.span([value for line in lines for value in line["y"]], top=1.16)
    layout = canvas.layout(
        look,
        name="target_path",
        kind="lines",
        about={"unit": unit},
        right=70,
        axis=42,
        notes=[*_ends(lines, months, range_), _key(look), canvas.unit(unit, look)],
        hovermode="x unified",
        xaxis=axis,
        yaxis={"range": range_, "tickformat": ",", "nticks": 6},
    )
    return figures.figure(lines, layout)


def _line(part: str, name: str, months: list[str], values: pl.Series, look: Look) -> dict:
    colour = getattr(look.colours, part)
    hover = [f"{name} {units.quantity(value)}" for value in values]
    style = {"color": colour, "width": 4 if part == "actual" else 2.5}
    style |= {} if part == "actual" else {"dash": "dash"}
    marker = {"marker": {"size": 8, "color": colour}} if part == "actual" else {}
    return axes.line(months, values.to_list(), hover, name=name, style=style, meta=part, **marker)


def _ends(lines: list[dict], months: list[str], range_: list[float]) -> list[dict]:
    """Return the numbers at the ends of path and actual: beside the last month, else below the line."""
    labels = []
    for line in lines:
        last = axes.last_known(line["y"])
        if last is not None:
            text = f"<b>{units.quantity(line['y'][last])}</b>"
            labels.append((months[last], line["y"][last], text, line["line"]["color"]))
    notes = axes.ends(labels, range_)
    if len(labels) == 2 and labels[0][0] != labels[1][0]:
        path, actual = lines
        place = axes.last_known(actual["y"])
        notes[0] |= {"y": labels[0][1]}
        notes[1] |= axes.clear_of(actual["y"][place], path["y"][place])
    return notes


def _key(look: Look) -> dict:
    colours, words = look.colours, look.words
    parts = [("━", colours.actual, words("targets.done")), ("┅", colours.time, words("targets.path"))]
    return canvas.key(parts, colours)
