"""Which snapshot a page shows: the live one, or an earlier one that the address names and that is kept."""

import re
from collections.abc import Mapping

import streamlit as st

from paceboard import store
from paceboard.view import Answer, View, plain

NAME = "snapshot"
ID = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}")


def is_kept(snapshot: str, live: str, answer: Answer) -> bool:
    """Say whether a snapshot can still be opened: its file is there, and of the same make as the live one."""
    if snapshot == live:
        return True
    if not ID.fullmatch(snapshot) or not store.snapshot_path(snapshot).is_file():
        return False
    made = {answer(one, "snapshot", None, ())["schema_version"].item() for one in (snapshot, live)}
    return len(made) == 1


def wanted(address: Mapping[str, list[str]], live: str, answer: Answer) -> str:
    """Return the snapshot to show at an address: the one it names where that is kept, else the live one."""
    named = address.get(NAME, [""])[-1]
    return named if named and is_kept(named, live, answer) else live


def say(view: View, live: str) -> None:
    """Say which snapshot stands on screen where the address asks for another than the live one."""
    named = view.address.get(NAME, [""])[-1]
    if not named or named == live:
        return
    if view.snapshot != named:
        view.say(view.words("edition.gone", snapshot=named, live=live))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="edition"):
        st.caption(plain(view.words("edition.earlier", snapshot=named, live=live)))
        if st.button(
            view.words("edition.live"), key="edition_live", type="tertiary", icon=":material/update:"
        ):
            view.keep(NAME, None)
            st.rerun()
