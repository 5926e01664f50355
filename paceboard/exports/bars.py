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
LEAST_NAMES, MOST_NAMES = 0.14, 0.4
MOST_BARS = 24
LEAST_LETTERS, MOST_LETTERS = 8, 13  # points of names
LEAST_FIGURES, MOST_FIGURES = 7, 11
NAME_LINE, BROKEN_LINE = 1.45, 1.2  # height of a name, and of each line of one on two lines, in its letters
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
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 100 if is_stacked or meta.get("is_overlaid") else 0
    for trace, series in zip(traces, chart.plots[0].series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(trace.marker.color, colours)
        series.invert_if_negative = False
        if trace.text is not None:
            plots.value_labels(series, f"{values};-{values};" if is_stacked else values, colours)
            if is_stacked:
                ink = theme.readable(f"#{series.format.fill.fore_color.rgb}")
                series.data_labels.font.color.rgb = rgb(ink, colours)


def flat(slide: Slide, traces: list, figure: go.Figure, box: Box) -> None:
    """Draw horizontal bars, first on top, each in its own colour, with the marks of the figure.

    More than fit one beneath the other in letters that can be read stand in two charts side by side.
    """
    count = len(traces[0].hovertext)
    charts = 2 if count > MOST_BARS and box.width > plots.NARROW else 1
    most, width = math.ceil(count / charts), box.width // charts
    for i in range(charts):
        place = Box(box.x + i * width, box.y, width, box.height)
        _flat(slide, traces, figure, place, slice(i * most, (i + 1) * most))


def _flat(slide: Slide, traces: list, figure: go.Figure, box: Box, part: slice) -> None:
    colours = theme.palette(figure.layout.meta["mode"])
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
    chart.font.size = Pt(_letters(names, box))
    chart.category_axis.reverse_order = True
    _name_every_bar(chart)
    chart.category_axis.tick_labels.font.color.rgb = rgb(colours.text, colours)
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    chart.plots[0].gap_width = 45
    for trace, series in zip(traces, chart.plots[0].series, strict=True):
        _fill(series, list(trace.marker.color)[part], colours)
        plots.value_labels(series, values, colours)
        series.data_labels.font.size = Pt(_figures(names, len(traces), box))
    low, high = figure.layout.xaxis.range
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = low, high * 1.08
    left = min(max(wide(name, 13) for name in names) * POINT / box.width + 0.02, MOST_NAMES)
    left = max(left, LEAST_NAMES)
    # Names of series stand above the plot.
    top = TOP if len(traces) == 1 else 2 * TOP
    inner = (left, top, RIGHT - left, TOP + HEIGHT - top)
    fix_plot(chart, inner)
    _marks(slide, figure, box, (low, high * 1.08), inner)


def _letters(names: Sequence[str], box: Box) -> int:
    """Return the size in points at which the names of bars stand clear of each other."""
    tall, room = box.height * HEIGHT / POINT / len(names), box.width * MOST_NAMES / POINT

    def is_clear(size: int) -> bool:
        is_broken = max(wide(name, size) for name in names) > room
        return size * (2 * BROKEN_LINE if is_broken else NAME_LINE) <= tall

    return next((size for size in range(MOST_LETTERS, LEAST_LETTERS, -1) if is_clear(size)), LEAST_LETTERS)


def _figures(names: Sequence[str], series: int, box: Box) -> int:
    """Return the size in points at which the figures at the ends of bars stand clear of each other."""
    return max(min(int(box.height * HEIGHT / POINT / len(names) / series), MOST_FIGURES), LEAST_FIGURES)


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
