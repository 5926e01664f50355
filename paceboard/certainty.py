"""How sure a rank is: the league with one custom changed at a time, and ranks without any one project."""

import json
from collections.abc import Iterator, Mapping

import polars as pl

from paceboard import leagues, memo, scheme_variants, schemes
from paceboard.filters import month_before
from paceboard.view import View

READINGS = ("earlier", "due_day", "denominator", "rounding", "edges")
# Units with more projects than that do not hang on a single one.
FEW = 12


def table(view: View, scheme: schemes.Scheme, league: str) -> pl.DataFrame:
    """Return the league with, for each reading that can be had, rank_<reading> and change_<reading>.

    Besides: rank_best, rank_worst and project_count of units with few projects, is_late, is_firm (no reading
    changes the rank).
    """
    official = leagues.answer(view, "scores", ranks=None)
    mine, ranks = _mine(official, league)
    read = {
        name: leagues.answer(view, "scores", ranks=ranks, **changes) for name, changes in _asked(view, scheme)
    }
    few = leagues.answer(view, "rank_intervals", most=FEW)
    return _beside(mine, read, few, view.ask("reporting"), league=league)


@memo.kept(50)
def _mine(official: pl.DataFrame, league: str) -> tuple[pl.DataFrame, str]:
    """Return the rows of one league and its ranks as a query takes them."""
    mine = official.filter(league=league)
    return mine, json.dumps({league: dict(mine.select("unit_id", "rank").iter_rows())})


@memo.kept(50)
def _beside(
    mine: pl.DataFrame,
    readings: Mapping[str, pl.DataFrame],
    few: pl.DataFrame,
    reporting: pl.DataFrame,
    *,
    league: str,
) -> pl.DataFrame:
    """Return the rows of one league beside its readings (rows of query scores) and rank intervals."""
    listed = pl.col("project_count").alias("listed_count")
    found = mine.select("unit_id", "unit_order", "rank", "score", "has_reported", listed)
    for name, rows in readings.items():
        columns = [pl.col("rank").alias(f"rank_{name}"), pl.col("rank_change").alias(f"change_{name}")]
        found = _joined(found, rows.filter(league=league).select("unit_id", *columns))
    firm = pl.all_horizontal(*(pl.col(f"change_{name}").fill_null(0) == 0 for name in readings))
    found = found.with_columns((firm if readings else pl.lit(value=True)).alias("is_firm"))
    alone = few.filter(league=league).select("unit_id", "rank_best", "rank_worst", "project_count")
    late = reporting.select("unit_id", "is_late", "received_at", "due_on")
    return _joined(_joined(found, alone), late)


def _joined(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    return left.join(right, on="unit_id", how="left", maintain_order="left")


def _asked(view: View, scheme: schemes.Scheme) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Give each reading with what it changes of the question."""
    months = memo.where(view.ask("standing_months"), is_month_before=True)
    if not months.is_empty():
        yield "earlier", {"month": month_before(view.filters.month)}
    due = view.ask("reporting")["due_on"]
    known = view.filters.known_on
    if len(due) and (known is None or due[0] < known):
        yield "due_day", {"known_on": due[0]}
    for name, variant in scheme_variants.every(scheme).items():
        if variant is not None:
            yield name, {"scheme": variant}


def read(rows: pl.DataFrame) -> list[str]:
    """Return the readings that a table holds."""
    return [name for name in READINGS if f"rank_{name}" in rows.columns]
