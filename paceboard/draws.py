"""Draws for the live inspection as the page sees them: log the one on screen, list those logged."""

import polars as pl
import streamlit as st

from paceboard import listing, store
from paceboard.ingest import draws
from paceboard.view import View

LOGGED = ("drawn_at", "seed", "drawn_count", "pool_count", "snapshot", "scope", "rule", "projects")


def place(view: View, rows: pl.DataFrame, *, seed: str, rule: str) -> None:
    """Offer to write the draw into the log, and show the log. rows: query draw, not empty; rule: in words."""
    words = view.words
    if st.button(words("dispatch.log"), icon=":material/edit_note:", key="log_draw"):
        draws.record(
            store.home(),
            scope=view.filters.query(),
            projects=rows["entity"].to_list(),
            seed=seed,
            pool_count=rows["pool_count"].first(),
            snapshot=view.snapshot,
            rule=rule,
        )
        st.success(words("dispatch.logged"))
    found = draws.logged(store.home(), view.filters.city)
    if found.is_empty():
        view.empty("dispatch.none_logged")
        return
    shown = found.with_columns(pl.col("projects").list.join(" "))
    listing.place(view, shown, columns=LOGGED, name="draws", title=words("dispatch.log_title"))
