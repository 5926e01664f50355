"""Glossary: what does each word and each figure mean?"""

import streamlit as st

from paceboard import glossary, ui

view = ui.view()
words = view.words
view.title(words("glossary.title"), words("glossary.answer"))
search = st.text_input(
    words("glossary.search"), placeholder=words("glossary.search_hint"), key="glossary_search"
)

for name, rows in (("measures", glossary.measures(words)), ("terms", glossary.terms(words.lang))):
    shown = glossary.matching(rows, search)
    st.subheader(words(f"glossary.{name}"), anchor=False)
    if shown.is_empty():
        view.empty("glossary.none", text=search)
        continue
    view.table(
        shown, columns={c: words(f"glossary.{c}") for c in shown.columns}, name=f"glossary_{name}", height=420
    )
    view.downloads(shown, name=f"glossary_{name}")
