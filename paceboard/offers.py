"""What the store holds for a city, for the menus of the filter bar."""

import polars as pl

from paceboard import address, memo
from paceboard.filters import Filters
from paceboard.view import Answer


def offer(answer: Answer, snapshot: str, asked: Filters) -> address.Offer:
    """Return what the store holds for the city asked for, at the month that a page will show."""
    months = tuple(answer(snapshot, "months", None, (("city", asked.city),))["period"])
    month = address.settled_month(asked, months)
    bare = Filters(city=asked.city, month=month, known_on=asked.known_on, list_kind=asked.list_kind)
    present = answer(snapshot, "options", bare, ())
    return address.Offer(months, _by_kind(present))


@memo.kept(200)
def _by_kind(present: pl.DataFrame) -> dict[str, frozenset[str]]:
    return {kind: frozenset(rows["id"]) for (kind,), rows in present.group_by("kind")}
