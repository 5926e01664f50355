"""Schedules: every slip, rate and sum of days worked out by hand on seven milestones."""

from datetime import date
from functools import partial

import polars as pl
import pytest

from paceboard import store
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.test_build import connection
from tests.timetable import APRIL, MAY, submissions


@pytest.fixture(scope="module")
def db():
    found = connection()
    build.append(found, submissions())
    return found


def ask(db, name: str, *, month: date = MAY, params: dict | None = None, **filters):
    cursor = db.cursor()
    asked = Filters(city="binzhou", month=month, **filters)
    return store.answer(cursor, name, asked, resolve=partial(store.resolve, cursor), **(params or {}))


def rows(db, chosen: str = "all", size: int = 25, **asked) -> pl.DataFrame:
    return ask(db, "schedule", params={"chosen": chosen, "size": size}, **asked)


def cuts(db, chosen: str = "all", **asked) -> pl.DataFrame:
    return ask(db, "schedule_cuts", params={"chosen": chosen}, **asked)


def by(found: pl.DataFrame, column: str) -> dict:
    return {
        (code, kind): v for code, kind, v in found.select("project_code", "milestone_kind", column).rows()
    }


def test_slips_are_calendar_days(db):
    assert by(rows(db), "slip_days") == {
        ("A", "land"): 3,
        ("A", "start"): 30,  # open and past due: 1 May to the cut-off on 31 May
        ("A", "foundation"): 20,
        ("B", "start"): 0,
        ("B", "foundation"): -10,
        ("B", "topping"): None,
        ("C", "start"): 2,  # 29 to 31 May
    }
    assert by(rows(db), "forecast_slip_days")["A", "start"] == 45


def test_every_milestone_has_one_state(db):
    assert by(rows(db), "milestone_state") == {
        ("A", "land"): "late",
        ("A", "start"): "overdue",
        ("A", "foundation"): "expected_late",
        ("B", "start"): "on_time",
        ("B", "foundation"): "on_time",
        ("B", "topping"): "ahead",
        ("C", "start"): "overdue",
    }


def test_a_deed_after_the_cut_off_has_not_happened_yet(db):
    assert by(rows(db), "actual_date")["C", "start"] is None


def test_the_worst_slip_stands_on_top_and_milestones_in_the_order_of_works(db):
    found = rows(db)
    assert found["project_code"].to_list() == ["A", "A", "A", "C", "B", "B", "B"]
    assert found["milestone_kind"].to_list()[:3] == ["land", "start", "foundation"]
    assert found.unique("project_no", maintain_order=True)["worst_slip_days"].to_list() == [30, 2, 0]


def test_a_picture_says_how_many_projects_it_leaves_out(db):
    found = rows(db, size=2).unique("project_no", maintain_order=True)
    columns = ("project_code", "page_no", "shown_project_count", "hidden_project_count")
    assert found.select(columns).rows() == [("A", 1, 2, 1), ("C", 1, 2, 1), ("B", 2, 1, 2)]


def test_what_is_due_this_month_and_next_is_marked(db):
    assert {key: value for key, value in by(rows(db), "due_in").items() if value} == {
        ("A", "start"): "this_month",
        ("B", "start"): "this_month",
        ("C", "start"): "this_month",
        ("A", "foundation"): "next_month",
        ("B", "foundation"): "next_month",
    }


def test_due_is_kept_late_and_overdue(db):
    head = cuts(db).filter(cut="all").row(0, named=True)
    names = ("due", "on_time", "late", "overdue", "early", "slipped")
    # B's foundation was kept before it was due, so it is early and not among those due.
    assert [head[f"milestone_{name}_count"] for name in names] == [4, 1, 1, 2, 1, 4]
    assert head["is_due_sum"]
    assert head["milestone_on_time_share"] == pytest.approx(1 / 4)
    assert (head["milestone_slip_days"], head["milestone_longest_days"]) == (3 + 30 + 20 + 2, 30)
    coming = ("this", "this_done", "next", "next_late")
    assert [head[f"milestone_{name}_count"] for name in coming] == [3, 1, 2, 1]
    assert head["register_as_of"] == date(2020, 5, 31)


def test_rates_of_kinds_have_their_parts(db):
    kinds = cuts(db).filter(cut="kind")
    assert kinds.select("key", "milestone_on_time_count", "milestone_due_count").rows() == [
        ("land", 0, 1),
        ("start", 1, 3),
        ("foundation", 0, 0),
        ("topping", 0, 0),
    ]
    assert kinds["milestone_on_time_share"].to_list()[1:3] == [pytest.approx(1 / 3), None]


def test_reasons_add_up_to_all_days(db):
    found = cuts(db).filter(cut="reason")
    assert found.select("key", "milestone_slip_days", "milestone_slipped_count").rows() == [
        ("site", 50, 2),
        ("approval", 3, 1),
        ("", 2, 1),
    ]
    assert found["reason_share"].to_list() == pytest.approx([50 / 55, 53 / 55, 1])
    assert found["part_share"].sum() == pytest.approx(1)


@pytest.mark.parametrize("name", ["count", "due_count", "on_time_count", "overdue_count", "slipped_count"])
def test_the_kinds_add_up_to_the_whole(db, name):
    found, column = cuts(db), f"milestone_{name}"
    assert found.filter(cut="kind")[column].sum() == found.filter(cut="all")[column].item()


def test_lists_say_how_many_projects_lack_a_schedule(db):
    columns = ("chosen", "project_count", "milestone_project_count", "missing_count", "milestone_count")
    assert ask(db, "schedule_lists").select(columns).rows() == [
        ("focus", 3, 2, 1, 4),
        ("provincial", 1, 1, 0, 3),
        ("all", 4, 3, 1, 7),
    ]


def test_a_list_holds_its_own_projects(db):
    assert set(rows(db, "focus")["project_code"]) == {"A", "C"}
    assert set(rows(db, "provincial")["project_code"]) == {"B"}


def test_filters_narrow_milestones(db):
    assert set(rows(db, units=("wudi",))["project_code"]) == {"C"}
    assert set(rows(db, project="B")["project_code"]) == {"B"}


def test_the_past_is_as_it_was_known(db):
    april = rows(db, month=APRIL).row(0, named=True)
    assert (april["milestone_state"], april["slip_days"]) == ("expected_late", 19)
    assert rows(db, known_on=date(2020, 6, 3)).filter(project_code="C").is_empty()
