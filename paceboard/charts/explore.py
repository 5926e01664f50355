"""Bars, lines and areas of a planner's own question."""

import plotly.graph_objects as go

from paceboard import canvas, figures, theme
from paceboard.canvas import Look, safe
from paceboard.charts import axes, series
from paceboard.charts.series import Cells, Series

ROW_HEIGHT, BAR_HEIGHT = 27, 17
NAME_LIMIT = 220
KEY_WIDTH, KEY_LINE = 700, 20


@figures.once
def explore_bars(cells: Cells, **look: object) -> go.Figure:
    """Return bars: upright over time, else one row per key of the first dimension, in the order given."""
    frame = Look(**look)  # type: ignore[arg-type]
    categories, made = series.placed(cells, frame)
    made = made[: series.MOST]
    return (
        _upright(cells, categories, made, frame) if cells.has_time else _flat(cells, categories, made, frame)
    )


def _upright(cells: Cells, categories: list[str], made: list[Series], look: Look) -> go.Figure:
    shape, unit = series.axis(cells, look)
    traces = []
    for one, colour in zip(made, colours(made, look), strict=True):
        traces.append(
            _bar(one, look)
            | {"x": categories, "y": list(one.values), "marker": {"color": colour}}
            | {"text": list(one.texts) if len(made) * len(categories) <= 16 else None}
        )
    everything = [value for one in made for value in one.values]
    layout = canvas.layout(
        look,
        name="explore",
        kind="bars",
        top=_top(made),
        about={"unit": unit},
        notes=[*_unit(unit, look), *_key(made, look)],
        barmode="group",
        xaxis=axes.categories(categories),
        yaxis=shape | {"range": axes.span(everything, top=1.15), "nticks": 6},
    )
    return figures.figure(traces, layout)


