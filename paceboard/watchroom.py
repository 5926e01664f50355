"""Where planners set rules and see what fired: fields, preview, list, webhook; what the overview shows."""

from functools import partial

import polars as pl
import streamlit as st

from paceboard import answers_watches, lookout, names, store, tables, units, watch_book, watch_round, watches
from paceboard.answers_watches import COLUMNS
from paceboard.dimensions import dimensions
from paceboard.view import View, plain
from paceboard.watches import Watch

PAGE = "pages/plan/watches.py"
FEW, SHOWN = 3, 8
# Whoever reads the name of a rule need not read its measure.
ON_SCREEN = [name for name in COLUMNS if name != "watch_measure"]
# Cuts whose things can be named one by one: their words come from the city's profile.
NAMED = {name: name for name in ("problem_kind", "factor", "milestone_kind")}
KEYS = 10


def rows_of(view: View, asked: list[Watch]) -> pl.DataFrame:
    """Return the rows of query watches for sound rules of the city on screen, whatever narrows the page."""
    is_newest = view.filters.month == view.months[0] and view.filters.known_on is None
    before = watch_book.earlier(store.home(), view.snapshot, asked) if is_newest else "[]"
    return watch_round.fired(view.ask_whole, asked, profile=view.profile, earlier=before)


def mine(view: View) -> tuple[list[Watch], list[Watch]]:
    """Return the rules of the city on screen: those that can be held against figures, and the others."""
    here = [watch for watch in watch_book.read(store.home()).watches if watch.city == view.filters.city]
    return watches.sound(here, city=view.filters.city), [one for one in here if watches.fault(one)]


def unread(view: View) -> None:
    """Say what of the file of rules could not be read, and where."""
    for key, values in watch_book.read(store.home()).faults:
        st.warning(plain(view.words(f"watch.{key}", **values)), icon=":material/rule:")


def overview(view: View) -> None:
    """Draw what fired, a sentence and the first few things; nothing where the city has no rule."""
    asked, _ = mine(view)
    if not asked:
        return
    rows = rows_of(view, asked)
    teller = view.teller
    st.markdown(view.words("watch.heading"))
    view.say(answers_watches.summary(rows, asked, teller))
    for watch in asked:
        hit = rows.filter(pl.col("rule") == watch.id).drop_nulls("key")
        if not hit.is_empty():
            _line(view, watch, hit, few=FEW)
    view.link(PAGE, view.words("watch.more"))


def _line(view: View, watch: Watch, hit: pl.DataFrame, *, few: int) -> None:
    """Draw one rule that fires and the first things it fires for."""
    teller, words = view.teller, view.words
    said = [answers_watches.thing(watch, row, teller) for row in hit.head(few).iter_rows(named=True)]
    count = hit["fired_count"].item(0)
    rest = [words("watch.and_more", count=units.count(count))] if count > few else []
    things = words("watch.things").join([*said, *rest])
    name = f"**{plain(watch.name)}**{words('watch.colon')}" if watch.name else ""
    st.markdown(f"- {name}{plain(things)}")


def table(view: View, rows: pl.DataFrame, asked: list[Watch], *, title: str) -> None:
    """Draw everything that fired with its downloads; a row leads to its project or unit."""
    shown = answers_watches.table(rows, asked, view.teller)
    if shown.is_empty():
        return
    framed, config = tables.table(shown, columns=ON_SCREEN, profile=view.profile, words=view.words)
    chosen = view.table(framed, columns=config, name="watches", height="auto", pick=True)
    view.downloads(shown.drop("project"), name="watches", title=title, columns=COLUMNS)
    if chosen and chosen["project"]:
        view.go("pages/plan/project.py", project=chosen["project"])
    if chosen and chosen["unit_id"]:
        view.go("pages/brief/overview.py", units=(chosen["unit_id"],))


def listed(view: View, watch: Watch, rows: pl.DataFrame) -> None:
    """Draw one rule: what it watches, what it found, who set it, and what can be done with it."""
    words, teller = view.words, view.teller
    wrong = watches.fault(watch)
    left, right = st.columns([5, 2], vertical_alignment="center")
    with left:
        said = words(f"watch.{wrong[0]}", **wrong[1]) if wrong else answers_watches.rule(watch, teller)
        st.markdown(f"**{plain(watch.name)}**{words('watch.colon')}{plain(said)}")
        mine_ = rows.filter(pl.col("rule") == watch.id) if rows.width else rows
        found = "" if wrong or mine_.is_empty() else answers_watches.found(watch, mine_, teller)
        view.say(words("watch.set_by", found=found, by=watch.by or words("term.flag.none")))
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        label = words("watch.change")
        if not wrong and st.button(label, key=f"change_{watch.id}", icon=":material/edit:", type="tertiary"):
            view.go(PAGE, **_address(watch))
        with st.popover(words("watch.drop"), icon=":material/delete:", type="tertiary"):
            if st.button(words("watch.drop_sure"), key=f"drop_{watch.id}", type="primary"):
                watch_book.drop(store.home(), watch.id)
                st.rerun()


def _address(watch: Watch) -> dict[str, object]:
    """Return the address at which the fields hold a rule."""
    held = {"rule": watch.id, "name": watch.name, "by": watch.by, "list_kind": watch.list_kind}
    asked = {"m": watch.measure, "cut": watch.cut, "is": watch.comparison, "than": watch.threshold}
    return held | asked | ({"key": list(watch.keys)} if watch.keys else {})


