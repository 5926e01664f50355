"""The floor: a bare Streamlit page that draws what a page of the product drew, ready-made, and does nothing else."""

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
    if kind == "arrow_data_frame" or kind == "dataframe":
        return pa.ipc.open_stream(content["data"]).read_all()
    return content


@st.cache_resource
def ready() -> list[tuple[str, object]]:
    """Everything the recorded page drew, prepared once."""
    recorded = pickle.loads(Path(os.environ["BARE_PAGE"]).read_bytes())
    return [(kind, prepare(kind, content)) for kind, content in recorded]


def draw(number: int, kind: str, thing: object) -> None:
    """Draw one element in the plainest way that Streamlit offers."""
    key = f"bare{number}"
    match kind:
        case "plotly_chart":
            st.plotly_chart(thing, key=key, theme=None)
        case "deck_gl_json_chart":
            st.pydeck_chart(thing, key=key)
        case "arrow_data_frame" | "dataframe":
            st.dataframe(thing, key=key)
        case "metric":
            st.metric(thing["label"], thing["body"])
        case "selectbox":
            st.selectbox(key, thing["options"], key=key)
        case "multiselect":
            st.multiselect(key, thing["options"], key=key)
        case "text_input":
            st.text_input(key, key=key)
        case "button" | "download_button":
            st.button(key, key=key)
        case "button_group":
            st.segmented_control(key, thing["options"], key=key)
        case "block":
            st.container()
        case _:
            st.markdown(thing.get("body", key))


for place, (what, content) in enumerate(ready()):
    draw(place, what, content)
