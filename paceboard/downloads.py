"""What can be taken away from a chart or table: pictures, rows and a slide, made only when asked for."""

from collections.abc import Callable, Sequence
from functools import cache
from html import escape

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from paceboard import exports, profiles
from paceboard.exports.printed import printed
from paceboard.filters import Filters
from paceboard.profiles import Profile
from paceboard.text import Words
from paceboard.tray import Tray, start

SIZE = {"format": "png", "width": 1920, "height": 1080, "scale": 1}
PICTURES = ("png", "4k.png", "svg")
AT_ONCE = ("csv", "parquet")  # made while the button is pressed; the others are works
MOST_ROWS = 200  # shown as a table on screen; files have all
PERSONAL = ("leader",)  # columns with names of persons: they leave only where the page shows them
MIME = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
# Plotly brings only English; its buttons take their words from this dictionary.
BUTTONS = {
    "Download plot as a PNG": "frame.plot_png",
    "Zoom": "frame.plot_zoom",
    "Reset axes": "frame.plot_reset",
}

# A figure, or what draws it: a picture that nobody asks for need not be drawn.
Picture = go.Figure | Callable[[], go.Figure]


def config(filters: Filters, *, name: str, words: Words) -> dict:
    """Return the plotly config: few buttons, in the reader's language, and a picture of 1920 x 1080."""
    return {
        "displaylogo": False,
        "locale": words.lang,
        "locales": {words.lang: {"dictionary": {theirs: words(key) for theirs, key in BUTTONS.items()}}},
        "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d", "pan2d"],
        "toImageButtonOptions": SIZE | {"filename": exports.file_name(name, filters, "")},
    }


def makers(
    rows: pl.DataFrame,
    *,
    figure: Picture | None,
    title: str,
    source: str,
    words: Words,
    profile: Profile,
    columns: Sequence[str] = (),
    trace: str = "",
) -> dict[str, Callable[[], bytes]]:
    """Return, by suffix, the functions that make each file; pictures only where there is a figure to draw."""
    said = {"words": words, "profile": profile}
    slide = said | {"trace": trace}

    def left() -> pl.DataFrame:
        return rows.drop(name for name in PERSONAL if name in rows.columns and name not in columns)

    made = {
        "pptx": lambda: exports.table_pptx(left(), title=title, source=source, columns=columns, **slide),
        "xlsx": lambda: exports.xlsx(left(), title=title, source=source, **said),
        "csv": lambda: exports.csv(left(), **said),
        "parquet": lambda: exports.parquet(left(), title=title, source=source, **said),
    }
    if exports.is_placed(rows):
        made["geojson"] = lambda: exports.geojson(left(), title=title, source=source, **said)
    if figure is None:
        return made
    made["pptx"] = lambda: exports.pptx(_drawn(figure), left(), **slide)
    pictures = {
        "png": lambda: exports.png(_drawn(figure)),
        "4k.png": lambda: exports.png(_drawn(figure), width=2 * SIZE["width"], height=2 * SIZE["height"]),
        "svg": lambda: exports.svg(_drawn(figure)),
    }
    return pictures | made


def _drawn(figure: Picture) -> go.Figure:
    return figure() if callable(figure) else figure


@cache
def _has_browser() -> bool:
    """Say whether pictures can be drawn; the disk is searched once, not for every chart."""
    return exports.browser() is not None


def menu(
    rows: pl.DataFrame,
    *,
    figure: Picture | None,
    name: str,
    title: str,
    source: str,
    words: Words,
    filters: Filters,
    tray: Tray,
    **slide: object,
) -> None:
    """Draw the downloads of one chart or table: a button that opens a list, one line per kind of file.

    slide: columns and trace, as for makers.
    """
    profile = profiles.get(filters.city)
    said = {"title": title, "source": source, "words": words} | slide
    offered = makers(rows, figure=figure, profile=profile, **said)
    place = st.popover(words("frame.downloads"), icon=":material/download:", type="tertiary")
    with place.container(gap=None):
        if figure is not None:
            _told(rows, name=name, profile=profile, **{k: said[k] for k in ("title", "source", "words")})
        can_draw = figure is None or _has_browser()
        stem = exports.file_name(name, filters, "")
        for suffix, make in offered.items():
            if can_draw or suffix not in PICTURES:
                said = words(f"frame.take_{suffix.replace('.', '_')}")
                look = {"key": f"take_{name}_{suffix}", "width": "stretch", "type": "tertiary"}
                kept = None if suffix in AT_ONCE else tray
                offer(said, make=make, file_name=f"{stem}.{suffix}", tray=kept, **look)
        if not can_draw:
            st.caption(words("export.no_browser"))


def _told(rows: pl.DataFrame, *, name: str, profile: Profile, title: str, source: str, words: Words) -> None:
    """Draw the button that shows a picture's rows as a table in words, for whoever cannot see pictures."""
    label = words("frame.as_table")
    if st.button(label, key=f"told_{name}", icon=":material/table:", width="stretch", type="tertiary"):
        st.dialog(title or label, width="large")(lambda: st.html(_page(rows, profile, source, words)))()


def _page(rows: pl.DataFrame, profile: Profile, source: str, words: Words) -> str:
    kept = tuple(name for name in rows.columns if name not in (*PERSONAL, "outline"))
    table = printed(exports.Table(rows, kept, most=MOST_ROWS), profile=profile, words=words, most=len(kept))
    sides = ["text-align:right" if is_number else "text-align:left" for is_number in table.is_number]
    head = "".join(
        f"<th scope='col' style='{side}'>{escape(cell)}</th>"
        for cell, side in zip(table.head, sides, strict=True)
    )
    kept_whole = [
        f"{side};white-space:nowrap" if is_fixed else side
        for side, is_fixed in zip(sides, table.is_fixed, strict=True)
    ]
    lines = [
        "".join(f"<td style='{look}'>{escape(cell)}</td>" for cell, look in zip(row, kept_whole, strict=True))
        for row in table.body
    ]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    more = words("frame.as_table_more", count=MOST_ROWS) if rows.height > MOST_ROWS else ""
    note = f"<caption style='text-align:left'>{escape(f'{source} {more}'.strip())}</caption>"
    table_ = f"<table>{note}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div tabindex='0' style='overflow:auto;font-variant-numeric:tabular-nums'>{table_}</div>"


def offer(
    label: str, *, make: Callable[[], bytes], file_name: str, tray: Tray | None, **look: object
) -> None:
    """Draw a button that gives one file, made when asked for; with a tray it may take its time."""
    mime = MIME[file_name.rpartition(".")[2]]
    if tray is None:
        st.download_button(label, data=make, file_name=file_name, mime=mime, on_click="ignore", **look)
    else:
        st.button(label, on_click=start, args=(tray, file_name, file_name, make, mime), **look)
