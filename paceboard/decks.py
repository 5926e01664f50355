"""Decks of a reader's own: the items of a basket, taken from their pages and laid out as leaves."""

import logging
from dataclasses import dataclass, replace
from datetime import date

from paceboard import exports, packs, scope, works
from paceboard.baskets import Basket, Item
from paceboard.excerpts import Absent, Excerpt, Studio
from paceboard.exports import Leaf
from paceboard.view import View

log = logging.getLogger("paceboard")


@dataclass(frozen=True)
class Found:
    """An item of a basket and what its page shows; excerpt is None where the page shows no such thing."""

    item: Item
    view: View
    excerpt: Excerpt | None


def find(basket: Basket, studio: Studio) -> list[Found]:
    """Return for each item what its page shows; the pages are asked once each."""
    taken: dict[tuple, dict[str, Excerpt]] = {}
    found = []
    for item in works.counted(basket.items, "pages", len(basket.items)):
        query = asked(item, studio)
        view = studio.view(item.page, query)
        key = (item.page, tuple((k, tuple(v)) for k, v in query.items()))
        if key not in taken:
            taken[key] = _page(item.page, query, studio)
        found.append(Found(item, view, taken[key].get(item.name)))
    return found


def _page(page: str, query: dict[str, list[str]], studio: Studio) -> dict[str, Excerpt]:
    try:
        return studio.take(page, query)
    except Absent:  # a page of an older version of the product
        return {}
    except Exception:  # one page that fails must not cost the reader the other slides
        log.exception("nothing could be taken from page %r", page)
        return {}


def asked(item: Item, studio: Studio) -> dict[str, list[str]]:
    """Return the address of an item's page, with the month that it means."""
    query = item.query()
    if not item.is_latest:
        return query
    month = latest(studio, query)
    return query | ({"month": [f"{month:%Y-%m}"]} if month else {})


def latest(studio: Studio, query: dict[str, list[str]]) -> date | None:
    """Return the latest month that the store has of the city in an address."""
    return next(iter(studio.view("overview", query).months), None)


def leaves(basket: Basket, found: list[Found], view: View) -> list[Leaf]:
    """Return a cover, one leaf per item that was found, and the list of scope tags."""
    words = view.words
    title = basket.title or words("deck.untitled")
    shown = [one for one in found if one.excerpt]
    cover = Leaf(title, words("deck.cover", count=len(shown)), notes=(title,), is_cover=True)
    made = [cover, *(leaf(one) for one in shown)]
    return [*made, *packs.appendix(made, words("deck.cover", count=len(shown)), words)]


def leaf(found: Found) -> Leaf:
    """Return the leaf of one item: its chart or table, whole."""
    excerpt, view = found.excerpt, found.view
    title = found.item.title or excerpt.title
    trace = scope.trace(excerpt.page, asked_of(found))
    said = exports.notes(title, excerpt.source, excerpt.rows, words=view.words, trace=trace)
    part = (
        exports.Chart(excerpt.figure)
        if excerpt.figure is not None
        else exports.Table(excerpt.rows, tuple(c for c in excerpt.columns if c in excerpt.rows.columns))
    )
    return Leaf(title, excerpt.source, ((part,),), notes=said, profile=view.profile)


def asked_of(found: Found) -> dict[str, list[str]]:
    """Return the address that an item was taken at."""
    return found.item.query() | {"month": [f"{found.view.filters.month:%Y-%m}"]}


def fixed(basket: Basket, found: list[Found]) -> Basket:
    """Return the basket with every item fixed to the month that it shows now."""
    items = tuple(
        replace(one.item, pairs=tuple((k, v) for k, vs in asked_of(one).items() for v in vs), is_latest=False)
        for one in found
    )
    return replace(basket, items=items)
