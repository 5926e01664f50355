"""What overview and league show of a list without a plan to be measured against: budgets and promises."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from paceboard import answers_slips, charts, names, tables, units
from paceboard.view import View

CARDS = (
    "project_count",
    "total_investment",
    "median_total",
    "in_progress_count",
    "planned_finish_count",
    "expected_finish_total",
    "overdue_finish_count",
    "overdue_start_count",
)
COLUMNS = (
    "position",
    "project_count",
    "total_investment",
    "total_share",
    "total_change",
    "total_change_share",
    "compared_count",
    "later_count",
    "earlier_count",
    "slip_days",
    "overdue_finish_count",
)
LATE = ("project_name", "slip_days", "first_finish_date", "plan_finish_date", "unit_id")
GROWN = ("project_name", "total_change", "first_total", "total_investment", "unit_id")
FIELDS = {"unit": "unit_id", "sector": "sector"}
FEW = 5
is_paced = answers_slips.is_paced


def overview(view: View, head: Mapping) -> None:
    """Draw the overview. head: the row of kpis for everything in scope."""
    rows = view.ask("slips")
    total = rows.row(by_predicate=pl.col("cut") == "all", named=True)
    lists = {one.id: one.label(view.lang) for one in view.profile.lists}
    said = {"list_name": lists[view.filters.list_kind], "month": units.month(view.filters.month, view.lang)}
    answer = answers_slips.whole(head, total, teller=view.teller, **said)
    view.title(view.words("unpaced.question"), answer)
    view.cards([card for card in CARDS if head[card]])
    _chart(view, rows, name="overview")
    projects = rows.filter(pl.col("cut") == "project")
    left, right = st.columns(2)
    with left:
        late = projects.filter(pl.col("slip_days") > 0).sort("slip_days", "key", descending=[True, False])
        _few(view, late, LATE, "late")
    with right:
        grown = projects.filter(pl.col("total_change") > 0).sort(
            "total_change", "key", descending=[True, False]
        )
        _few(view, grown, GROWN, "grown")


def league(view: View) -> None:
    """Draw the league: units, or the sectors of a single unit, by budget, with how their promises moved."""
    rows = view.ask("slips")
    cut = _cut(rows)
    table = rows.filter(pl.col("cut") == cut).sort("position", nulls_last=True)
    answer = answers_slips.league(table, names=_names(view, cut), teller=view.teller)
    view.title(view.words("unpaced.league_question"), answer)
    _chart(view, rows, name="league")
    table = table.with_columns(pl.col("key").alias(FIELDS[cut]))
    filled = [column for column in COLUMNS if (table[column].fill_null(0) != 0).any()]
    wanted = [filled[0], FIELDS[cut], *filled[1:]]
    shown, config = tables.table(table, columns=wanted, profile=view.profile, words=view.words)
    view.table(shown, columns=config, name="league")
    view.say(view.words("unpaced.note"))


def _cut(rows: pl.DataFrame) -> str:
    return "unit" if rows.filter(pl.col("cut") == "unit").height > 1 else "sector"


def _names(view: View, cut: str) -> dict[str, str]:
    return names.table(FIELDS[cut], profile=view.profile, words=view.words)


def _chart(view: View, rows: pl.DataFrame, *, name: str) -> None:
    cut = _cut(rows)
    title = view.words(f"unpaced.by_{cut}", month=units.month(view.filters.month, view.lang))
    bars = rows.filter(pl.col("cut") == cut)
    figure = charts.budgets(bars, names=_names(view, cut), **view.look(title))
    view.chart(figure, bars, name=name)


def _few(view: View, rows: pl.DataFrame, columns: tuple[str, ...], name: str) -> None:
    """Show the first rows under a heading, or say that there are none."""
    st.markdown(view.words(f"unpaced.{name}" if not rows.is_empty() else f"unpaced.no_{name}"))
    if rows.is_empty():
        return
    shown, config = tables.table(rows.head(FEW), columns=columns, profile=view.profile, words=view.words)
    chosen = view.table(shown, columns=config, name=name, pick=True)
    if chosen:
        view.go("pages/plan/project.py", project=chosen["entity"])
