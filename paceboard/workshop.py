"""Where planners try a scheme: what it starts from, fields of its items, keeping it, throwing it away."""

import streamlit as st

from paceboard import leagues, own_schemes, scheme_files, schemes, store, trials
from paceboard.scheme_checks import BadScheme
from paceboard.view import View, plain

OFFICIAL, OWN = "official", "own:"
WIDTHS = [3, 2, 2, 2]


def start(view: View) -> schemes.Scheme:
    """Return the scheme that the trial starts from: the official one, a preset, or one kept under a name."""
    official = leagues.official(view)
    lang, words = view.lang, view.words
    said = {"name": official.name.label(lang), "version": official.version}
    presets = {id_: words("whatif.preset", name=s.name.label(lang)) for id_, s in scheme_files.load().items()}
    own = {
        OWN + name: words("whatif.own", name=name)
        for name in own_schemes.names(store.home(), view.profile.id)
    }
    options = {OFFICIAL: words("whatif.official", **said)} | presets | own
    chosen = view.choose("from", options, label=words("whatif.start"), is_menu=True)
    if chosen.startswith(OWN):
        return own_schemes.load(store.home(), view.profile.id, chosen.removeprefix(OWN))
    return official if chosen == OFFICIAL else scheme_files.get(chosen)


def form(view: View, scheme: schemes.Scheme) -> dict[tuple[str, str], str]:
    """Draw one row of fields per item; return what was entered, {(item, field): text}, only what differs."""
    words, entered = view.words, {}
    for column, field in zip(st.columns(WIDTHS)[1:], trials.FIELDS, strict=True):
        column.caption(words(f"whatif.{field}"))
    for one in scheme.indicators:
        name, *places = st.columns(WIDTHS, vertical_alignment="center")
        name.markdown(plain(one.name.label(view.lang)))
        for place, field in zip(places, trials.FIELDS, strict=True):
            now = trials.field_of(one, field)
            if now is None:
                place.caption("—")
                continue
            with place:
                said = f"{now.normalize():f}"
                text = view.enter(f"{one.id}.{field}", said, label=words(f"whatif.{field}_short"))
            if text != said:
                entered[one.id, field] = text
    return entered


def keep(view: View, trial: schemes.Scheme) -> None:
    """Offer to keep the trial under a name, to throw it away, and to delete those kept."""
    words, home, city = view.words, store.home(), view.profile.id
    with st.container(horizontal=True, vertical_alignment="center", key="choices_keep"):
        name = view.enter("name", "", label=words("whatif.name"))
        if st.button(words("whatif.save"), icon=":material/save:", key="save_trial", disabled=not name):
            _save(view, name, trial)
    view.link("pages/review/whatif.py", words("whatif.discard"))
    kept = own_schemes.names(home, city)
    for one in kept:
        label = words("whatif.delete", name=one)
        if st.button(plain(label), icon=":material/delete:", key=f"delete_{one}", type="tertiary"):
            own_schemes.delete(home, city, one)
            st.success(plain(words("whatif.deleted", name=one)))
    view.say(words("whatif.kept_note") if kept else words("whatif.none_kept"))


def _save(view: View, name: str, trial: schemes.Scheme) -> None:
    try:
        own_schemes.save(store.home(), view.profile.id, name, trial)
    except BadScheme as wrong:
        fault(view, wrong)
    else:
        st.success(plain(view.words("whatif.saved", name=name)))


def fault(view: View, wrong: BadScheme) -> None:
    """Say in a sentence why a trial cannot stand."""
    st.warning(plain(wrong.zh if view.lang == "zh" else wrong.en), icon=":material/rule:")
