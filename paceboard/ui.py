"""Runs a page: opens the store, settles what is asked, draws the frame, and turns failures into sentences."""

import atexit
import gc
import logging
from base64 import b64encode
from collections.abc import Callable, Mapping
from copy import copy
from functools import lru_cache, partial
from pathlib import Path

import polars as pl
import streamlit as st

from paceboard import (
    address,
    editions,
    excerpts,
    frame,
    helping,
    memo,
    paper,
    profiles,
    saving,
    shelf,
    store,
    text,
    tour,
    tray,
    units,
    wall,
)
from paceboard.filters import Filters
from paceboard.offers import offer
from paceboard.text import Words
from paceboard.view import Value, View, plain

__all__ = ["View", "plain", "run", "view", "words"]

log = logging.getLogger("paceboard")
# Pages that have something to show for a city without returns.
WITHOUT_RETURNS = ("find", "returns", "glossary", "saved")


@st.cache_resource(max_entries=4, show_spinner=False, on_release=store.Store.close)
def _store(snapshot: str) -> store.Store:
    opened = store.Store(store.snapshot_path(snapshot))
    # Everything imported so far lives as long as the process: spare each collection the walk over it.
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)
    return opened


# Frames never change once made: a resource is handed out as it is, data would be copied each time.
@st.cache_resource(max_entries=2000, show_spinner=False, hash_funcs={Filters: repr})
def _answer(
    snapshot: str, name: str, filters: Filters | None, values: tuple[tuple[str, Value], ...]
) -> pl.DataFrame:
    return _store(snapshot).ask(name, filters, **dict(values))


# Streamlit looks at every argument at length before it knows that it has the answer; most clicks ask again.
_asked = memo.kept(2000)(_answer)


# What pages show, taken for scenes: the same few pages over and over, on every screen of the house.
@memo.kept(64)
@st.cache_resource(max_entries=64, show_spinner=False)
def _taken(
    snapshot: str, lang: str, mode: str, page: str, query: tuple[tuple[str, tuple[str, ...]], ...]
) -> Mapping[str, excerpts.Excerpt]:
    studio = excerpts.Studio(snapshot, lang, mode, _asked)
    return studio.take(page, {name: list(values) for name, values in query})


@memo.kept(8)
def _menu(
    sections: Mapping[str, Mapping[str, str]], icons: Mapping[str, str], words: Words, first: str
) -> dict[str, list[st.Page]]:
    return {
        words(f"frame.{section}"): [
            st.Page(
                path,
                title=words(f"frame.{name}"),
                icon=icons[name],
                url_path="root" if name == first else name,
                default=name == first,
            )
            for name, path in pages.items()
        ]
        for section, pages in sections.items()
    }


@lru_cache(maxsize=1)
def icon() -> str:
    """Return the product's mark as a data address: a file Streamlit would read and weigh at every click."""
    return f"data:image/png;base64,{b64encode((profiles.ROOT / 'data' / 'icon.png').read_bytes()).decode()}"


def menu(
    sections: Mapping[str, Mapping[str, str]], icons: Mapping[str, str], words: Words, *, first: str
) -> dict[str, list[st.Page]]:
    """Return the pages by section for st.navigation. sections: {section: {name: script}}; first opens at "/".

    Streamlit looks for each script on the disk whenever a page is made; and it marks the page that it runs,
    so that every run needs pages of its own.
    """
    made = _menu(sections, icons, words, first)
    return {section: [copy(page) for page in pages] for section, pages in made.items()}


def taking(view: View) -> Callable[[str, Mapping[str, list[str]]], Mapping[str, excerpts.Excerpt]]:
    """Return what gives the charts and tables of a page at an address, by name."""

    def take(page: str, query: Mapping[str, list[str]]) -> Mapping[str, excerpts.Excerpt]:
        asked = tuple((name, tuple(values)) for name, values in query.items())
        return _taken(view.snapshot, view.lang, view.mode, page, asked)

    return take


def is_outdated(view: View) -> bool:
    """Say whether a newer snapshot than the view's was published; an address that names one keeps to it."""
    return store.current() != view.snapshot and editions.NAME not in view.address


