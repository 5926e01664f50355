"""What printed bulletins say, in the reader's language: issuers, scopes, measures, and whether they hold."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

import polars as pl

from paceboard import memo, units
from paceboard.answers import Teller
from paceboard.profiles import ROOT
from paceboard.text import LANGS, Words

PATH = ROOT / "data" / "published" / "words.toml"
PRINTED = ("issuer", "as_of", "scope", "unit_name")  # shown as printed where the file has no words
CODED = ("measure", "measure_unit", "rule")  # words in data/text under published.<field>


@cache
def printed(lang: str) -> Mapping[str, str]:
    """Return what readers of a language see for a printed text. Raises ValueError naming a broken file."""
    try:
        return tomllib.loads(PATH.read_text("utf-8"))[lang]
    except (KeyError, ValueError) as wrong:
        raise ValueError(f"{PATH}: {wrong}; it has the tables {', '.join(LANGS)}") from wrong


@memo.kept(100)
def worded(rows: pl.DataFrame, *, words: Words) -> pl.DataFrame:
    """Return rows of a query about published figures with every code and printed text in words."""
    texts = [pl.col(name).replace(printed(words.lang)) for name in PRINTED if name in rows.columns]
    codes = [pl.col(name).replace(_codes(name, words)) for name in CODED if name in rows.columns]
    return rows.with_columns(*texts, *codes)


@memo.kept(100)
def filled(
    rows: pl.DataFrame, columns: Sequence[str], *, words: Words
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return rows in words with those of the columns that are not empty, and their names."""
    told = worded(rows, words=words)
    names = tuple(column for column in columns if told[column].null_count() < told.height)
    return told.select(names), names


def _codes(field: str, words: Words) -> dict[str, str]:
    prefix = f"published.{field}."
    return words.under(prefix)


@memo.kept(100)
def held(rows: pl.DataFrame, *, month: str, teller: Teller) -> str:
    """Return how many of the city's printed figures come out of its returns. rows: query published."""
    said = {"city": teller.profile.name.label(teller.words.lang), "month": month}
    if rows.is_empty():
        return teller.words("published.none", **said)
    missed = rows.height - rows["agrees"].sum()
    said |= {"count": units.count(rows.height)}
    if not missed:
        return teller.words("published.all_agree", **said)
    return teller.words("published.some_differ", missed=units.count(missed), **said)


@memo.kept(100)
def contradicted(rows: pl.DataFrame, *, words: Words) -> str:
    """Return how many printed figures the rest of their bulletin does not bear out. rows: its query."""
    explained = rows["is_within_rounding"].sum()
    return words(
        "published.contradictions",
        count=units.count(rows.height),
        issuers=units.count(rows["issuer"].n_unique()),
        explained=units.count(explained),
        left=units.count(rows.height - explained),
    )


@memo.kept(100)
def dates(rows: pl.DataFrame, *, words: Words) -> str:
    """Return the dates that the city's own compared bulletins speak of, or "". rows: query bulletins."""
    own = worded(rows.filter(pl.col("is_own") & (pl.col("compared_count") > 0)), words=words)
    listed = words("answer.and").join(own["as_of"].unique(maintain_order=True))
    return words("published.speaks_of", dates=listed) if listed else ""


@memo.kept(100)
def titles(rows: pl.DataFrame, *, words: Words) -> dict[str, str]:
    """Return what each league table is called, by bulletin_id. rows: query published_elsewhere."""
    told = worded(rows.unique("bulletin_id", maintain_order=True), words=words)
    return {
        row["bulletin_id"]: words(
            "published.table_name", **{name: row[name] for name in ("issuer", "as_of", "scope")}
        )
        for row in told.to_dicts()
    }
