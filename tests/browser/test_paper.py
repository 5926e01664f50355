"""What comes out of the printer: white A4 sheets with every unit and value of the page, in any theme."""

import re
import shutil
import subprocess
from urllib.parse import urlencode

import pytest
from PIL import Image

from paceboard import filters, profiles, units
from tests.browser.visit import Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not shutil.which("pdftotext"), reason="no pdftotext on this machine: prints are not read"
    ),
]
AUGUST = {"city": "chengdu", "month": "2019-08"}
LEAGUE = {"page": "league"} | AUGUST
A4 = (841.89, 595.28)  # points, landscape


def printed(visit: Visit, tmp_path, page: str, scheme: str, **query: str) -> tuple[str, list[Image.Image]]:
    """What Ctrl+P gives: the words of all sheets, and each sheet as a small picture."""
    visit.page.emulate_media(color_scheme=scheme)
    visit.open(f"/{page}?{urlencode(query)}")
    if page != "glossary":
        visit.page.wait_for_selector(".js-plotly-plot .main-svg")
    paper = tmp_path / "paper.pdf"
    visit.page.pdf(path=paper, prefer_css_page_size=True)
    visit.page.emulate_media(color_scheme="light")
    said = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True)
    subprocess.run(["pdftoppm", "-r", "30", "-png", paper, tmp_path / "sheet"], check=True)
    return said.stdout, [Image.open(path) for path in sorted(tmp_path.glob("sheet*.png"))]


def league(store, lang: str) -> list[tuple[str, str, str]]:
    """Unit, completion rate and money invested of every row, as readers see them."""
    profile = profiles.get("chengdu")
    asked = filters.Filters(city="chengdu", month=filters.parse_month("2019-08"))
    rows = store.ask("scores", asked, scheme=None, more=None, ranks=None).filter(league="all")
    return [
        (profile.unit(unit).label(lang), units.share(share, profile), units.money_number(invested, profile))
        for unit, share, invested in rows.select("unit_id", "completion_share", "invested_ytd").iter_rows()
    ]


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "dark"), ("en", "light")])
def test_the_league_prints_whole(page, store, tmp_path, lang, scheme):
    said, sheets = printed(page, tmp_path, "league", scheme, **AUGUST, lang=lang)
    close = re.sub(r"\s+", "", said)
    for name, share, invested in league(store, lang):
        assert name.replace(" ", "") in close, name
        assert close.count(share) >= 2
        assert invested in close
    assert "2019" in said and ("口径" in said or "Scope" in said)
    assert len(sheets) == 2
    for sheet in sheets:
        assert sheet.width > sheet.height
        # Nothing runs into the margin, where printers cut, and the ground is white.
        grey = sheet.convert("L")
        ends = [grey.crop(box) for box in ((0, 0, 8, grey.height), (grey.width - 8, 0, *grey.size))]
        assert all(end.getextrema() == (255, 255) for end in ends)
        assert sum(grey.histogram()[250:]) > 0.6 * grey.width * grey.height


def test_a_figure_longer_than_a_sheet_is_cut_between_its_rows_with_its_head_on_each(page, tmp_path):
    where = {"city": "qianan", "month": "2022-07", "lang": "zh"}
    said, sheets = printed(page, tmp_path, "cards", "dark", **where)
    heads = [part for part in said.split("\f") if re.search(r"总评\s+投资进度\s+按期开工", part)]
    assert len(heads) >= 2
    assert len(sheets) >= 3


def test_the_page_is_as_before_once_it_was_printed(page, tmp_path):
    printed(page, tmp_path, "league", "light", **AUGUST, lang="zh")
    assert page.page.locator(".paper-figure, table.paper, .paper-off").count() == 0
    assert page.errors == []
