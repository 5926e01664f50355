"""The data dictionary: what each stored table and column holds, from the schema's comments."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from paceboard import kpis, query, text
from paceboard.profiles import ROOT

TABLE = re.compile(r"^create table (\w+) \(\s*(?:--\s*(.*))?$")
COLUMN = re.compile(r"^    (\w+) [a-z][^,]*?(?:\([\d, ]+\))?(?: not null)?,?(?:\s*--\s*(.*))?$")
HEAD = ("table", "column", "type", "is_nullable", "zh", "en", "comment")


@dataclass(frozen=True)
class Comments:
    """What the schema says: of each table what one row is, of each column what stands in it."""

    tables: Mapping[str, str]
    columns: Mapping[tuple[str, str], str]


def comments() -> Comments:
    """Return the comments of queries/schema.sql."""
    tables: dict[str, str] = {}
    columns: dict[tuple[str, str], str] = {}
    now = ""
    for line in query.text("schema").splitlines():
        if found := TABLE.match(line):
            now = found[1]
            tables[now] = (found[2] or "").strip()
        elif now and (found := COLUMN.match(line)):
            columns[(now, found[1])] = (found[2] or "").strip()
        elif line.startswith(")"):
            now = ""
    return Comments(tables, columns)


@cache
def _book() -> Mapping[str, Mapping]:
    """Return data/dictionary.toml: what tables are in Chinese, and names of columns that no page shows."""
    return tomllib.loads((ROOT / "data" / "dictionary.toml").read_text("utf-8"))


def table(name: str) -> tuple[str, str]:
    """Return what a table is, in Chinese and in English."""
    return _book()["tables"].get(name, ""), comments().tables.get(name, "")


def _word(column: str, lang: str) -> str:
    """Return what a column is called; "" where it has no name."""
    known = _book()["columns"][lang]
    if column in known:
        return known[column]
    words = text.words(lang)
    if f"measure.{column}" in words:
        return words(f"measure.{column}")
    measure = kpis.measures().get(column)
    return measure.label(lang) if measure else ""


def rows(columns: pl.DataFrame) -> pl.DataFrame:
    """Return the dictionary, one row per table and column: names in both languages and the schema's comment.

    columns: query stored_columns.
    """
    said = comments()
    found = [
        (
            *(row["table"], row["column"], row["type"], row["is_nullable"]),
            *(_word(row["column"], lang) for lang in ("zh", "en")),
            said.columns.get((row["table"], row["column"]), ""),
        )
        for row in columns.iter_rows(named=True)
    ]
    return pl.DataFrame(found, schema=list(HEAD), orient="row")


def markdown(columns: pl.DataFrame, counts: Mapping[str, int], *, snapshot: str) -> str:
    """Return the dictionary as Markdown, one section per table; counts: rows of each table."""
    listed = rows(columns)
    parts = [
        f"# 数据字典 Data dictionary: {snapshot}",
        "每张表一个 Parquet 文件。金额单位见各城市的配置；累计数（_ytd）不可按月相加。",
        "One Parquet file per table. Amounts are in the city's money unit; running totals (_ytd) "
        "are never added over months.",
    ]
    for (name,), mine in listed.group_by("table", maintain_order=True):
        parts.append(
            f"## {name} ({counts.get(str(name), 0)})\n\n{'  '.join(table(str(name)))}\n\n{_grid(mine)}"
        )
    return "\n\n".join(parts) + "\n"


def _grid(mine: pl.DataFrame) -> str:
    lines = ["| column | type | 中文 | English | comment |", "|---|---|---|---|---|"]
    for row in mine.select("column", "type", "zh", "en", "comment").iter_rows():
        lines.append(_line(row))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
