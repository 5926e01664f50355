"""The basket as a reader's tab keeps it: taken up from a link, added to, written into the address."""

from collections.abc import Mapping, MutableMapping, Sequence

import streamlit as st

from paceboard import baskets
from paceboard.baskets import BadLink, Basket
from paceboard.text import Words

PAGE = "deck"
Shelf = MutableMapping[str, str]


def arrive(shelf: Shelf, address: Mapping[str, Sequence[str]], *, page: str, is_fresh: bool) -> None:
    """Take up the basket that a link brings: always on the page of decks, elsewhere if there is none yet."""
    brought = address.get("deck", [""])[-1]
    if brought and (not shelf.get("link") or (page == PAGE and is_fresh)):
        shelf["link"] = brought


def written(shelf: Shelf) -> dict[str, list[str]]:
    """Return what the basket adds to the address."""
    return {"deck": [shelf["link"]]} if shelf.get("link") else {}


def held(shelf: Shelf) -> Basket:
    """Return the basket; one that cannot be read is empty, and says so once on the page of decks."""
    try:
        return baskets.read(shelf.get("link", ""))
    except BadLink as wrong:
        shelf["wrong"] = str(wrong)
        shelf["link"] = ""
        return Basket()


def keep(shelf: Shelf, basket: Basket) -> None:
    """Keep a basket in place of the one before."""
    shelf["link"] = baskets.link(basket)


def offer(shelf: Shelf, *, page: str, name: str, words: Words) -> None:
    """Draw the button that puts what a page shows under a name into the basket, or says that it is there."""
    address = {key: st.query_params.get_all(key) for key in st.query_params}
    item, basket = baskets.item(page, name, address), held(shelf)
    is_in = any(item.is_same(other) for other in basket.items)

    def add() -> None:
        grown = basket.put(item)
        keep(shelf, grown)
        st.toast(words("deck.added", count=len(grown.items)), icon=":material/playlist_add_check:")

    st.button(
        words("deck.is_in" if is_in else "deck.add"),
        icon=":material/playlist_add_check:" if is_in else ":material/playlist_add:",
        key=f"deck_{name}",
        type="tertiary",
        disabled=is_in,
        on_click=add,
    )
