"""Saves the page that stands on screen under a name, lists what was saved, and pins it to the overview."""

from datetime import date

import streamlit as st

from paceboard import bookmarks, editions, profiles, store, units
from paceboard.bookmarks import Saved
from paceboard.view import View, plain


def _latest(view: View, city: str) -> dict[str, date | None]:
    """Return the newest month of a city and the day up to which its returns are known."""
    return view.answer(view.snapshot, "known_until", None, (("city", city),)).row(0, named=True)


def draw(view: View) -> None:
    """Draw the button that saves this page under a name, fixed or following the latest returns."""
    words = view.words
    place = st.popover(
        "", icon=":material/bookmark_add:", help=words("saved.save"), on_change="rerun", key="save"
    )
    if not place.open:
        return
    with place:
        st.markdown(f"**{words('saved.save')}**")
        name = st.text_input(words("saved.name"), key="saved_name", max_chars=bookmarks.MOST_LETTERS)
        note = st.text_area(words("saved.note"), key="saved_note", max_chars=bookmarks.MOST_NOTE, height=80)
        kinds = {kind: words(f"saved.kind_{kind}") for kind in ("latest", "fixed")}
        kind = st.radio(words("saved.kind"), list(kinds), format_func=kinds.get, key="saved_kind")
        view.say(words("saved.shared"))
        if st.button(words("saved.do"), key="saved_do", type="primary", disabled=not name.strip()):
            _save(view, name, note, is_fixed=kind == "fixed")


def _save(view: View, name: str, note: str, *, is_fixed: bool) -> None:
    address = {key: st.query_params.get_all(key) for key in st.query_params}
    if is_fixed and "known_on" not in address:
        known = _latest(view, view.filters.city)["known_on"]
        address |= {"known_on": [known.isoformat()]} if known else {}
    said = {"note": note, "snapshot": view.snapshot, "is_fixed": is_fixed}
    try:
        bookmarks.add(store.home(), bookmarks.made(name, view.page, address, **said))
    except ValueError:
        st.error(view.words("saved.too_many", count=units.count(bookmarks.MOST)))
    except OSError as wrong:
        st.error(view.words("saved.not_written", folder=store.home() / "views", why=wrong.strerror))
    else:
        st.toast(view.words("saved.done", name=name), icon=":material/bookmark_added:")


def wrong(view: View, saved: Saved) -> str:
    """Return why a saved view cannot be opened as it was, in a sentence; "" where it can."""
    city = saved.query().get("city", [""])[-1]
    if saved.script is None:
        return view.words("saved.no_page", page=saved.page)
    return "" if city in profiles.load() else view.words("saved.no_city", city=city)


def query(view: View, saved: Saved) -> dict[str, list[str]]:
    """Return the address that reproduces a view: as saved, or at the latest month."""
    found = saved.query()
    if not saved.is_fixed:
        month = _latest(view, found["city"][-1])["month"]
        found |= {"month": [f"{month:%Y-%m}"]} if month else {}
    elif saved.snapshot and saved.snapshot != store.current():
        found |= {editions.NAME: [saved.snapshot]}
    return found | {"lang": [view.lang]}


def link(view: View, saved: Saved) -> None:
    """Draw the link to a saved view, or the sentence that says why there is none."""
    said = wrong(view, saved)
    if said:
        view.say(f"{saved.name}: {said}")
    else:
        label = plain(saved.name)
        st.page_link(saved.script, label=label, icon=":material/bookmark:", query_params=query(view, saved))


def pinned(view: View) -> None:
    """Draw the views pinned to the overview, a line of links; nothing where there is none."""
    found = [saved for saved in bookmarks.read(store.home()).views if saved.is_pinned]
    if found:
        with st.container(horizontal=True, vertical_alignment="center", key="pinned"):
            st.caption(view.words("saved.pinned"))
            for saved in found:
                link(view, saved)


def place(view: View, saved: Saved) -> None:
    """Draw one saved view: link, note, what it shows, and what can be done with it."""
    words = view.words
    left, right = st.columns([5, 3], vertical_alignment="center")
    with left:
        link(view, saved)
        state = words("saved.is_fixed" if saved.is_fixed else "saved.is_latest")
        live = store.current()
        if saved.is_fixed and saved.snapshot != live:
            kept = editions.is_kept(saved.snapshot, live, view.answer)
            state = words("saved.is_kept" if kept else "saved.moved_on", snapshot=saved.snapshot)
        view.say(words("source.joint").join(part for part in (saved.note, state) if part))
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        pin = words("saved.unpin" if saved.is_pinned else "saved.pin")
        if st.button(pin, key=f"pin_{saved.id}", icon=":material/keep:", type="tertiary"):
            bookmarks.change(store.home(), saved.id, is_pinned=not saved.is_pinned)
            st.rerun()
        _change(view, saved)
        with st.popover(words("saved.drop"), icon=":material/delete:", type="tertiary"):
            if st.button(words("saved.drop_sure"), key=f"drop_{saved.id}", type="primary"):
                bookmarks.drop(store.home(), saved.id)
                st.rerun()


def _change(view: View, saved: Saved) -> None:
    """Draw the fields that change a saved view's name and note."""
    words, key = view.words, saved.id
    with st.popover(words("saved.change"), icon=":material/edit:", type="tertiary"):
        most = bookmarks.MOST_LETTERS
        name = st.text_input(words("saved.name"), saved.name, key=f"name_{key}", max_chars=most)
        note = st.text_area(
            words("saved.note"), saved.note, key=f"note_{key}", max_chars=bookmarks.MOST_NOTE, height=80
        )
        said = " ".join(name.split())
        if st.button(words("saved.keep_change"), key=f"change_{key}", type="primary", disabled=not said):
            bookmarks.change(store.home(), saved.id, name=said, note=note.strip())
            st.rerun()
