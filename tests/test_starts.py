"""Starts, completions and ceremonies: every count and identity worked out by hand on a few projects."""

from datetime import date, datetime
from functools import partial

import pytest

from paceboard import store
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.returns import parsed
from tests.test_build import connection

JUNE = date(2019, 6, 1)
NEVER = {"plan_start_date": None, "plan_finish_date": None}


def project(entity: str, unit: str = "jinjiang", **dates) -> tuple[str, dict]:
    row = {"entity": entity, "project_code": entity, "total_investment": 1000, "plan_year": 100}
    return unit, row | NEVER | dates


def day(text: str) -> date:
    return date.fromisoformat(text)


# As of the end of June 2019. Starts: due A B C H; overdue C H; early D G; E is to come; F was not planned.
STARTS = [
    project(
        "A", plan_start_date=day("2019-03-31"), actual_start_date=day("2019-03-10"), total_investment=2000
    ),
    project(
        "B", plan_start_date=day("2019-05-31"), actual_start_date=day("2019-06-20"), total_investment=4000
    ),
    project("C", "wuhou", plan_start_date=day("2019-04-30"), level_id="provincial"),
    project("D", "wuhou", plan_start_date=day("2019-09-30"), actual_start_date=day("2019-06-01")),
    project("E", "wuhou", plan_start_date=day("2019-12-31")),
    project("F", "wuhou", actual_start_date=day("2019-02-02")),
    # Began before the year it was promised for: an early start until its promise is due.
    project("G", plan_start_date=day("2019-08-31"), actual_start_date=day("2018-12-20")),
    # Starts after the cut-off are not known yet.
    project("H", plan_start_date=day("2019-06-30"), actual_start_date=day("2019-07-01")),
]
BEGUN = {"actual_start_date": day("2017-01-01")}
# Completions: due I J K; overdue J (this year's) and L (promised for 2018); early M; N was not promised;
# K was finished in 2018 already; O is still to come.
FINISHES = [
    project("I", **BEGUN, plan_finish_date=day("2019-02-28"), actual_finish_date=day("2019-03-05")),
    project("J", **BEGUN, plan_finish_date=day("2019-05-31")),
    project("K", **BEGUN, plan_finish_date=day("2019-04-30"), actual_finish_date=day("2018-12-30")),
    project("L", **BEGUN, plan_finish_date=day("2018-12-31")),
    project("M", **BEGUN, plan_finish_date=day("2019-11-30"), actual_finish_date=day("2019-06-15")),
    project("N", **BEGUN, actual_finish_date=day("2019-01-20")),
    project("O", **BEGUN, plan_finish_date=day("2019-10-31"), total_investment=3000),
]
CEREMONIES = [
    {
        "entity": "K1",
        "ceremony_kind": "zone",
        "held_date": day("2019-02-01"),
        "title": "一",
        "project_count": 3,
        "total_investment": 900,
    },
    {
        "entity": "K2",
        "ceremony_kind": "zone",
        "held_date": day("2019-05-01"),
        "title": "二",
        "project_count": 5,
        "total_investment": 700,
    },
    {
        "entity": "K3",
        "ceremony_kind": "provincial",
        "held_date": day("2019-03-01"),
        "title": "三",
        "project_count": 2,
        "total_investment": 400,
    },
    {
        "entity": "K4",
        "ceremony_kind": "mega",
        "held_date": day("2018-12-01"),
        "title": "去年",
        "project_count": 9,
        "total_investment": 900,
    },
    {
        "entity": "K5",
        "ceremony_kind": "mega",
        "held_date": day("2019-07-01"),
        "title": "未到",
        "project_count": 9,
        "total_investment": 900,
    },
]


def returns() -> list:
    units = sorted({unit for unit, _ in STARTS + FINISHES})
    return [
        parsed(
            unit=unit,
            period=JUNE,
            received=datetime(2019, 7, 3),
            project_version=[row for owner, row in STARTS + FINISHES if owner == unit],
            **({"start_ceremony": CEREMONIES} if unit == "jinjiang" else {}),
        )
        for unit in units
    ]


@pytest.fixture(scope="module")
def ask():
    db = connection()
    build.append(db, returns())
    cursor = db.cursor()

    def answer(name: str, month: date = JUNE, **filters):
        asked = Filters(city="chengdu", month=month, **filters)
        return store.answer(cursor, name, asked, resolve=partial(store.resolve, cursor))

    return answer


def head(ask, **filters) -> dict:
    return ask("starts", **filters).row(0, named=True)


def test_each_count_of_starts_is_the_one_worked_out_by_hand(ask):
    row = head(ask)
    assert row["planned_start_count"] == 7  # A B C D E G H
    assert row["due_start_count"] == 4  # A B C H
    assert row["overdue_start_count"] == 2  # C H
    assert row["due_started_count"] == 2  # A B
    assert row["early_start_count"] == 2  # D G
    assert row["started_count"] == 4  # A B D G
    assert row["unplanned_start_count"] == 1  # F, never part of the rate
    assert (row["start_share"], row["due_start_share"]) == (4 / 7, 2 / 4)
    assert row["overdue_start_days"] == 61  # C: 30 April to 30 June
    assert row["is_start_sum"]


