"""What became of projects: signed, built and finished in the year, and never at full capacity."""

import polars as pl
import streamlit as st

from paceboard import answers_pipeline, answers_targets, charts, listing, units
from paceboard.view import View

GOALS = ("signed_total", "signed_count", "in_statistics_total")
GOAL = ("set_for", "target_measure", "done_of", "done_share", "path_share", "standing")
ROWS = ("project_name", "unit_id", "list_kind", "happened_date", "total_investment")
STEPS = ("signed", "reserve", "admitted", "started", "building", "finished", "commissioned", "full_capacity")
UNUSED = (
    "project_name",
    "unit_id",
    "actual_finish_date",
    "commission_date",
    "idle_days",
    "total_investment",
)


def goals(view: View) -> pl.DataFrame:
    """Return the rows of query targets for the units asked for, whatever else narrows the page."""
    paths = answers_targets.paths(view.profile.target_paths)
    asked = answers_targets.UNNARROWED | {"list_kind": view.profile.main_list}
    return view.ask("targets", paths=paths, **asked)


def path(view: View, entity: str) -> pl.DataFrame:
    """Return the rows of query target_months of one target."""
    paths = answers_targets.paths(view.profile.target_paths)
    asked = answers_targets.UNNARROWED | {"list_kind": view.profile.main_list}
    return view.ask("target_months", paths=paths, entity=entity, **asked)


def life(view: View, wide: View) -> None:
    """Place what was attracted, built and brought to yield this year, beside the targets for signing.

    wide: the same view whose figures say that they speak of every list.
    """
    words = view.words
    left, right = st.columns(2, gap="medium")
    with left:
        steps = view.ask("lifecycle")
        look = wide.look(words("pipeline.lifecycle", month=units.month(view.filters.month, view.lang)))
        figure = charts.lifecycle(steps, is_narrow=True, **look)
        wide.chart(figure, steps, name="lifecycle", note=words("pipeline.lifecycle_note"))
        _behind(wide)
    with right:
        title = words("pipeline.targets")
        st.markdown(f"**{title}**")
        found = goals(view).filter(pl.col("target_measure").is_in(GOALS))
        if found.is_empty():
            view.empty("pipeline.no_targets")
        else:
            shown = answers_targets.shown(found, view.teller)
            listing.place(view, shown, columns=GOAL, name="pipeline_targets", title=title)


def _behind(view: View) -> None:
    """Place the agreements or projects behind one step of the reader's choice."""
    words = view.words
    rows = view.ask("lifecycle_rows")
    options = {step: words(f"term.lifecycle_step.{step}") for step in STEPS}
    with st.expander(words("pipeline.behind")):
        step = view.choose("step", options, label=words("pipeline.behind"), is_menu=True)
        found = rows.filter(pl.col("lifecycle_step") == step)
        title = words("pipeline.behind_title", step=options[step])
        if found.is_empty():
            sheet = "签约" if step == "signed" else "项目台账"
            view.empty("pipeline.behind_none", step=options[step], sheet=sheet)
        else:
            listing.place(view, found, columns=ROWS, name=f"lifecycle_{step}", title=title)


def capacity(view: View, wide: View) -> None:
    """Place what finished since the year that the city names, and which of it never came to full capacity."""
    words, teller = view.words, view.teller
    years, finished = view.ask("capacity_years"), view.ask("capacity")
    since = view.profile.full_capacity_since
    first = since or view.filters.month.year
    st.markdown(f"**{words('pipeline.capacity', year=first)}**")
    if not since:
        view.say(words("pipeline.capacity_year"))
    if years.is_empty():
        view.empty("pipeline.capacity_none")
        return
    whole, waiting = years.row(-1, named=True), finished.filter(~pl.col("is_full_capacity"))
    view.say(answers_pipeline.capacity(whole, waiting["idle_days"].max(), teller=teller))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        parts = years.drop_nulls("finish_year")
        titled = wide.look(answers_pipeline.capacity_title(whole, teller=teller))
        wide.chart(charts.capacity(parts, is_narrow=True, **titled), years, name="capacity")
    with right:
        title = words("pipeline.unused")
        chosen = listing.place(wide, waiting, columns=UNUSED, name="capacity_waiting", title=title, pick=True)
        if chosen:
            view.go("pages/plan/project.py", project=chosen["entity"], list_kind=chosen["list_kind"])
