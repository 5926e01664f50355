"""Starts and completions: did what was due to start, start, and what was due to finish, finish?"""

import polars as pl
import streamlit as st

from paceboard import answers_starts, charts, listing, ui, units

STARTS = ("start_share", "due_start_share", "overdue_start_count", "early_start_count")
FINISHES = ("finish_share", "overdue_finish_count", "expected_finish_count", "new_start_average")
RATES = ("planned_start_count", "started_count", "start_share", "overdue_start_count", "due_start_share")
LEVELS = ("level_id", *RATES)
UNITS = ("unit_id", *RATES, "is_start_sum", "overdue_finish_count")
KINDS = ("ceremony_kind", "ceremony_count", "ceremony_project_count", "ceremony_total", "ceremony_average")
HELD = ("held_date", "ceremony_kind", "title", "ceremony_project_count", "ceremony_total")

view = ui.view()
words, teller = view.words, view.teller
whole, sums = view.whole(), view.ask("starts")
head = sums.row(0, named=True)
if not (head["planned_start_count"] or head["planned_finish_count"]):
    view.title(words("starts.question"))
    view.empty("starts.none_planned" if whole else "frame.no_projects")
else:
    day = units.day(whole["register_as_of"], view.lang)
    view.title(words("starts.question"), answers_starts.answer(head, day=day, teller=teller))
    view.cards(STARTS + FINISHES)
    months = view.ask("starts_months")
    for event, place in zip(("start", "finish"), st.columns(2, gap="medium"), strict=True):
        with place:
            titled = view.look(answers_starts.title(head, event=event, teller=teller))
            figure = charts.starts(months, event=event, is_narrow=True, **titled)
            view.chart(figure, months, name=f"{event}s", height=500)
            view.say(answers_starts.check(sums, event=event, teller=teller))
            view.say(answers_starts.sizes(head, whole, event=event, teller=teller))

    projects = view.ask("starts_projects")
    options = answers_starts.events(projects, teller=teller)
    event = view.choose("event", options, label=words("starts.events"))
    listed = projects.filter(pl.col("event") == event).drop("event")
    if listed.is_empty():
        view.empty(f"starts.none_{event}")
    else:
        view.say(words("starts.open", day=units.day(head["cut_off_date"], view.lang)))
        said = {"name": f"starts_{event}", "title": options[event]}
        columns = answers_starts.EVENTS[event]
        chosen = listing.place(view, listed, columns=columns, height=360, pick=True, **said)
        if chosen:
            view.go("pages/plan/project.py", project=chosen["entity"])

    for cut, place, kept in zip(("unit", "level"), st.columns([3, 2]), (UNITS, LEVELS), strict=True):
        with place:
            title = words(f"starts.{cut}s")
            st.markdown(f"**{title}**")
            rows = sums.filter(pl.col("cut") == cut).select(kept)
            listing.place(view, rows, columns=kept, name=f"starts_{cut}s", title=title)

st.markdown(f"**{words('starts.ceremonies')}**")
kinds, held = view.ask("ceremonies"), view.ask("ceremony_events")
if kinds.is_empty():
    view.empty("starts.ceremony_none")
else:
    planned = head["planned_start_count"]
    view.say(answers_starts.ceremonies(kinds.row(-1, named=True), planned, teller=teller))
    titled = {"title": words("starts.ceremonies")}
    left, right = st.columns(2, gap="medium")
    with left:
        listing.place(view, kinds, columns=KINDS, name="ceremonies", **titled)
    with right:
        listing.place(view, held, columns=HELD, name="ceremony_events", **titled)
