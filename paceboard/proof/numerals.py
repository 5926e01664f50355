"""Chinese numerals as exact numbers: 一百零五, 三千六百, 二〇一九, 百分之八十八点三."""

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
CHARACTERS = "".join((*DIGITS, *TENS))


def number(text: str) -> Decimal | None:
    """Return the number that Chinese characters say, decimals after 点, or None where they say none."""
    whole, _, rest = text.partition("点")
    if not whole or not set(whole) <= set(CHARACTERS) or not set(rest) <= set(DIGITS):
        return None
    value = _whole(whole)
    decimals = "".join(str(DIGITS[c]) for c in rest)
    return Decimal(f"{value}.{decimals}") if decimals else Decimal(value)


def _whole(text: str) -> int:
    if not set(text) & set(TENS):
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in TENS:
            total += (digit or 1) * TENS[c]
            digit = 0
        else:
            digit = DIGITS[c]
    return total + digit
