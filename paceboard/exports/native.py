"""Native PowerPoint charts made from the traces of a figure, with its order, colours and exact numbers."""

from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go
from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.text.text import Font
from pptx.util import Emu, Inches, Pt

from paceboard import theme
from paceboard.theme import Palette

DASHES = {"dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT}
POINTS_PER_PIXEL = 0.75
# Where the plot of a bar chart lies inside its frame, so that the time mark can be drawn on it.
INNER = (0.14, 0.05, 0.80, 0.86)


class Box(NamedTuple):
    """A rectangle on a slide, in EMU."""

    x: int
    y: int
    width: int
    height: int


def rgb(colour: str, colours: Palette) -> RGBColor:
    """Return "#rrggbb" or "rgba(r,g,b,a)" as an opaque colour, mixed with the background."""
    if colour.startswith("#"):
        return RGBColor.from_string(colour[1:].upper())
    *parts, alpha = (float(part) for part in colour.removeprefix("rgba(").removesuffix(")").split(","))
    behind = theme.rgb(colours.background)[:3]
    return RGBColor(
        *(round(alpha * part + (1 - alpha) * back) for part, back in zip(parts, behind, strict=True))
    )


def typeface(font: Font) -> None:
    """Set our font for Latin, Chinese and complex scripts; python-pptx by itself sets Latin only."""
    name = theme.office_font()
    font.name = name
    properties = font._rPr  # there is no public way to the East Asian font
    for tag in ("a:ea", "a:cs"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
        element = etree.SubElement(properties, qn(tag))
        element.set("typeface", name)


def draw(slide: Slide, figure: go.Figure, box: Box) -> None:
    """Put the figure's traces on the slide: lines, bars, both side by side, or a grid of panels."""
    if figure.layout.meta["kind"] == "panels":
        _panels(slide, figure, box)
        return
    traces = [trace for trace in figure.data if trace.name is not None]
    groups = [[t for t in traces if t.type == kind] for kind in ("bar", "scatter")]
    groups = [group for group in groups if group]
    width = box.width // max(len(groups), 1)
    for i, group in enumerate(groups):
        part = Box(box.x + i * width, box.y, width, box.height)
        if group[0].type == "scatter":
            _lines(slide, group, figure, part)
        elif group[0].orientation == "h":
            _flat_bars(slide, group, figure, part)
        else:
            _upright_bars(slide, group, figure, part)


def _chart(slide: Slide, kind: XL_CHART_TYPE, data: CategoryChartData, box: Box, colours: Palette) -> Chart:
    chart = slide.shapes.add_chart(kind, *box, data).chart
    chart.has_title = False
    chart.font.size = Pt(13)
    chart.font.color.rgb = rgb(colours.muted, colours)
    typeface(chart.font)
    for axis in (chart.category_axis, chart.value_axis):
        axis.format.line.color.rgb = rgb(colours.border, colours)
        axis.has_major_gridlines = axis is chart.value_axis
    chart.value_axis.major_gridlines.format.line.color.rgb = rgb(colours.border, colours)
    return chart


def _legend(chart: Chart) -> None:
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False


def _is_share(figure: go.Figure, *, is_flat: bool = False) -> bool:
    axis = figure.layout.xaxis if is_flat else figure.layout.yaxis
    return "%" in (axis.tickformat or "")


def _formats(*, is_share: bool) -> tuple[str, str]:
    """Return the number format of values and that of the axis."""
    return ("0.00%", "0%") if is_share else ("#,##0.00", "#,##0.##")


def _plain_numbers(chart: Chart, number_format: str) -> None:
    labels = chart.value_axis.tick_labels
    labels.number_format, labels.number_format_is_linked = number_format, False


def _data(categories: Sequence[str], traces: Sequence[go.Scatter], number_format: str) -> CategoryChartData:
    data = CategoryChartData(number_format=number_format)
    data.categories = categories
    for trace in traces:
        known = dict(zip(trace.x, trace.y, strict=True))
        data.add_series(trace.name, [known.get(category) for category in categories])
    return data


def _lines(slide: Slide, traces: list, figure: go.Figure, box: Box) -> None:
    colours = theme.palette(figure.layout.meta["mode"])
    values, ticks = _formats(is_share=_is_share(figure))
    data = _data(list(figure.layout.xaxis.tickvals or traces[0].x), traces, values)
    chart = _chart(slide, XL_CHART_TYPE.LINE_MARKERS, data, box, colours)
    _legend(chart)
    _plain_numbers(chart, ticks)
    for trace, series in zip(traces, chart.plots[0].series, strict=True):
        _line_style(series, trace, colours)
        last = max((i for i, value in enumerate(series.values) if value is not None), default=None)
        if trace.marker.size and last is not None:
            label = series.points[last].data_label
            label.has_text_frame = False
            label.font.bold, label.font.size = True, Pt(14)
            label.font.color.rgb = rgb(trace.line.color, colours)
            label.position = XL_LABEL_POSITION.ABOVE
            _show_value(label, values)
    _unit(slide, figure, box)


def _unit(slide: Slide, figure: go.Figure, box: Box) -> None:
    """Name the unit of the upright axis above it; shares need none."""
    meta = figure.layout.meta
    if "unit" in meta:
        colours = theme.palette(meta["mode"])
        frame = slide.shapes.add_textbox(box.x, box.y, Inches(2), Inches(0.3)).text_frame
        _say(frame, meta["unit"], 12, colours.muted, colours)


def _name_every_bar(chart: Chart) -> None:
    """Write the name of every category: by itself PowerPoint leaves out every other one of many."""
    axis = chart.category_axis._element
    axis.find(qn("c:noMultiLvlLbl")).addprevious(etree.Element(qn("c:tickLblSkip"), val="1"))


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


def _line_style(series: object, trace: go.Scatter, colours: Palette) -> None:
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


def _upright_bars(slide: Slide, traces: list, figure: go.Figure, box: Box) -> None:
    colours = theme.palette(figure.layout.meta["mode"])
    values, ticks = _formats(is_share=_is_share(figure))
    data = _data(list(figure.layout.xaxis.tickvals or traces[0].x), traces, values)
    chart = _chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, data, box, colours)
    _legend(chart)
    _plain_numbers(chart, ticks)
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 0
    for trace, series in zip(traces, chart.plots[0].series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(trace.marker.color, colours)
        series.invert_if_negative = False
        if trace.text is not None:
            _value_labels(series, values, colours)
    _unit(slide, figure, box)


def _value_labels(series: object, number_format: str, colours: Palette) -> None:
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format, False
    labels.font.size = Pt(11)
    labels.font.color.rgb = rgb(colours.text, colours)
    typeface(labels.font)


def _flat_bars(slide: Slide, traces: list, figure: go.Figure, box: Box) -> None:
    """Draw horizontal bars, first on top, each in its own colour, with the marks of the figure."""
    colours = theme.palette(figure.layout.meta["mode"])
    values, ticks = _formats(is_share=_is_share(figure, is_flat=True))
    data = CategoryChartData(number_format=values)
    data.categories = list(traces[0].hovertext)
    for trace in traces:
        data.add_series(trace.name, list(trace.x))
    chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, box, colours)
    chart.has_legend = False
    _plain_numbers(chart, ticks)
    chart.font.size = Pt(10 if len(data.categories) > 20 else 13)
    chart.category_axis.reverse_order = True
    _name_every_bar(chart)
    chart.category_axis.tick_labels.font.color.rgb = rgb(colours.text, colours)
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    chart.plots[0].gap_width = 45
    for trace, series in zip(traces, chart.plots[0].series, strict=True):
        series.invert_if_negative = False
        for i, colour in enumerate(trace.marker.color):
            fill = series.points[i].format.fill
            fill.solid()
            fill.fore_color.rgb = rgb(colour, colours)
        _value_labels(series, values, colours)
    low, high = figure.layout.xaxis.range
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = low, high * 1.08
    _fix_plot(chart)
    _marks(slide, figure, box, low, high * 1.08, colours)


def _fix_plot(chart: Chart) -> None:
    """Pin the plot inside its frame."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    etree.SubElement(manual, qn("c:layoutTarget"), val="inner")
    for tag in ("xMode", "yMode"):
        etree.SubElement(manual, qn(f"c:{tag}"), val="edge")
    for tag, value in zip("xywh", INNER, strict=True):
        etree.SubElement(manual, qn(f"c:{tag}"), val=str(value))
    area.insert(0, layout)


def _marks(slide: Slide, figure: go.Figure, box: Box, low: float, high: float, colours: Palette) -> None:
    """Draw the figure's upright lines (the time mark) over the pinned plot, with their words."""
    left, top, width, height = INNER
    for shape in figure.layout.shapes:
        x = box.x + int(box.width * (left + width * (shape.x0 - low) / (high - low)))
        y = box.y + int(box.height * top)
        end = y + int(box.height * height)
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, x, y, x, end).line
        line.color.rgb = rgb(shape.line.color, colours)
        line.width, line.dash_style = Pt(1.75), MSO_LINE.DASH
        words = next((note.text for note in figure.layout.annotations if note.x == shape.x0), "")
        frame = slide.shapes.add_textbox(x - Inches(1.5), y - Inches(0.3), Inches(3), Inches(0.28)).text_frame
        _say(frame, words, 12, shape.line.color, colours)
        frame.paragraphs[0].alignment = PP_ALIGN.CENTER


