"""The tables of the SQL console and its examples, from data/console.toml and queries/console."""

import json
import tomllib
from dataclasses import dataclass
from functools import cache

import polars as pl

from paceboard import fields, memo, names, profiles, query, text
from paceboard.profiles import ROOT, Profile
from paceboard.text import Words

PATH = ROOT / "data" / "console.toml"


@dataclass(frozen=True)
class Table:
    """One table: its name in SQL, what it is called, what one row is, its columns in order."""

    id: str
    zh: str
    en: str
    row_zh: str
    row_en: str
    columns: tuple[str, ...]

    def label(self, lang: str) -> str:
        """Return what it is called in the reader's language."""
        return self.zh if lang == "zh" else self.en

    def row(self, lang: str) -> str:
        """Return what one row is in the reader's language."""
        return self.row_zh if lang == "zh" else self.row_en


@dataclass(frozen=True)
class Example:
    """One question with its SQL."""

    zh: str
    en: str
    sql: str

    def label(self, lang: str) -> str:
        """Return the question in the reader's language."""
        return self.zh if lang == "zh" else self.en


@cache
def _book() -> tuple[tuple[Table, ...], tuple[Example, ...]]:
    try:
        book = tomllib.loads(PATH.read_text("utf-8"))
        tables = tuple(
            Table(
                id_, row["zh"], row["en"], row["row"]["zh"], row["row"]["en"], tuple(row["columns"].split())
            )
            for id_, row in book["tables"].items()
        )
        return tables, tuple(Example(row["zh"], row["en"], row["sql"].strip()) for row in book["examples"])
    except KeyError as missing:
        raise ValueError(f"{PATH}: {missing} is missing") from missing
    except ValueError as wrong:
        raise ValueError(f"{PATH}: {wrong}") from wrong


def tables() -> tuple[Table, ...]:
    """Return the tables in the order of the file. Raises ValueError naming the file and the fault."""
    return _book()[0]


def examples() -> tuple[Example, ...]:
    """Return the examples in the order of the file."""
    return _book()[1]


def sources() -> dict[str, str]:
    """Return, by table, the query that fills it."""
    return {table.id: query.text(f"console/{table.id}").rstrip().rstrip(";") for table in tables()}


@cache
def codes(city: str) -> str:
    """Return what the ids in coded columns are called in a city, as JSON for queries/console/codes.sql."""
    profile = profiles.get(city)
    coded = dict.fromkeys(c for table in tables() for c in table.columns if names.is_coded(c))
    rows = [row for field in coded for row in _codes(field, profile)]
    return json.dumps(rows)


def _codes(field: str, profile: Profile) -> list[dict[str, str]]:
    zh, en = (names.table(field, profile=profile, words=text.words(lang)) for lang in text.LANGS)
    return [{"field": field, "id": key, "zh": word, "en": en.get(key, word)} for key, word in zh.items()]


@memo.kept(60)
def columns(table: Table, *, profile: Profile, words: Words) -> pl.DataFrame:
    """Return the columns of a table as readers see them: name, what it is called, what kind of value."""
    rows = [(name, fields.label(name, words), _kind(name, profile, words)) for name in table.columns]
    return pl.DataFrame(rows, schema=["column", "called", "holds"], orient="row")


def _kind(name: str, profile: Profile, words: Words) -> str:
    if names.is_coded(name):
        return words("console.kind_code")
    if name.startswith("is_"):
        return words("console.kind_flag")
    kind = fields.kind(name, pl.Date() if name.endswith(("_date", "_on", "_by")) else pl.String())
    if kind == "money":
        return words("console.kind_money", unit=fields.stored_unit(profile, words))
    key = f"console.kind_{kind}"
    return words(key) if key in words else words("console.kind_text")
