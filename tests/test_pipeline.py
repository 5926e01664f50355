"""Steps, stays, conversion and full capacity: every figure worked out by hand on a few projects."""

from datetime import date, datetime
from functools import partial

import pytest

from paceboard import profiles, store
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.returns import parsed
from tests.test_build import connection

JUNE = date(2019, 6, 1)
STAGES = [stage.id for stage in profiles.get("chengdu").stages]
ASKED = {"by": "stage", "steps": ",".join(STAGES), "ready": "design,preparation"}


def day(text: str) -> date:
    return date.fromisoformat(text)


def reserve(entity: str, stage: str | None, plan: str | None = "2020-03-31", **values) -> dict:
    row = {"entity": entity, "project_code": entity, "list_kind": "reserve", "stage": stage}
    return row | {"total_investment": 100, "plan_start_date": plan and day(plan)} | values


# R1 never moves; R2 moves on; R3 moves on and falls back; R4 comes onto the main list; R5 can start this
# year; R6 wants to, too early; R7 is taken off; R8 joins in March; K was never a reserve project.
MONTHS = {
    1: [
        reserve("R1", "agreement", None),
        reserve("R2", "agreement"),
        reserve("R3", "agreement"),
        reserve("R4", "preparation"),
        reserve("R5", "design", "2019-10-31"),
        reserve("R6", "land", "2019-11-30"),
        reserve("R7", "design"),
        reserve("K", None, "2019-05-31", list_kind="key"),
    ],
    3: [reserve("R2", "feasibility"), reserve("R3", "feasibility"), reserve("R8", "design")],
    5: [
        reserve("R3", "agreement"),
        reserve("R4", None, "2019-06-30", list_kind="key"),
        reserve("R7", "design", status="removed"),
    ],
}


def answering(db, city: str):
    cursor = db.cursor()

    def ask(name: str, month: date, *, values: dict | None = None, **filters):
        asked = Filters(city=city, month=month, **filters)
        return store.answer(cursor, name, asked, resolve=partial(store.resolve, cursor), **(values or {}))

    return ask


@pytest.fixture(scope="module")
def ask():
    db = connection()
    build.append(
        db,
        [
            parsed(
                unit="jinjiang",
                period=date(2019, month, 1),
                received=datetime(2019, month + 1, 3),
                project_version=rows,
            )
            for month, rows in MONTHS.items()
        ],
    )
    return answering(db, "chengdu")


def steps(ask, *columns: str, month: date = JUNE, **filters) -> dict:
    rows = ask("pipeline", month, values=ASKED, **filters)
    return {row["step"]: tuple(row[name] for name in columns) for row in rows.iter_rows(named=True)}


def test_the_steps_stand_in_the_order_of_the_profile_with_those_now_in_them(ask):
    found = steps(ask, "project_count", "total_investment", "all_count")
    assert list(found) == STAGES
    assert [count for count, _, _ in found.values()] == [2, 1, 1, 2, 0]
    assert {total for _, _, total in found.values()} == {6}
    assert found["design"][1] == 200


def test_days_run_from_the_first_month_that_stated_the_step(ask):
    # To 30 June: 181 days from 1 January, 122 from 1 March, 61 from 1 May.
    found = steps(ask, "median_days", "longest_days", "since_unknown_count")
    assert found["agreement"] == (
        (181 + 61) / 2,
        181,
        1,
    )  # R1 was there at its first return, R3 came back in May
    assert found["feasibility"] == (122, 122, 0)
    assert found["design"] == ((181 + 122) / 2, 181, 2)  # R5 and R8 were there at their first return
    assert found["preparation"] == (None, None, 0)


def test_what_moved_on_moved_back_and_left_is_counted_once(ask):
    found = steps(ask, "been_count", "moved_on_count", "moved_back_count", "left_count")
    assert found["agreement"] == (4, 2, 0, 0)  # R1, R2, R3 and R3 again
    assert found["feasibility"] == (2, 0, 1, 0)
    assert found["design"] == (3, 0, 0, 1)  # R7 was taken off
    assert found["preparation"] == (1, 1, 0, 0)  # R4 came onto the main list
    assert steps(ask, "moved_on_share")["agreement"] == (0.5,)
    assert steps(ask, "moved_median_days")["agreement"] == (59,)  # January and February


def test_been_is_present_and_moved_on_and_moved_back_and_left(ask):
    for month in (date(2019, m, 1) for m in range(1, 8)):
        for row in ask("pipeline", month, values=ASKED).iter_rows(named=True):
            gone = row["moved_on_count"] + row["moved_back_count"] + row["left_count"]
            assert row["been_count"] == row["project_count"] + gone, (month, row["step"])


def test_the_past_is_shown_as_it_was_and_as_it_was_known(ask):
    assert steps(ask, "project_count", month=date(2019, 2, 1))["agreement"] == (3,)
    known = steps(ask, "project_count", known_on=date(2019, 6, 2))  # the return of May came on 3 June
    assert known["preparation"] == (1,)


