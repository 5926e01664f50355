"""What one cell says: pure readers of a single value, and what is odd about it."""

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

CENT = Decimal("0.01")
SHARE_STEP = Decimal("0.0001")
LARGEST = Decimal(10) ** 15
EMPTY = frozenset(
    {"", "-", "--", "---", "—", "——", "–", "―", "/", "//", "\\", "…", "……", "*", "?"}
    | {"无", "暂无", "待定", "待填", "待补", "未定", "未知", "空", "不详", "不涉及", "无数据"}
    | {"n/a", "na", "null", "none", "nil", "tbd", "nan"}
)
PREFIXES = {"": 1, "十": 10, "百": 100, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6}
PREFIXES |= {"千万": 10**7, "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "万亿": 10**12}
ENGLISH = {"": 1, "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9}
UNIT_TEXT = re.compile(r"(十|百|千|万|十万|百万|千万|亿|十亿|百亿|万亿)?(人民币|美)?(元|美元)?")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
AMOUNT = re.compile(r"([+-]?[\d,]*\.?\d+)\s*([^\d\s.,+-][^\d]*)?")
ANGLE = re.compile(
    r"[^\d.]*(\d+(?:\.\d+)?)[度°](?:(\d+(?:\.\d+)?)[分′'’])?(?:(\d+(?:\.\d+)?)(?:秒|[\"”]|[′'’]{2}))?[A-Za-z]?"
)
YES = frozenset({"是", "有", "√", "✓", "✔", "y", "yes", "true", "1", "已", "对"})
NO = frozenset({"否", "无", "没有", "×", "✗", "n", "no", "false", "0", "未", "x"})
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―－−"), "-")


@dataclass(frozen=True)
class Finding:
    """Something odd in a cell: severity "error" or "warning", the rule, and words for its sentence."""

    severity: str
    rule: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """The value of a cell (None: empty or unreadable) and what is odd about it, if anything."""

    value: object = None
    finding: Finding | None = None


NOTHING = Reading()


def error(rule: str, /, **values: object) -> Reading:
    """Return the reading of a cell that cannot be read."""
    return Reading(None, Finding("error", rule, values))


def warned(value: object, rule: str, /, **values: object) -> Reading:
    """Return a value that was read with a doubt."""
    return Reading(value, Finding("warning", rule, values))


def plain(raw: object) -> str:
    """Return a cell as half-width text without outer space; a whole number without its decimal point."""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        raw = int(raw)
    return unicodedata.normalize("NFKC", "" if raw is None else str(raw)).strip()


def is_empty(raw: object) -> bool:
    """Say whether a cell holds nothing, or one of the words and dashes that stand for nothing."""
    if raw is None or raw == "":
        return True
    if isinstance(raw, float):
        return math.isnan(raw)
    return isinstance(raw, str) and plain(raw).lower() in EMPTY


def key(text: object) -> str:
    """Return text as it is compared: half-width, lower case, without any space."""
    return re.sub(r"\s+", "", plain(text)).lower()


def unit_size(text: str) -> int | None:
    """Return how many yuan (dollars) a money unit is: 万元 -> 10000; None where the text is no money unit."""
    word = re.sub(r"\s+", " ", plain(text)).lower()
    found = UNIT_TEXT.fullmatch(word)
    if word and found and (found[1] or found[3]):
        return PREFIXES[found[1] or ""]
    bare = re.sub(r"\b(usd|us|cny|rmb|dollars?|yuan)\b|[$¥]", "", word).strip()
    return ENGLISH.get(bare) if bare != word or bare in ("thousand", "million") else None


def number(raw: object) -> Decimal | None:
    """Return the exact number of a cell: full-width digits and thousands separators read, else None."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, (int, float)):
        return Decimal(repr(raw)) if math.isfinite(raw) else None
    if not isinstance(raw, str):
        return None
    text = raw if NUMBER.fullmatch(raw) else plain(raw).translate(DASHES).lstrip("¥￥$").replace(" ", "")
    if GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if re.fullmatch(r"\([\d,.]+\)", text):
        return _negative(number(text[1:-1]))
    try:
        return Decimal(text) if NUMBER.fullmatch(text) else None
    except InvalidOperation:
        return None


def _negative(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value


def quantity(raw: object, *, factor: Decimal = Decimal(1)) -> Reading:
    """Return a cell as Decimal of two places, times factor, half-up. An error where it is no number."""
    if is_empty(raw):
        return NOTHING
    value = number(raw)
    if value is None:
        return error("not_number", example=_example(raw))
    return _cents(value, factor)


def _cents(value: Decimal, factor: Decimal) -> Reading:
    if abs(value * factor) >= LARGEST:
        return error("too_large")
    return Reading((value * factor).quantize(CENT, ROUND_HALF_UP))


def money(raw: object, *, factor: Decimal = Decimal(1), size: int = 10**4) -> Reading:
    """Return an amount in the stored unit; factor: cell x factor = stored, size: yuan in the stored unit.

    A unit written in the cell (12.5亿元) beats the column's and is a warning; 约1200 is an error.
    """
    if is_empty(raw):
        return NOTHING
    value = number(raw)
    if value is not None:
        return _cents(value, factor)
    found = AMOUNT.fullmatch(plain(raw).lstrip("¥￥$")) if isinstance(raw, str) else None
    own = unit_size(found[2]) if found and found[2] else None
    amount = number(found[1]) if found and own else None
    if amount is None or own is None:
        return error("not_amount", example=_example(raw))
    read = _cents(amount, Decimal(own) / size)
    return read if read.value is None else warned(read.value, "unit_in_cell", value=read.value)


def _example(raw: object) -> str:
    """Return what to write instead: the digits that stand in the cell, or a made-up amount."""
    digits = re.search(r"\d+(\.\d+)?", plain(raw).replace(",", ""))
    return digits[0] if digits else "1200"


def share(raw: object, *, percent: bool = False) -> Reading:
    """Return a share, 1 = all, four places. Texts with % are percent, numbers where percent is true."""
    if is_empty(raw):
        return NOTHING
    text = plain(raw).replace(" ", "") if isinstance(raw, str) else ""
    marked = text.endswith("%")
    value = number(text[:-1] if marked else raw)
    if value is None:
        return error("not_share", example=_example(raw))
    guessed = not (marked or percent) and 2 < value <= 100
    read = value / 100 if marked or percent or guessed else value
    if abs(read) > 100:
        return error("not_share", example="80%")
    read = read.quantize(SHARE_STEP, ROUND_HALF_UP)
    return warned(read, "share_as_percent", value=plain(raw)) if guessed else Reading(read)


def integer(raw: object) -> Reading:
    """Return a whole number; a measure word after it (12个) is read over."""
    if is_empty(raw):
        return NOTHING
    value = number(re.sub(r"[个项家场次户人宗条座]$", "", plain(raw)) if isinstance(raw, str) else raw)
    if value is None or value != value.to_integral_value() or abs(value) > 2**31 - 1:
        return error("not_integer", example=_example(raw))
    return Reading(int(value))


def angle(raw: object) -> Reading:
    """Return degrees as float; 东经117度24分17.261秒 is read with a warning."""
    if is_empty(raw):
        return NOTHING
    value = number(raw)
    if value is not None:
        return Reading(float(value))
    found = ANGLE.fullmatch(plain(raw))
    if not found:
        return error("not_angle")
    degrees, minutes, seconds = (float(part or 0) for part in found.groups())
    if minutes >= 60 or seconds >= 60:
        return error("not_angle")
    value = round(degrees + minutes / 60 + seconds / 3600, 8)
    west = any(mark in plain(raw).upper() for mark in ("西", "南", "W", "S"))
    value = -value if west else value
    return warned(value, "angle_converted", value=value) if minutes or seconds else Reading(value)


def boolean(raw: object) -> Reading:
    """Return yes or no: 是 否 √ × Y N 1 0."""
    word = key(raw)
    if isinstance(raw, bool) or word in YES | NO:
        return Reading(raw if isinstance(raw, bool) else word in YES)
    return NOTHING if is_empty(raw) else error("not_yes_no")


def text(raw: object) -> Reading:
    """Return text with outer space and control characters removed; inner characters stay as written."""
    if is_empty(raw):
        return NOTHING
    if not isinstance(raw, str):
        return Reading(plain(raw))
    return Reading("".join(c for c in raw if c >= " " or c == "\n").strip() or None)


def code(raw: object) -> Reading:
    """Return a code in half-width capitals without spaces. An error where Excel has cut a long number."""
    if is_empty(raw):
        return NOTHING
    if isinstance(raw, float) and abs(raw) >= 1e15:
        return error("code_as_number")
    return Reading(re.sub(r"\s+", "", plain(raw).translate(DASHES)).upper())


def term(raw: object, *, ids: Mapping[str, str], is_open: bool = False) -> Reading:
    """Return the id of a word; ids: key(word) -> id in rank order, so 省级、市级 gives the higher one."""
    word = key(raw)
    if word in ids:
        return Reading(ids[word] or None)
    if is_empty(raw):
        return NOTHING
    parts = [part for part in re.split(r"[、,;/+和及]", word) if part]
    if len(parts) > 1 and all(part in ids for part in parts):
        order = list(ids.values())
        return Reading(min((ids[part] for part in parts), key=order.index))
    return Reading(plain(raw)) if is_open else error("not_in_list")
