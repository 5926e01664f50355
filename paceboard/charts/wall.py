"""The league for a wall: at most ten units in type that reads from three metres."""

from typing import NamedTuple

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, names, theme, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.profiles import Profile
from paceboard.text import Words

ROWS = 10


class Sizes(NamedTuple):
    """Pixels: of a row and of texts in rows, title and heads; of columns and of the longest name."""

    row: int
    text: int
    title: int
    head: int
    rank: int
    change: int
    share: int
    score: int
    name: int
    top: int


# At 1920 x 1080: a Chinese character of 30 is read from three metres on a screen of 55 inches.
AS_IS = Sizes(52, 30, 34, 22, rank=60, change=96, share=170, score=150, name=330, top=70)
# Drawn for 1280 x 720 and enlarged by the browser to the screen it stands on, title and answer above it.
ENLARGED = Sizes(40, 23, 24, 15, rank=44, change=72, share=126, score=112, name=250, top=44)


@figures.once
def wall(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
    is_enlarged: bool = False,
) -> go.Figure:
    """Return rank, change, name, bar (completion rate), rate and score of at most ten rows, as high as ten.

    rows: query `scores` of one league, or part of it. is_enlarged: the browser enlarges the whole page.
    """
    size = ENLARGED if is_enlarged else AS_IS
    look = Look(profile, words, mode, title, source, is_narrow)
    table, called = rows.head(ROWS).to_dicts(), names.table("unit_id", profile=profile, words=words)
    labels = [called.get(row["unit_id"], row["unit_id"]) for row in table]
    shown = [safe(canvas.shortened(label, size.name, size.text)) for label in labels]
    name_width = max(canvas.width_of(name, size.text) for name in shown) + size.rank
    times = [row["time_share"] for row in table if row["time_share"] is not None]
    ends = [row["completion_share"] for row in table]
    layout = canvas.layout(
        look,
        name="wall",
        kind="bars",
        left=name_width + size.change + size.rank + canvas.EDGE,
        right=size.share + size.score + canvas.EDGE,
        axis=12,
        top=size.top,
        height=size.row * ROWS,
        notes=[*_heads(name_width, size, look), *_time_words(times, size, look)],
        shapes=_time_line(times, look),
        xaxis={"range": axes.span([*ends, *times], top=1.03), "showticklabels": False, "showgrid": False},
        **_columns(table, shown, name_width, size, look),
    )
    layout["title"]["font"] |= {"size": size.title}
    holders = [{"type": "scatter", "x": [None], "y": [None], "yaxis": f"y{i}"} for i in range(2, 6)]
    return figures.figure([_bar(table, labels, look), *holders], layout)


def _bar(table: list[dict], labels: list[str], look: Look) -> dict:
    hover = [
        f"<b>{safe(label)}</b><br>{units.share(row['completion_share'], look.profile)}"
        for row, label in zip(table, labels, strict=True)
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "name": look.words("measure.completion_share"),
        "meta": "actual",
        "y": list(range(len(table))),
        "x": [row["completion_share"] for row in table],
        "width": 0.56,
        "marker": {"color": [_fill(row, look) for row in table]},
        "hovertext": [f"{row['rank']} {label}" for row, label in zip(table, labels, strict=True)],
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _fill(row: dict, look: Look) -> str:
    if row["has_reported"] is False:
        return theme.rgba(look.colours.plan, 0.4)
    is_ahead = row["completion_share"] is not None and (row["pace_gap"] or 0) >= 0
    return look.colours.actual if is_ahead else look.colours.sequential[4]


def _columns(table: list[dict], shown: list[str], name_width: int, size: Sizes, look: Look) -> dict:
    """Return the upright axes that write the columns: name, rank, change, rate, score."""
    apart = {"ticks": "outside", "ticklen": 14, "tickcolor": look.colours.background, "showgrid": False}
    ranks = [f"<b>{row['rank']}</b>" for row in table]
    scores = [f"<b>{units.score(row['score'])}</b>" for row in table]
    return {
        "yaxis": _texts(shown, size, look) | apart,
        "yaxis2": _texts(ranks, size, look) | _left(-name_width - size.change),
        "yaxis3": _texts([_change(row, look) for row in table], size, look) | _left(-name_width),
        "yaxis4": _texts([_share(row, look) for row in table], size, look) | _right(size.share),
        "yaxis5": _texts(scores, size, look) | _right(size.share + size.score),
    }


def _texts(texts: list[str], size: Sizes, look: Look) -> dict:
    """Return an upright axis with one large text per row, the first on top; always room for ten."""
    ticks = {"tickmode": "array", "tickvals": list(range(len(texts))), "ticktext": texts}
    font = {"tickfont": {"size": size.text, "color": look.colours.text}}
    return ticks | font | {"range": [ROWS - 0.5, -0.5], "zeroline": False, "automargin": False}


def _left(shift: int) -> dict:
    return {
        "overlaying": "y",
        "anchor": "free",
        "shift": shift,
        "showgrid": False,
        "ticks": "",
        "side": "left",
    }


def _right(shift: int) -> dict:
    place = {"side": "right", "position": 1, "ticklabelposition": "inside"}
    return _left(shift) | place


def _change(row: dict, look: Look) -> str:
    places, colours = row["rank_change"], look.colours
    if not places:
        return "" if places is None else look.words("chart.rank_same")
    colour = colours.ahead if places > 0 else colours.behind
    text = look.words("chart.rank_up" if places > 0 else "chart.rank_down", places=abs(places))
    return f"<span style='color:{colour}'>{text}</span>"


def _share(row: dict, look: Look) -> str:
    if row["has_reported"] is False:
        return look.words("chart.not_reported")
    return units.share(row["completion_share"], look.profile)


def _heads(name_width: int, size: Sizes, look: Look) -> list[dict]:
    font = {"size": size.head, "color": look.colours.muted}
    place = {"y": 1, "xanchor": "right", "yanchor": "bottom", "yshift": 6, "font": font}
    heads = (
        ("measure.rank", 0, -name_width - size.change),
        ("chart.rate", 1, size.share),
        ("measure.score", 1, size.share + size.score),
    )
    return [canvas.note(look.words(key), x=x, xshift=shift, **place) for key, x, shift in heads]


def _time_words(times: list[float], size: Sizes, look: Look) -> list[dict]:
    if not times:
        return []
    text = f"{look.words('chart.time')} {units.share(times[0], look.profile)}"
    font = {"color": look.colours.time, "size": size.head}
    return [canvas.note(text, x=times[0], y=1, xref="x", yanchor="bottom", yshift=6, font=font)]


def _time_line(times: list[float], look: Look) -> list[dict]:
    style = {"color": look.colours.time, "width": 3, "dash": "dash"}
    place = {"type": "line", "y0": 0, "y1": 1, "yref": "paper", "line": style}
    return [place | {"x0": time, "x1": time} for time in times[:1]]
