"""The sentences of the page of meeting materials."""

import polars as pl

from paceboard import memo, units
from paceboard.answers import Teller

RULES = ("gap", "overdue", "stuck", "problem", "decision")
WHO = ("position", "project_name", "unit_id")
COLUMNS = {
    "gap": (*WHO, "gap_amount", "completion_share", "invested_ytd", "plan_year", "pace_state"),
    "overdue": (*WHO, "pace_state", "days_overdue", "plan_year", "invested_ytd"),
    "stuck": (*WHO, "invested_ytd", "completion_share", "gap_amount", "plan_year"),
    "problem": (*WHO, "matter", "department", "due_date", "days_overdue"),
    "decision": (*WHO, "matter", "department", "due_date", "days_overdue"),
}


def counts(rows: pl.DataFrame) -> dict[str, int]:
    """Return how many entries each rule finds. rows: query agenda."""
    return {rule: rows.filter(pl.col("agenda_rule") == rule).height for rule in RULES}


@memo.kept(60)
def answer(rows: pl.DataFrame, *, teller: Teller) -> str:
    """Return what the meeting has to talk about. rows: query agenda."""
    found = {rule: units.count(count) for rule, count in counts(rows).items()}
    return teller.words("pack.answer", **found)


@memo.kept(60)
def tabs(rows: pl.DataFrame, *, teller: Teller) -> list[str]:
    """Return the name of each rule with how many entries it finds."""
    return [
        teller.words("pack.tab", rule=teller.words(f"pack.rule_{rule}"), count=units.count(count))
        for rule, count in counts(rows).items()
    ]
