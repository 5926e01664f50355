"""What a pure function made of the same arguments before: handed out again instead of made anew.

A click runs a page from top to bottom, and all but a few of its charts and tables come out as they were.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache, wraps
from typing import NamedTuple, ParamSpec, TypeVar

import polars as pl

from paceboard.filters import Filters

P, R = ParamSpec("P"), TypeVar("R")
# Values that are the same where they are equal; of every other object only itself is the same.
PLAIN = frozenset({str, int, float, bool, date, Decimal, Filters, type(None)})
# Values of so many parts are made anew in each run, and are looked into; those of more are loaded once.
SMALL = 12
# Results kept of calls that differ in nothing but what their frames hold.
ALIKE = 24


class Made(NamedTuple):
    """The frames that a result was made of, the other arguments (so that none is replaced by another at the
    same place in memory), and the result.
    """

    frames: list[pl.DataFrame]
    rest: object
    result: object


def kept(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a pure function: its last `most` results are kept, the kind of call least used goes first.

    Frames are the same where they hold the same; they and the results must never be changed in place.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        shelf = Shelf(most)

        @wraps(function)
        def call(*args: P.args, **named: P.kwargs) -> R:
            frames: list[pl.DataFrame] = []
            key = (_mark(args, frames), _mark(named, frames))
            made = shelf.find(key, frames)
            if made is None:
                made = Made(frames, (args, named), function(*args, **named))
                shelf.put(key, made)
            return made.result

        return call

    return decorate


class Shelf:
    """Results by what they are known by; those that differ only in what their frames hold lie together."""

    def __init__(self, most: int) -> None:
        """Make room for so many."""
        self.most, self.count = most, 0
        self.places: OrderedDict[Hashable, list[Made]] = OrderedDict()
        self.lock = threading.Lock()

    def find(self, key: Hashable, frames: list[pl.DataFrame]) -> Made | None:
        """Return what was made of the same, None where there is none; most frames are the very same."""
        with self.lock:
            alike = list(self.places.get(key, ()))
            if alike:
                self.places.move_to_end(key)
        for is_same in (_is, _equals):
            for made in alike:
                if all(map(is_same, frames, made.frames)):
                    return made
        return None

    def put(self, key: Hashable, made: Made) -> None:
        """Keep one more, in place of the least used where there is no room."""
        with self.lock:
            alike = self.places.setdefault(key, [])
            self.places.move_to_end(key)
            self.count += 1
            alike.insert(0, made)
            if len(alike) > ALIKE:
                alike.pop()
                self.count -= 1
            while self.count > self.most:
                self.count -= len(self.places.popitem(last=False)[1])


def _is(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    return one is other


def _equals(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    return one.dtypes == other.dtypes and one.equals(other)


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """Return the names of what a small dataclass holds, nothing of any other type."""
    named = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
    return named if len(named) <= SMALL else ()


def _mark(value: object, frames: list[pl.DataFrame]) -> Hashable:
    """Return what a value is known by; frames are collected, their columns and size stand for them."""
    kind = type(value)
    if kind in PLAIN:
        # 1.0 and 1.00 are equal, and not written alike.
        return kind, (str(value) if kind is Decimal else value)
    if kind is pl.DataFrame:
        frames.append(value)
        return value.shape, tuple(value.columns)
    if kind is tuple or kind is list:
        return kind, tuple([_mark(part, frames) for part in value])
    if kind is dict or isinstance(value, Mapping):
        return "mapping", tuple([(_mark(k, frames), _mark(v, frames)) for k, v in value.items()])
    if parts := _parts(kind):
        return kind, tuple([_mark(getattr(value, name), frames) for name in parts])
    return kind, id(value)


@kept(400)
def where(rows: pl.DataFrame, **wanted: object) -> pl.DataFrame:
    """Return the rows whose named columns hold those values; of the same rows the very same part."""
    return rows.filter(**wanted)


@kept(100)
def named(rows: pl.DataFrame, key: str, value: str) -> Mapping[object, object]:
    """Return {key: value} of two columns of the rows."""
    return dict(rows.select(key, value).iter_rows())