def test_only_what_is_promised_for_this_year_and_far_enough_can_still_start(ask):
    rows = ask("pipeline_projects", JUNE, values=ASKED)
    outlook = {row["entity"]: row["start_outlook"] for row in rows.iter_rows(named=True)}
    assert outlook == {
        "R1": "unplanned",
        "R2": "later",
        "R3": "later",
        "R5": "ready",
        "R6": "too_early",
        "R8": "later",
    }
    assert steps(ask, "ready_count")["design"] == (1,)
    assert rows["entity"].to_list()[:1] == ["R1"]  # the longest in its step comes first
    since = {
        row["entity"]: (row["days_in_step"], row["is_since_unknown"]) for row in rows.iter_rows(named=True)
    }
    assert since["R2"] == (122, False)
    assert since["R5"] == (181, True)


def test_a_stay_goes_on_over_the_turn_of_the_year():
    db = connection()
    build.append(
        db,
        [
            parsed(
                unit="jinjiang",
                period=month,
                received=datetime(2019, 2, 3),
                project_version=[reserve("R", "land")],
            )
            for month in (date(2018, 12, 1), date(2019, 1, 1))
        ],
    )
    row = answering(db, "chengdu")("pipeline_projects", date(2019, 1, 1), values=ASKED).row(0, named=True)
    assert (row["since"], row["days_in_step"]) == (date(2018, 12, 1), 62)


def test_batches_advance_in_the_order_given():
    db = connection()
    build.append(
        db,
        [
            parsed(
                unit="jinjiang",
                period=date(2019, month, 1),
                received=datetime(2019, month + 1, 3),
                project_version=[reserve("P", None, batch=batch)],
            )
            for month, batch in ((1, "plan"), (2, "reserve"))
        ],
    )
    values = {"by": "batch", "steps": "plan,reserve,start", "ready": "reserve"}
    rows = answering(db, "chengdu")("pipeline", date(2019, 2, 1), values=values)
    assert rows.select("step", "project_count", "moved_on_count").rows() == [
        ("plan", 0, 1),
        ("reserve", 1, 0),
        ("start", 0, 0),
    ]


def test_the_life_cycle_counts_each_step_by_its_own_universe(ask):
    rows = ask("lifecycle", JUNE)
    counted = dict(rows.select("lifecycle_step", "step_count").iter_rows())
    assert counted == {
        "signed": 0,
        "reserve": 6,
        "admitted": 0,
        "started": 0,
        "building": 0,
        "finished": 0,
        "commissioned": 0,
        "full_capacity": 0,
    }
    behind = ask("lifecycle_rows", JUNE)
    assert set(behind.filter(lifecycle_step="reserve")["entity"]) == {"R1", "R2", "R3", "R5", "R6", "R8"}


# Followed since 2019: A is at full capacity, B in use, C not in use, D reached it after the month asked for.
FINISHED = {
    "A": ("2019-05-10", "2019-06-01", "2020-01-01"),
    "B": ("2019-08-10", "2019-09-01", None),
    "C": ("2023-02-10", None, None),
    "D": ("2022-02-10", "2022-03-01", "2023-08-01"),
    "before": ("2018-12-31", "2018-12-31", None),
    "to come": ("2023-07-10", None, None),
}


@pytest.fixture(scope="module")
def followed():
    rows = [
        {
            "entity": entity,
            "project_code": entity,
            "list_kind": "tracked" if entity != "C" else "key",
            "total_investment": 10,
            "actual_start_date": day("2017-01-01"),
            **{
                name: value and day(value)
                for name, value in zip(
                    ("actual_finish_date", "commission_date", "full_capacity_date"), dates, strict=True
                )
            },
        }
        for entity, dates in FINISHED.items()
    ]
    db = connection()
    build.append(
        db,
        [
            parsed(
                city="zhenjiang",
                unit="danyang",
                period=date(2023, 6, 1),
                received=datetime(2023, 7, 3),
                project_version=rows,
            )
        ],
    )
    return answering(db, "zhenjiang")


def test_what_finished_since_the_named_year_is_in_use_and_at_capacity_or_not(followed):
    rows = followed("capacity_years", date(2023, 6, 1))
    columns = ("finish_year", "followed_count", "in_use_count", "full_capacity_count", "not_full_count")
    assert rows.select(columns).rows() == [
        (2019, 2, 2, 1, 1),
        (2022, 1, 1, 0, 1),
        (2023, 1, 0, 0, 1),
        (None, 4, 3, 1, 3),
    ]
    whole = rows.row(-1, named=True)
    assert (whole["full_capacity_share"], whole["first_year"], whole["full_median_days"]) == (0.25, 2019, 214)


def test_those_not_at_capacity_come_first_the_longest_waiting_on_top(followed):
    rows = followed("capacity", date(2023, 6, 1))
    assert rows["entity"].to_list() == ["B", "D", "C", "A"]
    assert rows["idle_days"].to_list() == [1398, 486, 140, None]  # to 30 June 2023


def test_a_city_that_names_no_year_follows_this_year_alone(ask):
    assert ask("capacity_years", JUNE).is_empty()
