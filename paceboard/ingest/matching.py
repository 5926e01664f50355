"""Which form a file answers, and which of its sheets answers which part of the form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paceboard import profiles
from paceboard.ingest import cells, forms, headers
from paceboard.ingest.forms import Form, SheetForm
from paceboard.ingest.headers import Located
from paceboard.ingest.parsed import Issue, issue
from paceboard.ingest.workbook import Book, RawSheet

HELP_SHEETS = ("填表说明", "说明", "填报说明", "选项", "封面", "目录", "代码")


@dataclass(frozen=True)
class Match:
    """A sheet, the part of the form it answers, and where its header stands (None: nowhere)."""

    sheet: RawSheet
    form: SheetForm
    located: Located | None


def choose_form(book: Book, *, city: str | None, form_id: str | None) -> tuple[Form | None, list[Match]]:
    """Return the form whose headers a file answers best, and its sheets; (None, []) where none does."""
    if form_id:
        candidates: Iterable[str] = [form_id]
    else:
        candidates = profiles.get(city).forms if city else forms.ids()
    loaded = [forms.load(candidate) for candidate in candidates]
    # Headers are only searched for in every form where no sheet bears a form's name.
    loaded = [
        form for form in loaded if any(cells.key(s.name) in _named(form) for s in book.sheets)
    ] or loaded
    tried = [(form, _match(book, form)) for form in loaded]
    best = max(tried, key=lambda pair: _score(pair[1]), default=None)
    if best is None or not (best[1] or form_id):
        return None, []
    return best


def _score(matches: Sequence[Match]) -> float:
    located = [m.located for m in matches if m.located]
    return sum(len(spot.places) - 3 * len(spot.missing) - 0.1 * len(spot.unknown) for spot in located)


def _named(form: Form) -> dict[str, SheetForm]:
    return {cells.key(name): sheet for sheet in form.sheets for name in (sheet.name, *sheet.aliases)}


def _match(book: Book, form: Form) -> list[Match]:
    named = _named(form)
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


def sheet_issues(book: Book, form: Form | None, matches: Sequence[Match]) -> list[Issue]:
    """Return what is to be said of sheets that are hidden, unknown, missing or without a header."""
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
