"""Console: a question of the reader's own, in SQL, over exactly what the frame shows."""

import streamlit as st

from paceboard import ui, workbench

view = ui.view()
words = view.words
view.title(words("console.question"), workbench.scope_sentence(view))
left, right = st.columns([5, 2], gap="medium")
with right:
    workbench.tables(view)
with left:
    asked = workbench.editor(view)
    if asked:
        workbench.run(view, asked)
    workbench.result(view)
with right:
    workbench.history(view)
