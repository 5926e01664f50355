"""A file as raw sheets: .xlsx, .xls, .csv and .geojson, every cell at its own address."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import python_calamine
from shapely.geometry import shape

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv", ".txt", ".geojson", ".json")
SEARCHED = 30  # rows in which a header is looked for
LONGEST = 60  # characters a header has at most
UNPACKED_LIMIT = 400 * 1024 * 1024  # a small file may unpack to a huge one
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ROW_TAG = re.compile(rb'<(?:\w+:)?row\b[^>]*?\bhidden="(?:1|true)"[^>]*?>')
ROW_NUMBER = re.compile(rb'\br="(\d+)"')
ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]+\d+)"[^>]*?\bt="e"[^>]*?>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<'
)
UNCACHED = re.compile(
    # A text formula may well come to nothing (t="str"); any other without a value was never calculated.
    rb'<(?:\w+:)?c r="([A-Z]+\d+)"(?![^>]*\bt="str")[^>]*?>\s*'
    rb"<(?:\w+:)?f\b(?:[^>]*?/>|[^>]*?>([^<]*)</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


class UnreadableFile(ValueError):
    """A file that cannot be opened; key names the sentence in data/text, values fill it."""

    def __init__(self, key: str, **values: object) -> None:
        """Hold the key of the sentence and what fills it."""
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True)
class RawSheet:
    """One sheet: rows[r][c] is the cell of 0-based row r and column c; "" where empty.

    merged: ((row, column), (row, column)) ranges, 0-based. hidden_rows: 1-based. broken: address ->
    what stands in a cell that has no value: an Excel error, or "=formula" that was never calculated.
    """

    name: str
    rows: list[list[object]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    broken: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def top(self) -> list[list[str]]:
        """Return the short texts of the first rows, "" for every other cell: where a header may stand."""
        return [[_label(cell) for cell in row] for row in self.rows[: SEARCHED + 1]]


def _label(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) and len(cell) <= LONGEST else ""


@dataclass(frozen=True)
class Book:
    """The visible sheets of a file, and the names of the hidden ones."""

    sheets: tuple[RawSheet, ...]
    hidden: tuple[str, ...] = ()


def letter(column: int) -> str:
    """Return the letters of a 0-based column: 0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def read(name: str, content: bytes) -> Book:
    """Return the sheets of a file. Raises UnreadableFile for what is no workbook, CSV or GeoJSON."""
    suffix = Path(name).suffix.lower()
    if not content:
        raise UnreadableFile("reader.file_empty")
    if suffix in (".csv", ".txt"):
        return Book((RawSheet(Path(name).stem, _csv_rows(content)),))
    if suffix in (".geojson", ".json"):
        return Book((RawSheet(Path(name).stem, _feature_rows(content)),))
    if suffix not in SUFFIXES:
        raise UnreadableFile("reader.file_type", found=suffix or name, accepted=" ".join(SUFFIXES))
    return _workbook(content)


def _workbook(content: bytes) -> Book:
    peek = _Peek(content) if content[:2] == b"PK" else None
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        shown = [m for m in book.sheets_metadata if m.typ == python_calamine.SheetTypeEnum.WorkSheet]
        visible = [m.name for m in shown if m.visible == python_calamine.SheetVisibleEnum.Visible]
        sheets = tuple(_sheet(book, name, peek) for name in visible)
    except python_calamine.PasswordError as locked:
        raise UnreadableFile("reader.file_locked") from locked
    except (python_calamine.CalamineError, OSError) as broken:
        raise UnreadableFile("reader.file_broken") from broken
    return Book(sheets, tuple(m.name for m in shown if m.name not in visible))


def _sheet(book: python_calamine.CalamineWorkbook, name: str, peek: "_Peek | None") -> RawSheet:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    merged = tuple(sheet.merged_cell_ranges or ())
    hidden, broken = peek.look(name) if peek else (frozenset(), {})
    return RawSheet(name, rows, merged, hidden, broken)


