"""Every page, visited in Chinese and light and in English and dark: sound, accessible, in shape."""

from urllib.parse import urlencode

import pytest

from paceboard import text
from tests.browser import access, looks
from tests.browser.visit import SIZE, TRACEBACK, WAIT, Visit
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

# Name of the picture -> address. The first page of the menu answers at "/".
PAGES = {
    p.stem: {"": p.stem if p.stem != "overview" else ""} for p in sorted((ROOT / "pages").glob("*/*.py"))
} | {
    "project": {"": "project", "project": "2017-510182-48-01-000092"},
    "sites_room": {"": "sites", "map": "room"},
    "sites_still": {"": "sites", "map": "still"},
    "league_wall": {"": "league", "wall": "1"},
    "overview_wall": {"": "", "wall": "1"},
}
WAITS = {
    "sites": "[data-testid=stDeckGlJsonChart] canvas",
    "sites_room": ".room[data-ready]",
    "briefing": ".wall-play svg",
}
LOOKS = {"zh": "light", "en": "dark"}
# A tablet both ways, a desk, a wall: each page stands on each of them in one of its visits.
SCREENS = {"zh": ((1024, 768), (3840, 2160)), "en": ((768, 1024), (1920, 1080))}
CITY = {"city": "chengdu", "month": "2019-08"}


@pytest.fixture(scope="module")
def readers(browser):
    """A reader of each language with a theme of their own, who asked for less motion."""
    found = {
        lang: browser.new_context(viewport=SIZE, locale="zh-CN", color_scheme=mode, reduced_motion="reduce")
        for lang, mode in LOOKS.items()
    }
    yield found
    for reader in found.values():
        reader.close()


def sound(visit: Visit, lang: str) -> None:
    """No complaint, no traceback, no apology, no request beyond this machine."""
    assert visit.outside == []
    assert visit.errors == []
    assert not TRACEBACK.search(visit.text)
    assert text.words(lang)("frame.failed") not in visit.text


def drawn(visit: Visit, name: str) -> None:
    """Wait for what settles after the script: a map's canvas, a wall's picture."""
    if name in WAITS:
        visit.page.wait_for_selector(WAITS[name], timeout=WAIT)


@pytest.mark.parametrize("lang", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_sound_accessible_and_in_shape(readers, server, name, lang):
    asked = PAGES[name] | CITY | {"lang": lang}
    with Visit.tab(readers[lang], server) as visit:
        visit.open(f"/{asked.pop('')}?{urlencode(asked)}")
        drawn(visit, name)
        sound(visit, lang)
        faults = access.faults(visit.page)
        shot = visit.page.screenshot(animations="disabled")
        for width, height in SCREENS[lang]:
            visit.resize(width, height)
        sound(visit, lang)
    assert faults == []
    assert looks.differs(f"{name}-{lang}-{LOOKS[lang]}", shot) == ""
