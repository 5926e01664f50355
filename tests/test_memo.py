"""What is kept is only ever handed out for the very same arguments."""

from datetime import date
from decimal import Decimal
from threading import Thread

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from paceboard import memo
from paceboard.filters import Filters


def counted(most: int = 10):
    calls = []

    @memo.kept(most)
    def made(*args, **named) -> tuple:
        calls.append((args, named))
        return (len(calls),)

    return made, calls


def test_the_same_arguments_are_answered_once():
    made, calls = counted()
    first = made("curve", mode="dark", ids=["a", "b"], filters=Filters("suqian", date(2025, 2, 1)))
    again = made("curve", mode="dark", ids=["a", "b"], filters=Filters("suqian", date(2025, 2, 1)))
    assert first is again
    assert len(calls) == 1


def test_a_frame_with_the_same_rows_is_the_same_whoever_made_it():
    made, calls = counted()
    rows = pl.DataFrame({"unit": ["a", "b"], "money": [1, None]})
    made(rows)
    made(rows.filter(pl.col("unit") != "c"))
    assert len(calls) == 1


def test_one_changed_cell_or_another_type_is_another_frame():
    made, calls = counted()
    rows = pl.DataFrame({"unit": ["a", "b"], "money": [1, 2]})
    made(rows)
    made(rows.with_columns(money=pl.Series([1, 3])))
    made(rows.with_columns(money=pl.Series([1.0, 2.0])))
    made(rows.reverse())
    assert len(calls) == 4


def test_equal_values_of_different_kinds_are_told_apart():
    made, calls = counted()
    for value in (1, True, 1.0, "1", ("1",), ["1"], None):
        made(value)
    assert len(calls) == 7


def test_amounts_that_are_written_differently_are_told_apart():
    made, calls = counted()
    made(Decimal("1.0"))
    made(Decimal("1.00"))
    made(Decimal("1.00"))
    assert len(calls) == 2


def test_an_object_gone_from_memory_is_not_taken_for_the_next_at_its_place():
    made, calls = counted(most=1000)
    for _ in range(200):
        made(object())
    assert len(calls) == 200


def test_no_more_is_kept_than_said():
    made, calls = counted(most=3)
    for value in (1, 2, 3, 4):
        made(value)
    made(4)
    made(1)
    assert [args for args, _ in calls] == [(1,), (2,), (3,), (4,), (1,)]


def test_frames_of_one_shape_do_not_push_one_another_out():
    made, calls = counted(most=50)
    months = [pl.DataFrame({"rank": [month, 2]}) for month in range(12)]
    for _ in range(3):
        for rows in months:
            made(rows)
    assert len(calls) == 12


def test_a_failure_is_not_kept():
    calls = []

    @memo.kept(3)
    def fails() -> None:
        calls.append(1)
        raise ValueError

    for _ in range(2):
        try:
            fails()
        except ValueError:
            continue
    assert len(calls) == 2


def test_many_threads_get_what_one_would():
    made = memo.kept(5)(lambda value: [value])
    found = []
    threads = [Thread(target=lambda n=n: found.append((n % 7, made(n % 7)))) for n in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(result == [value] for value, result in found)
    assert len(found) == 200


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["a", "b"])), min_size=1, max_size=30))
def test_a_kept_function_always_says_what_the_function_says(asked):
    def plain(number: int, rows: pl.DataFrame) -> tuple:
        return number, rows["x"].to_list()

    kept = memo.kept(4)(plain)
    for number, name in asked:
        rows = pl.DataFrame({"x": [name]})
        assert kept(number, rows) == plain(number, rows)
