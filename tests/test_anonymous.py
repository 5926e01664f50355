"""Files name nobody beside their contents: not their makers, not those of their templates."""

import io
import re
import zipfile

import docx
import pytest
from pptx import Presentation

from paceboard import exports, profiles, recipes, text
from paceboard.exports import document, masters, pictures, slides
from paceboard.filters import Filters, parse_month
from paceboard.packs import Press
from tests.test_decks import studio
from tests.test_notice import made, parts_of, private_words
from tests.test_templates import LEAVES
from tests.visitor import CITIES

__all__ = ["studio"]
CITY = profiles.get("chengdu")
ZH = text.words("zh")
PERSON = "张某某"
APP = "docProps/app.xml"


def signed(path, file) -> None:
    """A template with a person's name wherever programs write one."""
    properties = file.core_properties
    for name in ("author", "last_modified_by", "keywords", "category", "subject", "comments"):
        setattr(properties, name, PERSON)
    file.save(path)
    with zipfile.ZipFile(path) as old:
        held = {name: old.read(name) for name in old.namelist()}
    known = re.sub(rb"<(Manager|Company)>.*?</\\1>|<(Manager|Company)/>", b"", held[APP])
    ends = f"<Manager>{PERSON}</Manager><Company>{PERSON}</Company></Properties>".encode()
    held[APP] = known.replace(b"</Properties>", ends)
    with zipfile.ZipFile(path, "w") as new:
        for name, content in held.items():
            new.writestr(name, content)


def test_a_deck_forgets_who_made_its_master(tmp_path):
    path = masters.path(CITY, tmp_path)
    path.parent.mkdir()
    signed(path, Presentation())
    assert PERSON in parts_of(path.read_bytes())
    data = slides.deck(LEAVES, words=ZH, profile=CITY, folder=tmp_path)
    assert PERSON not in parts_of(data)
    properties = Presentation(io.BytesIO(data)).core_properties
    assert (properties.author, properties.last_modified_by) == (ZH("frame.product"), "")
    # The little picture of its first slide goes, too.
    assert not [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "thumbnail" in name]


def test_a_notice_forgets_who_made_its_template(tmp_path, store):
    own = docx.Document()
    run = own.add_paragraph("{{标题}}").add_run("正文")
    own.add_comment(run, text="请核", author=PERSON, initials="张")
    signed(tmp_path / "bulletin.docx", own)
    assert PERSON in parts_of((tmp_path / "bulletin.docx").read_bytes())
    data, _ = document.write(made(store, "suqian", "zh"), tmp_path / "bulletin.docx")
    assert PERSON not in parts_of(data)
    assert docx.Document(io.BytesIO(data)).core_properties.last_modified_by == ""


@pytest.fixture(scope="module")
def pack(studio):
    return Press(recipes.get("dispatch"), studio, Filters("suqian", parse_month(CITIES["suqian"]))).pack()


def leaders(store, city: str) -> set[str]:
    """The persons that the store knows by name."""
    rows = store._connection.cursor().execute(
        "select distinct leader from project_version where city = ? and leader is not null", [city]
    )
    return {name for (name,) in rows.fetchall()}


def test_no_person_stands_in_a_deck_its_notes_or_the_workbooks_in_it(pack, store):
    data = exports.deck(pack.leaves, words=ZH, profile=profiles.get("suqian"))
    inner = [content for name, content in held(data).items() if name.endswith(".xlsx")]
    told = "".join([parts_of(data), *map(parts_of, inner)])
    known = leaders(store, "suqian")
    assert known
    assert known <= private_words(store, "suqian")
    assert not [name for name in known if name in told]


def held(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_workbook_has_no_author_no_hidden_sheet_and_no_comment(pack):
    _, excerpt = pack.excerpts[0]
    found = held(exports.xlsx(excerpt.rows, words=ZH, profile=CITY, title="甲", source="乙"))
    assert not [name for name in found if "comment" in name or "vml" in name.lower()]
    book, core = found["xl/workbook.xml"].decode(), found["docProps/core.xml"].decode()
    assert not re.findall(r'<sheet [^>]*state="', book)
    for tag in ("dc:creator", "cp:lastModifiedBy"):
        assert re.search(rf"<{tag}>[^<]+</{tag}>", core) is None


@pytest.mark.skipif(pictures.browser() is None, reason="no Chromium on this machine: nothing can be printed")
def test_a_pdf_names_no_author(pack, store):
    data = exports.pdf(pack.leaves[:1], words=ZH, profile=profiles.get("suqian"))
    assert b"/Author" not in data
