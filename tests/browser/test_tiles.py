"""The wall of cards is a way in: by mouse and by keyboard."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.visit import WAIT

pytestmark = pytest.mark.browser
SUQIAN = {"city": "suqian", "month": "2022-07", "lang": "zh"}


def test_a_tile_opens_its_reasons_by_mouse_and_the_whole_by_keyboard(page):
    page.open(f"/cards?{urlencode(SUQIAN)}")
    tiles = page.page.locator(".paceboard-tiles button")
    expect(tiles).to_have_count(50, timeout=WAIT)
    label = tiles.nth(7).get_attribute("aria-label")
    box = tiles.nth(7).bounding_box()
    # Beside the words of the tile, where no point of the chart lies.
    page.page.mouse.click(box["x"] + 8, box["y"] + box["height"] - 6)
    unit, rule = label.removeprefix("打开：").split("：")[0].split(" · ")
    expect(page.page.get_by_text(f"{unit} · {rule}：", exact=False).first).to_be_visible()
    page.page.wait_for_url(lambda url: "unit=" in url and "rule=" in url)
    page.settle()
    tiles.first.focus()
    page.page.keyboard.press("ArrowDown")
    focused = page.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert "总评" in focused
    page.page.keyboard.press("Enter")
    page.page.wait_for_url(lambda url: "/why" in url and "unit=" in url)
    page.settle()
    assert page.errors == []
