"""Overview: is the city on pace, by how much, and who explains the gap?"""

import polars as pl
import streamlit as st

from paceboard import answers, charts, ui

CARDS = (
    "completion_share",
    "pace_gap",
    "invested_ytd",
    "start_share",
    "overdue_start_count",
    "finish_share",
    "problem_share",
    "total_investment",
)

view = ui.view()
words, teller = view.words, view.teller
head = view.whole()
if not head:
    view.title(words("overview.question"))
    view.empty("frame.no_projects")
    st.stop()

unit_rows = view.ask("kpis").filter(pl.col("cut") == "unit")
projects = view.ask("gap")
view.title(
    words("overview.question"),
    answers.pace(head, unit_rows=unit_rows, projects=projects, teller=teller),
)
view.cards(CARDS)

left, right = st.columns([3, 2])
with left:
    rows = view.ask("curve", split="none")
    view.chart(
        charts.curve(rows, **view.look(answers.reached(head, teller=teller))), rows, name="pace", height=400
    )
with right:
    league = view.ask("league")
    view.table(league, columns={c: c for c in league.columns[:6]}, name="units", height=400)
