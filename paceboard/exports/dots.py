"""The series of XY charts: what the traces of a figure draw, as points with words, and how they look."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import plotly.graph_objects as go
from pptx.chart.chart import Chart
from pptx.chart.data import XyChartData
from pptx.chart.xlsx import XyWorkbookWriter
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.oxml.ns import qn
from pptx.util import Pt

from paceboard import theme
from paceboard.exports import plots
from paceboard.exports.ink import rgb
from paceboard.theme import Palette

MARKERS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "square": XL_MARKER_STYLE.SQUARE,
    "x": XL_MARKER_STYLE.X,
}
FIRST_DAY = date(1899, 12, 30)  # spreadsheets count days from here
LABEL = 10
BOXED = ("lowerfence", "upperfence", "q1", "q3", "median", "y")
POINTED = ("text", "customdata", "hovertext")
BOX, BOX_ROWS = 16, 170  # points: how thick a box is at most, and all boxes together
STROKE = 0.42  # of a row: half the stroke that marks the middle


@dataclass(frozen=True)
class Dots:
    """One series: places, words at them, and how it looks.

    symbol: of the marks, "" for none; fill: their inside, "" for none; width: of the line through the
    points in points, 0 for none; a place without x ends the line; is_listed: stands in the legend.
    """

    name: str
    xs: Sequence[float | None]
    ys: Sequence[float | None]
    colour: str = field(kw_only=True)
    texts: Sequence[str] | None = None
    position: XL_LABEL_POSITION = XL_LABEL_POSITION.ABOVE
    symbol: str = ""
    mark: int = 8
    fill: str = ""
    width: float = 0
    dash: str | None = None
    is_listed: bool = True
    size: int = LABEL


def serial(day: date | str) -> int:
    """Return the number that a spreadsheet knows a day by."""
    known = date.fromisoformat(day[:10]) if isinstance(day, str) else day
    return (known - FIRST_DAY).days


def upright(figure: go.Figure) -> tuple[float, float] | None:
    """Return the ends of the upright axis: those of its rows where it has some, else its own, if any."""
    if "rows" in figure.layout.meta:
        return len(figure.layout.meta["rows"]) - 0.5, -0.5
    return figure.layout.yaxis.range


def span(axis: object) -> tuple[float, float]:
    """Return the ends of an axis as numbers."""
    low, high = axis.range
    return (serial(low), serial(high)) if axis.type == "date" else (low, high)


def part(figure: go.Figure, first: int, end: int) -> go.Figure:
    """Return a figure with only some of its rows, the first of them on top."""
    meta = figure.layout.meta
    kept = {key: meta[key][first:end] for key in ("rows", "beside") if meta.get(key)}
    layout = figure.layout.to_plotly_json() | {"meta": meta | kept}
    return go.Figure([_cut(trace, first, end) for trace in figure.data], layout)


def _cut(trace: go.Scatter | go.Box, first: int, end: int) -> dict:
    """Return a trace with what lies in those rows; gaps between its lines stay."""
    found = trace.to_plotly_json()
    if trace.type == "box":
        return found | {key: list(found[key])[first:end] for key in BOXED if key in found}
    ys = [None if y is None else y - first for y in trace.y]
    places = [i for i, y in enumerate(ys) if y is None or -0.5 <= y < end - first - 0.5]
    lists = {
        key: [value[i] for i in places]
        for key, value in found.items()
        if key in POINTED and isinstance(value, list | tuple) and len(value) == len(ys)
    }
    return found | lists | {"x": [trace.x[i] for i in places], "y": [ys[i] for i in places]}


def series(figure: go.Figure, colours: Palette) -> list[Dots]:
    """Return the series of a figure's named traces and upright lines, in the order they are drawn."""
    made: list[Dots] = []
    is_dated = figure.layout.xaxis.type == "date"
    for trace in figure.data:
        if trace.type == "box":
            made += _box(trace, colours)
        elif trace.meta != "inner" and any(x is not None for x in trace.x):
            made.append(_trace(trace, colours, is_dated=is_dated))
    # Some programs draw the first series on top, others the last: open marks, which hide nothing where they
    # are drawn open, come last.
    made.sort(key=lambda one: bool(one.symbol) and not one.fill)
    return made + [_upright(shape, figure) for shape in figure.layout.shapes if shape.x0 == shape.x1]


