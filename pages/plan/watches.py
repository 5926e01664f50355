"""Watches: which figures crossed the lines that planners drew, and what would a new line find?"""

import polars as pl
import streamlit as st

from paceboard import answers_watches, ui, watchroom

view = ui.view()
words = view.words
asked, others = watchroom.mine(view)
rows = watchroom.rows_of(view, asked) if asked else pl.DataFrame()
answer = answers_watches.summary(rows, asked, view.teller) if asked else words("watch.none")
view.title(words("watch.question"), answer)
watchroom.unread(view)

left, right = st.columns([3, 2], gap="large")
with left:
    if asked:
        watchroom.table(view, rows, asked, title=answer)
    for watch in (*asked, *others):
        watchroom.listed(view, watch, rows)
with right:
    st.markdown(f"**{words('watch.changing' if 'rule' in view.address else 'watch.add')}**")
    new = watchroom.fields(view)
    is_sound = watchroom.preview(view, new)
    watchroom.keep(view, new, is_sound=is_sound)
    view.say(words("watch.shared"))
    watchroom.webhook(view)
