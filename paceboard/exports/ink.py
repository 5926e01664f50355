"""Text, fonts and colours on slides."""

import re
from typing import NamedTuple

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.text.text import Font
from pptx.util import Emu, Pt

from paceboard import canvas, theme
from paceboard.theme import Palette


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


def bare(frame: object) -> None:
    """Let a text frame have no margins, break lines at its sides and keep its size."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE


def say(frame: object, text: str, size: int, colour: str, colours: Palette, *, is_bold: bool = False) -> None:
    """Write a line into a text frame, below what is there; size in points."""
    bare(frame)
    paragraph = frame.add_paragraph() if frame.text else frame.paragraphs[0]
    if not text:
        # Programs give a line without words the height of their own letters.
        etree.SubElement(paragraph._p, qn("a:endParaRPr"), sz=str(size * 100))
        return
    run(paragraph, text, size, colour, colours, is_bold=is_bold)


def run(
    paragraph: object, text: str, size: int, colour: str, colours: Palette, *, is_bold: bool = False
) -> None:
    """Add words to a paragraph, broken where they hold a vertical tab; size in points."""
    for i, part in enumerate(text.split("\v")):
        if i:
            paragraph.add_line_break()
        run_ = paragraph.add_run()
        run_.text = part
        run_.font.size, run_.font.bold = Pt(size), is_bold
        run_.font.color.rgb = rgb(colour, colours)
        typeface(run_.font)


def wide(text: str, size: int) -> float:
    """Return how many points wide a text of that size comes out at most.

    Programs leave a little room between Chinese and Latin letters, and where our font is missing digits run
    wider.
    """
    changes = len(re.findall(r"(?=[\u4e00-\u9fff][0-9A-Za-z]|[0-9A-Za-z%][\u4e00-\u9fff])", text))
    return canvas.width_of(text, size) * 1.08 + changes * size * 0.22
