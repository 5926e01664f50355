"""What a visitor does and must be able to rely on."""

import io
import re
import struct
from pathlib import Path
from urllib.parse import urlencode

import pytest
from PIL import Image
from playwright.sync_api import expect

from paceboard import text
from tests.browser.visit import TRACEBACK, Visit, launch
from tests.conftest import serving

pytestmark = pytest.mark.browser

SMALL = (240, 160)
CITY = {"city": "chengdu", "month": "2019-08"}


def address(page: str, lang: str = "zh", **filters: str) -> str:
    return f"/{page}?" + urlencode(CITY | filters | {"lang": lang})


def picture(visit: Visit, selector: str) -> Image.Image:
    """What the visitor sees of the first such element."""
    return Image.open(io.BytesIO(visit.page.locator(selector).first.screenshot())).convert("RGB")


def assert_sound(visit: Visit, lang: str) -> None:
    """No complaint, no traceback, no apology, no request beyond this machine, no scrolling sideways."""
    words = text.words(lang)
    assert visit.outside == []
    assert visit.errors == []
    assert not TRACEBACK.search(visit.text)
    assert words("frame.failed") not in visit.text
    assert visit.sideways() == 0


def test_a_deep_link_may_be_the_first_request_of_all(browser, demo_home):
    with serving(demo_home) as server, Visit.begin(browser, server) as visit:
        visit.open(address("league", units="jinjiang"))
        expect(visit.page.get_by_role("heading", name=text.words("zh")("league.question"))).to_be_visible()
        assert visit.query["units"] == ["jinjiang"]
        assert_sound(visit, "zh")


def test_chengdu_opens_at_77_45_percent_in_the_browsers_language(browser, server):
    for lang, locale in (("zh", "zh-CN"), ("en", "en-US")):
        with Visit.begin(browser, server, lang=locale) as visit:
            visit.open("/")
            assert "77.45" in visit.text
            assert text.words(lang)("overview.question") in visit.text
            assert visit.query == {name: [value] for name, value in (CITY | {"lang": lang}).items()}


def test_the_first_page_answers_to_its_name_too(page):
    page.open(address("overview", lang="zh", units="jinjiang"))
    page.page.wait_for_url("**/?**units=jinjiang**")
    page.settle()
    expect(page.page.get_by_role("heading", name=text.words("zh")("overview.question"))).to_be_visible()
    expect(page.page.get_by_role("dialog")).to_have_count(0)


def choose_unit(visit: Visit, word: str) -> None:
    field = visit.page.locator(".st-key-bar_units input")
    field.click()
    field.type(word)
    field.press("Enter")
    field.press("Escape")
    visit.settle()


def test_a_filter_reaches_the_address_and_comes_back_from_it(page, browser, server):
    page.open(address("curve"))
    choose_unit(page, "锦江")
    page.page.wait_for_url("**units=jinjiang**")
    link = page.page.url.removeprefix(server)
    with Visit.begin(browser, server) as colleague:
        colleague.open(link)
        expect(colleague.page.locator(".st-key-bar_units")).to_contain_text("锦江")
        assert colleague.page.url.removeprefix(server) == link


def test_filters_survive_a_change_of_page(page):
    words = text.words("zh")
    page.open(address("curve", units="jinjiang", level="provincial"))
    page.page.get_by_test_id("stTopNavSection").filter(has_text=words("frame.ranking")).click()
    page.page.get_by_test_id("stTopNavDropdownLink").filter(has_text=words("frame.league")).click()
    page.page.wait_for_url("**/league?**")
    page.settle()
    expect(page.page.get_by_role("heading", name=words("league.question"))).to_be_visible()
    assert page.query == {
        k: [v] for k, v in (CITY | {"lang": "zh", "units": "jinjiang", "level": "provincial"}).items()
    }
    assert_sound(page, "zh")


def test_the_map_is_not_blank(page):
    page.open(address("sites"))
    map_box = "[data-testid=stDeckGlJsonChart]"
    page.page.wait_for_selector(f"{map_box} canvas")
    for _ in range(40):
        colours = picture(page, map_box).resize(SMALL).getcolors(SMALL[0] * SMALL[1])
        if len(colours) > 50:
            break
        page.page.wait_for_timeout(250)
    assert len(colours) > 50, "the map shows hardly any colours"
    assert max(colours)[0] < 0.9 * SMALL[0] * SMALL[1], "the map is nearly all background"


