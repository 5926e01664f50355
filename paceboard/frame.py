"""The filter bar at the top of every page."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Protocol

import streamlit as st

from paceboard import address, profiles, units
from paceboard.address import Offer
from paceboard.filters import Filters, parse_day
from paceboard.profiles import Profile, Term
from paceboard.text import LANGS, Words

FIND = "pages/plan/find.py"
STYLE = f"<style>{Path(__file__).with_name('frame.css').read_text('utf-8')}</style>"
DEFAULTS = {f.name: f.default for f in fields(Filters)}


class Last(Protocol):
    """What the frame remembers of the run before."""

    filters: Filters
    page: str
    address: Mapping[str, list[str]]
    is_fresh: bool


def arrival() -> tuple[dict[str, list[str]], Last | None, bool]:
    """Return the address, what the last run left, and whether the address is news (link, back, forward)."""
    now = {name: st.query_params.get_all(name) for name in st.query_params}
    last = st.session_state.get("view")
    return now, last, last is None or (bool(now) and now != last.address)


def language() -> str:
    """Return the language of this run, zh or en."""
    now, _, is_fresh = arrival()
    return address.language(now if is_fresh else {}, st.session_state, st.context.locale)


def asked(page: str) -> Filters:
    """Return what the reader asks for: by the address when it is news, else by the widgets."""
    now, last, is_fresh = arrival()
    if is_fresh or last is None:
        return address.asked(now)
    kept = address.touched(st.session_state, last.filters)
    return kept if page == last.page else kept.at(project=None, split="none")


def choose(
    view: Last, name: str, options: Mapping[str, str], *, label: str, is_menu: bool, is_named: bool = False
) -> str:
    """Draw a choice (the first is the default), kept in the address; is_named: its label stands above."""
    shown = "visible" if is_named else "collapsed"
    ids, labels = list(options), distinct(options)
    key = f"{view.page}_{name}"
    if view.is_fresh or st.session_state.get(key) not in options:
        wish = view.address.get(name, [""])[-1]
        st.session_state[key] = wish if wish in options else ids[0]
    if is_menu:
        chosen = st.selectbox(label, ids, format_func=labels.get, key=key, label_visibility=shown)
    else:
        chosen = st.segmented_control(
            label, ids, format_func=labels.get, key=key, required=True, label_visibility=shown
        )
    keep(name, None if chosen == ids[0] else chosen)
    return chosen


def pick(
    view: Last, name: str, options: Mapping[str, str], *, label: str, most: int, default: Sequence[str] = ()
) -> list[str]:
    """Draw a choice of several, at most so many, and keep it in the address; "none" there is no choice."""
    labels = distinct(options)
    key = f"{view.page}_{name}"
    if view.is_fresh or key not in st.session_state:
        wish = view.address.get(name, list(default))
        st.session_state[key] = list(dict.fromkeys(w for w in wish if w in options))[:most]
    elif not set(st.session_state[key]) <= set(options):  # to write undoes what is clicked meanwhile
        st.session_state[key] = [kept for kept in st.session_state[key] if kept in options]
    look = {"format_func": labels.get, "placeholder": units.NOTHING}
    chosen = st.multiselect(label, list(labels), key=key, max_selections=most, **look)
    keep(name, None if chosen == list(default) else chosen or ["none"])
    return chosen


def day(view: Last, name: str, *, label: str) -> date | None:
    """Draw a field for a day of the page's own and keep it in the address."""
    key = f"{view.page}_{name}"
    if view.is_fresh or key not in st.session_state:
        st.session_state[key] = parse_day(view.address.get(name, [""])[-1])
    first, last = address.FIRST_DAY, address.LAST_DAY
    chosen = st.date_input(label, value=None, min_value=first, max_value=last, format="YYYY-MM-DD", key=key)
    keep(name, chosen.isoformat() if chosen else None)
    return chosen


def enter(view: Last, name: str, default: str, *, label: str, is_live: bool = False) -> str:
    """Draw a field for a text of the page's own and keep it in the address; empty is the default."""
    key = f"{view.page}_{name}"
    if view.is_fresh or key not in st.session_state:
        st.session_state[key] = view.address.get(name, [""])[-1]
    entered = st.text_input(
        label,
        key=key,
        type="search" if is_live else "default",
        live=is_live,
        placeholder=f"{label}: {default}" if default else label,
        max_chars=60,
        label_visibility="collapsed",
    )
    keep(name, entered or None)
    return entered or default


