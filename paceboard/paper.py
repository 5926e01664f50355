"""What a page becomes when the reader prints it: white sheets of A4, pictures that fit, tables as text."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import streamlit as st

from paceboard import memo, theme, units
from paceboard.text import Words

STYLE = Path(__file__).with_suffix(".css").read_text("utf-8")
SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")
_component = st.components.v2.component("paceboard_paper", js=SCRIPT, isolate_styles=False)
# Whoever prints a thousand projects takes the workbook; paper says how many it left out.
MOST_ROWS = 200


def draw(said: str, *, mode: str) -> None:
    """Prepare the page for the printer: said stands at the foot of every sheet; mode is that of figures."""
    foot = json.dumps(said, ensure_ascii=False)
    rule = f"@media print {{ @page {{ @bottom-left {{ content: {foot}; }} }} }}"
    st.html(f"<style>{rule}\n{STYLE}</style>")
    _component(key="paper", data={"colours": {} if mode == "light" else _on_white(mode)})


def _on_white(mode: str) -> Mapping[str, str]:
    """Return the colours of a dark mode as they are printed: each by the one of the same name on white."""
    return dict(zip(theme.every(mode), theme.every("light"), strict=True))


def sheet(rows: pl.DataFrame, *, columns: Mapping[str, object], name: str, source: str, words: Words) -> None:
    """Keep the rows of the table of that name ready as text; columns: name -> its configuration."""
    _component(key=f"paper_{name}", data=_text(rows, columns, name, source, words))


@memo.kept(200)
def _text(
    rows: pl.DataFrame, columns: Mapping[str, object], name: str, source: str, words: Words
) -> Mapping[str, object]:
    named = [column for column in columns if not rows.schema[column].is_nested()]
    looks = [_look(columns[column]) for column in named]
    return {
        "name": name,
        "heads": [said["label"] for said in looks],
        "formats": [said["type_config"].get("format") for said in looks],
        "values": [[_plain(value) for value in rows[column].head(MOST_ROWS)] for column in named],
        "nothing": units.NOTHING,
        "more": _more(rows.height, words),
        "source": source,
    }


def _look(config: object) -> Mapping:
    """Return a column's configuration; a page may give its heading alone."""
    return {"type_config": {}} | ({"label": config} if isinstance(config, str) else dict(config))


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _more(count: int, words: Words) -> str:
    left_out = count - MOST_ROWS
    return words("export.rows_left_out", count=units.count(left_out)) if left_out > 0 else ""
