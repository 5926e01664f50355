"""Checks for amounts in 万元 typed in the figures of 亿元 or the reverse: off by about 10,000."""

from collections.abc import Iterator, Mapping

import polars as pl

from paceboard.ingest.case import Case, Check
from paceboard.ingest.rules_money import by_reason

WAN_IN_YI = 10_000  # who counts in other units (thousands, millions) makes other slips


def _applies(case: Case) -> bool:
    return case.profile.money.big_factor == WAN_IN_YI


def _off(field: str, beside: str, low: float, high: float) -> pl.Expr:
    """Say whether an amount is low..high times the one beside it, both ends included."""
    amount, other = pl.col(field).cast(pl.Float64), pl.col(beside).cast(pl.Float64)
    return (other != 0) & (amount / other).is_between(low, high)


def _words(case: Case, field: str, beside: str, *, is_more: bool) -> Mapping[str, pl.Expr]:
    """Return the amount beside, what was probably meant, and the names of the two units."""
    money = case.profile.money
    wide, factor = pl.col(field).cast(pl.Decimal(38, 6)), pl.lit(money.big_factor)
    return {
        "other": pl.col(beside),
        "likely": wide / factor if is_more else wide * factor,
        "small_zh": pl.lit(money.zh),
        "big_zh": pl.lit(money.big_zh),
        "small_en": pl.lit(money.en),
        "big_en": pl.lit(money.big_en),
    }


def register(case: Case) -> Iterator[Check]:
    """Find totals and plans far from what the register held, and plans far beyond the project's total."""
    if not _applies(case):
        return
    factor = case.profile.money.big_factor
    held = (("slip_total", "total_investment", "known_total"), ("slip_plan", "plan_year", "known_plan"))
    for key, field, beside in held:
        more = _off(field, beside, factor / 2, factor * 2)
        less = _off(field, beside, 1 / (factor * 2), 2 / factor)
        yield from by_reason(case, key, "project", field, more, _words(case, field, beside, is_more=True))
        yield from by_reason(case, key, "project", field, less, _words(case, field, beside, is_more=False))
    beyond = _off("plan_year", "total_investment", factor / 10, factor * 2)
    words = _words(case, "plan_year", "total_investment", is_more=True)
    yield Check("slip_plan_total", "project", "plan_year", beyond, words)


def returns(case: Case) -> Iterator[Check]:
    """Find money done far beyond the plan or far below what was reported before.

    Too little beside the plan alone is a warning: work may have just begun.
    """
    if not _applies(case):
        return
    field, factor = "invested_ytd", case.profile.money.big_factor
    beyond = _off(field, "plan_year", factor / 10, factor * 2)
    shrunk = _off(field, "prior_ytd", 1 / (factor * 2), 10 / factor)
    little = _off(field, "plan_year", 1 / (factor * 20), 2 / factor) & pl.col("prior_ytd").is_null()
    more = _words(case, field, "plan_year", is_more=True)
    less = _words(case, field, "plan_year", is_more=False)
    before = _words(case, field, "prior_ytd", is_more=False)
    yield from by_reason(case, "slip_ytd_plan", "investment", field, beyond, more)
    yield from by_reason(case, "slip_ytd", "investment", field, shrunk, before)
    yield Check("slip_ytd_plan", "investment", field, little, less, "warning")


RULES = (register, returns)
