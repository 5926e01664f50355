"""The gate's memory: what the last accepted return says holds, whatever order returns come in."""

import copy
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paceboard.ingest.known import Known, fiscal_months, fiscal_year
from tests.returns import parsed

COLUMNS = [
    ("investment", "investment_return", "invested_ytd", "E"),
    ("project", "project_version", "plan_year", "F"),
]
JULY, AUGUST = date(2019, 7, 1), date(2019, 8, 1)


def a_return(amounts=None, *, period=AUGUST, unit="jinjiang", day=5, **tables):
    if amounts is not None:
        tables["investment_return"] = [{"entity": e, "invested_ytd": a} for e, a in amounts.items()]
    return parsed(unit=unit, period=period, received=datetime(2019, 9, day), columns=COLUMNS, **tables)


def ytd(known, entity, period=AUGUST):
    found = known.prior("chengdu", entity, period)
    return found and found.invested_ytd


def after(*returns) -> Known:
    known = Known.empty()
    for one in returns:
        known.add(one)
    return known


def test_a_correction_takes_the_place_of_the_whole_return():
    known = after(a_return({"A": 1, "B": 2}), a_return({"A": 3}, day=6))
    assert ytd(known, "A") == 3
    assert ytd(known, "B") is None


def test_a_project_given_up_by_one_unit_can_be_reported_by_another():
    known = after(
        a_return({"A": 1, "B": 2}), a_return({"A": 1}, day=6), a_return({"B": 2}, unit="wuhou", day=7)
    )
    assert known.prior("chengdu", "B", AUGUST).unit_id == "wuhou"
    known.add(a_return({"A": 1}, day=8))
    assert ytd(known, "B") == 2, "a later return of the first unit does not speak for the second"


def test_months_and_units_do_not_touch_each_other():
    known = after(
        a_return({"A": 1}, period=JULY), a_return({"A": 2}), a_return({"C": 9}, unit="wuhou", day=6)
    )
    assert (ytd(known, "A", JULY), ytd(known, "A"), ytd(known, "C")) == (1, 2, 9)
    assert known.before("chengdu", "A", AUGUST).period == JULY
    assert known.before("chengdu", "A", JULY) is None
    assert known.before("suqian", "A", AUGUST) is None


def test_an_older_return_that_comes_in_late_changes_nothing():
    known = after(a_return({"A": 3}, day=6), a_return({"A": 1, "B": 2}, day=5))
    assert ytd(known, "A") == 3
    assert ytd(known, "B") is None


def test_a_return_without_an_investment_sheet_leaves_the_money_alone():
    register_only = parsed(
        unit="jinjiang",
        period=AUGUST,
        received=datetime(2019, 9, 6),
        columns=[COLUMNS[1]],
        project_version=[{"entity": "A", "plan_year": 5}],
    )
    known = after(a_return({"A": 1}), register_only)
    assert ytd(known, "A") == 1
    assert known.registered("chengdu", "A").plan_year == 5


def test_an_empty_investment_sheet_says_that_nothing_is_left():
    assert ytd(after(a_return({"A": 1}), a_return({}, day=6)), "A") is None


def test_the_register_keeps_the_latest_month_whatever_comes_in_last():
    def stated(plan, period, day):
        return a_return(period=period, day=day, project_version=[{"entity": "A", "plan_year": plan}])

    known = after(stated(10, AUGUST, 5), stated(7, JULY, 6))
    assert known.registered("chengdu", "A").plan_year == 10
    known.add(stated(11, AUGUST, 7))
    assert known.registered("chengdu", "A").plan_year == 11
    known.add(stated(9, AUGUST, 6))
    assert known.registered("chengdu", "A").plan_year == 11
    assert known.registered("chengdu", "B") is None


def test_memory_from_the_store_equals_memory_from_the_returns():
    returns = [
        a_return(
            {"A": 1}, period=JULY, project_version=[{"entity": "A", "total_investment": 50, "plan_year": 5}]
        ),
        a_return({"A": 2, "B": 3}),
    ]
    told = after(*returns)
    money = pl.concat([one.tables["investment_return"] for one in returns])
    stored = Known.from_frames(money, returns[0].tables["project_version"])
    assert (stored.money, stored.register) == (told.money, told.register)
    for memory in (told, stored):
        memory.add(a_return({"B": 4}, day=7))
    assert stored.money == told.money


def test_the_register_from_the_store_may_come_without_months():
    row = {"city": "chengdu", "unit_id": "jinjiang", "entity": "A", "prev_years_invested": None}
    projects = pl.DataFrame([{**row, "total_investment": Decimal(5), "plan_year": Decimal(1)}])
    stored = Known.from_frames(a_return({}).tables["investment_return"], projects)
    assert stored.registered("chengdu", "A").period is None
    stored.add(a_return(project_version=[{"entity": "A", "plan_year": 2}]))
    assert stored.registered("chengdu", "A").plan_year == 2


def test_a_copy_grows_apart():
    known = after(a_return({"A": 1}))
    other = copy.deepcopy(known)
    other.add(a_return({"B": 2}, day=6))
    assert (ytd(known, "A"), ytd(known, "B")) == (1, None)
    assert (ytd(other, "A"), ytd(other, "B")) == (None, 2)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([JULY, AUGUST]), st.dictionaries(st.sampled_from("ABC"), st.integers(0, 9))
        ),
        max_size=8,
    ).flatmap(lambda said: st.tuples(st.just(said), st.permutations(range(len(said)))))
)
def test_the_latest_return_of_a_month_holds_in_whatever_order_they_arrive(drawn):
    said, order = drawn
    returns = [a_return(amounts, period=period, day=n + 1) for n, (period, amounts) in enumerate(said)]
    known = after(*(returns[n] for n in order))
    for month in (JULY, AUGUST):
        last = next((amounts for period, amounts in reversed(said) if period == month), {})
        assert {e: ytd(known, e, month) for e in "ABC" if ytd(known, e, month) is not None} == last


@pytest.mark.parametrize(
    ("period", "start", "year", "first", "last"),
    [
        (date(2019, 1, 1), 1, 2019, date(2019, 1, 1), date(2019, 12, 1)),
        (date(2019, 12, 1), 1, 2019, date(2019, 1, 1), date(2019, 12, 1)),
        (date(2019, 6, 1), 7, 2019, date(2018, 7, 1), date(2019, 6, 1)),
        (date(2019, 7, 1), 7, 2020, date(2019, 7, 1), date(2020, 6, 1)),
    ],
)
def test_fiscal_years_bear_the_year_they_end_in(period, start, year, first, last):
    assert fiscal_year(period, start) == year
    assert fiscal_months(period, start) == (first, last)
