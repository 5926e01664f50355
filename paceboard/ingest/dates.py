"""The day or month that a cell means, in the many ways people write one."""

import re
from datetime import date, datetime, time, timedelta

from paceboard.ingest.cells import NOTHING, Reading, error, is_empty, plain, warned

EPOCH = date(1899, 12, 30)  # Excel's day 0
SERIALS = range(20000, 80000)  # 1954 to 2119
YEARS = range(1949, 2200)
PLAIN_YEARS = range(
    1949, 2101
)  # a year beyond is most likely a slip (2108 for 2018), yet it is what was printed
DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "O": "0"}
HAN = "〇零○一二三四五六七八九十"
VAGUE = re.compile(r"(?<=月)份?(上旬|中旬|下旬|初|底|末|前)$")
FULL = re.compile(
    r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})[日号]?(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?Z?"
)
MONTH = re.compile(r"(\d{4})([年./-])(\d{1,2})月?(?:份)?")
PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})?")


def day(raw: object, *, formats: tuple[str, ...] = ()) -> Reading:
    """Return the day of a cell; a month alone is its first day. Errors for what is no day from 1949 to 2199,
    a warning for one after 2100.

    2024.1 may be January or an October that lost its zero: January, with a warning.
    """
    if isinstance(raw, datetime):
        return _checked(raw.date())
    if isinstance(raw, date):
        return _checked(raw)
    if is_empty(raw):
        return NOTHING
    if isinstance(raw, (bool, time, timedelta)):
        return error("not_date")
    words = plain(raw)
    for form in formats:
        try:
            return _checked(datetime.strptime(words, form).date())
        except ValueError:
            continue
    return _number(float(words)) if re.fullmatch(r"\d{5}(\.\d+)?", words) else _written(words)


def month(raw: object, *, formats: tuple[str, ...] = ()) -> Reading:
    """Return the first day of the month that a cell means; reads what day reads."""
    read = day(raw, formats=formats)
    if not isinstance(read.value, date):
        return read
    return Reading(read.value.replace(day=1), read.finding)


def _checked(value: date) -> Reading:
    if value.year not in YEARS:
        return error("not_date")
    return Reading(value) if value.year in PLAIN_YEARS else warned(value, "far_date", value=value)


def _number(serial: float) -> Reading:
    whole = int(serial)
    return Reading(EPOCH + timedelta(days=whole)) if whole in SERIALS else error("not_date")


def _written(words: str) -> Reading:
    text = re.sub(r"\s+(?=[年月日])|(?<=[年月])\s+", "", _arabic(words))
    vague = VAGUE.search(text)
    read = _exact(text[: vague.start()] if vague else text)
    if vague and isinstance(read.value, date):
        return warned(read.value, "vague_date", value=read.value)
    return read


def _exact(text: str) -> Reading:
    found = FULL.fullmatch(text)
    if found:
        return _made(found[1], found[2], found[3])
    found = MONTH.fullmatch(text)
    if found:
        read = _made(found[1], found[3], "1")
        doubtful = found[2] == "." and found[3] == "1" and isinstance(read.value, date)
        return warned(read.value, "january_or_october", value=read.value, year=found[1]) if doubtful else read
    found = PACKED.fullmatch(text)
    if found and text.isdigit():
        return _made(found[1], found[2], found[3] or "1")
    return error("not_date")


def _made(year: str, month_no: str, day_no: str) -> Reading:
    try:
        return _checked(date(int(year), int(month_no), int(day_no)))
    except ValueError:
        return error("not_date")


def _arabic(words: str) -> str:
    """Return 二〇二五年三月十五日 as 2025年3月15日; other text as it is."""
    if not re.search(rf"[{HAN}]", words):
        return words
    words = re.sub(rf"[{HAN}]{{4}}(?=年)", lambda m: "".join(DIGITS.get(c, c) for c in m[0]), words)
    return re.sub(rf"[{HAN}]{{1,3}}(?=[月日号])", lambda m: _small(m[0]), words)


def _small(han: str) -> str:
    if "十" not in han:
        return "".join(DIGITS.get(c, c) for c in han)
    tens, _, ones = han.partition("十")
    return f"{DIGITS.get(tens, '1')}{DIGITS.get(ones, '0')}"
