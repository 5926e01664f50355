"""Schedule: which milestones are kept, overdue or coming, project by project, and what holds them up?"""

import polars as pl
import streamlit as st

from paceboard import answers_schedule as said
from paceboard import cards, listing, ui, units
from paceboard.charts import schedule, slips

SIZE = 25  # projects that one picture can show
SHARES = ("milestone_on_time_share", "milestone_year_on_time_share")
COUNTS = ("milestone_overdue_count", "milestone_slipped_count")
COMING = (
    *("due_in", "promised_date", "milestone_state", "forecast_slip_days", "project_name", "unit_id"),
    *("milestone_kind", "milestone_name", "forecast_date", "actual_date", "slip_reason", "leader"),
)
ALL = (
    *("slip_days", "milestone_state", "project_name", "unit_id", "level_id", "milestone_kind"),
    *("milestone_name", "promised_date", "forecast_date", "actual_date", "forecast_slip_days"),
    *("slip_reason", "leader", "project_code"),
)

view = ui.view()
words, teller = view.words, view.teller
lists = view.ask("schedule_lists")
if lists.is_empty():
    view.title(words("schedule.question"))
    view.empty("schedule.none", month=units.month(view.filters.month, view.lang))
    st.stop()

answer = st.container()
options = {id_: said.list_name(id_, teller) for id_ in lists["chosen"]}
chosen = view.choose("list", options, label=words("schedule.list"))
name, mine = f"schedule-{chosen}", {"chosen": chosen, "teller": teller}
cuts, rows = view.ask("schedule_cuts", chosen=chosen), view.ask("schedule", chosen=chosen, size=SIZE)
head = cuts.filter(cut="all").row(0, named=True)
with answer:
    view.title(words("schedule.question"), said.answer(cuts, rows, **mine))
view.say(said.lists(lists, **mine))
cards.draw(SHARES + COUNTS, head, {}, profile=view.profile, words=words)
view.say(said.check(head, teller=teller))


def look(title: str) -> dict:
    """Return what a figure needs; its source line names the list of projects."""
    return view.look(title) | {"source": said.source(view.source(), **mine)}


pages = said.pages(rows, teller=teller)
part = view.choose("part", pages, label=words("schedule.pages"), is_menu=True)
drawn = rows.filter(page_no=int(part))
figure = schedule.gantt(drawn, **look(said.title(head, **mine)))
view.chart(figure, drawn, name=name, height=None, note=said.shown(drawn, teller=teller))

left, right = st.columns(2, gap="medium")
with left:
    figure = slips.kept_kinds(cuts, is_narrow=True, **look(words("schedule.kinds_title")))
    view.chart(figure, cuts.filter(cut="kind"), name=f"{name}-kinds", note=words("schedule.kinds_note"))
with right:
    reasons = cuts.filter(cut="reason")
    if reasons.is_empty():
        view.say(words("schedule.no_reasons"))
    else:
        figure = slips.slip_reasons(cuts, is_narrow=True, **look(words("schedule.reasons_title")))
        view.chart(figure, reasons, name=f"{name}-reasons", note=words("schedule.reasons_note"))

coming = rows.filter(pl.col("due_in").is_not_null()).sort("promised_date", "project_no")
title = words("schedule.coming_title")
st.markdown(f"**{title}**")
if coming.is_empty():
    view.say(words("schedule.coming_none"))
else:
    view.say(said.coming(head, teller=teller))
    picked = listing.place(view, coming, columns=COMING, name=f"{name}-due", title=title, pick=True)
    if picked:
        view.go("pages/plan/project.py", project=picked["project_code"])
with st.expander(words("schedule.rows", count=units.count(rows.height))):
    listing.place(view, rows, columns=ALL, name=f"{name}-all", title=options[chosen])
