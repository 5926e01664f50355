"""What can be taken away from a chart or table: pictures, rows and a slide, made only when asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from paceboard import exports
from paceboard.filters import Filters
from paceboard.text import Words

if TYPE_CHECKING:
    from paceboard.ui import View

PICTURE = {"format": "png", "width": 1920, "height": 1080, "scale": 1}
MIME = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
# Plotly brings only English; its buttons take their words from this dictionary.
BUTTONS = {
    "Download plot as a PNG": "frame.plot_png",
    "Zoom": "frame.plot_zoom",
    "Reset axes": "frame.plot_reset",
}


def config(filters: Filters, *, name: str, words: Words) -> dict:
    """Return the plotly config: few buttons, in the reader's language, and a picture of 1920 x 1080."""
    return {
        "displaylogo": False,
        "locale": words.lang,
        "locales": {words.lang: {"dictionary": {theirs: words(key) for theirs, key in BUTTONS.items()}}},
        "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d", "pan2d"],
        "toImageButtonOptions": PICTURE
        | {"format": "png", "scale": 1, "filename": exports.file_name(name, filters, "")},
    }


def makers(view: "View", rows: pl.DataFrame, *, figure: go.Figure | None) -> dict[str, Callable[[], bytes]]:
    """Return, by suffix, the functions that make each file."""
    rows_only = {
        "csv": lambda: exports.csv(rows, words=view.words, profile=view.profile),
        "xlsx": lambda: exports.xlsx(rows, words=view.words, profile=view.profile, source=view.source()),
    }
    if figure is None:
        return rows_only
    return {
        "png": lambda: exports.png(figure),
        "svg": lambda: exports.svg(figure),
        "pptx": lambda: exports.pptx(figure, rows, words=view.words, profile=view.profile),
    } | rows_only


def menu(view: "View", rows: pl.DataFrame, *, figure: go.Figure | None, name: str) -> None:
    """Draw the download button of one chart or table."""
    with st.popover(view.words("frame.downloads"), icon=":material/download:", type="tertiary"):
        for suffix, make in makers(view, rows, figure=figure).items():
            st.download_button(
                view.words(f"frame.take_{suffix}"),
                data=make,
                file_name=exports.file_name(name, view.filters, suffix),
                mime=MIME[suffix],
                key=f"take_{name}_{suffix}",
                on_click="ignore",
                width="stretch",
                type="tertiary",
            )


def offer(label: str, *, make: Callable[[], bytes], file_name: str) -> None:
    """Draw a button that gives one file, made when asked for."""
    suffix = file_name.rpartition(".")[2]
    st.download_button(label, data=make, file_name=file_name, mime=MIME[suffix], on_click="ignore")
