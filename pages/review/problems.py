"""Problems: are they being resolved, how long does it take, and where are they stuck?"""

import polars as pl
import streamlit as st

from paceboard import answers_problems as said
from paceboard import cards, listing, ui, units
from paceboard.charts import loops, problems

CARDS = ("problem_share", "problem_in_limit_share", "problem_plan_share", "problem_reopened_share")
LATE = (
    *("late_days", "escalation", "project_name", "unit_id", "problem_kind", "description", "department"),
    *("severity", "raised_date", "limit_date", "open_days", "step", "entity"),
)
ALL = (
    *("entity", "step", "project_name", "unit_id", "problem_kind", "description", "department", "severity"),
    *("escalation", "raised_date", "assigned_date", "plan_date", "limit_date", "resolved_date"),
    *("confirmed_date", "reopened_date", "open_days", "taken_days", "late_days"),
)

view = ui.view()
words, teller = view.words, view.teller
ledgers = view.ask("problem_ledgers")
if ledgers.is_empty():
    view.title(words("problems.question"))
    view.empty("problems.none", month=units.month(view.filters.month, view.lang))
    st.stop()

answer = st.container()
options = {id_: said.ledger_name(id_, teller) for id_ in ledgers["ledger"]}
ledger = view.choose("ledger", options, label=words("problems.ledger"))
name, mine = options[ledger], {"ledger": ledger, "teller": teller}
cuts, found = view.ask("problem_cuts", ledger=ledger), view.ask("problem_list", ledger=ledger)
head = cuts.filter(cut="all").row(0, named=True)
with answer:
    view.title(words("problems.question"), said.answer(cuts, **mine))
view.say(said.ledgers(ledgers, **mine))
cards.draw(CARDS, head, {}, profile=view.profile, words=words)
view.say(said.limits(head, teller=teller))


def look(title: str) -> dict:
    """Return what a figure needs; its source line names the ledger."""
    source = words("problems.source", ledger=name, source=view.source())
    return view.look(title) | {"source": source}


flow = view.ask("problem_flow", ledger=ledger)
figure = loops.problem_flow(flow, **look(said.flow_title(head, **mine)))
view.chart(figure, flow, name=f"problems-{ledger}-flow", height=400, note=words("problems.flow_note"))

splits = {by: words(f"problems.by_{by}") for by in problems.FIELDS}
by = view.choose("by", splits, label=words("problems.by"))
figure = problems.problem_rates(cuts, by=by, **look(words(f"problems.rates_{by}", ledger=name)))
view.chart(figure, cuts.filter(cut=by), name=f"problems-{ledger}-{by}", note=words("problems.rates_note"))

left, right = st.columns(2, gap="medium")
with left:
    figure = problems.problem_causes(cuts, is_narrow=True, **look(said.causes_title(cuts, **mine)))
    view.chart(figure, cuts.filter(cut="kind"), name=f"problems-{ledger}-causes")
with right:
    days = view.ask("problem_days", ledger=ledger)
    if days.is_empty():
        view.say(words("problems.days_none"))
    else:
        figure = problems.problem_days(days, is_narrow=True, **look(said.days_title(head, teller=teller)))
        view.chart(figure, days, name=f"problems-{ledger}-days", height=400)

late = found.filter(~pl.col("is_resolved") & pl.col("is_late"))
title = words("problems.overdue_title", count=late.height)
st.markdown(f"**{title}**")
view.say(words("problems.overdue_none") if late.is_empty() else said.levels(late, teller=teller))
if not late.is_empty():
    chosen = listing.place(view, late, columns=LATE, name=f"problems-{ledger}-late", title=title, pick=True)
    if chosen and chosen["project_code"]:
        view.go("pages/plan/project.py", project=chosen["project_code"])
with st.expander(words("problems.rows", count=found.height)):
    listing.place(view, found, columns=ALL, name=f"problems-{ledger}", title=name)