@pytest.mark.parametrize("suffix", ["png"])
def test_a_chart_comes_down_as_a_picture_with_a_name_that_says_what_it_is(page, suffix):
    page.open(address("curve", units="jinjiang"))
    page.page.locator("[data-testid=stPopover] button").filter(
        has_text=text.words("zh")("frame.downloads")
    ).first.click()
    with page.page.expect_download() as coming:
        page.page.get_by_role("button", name="PNG").first.click()
    got = coming.value
    width, height = struct.unpack(">II", Path(got.path()).read_bytes()[16:24])
    assert (width, height) == (1920, 1080)
    assert got.suggested_filename.endswith(f".{suffix}")
    assert "2019-08" in got.suggested_filename


def on_map(visit: Visit, asked: str) -> object:
    """What the map that moves answers; room is its own object."""
    box = visit.page.locator(".room[data-ready]")
    return box.evaluate(f"(box) => {{ const room = box.room; return {asked}; }}")


def test_without_webgl_the_war_room_moves_all_the_same(playwright, browser_path, server):
    with launch(playwright, browser_path, "--disable-3d-apis") as plain, Visit.begin(plain, server) as visit:
        visit.open(address("sites", map="room"))
        visit.page.wait_for_selector(".room[data-ready]")
        assert on_map(visit, "room.x.length") > 1000
        visit.page.get_by_role("button", name=text.words("zh")("map.in")).click()
        assert on_map(visit, "room.zoom - room.base") == pytest.approx(1)
        assert visit.outside == []


def test_without_webgl_the_moving_map_gives_way_to_the_still_picture(playwright, browser_path, server):
    with launch(playwright, browser_path, "--disable-3d-apis") as plain, Visit.begin(plain, server) as visit:
        visit.open(address("sites"))
        visit.page.wait_for_selector(".js-plotly-plot .scatterlayer .point")
        assert text.words("zh")("sites.missing_moving") in visit.text


def test_without_the_map_that_moves_the_still_picture_shows_the_sites(page):
    page.open(address("sites", map="still"))
    page.page.wait_for_selector(".js-plotly-plot .scatterlayer .point")
    assert page.page.locator(".js-plotly-plot .scatterlayer .point").count() > 100
    assert_sound(page, "zh")


def test_a_click_on_a_site_opens_its_project(page):
    page.open(address("sites", map="room", marks="sites"))
    place = """(() => { room.draw();
        const hit = room.hits.find((one) => one.flag === 1), box = room.canvas.getBoundingClientRect();
        return [box.x + hit.x, box.y + hit.y, room.data.entity[hit.site]]; })()"""
    x, y, entity = on_map(page, place)
    page.page.mouse.click(x, y)
    page.page.wait_for_url("**/project?**")
    page.settle()
    assert page.query["project"] == [entity]
    assert_sound(page, "zh")


def test_the_months_play_and_the_address_says_where_they_stopped(page):
    page.open(address("sites", map="room", month="2019-06"))
    words = text.words("zh")
    page.page.get_by_role("button", name=words("map.play")).click()
    page.page.wait_for_selector(".room[data-month='2019-08']")
    page.page.get_by_role("button", name=words("map.pause")).click()
    page.page.wait_for_url(re.compile("month=2019-0[89]"))
    page.settle()
    assert page.page.locator(".room").get_attribute("data-month") == page.query["month"][0]
    assert_sound(page, "zh")


def test_near_the_street_sites_become_cards_and_far_off_they_gather(page):
    page.open(address("sites", map="room"))
    gathered = "(() => { room.draw(); return room.hits.filter((hit) => hit.group).length; })()"
    assert on_map(page, gathered) > 5
    page.page.locator(".room-canvas").focus()
    page.page.keyboard.press("n")
    for _ in range(7):
        page.page.keyboard.press("+")
    cards = "(() => { room.draw(); return [room.metres, room.hits.filter((hit) => hit.box).length]; })()"
    metres, count = on_map(page, cards)
    assert metres < 12
    assert count >= 1
    page.page.keyboard.press("Enter")
    page.page.wait_for_url("**/project?**")
    page.settle()
