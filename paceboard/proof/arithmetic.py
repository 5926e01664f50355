"""Arithmetic on the numbers of a pasted text, with exact decimals.

The rest of the product leaves arithmetic to SQL, because there a number comes from the store. These numbers
come from a text that no store holds, often about a city without any data here, and what is asked of them is
how they were rounded: so they are taken as the decimals that are printed, and rounded half up.
"""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

HUNDRED, TWELVE = Decimal(100), Decimal(12)


def half(decimals: int) -> Decimal:
    """Return half a unit of the last printed digit."""
    return Decimal(1).scaleb(-decimals) / 2


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return the value half up."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def truncated(value: Decimal, decimals: int) -> Decimal:
    """Return the value with the digits behind cut off."""
    sign = -1 if value < 0 else 1
    return sign * abs(value).quantize(Decimal(1).scaleb(-decimals), ROUND_FLOOR)


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return part / whole in percent, or None without a whole."""
    return HUNDRED * part / whole if whole else None


def span(part: Decimal, part_half: Decimal, whole: Decimal, whole_half: Decimal) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest quotient in percent that parts printed so finely allow."""
    low = HUNDRED * (part - part_half) / (whole + whole_half)
    high = HUNDRED * (part + part_half) / (whole - whole_half) if whole > whole_half else low
    return low, high


def time_share(month: int) -> Decimal:
    """Return the time-proportional share at the end of a month of the calendar year, in percent."""
    return HUNDRED * month / TWELVE


def gaps(rate: Decimal, rate_decimals: int, due: Decimal, decimals: int) -> tuple[Decimal, Decimal]:
    """Return the gap from the printed rate less the rounded, and less the unrounded, time share."""
    from_rounded = rate - rounded(due, rate_decimals)
    return rounded(from_rounded, decimals), rounded(rate - due, decimals)


def added(values: Sequence[Decimal]) -> Decimal:
    """Return the sum."""
    return sum(values, Decimal(0))
