"""What the page of the SQL console is made of: its tables, the editor, and what came of a question."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from paceboard import completion, console, console_book, fields, scope, ui, units
from paceboard.charts import answered
from paceboard.console import Answer, Console
from paceboard.console_book import Table
from paceboard.view import View

SQL = "console_sql"
MOST_LETTERS, KEPT, PAUSE = 8_000, 20, 0.2
FORMS = ("table", "bars", "line")
FORMATS = {"share": "percent", "points": "percent", "money": "%,.2f", "number": "%,.4f", "plain": "%d"}


def scope_sentence(view: View) -> str:
    """Return what the console can see: the frame's city, list, month and day, and whatever narrows them."""
    seen = scope.scope(view.filters, view.profile, view.words)
    month = units.month(view.filters.month, view.lang)
    known = view.filters.known_on
    said = view.words("source.known_on", day=units.day(known, view.lang)) if known else ""
    return view.words("console.scope", scope=seen, month=month, known=said)


def tables(view: View) -> None:
    """Draw the tables and the columns of the one chosen; a click puts names into the editor."""
    words = view.words
    every = {table.id: table for table in console_book.tables()}
    named = {id_: f"{id_} · {table.label(view.lang)}" for id_, table in every.items()}
    chosen = st.selectbox(words("console.table"), list(named), format_func=named.get, key="console_table")
    table = every[chosen]
    st.caption(table.row(view.lang))
    rows = console_book.columns(table, profile=view.profile, words=words)
    heads = {name: words(f"console.{name}") for name in rows.columns}
    view.table(rows, columns=heads, name=f"console_{chosen}", height=300)
    picked = st.multiselect(
        words("console.columns"),
        table.columns,
        key=f"console_pick_{chosen}",
        placeholder=words("console.pick"),
    )
    st.button(
        words("console.insert"),
        icon=":material/input:",
        on_click=insert,
        args=(table, picked),
        help=words("console.insert_help"),
    )


def insert(table: Table, picked: list[str]) -> None:
    """Put the columns picked behind what is written; where nothing is, a whole question."""
    written = str(ui.memory("console").get("written") or "")
    columns = ", ".join(picked)
    whole = f"select {columns or '*'}\nfrom {table.id}\nlimit 100"
    ui.put(SQL, f"{written.rstrip()} {columns or table.id}" if written.strip() else whole)


def editor(view: View) -> str | None:
    """Draw the editor; return the question where the reader asks it now."""
    words, kept = view.words, ui.memory("console")
    asked = view.address.get("sql", [""])[-1]
    if view.is_fresh and asked:
        ui.put(SQL, asked)
    sql = st.text_area(
        words("console.sql"),
        key=SQL,
        height=200,
        max_chars=MOST_LETTERS,
        placeholder=words("console.hint"),
        label_visibility="collapsed",
        persist_state="session",
    )
    kept["written"] = sql
    completion.offer(SQL, _words_known())
    with st.container(horizontal=True, vertical_alignment="center"):
        is_asked = st.button(
            words("console.run"),
            type="primary",
            icon=":material/play_arrow:",
            key="console_run",
            shortcut="Ctrl+Enter",
        )
        with st.popover(words("console.examples")):
            _listed("example", [(one.label(view.lang), one.sql) for one in console_book.examples()])
        limits = console.LIMITS
        view.say(words("console.limits", seconds=f"{limits.seconds:.0f}", rows=units.count(limits.rows)))
    return sql if is_asked and (sql or "").strip() else None


def _words_known() -> dict[str, list[str]]:
    return {table.id: list(table.columns) for table in console_book.tables()}


def _short(sql: str) -> str:
    line = " ".join(sql.split())
    return line if len(line) <= 80 else line[:79] + "…"


def history(view: View) -> None:
    """Draw the questions asked before in this session, the last on top; a click puts one into the editor."""
    asked = ui.memory("console").get("asked", [])
    if asked:
        st.markdown(f"**{view.words('console.history')}**")
        with st.container(height=220, gap=None, key="console_history"):
            _listed("asked", [(_short(old), old) for old in asked])


