"""Bulletin checker: does every figure of a draft come out of the returns and of the draft itself?"""

import streamlit as st

from paceboard import tables, ui, units
from paceboard.proof import checking, draft, facts, telling

COLUMNS = tuple(telling.SCHEMA)

view = ui.view()
words = view.words
city, month = view.profile.name.label(view.lang), units.month(view.filters.month, view.lang)
header = st.container()


def ask(wanted: object) -> tuple:
    """Return what the store says of one month."""
    return view.ask_whole("proof_facts", month=wanted), view.ask_whole("published", month=wanted)


sources = {
    "store": words("checker.against_store", city=city, month=month),
    "own": words("checker.against_own"),
}
against = view.choose("against", sources, label=words("checker.against"))
with st.form("checker_draft", border=False):
    pasted = st.text_area(words("checker.paste"), height=200, placeholder=words("checker.example"))
    file = st.file_uploader(words("checker.upload"), type=list(draft.SUFFIXES))
    st.form_submit_button(words("checker.check"), type="primary", icon=":material/spellcheck:")

text = pasted
if file is not None:
    try:
        text = draft.read(file.name, file.getvalue())
    except draft.Unreadable:
        st.error(ui.plain(words("checker.unreadable", file=file.name)), icon=":material/error:")
if not text.strip():
    with header:
        view.title(words("checker.question"))
    view.empty("checker.nothing")
    st.stop()

known = facts.Facts(view.profile, view.filters.month, view.months, ask) if against == "store" else None
verdicts = checking.check(text, known=known)
with header:
    view.title(words("checker.question"), telling.answer(verdicts, words))
left, right = st.columns([3, 2], gap="large")
with left:
    rows = telling.rows(verdicts, profile=known and view.profile, words=words)
    shown, config = tables.table(rows, columns=COLUMNS, profile=view.profile, words=words)
    view.table(shown, columns=config, name="verdicts", height=560)
    view.downloads(rows, name="verdicts", title=words("checker.question"))
with right:
    st.markdown(f"**{words('checker.marked')}**")
    with st.container(height=560):
        st.html(telling.marked(text, verdicts, mode=view.mode, words=words))
view.say(words("checker.note"))
