"""Bars as native charts: columns by month, and the league with its time mark."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go
from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Inches, Pt

from paceboard import theme
from paceboard.exports import plots
from paceboard.exports.ink import Box, rgb, say, wide
from paceboard.theme import Palette

# Where the plot lies inside its frame, so that the time mark can be drawn on it; names stand to its left.
TOP, HEIGHT, RIGHT = 0.05, 0.86, 0.94
LEAST_NAMES, MOST_NAMES, MOST_NARROW = 0.14, 0.4, 0.48
MOST_BARS, MOST_GROUPED = 23, 32  # beneath each other in letters of twelve points; figures of ten
LEAST_LETTERS, MOST_LETTERS = 9, 13  # points of names
LEAST_FIGURES, MOST_FIGURES = 9, 12
LOWEST = 0.05  # of the tallest column: a part as high as its letters
NARROW_TICKS = 5  # on the axis of a chart half as wide as a slide
NAME_LINE = 1.2  # height of a line of a name, in its letters
POINT = 12700


def upright(slide: Slide, traces: list, figure: go.Figure, box: Box) -> None:
    """Draw columns side by side."""
    colours = theme.palette(figure.layout.meta["mode"])
    box = plots.unit(slide, figure, box)
    values, ticks = plots.formats(figure)
    data = plots.data(list(figure.layout.xaxis.tickvals or traces[0].x), traces, values)
    meta = figure.layout.meta
    is_stacked = figure.layout.barmode == "stack" or meta.get("is_stacked", False)
    kind = XL_CHART_TYPE.COLUMN_STACKED if is_stacked else XL_CHART_TYPE.COLUMN_CLUSTERED
    chart = plots.chart(slide, kind, data, box, colours)
    plots.legend(chart)
    plots.plain_numbers(chart, ticks)
    # Two figures of two digits stand beside each other above narrow bars, too.
    chart.plots[0].gap_width = 45 if box.width > plots.NARROW else 20
    chart.plots[0].overlap = 100 if is_stacked or meta.get("is_overlaid") else 0
    for trace, series in zip(traces, chart.plots[0].series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(trace.marker.color, colours)
        series.invert_if_negative = False
        if is_stacked:
            plots.value_labels(series, _tall(chart, values), colours)
            ink = theme.readable(f"#{series.format.fill.fore_color.rgb}")
            series.data_labels.font.color.rgb = rgb(ink, colours)
        elif trace.text is not None:
            plots.value_labels(series, values, colours)
            series.data_labels.font.size = Pt(11 if box.width > plots.NARROW else 10)


def _tall(chart: Chart, number_format: str) -> str:
    """Return the number format that leaves out what stands in parts of a column too low for letters."""
    columns = zip(*(series.values for series in chart.plots[0].series), strict=True)
    tallest = max((sum(value or 0 for value in column) for column in columns), default=0)
    return f'[<{tallest * LOWEST:.4g}]"";{number_format}'


def flat(
    slide: Slide, traces: list, figure: go.Figure, box: Box, rows: tuple[int, int] | None = None
) -> None:
    """Draw horizontal bars, first on top, each in its own colour, with the marks of the figure.

    More than fit one beneath the other in letters that can be read stand in two charts side by side.
    """
    first, end = rows or (0, len(traces[0].hovertext))
    charts = 2 if end - first > _most(traces) and box.width > plots.NARROW else 1
    most, width = math.ceil((end - first) / charts), box.width // charts
    for i in range(charts):
        place = Box(box.x + i * width, box.y, width, box.height)
        _flat(slide, traces, figure, place, slice(first + i * most, min(first + (i + 1) * most, end)))


def _flat(slide: Slide, traces: list, figure: go.Figure, box: Box, part: slice) -> None:
    colours = theme.palette(figure.layout.meta["mode"])
    box = plots.unit(slide, figure, box)
    values, ticks = plots.formats(figure, is_flat=True)
    data = CategoryChartData(number_format=values)
    names = list(traces[0].hovertext)[part]
    data.categories = names
    for trace in traces:
        data.add_series(trace.name, list(trace.x)[part])
    chart = plots.chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, box, colours)
    chart.has_legend = False
    if len(traces) > 1:
        plots.legend(chart)
    plots.plain_numbers(chart, ticks)
    # Names of series stand above the plot.
    top = TOP if len(traces) == 1 else 2 * TOP
    letters = _letters(names, box, TOP + HEIGHT - top)
    chart.font.size = Pt(letters)
    chart.category_axis.reverse_order = True
    _name_every_bar(chart)
    chart.category_axis.tick_labels.font.color.rgb = rgb(colours.text, colours)
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    chart.plots[0].gap_width = 45
    low, high = figure.layout.xaxis.range
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = low, high * 1.08
    if box.width < plots.NARROW:
        chart.value_axis.major_unit = plots.step(low, high, NARROW_TICKS)
    left = min(max(wide(name, letters) for name in names) * POINT / box.width + 0.02, _room(box))
    left = max(left, LEAST_NAMES)
    inner = (left, top, RIGHT - left, TOP + HEIGHT - top)
    fix_plot(chart, inner)
    _figured(
        chart, figure, traces, part, Box(0, 0, box.width * inner[2] / POINT, box.height * inner[3] / POINT)
    )
    _marks(slide, figure, box, (low, high * 1.08), inner)


def _figured(chart: Chart, figure: go.Figure, traces: list, part: slice, plot: Box) -> None:
    """Colour the bars and write their figures: beside them, or inside where a mark would cross them."""
    colours = theme.palette(figure.layout.meta["mode"])
    values, _ = plots.formats(figure, is_flat=True)
    axis = chart.value_axis
    size = _figures(len(list(traces[0].x)[part]) * len(traces), plot.height)
    room = wide("100.00%", size) / plot.width * (axis.maximum_scale - axis.minimum_scale)
    marks = [shape.x0 for shape in figure.layout.shapes]
    for trace, series in zip(traces, chart.plots[0].series, strict=True):
        inks = list(trace.marker.color)[part]
        _fill(series, inks, colours)
        plots.value_labels(series, values, colours)
        series.data_labels.font.size = Pt(size)
        for i in _crossed(series.values, marks, room):
            ink = rgb(theme.readable(f"#{rgb(inks[i], colours)}"), colours)
            plots.inside(series.points[i], values, size, ink)


def _crossed(values: Sequence[float | None], marks: Sequence[float], room: float) -> list[int]:
    """Return the places of the bars whose figure beside them a mark would cross, and that can hold it."""
    return [
        i
        for i, value in enumerate(values)
        if value is not None and any(value <= mark < value + room < 2 * value for mark in marks)
    ]


def parts(figure: go.Figure, box: Box) -> list[tuple[int, int]]:
    """Return the bars (first, one after the last) of each slide that flat bars take; none for others."""
    traces = [trace for trace in figure.data if trace.name is not None]
    if not traces or traces[0].type != "bar" or traces[0].orientation != "h":
        return []
    count, most = len(traces[0].hovertext), _most(traces) * (2 if box.width > plots.NARROW else 1)
    each = math.ceil(count / math.ceil(count / most)) if count else 1
    return [(first, min(first + each, count)) for first in range(0, count, each)]


def _most(traces: list) -> int:
    """Return how many bars, or groups of bars, stand beneath each other in letters that can be read."""
    return MOST_BARS if len(traces) == 1 else max(MOST_GROUPED // len(traces), 1)


def _room(box: Box) -> float:
    """Return the part of the width that names take at most: more where two charts stand side by side."""
    return MOST_NAMES if box.width > plots.NARROW else MOST_NARROW


def _letters(names: Sequence[str], box: Box, part: float) -> int:
    """Return the size in points at which the names of bars are clear of each other; part: of the height."""
    tall, room = box.height * part / POINT / len(names), box.width * _room(box) / POINT

    def is_clear(size: int) -> bool:
        lines = [math.ceil(wide(name, size) / room) for name in names]
        pairs = zip(lines, lines[1:] or lines, strict=False)
        return all(size * NAME_LINE * (one + next_) / 2 <= tall for one, next_ in pairs)

    return next((size for size in range(MOST_LETTERS, LEAST_LETTERS, -1) if is_clear(size)), LEAST_LETTERS)


def _figures(bars: int, tall: float) -> int:
    """Return the size in points at which the figures at the ends of so many bars are clear of each other."""
    return max(min(int(tall / bars), MOST_FIGURES), LEAST_FIGURES)


def _fill(series: object, inks: Sequence[str], colours: Palette) -> None:
    """Colour each bar of a series."""
    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = rgb(inks[0], colours)
    for i, colour in enumerate(inks):
        fill = series.points[i].format.fill
        fill.solid()
        fill.fore_color.rgb = rgb(colour, colours)


def _name_every_bar(chart: Chart) -> None:
    """Write the name of every category: by itself PowerPoint leaves out every other one of many."""
    axis = chart.category_axis._element
    axis.find(qn("c:noMultiLvlLbl")).addprevious(etree.Element(qn("c:tickLblSkip"), val="1"))


def fix_plot(chart: Chart, inner: Sequence[float]) -> None:
    """Pin the plot inside its frame."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    etree.SubElement(manual, qn("c:layoutTarget"), val="inner")
    for tag in ("xMode", "yMode"):
        etree.SubElement(manual, qn(f"c:{tag}"), val="edge")
    for tag, value in zip("xywh", inner, strict=True):
        etree.SubElement(manual, qn(f"c:{tag}"), val=str(value))
    area.insert(0, layout)


def _marks(
    slide: Slide, figure: go.Figure, box: Box, span: tuple[float, float], inner: Sequence[float]
) -> None:
    """Draw the figure's upright lines (the time mark) over the pinned plot, with their words."""
    left, top, width, height = inner
    low, high = span
    colours = theme.palette(figure.layout.meta["mode"])
    for shape in figure.layout.shapes:
        x = box.x + int(box.width * (left + width * (shape.x0 - low) / (high - low)))
        y = box.y + int(box.height * top)
        end = y + int(box.height * height)
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, x, y, x, end).line
        line.color.rgb = rgb(shape.line.color, colours)
        line.width, line.dash_style = Pt(1.75), MSO_LINE.DASH
        words = next((note.text for note in figure.layout.annotations if note.x == shape.x0), "")
        frame = slide.shapes.add_textbox(x - Inches(1.5), y - Inches(0.3), Inches(3), Inches(0.28)).text_frame
        say(frame, words, 12, shape.line.color, colours)
        frame.paragraphs[0].alignment = PP_ALIGN.CENTER
