"""Where a briefing plays: the scene on a whole screen, the row below it, keys, touch and timer."""

import html
import re
import threading
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from paceboard import figures, scenes, ui
from paceboard.exports.printed import Printed
from paceboard.scenes import Number, Part, Shot
from paceboard.stories import Story
from paceboard.view import View

SCRIPT = Path(__file__).with_suffix(".js")
LONGEST = 3600  # seconds that a scene may stand
WATCH = 5  # seconds between two looks whether a new snapshot was published
AMOUNT = re.compile(r"([+−-]?[\d.,]*%?)(.*)", re.DOTALL)  # digits large, what follows them small
CONFIG = {"staticPlot": True, "displayModeBar": False}
_listener = st.components.v2.component("paceboard_stage", js=SCRIPT.read_text("utf-8"), isolate_styles=False)


def place(view: View, story: Story) -> None:
    """Play a story under the filters of the view, from the scene that the address names."""
    kept = ui.memory("briefing")
    if view.is_fresh or "scene" not in kept:
        kept["scene"] = _whole(view.address, "scene", most=len(story.scenes)) or 1
    _scene(view, story)
    _keys(view)
    _watch(view)


def _whole(address: Mapping[str, list[str]], name: str, *, most: int) -> int:
    """Return a whole number of the address, 1 to most, else 0."""
    said = address.get(name, [""])[-1]
    return int(said) if said.isdecimal() and 1 <= int(said) <= most else 0


@st.fragment
def _scene(view: View, story: Story) -> None:
    ui.guard("briefing", lambda: _play(view, story))


def _play(view: View, story: Story) -> None:
    """Draw the scene of the moment and the row; the next one is made ready while this is looked at."""
    kept, count = ui.memory("briefing"), len(story.scenes)
    now = min(kept["scene"], count)
    view.keep("scene", str(now) if now > 1 else None)
    taking = ui.taking(view)
    with st.container(key="wall_stage"):
        _draw(scenes.shot(story.scenes[now - 1], view, taking), now)
        _row(view, now, count)
    # Not in this run: what the scene before left on the screen goes away only when the run ends.
    ahead = (now, view.snapshot, view.lang, view.mode, view.filters)
    if kept.get("ahead") != ahead:
        kept["ahead"] = ahead
        asked = (story.scenes[now % count], view, taking)
        threading.Thread(target=scenes.prepare, args=asked, name="next scene", daemon=True).start()


def _draw(shot: Shot, now: int) -> None:
    # Two names take turns, so that a new scene fades in and a refreshed one does not.
    with st.container(key=f"wall_scene_{'ab'[now % 2]}"):
        st.html(
            f'<div class="wall-said" role="status"><p class="wall-question">{html.escape(shot.question)}</p>'
            f'<p class="wall-sentence{" wall-long" * shot.is_long}">{html.escape(shot.sentence)}</p></div>'
        )
        with st.container(horizontal=True, key=f"wall_body{'_wide' * shot.is_wide}"):
            if shot.number:
                st.html(_number(shot.number), width="content")
            for i, (parts, width) in enumerate(zip(shot.columns, shot.widths, strict=True)):
                with st.container(key=f"wall_column_{i}_{round(width * 100)}"):
                    for j, part in enumerate(parts):
                        _part(part, f"{i}_{j}")


def _number(number: Number) -> str:
    figure, unit = AMOUNT.match(number.value).groups()
    value = html.escape(figure) + (f"<small>{html.escape(unit)}</small>" if unit else "")
    said = {"label": number.label, "change": number.change, "note": number.note}
    lines = {name: f'<p class="wall-{name}">{html.escape(text)}</p>' for name, text in said.items() if text}
    shown = f'<p class="wall-value">{value}</p>'
    return f'<div class="wall-number">{lines.pop("label")}{shown}{"".join(lines.values())}</div>'


def _part(part: Part, name: str) -> None:
    heading = f'<p class="wall-heading">{html.escape(part.heading)}</p>' if part.heading else ""
    if part.figure:
        if heading:
            st.html(heading)
        with st.container(key=f"wall_picture_{name}"):
            alt = part.figure["layout"]["meta"]["title"]
            key = f"wall_figure_{name}"
            # A plain dict would be made into plotly's objects, checked, and made into a dict again.
            sent = figures.Sent(part.figure)
            st.plotly_chart(sent, theme=None, height="stretch", key=key, config=CONFIG, alt=alt)
    elif part.table and part.table.body:
        st.html(heading + _table(part.table))
    else:
        st.html(f'{heading}<p class="wall-none">{html.escape(part.words)}</p>')


def _table(table: Printed) -> str:
    def line(cells: tuple[str, ...], tag: str) -> str:
        facts = zip(cells, table.is_number, table.is_fixed, strict=True)
        return "".join(
            f"<{tag} class='{'wall-right ' * is_number}{'wall-whole' * is_fixed}'>{html.escape(cell)}</{tag}>"
            for cell, is_number, is_fixed in facts
        )

    body = "".join(f"<tr>{line(cells, 'td')}</tr>" for cells in table.body)
    head = f"<thead><tr>{line(table.head, 'th')}</tr></thead>"
    return f"<table class='wall-table'>{head}<tbody>{body}</tbody></table>"


def _row(view: View, now: int, count: int) -> None:
    """Draw the quiet row: back, the scenes, next, leave, and where the numbers come from."""
    words, kept = view.words, ui.memory("briefing")

    def go(to: int) -> None:
        kept["scene"] = to

    def button(name: str, to: int, label: str, icon: str | None = None) -> None:
        kind = "primary" if label == str(now) else "tertiary"
        st.button(label, key=f"wall_{name}", on_click=go, args=(to,), type=kind, icon=icon)

    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="wall_row"):
        button("back", (now - 2) % count + 1, words("briefing.back"), ":material/chevron_left:")
        for scene in range(1, count + 1):
            button(f"go_{scene}", scene, str(scene))
        button("next", now % count + 1, words("briefing.next"), ":material/chevron_right:")
        if st.button(words("briefing.leave"), key="wall_leave", type="tertiary", icon=":material/close:"):
            view.go("pages/brief/overview.py")
        sample = f"<b>{html.escape(words('source.sample'))}</b> · " if view.profile.sample else ""
        st.html(f'<p class="wall-source">{sample}{html.escape(view.source())}</p>')


@st.fragment
def _keys(view: View) -> None:
    """Listen to keys, remotes and touch, and run the timer; what its reader chose goes into the address."""
    labels = {name: view.words(f"briefing.{name}") for name in ("play", "pause", "full", "lost")}
    kept = ui.memory("briefing")
    if "auto" not in kept or (view.is_fresh and kept.get("arrived") != view.address):
        kept |= {"arrived": view.address, "auto": _whole(view.address, "auto", most=LONGEST)}
        kept["is_paused"] = view.address.get("paused") == ["1"]
    data = {"auto": kept["auto"], "paused": kept["is_paused"], "labels": labels}
    said = _listener(key="wall_listener", data=data, on_play_change=lambda: None, height=1)
    if said.play:
        kept |= {"auto": int(said.play["auto"]), "is_paused": bool(said.play["paused"])}
        view.keep("auto", str(kept["auto"]) if kept["auto"] else None)
        view.keep("paused", "1" if kept["is_paused"] else None)


@st.fragment(run_every=WATCH)
def _watch(view: View) -> None:
    """Run the page again, at its scene, once a new snapshot was published."""
    if ui.is_outdated(view):
        st.rerun()
