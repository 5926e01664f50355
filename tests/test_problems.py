"""The closed loop of problems: every step, rate and working day worked out by hand on seven of them."""

from datetime import date, datetime
from functools import partial

import polars as pl
import pytest

from paceboard import store
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.loop import APRIL, MAY, problem, submissions
from tests.returns import parsed
from tests.test_build import connection


@pytest.fixture(scope="module")
def db():
    found = connection()
    build.append(found, submissions())
    return found


def ask(db, name: str, *, ledger: str | None = "collected", month: date = MAY, **filters):
    cursor = db.cursor()
    values = {"ledger": ledger} if ledger else {}
    resolve = partial(store.resolve, cursor)
    return store.answer(
        cursor, name, Filters(city="binzhou", month=month, **filters), resolve=resolve, **values
    )


def by(rows, column: str) -> dict:
    return dict(rows.select("entity", column).iter_rows())


def whole(db, **asked) -> dict:
    return ask(db, "problem_cuts", **asked).filter(cut="all").row(0, named=True)


def test_each_problem_stands_at_one_step(db):
    assert by(ask(db, "problem_list"), "step") == {
        "P1": "confirmed",
        "P2": "resolved",
        "P3": "overdue",
        "P4": "assigned",
        "P5": "reopened",
        "P6": "collected",
    }


def test_make_up_days_are_worked_and_holidays_are_not(db):
    rows = ask(db, "problem_list")
    taken = by(rows, "taken_days")
    assert (taken["P1"], taken["P2"]) == (5, 4)
    # To 31 May: 30 April, 6 7 8 9 May, then three weeks of five days.
    assert by(rows, "open_days")["P3"] == 1 + 4 + 15
    assert by(rows, "open_days")["P6"] == 1


def test_a_problem_without_a_limit_gets_the_citys(db):
    rows = ask(db, "problem_list").filter(entity="P3").row(0, named=True)
    assert rows["limit_date"] == date(2020, 5, 11)
    assert rows["is_limit_missing"]
    assert rows["late_days"] == 4 + 5 + 5  # 12 to 15, 18 to 22, 25 to 29 May


def test_the_longest_overdue_stands_on_top(db):
    rows = ask(db, "problem_list")
    assert rows["entity"].to_list()[:2] == ["P3", "P5"]
    assert by(rows, "late_days")["P5"] == 9


def test_rates_are_computed_from_counts(db):
    row = whole(db)
    counts = ("collected", "resolved", "open", "overdue", "settled", "reopened", "unlimited")
    assert [row[f"problem_{name}_count"] for name in counts] == [6, 2, 4, 2, 3, 1, 1]
    assert row["problem_share"] == pytest.approx(2 / 6)
    assert row["problem_reopened_share"] == pytest.approx(1 / 3)
    # P1 and P2 kept to five working days, neither to three; of the plans of P4 and P5 one came in time.
    limits = ("general", "quick", "in_limit", "hard", "plan")
    assert [row[f"problem_{name}_count"] for name in limits] == [2, 0, 2, 2, 1]
    assert (row["general_min_days"], row["general_days"], row["plan_days"]) == (3, 5, 2)
    # Open for 20, 18, 18 and 1 working days.
    assert (row["problem_age_days"], row["problem_oldest_days"]) == (18, 20)
    assert (row["is_calendar_known"], row["holidays"]) == (True, "CN")


def test_the_parts_of_a_cut_add_up_to_the_whole(db):
    rows = ask(db, "problem_cuts")
    for name in ("collected", "resolved", "open", "overdue", "settled", "reopened"):
        column = f"problem_{name}_count"
        for cut in ("unit", "kind", "department"):
            assert rows.filter(cut=cut)[column].sum() == rows.filter(cut="all")[column].item(), (cut, name)
    assert rows.filter(cut="department")["key"].to_list().count("") == 1


def test_the_most_frequent_kinds_add_up_to_the_whole(db):
    kinds = ask(db, "problem_cuts").filter(cut="kind").sort("cause_share")
    assert kinds["key"].to_list() == ["approval", "funds", "site"]
    assert kinds["cause_share"].to_list() == pytest.approx([4 / 6, 5 / 6, 1])
    # The second kind passes four fifths, so the third is no longer needed.
    assert kinds["is_vital"].to_list() == [True, True, False]


def test_ribbons_neither_lose_nor_add_a_problem(db):
    rows = ask(db, "problem_flow")
    counts = dict(rows.select("node", "node_count").iter_rows())
    assert counts == {
        "collected": 6,
        "assigned": 5,
        "unassigned": 1,
        "in_time": 3,
        "late": 2,
        "resolved": 2,
        "open": 2,
        "reopened": 1,
        "confirmed": 1,
        "unconfirmed": 1,
    }
    assert counts["open"] + counts["reopened"] + counts["unassigned"] == whole(db)["problem_open_count"]
    arrived = rows.group_by("node").agg(pl.col("link_count").sum())
    assert dict(arrived.iter_rows()) == counts


def test_days_are_counted_in_bands(db):
    rows = ask(db, "problem_days")
    known = rows.filter(rows["problem_count"] > 0)
    assert known.select("taken_days", "problem_count", "band").rows() == [
        (4, 1, "in_limit"),
        (5, 1, "in_limit"),
    ]
    assert set(rows.filter(rows["taken_days"] <= 3)["band"]) == {"quick"}
    assert set(rows.filter(rows["taken_days"] > 5)["band"]) == {"over"}
    assert set(rows.filter(band="in_limit")["band_count"]) == {2}


def test_ledgers_are_never_mixed(db):
    rows = ask(db, "problem_ledgers", ledger=None)
    assert rows.select("ledger", "problem_collected_count", "problem_resolved_count").rows() == [
        ("collected", 6, 2),
        ("taskforce", 1, 1),
    ]
    assert ask(db, "problem_list", ledger="taskforce")["entity"].to_list() == ["Z1"]
    assert whole(db, ledger="taskforce")["problem_collected_count"] == 1


def test_the_past_is_as_it_was_known(db):
    april = ask(db, "problem_list", month=APRIL)
    assert by(april, "step") == {"P1": "assigned"}
    assert ask(db, "problem_list", known_on=date(2020, 6, 3)).height == 5


def test_filters_narrow_problems(db):
    assert ask(db, "problem_list", units=("wudi",))["entity"].to_list() == ["P6"]
    assert set(ask(db, "problem_list", sectors=("chemicals",))["entity"]) == {"P1", "P6"}


def test_nothing_is_guessed_for_a_year_that_the_calendar_does_not_know():
    far = {"raised_date": date(2058, 1, 4), "assigned_date": date(2058, 1, 4), "due_date": date(2058, 1, 9)}
    month = date(2058, 1, 1)
    found = connection()
    rows = [problem("F1") | far, problem("F2") | far | {"resolved_date": date(2058, 1, 7)}]
    received = datetime(2058, 2, 3)
    build.append(
        found, [parsed(city="binzhou", unit="boxing", period=month, received=received, problem=rows)]
    )
    head = whole(found, month=month)
    assert (head["problem_resolved_count"], head["problem_overdue_count"]) == (1, 1)
    assert (head["is_calendar_known"], head["problem_age_days"], head["problem_general_count"]) == (
        False,
        None,
        0,
    )
    listed = ask(found, "problem_list", month=month)
    assert listed.select("open_days", "taken_days", "late_days").null_count().row(0) == (2, 2, 2)
    assert ask(found, "problem_days", month=month).is_empty()
