"""One workbook per unit: what each unit gets back to answer."""

from collections.abc import Callable, Mapping
from functools import partial

import polars as pl
import streamlit as st

from paceboard import exports, works
from paceboard.view import View


def offer(view: View, rows: pl.DataFrame, *, name: str, title: str, label: str) -> None:
    """Let the reader choose a unit and take its rows as a workbook, or those of all units in one archive.

    rows: with a column unit_id; name begins the files' names; title and label are keys of words: the title of
    each workbook ({unit}) and the words before the choice.
    """
    words, teller = view.words, view.teller
    found = {unit: teller.unit(unit) for unit in rows["unit_id"].unique(maintain_order=True)}
    view.say(words(label))
    unit = view.choose("sheet", found, label=words(label), is_menu=True)
    books = {_name(view, name, unit): _maker(view, rows, unit, title) for unit in found}
    with st.container(horizontal=True):
        one = _name(view, name, unit)
        view.offer(words("sheets.one", unit=found[unit]), make=books[one], file_name=one)
        view.offer(
            words("sheets.all", count=len(found)),
            make=partial(_all, books),
            file_name=exports.file_name(name, view.filters, "zip"),
        )


def _all(books: Mapping[str, Callable[[], bytes]]) -> bytes:
    """Return the archive of all workbooks (file name: what makes it)."""
    counted = works.counted(books.items(), "books", len(books))
    return exports.bundle({file: make() for file, make in counted})


def _name(view: View, name: str, unit: str) -> str:
    return exports.file_name(f"{name}_{unit}", view.filters, "xlsx")


def _maker(view: View, rows: pl.DataFrame, unit: str, title: str) -> Callable[[], bytes]:
    named = view.words(title, unit=view.teller.unit(unit))
    said = {"words": view.words, "profile": view.profile, "source": view.source(), "title": named}
    return lambda: exports.xlsx(rows.filter(pl.col("unit_id") == unit), **said)
