"""Published figures: do they come out of the returns, and do bulletins agree with themselves?"""

import polars as pl
import streamlit as st

from paceboard import bulletins, tables, ui, units

OWN = ("scope", "measure", "printed", "computed", "measure_unit", "agrees", "issuer", "as_of")
WRONG = ("issuer", "as_of", "scope", "unit_name", "measure", "rule", "printed", "recomputed", "difference")
WRONG += ("is_within_rounding",)
ELSEWHERE = (
    *("position", "unit_name", "issuer", "as_of", "scope", "projects", "printed_total", "annual_plan"),
    *("investment_ytd", "completion_rate", "gap_to_linear", "planned_starts", "started", "start_rate"),
    *("unstarted", "completed", "finish_rate", "year_on_year"),
)
WHOLE = {"units": None, "sectors": None, "batches": None, "level": None, "search": None}

view = ui.view()
words, teller = view.words, view.teller
month = units.month(view.filters.month, view.lang)


def show(rows: pl.DataFrame, columns: tuple[str, ...], name: str) -> None:
    """Show rows in words, without columns that are empty, and with their downloads."""
    told, filled = bulletins.filled(rows, columns, words=words)
    shown, config = tables.table(told, columns=filled, profile=view.profile, words=words)
    view.table(shown, columns=config, name=name)
    view.downloads(told, name=f"published-{name}", title=words(f"published.{name}"))


own = view.ask("published", list_kind=view.profile.main_list, **WHOLE).rename({"value": "printed"})
view.title(words("published.question"), bulletins.held(own, month=month, teller=teller))
dates = bulletins.dates(view.ask("bulletins"), words=words)
if own.is_empty() and dates:
    view.say(dates)
if not own.is_empty():
    st.markdown(f"**{words('published.own')}**")
    show(own, OWN, "own")
    view.say(words("published.own_note"))

wrong = view.ask("published_contradictions")
st.markdown(f"**{words('published.wrong')}**")
view.say(bulletins.contradicted(wrong, words=words))
show(wrong, WRONG, "wrong")
view.say(words("published.rules"))

st.markdown(f"**{words('published.elsewhere')}**")
elsewhere = view.ask("published_elsewhere")
with st.container(horizontal=True, vertical_alignment="center"):
    kinds = {kind: words(f"published.{kind}") for kind in ("league", "report")}
    kind = view.choose("show", kinds, label=words("published.elsewhere"))
    if kind == "league":
        names = bulletins.titles(elsewhere.filter(pl.col("unit_name").is_not_null()), words=words)
        chosen = view.choose("bulletin", names, label=words("published.table"), is_menu=True)
        rows = elsewhere.filter(pl.col("unit_name").is_not_null(), pl.col("bulletin_id") == chosen)
    else:
        rows = elsewhere.filter(pl.col("unit_name").is_null())
show(rows, ELSEWHERE, kind)
view.say(words("published.elsewhere_note"))
