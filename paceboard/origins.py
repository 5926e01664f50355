"""Where figures come from: sheets and columns of a city's own return, from data/help.toml and data/forms."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from paceboard import kpis
from paceboard.ingest import forms
from paceboard.profiles import ROOT, Profile
from paceboard.text import Words

PATH = ROOT / "data" / "help.toml"


@dataclass(frozen=True)
class Page:
    """What the help of one page lists: ids of measures, Chinese names of terms."""

    measures: tuple[str, ...]
    terms: tuple[str, ...]


@cache
def _book() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, Page]]:
    try:
        book = tomllib.loads(PATH.read_text("utf-8"))
        stated = {
            measure: tuple(row["fields"].split())
            for row in book["from"]
            for measure in row["measures"].split()
        }
        pages = {
            name: Page(tuple(row["measures"].split()), tuple(row["terms"]))
            for name, row in book["pages"].items()
        }
    except KeyError as missing:
        raise ValueError(f"{PATH}: {missing} is missing") from missing
    except ValueError as wrong:
        raise ValueError(f"{PATH}: {wrong}") from wrong
    return stated, pages


def pages() -> Mapping[str, Page]:
    """Return what the help of each page lists. Raises ValueError naming the file and the fault."""
    return _book()[1]


def fields(measure: str) -> tuple[str, ...]:
    """Return the columns that a measure comes from, <kind of row>.<field>; a rate those of its two parts."""
    stated = _book()[0]
    if measure in stated:
        return stated[measure]
    found = kpis.measures()[measure]
    parts = [part for part in (found.numerator, found.denominator) if part]
    return tuple(dict.fromkeys(one for part in parts for one in fields(part)))


@cache
def _columns(form_id: str) -> Mapping[str, tuple[str, str]]:
    """Return <kind>.<field> -> names of sheet and column of a form."""
    return {
        f"{kind}.{column.field}": (sheet.name, column.header)
        for sheet in forms.load(form_id).sheets
        for kind in sheet.kinds
        for column in sheet.columns
    }


def said(measure: str, *, profile: Profile, words: Words) -> str:
    """Return the sentence that says from which sheets and columns a measure comes; "" where from none."""
    for form_id in profile.forms:
        known = _columns(form_id)
        sheets: dict[str, list[str]] = {}
        for one in fields(measure):
            if one in known:
                sheet, column = known[one]
                sheets.setdefault(sheet, []).append(column)
        if sheets:
            listed = [
                words("help.columns", sheet=sheet, columns=words("help.and").join(columns))
                for sheet, columns in sheets.items()
            ]
            form = forms.load(form_id).name.label(words.lang)
            return words("help.source", form=form, columns=words("help.then").join(listed))
    return ""
