"""What one return says once it is read: typed rows, the cells they came from, and what is wrong with them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache

import polars as pl

from paceboard import text
from paceboard.profiles import ROOT

SCHEMA = ROOT / "queries" / "schema.sql"
TYPES: dict[str, pl.DataType] = {
    "varchar": pl.String(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),
    "integer": pl.Int32(),
    "double": pl.Float64(),
    "boolean": pl.Boolean(),
}


@dataclass(frozen=True)
class Issue:
    """One finding: a sentence in both languages that says by itself where, what was found, what to write.

    severity is "error" (the file is refused) or "warning"; row is the 1-based row of the sheet.
    """

    severity: str
    rule: str
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    found: str | None = None
    message_zh: str = ""
    message_en: str = ""


def issue(
    severity: str,
    key: str,
    *,
    sheet: str | None = None,
    cell: str | None = None,
    row: int | None = None,
    found: object = None,
    **values: object,
) -> Issue:
    """Return the issue whose sentence stands in data/text under that key; its rule is the key's last part.

    The sentence may use {found} and the other values; the place is put before it.
    """
    shown = None if found is None else str(found)[:200]
    zh, en = (_sentence(lang, key, sheet, cell, {"found": shown, **values}) for lang in ("zh", "en"))
    return Issue(severity, key.rpartition(".")[2], sheet, cell, row, shown, zh, en)


def _sentence(lang: str, key: str, sheet: str | None, cell: str | None, values: dict[str, object]) -> str:
    words = text.words(lang)
    if sheet is None:
        return words(key, **values)
    place = words("reader.place_cell" if cell else "reader.place_sheet", sheet=sheet, cell=cell)
    return place + words(key, **values)


@dataclass(frozen=True)
class Parsed:
    """One submission: its row of table `submission`, its rows by table name, its columns, its issues.

    tables hold exactly the columns and types of queries/schema.sql; columns is table submission_column.
    """

    submission: dict[str, object]
    tables: dict[str, pl.DataFrame]
    columns: pl.DataFrame
    issues: list[Issue] = field(default_factory=list)

    @property
    def errors(self) -> list[Issue]:
        """Return the issues for which the file must be refused."""
        return [i for i in self.issues if i.severity == "error"]

    def with_issues(self, more: Iterable[Issue]) -> "Parsed":
        """Return a copy with further issues."""
        return replace(self, issues=[*self.issues, *more])


def cell(parsed: Parsed, kind: str, field: str, row: int, sheet: str) -> str | None:
    """Return the address of a field's cell, e.g. "H17"; None where the file has no such column."""
    letter = _letters(parsed.columns).get((kind, sheet, field))
    return f"{letter}{row}" if letter else None


def _letters(columns: pl.DataFrame) -> dict[tuple[str, str, str], str]:
    rows = columns.select("kind", "sheet", "field", "column_letter").iter_rows()
    return {(kind, sheet, name): letter for kind, sheet, name, letter in rows}


@cache
def _create(table: str) -> str:
    found = re.search(
        rf"^create table {table} \((.*?)^\);", SCHEMA.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    if not found:
        raise KeyError(f"{SCHEMA.name} has no table {table!r}")
    return found[1]


@cache
def schema(table: str) -> dict[str, pl.DataType]:
    """Return the columns and types of a table of queries/schema.sql. Raises KeyError where there is none."""
    lines = re.findall(r"^    (\w+) (\w+)(?:\((\d+),(\d+)\))?", _create(table), re.MULTILINE)
    return {name: _type(kind, digits, scale) for name, kind, digits, scale in lines}


@cache
def filled(table: str) -> tuple[str, ...]:
    """Return the columns of a table that are never null."""
    return tuple(re.findall(r"^    (\w+) \S+ not null", _create(table), re.MULTILINE))


def _type(kind: str, digits: str, scale: str) -> pl.DataType:
    return pl.Decimal(int(digits), int(scale)) if kind == "decimal" else TYPES[kind]


def empty(table: str) -> pl.DataFrame:
    """Return a table of queries/schema.sql without rows."""
    return pl.DataFrame(schema=schema(table))
