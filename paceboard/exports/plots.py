"""What every native chart has: axes, number formats, series from traces, lines in the figure's style."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go
from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Inches, Pt

from paceboard import theme
from paceboard.exports.ink import Box, rgb, say, typeface
from paceboard.theme import Palette

DASHES = {"dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT}
POINTS_PER_PIXEL = 0.75
NARROW = Inches(7.5)
LEAST_SHIFT = 0.002  # of a chart's height
UNIT = Inches(0.24)


def chart(slide: Slide, kind: XL_CHART_TYPE, data: CategoryChartData, box: Box, colours: Palette) -> Chart:
    """Add a chart to the slide in our fonts and colours, without a title."""
    chart = slide.shapes.add_chart(kind, *box, data).chart
    chart.has_title = False
    chart.font.size = Pt(13 if box.width > NARROW else 11)
    chart.font.color.rgb = rgb(colours.muted, colours)
    typeface(chart.font)
    for axis in (chart.category_axis, chart.value_axis):
        axis.format.line.color.rgb = rgb(colours.border, colours)
        axis.has_major_gridlines = axis is chart.value_axis
    chart.value_axis.major_gridlines.format.line.color.rgb = rgb(colours.border, colours)
    return chart


def legend(chart: Chart) -> None:
    """Name the series above the plot."""
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False


def formats(figure: go.Figure, *, is_flat: bool = False) -> tuple[str, str]:
    """Return the number format of values and that of the axis: shares, whole numbers or amounts."""
    axis = figure.layout.xaxis if is_flat else figure.layout.yaxis
    if "%" in (axis.tickformat or ""):
        return share(figure), "0%"
    is_whole = axis.tickformat == ",d" or figure.layout.meta.get("decimals") == 0
    return ("#,##0", "#,##0") if is_whole else ("#,##0.00", "#,##0.##")


def share(figure: go.Figure) -> str:
    """Return the number format of shares, with as many decimals as the city prints."""
    return f"{0:.{figure.layout.meta['share_decimals']}%}"


def plain_numbers(chart: Chart, number_format: str) -> None:
    """Write the numbers of the value axis in that format."""
    labels = chart.value_axis.tick_labels
    labels.number_format, labels.number_format_is_linked = number_format, False


def data(categories: Sequence[str], traces: Sequence[go.Scatter], number_format: str) -> CategoryChartData:
    """Return the data of a chart; a trace has nothing (a gap) where it lacks a category."""
    data = CategoryChartData(number_format=number_format)
    data.categories = categories
    for trace in traces:
        known = dict(zip(trace.x, trace.y, strict=True))
        data.add_series(trace.name, [known.get(category) for category in categories])
    return data


def unit(slide: Slide, figure: go.Figure, box: Box) -> Box:
    """Name the unit of the upright axis above it; return where the chart stands. Shares need none.

    In a narrow box the names of series take the whole width: the unit has a line of its own.
    """
    meta = figure.layout.meta
    if "unit" not in meta:
        return box
    colours = theme.palette(meta["mode"])
    frame = slide.shapes.add_textbox(box.x, box.y, Inches(2), UNIT).text_frame
    say(frame, meta["unit"], 12, colours.muted, colours)
    return box if box.width > NARROW else Box(box.x, box.y + UNIT, box.width, box.height - UNIT)


def line_style(series: object, trace: go.Scatter, colours: Palette) -> None:
    """Draw a series as the trace is drawn: colour, width, dashes, markers."""
    line = series.format.line
    line.color.rgb = rgb(trace.line.color, colours)
    line.width = Pt(trace.line.width * POINTS_PER_PIXEL)
    if trace.line.dash in DASHES:
        line.dash_style = DASHES[trace.line.dash]
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.CIRCLE if trace.marker.size else XL_MARKER_STYLE.NONE
    if trace.marker.size:
        series.marker.size = 7
        for part in (series.marker.format.fill, series.marker.format.line.fill):
            part.solid()
            part.fore_color.rgb = rgb(trace.line.color, colours)


def value_labels(series: object, number_format: str, colours: Palette) -> None:
    """Write its value at each point of a series."""
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format, False
    labels.font.size = Pt(11)
    labels.font.color.rgb = rgb(colours.text, colours)
    typeface(labels.font)


def show_value(label: object, number_format: str) -> None:
    """Make one point's label show its value; python-pptx has no word for it."""
    element = label._get_or_add_dLbl()
    for tag in ("c:showLegendKey", "c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"):
        found = element.find(qn(tag))
        if found is not None:
            found.set("val", "0")
    element.find(qn("c:showVal")).set("val", "1")
    shape = etree.Element(qn("c:numFmt"), formatCode=number_format, sourceLinked="0")
    place = next(i for i, child in enumerate(element) if child.tag != qn("c:idx"))
    element.insert(place, shape)


def shift(label: object, down: float) -> None:
    """Move the label of a point down by a part of the chart's height; up where it is negative."""
    if abs(down) < LEAST_SHIFT:
        return
    element = label._get_or_add_dLbl()
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    etree.SubElement(manual, qn("c:x"), val="0")
    etree.SubElement(manual, qn("c:y"), val=f"{down:.4f}")
    element.find(qn("c:idx")).addnext(layout)


def step(low: float, high: float, most: int) -> float:
    """Return the distance of ticks at round numbers, so many at most."""
    least = (high - low) / most
    power = 10 ** math.floor(math.log10(least))
    return next(times * power for times in (1, 2, 2.5, 5, 10) if times * power >= least)


def inside(point: object, number_format: str, size: int, ink: RGBColor) -> None:
    """Write the value of a bar into its end, where beside it a mark would cross it."""
    label = point.data_label
    label.font.size, label.font.color.rgb = Pt(size), ink
    typeface(label.font)
    label.position = XL_LABEL_POSITION.INSIDE_END
    show_value(label, number_format)
