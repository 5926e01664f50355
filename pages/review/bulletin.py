"""The public notice: what may be published this month, as Word and as a web page."""

import streamlit as st

from paceboard import exports, notice, ui, units
from paceboard.exports import document, webpage

PREVIEW_HEIGHT = 900

view = ui.view()
words = view.words
view.title(words("bulletin.question"))
made = notice.compose(view.ask_whole, view.filters, profile=view.profile, words=words, snapshot=view.snapshot)
if made is None:
    month = units.month(view.filters.month, view.lang)
    view.empty("bulletin.nothing", city=view.profile.name.label(view.lang), month=month)
    st.stop()
if notice.is_narrowed(view.filters):
    view.say(words("bulletin.narrowed"))

template = document.template(view.profile.id, view.lang)
files = {
    "docx": lambda: document.write(made, template)[0],
    "html": lambda: webpage.html(made),
}
with st.container(horizontal=True):
    for suffix, make in files.items():
        name = exports.file_name("bulletin", view.filters, suffix)
        view.offer(words(f"bulletin.take_{suffix}"), make=make, file_name=name)
if template:
    for sentence in document.write(made, template)[1]:
        view.say(sentence)
# Nothing of it comes from a reader: every text in the page was escaped.
st.iframe(webpage.html(made).decode("utf-8"), height=PREVIEW_HEIGHT)
