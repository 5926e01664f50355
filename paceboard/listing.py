"""Rows as a table on the page with its downloads beneath: the list behind a figure."""

from collections.abc import Sequence

import polars as pl

from paceboard import tables
from paceboard.view import View


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
    view.downloads(rows, name=name, title=title)
    return chosen
