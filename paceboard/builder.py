"""The builder of a planner's own question: menus that read from and write to the address."""

from collections.abc import Mapping

import streamlit as st

from paceboard import excerpts, formulas, keys, questions, tables, ui, units
from paceboard.crosstabs import Layout
from paceboard.dimensions import dimensions
from paceboard.questions import Question
from paceboard.view import View

DEFAULT = Question()


def draw(view: View) -> Question:
    """Draw the menus and return the question that they, or the address, ask."""
    if excerpts.view():
        return questions.read(view.address)[0]
    words, lang = view.words, view.lang
    first, second, third = st.columns([5, 5, 3], gap="small")
    with first:
        known = {key: found.label(lang) for key, found in formulas.measures().items()}
        label = words("explore.measures")
        view.pick("m", known, label=label, most=questions.MEASURES, default=DEFAULT.measures)
    with second:
        known = {key: found.label(lang) for key, found in dimensions().items()}
        label = words("explore.split")
        view.pick("by", known, label=label, most=questions.DIMENSIONS, default=DEFAULT.dimensions)
    with third:
        against = _menu(view, "vs", questions.AGAINST)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="explore_bar"):
        _rest(view, against)
    return questions.read(ui.view().address)[0]


def way_out(view: View, asked: Question) -> None:
    """Offer what may be added up where the reader wants to add up what may not."""
    flow = "invested_month"
    wrong = [key for key in asked.measures if not formulas.runs(asked, key)]
    if asked.extra != "running" or not asked.time or not wrong or flow in asked.measures:
        return
    label = view.words("explore.use_flow", flow=formulas.measures()[flow].label(view.lang))
    kept = {name: value for name, value in ui.view().address.items() if name != "m"}
    if st.button(label, icon=":material/arrow_forward:", key="explore_flow"):
        st.switch_page("pages/plan/explore.py", query_params=kept | {"m": [flow]})


def table(view: View, layout: Layout, *, name: str, title: str) -> dict | None:
    """Show the cells and offer what is shown; return the row that the reader selected, with its keys."""
    look = {"profile": view.profile, "words": view.words}
    shown, config = tables.table(layout.rows, columns=layout.columns, **look)
    chosen = view.table(shown, columns=config, name=name, pick=True)
    view.downloads(layout.shown(), name=name, title=title)
    return chosen


def _rest(view: View, against: str) -> None:
    """Draw the second row: what is compared with, the form of chart, order, what is added and kept."""
    words = view.words
    if against == "month":
        months = {f"{month:%Y-%m}": units.month(month, view.lang) for month in view.months}
        months.pop(f"{view.filters.month:%Y-%m}", None)
        if months:
            view.choose(
                "at", {"": "—"} | months, label=words("explore.at_month"), is_menu=True, is_named=True
            )
    if against == "known":
        view.day("at", label=words("explore.at_day"))
    asked = questions.read(ui.view().address)[0]
    if asked.is_apart:
        _menu(view, "same", ("no", "yes"))
    if asked.time and asked.time.id != "year":
        _menu(view, "span", questions.SPANS)
    _menu(view, "form", ("", *questions.FORMS))
    _menu(view, "sort", [key for key in questions.SORTS if key != "change" or asked.against != "none"])
    _menu(view, "top", [str(top) for top in questions.TOPS])
    _menu(view, "add", questions.EXTRAS)
    kept = len(asked.kept)
    label = words("explore.kept_set", count=kept) if kept else words("explore.kept")
    with st.popover(label, icon=":material/filter_list:"):
        _keep(view)


def _menu(view: View, name: str, ids: list[str] | tuple[str, ...]) -> str:
    """Draw a drop-down list; the first id is the default."""
    words = view.words
    options = {key: words(f"explore.{name}_{key or 'auto'}") for key in ids}
    return view.choose(name, options, label=words(f"explore.{name}"), is_menu=True, is_named=True)


def _keep(view: View) -> None:
    """Let the reader keep some keys of up to three dimensions."""
    words, lang = view.words, view.lang
    known = {key: found.label(lang) for key, found in dimensions().items() if found.kind == "thing"}
    for place in range(1, questions.KEPT + 1):
        options = {"": words("explore.keep_none")} | known
        label = words("explore.keep")
        dimension = view.choose(f"keep{place}", options, label=label, is_menu=True)
        if not dimension:
            return
        offered = _offered(view, dimension)
        view.pick(f"keys{place}", offered, label=known[dimension], most=len(offered) or 1)


def _offered(view: View, dimension: str) -> Mapping[str, str]:
    """Return the keys that projects have in a dimension, with their words and numbers of projects."""
    asked = questions.Asked(Question(("project_count",), (dimension,)), view.profile.money.big_factor)
    rows = view.ask("explore_keys", q=asked)
    word = keys.reader(dimensions()[dimension], profile=view.profile, words=view.words)
    return {
        key: view.words("explore.key_count", name=word(key), count=units.count(count))
        for key, count in rows.iter_rows()
    }
