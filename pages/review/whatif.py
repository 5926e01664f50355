"""What if: other weights, targets and caps on a copy of the scheme, and the table that would come of it."""

import streamlit as st

from paceboard import (
    answers_slips,
    answers_whatif,
    leagues,
    listing,
    standings,
    trials,
    ui,
    unpaced,
    workshop,
)
from paceboard.scheme_checks import BadScheme

COLUMNS = ("rank_official", "rank_trial", "rank_change", "unit_id", "score_official", "score_trial")

view = ui.view()
words, teller = view.words, view.teller
if view.whole() and not answers_slips.is_paced(view.whole()):
    unpaced.league(view)
    st.stop()
head = st.container()
official = leagues.official(view)
left, right = st.columns([2, 3], gap="large")
with left:
    base = workshop.start(view)
    try:
        trial = trials.changed(base, workshop.form(view, base))
    except BadScheme as wrong:
        trial = None
        workshop.fault(view, wrong)
    else:
        workshop.keep(view, trial)
rows = standings.tried(view, trial) if trial else None
with head:
    if rows is None or rows.is_empty():
        view.title(words("whatif.question"))
    else:
        view.title(words("whatif.question"), answers_whatif.answer(rows, official, teller=teller))
with right:
    st.badge(words("whatif.badge"), color="orange", icon=":material/experiment:")
    if rows is None:
        view.empty("whatif.unsound")
    elif rows.is_empty():
        view.empty("whatif.no_units")
    else:
        title = words("whatif.title")
        listing.place(view, rows, columns=COLUMNS, name="whatif", title=title, height=620)
    view.say(leagues.note(view))
    if trial and trial.unpublished:
        view.say(
            words("whatif.unpublished", clauses=teller.listed(c.label(view.lang) for c in trial.unpublished))
        )
