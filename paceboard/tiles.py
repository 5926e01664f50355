"""Tiles of a chart that open something: by a click, or from the keyboard."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")
_component = st.components.v2.component("paceboard_tiles", js=SCRIPT, isolate_styles=False)


def opened(
    tiles: Sequence[Mapping[str, object]], *, name: str, label: str, shows: str = ""
) -> Mapping[str, str] | None:
    """Return what the tile opens that the reader has just chosen, None where none was.

    tiles: one per shape of the chart of that name, in their order: label (read aloud), row, column, opens.
    shows: key of the container that is then scrolled to.
    """
    data = {"tiles": list(tiles), "name": name, "label": label, "shows": shows}
    # Without a reader (a page is taken into a deck) there is no answer at all.
    return _component(key=f"tiles_{name}", data=data, on_pick_change=lambda: None).get("pick")