def _listed(name: str, questions: list[tuple[str, str]]) -> None:
    for place, (said, sql) in enumerate(questions):
        st.button(said, key=f"console_{name}_{place}", type="tertiary", on_click=ui.put, args=(SQL, sql))


def run(view: View, sql: str) -> Answer:
    """Answer a question, and say so while it runs; any other click of the reader ends it."""
    kept, words = ui.memory("console"), view.words
    asked = Console(view.snapshot, view.filters)
    kept.pop("answer", None)
    place = st.empty()
    try:
        running = asked.start(sql)
    except console.Busy:
        return Answer(sql, pl.DataFrame(), fault="busy")
    try:
        with place.container(horizontal=True, vertical_alignment="center"):
            st.button(words("console.cancel"), icon=":material/stop:", key="console_cancel")
            note = st.empty()
        # Writing to the page is where Streamlit ends a run that the reader no longer waits for.
        while not running.wait(PAUSE):
            note.caption(words("console.running", seconds=f"{running.waited:.0f}"))
        answer = running.answer()
    finally:
        running.stop()
    place.empty()
    history = [sql, *(old for old in kept.get("asked", []) if old != sql)]
    kept |= {"answer": answer, "asked": history[:KEPT], "filters": view.filters}
    view.keep("sql", sql)
    return answer


def result(view: View) -> None:
    """Show what came of the last question, as table or picture, with its files."""
    kept, words = ui.memory("console"), view.words
    answer = kept.get("answer")
    if answer is None:
        return
    if kept["filters"] != view.filters:
        view.say(words("console.other_scope"))
        return
    if answer.fault:
        st.warning(fault(answer, words=words), icon=":material/error:")
        return
    said = words(
        "console.found", count=units.count(answer.rows.height), seconds=units.number(answer.seconds, 2)
    )
    if answer.is_more:
        said += words("console.more", count=units.count(answer.rows.height))
    st.markdown(ui.plain(said))
    if answer.rows.is_empty():
        view.empty("console.no_rows")
        return
    _shown(view, answer)


def fault(answer: Answer, *, words: Mapping) -> str:
    """Return why there is no answer, and what to do."""
    limits = console.LIMITS
    values = {"what": answer.what, "seconds": f"{limits.seconds:.0f}", "memory": limits.memory}
    return ui.plain(words(f"console.fault_{answer.fault}", **values))


def _shown(view: View, answer: Answer) -> None:
    words, rows = view.words, answer.rows
    numbers = [name for name, dtype in rows.schema.items() if dtype.is_numeric()]
    forms = {form: words(f"console.form_{form}") for form in FORMS if form == "table" or numbers}
    form = view.choose("as", forms, label=words("console.form"))
    title = words("console.title")
    if form == "table":
        config = {name: _column(name, rows, view) for name in rows.columns}
        view.table(fields.worded(rows, profile=view.profile, words=words), columns=config, name="console")
        view.downloads(rows, name="console", title=title)
        return
    with st.container(horizontal=True):
        across = view.choose("x", _called(rows.columns, view), label=words("console.across"), is_menu=True)
        value = view.choose("y", _called(numbers, view), label=words("console.value"), is_menu=True)
    title = words("console.drawn_title", value=fields.label(value, words), across=fields.label(across, words))
    figure = answered.answered(rows, form=form, across=across, value=value, **view.look(title))
    view.chart(figure, rows, name="console", note=words("console.drawn"))


def _called(columns: list[str], view: View) -> dict[str, str]:
    """Return what columns are called, by name."""
    return {name: fields.label(name, view.words) for name in columns}


def _column(name: str, rows: pl.DataFrame, view: View) -> object:
    """Return how a column is shown: called as readers call it, amounts in the unit that SQL saw."""
    dtype = rows.schema[name]
    kind = fields.kind(name, dtype)
    label = fields.header(name, kind, unit=fields.stored_unit(view.profile, view.words), words=view.words)
    if dtype.is_numeric():
        shape = FORMATS.get(kind, "%,d" if dtype.is_integer() else "%,.4f")
        return st.column_config.NumberColumn(label, format=shape, help=name)
    return st.column_config.Column(label, help=name)