def _trace(trace: go.Scatter, colours: Palette, *, is_dated: bool) -> Dots:
    xs = [serial(x) if is_dated and x is not None else x for x in trace.x]
    parts = trace.mode.split("+")
    symbol = (trace.marker.symbol or "circle") if "markers" in parts else ""
    colour = trace.marker.color if symbol else trace.line.color or trace.textfont.color
    words = list(trace.text) if "text" in parts else None
    return Dots(
        trace.name,
        xs,
        list(trace.y),
        words,
        XL_LABEL_POSITION.ABOVE if symbol else XL_LABEL_POSITION.CENTER,
        colour=colour if symbol or "lines" in parts else colours.muted,
        symbol=symbol.removesuffix("-open"),
        mark=round((trace.marker.size or 0) * plots.POINTS_PER_PIXEL),
        fill=_fill(trace, colours),
        width=(trace.line.width or 0) * plots.POINTS_PER_PIXEL if "lines" in parts else 0,
        is_listed=trace.mode != "text" and trace.showlegend is not False,
        size=LABEL if symbol else 8,
    )


def _fill(trace: go.Scatter, colours: Palette) -> str:
    """Return the inside of the marks: their colour, nothing for open ones, pale for half-filled ones."""
    if not (trace.marker.symbol or "").endswith("-open"):
        return trace.marker.color or colours.text
    return theme.mixed(colours.background, trace.marker.color, 0.5) if trace.meta == "half" else ""


def _upright(shape: object, figure: go.Figure) -> Dots:
    """Return an upright line of the figure, such as the day of today."""
    x = serial(shape.x0) if figure.layout.xaxis.type == "date" else shape.x0
    name = next(
        (note.text for note in figure.layout.annotations if note.xref == "x" and note.x == shape.x0), ""
    )
    line = {"colour": shape.line.color, "width": 1.5, "dash": "dash"}
    return Dots(name, [x, x], sorted(upright(figure)), **line)


def _box(trace: go.Box, colours: Palette) -> list[Dots]:
    """Return boxes as thin lines from end to end, thick ones over the middle half, a stroke at the middle."""
    colour, rows = trace.line.color, range(len(trace.median))
    thick = min(BOX, BOX_ROWS / max(len(rows), 1))

    def line(ends: Sequence[Sequence[float]], name: str, width: float, ink: str, half: float = 0) -> Dots:
        xs = [x for i in rows for x in (ends[0][i], ends[1][i], None)]
        ys = [y for i in rows for y in (i - half, i + half, None)]
        return Dots(name, xs, ys, colour=ink, width=width)

    names, pale = trace.meta, theme.mixed(colours.background, colour, 0.4)
    return [
        line((trace.lowerfence, trace.upperfence), names[0], 1.5, colour),
        line((trace.q1, trace.q3), names[1], thick, pale),
        line((trace.median, trace.median), names[2], 2.5, colour, STROKE),
    ]


class Data(XyChartData):
    """The data of an XY chart; its workbook writes days as days and the name beside each point."""

    def __init__(self, listed: Sequence[Dots], x_format: str, y_format: str) -> None:
        """Take the points of every series."""
        super().__init__(number_format=y_format)
        self.listed, self.x_format = listed, x_format
        for one in listed:
            row = self.add_series(one.name)
            for x, y in zip(one.xs, one.ys, strict=True):
                row.add_data_point(x, y)

    @property
    def _workbook_writer(self) -> XyWorkbookWriter:
        return _Book(self)

    def settle(self, chart: Chart) -> None:
        """Say in the chart, too, what the numbers along it are."""
        for values in chart._chartSpace.iter(qn("c:xVal")):
            for code in values.iter(qn("c:formatCode")):
                code.text = self.x_format


class _Book(XyWorkbookWriter):
    def _populate_worksheet(self, workbook: object, worksheet: object) -> None:
        along = workbook.add_format({"num_format": self._chart_data.x_format})
        upright = workbook.add_format({"num_format": self._chart_data.number_format})
        worksheet.set_column(0, 1, 14)
        worksheet.set_column(2, 2, 40)
        for one, row in zip(self._chart_data.listed, self._chart_data, strict=True):
            top = self.series_table_row_offset(row)
            worksheet.write(top, 1, one.name)
            worksheet.write_column(top + 1, 0, row.x_values, along)
            worksheet.write_column(top + 1, 1, row.y_values, upright)
            worksheet.write_column(top + 1, 2, one.texts or [])


def style(series: object, one: Dots, colours: Palette) -> None:
    """Draw a series as its dots say: line, marks, nothing for words alone."""
    line = series.format.line
    if one.width:
        line.color.rgb, line.width = rgb(one.colour, colours), Pt(one.width)
        if one.dash:
            line.dash_style = plots.DASHES[one.dash]
    else:
        line.fill.background()
    series.smooth = False
    if not one.symbol:
        series.marker.style = XL_MARKER_STYLE.NONE
        return
    series.marker.style, series.marker.size = MARKERS[one.symbol], max(one.mark, 5)
    mark = series.marker.format
    if one.fill:
        mark.fill.solid()
        mark.fill.fore_color.rgb = rgb(one.fill, colours)
    else:
        mark.fill.background()
    mark.line.color.rgb, mark.line.width = rgb(one.colour, colours), Pt(1.5)
