"""What the keys of dimensions are called: units, sectors, size classes, industries, months and the rest."""

import csv
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from paceboard import names, units
from paceboard.dimensions import Dimension, size_classes
from paceboard.profiles import ROOT, Profile
from paceboard.text import Words

REST = "~rest"


@cache
def _industries(lang: str) -> Mapping[str, str]:
    """Return the divisions of GB/T 4754 by their two digits."""
    with (ROOT / "data" / "industries.csv").open(encoding="utf-8") as file:
        return {row["division"]: f"{row['division']} {row[lang]}" for row in csv.DictReader(file)}


def reader(dimension: Dimension, *, profile: Profile, words: Words) -> Callable[[str], str]:
    """Return the function that puts a key of a dimension into words; "" is not stated."""
    found = dict(_table(dimension, profile, words))
    found |= {"": words("term.flag.none"), REST: words("explore.rest")}
    return lambda key: found.get(key, key)


def _table(dimension: Dimension, profile: Profile, words: Words) -> Mapping[str, str]:
    if dimension.id == "size":
        return {term.id: term.label(words.lang) for term in size_classes(profile)}
    if dimension.id == "industry":
        return _industries(words.lang)
    field = "level_id" if dimension.id == "own_level" else dimension.field
    return names.table(field, profile=profile, words=words) if names.is_coded(field) else {}


def bucket(row: Mapping[str, object], grain: str, words: Words) -> str:
    """Return what a stretch of time is called: a month, the months of a quarter, a (fiscal) year."""
    first, last = row["bucket"], row["bucket_end"]
    if not isinstance(first, date) or not isinstance(last, date):
        return units.NOTHING
    if grain == "year":
        return words("explore.year", year=row["fiscal_year"])
    if grain == "quarter" and first != last:
        return words(
            "explore.quarter", first=units.month(first, words.lang), last=units.month_name(last, words.lang)
        )
    return units.month(first, words.lang)