def _bar(one: Series, look: Look) -> dict:
    return {
        "type": "bar",
        "name": one.name,
        "textposition": "outside",
        "textfont": {"size": canvas.NOTE_SIZE + 1, "color": look.colours.text},
        "constraintext": "none",
        "textangle": 0,
        "cliponaxis": False,
        "customdata": [f"{safe(one.name)} {text}" for text in one.texts],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _flat(cells: Cells, categories: list[str], made: list[Series], look: Look) -> go.Figure:
    shape, unit = series.axis(cells, look)
    names = [safe(canvas.shortened(word, NAME_LIMIT)) for word in categories]
    rows = list(range(len(categories)))
    traces = []
    for one, colour in zip(made, colours(made, look), strict=True):
        traces.append(
            _bar(one, look)
            | {
                "orientation": "h",
                "y": rows,
                "x": list(one.values),
                "marker": {"color": [colour] * len(rows)},
            }
            | {"hovertext": list(categories), "hoverinfo": "text", "text": list(one.texts)}
            | {"customdata": _cards(categories, one)}
        )
    everything = [value for one in made for value in one.values]
    left = max((canvas.width_of(name) for name in names), default=0) + 24
    ticks = {"tickmode": "array", "tickvals": rows, "ticktext": names, "showgrid": False, "zeroline": False}
    layout = canvas.layout(
        look,
        name="explore",
        kind="bars",
        left=left + canvas.EDGE,
        right=90,
        axis=26,
        top=_top(made),
        height=len(rows) * _row_height(len(made)),
        about={"unit": unit},
        notes=[*_unit(unit, look), *_key(made, look)],
        shapes=[],
        barmode="group",
        bargap=0.28,
        xaxis=shape | {"range": _flat_range(everything), "showgrid": True, "nticks": 7},
        yaxis=ticks
        | {"range": [len(rows) - 0.5, -0.5], "automargin": False, "tickfont": {"color": look.colours.text}},
    )
    return figures.figure(traces, layout)


def _flat_range(values: list[float | None]) -> list[float]:
    """Return the range of lying bars, with room for the figures left of negative ones."""
    low, high = axes.span(values, top=1.06)
    return [low - 0.09 * (high - low) if low < 0 else low, high]


def _row_height(bars: int) -> int:
    """Return the pixels of one row with so many bars side by side."""
    return max(ROW_HEIGHT, 10 + BAR_HEIGHT * bars)


def _cards(categories: list[str], one: Series) -> list[str]:
    return [
        f"<b>{safe(word)}</b><br>{safe(one.name)} {text}"
        for word, text in zip(categories, one.texts, strict=True)
    ]


@figures.once
def explore_lines(cells: Cells, *, is_area: bool = False, **look: object) -> go.Figure:
    """Return one line per series over time; is_area stacks them: only sums that do not overlap."""
    frame = Look(**look)  # type: ignore[arg-type]
    shape, unit = series.axis(cells, frame)
    categories, made = series.placed(cells, frame)
    made = [one for one in made if not (is_area and one.is_against)][: series.MOST]
    if is_area:
        categories = _known(categories, made)
    traces = [
        _line(one, categories, colour, is_area=is_area)
        for one, colour in zip(made, colours(made, frame), strict=True)
    ]
    ends = [] if is_area else _ends(categories, made, colours(made, frame))
    range_ = {} if is_area else {"range": axes.span([v for one in made for v in one.values], top=1.12)}
    layout = canvas.layout(
        frame,
        name="explore",
        kind="lines",
        right=min(axes.room(ends), 230),
        top=_top(made),
        about={"unit": unit},
        notes=[*_unit(unit, frame), *_key(made, frame), *axes.ends(ends, range_.get("range", [0, 1]))],
        hovermode="x unified",
        xaxis=axes.categories(categories),
        yaxis=shape | range_ | {"nticks": 6},
    )
    return figures.figure(traces, layout)


def _known(categories: list[str], made: list[Series]) -> list[str]:
    """Return the categories up to the last with a figure: an area would fall to zero where none is known."""
    ends = [axes.last_known(one.values) for one in made]
    return categories[: max((end + 1 for end in ends if end is not None), default=len(categories))]


def _line(one: Series, categories: list[str], colour: str, *, is_area: bool) -> dict:
    style = {"color": colour, "width": 1 if is_area else 2.5} | ({"dash": "dot"} if one.is_against else {})
    filled = {"stackgroup": "one", "fillcolor": theme.rgba(colour, 0.6)} if is_area else {}
    hover = [f"{safe(one.name)} {text}" for text in one.texts][: len(categories)]
    marker = {"size": 6, "color": colour}
    return axes.line(
        categories,
        list(one.values)[: len(categories)],
        hover[: len(categories)],
        name=one.name,
        style=style,
        marker=marker,
        **filled,
    )


def _ends(categories: list[str], made: list[Series], inks: list[str]) -> list[tuple[str, float, str, str]]:
    """Return what stands at the ends of the lines: the last figure of each."""
    found = []
    for one, ink in zip(made, inks, strict=True):
        last = axes.last_known(one.values)
        if last is not None:
            found.append((categories[last], one.values[last], one.texts[last], ink))
    return found


def colours(made: list[Series], look: Look) -> list[str]:
    """Return one colour per series; what is compared with is a pale shade of what it stands beside."""
    own_inks = inks(look)
    found: list[str] = []
    own = 0
    for one in made:
        if one.is_against and found:
            found.append(theme.mixed(found[-1], look.colours.background, 0.55))
        else:
            found.append(own_inks[own % len(own_inks)])
            own += 1
    return found


def inks(look: Look) -> list[str]:
    """Return the colours of series, without the grey that means a plan."""
    return [colour for place, colour in enumerate(look.colours.series) if place != 1]


def _lines(made: list[Series]) -> list[list[int]]:
    """Return the places of the series in each line of the key."""
    lines: list[list[int]] = [[]]
    width = 0
    for place, one in enumerate(made):
        wide = canvas.width_of(one.name, canvas.NOTE_SIZE + 1) + 36
        if lines[-1] and width + wide > KEY_WIDTH:
            lines.append([])
            width = 0
        lines[-1].append(place)
        width += wide
    return lines


def _top(made: list[Series]) -> int:
    """Return the pixels that unit and key need below the title."""
    return 44 + KEY_LINE * len(_lines(made))


def _key(made: list[Series], look: Look) -> list[dict]:
    """Return the names of the series, on as many lines as they need; one alone is named by the title."""
    if len(made) == 1:
        return []
    found, lines = colours(made, look), _lines(made)
    return [
        canvas.key([("■", found[place], made[place].name) for place in line], look.colours)
        | {"yshift": 28 + KEY_LINE * (len(lines) - 1 - i)}
        for i, line in enumerate(lines)
    ]


def _unit(unit: str, look: Look) -> list[dict]:
    return [canvas.unit(unit, look)] if unit else []
