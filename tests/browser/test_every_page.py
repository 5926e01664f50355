"""Every page, seen in both languages, light and dark: sound, accessible, in shape."""

from dataclasses import dataclass
from urllib.parse import urlencode

import pytest

from paceboard import text
from tests.browser import access, looks
from tests.browser.visit import MOMENT, SIZE, TRACEBACK, WAIT, Visit
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

# Name of the picture -> address. The first page of the menu answers at "/".
PAGES = {
    p.stem: {"": p.stem if p.stem != "overview" else ""} for p in sorted((ROOT / "pages").glob("*/*.py"))
} | {
    "project": {"": "project", "project": "2017-510182-48-01-000092"},
    "sites_room": {"": "sites", "map": "room"},
    "sites_still": {"": "sites", "map": "still"},
    "sites_tiles": {"": "sites", "map": "tiles"},
    "league_wall": {"": "league", "wall": "1"},
    "overview_wall": {"": "", "wall": "1"},
}
WAITS = {
    "sites": "[data-testid=stDeckGlJsonChart] canvas",
    "sites_room": ".room[data-ready]",
    "briefing": ".wall-play svg",
}
MODES = ("light", "dark")
# Rules of accessibility are asked once a language, each time in another theme.
ASKED = {"zh": "light", "en": "dark"}
# A tablet both ways, a desk, a wall: each page stands on each of them in one of its visits.
SCREENS = {"zh": ((1024, 768), (3840, 2160)), "en": ((768, 1024), (1920, 1080))}
TURNED = "mode => getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === mode"
CITY = {"city": "chengdu", "month": "2019-08"}


@dataclass
class Reader:
    """Somebody who walks from page to page in one tab: loading the app anew would be most of a visit."""

    visit: Visit
    mode: str = MODES[0]
    is_lost: bool = True  # the last visit did not come to its end, or there was none

    def see(self, address: str) -> None:
        """Go to an address in the theme of the moment; by a deep link where nothing stands yet."""
        self.visit.page.set_viewport_size(SIZE)
        (self.visit.open if self.is_lost else self.visit.walk)(address)

    def turn(self) -> None:
        """Change the theme, as the system does at dusk and at dawn."""
        self.mode = MODES[1 - MODES.index(self.mode)]
        self.visit.page.emulate_media(color_scheme=self.mode)
        self.visit.page.wait_for_function(TURNED, arg=self.mode)
        self.visit.page.evaluate(MOMENT)


@pytest.fixture(scope="module", params=ASKED)
def reader(request, browser, server):
    """A reader of that language who asked for less motion."""
    profile = browser.new_context(
        viewport=SIZE, locale="zh-CN", color_scheme=MODES[0], reduced_motion="reduce"
    )
    with Visit.tab(profile, server) as visit:
        yield request.param, Reader(visit)
    profile.close()


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


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_sound_accessible_and_in_shape(reader, name):
    lang, walker = reader
    visit, asked = walker.visit, PAGES[name] | CITY | {"lang": lang}
    address = f"/{asked.pop('')}?{urlencode(asked)}"
    visit.errors.clear()
    shots, faults = {}, []
    for turning in (False, True):
        if turning:
            walker.turn()
        walker.see(address)
        walker.is_lost = True
        drawn(visit, name)
        sound(visit, lang)
        shots[walker.mode] = visit.page.screenshot(animations="disabled")
        if walker.mode == ASKED[lang]:
            faults = access.faults(visit.page)
        walker.is_lost = False
    walker.is_lost = True
    for width, height in SCREENS[lang]:
        visit.resize(width, height)
    sound(visit, lang)
    walker.is_lost = False
    assert faults == []
    assert [said for mode in MODES if (said := looks.differs(f"{name}-{lang}-{mode}", shots[mode]))] == []
