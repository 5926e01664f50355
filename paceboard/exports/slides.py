"""Leaves as slides: the sentence on top, native charts and tables, the source line below.

What a figure becomes is in its layout.meta["kind"]: lines, areas and bars become one native chart (two side
by side where a figure has both), panels a grid of them, points (scatters, timetables, boxes) an XY chart,
tiles shapes, a wall or a heat map tables, a map a picture. A dark figure makes a dark slide; a city's own
master keeps its own ground.
"""

import io
from collections.abc import Sequence
from pathlib import Path

import plotly.graph_objects as go
import polars as pl
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches, Pt

from paceboard import theme, units, works
from paceboard.exports import anonymous, figured, masters, places
from paceboard.exports.ink import Box, rgb, run, say
from paceboard.exports.leaves import Cards, Chart, Leaf, Lines, Table
from paceboard.exports.masters import EDGE, Master
from paceboard.profiles import Profile
from paceboard.text import Words
from paceboard.theme import Palette


def deck(leaves: Sequence[Leaf], *, words: Words, profile: Profile, folder: Path = masters.FOLDER) -> bytes:
    """Return a .pptx file with one slide per leaf, on the city's own master where folder has one.

    Raises pictures.NoBrowser where a map cannot be drawn, ValueError where the master cannot be opened.
    """
    master = masters.load(profile, folder)

    def spread(leaf: Leaf) -> list[Leaf]:
        said = {"words": words, "profile": leaf.profile or profile}
        return figured.spread(leaf, master.body(), **said)

    numbered = list(places.numbered(leaves, spread))
    for number, leaf in works.counted(numbered, "slides", len(numbered)):
        _slide(master, leaf, number, words=words, profile=leaf.profile or profile)
    properties = master.deck.core_properties
    anonymous.clear(master.deck.part.package, properties)
    properties.title, properties.author = (leaves[0].title if leaves else ""), words("frame.product")
    buffer = io.BytesIO()
    master.deck.save(buffer)
    return buffer.getvalue()


def pptx(figure: go.Figure, rows: pl.DataFrame, *, words: Words, profile: Profile, trace: str = "") -> bytes:
    """Return one slide of a figure as a .pptx file.

    Title: the figure's sentence. Footer: its source line. Notes: the scope, how many rows stand behind it and
    where to trace them. Numbers in the chart are those of the figure's traces, unrounded.
    """
    meta = figure.layout.meta
    said = notes(meta["title"], meta["source"], rows, words=words, trace=trace)
    leaf = Leaf(meta["title"], meta["source"], ((Chart(figure),),), notes=said, mode=meta["mode"])
    return deck([leaf], words=words, profile=profile)


def table_pptx(
    rows: pl.DataFrame,
    *,
    words: Words,
    profile: Profile,
    title: str,
    source: str,
    columns: Sequence[str] = (),
    trace: str = "",
) -> bytes:
    """Return one slide with a native table of the rows that fit, formatted as on screen."""
    said = notes(title, source, rows, words=words, trace=trace)
    leaf = Leaf(title, source, ((Table(rows, tuple(columns)),),), notes=said)
    return deck([leaf], words=words, profile=profile)


def notes(title: str, source: str, rows: pl.DataFrame, *, words: Words, trace: str) -> tuple[str, ...]:
    """Return what the speaker reads beneath a slide: the sentence, its scope tag, and where to trace it."""
    said = [title, f"{words('export.scope')}: {source}"]
    said.append(words("export.row_count", count=units.count(rows.height)))
    return tuple(said + ([words("export.trace", address=trace)] if trace else []))


def _slide(master: Master, leaf: Leaf, number: int, *, words: Words, profile: Profile) -> None:
    slide = master.deck.slides.add_slide(master.cover if leaf.is_cover else master.content)
    colours = theme.palette(leaf.mode)
    if not master.is_own:
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = rgb(colours.background, colours)
    if master.panel() and not leaf.is_cover:
        _ground(slide, master.panel(), colours)
    _title(slide, leaf, master, profile)
    _source(slide, leaf, master)
    if profile.sample:
        _mark(slide, leaf, master, words("source.sample"))
    _number(slide, master, number)
    _body(slide, leaf, master.body(), words=words, profile=profile)
    _drop_empty(slide)
    if leaf.notes:
        slide.notes_slide.notes_text_frame.text = "\n".join(leaf.notes)


def _title(slide: Slide, leaf: Leaf, master: Master, profile: Profile) -> None:
    head = slide.shapes.title
    if head is None:
        head = slide.shapes.add_textbox(EDGE, Inches(0.4), master.width - 2 * EDGE, Inches(0.85))
    elif master.is_own:
        head.text_frame.text = leaf.title
        size = places.fitting(leaf.title, master.title_size(slide.slide_layout), head)
        head.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
        return
    if leaf.is_cover:
        _accent(slide)
    room = master.width - 2 * EDGE - (Inches(1.5) if profile.sample else 0)
    head.left, head.width = EDGE, room
    head.top, head.height = (Inches(2.3), Inches(1.6)) if leaf.is_cover else (Inches(0.35), Inches(0.85))
    colours = theme.palette(leaf.mode)
    size = (places.cover_size if leaf.is_cover else places.title_size)(leaf.title, room)
    say(head.text_frame, leaf.title, size, colours.text, colours, is_bold=True)
    head.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    head.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if leaf.is_cover else MSO_ANCHOR.MIDDLE