def fields(view: View) -> Watch:
    """Draw the fields of a rule and return the rule that they hold."""
    words, teller = view.words, view.teller
    known = {name: answers_watches.label_of(name, teller) for name in watches.measures()}
    first = {"pace_gap": known["pace_gap"], "late_days": known["late_days"]} | known
    measure = view.choose("m", first, label=words("watch.measure"), is_menu=True, is_named=True)
    one, two, three = st.columns(3, vertical_alignment="bottom")
    with one:
        offered = {name: answers_watches.cut(name, teller) for name in _cuts(measure)}
        cut = view.choose("cut", offered, label=words("watch.cut"), is_menu=True, is_named=True)
    with two:
        said = {name: words(f"watch.{name}") for name in watches.comparisons(measure)}
        comparison = view.choose("is", said, label=words("watch.comparison"), is_menu=True, is_named=True)
    with three:
        unit = answers_watches.bare_unit(measure, teller)
        label = words("watch.threshold_in", unit=unit) if unit else words("watch.threshold")
        threshold = _enter(view, "than", label)
    keys = _keys(view, cut)
    one, two = st.columns(2)
    with one:
        name = _enter(view, "name", words("watch.name"))
    with two:
        by = _enter(view, "by", words("watch.by"))
    return watches.made(
        id=view.address.get("rule", [""])[-1],
        name=name,
        by=by,
        city=view.filters.city,
        list_kind=view.filters.list_kind,
        measure=measure,
        cut=cut,
        comparison=comparison,
        threshold=threshold,
        keys=keys,
    )


def _enter(view: View, name: str, label: str) -> str:
    """Let the reader enter a text, its label above as over a menu."""
    with st.container(gap="xxsmall"):
        st.markdown(f":small[{plain(label)}]")
        return view.enter(name, "", label=label)


def _cuts(measure: str) -> list[str]:
    """Return for what a measure may be watched, units first: that is what most rules are about."""
    found = watches.measures()[measure]
    return sorted(found, key=lambda cut: cut != "unit")


def _keys(view: View, cut: str) -> tuple[str, ...]:
    """Let the reader narrow a rule to some things by name; none is all."""
    field = NAMED.get(cut) or (dimensions()[cut].field if cut in dimensions() else "")
    field = "level_id" if cut == "own_level" else field
    if not (names.is_coded(field) and names.table(field, profile=view.profile, words=view.words)):
        return ()
    options = names.table(field, profile=view.profile, words=view.words)
    return tuple(view.pick("key", options, label=view.words("watch.only"), most=KEYS))


def preview(view: View, watch: Watch) -> bool:
    """Draw what a rule would find now; return whether it can be held against figures."""
    words, teller = view.words, view.teller
    if not watch.threshold:
        view.say(words("watch.no_threshold"))
        return False
    wrong = watches.fault(watch)
    if wrong:
        st.warning(plain(words(f"watch.{wrong[0]}", **wrong[1])), icon=":material/rule:")
        return False
    rows = rows_of(view, [watch])
    with st.container(border=True, key="watch_preview"):
        st.markdown(f"**{words('watch.preview')}** {plain(answers_watches.rule(watch, teller))}")
        view.say(answers_watches.found(watch, rows, teller))
        hit = rows.drop_nulls("key")
        if not hit.is_empty():
            _line(view, watch, hit, few=SHOWN)
    return True


def keep(view: View, watch: Watch, *, is_sound: bool) -> None:
    """Draw the button that keeps the rule, and the way back from a change."""
    words = view.words
    is_known = "rule" in view.address
    with st.container(horizontal=True, vertical_alignment="center"):
        ready = is_sound and bool(watch.name and watch.by)
        label = words("watch.save_change" if is_known else "watch.save")
        if st.button(label, type="primary", icon=":material/save:", key="watch_save", disabled=not ready):
            _keep(view, watch)
        if is_known and st.button(words("watch.cancel"), key="watch_cancel", type="tertiary"):
            view.go(PAGE)
        if is_sound and not ready:
            view.say(words("watch.names_missing"))


def _keep(view: View, watch: Watch) -> None:
    try:
        watch_book.put(store.home(), watch)
        lookout.remember(store.home())
    except ValueError:
        st.error(view.words("watch.too_many", count=units.count(watch_book.MOST)))
    except OSError as wrong:
        st.error(view.words("saved.not_written", folder=store.home() / "views", why=wrong.strerror))
    else:
        view.go(PAGE)


def webhook(view: View) -> None:
    """Draw the address that news is sent to after each snapshot, what came of it last, and a trial."""
    words, home = view.words, store.home()
    now = watch_book.read(home).webhook
    last = next((r for r in watch_book.records(home)[::-1] if r.sent), None)
    with st.expander(words("watch.hook"), icon=":material/lan:", expanded=bool(last) and not _is_well(last)):
        view.say(words("watch.hook_how"))
        url = st.text_input(words("watch.hook_address"), value=now, key="watch_hook", max_chars=300).strip()
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(words("watch.hook_keep"), key="watch_hook_keep", disabled=url == now):
                watch_book.call(home, url)
                st.rerun()
            if st.button(words("watch.hook_try"), key="watch_hook_try", disabled=not url, type="tertiary"):
                send = partial(lookout.send, url)
                view.say(_sent(view, send(lookout.body(view.snapshot, []))))
        if last:
            view.say(words("watch.hook_last", snapshot=last.snapshot, said=_sent(view, last.sent)))


def _is_well(record: watch_book.Record) -> bool:
    return record.sent.get("key") == "hook_sent"


def _sent(view: View, sent: dict) -> str:
    return f"{sent['to']} · {view.words('watch.' + sent['key'], **sent['values'])}"
