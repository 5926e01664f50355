"""Overview: is the city on pace, by how much, and who explains the gap?"""

import polars as pl
import streamlit as st

from paceboard import answers, bulletins, charts, leagues, listing, saving, ui, units, unpaced, watchroom

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
UNITS = ("rank", "rank_change", "unit_id", "completion_share", "pace_gap", "trend")
PROJECTS = ("project_name", "unit_id", "gap_amount", "share_of_gap", "completion_share", "plan_year")
OVERDUE = ("overdue_start_count", "overdue_finish_count", "problem_overdue_count", "decision_overdue_count")
WAITING = ("unit_id", *OVERDUE, "worst_days")
RETURNS = ("unit_id", "has_reported", "received_at", "is_late", "issue_count")
FEW = 5

view = ui.view()
words, teller = view.words, view.teller
head = view.whole()
if not head:
    view.title(words("overview.question"))
    view.empty("frame.no_projects")
    st.stop()
if not unpaced.is_paced(head):
    unpaced.overview(view, head)
    watchroom.overview(view)
    st.stop()

unit_rows = view.ask("kpis").filter(pl.col("cut") == "unit")
projects = view.ask("gap").filter(pl.col("gap_amount") < 0)
sentence = answers.pace(head, unit_rows=unit_rows, projects=projects, teller=teller)
view.title(words("overview.question"), sentence)
saving.pinned(view)
view.cards(CARDS)

left, right = st.columns([3, 2])
with left:
    rows = view.ask("curve")
    figure = charts.curve(rows, **view.look(answers.reached(head, teller=teller)))
    note = answers.stale(head, month=view.filters.month, teller=teller)
    view.chart(figure, rows, name="overview", height=430, note=note)
with right:
    league = leagues.first(view)
    for key, few in (("lead", league.head(FEW)), ("lag", league.slice(FEW).tail(FEW))):
        if not few.is_empty():
            st.markdown(words(f"overview.{key}"))
            listing.place(view, few, columns=UNITS, name=key, title=words(f"overview.{key}"))

left, right = st.columns([3, 2])
with left:
    st.markdown(words("overview.projects" if not projects.is_empty() else "overview.no_gap"))
    chosen = listing.place(view, projects.head(FEW), columns=PROJECTS, name="gap", title=sentence, pick=True)
    if chosen:
        view.go("pages/plan/project.py", project=chosen["entity"])
    waiting = view.ask("waiting")
    who = answers.waiting(waiting, teller=teller)
    view.say(who)
    if not waiting.is_empty():
        listing.place(view, waiting.head(FEW), columns=WAITING, name="waiting", title=who)
with right:
    watchroom.overview(view)
    reports = view.ask("reporting")
    if not reports.is_empty():
        st.markdown(words("overview.reporting"))
        view.say(answers.reporting(reports, teller=teller))
        with st.expander(words("overview.returns")):
            listing.place(view, reports, columns=RETURNS, name="reporting", title=words("overview.reporting"))
    own = view.ask_whole("published", list_kind=view.profile.main_list)
    view.say(bulletins.held(own, month=units.month(view.filters.month, view.lang), teller=teller))
    view.link("pages/review/published.py", words("overview.published"))
listing.behind(view)
