"""The rows of one sheet, column by column: typed values, the cells they came from, and what is wrong."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from paceboard.ingest import cells, columns
from paceboard.ingest.cells import Finding
from paceboard.ingest.forms import Column, Form, SheetForm
from paceboard.ingest.headers import Located, Place, Titles
from paceboard.ingest.parsed import Issue, issue
from paceboard.ingest.workbook import RawSheet, letter
from paceboard.profiles import Profile

TOTALS = re.compile(r"(合计|小计|总计|累计|共计|全市合计|total|subtotal|grandtotal)(\(.*\))?:?")
FOOTER = re.compile(
    r"(填表人|填报人|制表人?|审核人?|审批人|负责人|单位负责人|分管领导|联系人|联系电话|填报日期|填表日期"
    r"|填报单位|报送日期|其中|注|备注|说明|填表说明|数据来源)\d*[:(].*"
)
SECTION = re.compile(r"(\(?[一二三四五六七八九十]+\)?[、.)]|第[一二三四五六七八九十]+[类部章]).*")
SHOWN = 12  # words of a list that a sentence names
ADDRESS = re.compile(r"([A-Z]+)(\d+)")


@dataclass
class SheetRows:
    """What one sheet says: numbers[i] is the 1-based row of the values at position i of every field."""

    name: str
    form: SheetForm
    numbers: list[int]
    values: dict[str, list] = field(default_factory=dict)
    columns: list[dict[str, object]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def of(self, name: str) -> list:
        """Return the values of a field; all None where the sheet has none."""
        return self.values.get(name) or [None] * len(self.numbers)

    def pick(self, positions: Sequence[int]) -> "SheetRows":
        """Return the rows at some positions, with the issues of those rows."""
        numbers = [self.numbers[i] for i in positions]
        values = {name: [column[i] for i in positions] for name, column in self.values.items()}
        own = set(numbers)
        return replace(self, numbers=numbers, values=values, issues=[i for i in self.issues if i.row in own])


def read(
    sheet: RawSheet, located: Located, sheet_form: SheetForm, form: Form, profile: Profile, titles: Titles
) -> SheetRows:
    """Return the rows of a sheet below its header; totals, signatures and blank rows are left out."""
    kept = [
        n for n in range(located.last + 1, len(sheet.rows)) if _is_data(sheet.rows[n], located, sheet_form)
    ]
    rows = SheetRows(sheet.name, sheet_form, [n + 1 for n in kept])
    rows.issues += _header_issues(sheet, located)
    hidden = sorted(sheet.hidden_rows.intersection(rows.numbers))
    if hidden:
        shown = ", ".join(map(str, hidden[:SHOWN])) + ("…" if len(hidden) > SHOWN else "")
        rows.issues.append(issue("warning", "reader.rows_hidden", sheet=sheet.name, found=shown))
    order = {column: position for position, column in enumerate(sheet_form.columns)}
    for place in sorted(located.places, key=lambda place: order[place.column]):
        raw = [sheet.rows[n][place.index] if place.index < len(sheet.rows[n]) else "" for n in kept]
        _read_column(rows, place, raw, form, profile, titles, sheet)
    for name, value in sheet_form.constants.items():
        rows.values[name] = [Decimal(str(value)) if isinstance(value, float) else value] * len(kept)
    _fill_defaults(rows, profile)
    return rows


def _is_data(row: Sequence[object], located: Located, form: SheetForm) -> bool:
    mapped = [row[p.index] for p in located.places if p.index < len(row)]
    if not any(cell not in ("", None) and not cells.is_empty(cell) for cell in mapped):
        return False
    filled = [cell for cell in row if cell not in ("", None)]
    first = filled[0]
    if not isinstance(first, str):
        named = [row[p.index] for p in located.places if p.column.required and p.index < len(row)]
        return not any(isinstance(cell, str) and TOTALS.fullmatch(cells.key(cell)) for cell in named)
    word = cells.key(first) if len(first) < 200 else ""
    if TOTALS.fullmatch(word) or FOOTER.fullmatch(word):
        return False
    return not (len(filled) == 1 and len(form.columns) > 3 and SECTION.fullmatch(word))


def _header_issues(sheet: RawSheet, located: Located) -> Iterable[Issue]:
    for column in located.missing:
        yield issue(
            "error",
            "reader.header_missing",
            sheet=sheet.name,
            cell=f"{located.last + 1}:{located.last + 1}",
            row=located.last + 1,
            header=column.header,
            accepted=" / ".join(column.names()),
        )
    for key, severity, spots in (
        ("header_unknown", "warning", located.unknown),
        ("header_twice", "error", [(p.index, p.header) for p in located.doubled]),
    ):
        for index, words in spots:
            spot = f"{letter(index)}{located.last + 1}"
            yield issue(
                severity, f"reader.{key}", sheet=sheet.name, cell=spot, row=located.last + 1, found=words
            )


def _read_column(
    rows: SheetRows,
    place: Place,
    raw: list[object],
    form: Form,
    profile: Profile,
    titles: Titles,
    sheet: RawSheet,
) -> None:
    column = place.column
    factor = columns.factor_of(place, form, profile, titles)
    values, findings = columns.read_values(raw, columns.reader(place, factor, profile, raw))
    at = letter(place.index)
    if column.type == "unit" and column.default:
        values, findings = _default_unknown(rows, column, values, findings, raw, at)
    broken = _broken(sheet, at, rows.numbers)
    for position, finding in findings:
        rows.issues.append(_issue(rows, place, position, raw[position], finding, profile))
    for position, text in broken:
        rows.issues.append(_issue(rows, place, position, text, _broken_finding(column), profile))
    if column.required:
        told = {position for position, _ in (*findings, *broken)}
        lost = (i for i, value in enumerate(values) if value is None and i not in told)
        for position in lost:
            empty = Finding("error", "missing_value")
            rows.issues.append(_issue(rows, place, position, raw[position], empty, profile))
    if column.field == "is_secret":
        marked = (i for i, value in enumerate(values) if value)
        for position in marked:
            secret = Finding("error", "secret_row")
            rows.issues.append(_issue(rows, place, position, raw[position], secret, profile))
    _keep(rows, place, values, factor)


def _keep(rows: SheetRows, place: Place, values: list, factor: Decimal) -> None:
    column = place.column
    if column.add and column.field in rows.values:
        pairs = zip(rows.values[column.field], values, strict=True)
        values = [b if a is None else a if b is None else _added(a, b) for a, b in pairs]
    rows.values[column.field] = values
    rows.columns += [
        {
            "kind": kind,
            "sheet": rows.name,
            "field": name,
            "column_letter": letter(place.index),
            "header": place.header,
            "factor": float(factor),
        }
        for kind in column.kinds
        for name in (column.field, column.later)
        if name
    ]


def _added(first: Decimal | str, second: Decimal | str) -> Decimal | str:
    return f"{first}-{second}" if isinstance(first, str) else first + second


def _default_unknown(
    rows: SheetRows,
    column: Column,
    values: list,
    findings: list[tuple[int, Finding]],
    raw: list[object],
    at: str,
) -> tuple[list, list[tuple[int, Finding]]]:
    """Give unknown names of units the column's default, with one warning for the whole column."""
    lost = [position for position, _ in findings]
    for position in lost:
        values[position] = column.default
    names = list(dict.fromkeys(cells.plain(raw[position]) for position in lost))
    if names:
        found = ", ".join(names[:SHOWN]) + ("…" if len(names) > SHOWN else "")
        spot = f"{at}{rows.numbers[lost[0]]}"
        rows.issues.append(
            issue(
                "warning",
                "reader.unit_defaulted",
                sheet=rows.name,
                cell=spot,
                row=rows.numbers[lost[0]],
                found=found,
                default=column.default,
            )
        )
    return values, []


