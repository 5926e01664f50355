"""Native PowerPoint charts made from the traces of a figure, with its order, colours and exact numbers."""

import plotly.graph_objects as go
from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.slide import Slide
from pptx.util import Pt

from paceboard import canvas, theme
from paceboard.exports import bars, panels, plots
from paceboard.exports.ink import Box, rgb
from paceboard.theme import Palette

END = 14  # points of the figures at the ends of lines
LABEL_LINE = 1.25  # height of such a figure in its letters
# Where the plot lies in its chart when figures stand to the right of several lines.
SHARED, SHARED_NARROW = (0.07, 0.12, 0.83, 0.78), (0.13, 0.14, 0.72, 0.74)
PLOT = 0.78  # of a chart's height, without axis and names of series
POINT = 12700


def draw(slide: Slide, figure: go.Figure, box: Box, rows: tuple[int, int] | None = None) -> None:
    """Put the figure's traces on the slide: lines, areas, bars, both side by side, or a grid of panels.

    rows: of flat bars, the first and the one after the last.
    """
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
            bars.flat(slide, group, figure, part, rows)
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
    _ends(chart, traces, values, colours, box)


def _ends(chart: Chart, traces: list, number_format: str, colours: Palette, box: Box) -> None:
    """Write its last value at the end of each marked line, clear of those of the others."""
    ends = []
    for trace, series in zip(traces, chart.plots[0].series, strict=True):
        last = max((i for i, value in enumerate(series.values) if value is not None), default=None)
        if trace.marker.size and last is not None:
            ends.append((series, last, trace.line.color))
    is_one = len(ends) == 1
    if not is_one:
        bars.fix_plot(chart, SHARED if box.width > plots.NARROW else SHARED_NARROW)
    drops = _drops(chart, [series.values[last] for series, last, _ in ends], box)
    for (series, last, ink), drop in zip(ends, drops, strict=True):
        label = series.points[last].data_label
        label.has_text_frame = False
        label.font.bold, label.font.size = True, Pt(END)
        label.font.color.rgb = rgb(ink, colours)
        label.position = XL_LABEL_POSITION.ABOVE if is_one else XL_LABEL_POSITION.RIGHT
        plots.show_value(label, number_format)
        plots.shift(label, drop)


def _drops(chart: Chart, values: list[float], box: Box) -> list[float]:
    """Return by how much of the chart's height each label at a line's end goes down to be clear of others."""
    axis, tall = chart.value_axis, box.height * PLOT / POINT
    low, high = axis.minimum_scale, axis.maximum_scale
    everything = [value for series in chart.plots[0].series for value in series.values if value is not None]
    low, high = low if low is not None else min(0, *everything), high if high is not None else max(everything)
    side = -1 if axis.reverse_order else 1
    places = [(high - value) / ((high - low) or 1) * tall * side for value in values]
    return [
        (clear - place) / tall * PLOT
        for place, clear in zip(places, canvas.spread(places, END * LABEL_LINE), strict=True)
    ]


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
