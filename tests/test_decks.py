"""Every figure of every page becomes a slide that can be edited, and decks say what page and workbook say."""

import io
import re
import shutil
import subprocess
import zipfile
from collections import defaultdict
from datetime import date
from functools import cache

import openpyxl
import polars as pl
import pytest
from lxml import etree

from paceboard import baskets, decks, exports, profiles, recipes, text
from paceboard import store as snapshots
from paceboard.excerpts import Absent, Excerpt, Studio
from paceboard.exports import pictures
from paceboard.filters import Filters, parse_month
from paceboard.packs import Press
from tests.conftest import ROOT
from tests.visitor import CITIES, cards, figures, visit

ZH = text.words("zh")
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = ("map", "picture", "tiles")  # kinds of figure that no native chart shows
FIRST_DAY = date(1899, 12, 30)  # spreadsheets count days from here
WITHOUT_FIGURES = {
    "returns",
    "glossary",
    "console",
    "checker",
    "bulletin",
    "find",
    "deck",
    "pack",
    "briefing",
}
PAGES = sorted({path.stem for path in (ROOT / "pages").glob("*/*.py")} - WITHOUT_FIGURES)
# The choices of pages that draw other figures than the first.
CHOICES = {
    "curve": [{"show": show} for show in ("total", "month", "years", "unit", "sector", "level", "batch")],
    "problems": [{"by": by} for by in ("unit", "kind", "department")],
}
# Pages that draw figures elsewhere which Chengdu has no data for.
ELSEWHERE = {"factors": "binzhou", "pipeline": "zhenjiang", "targets": "zhenjiang", "reconcile": "suqian"}


@pytest.fixture(scope="module")
def studio(store, demo_home) -> Studio:
    answer = cache(lambda _snapshot, name, filters, values: store.ask(name, filters, **dict(values)))
    return Studio(snapshots.current(demo_home), "zh", "light", answer)


def address(city: str, **more: str) -> dict[str, list[str]]:
    return {key: [value] for key, value in ({"city": city, "month": CITIES[city]} | more).items()}


def taken(studio: Studio, page: str, city: str) -> list[Excerpt]:
    """What a page shows in a city, under each of its choices."""
    more = {}
    if page == "project":
        more = {"project": studio.view("overview", address(city)).ask("gap")["entity"].first()}
    return [
        excerpt
        for choice in CHOICES.get(page, [{}])
        for excerpt in studio.take(page, address(city, **more, **choice)).values()
    ]


# independent readers


