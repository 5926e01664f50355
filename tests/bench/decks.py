"""How long a review pack takes: twenty slides, pages asked and native charts drawn, in processor seconds."""

import time
from collections.abc import Callable
from functools import cache

from paceboard import exports, profiles, recipes, store, text
from paceboard.excerpts import Studio
from paceboard.filters import Filters
from paceboard.packs import Press

CITY, SLIDES = "chengdu", 20


def timed(step: Callable[[], object]) -> tuple[object, float, float]:
    """Return what a step gives, its processor seconds and its seconds on the clock."""
    busy, began = time.process_time(), time.perf_counter()
    found = step()
    return found, time.process_time() - busy, time.perf_counter() - began


def steps(opened: store.Store, snapshot: str) -> list[tuple[str, int, float, float]]:
    """Return (step, slides, processor seconds, seconds) for a dispatch pack cut to twenty slides."""
    profile = profiles.get(CITY)
    recipe = recipes.get("dispatch")
    ask = cache(lambda _snapshot, name, filters, values: opened.ask(name, filters, **dict(values)))
    studio = Studio(snapshot, "zh", "light", ask)
    units = tuple(unit.id for unit in profile.units)[: SLIDES - 1 - len(recipe.city) - 2]
    asked = Filters(CITY, profile.opens_at, units=units)
    pack, *spent = timed(lambda: Press(recipe, studio, asked).pack())
    count = len(pack.leaves)
    found = [("ask the pages", count, *spent)]
    for name, make in (("slides, native charts", exports.deck), ("print", exports.pdf)):
        _, *spent = timed(lambda make=make: make(pack.leaves, words=text.words("zh"), profile=profile))
        found.append((name, count, *spent))
    return found
