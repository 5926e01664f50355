"""Numbers and dates as readers see them: exact decimals, rounded half-up (四舍五入), never by binary floats.

A missing value is "—". The minus sign is the typographic "−" (U+2212), as wide as the plus.
"""

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from paceboard.profiles import Profile

NOTHING = "—"
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Number = Decimal | float | int

# Wide enough that a share of two decimal(18,2) amounts is exact far past what is shown.
HUNDRED = Decimal(100)


def exact(value: Number | None) -> Decimal | None:
    """Return the decimal that a number is written as; None for nothing, NaN and infinity.

    A double is taken by its shortest decimal form, so 0.285 is 0.285 and not 0.28499999999999998.
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return Decimal(str(value))


def rounded(value: Number | None, decimals: int = 0) -> Decimal | None:
    """Return the value half-up to so many decimals; a rounded zero has no sign."""
    number = exact(value)
    if number is None:
        return None
    result = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def _written(value: Decimal | None, *, sign: bool = False) -> str:
    if value is None:
        return NOTHING
    plus = "+" if sign and value > 0 else ""
    return f"{plus}{value:,f}".replace("-", "−")


def number(value: Number | None, decimals: int = 0) -> str:
    """Return "1,234.50"."""
    return _written(rounded(value, decimals))


def count(value: Number | None) -> str:
    """Return "1,105"."""
    return number(value, 0)


def quantity(value: Number | None) -> str:
    """Return an amount of land, power and the like with at most two decimals: "1,928", "18.2"."""
    written = number(value, 2)
    return written.rstrip("0").rstrip(".") if "." in written else written


def score(value: Number | None, *, is_signed: bool = False) -> str:
    """Return points with all the decimals that an exact number has: "97.7", "+1.250"; others with two."""
    decimals = max(-value.as_tuple().exponent, 0) if isinstance(value, Decimal) else 2
    return _written(rounded(value, decimals), sign=is_signed)


def signed_count(value: Number | None) -> str:
    """Return "+12"."""
    return _written(rounded(value, 0), sign=True)


def signed(value: Number | None, decimals: int = 2) -> str:
    """Return a difference with its sign: "+10.78"."""
    return _written(rounded(value, decimals), sign=True)


def share(value: Number | None, profile: Profile) -> str:
    """Return a share (1 = the whole) as "77.45%", with the decimals that the city prints."""
    percent = rounded_percent(value, profile)
    return NOTHING if percent is None else _written(percent) + "%"


def percent(value: Number | None, decimals: int) -> str:
    """Return a share (1 = the whole) as "88.29%", with so many decimals whatever the city prints."""
    number_ = exact(value)
    return NOTHING if number_ is None else _written(rounded(number_ * HUNDRED, decimals)) + "%"


def rounded_percent(value: Number | None, profile: Profile) -> Decimal | None:
    """Return a share (1 = the whole) in percent, half-up, with the decimals that the city prints."""
    number_ = exact(value)
    return None if number_ is None else rounded(number_ * HUNDRED, profile.share_decimals)


def points(value: Number | None, profile: Profile | None = None) -> str:
    """Return a difference of shares (0.1078, as in the column pace_gap) as percentage points, "+10.78"."""
    number_ = exact(value)
    decimals = profile.share_decimals if profile else 2
    return _written(None if number_ is None else rounded(number_ * HUNDRED, decimals), sign=True)


def gap(share_: Number | None, time_share: Number | None, profile: Profile) -> Decimal | None:
    """Return 超/欠序时 in percentage points (10.78, not 0.1078), by the city's custom.

    gap_from "rounded": the difference of the two printed shares; "unrounded": the rounded difference.
    """
    done, due = exact(share_), exact(time_share)
    if done is None or due is None:
        return None
    if profile.gap_from == "rounded":
        decimals = profile.share_decimals
        return rounded(rounded(done * HUNDRED, decimals) - rounded(due * HUNDRED, decimals), decimals)
    return rounded((done - due) * HUNDRED, profile.share_decimals)


def printed_gap(share_: Number | None, gap_: Number | None, profile: Profile) -> str:
    """Return the gap by the city's custom as "+10.78", from the columns completion_share and pace_gap."""
    done, apart = exact(share_), exact(gap_)
    return gap_text(done, None if done is None or apart is None else done - apart, profile)


