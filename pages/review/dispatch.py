"""Dispatch and responsibility: what was decided, who acts, who is silent, and where do we look?"""

import polars as pl
import streamlit as st

from paceboard import answers_dispatch, charts, draws, listing, ui

COUNTS = ("39", "5", "10", "20", "50", "100")
ROWS = {"height": 420}

view = ui.view()
words, teller = view.words, view.teller
head = view.ask("dispatch_sums").row(0, named=True)
months = view.ask("meeting_months")
view.title(words("dispatch.question"), answers_dispatch.answer(head, months, teller=teller))
if months.is_empty():
    view.empty("dispatch.no_meetings")
else:
    left, right = st.columns(2, gap="medium")
    with left:
        titled = view.look(answers_dispatch.title(head, teller=teller))
        view.chart(charts.meetings(months, is_narrow=True, **titled), months, name="meetings", height=380)
    with right:
        held = view.ask("meetings")
        said = {"name": "meetings_held", "title": words("dispatch.held_title")}
        listing.place(view, held, columns=answers_dispatch.MEETINGS, height=360, **said)

owing = view.ask("cadence")
part = view.choose("part", answers_dispatch.parts(head, owing, teller=teller), label=words("dispatch.parts"))
chosen = None
if part == "decisions":
    rows = view.ask("decisions")
    if rows.is_empty():
        view.empty("dispatch.no_items")
    else:
        view.say(words("dispatch.carried"))
        said = {"name": "decisions", "title": words("dispatch.decisions_title")}
        listing.place(view, rows, columns=answers_dispatch.DECISIONS, **said, **ROWS)
elif part == "leaders":
    everyone = view.ask("leaders")
    options = answers_dispatch.leaders(everyone, teller=teller)
    leader = view.choose("leader", options, label=words("dispatch.all_leaders"), is_menu=True)
    projects = view.ask("responsible")
    if leader:
        everyone, projects = (rows.filter(pl.col("leader") == leader) for rows in (everyone, projects))
    if projects.is_empty():
        view.empty("frame.no_projects")
    else:
        view.say(words("dispatch.responsible"))
        said = {"name": "leaders", "title": words("dispatch.leaders_title")}
        size = {"height": "auto" if leader else 320}
        listing.place(view, everyone, columns=answers_dispatch.LEADERS, **said, **size)
        said = {"name": "responsible", "title": words("dispatch.projects_title")}
        chosen = listing.place(view, projects, columns=answers_dispatch.PROJECTS, pick=True, **said, **ROWS)
elif part == "stale":
    stale = owing.filter(pl.col("is_stale"))
    if owing.is_empty() or not owing["has_notes"].first():
        view.empty("dispatch.no_cadence" if owing.is_empty() else "dispatch.no_notes")
    else:
        view.say(answers_dispatch.cadences(owing, teller=teller))
        said = {"name": "stale", "title": words("dispatch.stale_title")}
        chosen = listing.place(view, stale, columns=answers_dispatch.STALE, pick=True, **said, **ROWS)
else:
    left, right = st.columns(2)
    with left:
        seed = view.enter("seed", f"{view.filters.month:%Y-%m}", label=words("dispatch.seed"))
    with right:
        options = {n: words("dispatch.count", count=n) for n in COUNTS}
        count = view.choose("count", options, label=words("dispatch.how_many"), is_menu=True)
    rows = view.ask("draw", seed=seed, count=int(count))
    if rows.is_empty():
        view.empty("dispatch.no_pool")
    else:
        view.say(answers_dispatch.drawn(rows, seed=seed, teller=teller))
        view.say(words("dispatch.rule"))
        said = {"name": "draw", "title": words("dispatch.draw_title", seed=seed)}
        chosen = listing.place(view, rows, columns=answers_dispatch.DRAWN, pick=True, **said, **ROWS)
        draws.place(view, rows, seed=seed, rule=words("dispatch.rule"))
if chosen:
    view.go("pages/plan/project.py", project=chosen["entity"])
