"""Leaves as a PDF to print: the same places, words and numbers as on slides, drawn by the local Chromium.

Pages are as large as slides, or A4 lying down with each slide as large as its margins leave room for.
"""

import base64
import html
from collections.abc import Sequence

import plotly.graph_objects as go

from paceboard import theme, works
from paceboard.exports import pictures, places
from paceboard.exports.grids import Grid
from paceboard.exports.ink import Box
from paceboard.exports.leaves import Cards, Chart, Leaf, Lines, Part, Table
from paceboard.exports.masters import EDGE, HEIGHT, WIDTH, body
from paceboard.profiles import Profile
from paceboard.text import Words

INCH = 914400
# Inches, width and height; A4 is 297 x 210 mm.
PAPERS = {"slide": (13.333, 7.5), "a4": (11.6929, 8.2677)}
MARGIN = 0.3937  # 10 mm that printers cannot reach
STYLE = """
@page { size: %(paper)s; margin: 0 }
* { box-sizing: border-box; margin: 0 }
body { font-family: %(font)s; color: %(text)s; print-color-adjust: exact; -webkit-print-color-adjust: exact }
.sheet { position: relative; overflow: hidden; break-after: page }
.sheet { width: %(sheet_width)s; height: %(sheet_height)s }
.sheet:last-child { break-after: auto }
section { position: absolute; width: 13.333in; height: 7.5in; overflow: hidden; transform-origin: 0 0 }
section { transform: translate(%(right)s, %(down)s) scale(%(scale)s) }
section > * { position: absolute; overflow: hidden }
h1 { display: flex; align-items: center; font-weight: 700; line-height: 1.2 }
h2 { font-size: 14pt; height: 0.34in }
table { border-collapse: collapse; table-layout: fixed; width: 100%%; font-size: 12pt; line-height: 1.3 }
th { background: %(actual)s; color: %(background)s; text-align: left }
th, td { padding: 0.035in 6pt; vertical-align: middle }
tr:nth-child(even) td { background: %(panel)s }
.number { text-align: right }
.small { font-size: 11pt; color: %(muted)s }
.card { background: %(panel)s; padding: 2pt 8pt; line-height: 1.12 }
.card { display: flex; flex-direction: column; justify-content: center }
.card small { font-size: %(unit_size)spt; font-weight: 400 }
.card b { line-height: 1.05 }
.mark { border: 1px solid %(behind)s; color: %(behind)s }
.mark { font-size: 13pt; text-align: center; line-height: 0.36in }
.line { font-size: 16pt; line-height: 1.45 }
.accent { background: %(actual)s }
img { width: 100%%; height: 100%% }
"""


def pdf(leaves: Sequence[Leaf], *, words: Words, profile: Profile, paper: str = "slide") -> bytes:
    """Return the leaves as a PDF, one page each, on a paper of PAPERS. Raises pictures.NoBrowser."""
    return pictures.pdf(page(leaves, words=words, profile=profile, paper=paper))


def _sheet(paper: str) -> dict[str, str]:
    """Return the size of a sheet, and where on it and how large a slide is printed."""
    wide, high = PAPERS[paper]
    margin = 0 if paper == "slide" else MARGIN
    scale = min((wide - 2 * margin) * INCH / WIDTH, (high - 2 * margin) * INCH / HEIGHT)
    right, down = (wide - WIDTH / INCH * scale) / 2, (high - HEIGHT / INCH * scale) / 2
    size = {"sheet_width": f"{wide}in", "sheet_height": f"{high}in", "paper": f"{wide}in {high}in"}
    return size | {"right": f"{right:.4f}in", "down": f"{down:.4f}in", "scale": f"{scale:.5f}"}


def page(leaves: Sequence[Leaf], *, words: Words, profile: Profile, paper: str = "slide") -> str:
    """Return the leaves as one HTML document that needs nothing from anywhere."""
    sizes = {"font": theme.font(), "unit_size": places.UNIT_SIZE}
    style = STYLE % (vars(theme.palette("light")) | sizes | _sheet(paper))

    def spread(leaf: Leaf) -> list[Leaf]:
        said = {"words": words, "profile": leaf.profile or profile}
        return places.pages(leaf, body(WIDTH, HEIGHT), **said)

    sections = list(places.numbered(leaves, spread))
    counted = works.counted(sections, "slides", len(sections))
    drawn = "".join(_section(number, leaf, words, leaf.profile or profile) for number, leaf in counted)
    head = f'<meta charset="utf-8"><title>{html.escape(leaves[0].title)}</title><style>{style}</style>'
    return f'<!doctype html><html lang="{words.lang}"><head>{head}</head><body>{drawn}</body></html>'


