"""Numbers as cities print them: half-up, exact, never by binary floats."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paceboard import kpis, profiles, units

CITY = profiles.get("chengdu")


def profile(*, gap_from: str = "rounded", decimals: int = 2):
    return replace(CITY, gap_from=gap_from, share_decimals=decimals)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (35680500 / 46069900, "77.45%"),  # Chengdu: 77.4486
        (215 / 308, "69.81%"),  # Chengdu: 69.8052
        (27 / 33, "81.82%"),
        (0.698052, "69.81%"),
        (0.774486, "77.45%"),
        (0.69805, "69.81%"),  # a tie that binary floats and half-even both lose
        (0.00125, "0.13%"),
        (Decimal("0.285"), "28.50%"),
        (1.9, "190.00%"),
        (-0.00004, "0.00%"),
        (-0.05, "−5.00%"),
        (None, "—"),
        (float("nan"), "—"),
        (float("inf"), "—"),
    ],
)
def test_shares_are_rounded_half_up(value, printed):
    assert units.share(value, profile()) == printed


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [(0.971578, 1, "97.2%"), (0.343775, 1, "34.4%"), (0.72874, 0, "73%"), (0.882883, 1, "88.3%")],
)
def test_shares_have_the_decimals_that_the_city_prints(value, decimals, printed):
    assert units.share(value, profile(decimals=decimals)) == printed


def test_the_gap_of_unrounded_parts_is_jiangmens():
    done, due = 0.97158, 10 / 12
    assert units.gap_text(done, due, profile(gap_from="unrounded", decimals=1)) == "+13.8"
    assert units.gap_text(done, due, profile(gap_from="rounded", decimals=1)) == "+13.9"


def test_the_gap_of_rounded_parts_is_anhuis():
    done, due = 0.34378, 4 / 12
    assert units.gap_text(done, due, profile(gap_from="rounded", decimals=1)) == "+1.1"
    assert units.gap_text(done, due, profile(gap_from="unrounded", decimals=1)) == "+1.0"


def test_the_gap_is_in_percentage_points():
    assert units.gap(35680500 / 46069900, 8 / 12, profile()) == Decimal("10.78")
    assert units.gap(None, 0.5, profile()) is None
    assert units.gap(0.5, None, profile()) is None


def test_the_gap_of_a_table_row_is_the_gap_of_the_card():
    share, time = 0.69805, 8 / 12
    for custom in ("rounded", "unrounded"):
        city = profile(gap_from=custom)
        assert units.printed_gap(share, share - time, city) == units.gap_text(share, time, city)
    assert units.printed_gap(None, None, profile()) == "—"


def test_points_come_from_a_difference_of_shares():
    assert units.points(0.107819) == "+10.78"
    assert units.points(-0.031481) == "−3.15"
    assert units.points(0.0) == "0.00"
    assert units.points(-0.00001) == "0.00"
    assert units.points(0.13825, profile(decimals=1)) == "+13.8"
    assert units.points(None) == "—"


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (Decimal("35680500.00"), "3,568.05亿元", "3,568.05 × 100M CNY"),
        (Decimal("46069900"), "4,606.99亿元", "4,606.99 × 100M CNY"),
        (Decimal("50"), "0.01亿元", "0.01 × 100M CNY"),
        (Decimal("49.99"), "49.99万元", "49.99 × 10k CNY"),
        (Decimal("0"), "0.00亿元", "0.00 × 100M CNY"),
        (Decimal("-12345.67"), "−1.23亿元", "−1.23 × 100M CNY"),
        (None, "—", "—"),
    ],
)
def test_money_is_shown_in_the_large_unit(value, zh, en):
    assert units.money(value, CITY, "zh") == zh
    assert units.money(value, CITY, "en") == en


def test_a_unit_that_is_a_word_follows_the_number():
    money = replace(CITY.money, big_en="USD million", en="USD thousand")
    assert units.money(Decimal("35680500"), replace(CITY, money=money), "en") == "3,568.05 USD million"


def test_amounts_on_an_axis_are_exact():
    assert units.big(Decimal("12345.67"), CITY) == 1.234567
    assert units.big(None, CITY) is None
    assert units.money_change(Decimal("1240600"), CITY) == "+124.06"


def test_counts_have_thousands_separators():
    assert units.count(1105) == "1,105"
    assert units.count(None) == "—"
    assert units.signed_count(12) == "+12"
    assert units.signed_count(-3) == "−3"
    assert units.signed_count(0) == "0"


def test_dates_are_written_as_each_language_writes_them():
    day = date(2019, 8, 31)
    assert (units.day(day, "zh"), units.day(day, "en")) == ("2019年8月31日", "31 Aug 2019")
    assert (units.month(day, "zh"), units.month(day, "en")) == ("2019年8月", "Aug 2019")
    assert (units.month_name(day, "zh"), units.month_name(day, "en")) == ("8月", "Aug")
    assert (units.year(day, "zh"), units.year(day, "en")) == ("2019年", "2019")
    assert units.day(None, "zh") == units.month(None, "en") == "—"


def test_every_kind_of_measure_has_a_form():
    for kind in kpis.KINDS:
        assert units.figure(None, kind=kind, profile=CITY, lang="zh") == "—"
    with pytest.raises(KeyError):
        units.figure(1, kind="nonsense", profile=CITY, lang="zh")


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4), st.integers(0, 3))
def test_rounding_moves_by_at_most_half_a_step_and_ties_go_away_from_zero(value, decimals):
    step = Decimal(1).scaleb(-decimals)
    moved = units.rounded(value, decimals)
    assert abs(moved - value) <= step / 2
    if abs(moved - value) == step / 2:
        assert abs(moved) > abs(value)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_of_two_counts_prints_as_exact_division_does(part, whole):
    exact = Fraction(part, whole) * 10000
    floor = exact.numerator // exact.denominator
    # A double keeps 15 digits: nearer to a tie than that nothing can be promised.
    if abs(exact - floor - Fraction(1, 2)) > Fraction(max(floor, 1), 10**12):
        hundredths = floor + (exact - floor >= Fraction(1, 2))
        assert units.rounded_percent(part / whole, profile()) == Decimal(hundredths) / 100
