"""Where the page of meeting materials makes a pack: files, made when asked for, and the list of slides."""

from collections.abc import Callable

import polars as pl
import streamlit as st

from paceboard import exports
from paceboard.excerpts import Studio
from paceboard.packs import Pack, Press
from paceboard.recipes import Recipe
from paceboard.view import View


def place(view: View, recipe: Recipe) -> None:
    """Offer the pack of a recipe under the filters of the view, and list its slides on demand."""
    words = view.words
    for sentence in exports.missing(view.profile, words):
        st.warning(sentence, icon=":material/slideshow:")
    with st.container(horizontal=True):
        for kind, (suffix, _) in exports.FILES.items():
            if suffix == "pptx" or exports.browser():
                said = f"pack-{recipe.id}" + ("-a4" if kind == "a4" else "")
                name = exports.file_name(said, view.filters, suffix)
                view.offer(words(f"pack.take_{kind}"), make=maker(view, recipe, kind), file_name=name)
        if exports.browser() is None:
            view.say(words("export.no_browser"))
    folded = st.expander(words("pack.slides"), key="slides", on_change="rerun")
    if folded.open:
        with folded:
            _slides(view, _press(view, recipe).pack())


def maker(view: View, recipe: Recipe, kind: str) -> Callable[[], bytes]:
    """Return what makes the file of a pack; kind: a key of exports.FILES."""
    _, make = exports.FILES[kind]
    return lambda: make(_press(view, recipe).pack().leaves, words=view.words, profile=view.profile)


def _press(view: View, recipe: Recipe) -> Press:
    return Press(recipe, Studio(view.snapshot, view.lang, "light", view.answer), view.filters)


def _slides(view: View, pack: Pack) -> None:
    """List the slides with their titles."""
    rows = pl.DataFrame({"slide_no": range(1, len(pack.leaves) + 1), "title": [x.title for x in pack.leaves]})
    columns = {"slide_no": view.words("pack.appendix_page"), "title": view.words("pack.appendix_slide")}
    view.table(rows, columns=columns, name="pack_slides", height=360)
