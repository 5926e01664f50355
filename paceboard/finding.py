"""What the search box asks: how a reader's words are looked for, and where each thing found leads."""

import json
from collections.abc import Iterator, Mapping
from functools import cache

from paceboard import glossary, kpis, names, profiles, spelling, text, units
from paceboard.profiles import ROOT, Profile
from paceboard.text import Words

# In the order in which they are shown.
KINDS = ("project", "problem", "page", "unit", "measure", "term")
MOST = 8  # of each kind
WORDS = 4
PAGES = {path.stem: path.relative_to(ROOT).as_posix() for path in ROOT.glob("pages/*/*.py")}
NARROWED = {"units": None, "sectors": None, "batches": None, "level": None, "search": None, "project": None}


def question(entered: str) -> dict[str, str]:
    """Return the parameters of queries/find.sql for what a reader entered: words, folded, and sound."""
    asked = spelling.words(entered)
    heard = spelling.sound(entered)
    if heard.isdigit():  # a code: there is no sound to go by
        heard = ""
    bits = {"low": str(spelling.grams_low(heard)), "high": str(spelling.grams_high(heard))}
    first = [*asked, *[""] * WORDS][:WORDS]
    held = {f"w{place}": word for place, word in enumerate(first, 1)}
    return held | bits | {"whole": spelling.plain(entered), "sound": heard}


@cache
def known(city: str, lang: str) -> str:
    """Return what else has a name in a city, as JSON for queries/find.sql."""
    return json.dumps([_entry(*thing) for thing in _things(profiles.get(city), lang)])


def _things(profile: Profile, lang: str) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Give kind, id, title and every name of each thing."""
    for unit in profile.units:
        yield "unit", unit.id, unit.label(lang), unit.names
    for measure in kpis.measures().values():
        yield "measure", measure.id, measure.label(lang), (measure.label_zh, measure.label_en)
    for term in glossary.entries():
        yield "term", term.zh, term.label(lang), (term.zh, term.en)
    for page in PAGES:
        called = [text.words(each)(f"frame.{page}") for each in text.LANGS]
        yield "page", page, text.words(lang)(f"frame.{page}"), (page, *called)


def _entry(kind: str, entity: str, title: str, called: tuple[str, ...]) -> dict[str, str]:
    heard = " ".join(map(spelling.sound, called))
    return {
        "kind": kind,
        "entity": entity,
        "title": title,
        "spelt": "".join(map(spelling.spelled, called)) + "|",
        "sound": heard,
        "grams_low": str(spelling.grams_low(heard)),
        "grams_high": str(spelling.grams_high(heard)),
    }


def lead(row: Mapping) -> tuple[str, dict[str, object]]:
    """Return the page that a thing found leads to, and what changes in the filters on the way."""
    kind, entity = row["kind"], row["entity"]
    if kind == "page":
        return PAGES[entity], {}
    if kind == "unit":
        return PAGES["overview"], NARROWED | {"units": (entity,)}
    if kind == "project":
        stated = {"list_kind": row["list_kind"], "month": row["month"]}
        return PAGES["project"], NARROWED | stated | {"project": entity}
    if kind == "problem" and row["project_code"]:
        return PAGES["project"], NARROWED | {"project": row["project_code"]}
    if kind == "problem":
        return PAGES["problems"], NARROWED | {"units": (row["unit_id"],)}
    return PAGES["glossary"], {"word": row["title"]}


def detail(row: Mapping, *, profile: Profile, words: Words) -> str:
    """Return what tells things of one name apart: unit and list of a project, dates of a problem."""
    said = [row["project_code"]] if row["kind"] == "project" and row["project_code"] else []
    if row["unit_id"]:
        said.append(names.of("unit_id", row["unit_id"], profile=profile, words=words))
    if row["list_kind"]:
        said.append(names.of("list_kind", row["list_kind"], profile=profile, words=words))
    if row["project_name"] and row["project_name"] != row["title"]:
        said.append(words("find.now_called", name=row["project_name"]))
    for field in ("raised_date", "resolved_date"):
        if row[field]:
            said.append(words(f"find.{field}", day=units.day(row[field], words.lang)))
    return words("source.joint").join(said)