class _Peek:
    """Looks into an .xlsx for what the fast reader does not tell: hidden rows, errors, empty formulas."""

    def __init__(self, content: bytes) -> None:
        """Open the archive. Raises UnreadableFile where it is broken or would unpack to too much."""
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
            if sum(info.file_size for info in self.zip.infolist()) > UNPACKED_LIMIT:
                raise UnreadableFile("reader.file_large")
            self.parts = self._parts()
        except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as broken:
            raise UnreadableFile("reader.file_broken") from broken

    def _parts(self) -> dict[str, str]:
        if "xl/workbook.xml" not in self.zip.namelist():
            return {}
        links = ElementTree.fromstring(self.zip.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): str(link.get("Target")) for link in links}
        book = ElementTree.fromstring(self.zip.read("xl/workbook.xml"))
        tags = [tag for tag in book.iter() if tag.tag.endswith("}sheet")]
        found = {str(tag.get("name")): targets.get(tag.get(RELATION), "") for tag in tags}
        return {name: str(PurePosixPath("xl") / part).lstrip("/") for name, part in found.items()}

    def look(self, name: str) -> tuple[frozenset[int], dict[str, str]]:
        """Return the hidden rows (1-based) and the cells without a value of one sheet."""
        part = self.parts.get(name, "")
        if part not in self.zip.NameToInfo:
            return frozenset(), {}
        xml = self.zip.read(part)
        numbers = [ROW_NUMBER.search(tag) for tag in ROW_TAG.findall(xml)] if b"hidden=" in xml else []
        hidden = frozenset(int(found[1]) for found in numbers if found)
        broken: dict[str, str] = {}
        if b'"e"' in xml:
            broken |= {cell.decode(): value.decode() for cell, value in ERROR_CELL.findall(xml)}
        if b"<f" in xml:
            for cell, formula in UNCACHED.findall(xml):
                broken.setdefault(cell.decode(), "=" + formula.decode("utf-8", "replace"))
        return hidden, broken


def decode(content: bytes) -> str:
    """Return the text of a CSV: by its byte order mark, as UTF-8, else as GB18030 (which holds GBK)."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(name, "replace")
    for name in ("utf-8", "gb18030"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("reader.file_encoding")


def _csv_rows(content: bytes) -> list[list[object]]:
    words = decode(content)
    head = words[:4096]
    mark = max(",\t;", key=head.count)
    csv.field_size_limit(10**7)
    try:
        return [list(row) for row in csv.reader(io.StringIO(words, newline=""), delimiter=mark)]
    except csv.Error as broken:
        raise UnreadableFile("reader.file_broken") from broken


def _feature_rows(content: bytes) -> list[list[object]]:
    try:
        features = json.loads(decode(content))["features"]
        names = list(dict.fromkeys(name for f in features for name in f["properties"] or ()))
    except (ValueError, KeyError, TypeError) as broken:
        raise UnreadableFile("reader.file_broken") from broken
    shapes = [_outline(feature.get("geometry")) for feature in features]
    extra = ["outline"] if any(shapes) else []
    rows: list[list[object]] = [["lon", "lat", *extra, *names]]
    for feature, outline in zip(features, shapes, strict=True):
        values = feature["properties"] or {}
        drawn = [*_position(feature.get("geometry")), *([outline] if extra else [])]
        rows.append([*drawn, *(_simple(values.get(name)) for name in names)])
    return rows


def _simple(value: object) -> object:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def _outline(geometry: Mapping | None) -> str:
    """Return a geometry that is no point as it was written, "" for a point or none."""
    is_drawn = bool(geometry) and geometry.get("type") != "Point"
    return json.dumps(geometry, separators=(",", ":")) if is_drawn else ""


def _position(geometry: Mapping | None) -> tuple[object, object]:
    if not geometry or not geometry.get("coordinates"):
        return "", ""
    if geometry["type"] == "Point":
        return tuple(geometry["coordinates"][:2])
    inside = shape(geometry).representative_point()
    return inside.x, inside.y
