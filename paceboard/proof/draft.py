"""The text of a draft: plain text as it is, Word with its paragraphs and its tables in the order they stand.

A row of a table becomes a line, each cell after its heading: 武侯区：完成率 90.80%；已开工 8个.
"""

import io
import re
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from paceboard.proof import lexicon

SUFFIXES = ("txt", "md", "docx")
NUMBER = re.compile(r"[+−-]?\d[\d,]*(?:\.\d+)?")
UNIT = re.compile(r"[（(](?P<unit>[^（）()]+)[）)]\s*$")


class Unreadable(ValueError):
    """A file whose text cannot be read; its words say why and what to do."""


def read(name: str, content: bytes) -> str:
    """Return the text of a file (name, contents). Raises Unreadable."""
    if name.lower().endswith(".docx"):
        return _word(name, content)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(name)


def _word(name: str, content: bytes) -> str:
    try:
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as wrong:
        raise Unreadable(name) from wrong
    lines: list[str] = []
    for block in document.iter_inner_content():
        lines += _rows(block) if isinstance(block, Table) else [block.text]
    return "\n".join(lines)


def _rows(table: Table) -> list[str]:
    """Return the rows of a table as lines; one without numbers below its first row is read cell by cell."""
    rows = [[" ".join(cell.text.split()) for cell in row.cells] for row in table.rows]
    if len(rows) < 2 or not any(NUMBER.match(cell) for row in rows[1:] for cell in row):
        return ["　".join(row) for row in rows]
    heads = rows[0]
    return [_line(heads, row) for row in rows[1:]]


def _line(heads: list[str], row: list[str]) -> str:
    """Return one row: its name, then each heading with its cell and the unit that the heading names."""
    name = next((cell for cell in row if cell and not NUMBER.fullmatch(cell)), "")
    told = [
        f"{UNIT.sub('', head)} {_told(head, cell)}"
        for head, cell in zip(heads, row, strict=True)
        if cell != name and head not in lexicon.settings()["ignore"]["headings"]
    ]
    return f"{name}：" + "；".join(told)


def _told(head: str, cell: str) -> str:
    unit = UNIT.search(head)
    if not NUMBER.fullmatch(cell):
        return cell
    if unit and unit["unit"] in lexicon.units():
        return f"{cell} {unit['unit']}" if unit["unit"][0].isdigit() else f"{cell}{unit['unit']}"
    return cell if "." in cell else f"{cell}个"
