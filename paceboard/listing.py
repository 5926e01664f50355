"""Rows as a table on the page with its downloads beneath: the list behind a figure."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from paceboard import tables
from paceboard.view import View

# How each project counts in the headline figures: the rows behind them.
BEHIND = (
    *("project_name", "unit_id", "pace_state", "plan_year", "invested_ytd", "completion_share", "gap_amount"),
    *("is_planned_start", "is_started", "is_overdue_start", "is_planned_finish", "is_finished"),
    *("total_investment", "stat_ytd", "leader"),
)


def place(
    view: View,
    rows: pl.DataFrame,
    *,
    columns: Sequence[str],
    name: str,
    title: str,
    height: int | str = "auto",
    pick: bool = False,
) -> dict | None:
    """Show those columns of the rows and offer all of them; with pick, return the row the reader selected.

    name is the table's key and file name, title what a slide or workbook of it is called.
    """
    shown, config = tables.table(rows, columns=columns, profile=view.profile, words=view.words)
    chosen = view.table(shown, columns=config, name=name, height=height, pick=pick)
    view.downloads(rows, name=name, title=title, columns=columns)
    return chosen


def behind(view: View) -> None:
    """Offer the projects behind the headline figures; they are asked for when the reader opens the list."""
    folded = st.expander(view.words("frame.behind"), key="behind", on_change="rerun")
    if folded.open:
        with folded:
            place(view, view.ask("rows"), columns=BEHIND, name="rows", title=view.words("frame.behind"))
