"""What the terms of the field mean, from data/glossary.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from paceboard import kpis, memo
from paceboard.profiles import ROOT, Term

PATH = ROOT / "data" / "glossary.toml"


@dataclass(frozen=True)
class Entry:
    """One term: its topic, what it is called and what it means, in both languages."""

    topic: Term
    zh: str
    en: str
    meaning_zh: str
    meaning_en: str

    def label(self, lang: str) -> str:
        """Return the term in the reader's language."""
        return self.zh if lang == "zh" else self.en

    def other(self, lang: str) -> str:
        """Return the term in the other language."""
        return self.en if lang == "zh" else self.zh

    def meaning(self, lang: str) -> str:
        """Return what it means in the reader's language."""
        return self.meaning_zh if lang == "zh" else self.meaning_en


def read(path: Path) -> tuple[Entry, ...]:
    """Return the terms of one TOML file, in its order. Raises ValueError naming the file and the fault."""
    try:
        topics = tomllib.loads(path.read_text("utf-8"))
        return tuple(
            Entry(Term(id_, row["zh"], row["en"]), term["zh"], term["en"], *_meaning(term))
            for id_, row in topics.items()
            for term in row["terms"]
        )
    except KeyError as missing:
        raise ValueError(f"{path}: {missing} is missing") from missing
    except ValueError as wrong:
        raise ValueError(f"{path}: {wrong}") from wrong


def _meaning(term: dict) -> tuple[str, str]:
    return term["meaning"]["zh"], term["meaning"]["en"]


@cache
def entries() -> tuple[Entry, ...]:
    """Return every term, topic by topic."""
    return read(PATH)


@cache
def terms(lang: str) -> pl.DataFrame:
    """Return the terms as a table in the reader's language: topic, term, other (language), meaning."""
    rows = [(e.topic.label(lang), e.label(lang), e.other(lang), e.meaning(lang)) for e in entries()]
    return pl.DataFrame(rows, schema=["topic", "term", "other", "meaning"], orient="row")


@cache
def measures(lang: str) -> pl.DataFrame:
    """Return the headline figures as a table in the reader's language: term, other (language), meaning."""
    other = "en" if lang == "zh" else "zh"
    rows = [(m.label(lang), m.label(other), m.meaning(lang)) for m in kpis.measures().values()]
    return pl.DataFrame(rows, schema=["term", "other", "meaning"], orient="row")


@memo.kept(200)
def matching(rows: pl.DataFrame, text: str) -> pl.DataFrame:
    """Return the rows in which some column holds the text, whatever its case; all where it is empty."""
    wanted = text.strip().lower()
    return rows.filter(pl.any_horizontal(pl.all().str.to_lowercase().str.contains(wanted, literal=True)))
