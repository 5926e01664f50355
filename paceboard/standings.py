"""Standings: one league of a scheme as a page shows it, this month and in the months before."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date

import polars as pl

from paceboard import leagues, memo, schemes
from paceboard.view import View

# What a reader compares with: id in the address -> the column of query standing_months that marks it.
SINCE = {"month": "is_month_before", "quarter": "is_quarter_end"}

# Rows that fit a wall in type that reads from three metres.
WALL = 10
TURN = 15  # seconds that ten places stand on a wall before the next ten


@dataclass(frozen=True)
class Comparison:
    """Two months of one fiscal year: the one on screen and an earlier one, None where there is none.

    rows: the league on screen with rank_change since then; ranks: period, unit_id, rank of each month so far.
    """

    since: date | None
    rows: pl.DataFrame
    ranks: pl.DataFrame

    @property
    def changes(self) -> dict[str, int | None]:
        """Return the places each unit gained."""
        return dict(self.rows.select("unit_id", "rank_change").iter_rows())


def league(view: View, rows: pl.DataFrame, scheme: schemes.Scheme) -> str:
    """Return the league that the reader chose, the scheme's first at first. rows: query scores.

    A unit alone in its league has nobody to be compared with: such a league is not offered beside others.
    """
    sizes = Counter(rows["league"])
    present = {one.id: one.name.label(view.lang) for one in scheme.leagues if one.id in sizes}
    named = {id_: name for id_, name in present.items() if sizes[id_] > 1}
    if len(named) < 2:
        return next(iter(named or present), "")
    return view.choose("league", named, label=view.words("league.leagues"))


def counted(view: View, league_id: str, scheme: schemes.Scheme) -> str:
    """Return for whom projects count in a league, so that none is counted twice unseen."""
    found = next((one.by for one in scheme.leagues if one.id == league_id), "unit")
    return view.words(f"league.by_{found}")


def part(view: View, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the places that the reader chose for the wall, ten at a time. rows: one league by rank."""
    starts = range(0, rows.height, WALL)
    if len(starts) < 2:
        return rows
    ends = {str(at): (at + 1, min(at + WALL, rows.height)) for at in starts}
    options = {key: view.words("league.places", first=a, last=b) for key, (a, b) in ends.items()}
    chosen = view.choose("places", options, label=view.words("league.places_label"))
    return rows.slice(int(chosen), WALL)


def turn(rows: pl.DataFrame, seconds: float) -> pl.DataFrame:
    """Return the ten places whose turn it is on a wall that nobody stands at; seconds: of any clock."""
    parts = -(-rows.height // WALL)
    return rows.slice(int(seconds // TURN) % parts * WALL, WALL)


def compared(view: View, since: str, scheme: schemes.Scheme) -> Comparison:
    """Return the league now against the month that since (month, quarter) means."""
    months = view.ask("standing_months")
    earlier = months.filter(pl.col(SINCE[since]) & ~pl.col("is_now"))["period"].to_list()
    begun = earlier[0] if earlier else None
    rows = leagues.ask(view, since=begun)
    chosen = league(view, rows, scheme)
    kept = [
        {"period": month, "unit_id": unit, "rank": rank}
        for month in months["period"]
        for unit, rank in leagues.ranks(view, month=month).get(chosen, {}).items()
    ]
    ranks = pl.DataFrame(kept, schema={"period": pl.Date, "unit_id": pl.String, "rank": pl.Int64})
    return Comparison(begun, memo.where(rows, league=chosen), ranks)


def tried(view: View, trial: schemes.Scheme) -> pl.DataFrame:
    """Return a trial beside the official table: rank_official, rank_trial, both scores, rank_change.

    Places are those of the league chosen; a unit that the official scheme does not rank has no official rank.
    """
    now = leagues.answer(view, "scores", ranks=None)
    ranks = {
        league_id: dict(mine.select("unit_id", "rank").iter_rows())
        for (league_id,), mine in now.group_by("league", maintain_order=True)
    }
    rows = leagues.answer(view, "scores", scheme=trial, ranks=json.dumps(ranks))
    chosen = league(view, rows, trial)
    official = now.filter(league=chosen).select("unit_id", pl.col("score").alias("score_official"))
    named = {"rank_before": "rank_official", "rank": "rank_trial", "score": "score_trial"}
    mine = rows.filter(league=chosen).rename(named)
    return mine.join(official, on="unit_id", how="left", maintain_order="left")
