"""Glossary: what does each word and each figure mean?"""

import streamlit as st

from paceboard import glossary, specimens, ui

view = ui.view()
words = view.words
view.title(words("glossary.title"), words("glossary.answer"))
search = view.enter("word", "", label=words("glossary.search_hint"), is_live=True)

for place, name, rows in zip(
    st.columns(2, gap="large"),
    ("measures", "terms"),
    (glossary.measures(view.lang), glossary.terms(view.lang)),
    strict=True,
):
    found = glossary.matching(rows, search)
    with place:
        st.markdown(f"**{words(f'glossary.{name}')}**")
        if found.is_empty():
            view.empty("glossary.none", text=search)
            continue
        with st.container(border=True):
            entries = found.select("term", "other", "meaning").iter_rows()
            said = ["**{}** · {}  \n{}".format(*map(ui.plain, entry)) for entry in entries]
            st.markdown("\n\n".join(said))
        view.downloads(found, name=f"glossary_{name}", title=words(f"glossary.{name}"))

st.markdown(f"**{words('design.title')}**")
view.say(words("design.note"))
for place, mode in zip(st.columns(len(specimens.MODES)), specimens.MODES, strict=True):
    place.html(specimens.sheet(mode, profile=view.profile, words=words))
