"""Meeting materials: the slides of a review meeting from a recipe, and the projects on its agenda."""

import streamlit as st

from paceboard import answers_pack as said
from paceboard import listing, memo, pressroom, recipes, ui

view = ui.view()
words, teller = view.words, view.teller
rows = view.ask("agenda")
view.title(words("pack.question"), said.answer(rows, teller=teller))
if not view.whole():
    view.empty("frame.no_projects")
    st.stop()

found = recipes.load()
names = {id_: recipe.name.label(view.lang) for id_, recipe in found.items()}
recipe = found[view.choose("recipe", names, label=words("pack.recipe"))]
view.say(recipe.note.label(view.lang))
pressroom.place(view, recipe)

st.markdown(f"**{words('pack.agenda')}**")
view.say(words("pack.rules"))
picked = []
for rule, place in zip(said.RULES, st.tabs(said.tabs(rows, teller=teller)), strict=True):
    listed = memo.where(rows, agenda_rule=rule)
    with place:
        if listed.is_empty():
            view.empty(f"pack.none_{rule}")
        else:
            titled = {"name": f"agenda-{rule}", "title": words(f"pack.title_{rule}", count=listed.height)}
            columns = said.COLUMNS[rule]
            picked.append(listing.place(view, listed, columns=columns, height=420, pick=True, **titled))
chosen = next((row for row in picked if row), None)
if chosen:
    view.go("pages/plan/project.py", project=chosen["entity"])
