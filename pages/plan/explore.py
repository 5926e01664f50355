"""Explore: a question nobody foresaw: which figures, split how, compared with what, drawn how?"""

import streamlit as st

from paceboard import builder, explorer, listing, questions, ui
from paceboard.crosstabs import Sheet
from paceboard.questions import Asked

view = ui.view()
words = view.words
view.title(words("explore.question"))
_, wrong = questions.read(view.address)
asked = builder.draw(view)
view = ui.view()
bound = Asked(asked, view.profile.money.big_factor)
rows = view.ask("explore", q=bound)
if rows.is_empty():
    view.empty("explore.none")
    st.stop()

sheet = Sheet(rows, asked, view.profile, words)
form, objection = explorer.form(asked)
title = explorer.title(asked, sheet)
for fault in (*wrong, *explorer.faults(asked)):
    st.warning(ui.plain(explorer.say(fault, words)), icon=":material/rule:")
if objection:
    said = {"form": words(f"explore.form_{asked.form}"), "label": asked.first.label(view.lang)}
    st.warning(words(f"explore.{objection}", **said), icon=":material/rule:")
elif not asked.form:
    why = words(f"explore.{explorer.suggested(asked)[1]}")
    view.say(words("explore.suggested", form=words(f"explore.form_{form}"), why=why))
if form in explorer.FORMS:
    view.chart(
        explorer.FORMS[form](sheet, view.look(title)), sheet.table().shown(), name="explore", height=460
    )

layout = sheet.pivot() if form == "pivot" else sheet.table()
st.markdown(f"**{ui.plain(title)}**")
chosen = listing.place(
    view, layout.rows, columns=layout.columns, name="explore_cells", title=title, pick=True
)
view.say(words("explore.rows"))
