"""Small multiples as a grid of native charts on one scale."""

import plotly.graph_objects as go
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from paceboard import theme
from paceboard.exports import plots
from paceboard.exports.ink import Box, run, say


def grid(slide: Slide, figure: go.Figure, box: Box) -> None:
    """Draw a grid of small line charts on one scale."""
    meta = figure.layout.meta
    colours = theme.palette(meta["mode"])
    panels = meta["panels"]
    actual = [trace for trace in figure.data if trace.meta == "actual"]
    _panel_key(slide, figure, box)
    box = Box(box.x, box.y + Inches(0.25), box.width, box.height - Inches(0.25))
    width, height = box.width // meta["columns"], box.height // -(-len(panels) // meta["columns"])
    for i, (panel, trace) in enumerate(zip(panels, actual, strict=True)):
        x, y = box.x + i % meta["columns"] * width, box.y + i // meta["columns"] * height
        head = slide.shapes.add_textbox(x, y, width - Inches(0.1), Inches(0.43)).text_frame
        say(head, panel["name"], 12, colours.text, colours, is_bold=True)
        say(head, panel["said"], 11, colours.muted, colours)
        inside = Box(x, y + Inches(0.38), width - Inches(0.1), height - Inches(0.42))
        _panel(slide, trace, i, figure, inside)


def _panel_key(slide: Slide, figure: go.Figure, box: Box) -> None:
    """Name the lines once for all panels, each word in the colour of its line."""
    colours = theme.palette(figure.layout.meta["mode"])
    frame = slide.shapes.add_textbox(box.x, box.y - Inches(0.1), box.width, Inches(0.3)).text_frame
    frame.margin_left = frame.margin_right = Emu(0)
    frame.word_wrap = True
    for text, colour in figure.layout.meta["key"]:
        run(frame.paragraphs[0], text + "    ", 12, colour, colours)


def _panel(slide: Slide, trace: go.Scatter, place: int, figure: go.Figure, box: Box) -> None:
    meta = figure.layout.meta
    colours = theme.palette(meta["mode"])
    data = CategoryChartData(number_format=plots.share(figure))
    data.categories = list(trace.text)
    styles = [t for t in figure.data if t.meta in ("plan", "time")][:2]
    for style in styles:
        data.add_series(style.name, meta["panels"][place][style.meta])
    data.add_series(trace.name, list(trace.y))
    chart = plots.chart(slide, XL_CHART_TYPE.LINE, data, box, colours)
    chart.has_legend = False
    chart.font.size = Pt(10)
    # Twelve names do not fit under a small chart, and not every program honours leaving some out.
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    plots.plain_numbers(chart, "0%")
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = figure.layout.yaxis.range
    chart.value_axis.major_unit = figure.layout.yaxis.dtick
    for series, style in zip(chart.plots[0].series, [*styles, trace], strict=True):
        plots.line_style(series, style, colours)
