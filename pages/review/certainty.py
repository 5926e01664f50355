"""How sure is a rank: what flips if one custom is read differently, or one project is left out?"""

import streamlit as st

from paceboard import (
    answers_certainty,
    answers_slips,
    card_rules,
    certainty,
    leagues,
    listing,
    readings,
    standings,
    ui,
    unpaced,
)

FIRST = ("rank", "unit_id", "verdict")
LAST = ("interval", "late")
FITTING = 16  # rows that a table shows without scrolling

view = ui.view()
words, teller = view.words, view.teller
if view.whole() and not answers_slips.is_paced(view.whole()):
    unpaced.league(view)
    st.stop()
scheme = leagues.official(view)
every = leagues.answer(view, "scores", ranks=None)
if every.is_empty():
    view.title(words("certainty.question"))
    view.empty("league.no_units")
    st.stop()
head = st.container()
league = standings.league(view, every, scheme)
rows = certainty.table(view, scheme, league)
names = certainty.read(rows)
with head:
    view.title(words("certainty.question"), answers_certainty.answer(rows, names, teller=teller))
shown = answers_certainty.cells(rows, names, most=certainty.FEW, teller=teller)
height = 620 if shown.height > FITTING else "auto"
columns = (*FIRST, *(f"reading_{name}" for name in names), *LAST)
listing.place(view, shown, columns=columns, name="certainty", title=words("certainty.title"), height=height)
late = answers_certainty.late(rows, teller=teller)
if late:
    st.markdown(ui.plain(late))
for name in names:
    view.say(words(f"certainty.note_{name}"))
for name in certainty.READINGS:
    if name not in names:
        view.say(words(f"certainty.none_{name}"))
view.say(words("certainty.note_interval", most=certainty.FEW))
rules = card_rules.load()[view.profile.cards]
st.markdown(f"**{ui.plain(words('certainty.cards', rules=rules.label(view.lang)))}**")
readings.place(view, rules)
view.say(leagues.note(view))
