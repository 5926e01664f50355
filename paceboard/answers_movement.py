"""Sentences about movement: who gained and lost places, and why a rate moved between two months."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from paceboard import memo, units
from paceboard.answers import Teller

Row = Mapping[str, object]
NAMED = 3


@memo.kept(60)
def answer(rows: pl.DataFrame, *, since: date, teller: Teller) -> str:
    """Return how many units gained and lost places, and who most. rows: the league with rank_change."""
    words = teller.words
    moved = rows.drop_nulls("rank_change")
    gained, lost = (moved.filter(f) for f in (pl.col("rank_change") > 0, pl.col("rank_change") < 0))
    said = {"gained": units.count(gained.height), "lost": units.count(lost.height)}
    same = units.count(moved.filter(rank_change=0).height)
    main = words("movement.answer", since=units.month(since, words.lang), same=same, **said)
    return teller.joined(
        [
            main,
            _most(
                "movement.most_gained",
                gained.sort("rank_change", descending=True, maintain_order=True),
                teller,
            ),
            _most("movement.most_lost", lost.sort("rank_change", maintain_order=True), teller),
        ]
    )


def _most(key: str, rows: pl.DataFrame, teller: Teller) -> str:
    if rows.is_empty():
        return ""
    named = [
        teller.words("movement.by_places", name=teller.unit(unit), places=units.count(abs(places)))
        for unit, places in rows.select("unit_id", "rank_change").head(NAMED).iter_rows()
    ]
    return teller.words(key, names=teller.listed(named))


def title(row: Row, *, measure: str, name: str, teller: Teller) -> str:
    """Return from where to where a rate moved. row: a row of query bridge; name: of the unit or the city."""
    said = {part: units.share(row[f"share_{part}"], teller.profile) for part in ("before", "now")}
    return teller.words("movement.bridge_title", name=name, measure=_measure(measure, teller), **said)


def _measure(measure: str, teller: Teller) -> str:
    return teller.words(f"movement.measure_{measure}")


def why(row: Row, *, measure: str, name: str, teller: Teller) -> str:
    """Return which step explains most of a move, and how the same projects did. row: one of query bridge."""
    words, profile = teller.words, teller.profile
    same = words(
        "movement.same",
        count=units.count(row["same_count"]),
        before=units.share(row["same_before"], profile),
        now=units.share(row["same_now"], profile),
    )
    about = {"name": name, "measure": _measure(measure, teller)}
    if row["main_step"] is None:
        key = "movement.no_move" if row["move"] is None else "movement.still"
        return teller.joined([words(key, **about), same])
    said = words(
        "movement.why",
        **about,
        move=units.points(row["move"], profile),
        step=words(f"movement.step_{row['main_step']}"),
        effect=units.points(row[f"{row['main_step']}_effect"], profile),
    )
    return teller.joined([said, same])


def lists(row: Row, *, teller: Teller) -> str:
    """Return how far the list changed between the two months. row: a row of query bridge."""
    counts = {name: units.count(row[f"{name}_count"]) for name in ("left", "joined", "same", "replanned")}
    return teller.words("movement.lists", **counts)
