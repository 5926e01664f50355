"""The section of a page about financing: what is wanted and granted, kind by kind, and the financing list."""

import streamlit as st

from paceboard import answers_factors as said
from paceboard import listing, units
from paceboard.charts import financing as charts
from paceboard.ui import View

COLUMNS = (
    *("funding_kind", "period", "enterprise", "project_name", "unit_id", "bank", "wanted", "granted"),
    *("granted_share", "entity"),
)


def place(view: View) -> None:
    """Show the section; without any return of financing, a sentence says how to report it."""
    words = view.words
    st.markdown(f"**{words('factors.financing')}**")
    funds, lists = view.ask("financing"), view.ask("financing_lists")
    if funds.is_empty():
        view.empty("factors.financing_none")
        return
    view.say(said.financing(funds, lists, teller=view.teller))
    figure = charts.financing(funds, **view.look(words("factors.financing_title")))
    view.chart(figure, funds, name="financing")
    if lists.is_empty():
        view.say(words("factors.lists_none"))
    else:
        figure = charts.financing_lists(lists, **view.look(words("factors.lists_title")))
        view.chart(figure, lists, name="financing-lists", height=360)
    lines = view.ask("financing_lines")
    title = words("factors.funding_rows", count=units.count(lines.height))
    with st.expander(title):
        listing.place(view, lines, columns=COLUMNS, name="financing-lines", title=title)
