"""Completes names of tables and columns while a reader writes SQL in a text area."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

SCRIPT = Path(__file__).with_suffix(".js")
_component = st.components.v2.component("paceboard_completion", js=SCRIPT.read_text("utf-8"))


def offer(key: str, tables: Mapping[str, list[str]]) -> None:
    """Let the text area of that key offer names: tables anywhere, columns of the tables that are written."""
    _component(key=f"{key}_completion", data={"key": key, "tables": dict(tables)}, height=1)
