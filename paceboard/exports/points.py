"""Points as native XY charts: scatters with named points, timetables over dates, boxes; all can be edited.

layout.meta of such a figure may hold rows (names along an upright axis of rows), beside (texts to the right
of the rows), head (what those are), upright (name of the upright axis), key (marks, colours, words) and said
(a line above the plot).
"""

import math
from collections.abc import Sequence

import plotly.graph_objects as go
from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches

from paceboard import canvas, theme
from paceboard.exports import bars, dots, labels, plots
from paceboard.exports.dots import Dots
from paceboard.exports.ink import Box, bare, run, say, wide
from paceboard.theme import Palette

TOP, BOTTOM, KEY, GAP = Inches(0.24), Inches(0.34), Inches(0.26), Inches(0.12)
MOST_ROW = Inches(0.7)
POINT = 12700
NAME, MOST_NAMES = 12, 0.3  # points of the names of rows; part of the width that they take at most
KEY_SIZE = 12
TICKS = 7
ROW = 20  # points that a row takes at least
ROOM = 0.9  # of the width: programs break lines a little earlier than measured
DAY = "yyyy-mm-dd"


def draw(slide: Slide, figure: go.Figure, box: Box, rows: tuple[int, int] | None = None) -> None:
    """Draw the figure's points, lines and boxes over two axes of numbers, or over days and rows.

    rows: the first that is drawn and the one after the last, None for all.
    """
    if rows:
        figure = dots.part(figure, *rows)
    colours = theme.palette(figure.layout.meta["mode"])
    box = _head(slide, figure, box, colours)
    formats = _formats(figure)
    listed = dots.series(figure, colours)
    data = dots.Data(listed, *(value for value, _ in formats))
    chart = plots.chart(slide, XL_CHART_TYPE.XY_SCATTER, data, box, colours)
    data.settle(chart)
    for one, series in zip(listed, chart.plots[0].series, strict=True):
        dots.style(series, one, colours)
    chart.has_legend = False
    _axes(chart, figure, [ticks for _, ticks in formats])
    sides = labels.sides(listed, chart, box)
    for one, series, places in zip(listed, chart.plots[0].series, sides, strict=True):
        _label(series, one, places, colours)
    if "rows" in figure.layout.meta:
        _rows(slide, chart, figure, box, colours)
    else:
        _named_axes(chart, figure, colours)


def parts(figure: go.Figure, box: Box) -> list[tuple[int, int]]:
    """Return the rows (first, one after the last) of each of the slides that a timetable takes."""
    meta = figure.layout.meta
    if meta["kind"] != "points" or not meta.get("rows"):
        return []
    count = len(meta["rows"])
    most = int((box.height - TOP - BOTTOM - 3 * KEY) / POINT / ROW)
    each = math.ceil(count / math.ceil(count / most))
    return [(first, min(first + each, count)) for first in range(0, count, each)]


def _head(slide: Slide, figure: go.Figure, box: Box, colours: Palette) -> Box:
    """Write the key of the marks and what else stands above the plot; return what is left of the box."""
    meta = figure.layout.meta
    lines = [meta["key"]] if meta.get("key") else []
    if meta.get("said"):
        broken = canvas.wrapped(meta["said"], int(box.width / POINT * ROOM), KEY_SIZE)
        lines += [[("", colours.muted, part)] for part in broken]
    if not lines:
        return box
    frame = slide.shapes.add_textbox(box.x, box.y, box.width, KEY * len(lines)).text_frame
    bare(frame)
    for i, line in enumerate(lines):
        paragraph = frame.add_paragraph() if i else frame.paragraphs[0]
        for mark, colour, word in line:
            run(paragraph, f"{mark} ".lstrip(), KEY_SIZE, colour, colours)
            run(paragraph, f"{word}\u3000", KEY_SIZE, colours.muted, colours)
    return Box(box.x, box.y + KEY * len(lines), box.width, box.height - KEY * len(lines))


def _formats(figure: go.Figure) -> list[tuple[str, str]]:
    """Return the formats of numbers and of ticks, along and upright."""
    if figure.layout.xaxis.type == "date":
        return [(DAY, DAY), ("0", "0")]
    return [plots.formats(figure, is_flat=True), plots.formats(figure)]


