"""Three first steps for a newcomer, above the first page; at no address that asks for something."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path

import streamlit as st

from paceboard.view import View

PAGE, NAME, VERSION = "overview", "tour", "1"
STEPS = (("scope", "tune"), ("figures", "help"), ("keep", "bookmark_add"))
SCRIPT = Path(__file__).with_suffix(".js")
_component = st.components.v2.component("paceboard_tour", js=SCRIPT.read_text("utf-8"))


def arrive(kept: MutableMapping[str, object], now: Mapping[str, list[str]], *, is_first: bool) -> None:
    """Note whether this tab is a newcomer's: it was opened at the bare address."""
    if is_first:
        kept["is_due"] = not now


def draw(view: View, kept: MutableMapping[str, object]) -> None:
    """Draw the steps where they are due or asked for; the browser hides them from those who put them away."""
    is_asked = view.address.get(NAME) == ["1"]
    if view.page != PAGE or not (is_asked or kept.get("is_due")):
        return
    words = view.words
    data = {"key": NAME, "version": VERSION, "is_asked": is_asked}
    with st.container(border=True, key=NAME, gap="xsmall"):
        for column, (step, icon) in zip(st.columns(len(STEPS), gap="large"), STEPS, strict=True):
            column.markdown(
                f":material/{icon}: **{words(f'tour.{step}')}**  \n:small[{words(f'tour.{step}_how')}]"
            )
        if st.button(words("tour.away"), key=f"{NAME}_away", type="tertiary", icon=":material/check:"):
            kept["is_due"] = False
            view.keep(NAME, None)
            st.rerun()
        _component(key=f"{NAME}_script", data=data, height=1)
