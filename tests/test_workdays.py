"""Working days: China's holidays and make-up days as the State Council announced them, and plain weeks."""

from datetime import date

import duckdb
import pytest

from paceboard import store, workdays
from paceboard.filters import Filters
from paceboard.ingest import build

CN, WEEKENDS = "CN", "weekends"


@pytest.fixture(scope="module")
def empty_store():
    """A store with every profile and no return."""
    connection = duckdb.connect()
    build.create(connection)
    return connection


# 2020: Spring Festival was extended to Sunday 2 February (epidemic); 19 January was a make-up Sunday.
# 2019: Sunday 29 September and Saturday 12 October made up for the National Day week.
# 2022: Saturday 8 and Sunday 9 October made up for it; Saturday 2 April for Qingming.
@pytest.mark.parametrize(
    ("day", "is_on"),
    [
        (date(2020, 1, 19), True),
        (date(2020, 1, 23), True),
        (date(2020, 1, 24), False),
        (date(2020, 1, 31), False),
        (date(2020, 2, 2), False),
        (date(2020, 2, 3), True),
        (date(2019, 9, 29), True),
        (date(2019, 9, 28), False),
        (date(2019, 10, 1), False),
        (date(2019, 10, 7), False),
        (date(2019, 10, 8), True),
        (date(2019, 10, 12), True),
        (date(2022, 10, 8), True),
        (date(2022, 10, 7), False),
        (date(2022, 4, 2), True),
        (date(2022, 4, 4), False),
    ],
)
def test_holidays_rest_and_make_up_days_work(day, is_on):
    assert workdays.is_workday(day, holidays=CN) is is_on


@pytest.mark.parametrize(
    ("first", "days", "last"),
    [
        # Thursday 23 January 2020 was the last working day before the long festival.
        (date(2020, 1, 22), 1, date(2020, 1, 23)),
        (date(2020, 1, 22), 2, date(2020, 2, 3)),
        (date(2020, 1, 22), 5, date(2020, 2, 6)),
        # Friday 27 September 2019: Sunday and Monday are worked, then a week of holidays.
        (date(2019, 9, 27), 3, date(2019, 10, 8)),
        # A plain week: three to five working days from a Tuesday.
        (date(2019, 8, 6), 3, date(2019, 8, 9)),
        (date(2019, 8, 6), 5, date(2019, 8, 13)),
        (date(2019, 8, 6), 0, date(2019, 8, 6)),
    ],
)
def test_so_many_working_days_later_and_back(first, days, last):
    assert workdays.after(first, days, holidays=CN) == last
    assert workdays.between(first, last, holidays=CN) == days


def test_monday_to_friday_know_no_holiday():
    assert workdays.is_workday(date(2019, 10, 1), holidays=WEEKENDS)
    assert not workdays.is_workday(date(2019, 9, 29), holidays=WEEKENDS)
    assert workdays.after(date(2099, 7, 2), 1, holidays=WEEKENDS) == date(2099, 7, 3)


@pytest.mark.parametrize("year", [2003, 2027, 2040])
def test_a_year_that_was_not_announced_is_refused(year):
    assert not workdays.is_known(year, holidays=CN)
    with pytest.raises(workdays.UnknownYear, match=str(year)):
        workdays.is_workday(date(year, 5, 6), holidays=CN)


def test_a_span_that_runs_into_an_unknown_year_is_refused():
    assert workdays.is_known(2026, holidays=CN)
    with pytest.raises(workdays.UnknownYear, match="2027"):
        workdays.after(date(2026, 12, 30), 5, holidays=CN)
    with pytest.raises(workdays.UnknownYear, match="2027"):
        workdays.between(date(2026, 12, 30), date(2027, 1, 5), holidays=CN)


def test_days_are_counted_on_over_the_known_years():
    counted = list(workdays.count(CN, range(2025, 2030)))
    assert counted[0] == (date(2025, 1, 1), False, 0)
    assert counted[1] == (date(2025, 1, 2), True, 1)
    assert counted[-1][0] == date(2026, 12, 31)
    numbers = {day: number for day, _, number in counted}
    # 2025 has 248 working days: 261 Mondays to Fridays, 18 of them holidays, and five make-up days.
    assert numbers[date(2025, 12, 31)] == 248


def asked(connection, city, sql, **days):
    filters = store.resolve(connection, Filters(city=city, month=date(2019, 9, 1)))
    return connection.sql(sql, params={"f": filters, **days}).fetchall()


BETWEEN = """
select workday_known($f, $first, $last) as is_known,
    (select w.workday_no from workdays_of($f) w where w.day = $last)
    - (select w.workday_no from workdays_of($f) w where w.day = $first) as days
"""


@pytest.mark.parametrize(
    ("city", "first", "last", "expected"),
    [
        ("chengdu", date(2019, 9, 27), date(2019, 10, 8), (True, 3)),
        ("binzhou", date(2020, 1, 22), date(2020, 2, 6), (True, 5)),
        ("binzhou", date(2026, 12, 30), date(2027, 1, 5), (False, None)),
        ("newyork", date(2019, 9, 27), date(2019, 10, 8), (True, 7)),
    ],
)
def test_the_store_counts_the_same_days(empty_store, city, first, last, expected):
    assert asked(empty_store, city, BETWEEN, first=first, last=last) == [expected]
