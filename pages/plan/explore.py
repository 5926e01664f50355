"""Explore: a question nobody foresaw: which figures, split how, compared with what, drawn how?"""

import streamlit as st

from paceboard import builder, charts, explorer, listing, maps, questions, ui, units
from paceboard.crosstabs import Sheet
from paceboard.questions import Asked

view = ui.view()
words = view.words
view.title(words("explore.question"))
_, wrong = questions.read(view.address)
asked = builder.draw(view)
view = ui.view()
factor = view.profile.money.big_factor
rows = view.ask("explore", q=Asked(asked, factor))
if rows.is_empty():
    view.empty("explore.none")
    st.stop()

sheet = Sheet(rows, asked, view.profile, words)
has_borders = not maps.missing_borders(profile=view.profile, words=words)
form, objection = explorer.form(asked, has_borders=has_borders)
title = explorer.title(asked, sheet)
for fault in (*wrong, *explorer.faults(asked)):
    st.warning(ui.plain(explorer.say(fault, words)), icon=":material/rule:")
builder.way_out(view, asked)
if objection:
    said = {"form": words(f"explore.form_{asked.form}"), "label": asked.first.label(view.lang)}
    st.warning(ui.plain(words(f"explore.{objection}", **said)), icon=":material/rule:")
elif not asked.form:
    why = words(f"explore.{explorer.suggested(asked)[1]}")
    view.say(words("explore.suggested", form=words(f"explore.form_{form}"), why=why))
if form in explorer.FORMS:
    drawn = explorer.FORMS[form](sheet, view.look(title))
    view.chart(drawn, sheet.table().shown(), name="explore", height=460)
elif form == "box":
    spread = explorer.spread(view.ask("explore_spread", q=Asked(asked, factor)), sheet)
    drawn = charts.explore_box(spread, measure=asked.first.id, **view.look(title))
    note = words("explore.box_rule", count=units.count(spread["all_beyond_count"].max()))
    view.chart(drawn, spread, name="explore", note=note)

layout = sheet.pivot() if form == "pivot" else sheet.table()
st.markdown(f"**{ui.plain(title)}**")
chosen = builder.table(view, layout, name="explore_cells", title=title)
view.say(words("explore.rows"))
if chosen and explorer.is_rest(chosen):
    view.empty("explore.no_rows")
elif chosen:
    cell = explorer.cell(asked, chosen)
    bound = Asked(explorer.plain(asked), factor, cell)
    behind = view.ask("explore_rows", q=bound, month=chosen.get("bucket_end") or view.filters.month)
    heading = explorer.heading(sheet, chosen, count=behind.height)
    st.markdown(f"**{ui.plain(heading)}**")
    named = {"columns": explorer.ROWS, "name": "explore_rows", "title": heading}
    project = listing.place(view, behind, **named, height=360, pick=True)
    if project:
        view.go("pages/plan/project.py", project=project["entity"])
