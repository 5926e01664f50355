"""The "?" of every page: its measures and terms explained in place; and three first steps for a newcomer."""

from collections.abc import Iterator, Mapping

import polars as pl
import streamlit as st

from paceboard import examples, glossary, kpis, origins, watches
from paceboard.kpis import Measure
from paceboard.view import View, plain

FIRST = "pages/brief/overview.py"
GLOSSARY = "pages/desk/glossary.py"
EMPTY = origins.Page((), ())


def draw(view: View) -> None:
    """Draw the "?"; what it holds is asked for when it is opened."""
    words = view.words
    place = st.popover("", icon=":material/help:", help=words("help.open"), on_change="rerun", key="help")
    if not place.open:
        return
    page = origins.pages().get(view.page, EMPTY)
    with place.container(height=460, border=False, gap="small", key="help_body"):
        st.markdown(f"**{words('help.measures')}**")
        rows = _rows(view, page.measures) if view.months else {}
        for measure in (kpis.measures()[name] for name in page.measures):
            st.markdown(_measure(view, measure, rows.get(measure.query, {})))
        st.markdown(f"**{words('help.terms')}**")
        for entry in _terms(page.terms):
            st.markdown(f"**{plain(entry.label(view.lang))}**  \n{plain(entry.meaning(view.lang))}")
        view.link(GLOSSARY, words("help.all"))
        view.link(FIRST, words("tour.again"), tour=1)


def _measure(view: View, measure: Measure, row: Mapping[str, object]) -> str:
    said = examples.explained(measure, row, profile=view.profile, words=view.words)
    first, *rest = said.split("\n\n")
    lines = [
        f"**{plain(measure.label(view.lang))}**",
        plain(first),
        *(f":gray[{plain(one)}]" for one in rest),
    ]
    return "  \n".join(lines)


def _terms(names: tuple[str, ...]) -> Iterator[glossary.Entry]:
    known = {entry.zh: entry for entry in glossary.entries()}
    return (known[name] for name in names if name in known)


def _rows(view: View, names: tuple[str, ...]) -> dict[str, Mapping[str, object]]:
    """Return, by query, the row that speaks of everything in scope: what examples are worked out with."""
    found: dict[str, Mapping[str, object]] = {"kpis": view.whole()}
    for name in {kpis.measures()[one].query for one in names} & watches.sources().keys() - {"kpis"}:
        own = watches.sources()[name]
        if not own.has_whole:
            continue
        rows = view.ask(name, **own.given)
        if own.key is None:
            rows = rows.filter(pl.col("cut") == own.cuts[watches.WHOLE])
        elif own.key:
            rows = rows.filter(pl.col(own.key).cast(pl.String).fill_null("") == "")
        found[name] = rows.row(0, named=True) if rows.height else {}
    return found
