"""Reconciliation: how far are commission and statistics apart, for how long, and whom do we call?"""

import polars as pl
import streamlit as st

from paceboard import answers_reconcile, charts, listing, sheets, ui, units

view = ui.view()
words, teller = view.words, view.teller
question = words("reconcile.question")
sums = view.ask("reconcile_units")
head = sums.row(0, named=True)
rows = view.ask("reconcile")
if not head["project_count"]:
    view.title(question)
    view.empty("frame.no_projects")
    st.stop()
if not head["compared_count"]:
    view.title(question)
    view.empty("reconcile.none")
else:
    calls = answers_reconcile.chosen(rows, "call")
    view.title(question, answers_reconcile.answer(head, calls, teller=teller))
    month = units.month(head["invested_as_of"], view.lang)
    apart = answers_reconcile.apart(head, teller=teller)
    summary = sums.filter(pl.col("cut") == "unit").select(answers_reconcile.SUMMARY)
    left, right = st.columns(2, gap="medium")
    with left:
        titled = view.look(words("reconcile.units_title", month=month, apart=apart))
        figure = charts.deviations(sums, is_narrow=True, **titled)
        view.chart(figure, summary, name="deviations")
        view.say(words("reconcile.like"))
    with right:
        months = view.ask("reconcile_months")
        lines = charts.three_series(months, is_narrow=True, **view.look(words("reconcile.months_title")))
        view.chart(lines, months, name="three_series", height=figure.layout.height)
        view.say(answers_reconcile.side_by_side(head, teller=teller))

    options = answers_reconcile.lists(rows, teller=teller)
    which = view.choose("projects", options, label=words("reconcile.projects"))
    listed = view.ask("reconcile_history") if which == "month" else answers_reconcile.chosen(rows, which)
    if listed.is_empty():
        view.empty(f"reconcile.none_{which}")
    else:
        view.say(words("reconcile.open"))
        said = {"name": f"reconcile_{which}", "title": options[which]}
        columns = answers_reconcile.LISTS[which]
        chosen = listing.place(view, listed, columns=columns, height=380, pick=True, **said)
        if chosen:
            view.go("pages/plan/project.py", project=chosen["entity"])

    said = {"name": "reconcile_units", "title": words("reconcile.summary")}
    st.markdown(f"**{said['title']}**")
    listing.place(view, summary, columns=answers_reconcile.SUMMARY, **said)
    feedback = answers_reconcile.feedback(rows)
    sheets.offer(
        view, feedback, name="feedback", title="reconcile.feedback_title", label="reconcile.feedback"
    )

said = {"name": "unadmitted", "title": words("reconcile.waiting")}
st.markdown(f"**{said['title']}**")
if head["admitted_from"] is None:
    view.empty("reconcile.no_threshold")
else:
    day = units.day(head["cut_off_date"], view.lang)
    view.say(answers_reconcile.unadmitted(head, day=day, teller=teller))
    if head["unadmitted_count"]:
        waiting = view.ask("unadmitted")
        listing.place(view, waiting, columns=answers_reconcile.WAITING, height=300, **said)