def _broken(sheet: RawSheet, at: str, numbers: list[int]) -> list[tuple[int, str]]:
    if not sheet.broken:
        return []
    places = {number: position for position, number in enumerate(numbers)}
    found = ((ADDRESS.fullmatch(address), text) for address, text in sheet.broken.items())
    return [(places[int(m[2])], text) for m, text in found if m and m[1] == at and int(m[2]) in places]


def _broken_finding(column: Column) -> Finding:
    counts = column.required or column.expected or column.type == "money"
    return Finding("error" if counts else "warning", "broken_value")


def _issue(
    rows: SheetRows, place: Place, position: int, found: object, finding: Finding, profile: Profile
) -> Issue:
    words = {"header": place.column.header, **finding.values}
    if finding.rule == "not_in_list":
        names = [term[0] for term in place.column.terms(profile).values() if term[0]]
        words["accepted"] = "、".join(names[:SHOWN]) + ("…" if len(names) > SHOWN else "")
    number = rows.numbers[position]
    spot = f"{letter(place.index)}{number}"
    shown = cells.plain(found) if isinstance(found, float) else found
    return issue(
        finding.severity,
        f"reader.{finding.rule}",
        sheet=rows.name,
        cell=spot,
        row=number,
        found=shown,
        **words,
    )


def _fill_defaults(rows: SheetRows, profile: Profile) -> None:
    for column in rows.form.columns:
        if column.default is None:
            continue
        name = column.default
        value = getattr(profile, name[1:]) if name.startswith("@") else name
        rows.values[column.field] = [value if v is None else v for v in rows.of(column.field)]
