"""Writes workbooks in the layout of a form: the blank template, and returns made from rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from paceboard import text
from paceboard.ingest.forms import Column, Form, SheetForm
from paceboard.profiles import Profile

HEADER_ROW = 2  # 0-based: two title rows stand above
BLANK_ROWS = 500  # rows of an empty template that carry drop-down lists
LIST_LIMIT = 255  # Excel's limit for a list written into the cell's rule
WIDE_TITLE = 12  # columns that the title spans at most
Rows = Mapping[str, Sequence[Mapping[str, object]]]


@dataclass(frozen=True)
class Styles:
    """The cell formats of one workbook."""

    title: Format
    facts: Format
    header: Format
    required: Format
    day: Format
    money: Format
    share: Format

    def of(self, column: Column) -> Format | None:
        """Return the format of a column's values, or None for the workbook's own."""
        if column.type in ("money", "quantity"):
            return self.money
        return {"date": self.day, "month": self.day, "share": self.share}.get(column.type)


def write(
    path: Path,
    form: Form,
    profile: Profile,
    *,
    unit: str | None = None,
    period: date | None = None,
    received_on: date | None = None,
    rows: Rows | None = None,
) -> None:
    """Write a workbook: one sheet for each sheet of the form whose kind is in rows; all, blank, without rows.

    rows: kind -> field -> value in stored units and ids (Decimal, date, bool, ids of the profile and form);
    month plans are fields plan_month_01.. of kind "project". Raises ValueError for an unknown unit or id.
    """
    if unit is not None and profile.unit(unit) is None:
        raise ValueError(f"{profile.id} has no unit {unit!r}")
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    # A fixed date of making: the same rows always give the same bytes.
    book.set_properties({"created": _moment(received_on or period), "title": form.name.zh})
    styles = _styles(book)
    facts = _facts(form, profile, unit, period, received_on)
    for sheet in form.sheets:
        if rows and not any(kind in rows for kind in sheet.kinds):
            continue
        _write_sheet(book.add_worksheet(sheet.name), sheet, profile, form, styles, facts, rows)
    book.close()


def _moment(day: date | None) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime(2000, 1, 1, tzinfo=UTC)


def _styles(book: xlsxwriter.Workbook) -> Styles:
    head = {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    return Styles(
        title=book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        facts=book.add_format({"align": "left", "valign": "vcenter"}),
        header=book.add_format({**head, "bg_color": "#E7ECF2"}),
        required=book.add_format({**head, "bg_color": "#F5E3C8"}),
        day=book.add_format({"num_format": "yyyy-mm-dd"}),
        money=book.add_format({"num_format": "#,##0.00"}),
        share=book.add_format({"num_format": "0.00%"}),
    )


def _facts(
    form: Form, profile: Profile, unit: str | None, period: date | None, received_on: date | None
) -> str:
    name = profile.unit(unit).zh if unit else ""
    parts = [
        f"填报单位：{name}",
        f"报送期：{period:%Y}年{period.month}月" if period else "报送期：",
        f"报送日期：{received_on.isoformat()}" if received_on else "报送日期：",
        f"单位：{profile.money.zh}",
    ]
    return "    ".join(parts)


def _write_sheet(
    page: Worksheet,
    sheet: SheetForm,
    profile: Profile,
    form: Form,
    styles: Styles,
    facts: str,
    rows: Rows | None,
) -> None:
    last = min(len(sheet.columns), WIDE_TITLE) - 1
    mark = f"（{text.words('zh')('source.sample')}）" if profile.sample else ""
    page.merge_range(0, 0, 0, last, f"{profile.name.zh}{form.name.zh}：{sheet.name}{mark}", styles.title)
    page.merge_range(1, 0, 1, last, facts, styles.facts)
    page.set_row(0, 28)
    page.set_row(HEADER_ROW, 34)
    page.freeze_panes(HEADER_ROW + 1, 2)
    given = [row for kind in sheet.kinds for row in (rows or {}).get(kind, ())]
    # Several fields may read one column; it is printed once, for the first of them.
    printed = {column.header: column for column in reversed(sheet.columns)}
    for at, column in enumerate(c for c in sheet.columns if printed[c.header] is c):
        _write_column(page, at, column, profile, styles, given)


def _write_column(
    page: Worksheet,
    at: int,
    column: Column,
    profile: Profile,
    styles: Styles,
    given: Sequence[Mapping[str, object]],
) -> None:
    page.set_column(at, at, column.width)
    # Values come in the stored unit, so that is the unit to print; the reader takes the header's word for it.
    money = f"（{profile.money.zh}）" if column.type == "money" else ""
    style = styles.required if column.required else styles.header
    page.write_string(HEADER_ROW, at, f"{column.header}{'*' if column.required else ''}{money}", style)
    first = HEADER_ROW + 1
    words = {key: names[0] for key, names in column.terms(profile).items()}
    _drop_down(page, at, column, list(words.values()), max(len(given), 0 if given else BLANK_ROWS))
    style = styles.of(column)
    for number, row in enumerate(given):
        value = row.get(column.field)
        if value is not None:
            _write_value(page, first + number, at, _worded(value, column, words), style)


def _worded(value: object, column: Column, words: Mapping[str, str]) -> object:
    if isinstance(value, bool):
        return "是" if value else "否"
    if not words:
        return value
    if value not in words and not column.open:
        raise ValueError(f"{column.field}: no id {value!r}; there are: {', '.join(words)}")
    return words.get(str(value), value)


def _drop_down(page: Worksheet, at: int, column: Column, words: list[str], rows: int) -> None:
    choices = ["是", "否"] if column.type == "bool" else [word for word in words if word]
    if choices and rows and len(",".join(choices)) <= LIST_LIMIT:
        rule = {"validate": "list", "source": choices, "error_type": "warning"}
        page.data_validation(HEADER_ROW + 1, at, HEADER_ROW + rows, at, rule)


def _write_value(page: Worksheet, row: int, at: int, value: object, style: Format | None) -> None:
    if isinstance(value, date):
        page.write_datetime(row, at, value, style)
    elif isinstance(value, (Decimal, int, float)):
        page.write_number(row, at, float(value), style)
    else:
        page.write_string(row, at, str(value))