def parts(data: bytes, folder: str) -> dict[str, etree._Element]:
    """The XML files of a folder of the package, in the order of their numbers."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [
            n for n in package.namelist() if re.fullmatch(rf"ppt/{folder}/[a-z]+\d+\.xml", n, re.IGNORECASE)
        ]
        names.sort(key=lambda name: int(re.findall(r"\d+", name)[-1]))
        return {name: etree.fromstring(package.read(name)) for name in names}


def charted(data: bytes) -> list[float]:
    """Every number that the charts of a deck draw along or upright, sorted."""
    return sorted(
        float(value.text)
        for chart in parts(data, "charts").values()
        for tag in ("val", "xVal")
        for values in chart.iter(f"{C}{tag}")
        for value in values.iter(f"{C}v")
    )


def tables(data: bytes) -> list[list[list[str]]]:
    """The tables of a deck as rows of texts."""
    return [
        [
            ["".join(t.text or "" for t in cell.iter(f"{A}t")) for cell in row.iter(f"{A}tc")]
            for row in table.iter(f"{A}tr")
        ]
        for slide in parts(data, "slides").values()
        for table in slide.iter(f"{A}tbl")
    ]


def said(data: bytes) -> list[str]:
    """Every text of the slides, one entry per paragraph."""
    return [
        "".join(t.text or "" for t in paragraph.iter(f"{A}t"))
        for slide in parts(data, "slides").values()
        for paragraph in slide.iter(f"{A}p")
    ]


def counted(value: object) -> float:
    """A number, or a day as spreadsheets count it."""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    return float((value - FIRST_DAY).days if isinstance(value, date) else value)


def along(trace) -> list:
    """What a trace draws along its axis of numbers or days."""
    if trace.type == "box":
        ends = [trace.lowerfence, trace.upperfence, trace.q1, trace.q3, trace.median, trace.median]
        return [value for values in ends for value in values]
    return list(trace.x)


def drawn(excerpt: Excerpt, slides: int = 1) -> list[float]:
    """Every number that the named traces of a figure draw, sorted; of points and boxes those along.

    slides: how many repeat the upright lines, such as the day of today.
    """
    layout, found = excerpt.figure.layout, []
    is_points = layout.meta["kind"] == "points"
    for trace in excerpt.figure.data:
        if trace.name is not None and trace.meta != "inner":
            is_flat = is_points or getattr(trace, "orientation", None) == "h"
            found += [counted(value) for value in (along(trace) if is_flat else trace.y) if value is not None]
    for shape in list(layout.shapes) * slides if is_points else ():
        found += [counted(shape.x0), counted(shape.x1)]
    return sorted(found)


# every figure


def is_chart(excerpt: Excerpt) -> bool:
    return excerpt.figure is not None and excerpt.figure.layout.meta["kind"] not in DRAWN


def assert_editable(excerpt: Excerpt, city: str) -> None:
    """A figure is a chart with title, source and, lines and upright bars, every number that is drawn."""
    data = exports.pptx(excerpt.figure, excerpt.rows, words=ZH, profile=profiles.get(city))
    assert parts(data, "charts"), f"{excerpt.name} has no chart that can be edited"
    # What goes on on further slides says so behind its title.
    titled = [line for line in said(data) if line.startswith(excerpt.title)]
    assert len(titled) == len(parts(data, "slides"))
    assert excerpt.source in said(data)
    if excerpt.figure.layout.meta["kind"] == "panels":
        assert set(charted(data)) == set(drawn(excerpt)), excerpt.name
    if excerpt.figure.layout.meta["kind"] in ("lines", "bars", "points"):
        slides = len(parts(data, "slides"))
        assert charted(data) == pytest.approx(drawn(excerpt, slides), rel=1e-12), excerpt.name


def digits(value: float) -> float:
    """A number with as many digits as survive a workbook and a change of unit."""
    return float(f"{value:.9g}")


def written(book: openpyxl.Workbook) -> set[float]:
    """Every number and day of a workbook; amounts in both units, for charts draw hundreds of millions."""
    found: set[float] = set()
    for value in (cell for row in book.active.iter_rows(values_only=True) for cell in row):
        if isinstance(value, date):
            found.add(counted(value.isoformat()))
        elif isinstance(value, int | float):
            found |= {digits(value), digits(-value), digits(value / 10_000)}
    return found


def assert_taken_away(excerpt: Excerpt, city: str) -> None:
    """The rows are a workbook with a frozen head and the source; a table is a table on its slide."""
    said_ = {"words": ZH, "profile": profiles.get(city), "source": excerpt.source}
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(excerpt.rows, title=excerpt.title, **said_)))
    assert book.active.freeze_panes
    assert any(excerpt.source == row[0] for row in book.active.iter_rows(max_row=4, values_only=True))
    if is_chart(excerpt):
        missing = {digits(value) for value in drawn(excerpt)} - written(book) - {0.0}
        assert not missing, excerpt.name
    if excerpt.figure is None:
        kept = tuple(name for name in excerpt.columns if name in excerpt.rows.columns)
        data = exports.table_pptx(excerpt.rows, title=excerpt.title, columns=kept, **said_)
        assert len(tables(data)) == 1


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_becomes_slides_that_can_be_edited_and_workbooks(page, studio):
    found = taken(studio, page, "chengdu")
    for excerpt in found:
        assert_taken_away(excerpt, "chengdu")
        if is_chart(excerpt):
            assert_editable(excerpt, "chengdu")
    seen = {excerpt.name for excerpt in found}
    for excerpt in taken(studio, page, ELSEWHERE[page]) if page in ELSEWHERE else ():
        if is_chart(excerpt) and excerpt.name not in seen:
            assert_editable(excerpt, ELSEWHERE[page])


def test_a_page_or_chart_that_is_not_there_is_said_to_be_absent(studio):
    with pytest.raises(Absent, match="no page 'nowhere'"):
        studio.take("nowhere", address("chengdu"))


# the pack: deck, workbook and page


@pytest.fixture(scope="module")
def pack(studio):
    asked = Filters("chengdu", parse_month(CITIES["chengdu"]))
    return Press(recipes.get("dispatch"), studio, asked).pack()


@pytest.fixture(scope="module")
def deck(pack) -> bytes:
    return exports.deck(pack.leaves, words=ZH, profile=profiles.get("chengdu"))


def test_the_pack_has_a_page_for_each_unit_and_the_scope_of_each_page(pack, studio):
    units = studio.view("overview", address("chengdu")).ask("kpis").filter(cut="unit")
    found = [leaf.title for leaf in pack.leaves]
    for unit in units.filter(pl.col("project_count") > 0)["key"]:
        assert [title for title in found if title.startswith(profiles.get("chengdu").unit(unit).zh + "：")]
    last = pack.leaves[-1]
    listed = [row for part in last.parts() for row in part.rows.rows()]
    assert [(row[1], row[2]) for row in listed] == [(leaf.title, leaf.source) for leaf in pack.leaves[:-1]]


def test_the_appendix_goes_on_until_every_scope_tag_stands_in_it_whole(pack, deck):
    head = [ZH(f"pack.appendix_{column}") for column in ("page", "slide", "scope")]
    listed = [row for table in tables(deck) if table[0] == head for row in table[1:]]
    assert [row[1:] for row in listed] == [[leaf.title, leaf.source] for leaf in pack.leaves[:-1]]


def test_deck_workbook_and_page_show_the_same_curve(pack, deck, demo_home, monkeypatch):
    excerpt = next(found for _, found in pack.excerpts if found.name == "curve-total")
    page = figures(visit(demo_home, monkeypatch, "curve", city="chengdu", month=CITIES["chengdu"]))["curve"]
    on_screen = {trace["name"]: [v for v in trace["y"] if v is not None] for trace in page["data"]}
    in_deck = defaultdict(list)
    chart = list(parts(deck, "charts").values())[1]
    for series in chart.iter(f"{C}ser"):
        name = next(series.find(f"{C}tx").iter(f"{C}v")).text
        in_deck[name] = [float(v.text) for v in series.find(f"{C}val").iter(f"{C}v")]
    assert dict(in_deck) == on_screen
    book = openpyxl.load_workbook(
        io.BytesIO(
            exports.xlsx(excerpt.rows, words=ZH, profile=profiles.get("chengdu"), source=excerpt.source)
        )
    ).active
    heads = next(i for i, row in enumerate(book.iter_rows(values_only=True), 1) if row[1])
    place = next(cell.column for cell in book[heads] if cell.value == "年度累计完成投资（万元）")
    cells = [row[0] for row in book.iter_rows(heads + 1, min_col=place, max_col=place, values_only=True)]
    actual = on_screen[ZH("chart.actual")]
    assert [cell / 10_000 for cell in cells if cell is not None] == pytest.approx(actual, rel=1e-12)


def test_deck_and_page_show_the_same_headline_figures(deck, demo_home, monkeypatch):
    on_screen = cards(visit(demo_home, monkeypatch, "overview", city="chengdu", month=CITIES["chengdu"]))
    lines = said(deck)
    for label in ("投资完成率", "超/欠序时", "年度累计完成投资", "开工率", "应开未开", "问题办结率"):
        assert lines[lines.index(label) + 1] == on_screen[label]


def test_deck_and_page_list_the_same_projects_with_the_same_numbers(deck, demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "pack", city="chengdu", month=CITIES["chengdu"])
    on_screen = app.dataframe[0].value.head(5)
    table = next(t for t in tables(deck) if t[0][0] == "项目名称" and len(t) == 6)
    assert [row[0] for row in table[1:]] == on_screen["project_name"].to_list()
    shown = [f"{value:,.2f}".replace("-", "−") for value in on_screen["shown_gap_amount"]]
    assert [row[2] for row in table[1:]] == shown
    assert [row[3] for row in table[1:]] == [f"{value:.2f}%" for value in on_screen["shown_completion_share"]]


def test_speaker_notes_carry_the_scope_tag_and_where_to_trace(deck):
    notes = [
        "".join(t.text or "" for t in note.iter(f"{A}t")) for note in parts(deck, "notesSlides").values()
    ]
    assert all("口径" in note and "数据版本" in note for note in notes)
    assert any("/curve?city=chengdu&month=2019-09" in note for note in notes)


# the basket


def test_a_basket_becomes_a_deck_and_follows_the_latest_month(studio):
    basket = baskets.Basket(
        (
            baskets.item("curve", "curve-years", address("chengdu", show="years")),
            baskets.item("league", "no-such-chart", address("chengdu")),
            baskets.item("overview", "gap", address("suqian")),
        ),
        "我的材料",
    )
    found = decks.find(basket, studio)
    assert [bool(one.excerpt) for one in found] == [True, False, True]
    view = studio.view("deck", address("chengdu"))
    data = exports.deck(decks.leaves(basket, found, view), words=ZH, profile=view.profile)
    assert "我的材料" in said(data)
    assert len(parts(data, "slides")) == 4
    latest = decks.find(basket.latest(), studio)
    assert {one.view.filters.month for one in latest} == {latest[0].view.months[0], latest[2].view.months[0]}
    assert decks.fixed(basket.latest(), latest).items[0].query()["month"] == [
        f"{latest[0].view.months[0]:%Y-%m}"
    ]


def test_a_deck_in_the_address_opens_on_its_page(demo_home, monkeypatch):
    basket = baskets.Basket((baskets.item("league", "league", address("chengdu")),))
    app = visit(demo_home, monkeypatch, "deck", city="chengdu", deck=baskets.link(basket))
    assert "league" in figures(app)
    broken = visit(demo_home, monkeypatch, "deck", city="chengdu", deck="1broken")
    assert "不完整" in broken.warning[0].value


# printing


@pytest.mark.skipif(pictures.browser() is None, reason="no Chromium on this machine: nothing can be printed")
@pytest.mark.parametrize(("paper", "points"), [("slide", (960, 540)), ("a4", (841.89, 595.28))])
def test_a_pdf_has_a_page_per_leaf_as_large_as_a_slide_or_as_a4_lying_down(pack, paper, points):
    data = exports.pdf(pack.leaves[:6], words=ZH, profile=profiles.get("chengdu"), paper=paper)
    assert data.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 6
    sizes = {tuple(map(float, size.split()[2:])) for size in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", data)}
    assert len(sizes) == 1
    assert sizes.pop() == pytest.approx(points, abs=1.0)


OFFICE = all(shutil.which(name) for name in ("soffice", "pdftotext"))


@pytest.mark.skipif(not OFFICE, reason="no LibreOffice or pdftotext on this machine: decks are not opened")
def test_libreoffice_opens_the_pack_and_shows_its_numbers(deck, pack, tmp_path):
    (tmp_path / "deck.pptx").write_bytes(deck)
    office = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*office, "--outdir", tmp_path, tmp_path / "deck.pptx"], check=True, capture_output=True)
    read = ["pdftotext", "-layout", tmp_path / "deck.pdf", "-"]
    pages = subprocess.run(read, check=True, capture_output=True, text=True).stdout.split("\f")[:-1]
    bare = ["".join(page.split()) for page in pages]
    assert len(bare) == len(parts(deck, "slides"))
    for leaf, page in zip(pack.leaves, bare, strict=False):
        assert "".join(leaf.source.split()) in page
        for card in leaf.cards.cards if leaf.cards else ():
            assert "".join(card.value.split()) in page
