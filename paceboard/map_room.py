"""The maps to move about in, on their page: the deck, and the war room that plays the months by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import streamlit as st

from paceboard import map_board, map_deck, map_keys, map_tiles, memo, tables, ui, units
from paceboard.filters import parse_month
from paceboard.kpis import Measure
from paceboard.map_board import Months
from paceboard.map_layers import Scene
from paceboard.profiles import Profile
from paceboard.text import Words
from paceboard.view import View

HERE, PROJECT = "pages/brief/sites.py", "pages/plan/project.py"
LISTED = {"attention_place": 46, "project_name": 140, "gap_amount": 96, "unit_id": 76}  # column: pixels
TILED = ("completion_share", "time_share", "pace_gap", "plan_year", "invested_ytd", "project_count")
HTML, CSS, JS = (
    Path(__file__).with_name(f"map_board.{kind}").read_text("utf-8") for kind in ("html", "css", "js")
)
_board = st.components.v2.component("paceboard_map", html=HTML, css=CSS, js=JS)


@dataclass(frozen=True)
class Wish:
    """What the reader chose beside the map: measure of districts, marks, pace states (empty: all), title."""

    measure: Measure | None
    marks: str
    states: Sequence[str]
    title: str


@st.fragment
def draw(view: View, sites: pl.DataFrame, wish: Wish, *, key: str) -> list[dict]:
    """Draw the map of sites (rows of queries/sites.sql) as the reader wishes; what is clicked opens."""
    ui.guard("sites", lambda: _play(view, sites, wish, key=key))
    return []


def turn(
    view: View,
    sites: pl.DataFrame,
    *,
    shade: map_keys.Shade | None,
    columns: pl.DataFrame | None,
    title: str,
    key: str,
) -> list[dict]:
    """Draw the deck of sites (rows of queries/sites.sql) to move about in; return the objects clicked."""
    look = {"profile": view.profile, "words": view.words, "mode": view.mode}
    deck = map_deck.deck(sites, shade=shade, columns=columns, **look)
    event = st.pydeck_chart(
        deck, height=560, key=key, on_select="rerun", selection_mode="single-object", alt=title
    )
    if shade:
        st.caption(map_keys.scale(shade, **look))
    return [row for found in event.selection["objects"].values() for row in found]


def pick(view: View, sites: pl.DataFrame) -> dict | None:
    """List the sites beside the map, first what needs attention; return the row that the reader picked."""
    listed, config = _listed(sites, view.mode, profile=view.profile, words=view.words)
    return view.table(listed, columns=config, name="sites_list", height=300, pick=True)


@memo.kept(30)
def _listed(
    sites: pl.DataFrame, mode: str, *, profile: Profile, words: Words
) -> tuple[pl.DataFrame, Mapping[str, object]]:
    rows = map_keys.with_icons(sites, mode).select("entity", "icon", *LISTED)
    rows = rows.sort("attention_place", nulls_last=True, maintain_order=True)
    listed, config = tables.table(rows, columns=list(LISTED), profile=profile, words=words)
    sized = {key: {**config[key], "width": w} for key, w in zip(config, LISTED.values(), strict=True)}
    return listed, {"icon": st.column_config.ImageColumn("", width=36), **sized}


def tile(view: View, measure: Measure | None, *, note: str) -> None:
    """Place the tiles of all units, coloured by the measure, with their downloads and a note beneath."""
    rows = view.ask("kpis").filter(pl.col("cut") == "unit")
    said = {"month": view.filters.month, "profile": view.profile, "words": view.words}
    shade = map_tiles.shade(rows, measure=measure)
    look = view.look(map_tiles.title(rows, **said))
    figure = map_tiles.figure(rows, view.ask_whole("unit_places"), shade=shade, **look)
    own = [measure.id] if measure else []
    kept = list(dict.fromkeys([*own, *TILED]))
    shown = rows.select(pl.col("key").alias("unit_id"), *kept)
    view.chart(figure, shown, name="tiles", note=note)


def turn_month(view: View) -> None:
    """Let the reader move the month of the whole page."""
    now, lang = view.filters.month, view.lang
    months = {month: units.month(month, lang) for month in view.months[::-1]}
    to = st.select_slider(view.words("sites.month"), list(months), value=now, format_func=months.get)
    if to != now:
        st.switch_page(HERE, query_params={**view.address, **view.filters.at(month=to).query()})


def is_refused() -> bool:
    """Say whether the reader's browser is too old for the map that moves."""
    return bool(ui.memory("map").get("is_refused"))


def year(view: View) -> list[date]:
    """Return the months of the fiscal year on screen that have returns, oldest first."""
    here = _fiscal(view.filters.month, view.profile.fiscal_start)
    return [month for month in view.months[::-1] if _fiscal(month, view.profile.fiscal_start) == here]


def _fiscal(month: date, start: int) -> int:
    return month.year + (start > 1 and month.month >= start)


def _play(view: View, sites: pl.DataFrame, wish: Wish, *, key: str) -> None:
    kept, listed = ui.memory("map"), year(view)
    whole = view.filters.at(month=listed[-1])
    found = _months(view, sites, wish, listed, is_whole=kept.get("asked") == whole)
    scene = Scene(view.profile, view.words, view.mode)
    told = _board(
        key=key,
        data=map_board.pack(
            found, cards=sites, scene=scene, marks=wish.marks, states=wish.states, title=wish.title
        ),
        on_wish_change=lambda: kept.update(asked=whole),
        on_month_change=lambda: None,
        on_project_change=lambda: None,
        on_refused_change=lambda: kept.update(is_refused=True),
    )
    if is_refused():
        st.rerun()
    if told.get("project"):
        view.go(PROJECT, project=told["project"])
    if to := parse_month(told.get("month") or ""):
        st.switch_page(HERE, query_params={**ui.view().address, **view.filters.at(month=to).query()})


def _months(view: View, sites: pl.DataFrame, wish: Wish, listed: Sequence[date], *, is_whole: bool) -> Months:
    """Return the month on screen, or the whole year once the reader has reached for it."""
    now, last = view.filters.month, listed[-1]
    shades = {month: _shade(view, wish.measure, month) for month in (listed if is_whole else [now])}
    rows = view.ask("site_months", month=last) if is_whole else sites.with_columns(period=pl.lit(now))
    columns = view.ask("site_columns", month=last) if wish.marks == "columns" else None
    return Months(listed, now, rows, shades, columns)


def _shade(view: View, measure: Measure | None, month: date) -> map_keys.Shade | None:
    rows = view.ask("kpis", month=month).filter(pl.col("cut") == "division") if measure else pl.DataFrame()
    return map_keys.shade(rows, measure=measure, profile=view.profile)