def _section(number: int, leaf: Leaf, words: Words, profile: Profile) -> str:
    mark = Box(WIDTH - EDGE - int(1.3 * INCH), int(0.58 * INCH), int(1.3 * INCH), int(0.38 * INCH))
    foot = Box(EDGE, HEIGHT - int(0.62 * INCH), WIDTH - 2 * EDGE, int(0.45 * INCH))
    parts = [_title(leaf, profile)]
    parts += [_at(mark, html.escape(words("source.sample")), kind="mark")] if profile.sample else []
    parts += [] if leaf.is_cover else [_at(foot, html.escape(leaf.source), kind="small")]
    corner = Box(WIDTH - EDGE - int(0.6 * INCH), foot.y, int(0.6 * INCH), foot.height)
    parts.append(_at(corner, str(number), kind="small number"))
    box = body(WIDTH, HEIGHT)
    if leaf.cards:
        parts += _cards(leaf.cards, Box(box.x, box.y, box.width, places.CARDS))
        box = places.under_cards(box)
    for column, place in zip(leaf.columns, places.columns(leaf, box), strict=True):
        grids = places.grids(column, place.width, profile=profile, words=words)
        for i, (part, here) in enumerate(zip(column, places.stacked(column, place, grids), strict=True)):
            parts.append(_at(here, _part(part, grids.get(i), here)))
    return f'<div class="sheet"><section>{"".join(parts)}</section></div>'


def _at(box: Box, inside: str, *, kind: str = "", style: str = "") -> str:
    x, y, width, height = (side / INCH for side in box)
    place = f"left:{x:.3f}in;top:{y:.3f}in;width:{width:.3f}in;height:{height:.3f}in;{style}"
    return f'<div class="{kind}" style="{place}">{inside}</div>'


def _title(leaf: Leaf, profile: Profile) -> str:
    room = WIDTH - 2 * EDGE - (int(1.5 * INCH) if profile.sample else 0)
    if not leaf.is_cover:
        size = places.title_size(leaf.title, room)
        box = Box(EDGE, int(0.35 * INCH), room, int(0.85 * INCH))
        return _at(box, f'<h1 style="font-size:{size}pt;height:100%">{html.escape(leaf.title)}</h1>')
    accent = _at(Box(EDGE, int(2.05 * INCH), int(1.2 * INCH), int(0.09 * INCH)), "", kind="accent")
    box = Box(EDGE, int(2.3 * INCH), room, int(1.6 * INCH))
    size = places.cover_size(leaf.title, room)
    title = _at(box, f'<h1 style="font-size:{size}pt;height:100%">{html.escape(leaf.title)}</h1>')
    box = Box(EDGE, int(4.05 * INCH), WIDTH - 2 * EDGE, int(0.8 * INCH))
    return accent + title + _at(box, html.escape(leaf.source), kind="small", style="font-size:18pt")


def _cards(part: Cards, box: Box) -> list[str]:
    found = []
    beside = places.beside(len(part.cards), box)
    size = places.value_size([card.value for card in part.cards], beside[0].width)
    for card, place in zip(part.cards, beside, strict=True):
        number, rest = map(html.escape, places.value_parts(card.value))
        value = f'<b style="font-size:{size}pt">{number}<small>{rest}</small></b>'
        label = f'<span style="font-size:12pt">{html.escape(card.label)}</span>'
        note = f'<span class="small" style="font-size:9pt">{html.escape(card.note)}</span>'
        found.append(_at(place, label + value + note, kind="card"))
    return found


def _part(part: Part, grid: Grid | None, box: Box) -> str:
    if grid is not None:
        return _table(part, grid, box)
    if isinstance(part, Chart):
        return _picture(part.figure, box)
    if isinstance(part, Lines):
        heading = f"<h2>{html.escape(part.heading)}</h2>" if part.heading else ""
        return heading + "".join(f'<p class="line">{html.escape(line)}</p>' for line in part.lines)
    return ""


def _table(part: Table, grid: Grid, box: Box) -> str:
    shown = grid.rows[: grid.fitting(box.height)]
    heading = f"<h2>{html.escape(grid.heading(len(shown)))}</h2>" if part.heading else ""
    if not grid.rows:
        return heading + f'<p class="small">{html.escape(part.none)}</p>'
    sizes = "".join(f'<col style="width:{width:.1f}pt">' for width in grid.widths)
    lines = [_row("th", grid.head, grid.is_number), *(_row("td", row, grid.is_number) for row in shown)]
    more = html.escape(grid.more(len(shown)))
    table = f"<table><colgroup>{sizes}</colgroup>{''.join(lines)}</table>"
    return heading + table + (f'<p class="small">{more}</p>' if more else "")


def _row(tag: str, row: Sequence[object], is_number: Sequence[bool]) -> str:
    cells = (
        f'<{tag} class="{"number" if right else ""}">{html.escape(cell.text)}</{tag}>'
        for cell, right in zip(row, is_number, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _picture(figure: go.Figure, box: Box) -> str:
    """Return a figure as a picture of its place; title and source line stand on the page already."""
    drawn = pictures.vector(*pictures.filling(figure, box.width / INCH, box.height / INCH))
    return f'<img src="data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}">'
