"""The public notice as a Word document, in the city's own template where there is one."""

import io
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph

from paceboard import profiles, text
from paceboard.exports import anonymous, document_styles, document_table
from paceboard.exports.bundles import bundle
from paceboard.notice import SECTIONS, Notice, Section
from paceboard.text import Words

PLACES = ("title", "city", "month", "body", "notes", *SECTIONS)
INLINE = ("title", "city", "month")
PLACE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
# Without a fixed date the same notice would make a different file each time.
CREATED = datetime(2000, 1, 1)


def template(city: str, lang: str) -> Path | None:
    """Return the city's own template: data/profiles/<city>/bulletin.docx, bulletin.en.docx first."""
    folder = profiles.PROFILES / city
    names = ("bulletin.docx",) if lang == "zh" else (f"bulletin.{lang}.docx", "bulletin.docx")
    return next((folder / name for name in names if (folder / name).is_file()), None)


def write(notice: Notice, path: Path | None = None) -> tuple[bytes, tuple[str, ...]]:
    """Return the notice as .docx, and a sentence for each thing that its template (path) lacks."""
    words = text.words(notice.lang)
    document, found = _opened(path, words)
    own = document is not None
    document = document or docx.Document()
    writer = _Writer(document, words)
    found += writer.styles.missing if own else []
    found += _fill(document, notice, writer, words) if own else []
    if not own:
        document_styles.page(document, notice.sample)
        writer.everything(notice)
    _properties(document, notice)
    buffer = io.BytesIO()
    document.save(buffer)
    return _undated(buffer), tuple(found)


def _undated(buffer: io.BytesIO) -> bytes:
    """Return the archive without the time at which each of its parts was written."""
    with ZipFile(buffer) as archive:
        return bundle({name: archive.read(name) for name in archive.namelist()})


def _opened(path: Path | None, words: Words) -> tuple[Document | None, list[str]]:
    if path is None:
        return None, []
    try:
        return docx.Document(str(path)), [words("bulletin.template_used", file=path.name)]
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as wrong:
        return None, [words("bulletin.template_broken", file=path.name, why=wrong)]


def _properties(document: Document, notice: Notice) -> None:
    properties = document.core_properties
    anonymous.clear(document.part.package, properties)
    properties.title, properties.author = notice.title, notice.city
    properties.comments, properties.language = notice.notes[-1], notice.lang
    properties.created = properties.modified = CREATED


class _Writer:
    """Writes parts of a notice, one paragraph or table after the other, at the end of a document."""

    def __init__(self, document: Document, words: Words) -> None:
        self.document = document
        self.words = words
        self.styles = document_styles.Styles(document, words)

    def line(self, said: str, style: str) -> Paragraph:
        paragraph = self.document.add_paragraph(style=self.styles[style])
        paragraph.add_run(said)
        return paragraph

    def section(self, section: Section, number: str = "") -> None:
        self.line(number + section.heading, "heading")
        for sentence in section.sentences:
            self.line(sentence, "body")
        for listed in section.lists:
            line = self.line("", "body")
            document_styles.colour(line.add_run(f"{listed.sign} "), listed.colour)
            line.add_run(listed.word).bold = True
            line.add_run(self.words("bulletin.after_card") + listed.text)
        if section.table:
            document_table.add(self.document, section.table, self.styles)

    def parts(self, notice: Notice) -> None:
        for i, section in enumerate(notice.sections, 1):
            self.section(section, self.words(f"bulletin.number_{i}"))

    def notes(self, notice: Notice) -> None:
        self.line(self.words("bulletin.notes"), "heading")
        for note in notice.notes:
            self.line(note, "note")

    def everything(self, notice: Notice) -> None:
        self.line(notice.title, "title")
        self.parts(notice)
        self.notes(notice)


def _places(words: Words) -> dict[str, str]:
    """Return every placeholder that a template may hold, in both languages -> what it stands for."""
    return {text.words(lang)(f"bulletin.place_{id_}"): id_ for lang in text.LANGS for id_ in PLACES}


def _named(id_: str, words: Words) -> str:
    return "{{" + words(f"bulletin.place_{id_}") + "}}"


def _fill(document: Document, notice: Notice, writer: _Writer, words: Words) -> list[str]:
    """Write the notice at the template's placeholders; say what is missing and what is unknown."""
    known, used, found = _places(words), set(), []
    values = {"title": notice.title, "city": notice.city, "month": notice.month}
    makers = _makers(notice, writer)
    for paragraph in _paragraphs(document):
        for name in PLACE.findall(paragraph.text):
            id_ = known.get(name)
            used.add(id_)
            if id_ is None:
                listed = words("answer.and").join(_named(i, words) for i in PLACES)
                found.append(words("bulletin.template_unknown", name="{{" + name + "}}", known=listed))
            elif id_ in values:
                _replace(paragraph, name, values[id_])
            elif id_ in makers:
                _put(document, paragraph, makers[id_])
            else:
                _put(document, paragraph, lambda: None)
    return found + _left_out(notice, used, writer, words)


def _makers(notice: Notice, writer: _Writer) -> dict[str, Callable[[], None]]:
    made: dict[str, Callable[[], None]] = {
        section.id: lambda section=section: writer.section(section) for section in notice.sections
    }
    return made | {"body": lambda: writer.parts(notice), "notes": lambda: writer.notes(notice)}


def _left_out(notice: Notice, used: set[str | None], writer: _Writer, words: Words) -> list[str]:
    body = _named("body", words)
    if not used & {"body", *SECTIONS}:
        writer.everything(notice)
        return [words("bulletin.template_no_body", body=body)]
    missing = [] if "body" in used else [s for s in notice.sections if s.id not in used]
    found = [_missing(s.id, s.heading, body, words) for s in missing]
    if "notes" not in used:
        found.append(_missing("notes", words("bulletin.notes"), body, words))
    return found


def _missing(id_: str, heading: str, body: str, words: Words) -> str:
    return words("bulletin.template_missing_place", name=_named(id_, words), heading=heading, body=body)


def _paragraphs(document: Document) -> Sequence[Paragraph]:
    """Return every paragraph that may hold a placeholder: text, cells of tables, headers and footers."""
    found = list(document.paragraphs)
    found += [
        p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs
    ]
    for section in document.sections:
        for part in (section.header, section.footer):
            found += [] if part.is_linked_to_previous else part.paragraphs
    return found


def _replace(paragraph: Paragraph, name: str, value: str) -> None:
    """Put a value in the place of {{name}}, which Word may have split over several runs."""
    first, *rest = paragraph.runs
    written = re.sub(r"\{\{\s*" + re.escape(name) + r"\s*\}\}", lambda _: value, paragraph.text)
    first.text = written
    for run in rest:
        run.text = ""


def _put(document: Document, paragraph: Paragraph, make: Callable[[], None]) -> None:
    """Write a part and move it to where the placeholder's paragraph stands, which goes."""
    body = document.element.body
    before = list(body)
    make()
    known = set(before)
    for element in [e for e in body if e not in known]:
        paragraph._p.addprevious(element)
    paragraph._p.getparent().remove(paragraph._p)
