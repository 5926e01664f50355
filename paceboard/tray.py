"""The tray in the corner: work under way, how far it is, a button to end it, and the file once it is made."""

from collections.abc import Callable, MutableMapping
from pathlib import Path

import streamlit as st

from paceboard.exports import NoBrowser
from paceboard.text import Words, plain
from paceboard.works import Work

LOOK = 0.5  # seconds between two looks
AT_ONCE = 0.25  # what is done by then never shows as work
KEPT = 60  # seconds that a file made stays to be saved again
SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")
_saver = st.components.v2.component("paceboard_saver", js=SCRIPT, isolate_styles=False)

# What a reader's tab keeps: name -> (what the reader calls it, the work, media type; "": no file).
Tray = MutableMapping[str, tuple[str, Work, str]]


def start(tray: Tray, name: str, label: str, make: Callable[[], object], mime: str = "") -> None:
    """Begin a work. name: of the file that comes of it, or of the work; begun again, the first ends."""
    if name in tray:
        tray[name][1].end()
    work = Work(make)
    work.start()
    tray[name] = (label, work, mime)
    work.wait(AT_ONCE)


def taken(tray: Tray, name: str) -> object:
    """Return what came of a work that makes no file, None while it is under way or none was begun."""
    return tray[name][1].result if name in tray else None


def draw(tray: Tray, words: Words) -> None:
    """Draw the tray where there is something in it."""
    for name, (_, work, mime) in list(tray.items()):
        if work.is_ended or (work.age > KEPT and (mime or work.failed)):
            del tray[name]
    shown = _shown(tray)
    if shown:
        is_busy = not all(shown.values())
        with st.container(key="tray", border=True, gap="xsmall"):
            st.fragment(_rows, run_every=LOOK if is_busy else None)(tray, shown, words)


def _shown(tray: Tray) -> dict[str, bool]:
    """Return what the tray shows: name -> whether the work is over. What a page took itself is not shown."""
    shown = {name: one for name, one in tray.items() if not one[1].is_ended}
    return {
        name: work.is_over
        for name, (_, work, mime) in shown.items()
        if mime or work.failed or not work.is_over
    }


def _rows(tray: Tray, drawn: dict[str, bool], words: Words) -> None:
    """Draw one row per work. drawn: what the tray showed when the whole page ran."""
    shown = _shown(tray)
    # Only a run of the whole page takes away the clock that draws this again and again, and the frame around.
    if shown != drawn:
        st.rerun()
    for place, (name, is_over) in enumerate(shown.items()):
        with st.container(horizontal=True, vertical_alignment="center", key=f"tray_row_{place}"):
            if is_over:
                _over(tray, name, place, words)
            else:
                _under_way(*tray[name][:2], place, words)


def _under_way(label: str, work: Work, place: int, words: Words) -> None:
    step = work.step
    said = words(f"works.{step.stage}", done=min(step.done + 1, step.total), total=step.total, said=step.said)
    line = words("works.line", label=label, step=said, seconds=f"{work.seconds:.0f}")
    st.progress(min(step.done / step.total, 1.0) if step.total else 0.0, text=plain(line))
    st.button(
        words("works.stop"),
        key=f"tray_stop_{place}",
        icon=":material/stop:",
        on_click=work.end,
        disabled=work.is_final,
    )


def _over(tray: Tray, name: str, place: int, words: Words) -> None:
    label, work, _ = tray[name]
    if work.failed:
        why = "export.no_browser" if isinstance(work.failed, NoBrowser) else "works.failed"
        st.error(plain(words(why, label=label)), icon=":material/error:")
    else:
        _saved(name, one=tray[name], place=place, words=words)
    away = {"icon": ":material/close:", "help": words("works.away"), "type": "tertiary"}
    st.button("", key=f"tray_away_{place}", on_click=tray.pop, args=(name,), **away)


def _saved(name: str, *, one: tuple[str, Work, str], place: int, words: Words) -> None:
    label, work, mime = one
    key = f"tray_save_{place}"
    st.download_button(
        plain(words("works.save", label=label)),
        data=work.result,
        file_name=name,
        mime=mime,
        key=key,
        icon=":material/download_done:",
        on_click="ignore",
        type="tertiary",
    )
    _saver(key=f"tray_saver_{place}", data={"button": key, "work": str(id(work))}, height=1)
