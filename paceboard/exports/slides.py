"""Figures and tables as slides: the sentence on top, a chart that can be edited, the source line below.

What a figure becomes is in its layout.meta["kind"]: lines and bars become one native chart (two side by side
where a figure has both), panels a grid of them, a map a picture. A dark figure makes a dark slide.
"""

import io
import re
from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from paceboard import canvas, fields, theme, units
from paceboard.exports import native, pictures
from paceboard.exports.ink import Box, rgb, typeface
from paceboard.profiles import Profile
from paceboard.text import Words

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
EDGE = Inches(0.55)
BODY = Box(EDGE, Inches(1.35), WIDTH - 2 * EDGE, Inches(5.35))
# More rows and columns than these cannot be read from the back of a room.
TABLE_ROWS = 14
TABLE_COLUMNS = 9


def pptx(figure: go.Figure, rows: pl.DataFrame, *, words: Words, profile: Profile) -> bytes:
    """Return one 16:9 slide of a figure as a .pptx file.

    Title: the figure's sentence. Footer: its source line. Notes: the scope and how many rows stand behind it.
    Numbers in the chart are those of the figure's traces, unrounded. A map is a picture: raises
    pictures.NoBrowser where none can be drawn.
    """
    meta = figure.layout.meta
    deck = _deck()
    slide = _slide(deck, meta["title"], meta["source"], mode=meta["mode"], words=words, profile=profile)
    if meta["kind"] in ("map", "picture"):
        # The slide has title and source of its own; the picture keeps them too, for whoever copies it out.
        picture = io.BytesIO(pictures.png(figure))
        slide.shapes.add_picture(picture, BODY.x, BODY.y, height=BODY.height)
    else:
        native.draw(slide, figure, BODY)
    slide.notes_slide.notes_text_frame.text = "\n".join(
        [
            meta["title"],
            f"{words('export.scope')}: {meta['source']}",
            words("export.row_count", count=units.count(rows.height)),
        ]
    )
    return _saved(deck)


def table_pptx(rows: pl.DataFrame, *, words: Words, profile: Profile, title: str, source: str) -> bytes:
    """Return one 16:9 slide with a native table of the first rows and columns, in the order given.

    Numbers are formatted as on screen; what does not fit is counted below the table.
    """
    deck = _deck()
    slide = _slide(deck, title, source, mode="light", words=words, profile=profile)
    names = [name for name, dtype in rows.schema.items() if not dtype.is_nested()][:TABLE_COLUMNS]
    shown = fields.worded(rows.select(names).head(TABLE_ROWS), profile=profile, words=words)
    kinds = [fields.kind(name, rows.schema[name]) for name in names]
    unit = units.money_unit(profile, words.lang)
    head = [fields.header(n, k, unit=unit, words=words) for n, k in zip(names, kinds, strict=True)]
    body = [
        [_cell(name, kind, row, profile, words) for name, kind in zip(names, kinds, strict=True)]
        for row in shown.iter_rows(named=True)
    ]
    _table(slide, head, body, kinds)
    left_out = rows.height - len(body)
    if left_out:
        box = Box(EDGE, Inches(6.62), BODY.width, Inches(0.3))
        _text(slide, words("export.rows_left_out", count=units.count(left_out)), box, size=11, mode="light")
    slide.notes_slide.notes_text_frame.text = f"{title}\n{words('export.scope')}: {source}"
    return _saved(deck)


def _deck() -> Presentation:
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    return deck


def _saved(deck: Presentation) -> bytes:
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _slide(
    deck: Presentation, title: str, source: str, *, mode: str, words: Words, profile: Profile
) -> Slide:
    """Return a new slide with title, source line and, for sample data, its mark."""
    colours = theme.palette(mode)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = rgb(colours.background, colours)
    head = slide.shapes.title
    mark_width = Inches(1.5) if profile.sample else 0
    head.left, head.top, head.width, head.height = EDGE, Inches(0.4), BODY.width - mark_width, Inches(0.85)
    _fill(head.text_frame, title, size=_title_size(title), mode=mode, colour=colours.text, is_bold=True)
    head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _text(slide, source, Box(EDGE, Inches(6.95), BODY.width, Inches(0.35)), size=11, mode=mode)
    if profile.sample:
        box = Box(WIDTH - EDGE - Inches(1.3), Inches(0.58), Inches(1.3), Inches(0.38))
        mark = _text(slide, words("source.sample"), box, size=13, mode=mode, colour=colours.behind)
        mark.line.color.rgb = rgb(colours.behind, colours)
        mark.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    return slide


def _title_size(title: str) -> int:
    """Return the size in points at which a title takes at most two lines."""
    return 26 if canvas.width_of(title, 26) <= 850 else 20


def _text(slide: Slide, text: str, box: Box, *, size: int, mode: str, colour: str = "") -> "object":
    shape = slide.shapes.add_textbox(*box)
    shape.text_frame.word_wrap = True
    _fill(shape.text_frame, text, size=size, mode=mode, colour=colour or theme.palette(mode).muted)
    return shape


def _fill(frame: object, text: str, *, size: int, mode: str, colour: str, is_bold: bool = False) -> None:
    frame.margin_left = frame.margin_right = Emu(0)
    frame.text = text
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(size), is_bold
        run.font.color.rgb = rgb(colour, theme.palette(mode))
        typeface(run.font)


def _cell(name: str, kind: str, row: dict, profile: Profile, words: Words) -> str:
    value = row[name]
    if value is None:
        return units.NOTHING
    if name == "pace_gap" and "completion_share" in row:
        return units.printed_gap(row["completion_share"], value, profile)
    if kind == "money":
        return units.money_number(value, profile)
    if kind == "flag":
        return words("term.flag.yes" if value else "term.flag.no")
    if kind in ("share", "points", "count", "days", "number", "date", "month"):
        return units.figure(value, kind=kind, profile=profile, lang=words.lang)
    return str(value)


def _table(slide: Slide, head: list[str], body: list[list[str]], kinds: Sequence[str]) -> None:
    height = Inches(0.34) * (len(body) + 1)
    table = slide.shapes.add_table(len(body) + 1, len(head), BODY.x, BODY.y, BODY.width, height).table
    widths = [
        max(canvas.width_of(re.sub(r"\s+", " ", row[i])[:24]) for row in [head, *body]) + 24
        for i in range(len(head))
    ]
    colours = theme.palette("light")
    for i, width in enumerate(widths):
        table.columns[i].width = Emu(int(BODY.width * width / sum(widths)))
    for y, row in enumerate([head, *body]):
        for x, text in enumerate(row):
            cell = table.cell(y, x)
            cell.fill.solid()
            fill = colours.actual if y == 0 else (colours.panel if y % 2 == 0 else colours.background)
            cell.fill.fore_color.rgb = rgb(fill, colours)
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            colour = colours.background if y == 0 else colours.text
            _fill(cell.text_frame, text, size=11, mode="light", colour=colour, is_bold=y == 0)
            cell.margin_left = cell.margin_right = Inches(0.08)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            if kinds[x] not in ("text", "date", "month", "time", "flag"):
                cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
