"""What people decide and nobody reports: points, values and excuses with author, date and reason."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import polars as pl

from paceboard.filters import parse_day, parse_month
from paceboard.profiles import ROOT, Profile

JUDGEMENTS = ROOT / "data" / "judgements"
KINDS = {"points": "得分", "value": "数值", "excuse": "说明"}
# column -> how a Chinese header calls it; the last two may be left out.
COLUMNS = {
    "period": "月份",
    "unit": "单位",
    "subject": "事项",
    "kind": "类别",
    "value": "数值",
    "author": "认定单位",
    "noted_on": "认定日期",
    "reason": "理由",
    "project": "项目编码",
    "until": "有效至",
}
OPTIONAL = ("project", "until")
VALUE = pl.Decimal(18, 4)
SCHEMA = pl.Schema(
    {
        "city": pl.String,
        "line": pl.Int32,
        "period": pl.Date,
        "until": pl.Date,
        "unit_id": pl.String,
        "project_code": pl.String,
        "subject": pl.String,
        "kind": pl.String,
        "value": VALUE,
        "author": pl.String,
        "noted_on": pl.Date,
        "reason": pl.String,
    }
)
Line = Mapping[str, str]


class BadJudgement(ValueError):
    """A line that cannot stand as it is: the sentence names file, line and remedy."""


def read(city: Profile, folder: Path | None = None) -> pl.DataFrame:
    """Return every judgement in <folder>/<city>.csv, in the columns of table judgement; no file, no rows.

    folder: data/judgements where none is named.
    Raises BadJudgement, in both languages, for the first line that is wrong: nothing is half loaded.
    """
    path = (folder or JUDGEMENTS) / f"{city.id}.csv"
    if not path.is_file():
        return pl.DataFrame(schema=SCHEMA)
    rows = [_row(city, f"{path.name}, {number}", number, line) for number, line in _lines(path)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _lines(path: Path) -> Iterator[tuple[int, Line]]:
    """Give each line with its number in the file; spreadsheets save CSV as UTF-8 or as GB 18030."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    reader = csv.reader(io.StringIO(text, newline=""))
    names = _header(path, next(reader, []))
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield (
                reader.line_num,
                dict.fromkeys(COLUMNS, "") | dict(zip(names, map(str.strip, cells), strict=False)),
            )


def _header(path: Path, cells: list[str]) -> list[str]:
    known = {zh: name for name, zh in COLUMNS.items()} | {name: name for name in COLUMNS}
    names = [known.get(cell.strip(), cell.strip()) for cell in cells]
    missing = [name for name in COLUMNS if name not in names and name not in OPTIONAL]
    if missing or len(set(names)) < len(names):
        every = ",".join(COLUMNS)
        chinese = ",".join(COLUMNS.values())
        what = missing[0] if missing else next(n for n in names if names.count(n) > 1)
        raise BadJudgement(
            f"{path.name}, 1: 表头应各有一列“{COLUMNS.get(what, what)}”，请写：{chinese}。 "
            f"The header needs one column {what!r}; write: {every}"
        )
    return names


def _row(city: Profile, place: str, number: int, line: Line) -> tuple:
    period = _month(place, "period", line["period"])
    kind = _kind(place, line["kind"])
    return (
        city.id,
        number,
        period,
        _until(city, place, period, kind, line["until"]),
        _unit(city, place, line["unit"]),
        line["project"] or None,
        _text(place, "subject", line["subject"]),
        kind,
        _value(place, kind, line["value"]),
        _text(place, "author", line["author"]),
        _day(place, line["noted_on"]),
        _text(place, "reason", line["reason"]),
    )


def _wrong(place: str, name: str, found: str, zh: str, en: str) -> BadJudgement:
    return BadJudgement(f"{place}: {COLUMNS[name]}“{found}”{zh} / {name} {found!r}: {en}")


def _text(place: str, name: str, found: str) -> str:
    if not found:
        raise _wrong(place, name, found, "为空，请填写。", "is empty; fill it in")
    return found


def _month(place: str, name: str, found: str) -> date:
    month = parse_month(found)
    if month is None:
        raise _wrong(place, name, found, "不是月份，请写成2019-08。", "is not a month; write YYYY-MM")
    return month


def _day(place: str, found: str) -> date:
    day = parse_day(found)
    if day is None:
        raise _wrong(
            place, "noted_on", found, "不是日期，请写成2019-09-03。", "is not a day; write YYYY-MM-DD"
        )
    return day


def _kind(place: str, found: str) -> str:
    kinds = {zh: kind for kind, zh in KINDS.items()} | {kind: kind for kind in KINDS}
    if found not in kinds:
        zh, en = "、".join(KINDS.values()), ", ".join(KINDS)
        raise _wrong(place, "kind", found, f"不认识，请写{zh}之一。", f"is unknown; write one of {en}")
    return kinds[found]


def _unit(city: Profile, place: str, found: str) -> str:
    unit = city.find_unit(found)
    if unit is None:
        known = "、".join(u.zh for u in city.units)
        raise _wrong(place, "unit", found, f"不是本市单位，有：{known}。", f"is no unit of {city.id}")
    return unit.id


def _value(place: str, kind: str, found: str) -> Decimal | None:
    if not found:
        if kind == "excuse":
            return None
        raise _wrong(place, "value", found, "为空，得分和数值须填数。", f"{kind} needs a number")
    try:
        value = Decimal(found)
        exact = value.quantize(Decimal("0.0001"))
    except InvalidOperation as wrong:
        raise _wrong(
            place, "value", found, "不是数，请写如 2.5。", "is not a number; write e.g. 2.5"
        ) from wrong
    if value != exact:
        raise _wrong(place, "value", found, "超过四位小数。", "has more than four decimals")
    return exact


def _until(city: Profile, place: str, period: date, kind: str, found: str) -> date:
    """Return the last month it holds for: the one stated, an excuse's own, else the fiscal year's last."""
    if found:
        until = _month(place, "until", found)
        if until < period:
            raise _wrong(place, "until", found, "早于月份。", "is before the month it starts in")
        return until
    return period if kind == "excuse" else _year_end(city, period)


def _year_end(city: Profile, period: date) -> date:
    year = period.year + (city.fiscal_start > 1 and period.month >= city.fiscal_start)
    return date(year, (city.fiscal_start - 2) % 12 + 1, 1)