def _label(series: object, one: Dots, places: Sequence[XL_LABEL_POSITION], colours: Palette) -> None:
    for i, text in enumerate(one.texts or ()):
        if text:
            label = series.points[i].data_label
            label.position = places[i]
            run(label.text_frame.paragraphs[0], text, one.size, colours.muted, colours)


def _axes(chart: Chart, figure: go.Figure, formats: list[str]) -> None:
    along = figure.layout.xaxis
    ends = (along.range and dots.span(along), dots.upright(figure))
    for axis, between, number in zip((chart.category_axis, chart.value_axis), ends, formats, strict=True):
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = number, False
        axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        if between:
            low, high = between
            axis.minimum_scale, axis.maximum_scale = min(low, high), max(low, high)
            axis.reverse_order = low > high
    chart.category_axis.has_major_gridlines = True
    colour = chart.value_axis.major_gridlines.format.line.color.rgb
    chart.category_axis.major_gridlines.format.line.color.rgb = colour
    if along.range:
        _tick(chart.category_axis, *dots.span(along), is_dated=formats[0] == DAY)


def _tick(axis: object, low: float, high: float, *, is_dated: bool) -> None:
    """Let ticks stand at round numbers, or so many days apart."""
    if is_dated:
        axis.major_unit = math.ceil((high - low) / TICKS)
        return
    axis.major_unit = step = plots.step(low, high, TICKS)
    axis.minimum_scale, axis.maximum_scale = math.floor(low / step) * step, math.ceil(high / step) * step


def _rows(slide: Slide, chart: Chart, figure: go.Figure, box: Box, colours: Palette) -> None:
    """Pin the plot, name its rows on the left, and write what stands beside them on the right."""
    meta, rows = figure.layout.meta, figure.layout.meta["rows"]
    beside = list(meta.get("beside") or ())
    size = max(min(NAME, int(box.height / POINT / (len(rows) + 2) / 1.2)), 7)
    left = min(max(wide(name, size) for name in rows) * POINT + GAP, int(box.width * MOST_NAMES))
    right = max((wide(text, size) for text in [*beside, meta.get("head", "")]), default=0) * POINT + GAP
    height = min(box.height - TOP - BOTTOM, MOST_ROW * len(rows))
    inside = Box(box.x + int(left), box.y + TOP, int(box.width - left - right), height)
    parts = (left, TOP, inside.width, inside.height)
    sizes = (box.width, box.height, box.width, box.height)
    bars.fix_plot(chart, [part / whole for part, whole in zip(parts, sizes, strict=True)])
    limit, tall = int((left - GAP) / POINT), inside.height / len(rows)
    for i, name in enumerate(rows):
        y = inside.y + int(tall * i)
        place = Box(box.x, y, int(left) - GAP // 2, int(tall))
        _word(slide, canvas.shortened(name, limit, size), place, size, colours, PP_ALIGN.RIGHT)
        if beside:
            place = Box(inside.x + inside.width + GAP // 2, y, int(right), int(tall))
            _word(slide, beside[i], place, size, colours, PP_ALIGN.LEFT)
    if beside:
        place = Box(inside.x + inside.width + GAP // 2, box.y, int(right), TOP)
        _word(slide, meta["head"], place, size, colours, PP_ALIGN.LEFT)
    axis = chart.value_axis
    axis.major_unit, axis.has_major_gridlines = 1, False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    # The first row stands on top, what is measured along stays beneath.
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _word(slide: Slide, text: str, box: Box, size: int, colours: Palette, side: PP_ALIGN) -> None:
    frame = slide.shapes.add_textbox(*box).text_frame
    say(frame, text, size, colours.text, colours)
    frame.word_wrap = False
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.paragraphs[0].alignment = side


def _named_axes(chart: Chart, figure: go.Figure, colours: Palette) -> None:
    """Name both axes, with their units."""
    names = (figure.layout.xaxis.title.text, figure.layout.meta.get("upright"))
    for axis, name in zip((chart.category_axis, chart.value_axis), names, strict=True):
        if name:
            axis.has_title = True
            run(axis.axis_title.text_frame.paragraphs[0], name, 12, colours.muted, colours)