def _say(
    frame: object, text: str, size: int, colour: str, colours: Palette, *, is_bold: bool = False
) -> None:
    """Write a line into a frame, below what is there."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    frame.word_wrap = True
    paragraph = frame.add_paragraph() if frame.text else frame.paragraphs[0]
    _run(paragraph, text, size, colour, colours, is_bold=is_bold)


def _run(paragraph: object, text: str, size: int, colour: str, colours: Palette, *, is_bold: bool) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), is_bold
    run.font.color.rgb = rgb(colour, colours)
    typeface(run.font)


def _panel_key(slide: Slide, figure: go.Figure, box: Box) -> None:
    """Name the lines once for all panels, each word in the colour of its line."""
    colours = theme.palette(figure.layout.meta["mode"])
    frame = slide.shapes.add_textbox(box.x, box.y - Inches(0.1), box.width, Inches(0.3)).text_frame
    frame.margin_left = frame.margin_right = Emu(0)
    frame.word_wrap = True
    for text, colour in figure.layout.meta["key"]:
        _run(frame.paragraphs[0], text + "    ", 12, colour, colours, is_bold=False)


def _panels(slide: Slide, figure: go.Figure, box: Box) -> None:
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
        head = slide.shapes.add_textbox(x, y, width - Inches(0.1), Inches(0.4)).text_frame
        _say(head, panel["name"], 11, colours.text, colours, is_bold=True)
        _say(head, panel["said"], 10, colours.muted, colours)
        inside = Box(x, y + Inches(0.34), width - Inches(0.1), height - Inches(0.4))
        _panel(slide, trace, i, figure, inside)


def _panel(slide: Slide, trace: go.Scatter, place: int, figure: go.Figure, box: Box) -> None:
    meta = figure.layout.meta
    colours = theme.palette(meta["mode"])
    data = CategoryChartData(number_format="0.00%")
    data.categories = list(trace.text)
    styles = [t for t in figure.data if t.meta in ("plan", "time")][:2]
    for style in styles:
        data.add_series(style.name, meta["panels"][place][style.meta])
    data.add_series(trace.name, list(trace.y))
    chart = _chart(slide, XL_CHART_TYPE.LINE, data, box, colours)
    chart.has_legend = False
    chart.font.size = Pt(8)
    # Twelve names do not fit under a small chart, and not every program honours leaving some out.
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    _plain_numbers(chart, "0%")
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = figure.layout.yaxis.range
    chart.value_axis.major_unit = figure.layout.yaxis.dtick
    for series, style in zip(chart.plots[0].series, [*styles, trace], strict=True):
        _line_style(series, style, colours)
