"""What a figure speaks about, in words: the scope and the source line that every picture carries."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from paceboard import units
from paceboard.filters import Filters
from paceboard.profiles import Profile
from paceboard.text import Words

EVERY_LIST = "*"  # list_kind of a question about the projects of all lists


def scope(filters: Filters, profile: Profile, words: Words) -> str:
    """Return the universe in words: the city, its list, and whatever narrows it."""
    terms = {
        "units": profile.units,
        "sectors": profile.sectors,
        "batches": profile.batches,
        "level": profile.levels,
        "list_kind": profile.lists,
    }
    lang = words.lang
    parts = [profile.name.label(lang)]
    for name in ("list_kind", "level", "units", "sectors", "batches"):
        value = getattr(filters, name) or ()
        ids = (value,) if isinstance(value, str) else value
        labels = [term.label(lang) for term in terms[name] if term.id in ids]
        parts += [words("source.and").join(labels)] if labels else []
    parts += [words("source.every_list")] if filters.list_kind == EVERY_LIST else []
    parts += [words("source.search", text=filters.search)] if filters.search else []
    return words("source.joint").join(parts)


def source(head: Mapping, filters: Filters, profile: Profile, words: Words, snapshot: str) -> str:
    """Return the source line under a picture. head is the row of kpis for the whole scope, or empty."""
    lang = words.lang
    parts = [scope(filters, profile, words), units.month(filters.month, lang)]
    if head.get("invested_as_of"):
        parts.append(words("source.money_as_of", month=units.month(head["invested_as_of"], lang)))
    if head.get("units_expected"):
        reported, expected = head["units_reported"], head["units_expected"]
        parts.append(words("source.reported", reported=reported, expected=expected))
    if filters.known_on:
        parts.append(words("source.known_on", day=units.day(filters.known_on, lang)))
    parts.append(words("source.snapshot", id=snapshot))
    return words("source.line", parts=words("source.joint").join(parts))


def trace(page: str, address: Mapping[str, str | Sequence[str]]) -> str:
    """Return where in the product a page's numbers are on screen: its name and address."""
    return f"/{page}?{urlencode(dict(address), doseq=True)}"
