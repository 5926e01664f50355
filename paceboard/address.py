"""How an address becomes Filters and Filters an address; pure rules, no widgets."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from paceboard import profiles, text
from paceboard.filters import LISTS, Filters, from_query
from paceboard.profiles import Profile, Term

SPLITS = ("none", "unit", "sector", "level", "batch")
ONES = ("month", "known_on", "list_kind", "level")
OURS = frozenset(f.name for f in fields(Filters)) | {"lang"}
# Days that may be named as "known on": no return is older, and the calendar in the bar goes no further.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
Address = Mapping[str, list[str]]
State = MutableMapping[str, object]


@dataclass(frozen=True)
class Offer:
    """What the store holds for one city: months (newest first) and, by kind, the ids present at one month."""

    months: tuple[date, ...]
    ids: Mapping[str, frozenset[str]]

    def terms(self, kind: str, words: Sequence[Term]) -> list[Term]:
        """Return those words of a profile that the store has projects for, in the profile's order."""
        return [word for word in words if word.id in self.ids.get(kind, frozenset())]


def language(address: Address, state: State, locale: str | None) -> str:
    """Return zh or en: what a new address says, else the reader's choice, else the browser's language."""
    wishes = (address.get("lang", [""])[-1], state.get("bar_lang"))
    return next((str(wish) for wish in wishes if wish in text.LANGS), text.language(locale))


def asked(address: Address) -> Filters:
    """Return what an address asks for; what it leaves out or gets wrong is where its city opens."""
    cities = profiles.load()
    profile = cities.get(address.get("city", [""])[-1]) or next(iter(cities.values()))
    rest = {name: value for name, value in address.items() if name != "city"}
    return from_query(rest, city=profile.id, month=profile.opens_at, main_list=profile.main_list)


def settled_month(asked: Filters, months: Sequence[date]) -> date:
    """Return the month asked for where the store has it, else the one the city opens at, else the latest."""
    opens_at = profiles.get(asked.city).opens_at
    return next((m for m in (asked.month, opens_at, *months) if m in months), opens_at)


def settle(asked: Filters, *, profile: Profile, offer: Offer) -> Filters:
    """Return the filters with everything dropped that does not exist in this city at this month."""

    def known(kind: str, ids: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return tuple(i for i in ids or () if i in offer.ids.get(kind, ())) or None

    def one(kind: str, value: str | None) -> str | None:
        return value if value in offer.ids.get(kind, ()) else None

    is_day = asked.known_on is None or FIRST_DAY <= asked.known_on <= LAST_DAY
    return asked.at(
        known_on=asked.known_on if is_day else None,
        month=settled_month(asked, offer.months),
        list_kind=one("list", asked.list_kind) or profile.main_list,
        level=one("level", asked.level),
        units=known("unit", asked.units),
        sectors=known("sector", asked.sectors),
        batches=known("batch", asked.batches),
        split=asked.split if asked.split in SPLITS else "none",
    )


def seed(state: State, filters: Filters, lang: str) -> None:
    """Put the filters into the widgets' keys, so that the bar shows what the address says."""
    state["bar_lang"] = lang
    for name in ("city", *ONES):
        state[f"bar_{name}"] = getattr(filters, name)
    state["bar_search"] = filters.search or ""
    for name in LISTS:
        state[f"bar_{name}"] = list(getattr(filters, name) or ())


def touched(state: State, filters: Filters) -> Filters:
    """Return the filters as the reader left the widgets; a change of city starts that city afresh."""
    profile = profiles.get(str(state.get("bar_city") or filters.city))
    if profile.id != filters.city:
        return Filters(
            city=profile.id, month=profile.opens_at, list_kind=profile.main_list, split=filters.split
        )
    values = {
        n: state.get(f"bar_{n}", getattr(filters, n)) for n in ("month", "known_on", "list_kind", "level")
    }
    lists = {n: tuple(state.get(f"bar_{n}", getattr(filters, n)) or ()) or None for n in LISTS}
    search = str(state.get("bar_search", filters.search) or "").strip() or None
    return filters.at(**values, **lists, search=search)


def written(filters: Filters, lang: str) -> dict[str, list[str]]:
    """Return what stands after the question mark: ids only, the same in every language."""
    query = filters.query() | {"lang": lang}
    return {name: value if isinstance(value, list) else [value] for name, value in query.items()}
