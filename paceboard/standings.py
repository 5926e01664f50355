"""Standings: the league as a page shows it, this month and in the months before."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from paceboard.view import View

# What a reader compares with: id in the address -> the column of query standing_months that marks it.
SINCE = {"month": "is_month_before", "quarter": "is_quarter_end"}


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


def compared(view: View, since: str) -> Comparison:
    """Return the league now against the month that since (month, quarter) means."""
    months = view.ask("standing_months")
    earlier = months.filter(pl.col(SINCE[since]) & ~pl.col("is_now"))["period"].to_list()
    begun = earlier[0] if earlier else None
    rows = view.ask("league", since=begun) if begun else view.ask("league")
    kept = [
        view.ask("league", month=month).select(pl.lit(month).alias("period"), "unit_id", "rank")
        for month in months["period"]
    ]
    ranks = pl.concat(kept) if kept else pl.DataFrame(schema={"period": pl.Date})
    return Comparison(begun, rows, ranks)