def gap_text(share_: Number | None, time_share: Number | None, profile: Profile) -> str:
    """Return 超/欠序时 by the city's custom as "+10.78" (percentage points)."""
    return _written(gap(share_, time_share, profile), sign=True)


def money_unit(profile: Profile, lang: str) -> str:
    """Return the name of the large money unit that screens show: 亿元."""
    return profile.money.big_zh if lang == "zh" else profile.money.big_en


def big(value: Number | None, profile: Profile) -> float | None:
    """Return an amount in the large unit, unrounded, for an axis or a typed cell."""
    amount = exact(value)
    return None if amount is None else float(amount / profile.money.big_factor)


def money_number(value: Number | None, profile: Profile) -> str:
    """Return a stored amount in the large unit without its name: "3,568.05"."""
    amount = exact(value)
    scaled = None if amount is None else amount / profile.money.big_factor
    return _written(rounded(scaled, profile.money.big_decimals))


def money_change(value: Number | None, profile: Profile) -> str:
    """Return a difference of amounts in the large unit with its sign: "+124.06"."""
    amount = exact(value)
    scaled = None if amount is None else amount / profile.money.big_factor
    return _written(rounded(scaled, profile.money.big_decimals), sign=True)


def money(value: Number | None, profile: Profile, lang: str) -> str:
    """Return a stored amount with its unit: "3,568.05亿元".

    What would print as zero but is not keeps the stored unit: "12.00万元".
    """
    amount = exact(value)
    if amount is None:
        return NOTHING
    scaled = rounded(amount / profile.money.big_factor, profile.money.big_decimals)
    if scaled == 0 and amount != 0:
        unit = profile.money.zh if lang == "zh" else profile.money.en
        return joined(number(amount, 2), unit, lang)
    return joined(_written(scaled), money_unit(profile, lang), lang)


def joined(figure_: str, unit: str, lang: str) -> str:
    """Return a figure with its unit: "3,568.05亿元", "3,568.05 × 100M CNY"."""
    if lang == "zh":
        return figure_ + unit
    # "3,568.05 100M CNY" would read as one number.
    return f"{figure_} × {unit}" if unit[:1].isdigit() else f"{figure_} {unit}"


def distance(metres: int) -> str:
    """Return a round length as maps write it, e.g. "500 m" or "20 km"."""
    return f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"


def day(value: date | None, lang: str) -> str:
    """Return "2019年8月31日" or "31 Aug 2019"."""
    if value is None:
        return NOTHING
    if lang == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS_EN[value.month - 1]} {value.year}"


def month(value: date | None, lang: str) -> str:
    """Return "2019年8月" or "Aug 2019"."""
    if value is None:
        return NOTHING
    return f"{value.year}年{value.month}月" if lang == "zh" else f"{MONTHS_EN[value.month - 1]} {value.year}"


def month_name(value: date, lang: str) -> str:
    """Return the month without its year: "8月" or "Aug"."""
    return f"{value.month}月" if lang == "zh" else MONTHS_EN[value.month - 1]


def year(value: date, lang: str) -> str:
    """Return "2019年" or "2019"."""
    return f"{value.year}年" if lang == "zh" else str(value.year)


def figure(value: object, *, kind: str, profile: Profile, lang: str) -> str:
    """Return a value of a measure's kind (money count share points date days number score) as readers see it.

    Raises KeyError for another kind.
    """
    written = {
        "money": lambda v: money(v, profile, lang),
        "count": count,
        "days": count,
        "number": lambda v: number(v, 2),
        "score": score,
        "share": lambda v: share(v, profile),
        "points": lambda v: points(v, profile),
        "date": lambda v: day(v, lang),
        "month": lambda v: month(v, lang),
    }
    return written[kind](value)
