"""A whole screen for one page: the frame without menu and bar, in the wall variant of the theme."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from paceboard import theme
from paceboard.text import Words

PAGES = ("briefing",)  # always on a whole screen
FOLDER = Path(__file__).parent
# What Streamlit itself reads: no header, its own dark theme.
EMBEDDED = {"embed": "true", "embed_options": "dark_theme"}


def is_on(page: str, address: Mapping[str, list[str]]) -> bool:
    """Say whether a page stands alone on the screen: always, or because its address says wall=1."""
    return page in PAGES or address.get("wall") == ["1"]


def mode(page: str, address: Mapping[str, list[str]], shown: str) -> str:
    """Return the mode of the figures; shown: the theme that the browser shows around them."""
    is_dark = page in PAGES or shown == "dark"
    return "wall" if is_on(page, address) and is_dark else shown


def offer(address: Mapping[str, list[str]], *, words: Words) -> None:
    """Draw the link that opens the page at this address on a whole screen, in a tab of its own."""
    asked = {**address, "wall": ["1"], **{name: [value] for name, value in EMBEDDED.items()}}
    url = f"?{urlencode(asked, doseq=True)}"
    st.link_button(words("briefing.enter"), url, type="tertiary", icon=":material/fullscreen:")


def draw(page: str, *, words: Words) -> None:
    """Draw, in place of the bar, nothing but the way out."""
    if page in PAGES:
        st.html(f"<style>{_colours()}@media screen {{{_css('wall')}}}{_css('stage')}</style>")
        return
    ground = f".stApp {{ background: {theme.palette('wall').background}; }}" if _is_dark() else ""
    st.html(f"<style>@media screen {{{_css('wall')}{ground}}}</style>")
    with st.container(key="wall_way"):
        if st.button(words("briefing.leave"), key="wall_off", type="tertiary", shortcut="Esc"):
            del st.query_params["wall"]
            st.rerun()


def _is_dark() -> bool:
    return st.context.theme.type == "dark"


@cache
def _css(name: str) -> str:
    return (FOLDER / f"{name}.css").read_text("utf-8")


def _colours() -> str:
    """Return the colours of the wall variant as names for the style sheets."""
    colours = theme.palette("wall")
    named = {
        "ground": colours.background,
        "panel": colours.panel,
        "text": colours.text,
        "muted": colours.muted,
        "border": colours.border,
        "bright": colours.actual,
        "warn": colours.behind,
    }
    return ":root{" + "".join(f"--wall-{name}:{colour};" for name, colour in named.items()) + "}"
