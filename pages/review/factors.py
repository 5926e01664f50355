"""Factors: what are projects short of, and how much planned investment waits for it?"""

import polars as pl
import streamlit as st

from paceboard import answers_factors as said
from paceboard import cards, financing, listing, ui, units
from paceboard.charts import factors, quotas

CARDS = ("short_project_count", "late_project_count", "held_plan", "held_share")
PROJECTS = (
    *("release_no", "project_name", "unit_id", "missing", "needed", "secured", "needed_by", "past_days"),
    *("plan_year", "is_only_gap", "release_missing", "release_plan", "leader", "entity"),
)
LINES = (
    *("factor", "line_kind", "project_count", "project_name", "unit_id", "needed", "secured", "needed_by"),
    *("note", "entity"),
)

view = ui.view()
words, teller = view.words, view.teller


def gaps(needs: pl.DataFrame) -> None:
    """Show which gap holds back most, and for one factor by when and whom first."""
    cards.draw(CARDS, needs.filter(factor="").row(0, named=True), {}, profile=view.profile, words=words)
    figure = factors.factor_gaps(needs, **view.look(said.gaps_title(needs, teller=teller)))
    view.chart(figure, needs, name="factor-gaps", note=words("factors.gaps_note"))
    options = {id_: said.name(id_, teller) for id_ in needs["factor"] if id_}
    factor = view.choose("factor", options, label=words("factors.factor"))
    name, rows = {"factor": options[factor]}, view.ask("factor_quarters").filter(factor=factor)
    look = view.look(words("factors.quarters_title", **name))
    figure = factors.factor_quarters(rows, unit=said.unit(factor, teller), **look)
    view.chart(figure, rows, name=f"factor-{factor}-quarters", height=360)
    short = view.ask("factor_projects").filter(factor=factor)
    if short.is_empty():
        view.say(words("factors.release_none", **name))
        return
    figure = factors.factor_release(short, **view.look(words("factors.release_title", **name)))
    view.chart(figure, short, name=f"factor-{factor}-release", note=words("factors.release_note"))
    title = words("factors.projects_title", count=short.height, **name)
    st.markdown(f"**{title}**")
    chosen = listing.place(view, short, columns=PROJECTS, name=f"factor-{factor}", title=title, pick=True)
    if chosen:
        view.go("pages/plan/project.py", project=chosen["entity"])


needs, taken, lines = (view.ask(f"factor_{name}") for name in ("needs", "quotas", "lines"))
view.title(words("factors.question"), "" if needs.is_empty() else said.answer(needs, teller=teller))
if needs.is_empty():
    view.empty("factors.none", month=units.month(view.filters.month, view.lang))
else:
    gaps(needs)

st.markdown(f"**{words('factors.quotas')}**")
view.say(words("factors.quotas_none") if taken.is_empty() else said.quotas(taken, teller=teller))
issued = taken.filter(pl.col("quota_issued") > 0)
if not issued.is_empty():
    figure = quotas.factor_quotas(issued, **view.look(words("factors.quotas_title")))
    view.chart(figure, issued, name="factor-quotas")
if not lines.is_empty():
    title = words("factors.lines", count=units.count(lines.height))
    with st.expander(title):
        listing.place(view, lines, columns=LINES, name="factor-lines", title=title)

financing.place(view)
