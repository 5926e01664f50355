"""Cards: who holds which, by which rule, why, and what the rules leave open?"""

import streamlit as st

from paceboard import (
    answers_card_reasons,
    answers_cards,
    card_rules,
    card_wall,
    charts,
    leagues,
    listing,
    readings,
    ui,
    units,
)

UNIT = ("unit", "rule", "head", "note", "as_of_period", "author", "noted_on", "reason")
PROJECT = ("project_name", "head", "note", "plan_year", "leader", "author", "noted_on", "reason")

view = ui.view()
words, teller = view.words, view.teller
try:
    every = card_rules.load()
except card_rules.WrongRules as wrong:
    st.error(ui.plain(str(wrong)), icon=":material/error:")
    st.stop()

options = answers_cards.options(every, official=view.profile.cards, teller=teller)
head = st.container()
rules = every[view.choose("rules", options, label=words("cards.rules"), is_menu=True)]
rows = leagues.cards(view, rules)
if rows.is_empty():
    view.title(words("cards.question"))
    view.empty("frame.no_projects")
    st.stop()
with head:
    view.title(words("cards.question"), answers_cards.answer(rows, rules=rules, teller=teller))
wall = answers_cards.wall(rows, rules=rules, teller=teller)
month = units.month(rows["as_of_period"].max(), view.lang)
title = words("cards.title", month=month, rules=rules.label(view.lang))
legend = answers_cards.legend(rules, teller=teller)
card_wall.place(view, wall, charts.cards(wall, legend=legend, **view.look(title)))
for sentence in answers_cards.holes(rules, teller=teller):
    st.warning(ui.plain(sentence), icon=":material/help:")
view.say(answers_cards.about(rules, teller=teller))

unit_ids = wall["unit_id"].unique(maintain_order=True)
left, right = st.container(key=card_wall.DETAIL).columns(2)
with left:
    unit = view.choose("unit", {i: teller.unit(i) for i in unit_ids}, label=words("cards.unit"), is_menu=True)
with right:
    names = {rule.id: rule.label(view.lang) for rule in rules.rules}
    rule = rules.rule(view.choose("rule", names, label=words("cards.rule"), is_menu=True))
chosen = wall.filter(unit_id=unit, rule_id=rule.id)
st.markdown(f"**{ui.plain(answers_cards.heading(chosen, unit=unit, rule=rule, teller=teller))}**")
for row in chosen.to_dicts():
    view.say(teller.joined(answers_card_reasons.reasons(row, rules=rules, teller=teller)))
said = {"name": "card_rows", "title": words("cards.behind")}
if rule.subject == "project":
    projects = answers_cards.projects(rows, unit=unit, rule=rule, rules=rules, teller=teller)
    picked = listing.place(view, projects, columns=PROJECT, pick=True, height=380, **said)
    if picked:
        view.go("pages/plan/project.py", project=picked["key"])
elif rule.is_of_problems:
    problems = view.ask("problem_list", ledger="collected", units=(unit,))
    listing.place(view, problems, columns=answers_cards.PROBLEM, height=380, **said)
else:
    projects = view.ask("rows", units=(unit,))
    listing.place(view, projects, columns=listing.BEHIND, height=380, **said)
readings.place(view, rules)
with st.expander(words("cards.list"), key="card_list"):
    listing.place(view, wall, columns=UNIT, name="card_list", title=title)
