"""The floor: a bare Streamlit page that draws, ready-made, what a page of the product drew."""

import os
import pickle
from pathlib import Path

import plotly.io as pio
import pyarrow as pa
import pydeck as pdk
import streamlit as st

st.set_page_config(layout="wide")


class Ready(pdk.Deck):
    """A map whose text is known beforehand."""

    def __init__(self, text: str) -> None:
        super().__init__(map_provider=None)
        self.text = text

    def to_json(self) -> str:
        return self.text


def prepare(kind: str, content: dict) -> object:
    """Turn what was recorded into what Streamlit's call takes."""
    if kind == "plotly_chart":
        return pio.from_json(content["spec"], skip_invalid=True)
    if kind == "deck_gl_json_chart":
        return Ready(content["json"])
    if kind == "dataframe":
        return pa.ipc.open_stream(content["data"]).read_all()
    return content


@st.cache_resource
def ready() -> list[tuple[str, object]]:
    """Everything the recorded page drew, prepared once."""
    recorded = pickle.loads(Path(os.environ["BARE_PAGE"]).read_bytes())
    return [(kind, prepare(kind, content)) for kind, content in recorded]


component = st.components.v2.component("bare", js="export default function () {}")

# The plainest call for each kind of element: key, then what was recorded.
DRAW = {
    "plotly_chart": lambda key, figure: st.plotly_chart(figure, key=key, theme=None),
    "deck_gl_json_chart": lambda key, deck: st.pydeck_chart(deck, key=key),
    "dataframe": lambda key, table: st.dataframe(table, key=key),
    "metric": lambda key, one: st.metric(one["label"], one["body"]),
    "selectbox": lambda key, one: st.selectbox(key, one["options"], key=key),
    "multiselect": lambda key, one: st.multiselect(key, one["options"], key=key),
    "text_input": lambda key, one: st.text_input(key, key=key),
    "date_input": lambda key, one: st.date_input(key, key=key),
    "button": lambda key, one: st.button(key, key=key),
    "download_button": lambda key, one: st.download_button(key, data="", key=key),
    "button_group": lambda key, one: st.segmented_control(key, one["options"], key=key),
    "html": lambda key, one: st.html(one["body"]),
    "bidi_component": lambda key, one: component(key=key, data=one.get("data")),
    "slider": lambda key, one: st.select_slider(key, one["options"], key=key),
    "text_area": lambda key, one: st.text_area(key, key=key),
    "file_uploader": lambda key, one: st.file_uploader(key, key=key),
    "link_button": lambda key, one: st.link_button(key, "/", key=key),
    "heading": lambda key, one: st.subheader(one["body"], anchor=False),
    "alert": lambda key, one: st.info(one["body"]),
    "block": lambda key, one: st.container(),
}


def _text(key: str, one: dict) -> None:
    st.markdown(one.get("body", key))


for place, (kind, thing) in enumerate(ready()):
    DRAW.get(kind, _text)(f"bare{place}", thing)
