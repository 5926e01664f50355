"""The bridge between two months: each step worked out by hand, and the steps add up to the move."""

from datetime import date, datetime
from functools import partial

import pytest

from paceboard import profiles, store
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.returns import parsed
from tests.test_build import connection
from tests.visitor import CITIES

MARCH, APRIL, MAY = date(2019, 3, 1), date(2019, 4, 1), date(2019, 5, 1)


def listed(entity: str, plan: int, **said) -> dict:
    return {"entity": entity, "project_code": entity, "total_investment": 1000, "plan_year": plan} | said


def paid(entity: str, ytd: int) -> dict:
    return {"entity": entity, "project_code": entity, "invested_ytd": ytd}


# March: A 30 of 100, B 20 of 100, C 10 of 200. May: C has left, B's plan is 50, D has come.
# A 60 of 100, B 25 of 50, D 5 of 50.
RETURNS = [
    parsed(
        unit="jinjiang",
        period=MARCH,
        received=datetime(2019, 4, 3),
        project_version=[listed("A", 100), listed("B", 100), listed("C", 200)],
        investment_return=[paid("A", 30), paid("B", 20), paid("C", 10)],
    ),
    parsed(
        unit="jinjiang",
        period=MAY,
        received=datetime(2019, 6, 3),
        project_version=[listed("B", 50), listed("C", 200, status="removed"), listed("D", 50)],
        investment_return=[paid("A", 60), paid("B", 25), paid("D", 5)],
    ),
]


@pytest.fixture(scope="module")
def ask():
    db = connection()
    build.append(db, RETURNS)
    cursor = db.cursor()

    def answer(name: str, *, month: date = MAY, **values):
        asked = Filters(city="chengdu", month=month)
        return store.answer(cursor, name, asked, resolve=partial(store.resolve, cursor), **values)

    return answer


def test_each_step_of_the_bridge_is_the_one_worked_out_by_hand(ask):
    row = ask("bridge", measure="completion", since=MARCH).row(0, named=True)
    assert row["unit_id"] == ""
    assert (row["left_count"], row["joined_count"], row["same_count"], row["replanned_count"]) == (1, 1, 2, 1)
    assert row["share_before"] == pytest.approx(60 / 400)
    assert row["left_effect"] == pytest.approx(50 / 200 - 60 / 400)
    assert row["plan_effect"] == pytest.approx(50 / 150 - 50 / 200)
    assert row["work_effect"] == pytest.approx(85 / 150 - 50 / 150)
    assert row["joined_effect"] == pytest.approx(90 / 200 - 85 / 150)
    assert row["share_now"] == pytest.approx(90 / 200)


def test_each_step_begins_where_the_one_before_ended_and_the_largest_is_named(ask):
    row = ask("bridge", measure="completion", since=MARCH).row(0, named=True)
    assert row["plan_from"] == pytest.approx(50 / 200 - 60 / 400)
    assert row["work_from"] == pytest.approx(50 / 150 - 60 / 400)
    assert row["joined_from"] == pytest.approx(85 / 150 - 60 / 400)
    # left +10.0, plan +8.3, work +23.3, joined -11.7 points: work explains most of +30.0.
    assert row["main_step"] == "work"


def test_the_rates_of_the_same_projects_stand_beside_those_of_all(ask):
    row = ask("bridge", measure="completion", since=MARCH).row(0, named=True)
    assert (row["same_before"], row["same_now"]) == pytest.approx((50 / 200, 85 / 150))


def test_without_a_month_named_the_bridge_starts_a_month_earlier(ask):
    row = ask("bridge", measure="completion").row(0, named=True)
    assert row["share_before"] == pytest.approx(60 / 400)  # April's register and money are still March's
    assert row["share_before"] == ask("bridge", measure="completion", since=APRIL)["share_before"][0]


def test_two_fiscal_years_have_no_bridge(ask):
    assert ask("bridge", measure="completion", month=date(2020, 2, 1), since=MAY).is_empty()


@pytest.mark.parametrize("measure", ["completion", "starts", "finishes"])
@pytest.mark.parametrize("city", CITIES)
def test_the_steps_add_up_to_the_move_and_its_ends_are_the_headlines(store, city, measure):
    share = {"completion": "completion_share", "starts": "start_share", "finishes": "finish_share"}[measure]
    asked = Filters(
        city=city, list_kind=profiles.get(city).main_list, month=date.fromisoformat(f"{CITIES[city]}-01")
    )
    since = asked.previous().previous().month
    now = {r["key"]: r[share] for r in store.ask("kpis", asked).iter_rows(named=True) if r["cut"] == "unit"}
    rows = store.ask("bridge", asked, measure=measure, since=since).to_dicts()
    assert len(rows) > 1
    for row in rows:
        steps = [row[step] for step in ("left_effect", "plan_effect", "work_effect", "joined_effect")]
        if None not in steps:
            assert sum(steps) == pytest.approx(row["move"], abs=1e-12)
        if row["unit_id"]:
            assert row["share_now"] == pytest.approx(now[row["unit_id"]])
