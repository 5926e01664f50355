"""Checks of amounts: running totals, parts and wholes."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import polars as pl

from paceboard.ingest.case import MONEY, Case, Check
from paceboard.ingest.known import fiscal_months


def by_reason(
    case: Case, key: str, kind: str, field: str, wrong: pl.Expr, adds: Mapping[str, pl.Expr] | None = None
) -> Iterator[Check]:
    """Return an error, but a warning where the row gives a reason for the change.

    In a form without that column nobody can give one, so it is a warning there too.
    """
    adds = adds or {}
    explained = pl.lit(value=True)
    if case.has(kind, "change_reason"):
        explained = pl.col("change_reason").fill_null("").str.strip_chars() != ""
        yield Check(key, kind, field, wrong & ~explained, adds)
    yield Check(key, kind, field, wrong & explained, adds, "warning")


def falling(case: Case) -> Iterator[Check]:
    """Find running totals below the last ones reported."""
    ytd = pl.col("invested_ytd") < pl.col("prior_ytd")
    total = pl.col("invested_total") < pl.col("prior_total")
    yield from by_reason(case, "falling_ytd", "investment", "invested_ytd", ytd)
    yield from by_reason(case, "falling_total", "investment", "invested_total", total)


def running(case: Case) -> Iterator[Check]:
    """Find a year-to-date that is not last month's plus this month's money."""
    ytd, expected = pl.col("invested_ytd"), pl.col("last_ytd") + pl.col("invested_month")
    falls = (ytd < pl.col("prior_ytd")).fill_null(value=False)
    key = "running_first" if case.period.month == case.profile.fiscal_start else "running"
    wrong = (ytd != expected) & ~falls
    yield from by_reason(case, key, "investment", "invested_ytd", wrong, {"expected": expected})


def following(case: Case) -> Iterator[Check]:
    """Find corrections after which the month already reported next no longer adds up."""
    expected = pl.col("invested_ytd") + pl.col("next_month")
    wrong, adds = pl.col("next_ytd") != expected, {"expected": expected}
    yield Check("following", "investment", "invested_ytd", wrong, adds, "warning")


def since_start(case: Case) -> Iterator[Check]:
    """Find a total since the start that is not earlier years' plus this year's money."""
    expected = pl.col("prev_years_invested") + pl.col("invested_ytd")
    wrong, adds = pl.col("invested_total") != expected, {"expected": expected}
    yield Check("since_start", "investment", "invested_total", wrong, adds)


def plan_sum(case: Case) -> Iterator[Check]:
    """Find annual plans that are not the sum of their months."""
    if "plan" not in case.rows or "project" not in case.rows:
        return
    first, last = fiscal_months(case.period, case.profile.fiscal_start)
    sums: dict[str, Decimal] = {}
    for entity, month, amount in case.rows["plan"].select("entity", "plan_period", "plan_amount").iter_rows():
        if first <= month <= last:
            sums[entity] = sums.get(entity, Decimal(0)) + amount
    total = pl.lit(pl.Series([sums.get(e) for e in case.rows["project"]["entity"]], dtype=MONEY))
    adds = {"plan_sum": total, "difference": total - pl.col("plan_year")}
    yield Check("plan_sum", "project", "plan_year", total != pl.col("plan_year"), adds)


def plan_over_total(case: Case) -> Iterator[Check]:
    """Find annual plans beyond what is left of the total investment."""
    left = pl.col("total_investment") - pl.col("prev_years_invested").fill_null(0)
    wrong, adds = pl.col("plan_year") > left, {"left": left}
    yield Check("plan_over_total", "project", "plan_year", wrong, adds, "warning")


def physical_share(case: Case) -> Iterator[Check]:
    """Find shares of physical work outside 0..1."""
    wrong = ~pl.col("physical_share").is_between(0, 1)
    yield Check("physical_share", "investment", "physical_share", wrong)


RULES = (falling, running, following, since_start, plan_sum, plan_over_total, physical_share)