def test_each_count_of_completions_is_the_one_worked_out_by_hand(ask):
    row = head(ask)
    assert row["planned_finish_count"] == 5  # I J K M O
    assert row["due_finish_count"] == 3  # I J K
    assert row["overdue_finish_count"] == 2  # J L
    assert (row["overdue_finish_old_count"], row["overdue_finish_new_count"]) == (1, 1)
    assert (row["early_finish_count"], row["unplanned_finish_count"], row["finished_before_count"]) == (
        1,
        1,
        1,
    )
    assert row["finished_count"] == 3  # I M N
    assert row["expected_finish_count"] == 2  # J O
    assert row["overdue_finish_days"] == 181  # L: 31 December 2018 to 30 June 2019
    assert row["is_finish_sum"]  # 3 - 1 + 1 + 1 - 1 = 3


def test_the_identities_hold_for_the_whole_each_level_and_each_unit(ask):
    rows = ask("starts")
    assert [(r["cut"], r["key"]) for r in rows.iter_rows(named=True)] == [
        ("all", ""),
        ("level", "provincial"),
        ("level", "city"),
        ("unit", "jinjiang"),
        ("unit", "wuhou"),
    ]
    for row in rows.iter_rows(named=True):
        started = row["due_start_count"] - row["overdue_start_count"] + row["early_start_count"]
        assert (started, row["is_start_sum"], row["is_finish_sum"]) == (row["started_count"], True, True)


def test_a_project_on_a_higher_list_counts_on_every_lower_one(ask):
    levels = {
        r["level_id"]: r["planned_start_count"] for r in ask("starts").iter_rows(named=True) if r["level_id"]
    }
    assert levels == {"provincial": 1, "city": 7}


def test_counts_are_those_of_the_cards(ask):
    card = ask("kpis").filter(cut="all").row(0, named=True)
    row = head(ask)
    shared = [name for name in row if name in card and name.endswith(("_count", "_share"))]
    assert len(shared) == 14
    assert {name: row[name] for name in shared} == {name: card[name] for name in shared}


def test_months_add_up_to_the_cards_and_stop_at_the_month_asked_for(ask):
    rows = ask("starts_months")
    assert rows["planned_start_month_count"].to_list() == [0, 0, 1, 1, 1, 1, 0, 1, 1, 0, 0, 1]
    # G began in the year before: it stands in January.
    assert rows["started_month_count"].to_list() == [1, 0, 1, 0, 0, 2, *[None] * 6]
    assert rows["started_ytd_count"].to_list() == [1, 1, 2, 2, 2, 4, *[None] * 6]
    assert rows["planned_start_ytd_count"].to_list()[-1] == head(ask)["planned_start_count"]
    assert rows["finished_month_count"].to_list() == [1, 0, 1, 0, 0, 1, *[None] * 6]
    assert rows["planned_finish_month_count"].to_list() == [0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0]


def test_lists_name_the_projects_with_their_days(ask):
    rows = ask("starts_projects")

    def listed(event: str, days: str) -> dict:
        return {r["entity"]: r[days] for r in rows.filter(event=event).iter_rows(named=True)}

    assert listed("overdue_start", "days_overdue") == {"C": 61, "H": 0}
    assert listed("overdue_finish", "days_overdue") == {"L": 181, "J": 30}
    assert listed("early_start", "days_early") == {"G": 254, "D": 121}
    assert listed("started", "days_late") == {"B": 20, "A": -21, "D": -121, "G": -254}
    assert listed("finished", "days_late") == {"I": 5, "M": -168, "N": None}
    assert set(listed("expected_finish", "days_late")) == {"J", "O"}
    assert rows.filter(event="overdue_start")["entity"].to_list() == ["C", "H"]  # the most overdue first


def test_filters_narrow_every_list_and_count(ask):
    assert head(ask, units=("wuhou",))["planned_start_count"] == 3  # C D E
    assert set(ask("starts_projects", units=("wuhou",))["unit_id"]) == {"wuhou"}
    assert ask("starts_months", level="provincial")["planned_start_ytd_count"].to_list()[-1] == 1


def test_ceremonies_of_the_year_to_date_are_counted_apart_and_totalled_last(ask):
    rows = ask("ceremonies")
    counted = rows.select("ceremony_kind", "ceremony_count", "ceremony_project_count").rows()
    assert counted == [("provincial", 1, 2), ("zone", 2, 8), ("all", 3, 10)]
    assert [float(total) for total in rows["ceremony_total"]] == [400, 1600, 2000]
    assert rows["ceremony_average"].to_list() == [200, 200, 200]
    assert ask("ceremony_events")["entity"].to_list() == ["K1", "K3", "K2"]


def test_ceremonies_never_enter_the_list(ask):
    assert ask("kpis").filter(cut="all")["project_count"].item() == len(STARTS) + len(FINISHES)


def test_a_month_without_ceremonies_has_no_row(ask):
    assert ask("ceremonies", month=date(2020, 1, 1)).is_empty()
