"""Native PowerPoint charts made from the traces of a figure, with its order, colours and exact numbers."""

import plotly.graph_objects as go
from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from paceboard import theme
from paceboard.exports import bars, panels, plots
from paceboard.exports.ink import Box, rgb


def draw(slide: Slide, figure: go.Figure, box: Box) -> None:
    """Put the figure's traces on the slide: lines, areas, bars, both side by side, or a grid of panels."""
    if figure.layout.meta["kind"] == "panels":
        panels.grid(slide, figure, box)
        return
    traces = [trace for trace in figure.data if trace.name is not None]
    groups = [[t for t in traces if t.type == kind] for kind in ("bar", "scatter")]
    groups = [group for group in groups if group]
    width = box.width // max(len(groups), 1)
    for i, group in enumerate(groups):
        part = Box(box.x + i * width, box.y, width, box.height)
        if group[0].type == "scatter" and group[0].stackgroup:
            _areas(slide, group, figure, part)
        elif group[0].type == "scatter":
            _lines(slide, group, figure, part)
        elif group[0].orientation == "h":
            bars.flat(slide, group, figure, part)
        else:
            bars.upright(slide, group, figure, part)


def _lines(slide: Slide, traces: list, figure: go.Figure, box: Box) -> None:
    colours = theme.palette(figure.layout.meta["mode"])
    box = plots.unit(slide, figure, box)
    values, ticks = plots.formats(figure)
    data = plots.data(list(figure.layout.xaxis.tickvals or traces[0].x), traces, values)
    chart = plots.chart(slide, XL_CHART_TYPE.LINE_MARKERS, data, box, colours)
    plots.legend(chart)
    plots.plain_numbers(chart, ticks)
    low, high = figure.layout.yaxis.range or (0, 1)
    # Ranks: the first place stands on top.
    chart.value_axis.reverse_order = low > high
    for trace, series in zip(traces, chart.plots[0].series, strict=True):
        plots.line_style(series, trace, colours)
        last = max((i for i, value in enumerate(series.values) if value is not None), default=None)
        if trace.marker.size and last is not None:
            label = series.points[last].data_label
            label.has_text_frame = False
            label.font.bold, label.font.size = True, Pt(14)
            label.font.color.rgb = rgb(trace.line.color, colours)
            label.position = XL_LABEL_POSITION.ABOVE
            _show_value(label, values)


def _areas(slide: Slide, traces: list, figure: go.Figure, box: Box) -> None:
    colours = theme.palette(figure.layout.meta["mode"])
    box = plots.unit(slide, figure, box)
    values, ticks = plots.formats(figure)
    data = plots.data(list(figure.layout.xaxis.tickvals or traces[0].x), traces, values)
    chart = plots.chart(slide, XL_CHART_TYPE.AREA_STACKED, data, box, colours)
    plots.legend(chart)
    plots.plain_numbers(chart, ticks)
    for trace, series in zip(traces, chart.plots[0].series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(trace.fillcolor, colours)
        series.format.line.color.rgb = rgb(trace.line.color, colours)


def _show_value(label: object, number_format: str) -> None:
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
