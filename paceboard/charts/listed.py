"""Bars in a table: one row per thing with its name on the left, bars, and columns of figures on the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import plotly.graph_objects as go

from paceboard import canvas, figures
from paceboard.canvas import Look, safe

ROW_HEIGHT, TALL_ROW_HEIGHT = 27, 36  # tall: where a name takes two lines
# Widest name, in pixels: (of a wide figure, of a narrow one).
NAME_LIMITS = (220, 190)
APART = 20  # pixels beside a name, before its bar
PIXELS = canvas.LABEL_SIZE


@dataclass(frozen=True)
class Column:
    """Figures beside the bars, one text per row, under a heading; is_strong: bold and dark."""

    head: str
    texts: Sequence[str]
    is_strong: bool = False

    @property
    def width(self) -> int:
        """Return the pixels that the column takes."""
        head = canvas.width_of(self.head, canvas.NOTE_SIZE)
        return max(head, *(canvas.width_of(text, PIXELS) for text in self.texts), 0) + 20


@dataclass(frozen=True)
class Part:
    """One bar per row: values, colours, thickness (1: rows touch), and the card of each bar.

    bases: where each bar begins; none given: at zero.
    """

    name: str
    meta: str
    values: Sequence[float | None]
    colours: Sequence[str]
    hover: Sequence[str]
    width: float = 0.62
    bases: Sequence[float | None] = ()


def listed(  # noqa: PLR0913 (a table has rows, columns, bars, marks and a key)
    look: Look,
    *,
    name: str,
    labels: Sequence[str],
    parts: Sequence[Part],
    columns: Sequence[Column],
    xaxis: dict,
    key: Sequence[tuple[str, str, str]] = (),
    mark: tuple[float, str] | None = None,
    about: dict | None = None,
) -> go.Figure:
    """Return the figure; its height grows with the number of rows, the first on top.

    key: (mark, colour, word) of the bars; mark: a value and the words of a dashed line there.
    """
    shown, left, row_height = named(labels, NAME_LIMITS[look.is_narrow])
    ends = list(accumulate(column.width for column in columns))
    upright = {f"yaxis{i + 2}": _beside(columns[i], ends[i], look) for i in range(len(columns))}
    rule, said = _mark(mark, look)
    layout = canvas.layout(
        look,
        name=name,
        kind="bars",
        left=left + canvas.EDGE,
        right=(ends[-1] if ends else 0) + canvas.EDGE,
        axis=26,
        top=58 if key else 40,
        height=row_height * len(shown),
        notes=[*said, *_heads(columns, ends, look), *_key(key, left, look)],
        shapes=rule,
        xaxis={"showgrid": True, "nticks": 6, "tickangle": 0} | xaxis,
        barmode="overlay",
        about=about,
        yaxis=_rows(shown) | _names(look),
        **upright,
    )
    holders = [_holder(f"y{i + 2}") for i in range(len(columns))]
    return figures.figure([*(_bars(part, labels) for part in parts), *holders], layout)


def named(labels: Sequence[str], limit: int) -> tuple[list[str], int, int]:
    """Return the names as written, their width with the room beside them, and the height of a row."""
    names = [canvas.in_two(label, limit) for label in labels]
    sizes = {1: canvas.LABEL_SIZE, 2: canvas.NOTE_SIZE}
    wide = max(canvas.width_of(line, sizes[len(lines)]) for lines in names for line in lines)
    is_tall = any(len(lines) > 1 for lines in names)
    return [_said(lines) for lines in names], wide + APART, TALL_ROW_HEIGHT if is_tall else ROW_HEIGHT


def _said(lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return safe(lines[0])
    return "<br>".join(f"<span style='font-size:{canvas.NOTE_SIZE}px'>{safe(line)}</span>" for line in lines)


def _bars(part: Part, labels: Sequence[str]) -> dict:
    begun = {"base": list(part.bases)} if part.bases else {}
    return begun | {
        "type": "bar",
        "orientation": "h",
        "name": part.name,
        "meta": part.meta,
        "y": list(range(len(labels))),
        "x": list(part.values),
        "width": part.width,
        "marker": {"color": list(part.colours)},
        # Not drawn (the axis shows it): names the bars for slides and workbooks.
        "hovertext": list(labels),
        "customdata": list(part.hover),
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _rows(texts: Sequence[str]) -> dict:
    ticks = {"tickmode": "array", "tickvals": list(range(len(texts))), "ticktext": list(texts)}
    return ticks | {"range": [len(texts) - 0.5, -0.5], "zeroline": False, "automargin": False}


def _names(look: Look) -> dict:
    # Unseen ticks keep the names off the bars.
    apart = {"ticks": "outside", "ticklen": 6, "tickcolor": look.colours.background}
    return {"showgrid": False, "tickfont": {"color": look.colours.text}} | apart


def _beside(column: Column, end: int, look: Look) -> dict:
    texts = [f"<b>{safe(text)}</b>" if column.is_strong and text else safe(text) for text in column.texts]
    place = {"overlaying": "y", "anchor": "free", "shift": end, "showgrid": False, "ticks": ""}
    side = {"side": "right", "position": 1, "ticklabelposition": "inside"}
    dark = {"tickfont": {"color": look.colours.text}} if column.is_strong else {}
    return _rows(texts) | place | side | dark


def _heads(columns: Sequence[Column], ends: Sequence[int], look: Look) -> list[dict]:
    font = {"size": canvas.NOTE_SIZE, "color": look.colours.muted}
    place = {"x": 1, "y": 1, "xanchor": "right", "yanchor": "bottom", "yshift": 7, "font": font}
    return [
        canvas.note(safe(column.head), xshift=end, **place) for column, end in zip(columns, ends, strict=True)
    ]


def _key(parts: Sequence[tuple[str, str, str]], left: int, look: Look) -> list[dict]:
    """Return the key above the headings, from the left edge of the figure on."""
    if not parts:
        return []
    return [canvas.key(parts, look.colours) | {"x": 0, "xanchor": "left", "xshift": -left, "yshift": 28}]


def _mark(mark: tuple[float, str] | None, look: Look) -> tuple[list[dict], list[dict]]:
    if mark is None:
        return [], []
    value, text = mark
    colour = look.colours.time
    style = {"color": colour, "width": 2, "dash": "dash"}
    place = {"x": value, "y": 1, "xref": "x", "yanchor": "bottom", "yshift": 6}
    line = {"type": "line", "x0": value, "x1": value, "y0": 0, "y1": 1, "yref": "paper", "line": style}
    return [line], [canvas.note(safe(text), font={"color": colour, "size": 13}, **place)]


def _holder(axis: str) -> dict:
    """Return an empty trace: plotly draws an axis only where a trace lies on it."""
    return {"type": "scatter", "x": [None], "y": [None], "yaxis": axis, "hoverinfo": "skip"}
