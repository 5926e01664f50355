"""The league on a wall: ten rows at a time, chosen at a desk, taking turns where nobody stands."""

import time

import polars as pl
import streamlit as st

from paceboard import charts, standings, ui
from paceboard.view import View


def place(view: View, rows: pl.DataFrame, *, title: str) -> None:
    """Draw ten places of a league; on a whole screen all places in turn, unless the address names some."""
    if view.is_enlarged and rows.height > standings.WALL and "places" not in view.address:
        _turning(view, rows, title)
        return
    with st.container(horizontal=True, key="choices_places"):
        part = standings.part(view, rows)
    _draw(view, part, title, rows.height)


@st.fragment(run_every=standings.TURN)
def _turning(view: View, rows: pl.DataFrame, title: str) -> None:
    ui.guard("league", lambda: _draw(view, standings.turn(rows, time.monotonic()), title, rows.height))


def _draw(view: View, part: pl.DataFrame, title: str, count: int) -> None:
    if part.height < count:
        ends = {"first": part["rank"].min(), "last": part["rank"].max(), "count": count}
        title = view.words("league.wall_title", title=title, **ends)
    figure = charts.wall(part, **view.look(title), is_enlarged=view.is_enlarged)
    view.chart(figure, part, name="wall")
