"""The basket: charts and tables that a reader put aside for a deck, as one value and as one link.

In a link it is a version, then its items packed tightly: page, name there, address of the page, own title,
and whether it follows the latest month. Ids only: the same link opens in either language.
"""

import base64
import binascii
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

VERSION = "1"
MOST_ITEMS = 40
MOST_BYTES = 64_000  # unpacked: a link may be anybody's
MOST_LETTERS = 120
NAME = re.compile(r"[\w-]{1,80}")
LEFT_OUT = ("lang", "deck")
Query = Mapping[str, Sequence[str]]


class BadLink(ValueError):
    """A basket's link that cannot be read; its text is the key of the words that say why."""


@dataclass(frozen=True)
class Item:
    """One chart or table: page, name there, the page's address as pairs, own title or "".

    is_latest: it follows the latest month of the store; its address then names no month.
    """

    page: str
    name: str
    pairs: tuple[tuple[str, str], ...]
    title: str = ""
    is_latest: bool = False

    def query(self) -> dict[str, list[str]]:
        """Return the page's address."""
        found: dict[str, list[str]] = {}
        for key, value in self.pairs:
            found.setdefault(key, []).append(value)
        return found

    def is_same(self, other: "Item") -> bool:
        """Say whether both are the same chart under the same filters, whatever they are called."""
        return (self.page, self.name, set(self.pairs)) == (other.page, other.name, set(other.pairs))


@dataclass(frozen=True)
class Basket:
    """The items in order, and the title of the deck or ""."""

    items: tuple[Item, ...] = ()
    title: str = ""

    def put(self, item: Item) -> "Basket":
        """Return the basket with an item at its end; one that is there, or one too many, changes nothing."""
        if len(self.items) >= MOST_ITEMS or any(item.is_same(other) for other in self.items):
            return self
        return replace(self, items=(*self.items, item))

    def without(self, place: int) -> "Basket":
        """Return the basket without one item."""
        return replace(self, items=self.items[:place] + self.items[place + 1 :])

    def moved(self, place: int, *, by: int) -> "Basket":
        """Return the basket with an item moved up (-1) or down (1)."""
        items = list(self.items)
        to = min(max(place + by, 0), len(items) - 1)
        items.insert(to, items.pop(place))
        return replace(self, items=tuple(items))

    def changed(self, place: int, item: Item) -> "Basket":
        """Return the basket with another item in one place."""
        return replace(self, items=(*self.items[:place], item, *self.items[place + 1 :]))

    def latest(self) -> "Basket":
        """Return the basket with every item following the latest month."""
        items = (
            replace(item, pairs=tuple(p for p in item.pairs if p[0] != "month"), is_latest=True)
            for item in self.items
        )
        return replace(self, items=tuple(items))


def item(page: str, name: str, address: Query) -> Item:
    """Return what a page shows under a name, at the address that it has now."""
    pairs = ((key, value) for key, values in address.items() if key not in LEFT_OUT for value in values)
    return Item(page, name, tuple(pairs))


def link(basket: Basket) -> str:
    """Return the basket as text for a link, "" where it is empty."""
    if not basket.items:
        return ""
    rows = [[i.page, i.name, urlencode(i.pairs), i.title, int(i.is_latest)] for i in basket.items]
    packed = zlib.compress(json.dumps([basket.title, rows], ensure_ascii=False).encode(), 9)
    return VERSION + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read(text: str) -> Basket:
    """Return the basket of a link. Raises BadLink."""
    if not text:
        return Basket()
    if text[0] != VERSION:
        raise BadLink("deck.other_version")
    try:
        packed = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        opened = zlib.decompressobj()
        title, rows = json.loads(opened.decompress(packed, MOST_BYTES))
        items = tuple(_item(*row) for row in rows[:MOST_ITEMS])
    except (binascii.Error, zlib.error, ValueError, TypeError) as wrong:
        raise BadLink("deck.broken_link") from wrong
    return Basket(items, str(title)[:MOST_LETTERS])


def _item(page: str, name: str, address: str, title: str, is_latest: int) -> Item:
    """Return an item of a link. Raises ValueError where it is none."""
    if not (NAME.fullmatch(page) and NAME.fullmatch(name)):
        raise ValueError(f"no page and name: {page!r} {name!r}")
    return Item(page, name, tuple(parse_qsl(address)), str(title)[:MOST_LETTERS], bool(is_latest))
