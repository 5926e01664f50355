"""The page of decks: what lies in the basket, in order, and the file made of it."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from paceboard import baskets, decks, exports, shelf, tables, units
from paceboard.baskets import Basket
from paceboard.decks import Found
from paceboard.excerpts import Studio
from paceboard.view import View

PREVIEW = 250
FILE = "deck"


def place(view: View) -> None:
    """Draw the page: title of the deck, files, months, and one card per item."""
    words, basket = view.words, shelf.held(view.shelf)
    if wrong := view.shelf.pop("wrong", ""):
        st.warning(words(wrong), icon=":material/link_off:")
    if not basket.items:
        view.title(words("deck.question"))
        view.empty("deck.none")
        return
    found = decks.find(basket, Studio(view.snapshot, view.lang, view.mode, view.answer))
    missing = sum(one.excerpt is None for one in found)
    said = words("deck.answer", count=len(found))
    view.title(words("deck.question"), said + (words("deck.missing", count=missing) if missing else ""))
    _head(view, basket, found)
    for i, one in enumerate(found):
        _card(view, basket, i, one)


def _keeper(view: View, basket: Basket) -> Callable[[], None]:
    return lambda: shelf.keep(view.shelf, basket)


def _head(view: View, basket: Basket, found: list[Found]) -> None:
    """Draw what concerns the deck as a whole."""
    words, key = view.words, f"deck_title_{view.shelf['link'][-12:]}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input(
            words("deck.title"),
            value=basket.title,
            placeholder=words("deck.untitled"),
            max_chars=baskets.MOST_LETTERS,
            key=key,
            width=360,
        )
        if title.strip() != basket.title:
            shelf.keep(view.shelf, replace(basket, title=title.strip()))
            st.rerun()
        for kind, (suffix, make) in exports.FILES.items():
            if suffix == "pptx" or exports.browser():
                name = exports.file_name(FILE + ("-a4" if kind == "a4" else ""), view.filters, suffix)
                view.offer(words(f"deck.take_{kind}"), make=_maker(view, basket, make), file_name=name)
        latest, fixed = basket.latest(), decks.fixed(basket, found)
        st.button(words("deck.latest"), on_click=_keeper(view, latest), disabled=latest == basket)
        st.button(words("deck.fix"), on_click=_keeper(view, fixed), disabled=fixed == basket)
        st.button(words("deck.clear"), on_click=_keeper(view, Basket()), type="tertiary")
    view.say(words("deck.link"))


def _maker(view: View, basket: Basket, make: Callable[..., bytes]) -> Callable[[], bytes]:
    """Return what makes the file: always light, whatever the screen looks like."""

    def made() -> bytes:
        found = decks.find(basket, Studio(view.snapshot, view.lang, "light", view.answer))
        return make(decks.leaves(basket, found, view), words=view.words, profile=view.profile)

    return made


def _card(view: View, basket: Basket, i: int, one: Found) -> None:
    """Draw one item: what it shows, its title, and what may be done with it."""
    words = view.words
    with st.container(border=True, key=f"deck_item_{i}"):
        left, right = st.columns([3, 2], gap="medium")
        with right:
            _title(view, basket, i, one)
            view.say(one.excerpt.source if one.excerpt else words("deck.absent"))
            view.say(_month(view, one))
            with st.container(horizontal=True):
                moves = (("up", -1, i == 0), ("down", 1, i == len(basket.items) - 1))
                for way, by, is_end in moves:
                    act = _keeper(view, basket.moved(i, by=by))
                    st.button(words(f"deck.{way}"), key=f"deck_{way}_{i}", on_click=act, disabled=is_end)
                other = _other_month(one)
                act = _keeper(view, basket.changed(i, other))
                said = words("deck.item_latest" if other.is_latest else "deck.item_fix")
                st.button(said, key=f"deck_month_{i}", on_click=act)
                act = _keeper(view, basket.without(i))
                st.button(words("deck.remove"), key=f"deck_remove_{i}", on_click=act, type="tertiary")
        with left:
            _preview(view, i, one)


def _title(view: View, basket: Basket, i: int, one: Found) -> None:
    """Draw the field for an item's own title; what is left empty is the sentence of the chart."""
    title = st.text_input(
        view.words("deck.item_title", place=i + 1),
        value=one.item.title,
        placeholder=one.excerpt.title if one.excerpt else one.item.name,
        max_chars=baskets.MOST_LETTERS,
        key=f"deck_title_{i}_{view.shelf['link'][-12:]}",
    )
    if title.strip() != one.item.title:
        shelf.keep(view.shelf, basket.changed(i, replace(one.item, title=title.strip())))
        st.rerun()


def _month(view: View, one: Found) -> str:
    month = units.month(one.view.filters.month, view.lang)
    return view.words("deck.follows" if one.item.is_latest else "deck.stays", month=month)


def _other_month(one: Found) -> baskets.Item:
    """Return the item following the latest month, or fixed to the month that it shows."""
    if one.item.is_latest:
        return decks.fixed(Basket((one.item,)), [one]).items[0]
    return Basket((one.item,)).latest().items[0]


def _preview(view: View, i: int, one: Found) -> None:
    if one.excerpt is None:
        view.empty("deck.absent")
    elif one.excerpt.figure is not None:
        figure = one.excerpt.figure
        st.plotly_chart(
            figure,
            theme=None,
            height=max(PREVIEW, figure.layout.height or 0),
            key=f"deck_figure_{i}",
            config={"displayModeBar": False},
        )
    else:
        rows, columns = one.excerpt.rows, one.excerpt.columns or one.excerpt.rows.columns
        said = {"profile": one.view.profile, "words": view.words}
        shown, config = tables.table(rows, columns=columns, **said)
        view.table(shown, columns=config, name=f"deck_rows_{i}", height=PREVIEW)