def distinct(options: Mapping[str, str]) -> dict[str, str]:
    """Return the options with the id added to words that occur twice: widgets know options by their words."""
    seen = Counter(options.values())
    return {key: f"{word} ({key})" if seen[word] > 1 else word for key, word in options.items()}


def keep(name: str, value: str | list[str] | None) -> None:
    """Write a page's choice into the address and, where it is a filter, the filters; None is the default."""
    now = st.session_state["view"]
    said = [value] if isinstance(value, str) else value
    written = {key: old for key, old in now.address.items() if key != name} | ({name: said} if said else {})
    if written != now.address:
        st.query_params.from_dict(written)
    filters = now.filters
    if name in DEFAULTS:
        filters = filters.at(**{name: value or DEFAULTS[name]})
    st.session_state["view"] = replace(now, filters=filters, address=written)


def draw(
    filters: Filters,
    *,
    profile: Profile,
    offer: Offer,
    words: Words,
    lang: str,
    deck: str = "",
    tail: Callable[[], None] = lambda: None,
) -> None:
    """Draw the bar: one row; what is rarely changed folds into a popover. tail draws what stands last."""
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="bar"):
        if profile.sample:
            st.badge(words("frame.sample"), color="orange")
        _city(words, lang)
        _month(offer, words, lang)
        _many("units", offer.terms("unit", profile.units), words, lang)
        st.text_input(
            words("frame.search"),
            key="bar_search",
            placeholder=words("frame.search"),
            label_visibility="collapsed",
            width=160,
        )
        if st.button(words("frame.find"), key="bar_find", icon=":material/search:", shortcut="Ctrl+K"):
            st.switch_page(FIND, query_params=filters.query() | {"lang": lang})
        with st.popover(_more(filters, profile, words), icon=":material/tune:"):
            _rest(profile, offer, words, lang)
        st.segmented_control(
            words("frame.language"),
            LANGS,
            format_func=lambda code: words(f"frame.lang_{code}"),
            required=True,
            key="bar_lang",
            label_visibility="collapsed",
        )
        tail()
        if deck:
            st.page_link("pages/review/deck.py", label=deck, icon=":material/playlist_add_check:")


def _city(words: Words, lang: str) -> None:
    st.selectbox(
        words("frame.city"),
        list(profiles.load()),
        format_func=lambda city: profiles.get(city).name.label(lang),
        key="bar_city",
        label_visibility="collapsed",
        width=130,
    )


def _month(offer: Offer, words: Words, lang: str) -> None:
    st.selectbox(
        words("frame.month"),
        list(offer.months),
        format_func=lambda month: units.month(month, lang),
        key="bar_month",
        label_visibility="collapsed",
        placeholder=words("frame.month"),
        width=130,
    )


def _many(name: str, terms: Sequence[Term], words: Words, lang: str, *, label: str = "collapsed") -> None:
    labels = {term.id: term.label(lang) for term in terms}
    st.multiselect(
        words(f"frame.{name}"),
        list(labels),
        format_func=lambda key: labels.get(key, key),
        key=f"bar_{name}",
        placeholder=words(f"frame.all_{name}"),
        label_visibility=label,
    )


def _one(name: str, terms: Sequence[Term], words: Words, lang: str) -> None:
    labels = {term.id: term.label(lang) for term in terms}
    st.selectbox(
        words(f"frame.{name}"),
        list(labels),
        format_func=lambda key: labels.get(key, key),
        key=f"bar_{name}",
        index=None,
        placeholder=words(f"frame.all_{name}"),
    )


def _rest(profile: Profile, offer: Offer, words: Words, lang: str) -> None:
    lists = offer.terms("list", profile.lists)
    if len(lists) > 1:
        labels = {term.id: term.label(lang) for term in lists}
        st.selectbox(words("frame.list_kind"), list(labels), format_func=labels.get, key="bar_list_kind")
    _one("level", offer.terms("level", profile.levels), words, lang)
    _many("sectors", offer.terms("sector", profile.sectors), words, lang, label="visible")
    _many("batches", offer.terms("batch", profile.batches), words, lang, label="visible")
    st.date_input(
        words("frame.known_on"),
        value=None,
        min_value=address.FIRST_DAY,
        max_value=address.LAST_DAY,
        format="YYYY-MM-DD",
        key="bar_known_on",
        help=words("frame.known_on_help"),
    )


def _more(filters: Filters, profile: Profile, words: Words) -> str:
    parts = (filters.level, filters.sectors, filters.batches, filters.known_on)
    count = sum(bool(part) for part in parts) + (filters.list_kind != profile.main_list)
    return words("frame.more_set", count=count) if count else words("frame.more")
