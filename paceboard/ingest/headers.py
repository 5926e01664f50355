"""Where the table of a sheet begins: its header under merged titles, and what the titles say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from paceboard.ingest import cells, dates
from paceboard.ingest.forms import Column, SheetForm
from paceboard.ingest.workbook import SEARCHED, RawSheet

BRACKET = re.compile(r"\(([^()]*)\)")
YEAR = re.compile(r"(?:19|20)\d{2}年(度)?")
MONTH_NO = re.compile(r"(?<!\d)\d{1,2}月")
SPACED = re.compile(r"(?<=\d)\s+(?=[年月日])|(?<=[年月])\s+(?=\d)")
STAMP = r"([\d〇零○一二三四五六七八九十年月日./-]+)"
PERIOD = re.compile(
    rf"(?:报送期|报告期|报表期|所属期|报送月份|填报月份|报告月份|Reporting month)\s*:\s*{STAMP}", re.I
)
RECEIVED = re.compile(rf"(?:报送|填报|填表|上报|报出)(?:日期|时间)\s*:\s*{STAMP}")
REPORTER = re.compile(
    r"(?:填报|报送|编报|填表|申报)(?:单位|地区|区县)(?:\([^)]*\))?\s*:\s*([^\s:]+)(?![^\s:]*:)"
)
MONEY = re.compile(r"(?<![报填表申])单位\s*:\s*([十百千万亿]*(?:人民币|美)?元)(?![\u4e00-\u9fff])")
SPAN = re.compile(r"((?:19|20)\d{2})年1[-—~至](\d{1,2})月")
LOOSE = re.compile(
    r"((?:19|20)\d{2}年\d{1,2}月|[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月)(?!\d)"
)


@dataclass(frozen=True)
class Place:
    """One column of a sheet that a field was found in. size: yuan named in its header; percent: says %."""

    index: int
    column: Column
    header: str
    size: int | None = None
    percent: bool = False


@dataclass(frozen=True)
class Located:
    """The header of a sheet: 0-based rows first..last, where the fields stand, what is unknown or missing."""

    first: int
    last: int
    places: tuple[Place, ...]
    unknown: tuple[tuple[int, str], ...] = ()
    doubled: tuple[Place, ...] = ()
    missing: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Titles:
    """What the rows above a header say; None or empty where they do not."""

    words: str = ""
    reporter: str | None = None
    period: date | None = None
    received_on: date | None = None
    size: int | None = None


@lru_cache(maxsize=50_000)
def header_keys(words: str) -> tuple[str, ...]:
    """Return the forms under which a header is looked up, the most literal first."""
    base = cells.key(words).replace("*", "").strip(":：")
    bare = BRACKET.sub("", base)
    found = [base, bare]
    found += [YEAR.sub(lambda m: "年度" if m[1] else "", key) for key in (base, bare)]
    found += [YEAR.sub("", bare), MONTH_NO.sub("n月", YEAR.sub("", bare))]
    return tuple(dict.fromkeys(key for key in found if key))


def header_unit(words: str) -> tuple[int | None, bool]:
    """Return the money unit in yuan that a header names in brackets, and whether it says %."""
    plain = cells.plain(words)
    for inside in BRACKET.findall(plain):
        size = cells.unit_size(re.sub(r"^(计量|金额)?单位\s*:\s*", "", inside))
        if size:
            return size, False
    return None, "%" in plain


@lru_cache(maxsize=200)
def _names(sheet: SheetForm) -> tuple[dict[str, list[Column]], frozenset[str]]:
    named: dict[str, list[Column]] = {}
    for column in sheet.columns:
        for name in column.names():
            named.setdefault(header_keys(name)[0], []).append(column)
    return named, frozenset(header_keys(name)[0] for name in sheet.ignored)


@lru_cache(maxsize=50_000)
def _match(words: tuple[str, ...], sheet: SheetForm) -> list[Column] | None:
    """Return the columns that one header means, [] where it is known and not read, None where unknown."""
    named, ignored = _names(sheet)
    for option in words:
        for key in header_keys(option):
            if key in named:
                return named[key]
            if key in ignored:
                return []
    return None


def _spread(sheet: RawSheet, row: int) -> list[str]:
    """Return the labels of a row with a label merged over several columns repeated in each."""
    labels = list(sheet.top[row])
    for (top, left), (bottom, right) in sheet.merged:
        if top <= row <= bottom and left < len(labels) and labels[left]:
            labels[left : right + 1] = [labels[left]] * (min(right + 1, len(labels)) - left)
    return labels


def _options(sheet: RawSheet, row: int, depth: int) -> list[tuple[str, ...]]:
    """Return for each column the texts its header may mean: 投资/本月, 本月."""
    if depth == 1:
        return [(label,) if label else () for label in sheet.top[row]]
    upper, lower = _spread(sheet, row), sheet.top[row + 1] if row + 1 < len(sheet.top) else []
    width = max(len(upper), len(lower))
    upper, lower = (side + [""] * (width - len(side)) for side in (upper, lower))
    pairs = zip(upper, lower, strict=True)
    return [(f"{a}/{b}", b) if a and b else tuple(x for x in (a, b) if x) for a, b in pairs]


@dataclass
class _Try:
    score: int
    row: int
    depth: int
    options: list[tuple[str, ...]] = field(default_factory=list)


def locate(sheet: RawSheet, form: SheetForm) -> Located | None:
    """Return where the form's header stands in a sheet, or None where no row looks like it."""
    best = _Try(0, 0, 0)
    enough = max(3, len(form.columns) // 2)
    for row in range(min(SEARCHED, len(sheet.top))):
        for depth in (1, 2):
            options = _options(sheet, row, depth)
            found = {c.field for words in options if words for c in _match(words, form) or ()}
            if not found and depth == 1 and not any(sheet.top[row]):
                break
            # A title over a one-row header reads like a two-row one: with equal finds one row is meant.
            if (len(found), -depth) > (best.score, -best.depth):
                best = _Try(len(found), row, depth, options)
        if best.score >= enough and row > best.row:
            break
    return _located(best, form) if best.score >= min(2, len(form.columns)) else None


def _located(best: _Try, form: SheetForm) -> Located:
    places: list[Place] = []
    doubled: list[Place] = []
    unknown: list[tuple[int, str]] = []
    for index, words in enumerate(best.options):
        columns = _match(words, form) if words else []
        if columns is None:
            unknown.append((index, words[0]))
        for column in columns or ():
            place = Place(index, column, words[0], *header_unit(words[0]))
            twice = not column.add and any(p.column is column for p in places)
            (doubled if twice else places).append(place)
    found = {place.column.field for place in places}
    wanted = (c for c in form.columns if (c.required or c.expected) and c.field not in found)
    last = best.row + best.depth - 1
    return Located(best.row, last, tuple(places), tuple(unknown), tuple(doubled), tuple(wanted))


def titles(sheet: RawSheet, before: int) -> Titles:
    """Return what the rows above a header say: who reports, for which month, when, in which money unit."""
    parts = [
        cells.plain(cell) for row in sheet.rows[:before] for cell in row if isinstance(cell, str) and cell
    ]
    words = SPACED.sub("", "  ".join(parts))
    reporter, received, money = REPORTER.search(words), RECEIVED.search(words), MONEY.search(words)
    return Titles(
        words=words,
        reporter=reporter[1] if reporter else None,
        period=_period(RECEIVED.sub("", words)),
        received_on=_day(received[1] if received else None),
        size=cells.unit_size(money[1]) if money else None,
    )


def _period(words: str) -> date | None:
    stated, span, loose = PERIOD.search(words), SPAN.search(words), LOOSE.search(words)
    if stated:
        return _month(stated[1])
    if span:
        return _month(f"{span[1]}-{span[2]}")
    return _month(loose[1]) if loose else None


def period_in(words: Iterable[str]) -> date | None:
    """Return the first month that a text such as a file name speaks of, or None."""
    return next((found for text in words if (found := _period(cells.plain(text)))), None)


def _month(words: str) -> date | None:
    value = dates.month(words).value
    return value if isinstance(value, date) else None


def _day(words: str | None) -> date | None:
    value = dates.day(words).value if words else None
    return value if isinstance(value, date) else None
