"""One file as the submissions it holds: which form, which city, who reports, for which month."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from paceboard import profiles
from paceboard.ingest import cells, forms, headers, rows, tables, workbook
from paceboard.ingest.forms import Form, SheetForm
from paceboard.ingest.headers import Located, Titles
from paceboard.ingest.parsed import Issue, Parsed, issue, schema
from paceboard.ingest.rows import SheetRows
from paceboard.ingest.workbook import Book, RawSheet
from paceboard.profiles import Profile

HELP_SHEETS = ("填表说明", "说明", "填报说明", "选项", "封面", "目录", "代码")


@dataclass(frozen=True)
class Overrides:
    """What the sender says of a file; None: the file itself says. received_at: UTC without a zone."""

    city: str | None = None
    unit: str | None = None
    period: date | None = None
    received_at: datetime | None = None
    form: str | None = None


@dataclass(frozen=True)
class Match:
    """A sheet, the part of the form it answers, and where its header stands (None: nowhere)."""

    sheet: RawSheet
    form: SheetForm
    located: Located | None


@dataclass(frozen=True)
class Head:
    """What one file says of itself; None where it does not."""

    name: str
    content: bytes
    form: Form | None
    profile: Profile | None
    unit: str | None
    period: date | None
    received_at: datetime

    def submission(self, period: date | None, received_at: datetime, count: int) -> dict[str, object]:
        """Return the row of table submission for one of the file's months."""
        city = self.profile.id if self.profile else None
        form = self.form.id if self.form else None
        stated = (city, self.unit, period.isoformat() if period else None, form)
        digest = hashlib.sha256(self.content + "|".join(part or "" for part in stated).encode()).hexdigest()
        return {
            "submission_id": digest[:16],
            "city": city,
            "unit_id": self.unit,
            "period": period,
            "form": form,
            "file_name": self.name,
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "received_at": received_at,
            "submitted_by": None,
            "status": "refused",
            "reason": None,
            "row_count": count,
        }


def now() -> datetime:
    """Return the time of receipt: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def parse(name: str, content: bytes, *, overrides: Overrides) -> list[Parsed]:
    """Return the submissions of one file in the order of their months.

    Never raises for what is in the file: a file that cannot be read is one submission with errors.
    """
    try:
        book = workbook.read(name, content)
    except workbook.UnreadableFile as wrong:
        head = Head(
            name, content, None, None, overrides.unit, overrides.period, overrides.received_at or now()
        )
        return [_refused(head, [issue("error", wrong.key, **wrong.values)])]
    form, matches = choose_form(book, overrides)
    issues = _sheet_issues(book, form, matches)
    facts = [headers.titles(m.sheet, m.located.first) for m in matches if m.located]
    head = _head(name, content, form, facts, overrides, issues)
    read = [
        rows.read(match.sheet, match.located, match.form, form, head.profile, fact)
        for match, fact in zip((m for m in matches if m.located), facts, strict=True)
        if match.located and form and head.profile
    ]
    if form is None or head.profile is None or not read:
        return [_refused(head, issues)]
    return _submissions(head, form, read, issues, overrides)


def choose_form(book: Book, overrides: Overrides) -> tuple[Form | None, list[Match]]:
    """Return the form whose headers a file answers best, and its sheets; (None, []) where none does."""
    if overrides.form:
        candidates: Iterable[str] = [overrides.form]
    else:
        candidates = profiles.get(overrides.city).forms if overrides.city else forms.ids()
    tried = [(form, _match(book, form)) for form in (forms.load(c) for c in candidates)]
    best = max(tried, key=lambda pair: _score(pair[1]), default=None)
    if best is None or not (best[1] or overrides.form):
        return None, []
    return best


def _score(matches: Sequence[Match]) -> float:
    located = [m.located for m in matches if m.located]
    return sum(len(spot.places) - 3 * len(spot.missing) - 0.1 * len(spot.unknown) for spot in located)


def _match(book: Book, form: Form) -> list[Match]:
    named: dict[str, SheetForm] = {cells.key(n): s for s in form.sheets for n in (s.name, *s.aliases)}
    matches = []
    rest = []
    for sheet in book.sheets:
        own = named.get(cells.key(sheet.name))
        if own:
            matches.append(Match(sheet, own, headers.locate(sheet, own)))
        else:
            rest.append(sheet)
    taken = {m.form.name for m in matches}
    free = [s for s in form.sheets if s.name not in taken]
    for sheet in rest:
        matches += _by_header(sheet, free, alone=len(book.sheets) == 1)
    return matches


def _by_header(sheet: RawSheet, free: list[SheetForm], *, alone: bool) -> list[Match]:
    """Return the sheet's match by its headers: all that are required, or where it stands alone the most."""
    found = [Match(sheet, own, headers.locate(sheet, own)) for own in free] if any(sheet.rows) else []
    located = [m for m in found if m.located and (alone or not m.located.missing)]
    if not located:
        return []
    return [max(located, key=lambda m: _score([m]))]


