"""The words of the checker, from data/proof.toml: units, measures, scopes, bounds, and what is no figure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from paceboard.profiles import ROOT, Profile

PATH = ROOT / "data" / "proof.toml"
TABLES = ("units", "bounds", "ignore", "scopes", "measures", "speaks_of", "quotients", "mistaken", "beside")
WHOLE = ("all", "")


@dataclass(frozen=True)
class Word:
    """One word of a text: what it names and the kind of its figures; loose: it may mean something else."""

    text: str
    id: str
    kind: str
    is_loose: bool = False


@cache
def settings() -> Mapping[str, Mapping]:
    """Return data/proof.toml. Raises ValueError naming the file and what is wrong in it."""
    try:
        found = tomllib.loads(PATH.read_text("utf-8"), parse_float=Decimal)
        missing = [table for table in TABLES if table not in found]
        if missing:
            raise ValueError(f"[{missing[0]}] is missing")
    except ValueError as wrong:
        raise ValueError(f"{PATH}: {wrong}") from wrong
    return found


@cache
def units() -> Mapping[str, tuple[str, Decimal]]:
    """Return each written unit -> its kind and its factor to the base unit of that kind."""
    return {
        word: (kind, Decimal(factor))
        for kind, words in settings()["units"].items()
        for word, factor in words.items()
    }


@cache
def words() -> tuple[Word, ...]:
    """Return every word of a measure, longest first."""
    found = [
        Word(text.lower(), id_, row["kind"], is_loose)
        for id_, row in settings()["measures"].items()
        for is_loose in (False, True)
        for text in row.get("loose" if is_loose else "words", ())
    ]
    found += [
        Word(text.lower(), f"{row['scope']}|{row['measure']}", "")
        for row in settings()["beside"]
        for text in row["words"]
    ]
    return tuple(sorted(found, key=lambda word: -len(word.text)))


def scopes(profile: Profile | None) -> tuple[tuple[str, tuple[str, str]], ...]:
    """Return each word of a scope with the cut and key that it names, longest first.

    profile: the city of the draft, whose levels and units count too; None for a draft from elsewhere.
    """
    found = {
        text: WHOLE if id_ == "all" else ("level", id_)
        for id_, texts in settings()["scopes"].items()
        for text in texts
    }
    if profile:
        names = (profile.name.zh, profile.name.zh.removesuffix("市"), profile.name.en)
        levels = ((term, ("level", term.id)) for term in profile.levels)
        found |= {text: place for term, place in levels for text in (term.zh, term.en)}
        found |= {
            text: ("unit", unit.id)
            for unit in profile.units
            for text in (unit.zh, unit.en, *unit.aliases)
            if len(text) > 1 and text not in names
        }
        found |= {term.zh: WHOLE for term in profile.lists if term.id == profile.main_list}
    return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))
