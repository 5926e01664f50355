"""One file as the submissions it holds: which form, which city, who reports, for which month."""

from collections.abc import Sequence
from datetime import date, datetime

import polars as pl

from paceboard.ingest import head as heads
from paceboard.ingest import headers, matching, rows, tables, workbook
from paceboard.ingest.forms import Form
from paceboard.ingest.head import Head, Overrides
from paceboard.ingest.parsed import Issue, Parsed, issue, schema
from paceboard.ingest.rows import SheetRows


def parse(name: str, content: bytes, *, overrides: Overrides) -> list[Parsed]:
    """Return the submissions of one file in the order of their months.

    Never raises for what is in the file: a file that cannot be read is one submission with errors.
    """
    try:
        book = workbook.read(name, content)
    except workbook.UnreadableFile as wrong:
        head = Head(
            name, content, None, None, overrides.unit, overrides.period, overrides.received_at or heads.now()
        )
        return [_refused(head, [issue("error", wrong.key, **wrong.values)])]
    form, matches = matching.choose_form(book, city=overrides.city, form_id=overrides.form)
    issues = matching.sheet_issues(book, form, matches)
    facts = [headers.titles(m.sheet, m.located.first) for m in matches if m.located]
    head = heads.read(name, content, form, facts, overrides, issues)
    read = [
        rows.read(match.sheet, match.located, match.form, form, head.profile, fact)
        for match, fact in zip((m for m in matches if m.located), facts, strict=True)
        if match.located and form and head.profile
    ]
    if form is None or head.profile is None or not read:
        return [_refused(head, issues)]
    return _submissions(head, form, read, issues, overrides)


def _submissions(
    head: Head, form: Form, read: list[SheetRows], issues: list[Issue], overrides: Overrides
) -> list[Parsed]:
    if form.split_by is None:
        own = [*issues, *(i for sheet in read for i in sheet.issues)]
        return [_parsed(head, form, read, own, head.period, overrides)]
    months = sorted({m.replace(day=1) for sheet in read for m in sheet.of(form.split_by) if m})
    parts = [[sheet.pick(_spots(sheet, form.split_by, month)) for sheet in read] for month in months]
    told = {id(i) for part in parts for sheet in part for i in sheet.issues}
    general = [*issues, *(i for sheet in read for i in sheet.issues if id(i) not in told)]
    if not parts:
        return [_parsed(head, form, read, [*general, issue("error", "reader.no_period")], None, overrides)]
    found = []
    for month, part in zip(months, parts, strict=True):
        own = [*(general if month == months[0] else []), *(i for sheet in part for i in sheet.issues)]
        found.append(_parsed(head, form, part, own, month, overrides))
    return found


def _spots(sheet: SheetRows, name: str, month: date) -> list[int]:
    return [i for i, m in enumerate(sheet.of(name)) if m and m.replace(day=1) == month]


def _parsed(
    head: Head,
    form: Form,
    sheets: Sequence[SheetRows],
    issues: list[Issue],
    period: date | None,
    overrides: Overrides,
) -> Parsed:
    received = overrides.received_at or _received(form, sheets, period) or head.received_at
    row = head.submission(period, received, sum(len(s.numbers) for s in sheets))
    if head.profile is None or head.unit is None or period is None:
        return Parsed(row, {}, _columns(sheets, row), issues)
    if not row["row_count"]:
        issues = [*issues, issue("warning", "reader.no_rows")]
    stamp = tables.Stamp(str(row["submission_id"]), head.profile.id, head.unit, period)
    return Parsed(row, tables.build(sheets, stamp, head.profile), _columns(sheets, row), issues)


def _received(form: Form, sheets: Sequence[SheetRows], period: date | None) -> datetime | None:
    if form.received_from is None:
        return None
    days = [d for sheet in sheets for d in sheet.of(form.received_from) if d]
    day = period if form.received_from == "period" else max(days, default=None)
    return datetime(day.year, day.month, day.day) if day else None


def _columns(sheets: Sequence[SheetRows], row: dict[str, object]) -> pl.DataFrame:
    found = [
        {"submission_id": row["submission_id"], **column} for sheet in sheets for column in sheet.columns
    ]
    return pl.DataFrame(found, schema=schema("submission_column"))


def _refused(head: Head, issues: list[Issue]) -> Parsed:
    row = head.submission(head.period, head.received_at, 0)
    return Parsed(row, {}, _columns([], row), issues)