def _sheet_issues(book: Book, form: Form | None, matches: Sequence[Match]) -> list[Issue]:
    issues = [
        issue("warning", "reader.sheet_hidden", found=name) for name in book.hidden if name not in HELP_SHEETS
    ]
    if form is None or not matches:
        accepted = "、".join(s.name for s in form.sheets) if form else "、".join(forms.ids())
        found = "、".join(s.name for s in book.sheets)
        key = "reader.no_sheet" if form else "reader.no_form"
        return [*issues, issue("error", key, found=found, accepted=accepted)]
    used = {m.sheet.name for m in matches}
    for sheet in book.sheets:
        if sheet.name not in used and any(sheet.rows) and sheet.name not in HELP_SHEETS:
            issues.append(issue("warning", "reader.sheet_unknown", found=sheet.name))
    for match in matches:
        if match.located is None:
            wanted = [c.header for c in match.form.columns if c.required or c.expected]
            issues.append(
                issue("error", "reader.no_header", sheet=match.sheet.name, accepted="、".join(wanted))
            )
    return issues


def _head(
    name: str,
    content: bytes,
    form: Form | None,
    facts: Sequence[Titles],
    overrides: Overrides,
    issues: list[Issue],
) -> Head:
    stem = Path(name).stem
    profile = _profile(form, facts, stem, overrides)
    if form and profile is None:
        issues.append(
            issue("error", "reader.no_city", accepted="、".join(p.name.zh for p in profiles.load().values()))
        )
    unit = _unit(form, profile, facts, stem, overrides, issues) if profile else overrides.unit
    period = _period(form, facts, stem, overrides, issues) if form else overrides.period
    dated = next((f.received_on for f in facts if f.received_on), None)
    received = overrides.received_at or (datetime(dated.year, dated.month, dated.day) if dated else now())
    return Head(name, content, form, profile, unit, period, received)


def _profile(form: Form | None, facts: Sequence[Titles], stem: str, overrides: Overrides) -> Profile | None:
    stated = overrides.city or (form.city if form else None)
    if stated:
        return profiles.get(stated)
    words = " ".join([*(f.words for f in facts), stem])
    found = [p for p in profiles.load().values() if p.name.zh in words or p.name.zh.rstrip("市") in words]
    if not found and (named := next((f.reporter for f in facts if f.reporter), None)):
        found = [p for p in profiles.load().values() if p.find_unit(named)]
    return max(found, key=lambda p: len(p.name.zh)) if found else None


def _unit(
    form: Form | None,
    profile: Profile,
    facts: Sequence[Titles],
    stem: str,
    overrides: Overrides,
    issues: list[Issue],
) -> str | None:
    names = list(dict.fromkeys(f.reporter for f in facts if f.reporter))
    found = [profile.find_unit(n) for n in names]
    ids = list(dict.fromkeys(u.id for u in found if u))
    accepted = "、".join(u.zh for u in profile.units)
    if overrides.unit:
        own = profile.find_unit(overrides.unit)
        if own is None:
            issues.append(issue("error", "reader.unknown_unit", found=overrides.unit, accepted=accepted))
        elif ids and own.id not in ids:
            issues.append(issue("warning", "reader.title_differs", found=names[0], used=own.zh))
        return own.id if own else None
    if names and len(ids) != 1:
        key = "unit_contradicts" if len(ids) > 1 else "unknown_unit"
        issues.append(issue("error", f"reader.{key}", found="、".join(names), accepted=accepted))
        return None
    if ids:
        return ids[0]
    inside = [u for u in profile.units if any(len(n) > 1 and n in stem for n in (u.zh, *u.aliases))]
    if inside:
        return max(inside, key=lambda u: len(u.zh)).id
    if form is None or form.default_unit is None:
        issues.append(issue("error", "reader.no_unit", accepted=accepted))
    return form.default_unit if form else None


def _period(
    form: Form, facts: Sequence[Titles], stem: str, overrides: Overrides, issues: list[Issue]
) -> date | None:
    stated = list(dict.fromkeys(f.period for f in facts if f.period))
    if overrides.period:
        if stated and overrides.period not in stated:
            shown = {"found": f"{stated[0]:%Y-%m}", "used": f"{overrides.period:%Y-%m}"}
            issues.append(issue("warning", "reader.title_differs", **shown))
        return overrides.period.replace(day=1)
    if len(stated) > 1:
        months = "、".join(f"{m:%Y-%m}" for m in stated)
        issues.append(issue("error", "reader.period_contradicts", found=months))
    found = stated[0] if stated else form.period_in(stem) or headers.period_in([stem])
    if found is None and form.split_by is None:
        issues.append(issue("error", "reader.no_period"))
    return found


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
