"""Whether the reader's browser can draw the moving map: thin clients and remote desktops often cannot."""

import streamlit as st

# Reports only where it is missing: everyone else is spared a second run of the page.
PROBE = """
export default function ({ setStateValue }) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("webgl2");
  if (!context) { setStateValue("missing", true); return; }
  const release = context.getExtension("WEBGL_lose_context");
  if (release) release.loseContext();
}
"""
_probe = st.components.v2.component("paceboard_webgl", js=PROBE)


def is_missing() -> bool:
    """Return whether this browser said that it has no WebGL; draws nothing. False until it has said so."""
    found = _probe(key="webgl", default={"missing": False}, on_missing_change=lambda: None, height=1)
    return bool(found.get("missing"))  # empty until the browser answers
