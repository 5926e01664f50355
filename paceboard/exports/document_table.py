"""The table of the public notice in Word: headings on every page, rows kept whole, numbers to the right."""

from unicodedata import east_asian_width

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from paceboard.exports.document_styles import Styles
from paceboard.notice import Table

BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
SIDE_MARGIN = 40  # twentieths of a point
# A Chinese heading breaks anywhere, another one between words; widths are in half-width characters.
HEADING = 4
WIDEST = 16
PADDING = 2.2


def add(document: Document, rows: Table, styles: Styles) -> None:
    """Add the table at the end of the document, as wide as its text."""
    made = document.add_table(rows=0, cols=len(rows.headings))
    if styles.table is not None:
        made.style = styles.table
    else:
        _rule(made)
    _margins(made)
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = _widths(document, rows)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    _row(made, rows.headings, rows, styles, widths, is_bold=True, is_head=True)
    for i, cells in enumerate(rows.rows, 1):
        _row(made, cells, rows, styles, widths, is_bold=i == len(rows.rows))
    _repeat(made.rows[0])


def _row(
    made: WordTable,
    cells: tuple[str, ...],
    rows: Table,
    styles: Styles,
    widths: list[Emu],
    *,
    is_bold: bool,
    is_head: bool = False,
) -> None:
    row = made.add_row()
    _keep_whole(row)
    for i, cell in enumerate(row.cells):
        cell.width = widths[i]
        side = WD_ALIGN_PARAGRAPH.RIGHT if rows.is_number[i] else WD_ALIGN_PARAGRAPH.LEFT
        _write(cell, cells[i], styles, WD_ALIGN_PARAGRAPH.CENTER if is_head else side, is_bold=is_bold)


def _write(cell: _Cell, said: str, styles: Styles, side: WD_ALIGN_PARAGRAPH, *, is_bold: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    # paragraph.style would look through every style of the document for each cell.
    paragraph._p.style, paragraph.alignment = styles["cell"].style_id, side
    paragraph.add_run(said).bold = is_bold or None


def _half_widths(said: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in said)


def _widths(document: Document, rows: Table) -> list[Emu]:
    """Share the width between the margins out by the longest text of each column."""
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    wanted = []
    for i, heading in enumerate(rows.headings):
        longest = max((_half_widths(row[i]) for row in rows.rows), default=0)
        words = max(_half_widths(word) for word in heading.split())
        least = words if heading.isascii() else min(words, HEADING)
        wanted.append(max(min(longest, WIDEST), least) + PADDING)
    return [Emu(int(room * part / sum(wanted))) for part in wanted]


def _rule(made: WordTable) -> None:
    borders = OxmlElement("w:tblBorders")
    for name in BORDERS:
        line = OxmlElement(f"w:{name}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "808080")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    made._tbl.tblPr.append(borders)


def _margins(made: WordTable) -> None:
    margins = OxmlElement("w:tblCellMar")
    for name in ("left", "right"):
        side = OxmlElement(f"w:{name}")
        side.set(qn("w:w"), str(SIDE_MARGIN))
        side.set(qn("w:type"), "dxa")
        margins.append(side)
    made._tbl.tblPr.append(margins)


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
