"""Meetings, decisions that come back, who answers, and who is silent: worked out by hand."""

from datetime import date, datetime

import pytest

from paceboard import store
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.returns import parsed

MARCH = date(2019, 3, 1)
MEETINGS = [
    {"entity": "M1", "meeting_kind": "central", "held_date": date(2019, 1, 10), "project_count": 5},
    {"entity": "M2", "meeting_kind": "site", "held_date": date(2019, 2, 10), "project_count": 2},
    {"entity": "M3", "meeting_kind": "site", "held_date": date(2019, 3, 10), "project_count": 3},
    {"entity": "M4", "meeting_kind": "rally", "held_date": date(2019, 4, 10), "project_count": 39},
]
ITEMS = [
    # Open since January and overdue since 20 February: back on 10 February and 10 March.
    {"entity": "M1-1", "meeting_code": "M1", "due_date": date(2019, 2, 20), "owner_unit_id": "wuhou"},
    # Done on 1 March: back on 10 February, no longer on 10 March; nine days late.
    {"entity": "M1-2", "meeting_code": "M1", "due_date": date(2019, 2, 20), "done_date": date(2019, 3, 1)},
    # Done on the day of the next meeting: not back there.
    {"entity": "M2-1", "meeting_code": "M2", "due_date": date(2019, 3, 20), "done_date": date(2019, 3, 10)},
    # Done only in April, so open at the end of March; due in May.
    {"entity": "M3-1", "meeting_code": "M3", "due_date": date(2019, 5, 1), "done_date": date(2019, 4, 5)},
]
PROJECTS = [
    {"entity": "A", "leader": "甲", "level_id": "provincial", "plan_start_date": date(2019, 2, 1)},
    {"entity": "B", "leader": "甲", "is_focus": True},
    {"entity": "C", "leader": "乙"},
    {"entity": "D", "level_id": "provincial", "status": "suspended"},
    {"entity": "E", "level_id": "provincial", "actual_finish_date": date(2019, 2, 1)},
]
NOTES = [
    {"entity": "A·1", "project_code": "A", "noted_on": date(2019, 3, 20), "note": "x"},
    {"entity": "A·2", "project_code": "A", "noted_on": date(2019, 3, 24), "note": "x"},
    {"entity": "B·1", "project_code": "B", "noted_on": date(2019, 3, 30), "note": "x"},
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    home = tmp_path_factory.mktemp("dispatch")
    april = datetime(2019, 4, 3)
    register = parsed(
        unit="jinjiang",
        period=MARCH,
        received=april,
        project_version=[{"project_name": p["entity"], "plan_year": 1200, **p} for p in PROJECTS],
        investment_return=[{"entity": "A", "invested_ytd": 100}, {"entity": "B", "invested_ytd": 500}],
        problem=[{"entity": "P1", "project_code": "A", "raised_date": MARCH}],
        progress_note=NOTES,
    )
    city = parsed(
        unit="city",
        period=MARCH,
        received=april,
        dispatch_meeting=MEETINGS,
        dispatch_item=[{"decision": "办", **item} for item in ITEMS],
    )
    build.full(home, [register, city])
    opened = store.open_current(home)
    yield lambda name, **changes: opened.ask(name, Filters(city="chengdu", month=MARCH).at(**changes))
    opened.close()


def by_entity(rows, column: str) -> dict:
    return dict(rows.select("entity", column).iter_rows())


def test_meetings_to_date_are_counted_by_kind_and_month(ask):
    rows = ask("meeting_months").select("meeting_kind", "meeting_count", "meeting_ytd_count").rows()
    site = [("site", 0, 0), ("site", 1, 1), ("site", 1, 2)]
    assert rows == [*site, ("central", 1, 1), ("central", 0, 1), ("central", 0, 1)]
    assert ask("meetings")["entity"].to_list() == ["M3", "M2", "M1"]  # the rally is still to come


def test_a_meeting_says_how_many_of_its_decisions_are_open(ask):
    rows = ask("meetings")
    assert by_entity(rows, "decision_count") == {"M1": 2, "M2": 1, "M3": 1}
    assert by_entity(rows, "decision_open_count") == {"M1": 1, "M2": 0, "M3": 1}


def test_a_decision_comes_back_at_each_meeting_until_it_is_done(ask):
    rows = ask("decisions")
    assert by_entity(rows, "carried_count") == {"M1-1": 2, "M1-2": 1, "M2-1": 0, "M3-1": 0}
    assert by_entity(rows, "decision_state") == {
        "M1-1": "overdue",
        "M1-2": "done",
        "M2-1": "done",
        "M3-1": "open",
    }
    assert by_entity(rows, "days_overdue") == {"M1-1": 39, "M1-2": 9, "M2-1": None, "M3-1": None}
    assert rows["entity"].first() == "M1-1"


def test_done_and_open_add_up_to_all_decisions(ask):
    row = ask("dispatch_sums").row(0, named=True)
    assert row["decision_done_count"] + row["decision_open_count"] == row["decision_count"] == 4
    assert (row["decision_open_count"], row["decision_overdue_count"], row["decision_carried_count"]) == (
        2,
        1,
        1,
    )
    assert (row["meeting_count"], row["last_date"]) == (3, date(2019, 3, 10))


def test_a_unit_sees_its_own_decisions_and_all_meetings(ask):
    assert ask("decisions", units=("wuhou",))["entity"].to_list() == ["M1-1"]
    assert ask("meetings", units=("wuhou",)).height == 3


def test_leaders_add_up_their_projects(ask):
    rows = {row["leader"]: row for row in ask("leaders").iter_rows(named=True)}
    # Three months of twelve of 1,200: 300 due. A is 200 short, B 200 ahead.
    first = rows["甲"]
    assert (first["project_count"], first["gap_amount"], first["behind_count"]) == (2, 0, 1)
    assert (first["overdue_count"], first["problem_open_count"]) == (1, 1)
    assert rows[None]["project_count"] == 2
    assert sum(row["project_count"] for row in rows.values()) == ask("responsible").height


def test_the_shortest_cadence_that_applies_says_who_is_silent(ask):
    rows = ask("cadence")
    assert by_entity(rows, "cadence_kind") == {
        "A": "provincial",
        "B": "focus",
        "C": "other",
        "D": "provincial",
    }
    assert by_entity(rows, "noted_days") == {"A": 7, "B": 1, "C": None, "D": None}
    # Seven days are within a week, one within a day; C and D have neither return nor note; E is finished.
    assert by_entity(rows, "is_stale") == {"A": False, "B": False, "C": True, "D": True}
    later = by_entity(ask("cadence", month=date(2019, 4, 1)), "noted_days")
    assert later == {"A": 10, "B": 4, "C": None, "D": None}  # to 3 April, when the last notes came in


def test_nothing_returned_is_no_meeting_and_no_note(ask):
    row = ask("dispatch_sums", month=date(2020, 1, 1)).row(0, named=True)
    assert (row["meeting_count"], row["decision_count"]) == (0, 1)  # M1-1 is still open
    assert ask("meeting_months", month=date(2020, 1, 1)).is_empty()
