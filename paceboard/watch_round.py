"""Holds rules against figures: asks the queries that have them, then queries/watches.sql."""

import json
from collections.abc import Mapping, Sequence
from typing import Protocol

import polars as pl

from paceboard import answers_targets, watches
from paceboard.profiles import Profile
from paceboard.questions import Asked, Question
from paceboard.watches import WHOLE, Watch

MOST = 200  # things listed for one rule; how many fired is counted whatever it is


class Ask(Protocol):
    """Whoever answers questions about a list of the city, at a month."""

    def __call__(self, name: str, *, list_kind: str, **values: object) -> pl.DataFrame:
        """Answer queries/<name>.sql."""


def fired(
    ask: Ask, asked: Sequence[Watch], *, profile: Profile, earlier: str = "[]", most: int = MOST
) -> pl.DataFrame:
    """Return the rows of query watches for sound rules of one city, list by list."""
    lists = list(dict.fromkeys(watch.list_kind for watch in asked))
    found = [
        _of_list(ask, [w for w in asked if w.list_kind == kind], profile, earlier=earlier, most=most)
        for kind in lists
    ]
    return pl.concat(found) if found else pl.DataFrame()


def _of_list(ask: Ask, asked: Sequence[Watch], profile: Profile, *, earlier: str, most: int) -> pl.DataFrame:
    list_kind = asked[0].list_kind
    money = profile.money
    return ask(
        "watches",
        list_kind=list_kind,
        rules=watches.rules(asked),
        figures=json.dumps(_figures(ask, asked, profile)),
        earlier=earlier,
        gap=profile.gap_from,
        decimals=profile.share_decimals,
        factor=money.big_factor,
        money_decimals=money.big_decimals,
        most=most,
    )


def _figures(ask: Ask, asked: Sequence[Watch], profile: Profile) -> list[dict[str, str | None]]:
    """Return the figures that rules look at, every measure and cut once."""
    found: dict[tuple[str, str], list[dict[str, str | None]]] = {}
    for watch in asked:
        place = watch.measure, watch.cut
        if place in found or watch.measure in watches.singles(watch.cut):
            continue
        own = watches.source(watch)
        if own is None:
            found[place] = _explored(ask, watch, profile)
        else:
            rows = ask(own.query, list_kind=watch.list_kind, **own.given, **_paths(own, profile))
            found[place] = _named(rows, watch, own)
    return [figure for figures in found.values() for figure in figures]


def _paths(own: watches.Source, profile: Profile) -> dict[str, str]:
    """Return the paths that a city asks its targets to follow: what query targets is asked with."""
    return {"paths": answers_targets.paths(profile.target_paths)} if own.query == "targets" else {}


def _named(rows: pl.DataFrame, watch: Watch, own: watches.Source) -> list[dict[str, str | None]]:
    """Return the figures of one cut of a query that knows the measure by its column."""
    if own.key is None:
        mine, key = rows.filter(pl.col("cut") == own.cuts[watch.cut]), "key"
    elif own.key:
        is_whole = pl.col(own.key).cast(pl.String).fill_null("") == ""
        mine, key = rows.filter(is_whole if watch.cut == WHOLE else ~is_whole), own.key
    else:
        mine, key = rows, ""
    return [_figure(watch, row, key, watch.measure, "completion_share") for row in mine.to_dicts()]


def _explored(ask: Ask, watch: Watch, profile: Profile) -> list[dict[str, str | None]]:
    """Return the figures of one dimension as a planner's own question gives them."""
    split = () if watch.cut == WHOLE else (watch.cut,)
    question = Asked(Question((watch.measure,), split), profile.money.big_factor)
    rows = ask("explore", list_kind=watch.list_kind, q=question)
    mine = rows.filter(
        (pl.col("measure") == watch.measure)
        & (pl.col("is_all_1") == (watch.cut == WHOLE))
        & pl.col("is_all_2")
        & pl.col("is_all_3")
    )
    return [_figure(watch, row, "key_1", "value", "beside") for row in mine.to_dicts()]


def _figure(
    watch: Watch, row: Mapping[str, object], key: str, value: str, beside: str
) -> dict[str, str | None]:
    worth = row.get(value)
    # Only the gap to time is printed by way of another figure, the completion rate beside it.
    next_to = row.get(beside) if watch.measure == "pace_gap" else None
    return {
        "measure": watch.measure,
        "cut": watch.cut,
        "key": str(row.get(key) or ""),
        "value": None if worth is None else str(worth),
        "beside": None if next_to is None else str(next_to),
    }
