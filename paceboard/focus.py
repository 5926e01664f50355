"""Puts the cursor into a field when a page opens, so that whoever came by a key can write at once."""

import streamlit as st

SCRIPT = """
export default function ({ data }) {
  const field = document.querySelector(`.st-key-${data.key} input`);
  if (field && document.activeElement === document.body) field.focus();
}
"""
_component = st.components.v2.component("paceboard_focus", js=SCRIPT)


def on(key: str) -> None:
    """Put the cursor into the field of that key, unless the reader has put it elsewhere."""
    _component(key=f"{key}_focus", data={"key": key}, height=1)