def _ground(slide: Slide, box: Box, colours: Palette) -> None:
    """Lay a plain ground under parts and source line: a master's own may be dark there."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colours.background, colours)
    shape.line.fill.background()
    shape.shadow.inherit = False


def _accent(slide: Slide) -> None:
    """Draw the bar beside the title of a cover."""
    colours = theme.palette("light")
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, EDGE, Inches(2.05), Inches(1.2), Inches(0.09))
    bar.fill.solid()
    bar.fill.fore_color.rgb = rgb(colours.actual, colours)
    bar.line.fill.background()


def _source(slide: Slide, leaf: Leaf, master: Master) -> None:
    found = masters.place(slide, "source") or (masters.subtitle(slide) if leaf.is_cover else None)
    if found is not None:
        found.text_frame.text = leaf.source
        if leaf.is_cover:
            found.text_frame.paragraphs[0].runs[0].font.size = Pt(18)
        return
    height = master.deck.slide_height
    box = Box(EDGE, height - Inches(0.62), master.width - 2 * EDGE - Inches(0.8), Inches(0.45))
    size = 11
    if leaf.is_cover:
        box, size = Box(EDGE, Inches(4.05), master.width - 2 * EDGE, Inches(0.8)), 18
    colours = theme.palette(leaf.mode)
    frame = slide.shapes.add_textbox(*box).text_frame
    say(frame, leaf.source, size, colours.muted, colours)


def _number(slide: Slide, master: Master, number: int) -> None:
    """Write the leaf's number, which the appendix refers to, at the bottom right."""
    colours = theme.palette("light")
    top = master.deck.slide_height - Inches(0.62)
    frame = slide.shapes.add_textbox(
        master.width - EDGE - Inches(0.6), top, Inches(0.6), Inches(0.3)
    ).text_frame
    say(frame, str(number), 11, colours.muted, colours)
    frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _mark(slide: Slide, leaf: Leaf, master: Master, text: str) -> None:
    """Say that the data is made up."""
    found = masters.place(slide, "mark")
    if found is not None:
        found.text_frame.text = text
        return
    colours = theme.palette(leaf.mode)
    # A city's own title may take the whole width: the mark stands above it.
    top, height = (Inches(0.05), Inches(0.3)) if master.is_own else (Inches(0.58), Inches(0.38))
    shape = slide.shapes.add_textbox(master.width - EDGE - Inches(1.3), top, Inches(1.3), height)
    say(shape.text_frame, text, 13, colours.behind, colours)
    shape.line.color.rgb = rgb(colours.behind, colours)
    shape.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _body(slide: Slide, leaf: Leaf, box: Box, *, words: Words, profile: Profile) -> None:
    if leaf.cards:
        _cards(slide, leaf.cards, Box(box.x, box.y, box.width, places.CARDS), mode=leaf.mode)
        box = places.under_cards(box)
    for parts, place in zip(leaf.columns, places.columns(leaf, box), strict=True):
        grids = places.grids(parts, place.width, profile=profile, words=words)
        for i, (part, here) in enumerate(zip(parts, places.stacked(parts, place, grids), strict=True)):
            if i in grids:
                grids[i].draw(slide, here, mode=leaf.mode)
            elif isinstance(part, Chart):
                figured.draw(slide, part, here)
            elif isinstance(part, Lines):
                _lines(slide, part, here, mode=leaf.mode)


def _cards(slide: Slide, part: Cards, box: Box, *, mode: str) -> None:
    colours = theme.palette(mode)
    beside = places.beside(len(part.cards), box)
    size = places.value_size([card.value for card in part.cards], beside[0].width)
    for card, place in zip(part.cards, beside, strict=True):
        shape = slide.shapes.add_textbox(*place)
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colours.panel, colours)
        frame = shape.text_frame
        number, rest = places.value_parts(card.value)
        say(frame, card.label, 12, colours.muted, colours)
        say(frame, number, size, colours.text, colours, is_bold=True)
        if rest:
            run(frame.paragraphs[-1], rest, places.UNIT_SIZE, colours.text, colours)
        say(frame, card.note, 10, colours.muted, colours)
        frame.margin_left = frame.margin_right = Pt(8)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _lines(slide: Slide, part: Lines, box: Box, *, mode: str) -> None:
    colours = theme.palette(mode)
    frame = slide.shapes.add_textbox(*box).text_frame
    if part.heading:
        say(frame, part.heading, places.LINE_SIZE, colours.text, colours, is_bold=True)
    for line in part.lines:
        say(frame, line, places.LINE_SIZE, colours.text, colours)


def _drop_empty(slide: Slide) -> None:
    """Take out placeholders that nothing was written into: they would show their prompts."""
    for shape in list(slide.placeholders):
        if not shape.has_text_frame or not shape.text_frame.text:
            shape._element.getparent().remove(shape._element)
