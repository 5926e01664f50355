"""Working days: those of China with its public holidays and make-up days, or Monday to Friday.

China's calendar is decided a year ahead at most; for a year that is not known yet nothing is guessed.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import chinese_calendar

CHINA, WEEKENDS = "CN", "weekends"
CALENDARS = (CHINA, WEEKENDS)
FRIDAY = 4


class UnknownYear(LookupError):
    """The calendar does not know the holidays of that year."""


def is_workday(day: date, *, holidays: str) -> bool:
    """Say whether people work on a day. holidays: one of CALENDARS. Raises UnknownYear."""
    if holidays == WEEKENDS:
        return day.weekday() <= FRIDAY
    return _is_worked_in_china(day)


@cache
def _is_worked_in_china(day: date) -> bool:
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError as unknown:
        raise UnknownYear(f"the working days of {day.year} are not known") from unknown


def is_known(year: int, *, holidays: str) -> bool:
    """Say whether the calendar knows a year."""
    try:
        is_workday(date(year, 1, 1), holidays=holidays)
    except UnknownYear:
        return False
    return True


def after(day: date, days: int, *, holidays: str) -> date:
    """Return the day so many working days later; 0 gives the day itself. Raises UnknownYear."""
    while days > 0:
        day += timedelta(days=1)
        days -= is_workday(day, holidays=holidays)
    return day


def between(first: date, last: date, *, holidays: str) -> int:
    """Return how many working days lie after first, up to and including last. Raises UnknownYear."""
    span = range(1, (last - first).days + 1)
    return sum(is_workday(first + timedelta(days=n), holidays=holidays) for n in span)


def count(holidays: str, years: range) -> Iterator[tuple[date, bool, int]]:
    """Yield day, whether it is worked, and the running number of working days, for the years known."""
    number = 0
    for year in (y for y in years if is_known(y, holidays=holidays)):
        for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days):
            day = date(year, 1, 1) + timedelta(days=n)
            is_worked = is_workday(day, holidays=holidays)
            number += is_worked
            yield day, is_worked, number