def folders(name: str, shipped: Path) -> tuple[Path, Path]:
    """Return where files of a kind are: those of the product, and the office's own beside its store."""
    return shipped, store.home() / name


def view() -> View:
    """Return the view that the frame settled for this run."""
    return excerpts.view() or st.session_state["view"]


def words() -> Words:
    """Return the words of this run's language; callable before the frame is drawn."""
    return text.words(frame.language())


def _deck(kept: shelf.Shelf, lang: str) -> str:
    """Return what leads to the basket, "" while it is empty."""
    count = len(shelf.held(kept).items)
    return text.words(lang)("deck.count", count=count) if count else ""


def _tail(settled: View) -> None:
    """Draw what stands last in the bar."""
    helping.draw(settled)
    saving.draw(settled)
    wall.offer(settled.address, words=settled.words)


def settle(page: str) -> View:
    """Bring address, widgets and store together, draw the filter bar and return the view of this run.

    Raises store.NoSnapshot where there is no store yet.
    """
    live = store.current()
    now, last, is_fresh = frame.arrival()
    tour.arrive(memory("tour"), now, is_first=last is None)
    snapshot = editions.wanted(now, live, _answer)
    lang = frame.language()
    asked = frame.asked(page)
    profile = profiles.get(asked.city)
    found = offer(_asked, snapshot, asked)
    filters = address.settle(asked, profile=profile, offer=found)
    address.seed(st.session_state, filters, lang)
    kept = memory("deck")
    shelf.arrive(kept, now, page=page, is_fresh=is_fresh)
    deck = _deck(kept, lang)
    own = {k: v for k, v in now.items() if k not in address.OURS and k != "deck"}
    written = address.written(filters, lang) | own | shelf.written(kept)
    if written != now:
        st.query_params.from_dict(written)
    mode = wall.mode(page, now, st.context.theme.type or "light")
    held = {"shelf": kept, "tray": memory("tray")}
    settled = View(
        filters, profile, lang, mode, snapshot, page, found.months, written, is_fresh, _asked, **held
    )
    st.session_state["view"] = settled
    if wall.is_on(page, now):
        wall.draw(page, words=settled.words)
    else:
        said = {"words": settled.words, "lang": lang, "deck": deck}
        frame.draw(filters, profile=profile, offer=found, tail=partial(_tail, settled), **said)
        editions.say(settled, live)
        tour.draw(settled, memory("tour"))
        tray.draw(settled.tray, settled.words)
    paper.draw(_foot(settled), mode=settled.mode)
    return settled


def _foot(settled: View) -> str:
    """Return what stands at the foot of a printed page: whose figures these are, and of which month."""
    month = settled.filters.month
    said = [settled.words("frame.product"), settled.profile.name.label(settled.lang)]
    return " · ".join([*said, *([units.month(month, settled.lang)] if month else [])])


def run(page: str, body: Callable[[], None]) -> None:
    """Run one page inside the frame; a failure becomes a sentence and its traceback goes to the log."""

    def framed() -> None:
        settled = settle(page)
        if settled.months or page in WITHOUT_RETURNS:
            body()
        else:
            settled.empty("frame.no_months", city=settled.profile.name.label(settled.lang))

    try:
        guard(page, framed)
    except store.NoSnapshot:
        st.info(words()("frame.no_store"), icon=":material/database:")
        st.code("python -m paceboard demo", language=None)


def guard(page: str, body: Callable[[], None]) -> None:
    """Run a page, or a part of it that runs by itself; see run for what becomes of a failure."""
    try:
        body()
    except store.NoSnapshot:
        raise
    except Exception:
        log.exception("page %r failed", page)
        st.error(words()("frame.failed"), icon=":material/error:")


def memory(name: str) -> dict:
    """Return what a page keeps for this reader as long as the tab is open."""
    return st.session_state.setdefault(f"kept_{name}", {})


def put(key: str, value: object) -> None:
    """Put a value into the widget of that key; before it is drawn, or in answer to a click."""
    st.session_state[key] = value
