"""Names that no profile knows, in drafts about other places: rows of tables, places, offices and firms."""

import re
from typing import NamedTuple

# A row of a table, as draft.py tells it: name, then each heading with its cell.
ROW = re.compile(r"^(?P<name>[^：；\n]{1,40})：[^：；\n]+ [^；\n]+(?:；[^；\n]+ [^；\n]+)+$", re.MULTILINE)
# Places and offices by the last letters of their names; what only sounds like one is none.
NAME = re.compile(
    r"[\u4e00-\u9fff]{0,9}(?:(?<![全我本各该市功能片园城社地小景辖])区|(?<![全我本各该市区])县|(?<!全)州|(?<![城乡])镇"
    r"|(?<!城)乡|街道|(?<![格布结全])局|公司|集团)(?=[\u4e00-\u9fff\d（(：:])"
)


class Row(NamedTuple):
    """A name and the stretch of the text that it holds for."""

    start: int
    end: int
    name: str


def rows(text: str) -> list[Row]:
    """Return the rows of tables in a text."""
    return [Row(hit.start(), hit.end(), hit["name"]) for hit in ROW.finditer(text)]


def last(said: str, after: int) -> Row | None:
    """Return the last name that begins at a place or later, None where there is none."""
    hits = [hit for hit in NAME.finditer(said) if hit.start() >= after]
    return Row(hits[-1].start(), hits[-1].end(), hits[-1][0]) if hits else None
