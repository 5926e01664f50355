"""Checks of dates: what comes after what, and nothing done after the month the return speaks about."""

from collections.abc import Iterator

import polars as pl

from paceboard.ingest.case import Case, Check

# Each date and the one it must not lie before. Months are read as their first day: the same day is allowed.
ORDER = {
    "plan_order": ("plan_finish_date", pl.col("plan_start_date")),
    "actual_order": ("actual_finish_date", pl.col("actual_start_date")),
    "commission_order": ("commission_date", pl.coalesce("actual_finish_date", "plan_finish_date")),
    "capacity_order": ("full_capacity_date", pl.col("commission_date")),
}
DONE = (
    ("future_start", "project", "actual_start_date"),
    ("future_finish", "project", "actual_finish_date"),
    ("future_statistics", "project", "in_statistics_date"),
    ("future_done", "milestone", "actual_date"),
    ("future_done", "item", "done_date"),
)


def order(case: Case) -> Iterator[Check]:
    """Find finishes before starts, commissioning before the finish, full capacity before commissioning."""
    for key, (field, first) in ORDER.items():
        yield Check(key, "project", field, pl.col(field) < first, {"first": first})


def future(case: Case) -> Iterator[Check]:
    """Find things said to be done after the end of the return's month."""
    month_end = pl.col("period").dt.month_end()
    for key, kind, field in DONE:
        yield Check(key, kind, field, pl.col(field) > month_end, {"month_end": month_end})


def problems(case: Case) -> Iterator[Check]:
    """Find problems resolved before they were raised."""
    wrong = pl.col("resolved_date") < pl.col("raised_date")
    yield Check("problem_order", "problem", "resolved_date", wrong)


RULES = (order, future, problems)
