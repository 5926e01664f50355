"""A briefing on a wall: keys, touch, timer, a new snapshot, a server that goes away, many rounds."""

import os
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from paceboard import store, stories
from tests.browser.visit import READY, WAIT, Visit
from tests.conftest import PROCESSES, ROOT, free_port, serving, streamlit

pytestmark = pytest.mark.browser

SCENES = len(stories.load()["month"].scenes)
FIRST, SECOND, LAST = "按序时了吗？", "谁领先，谁落后？", "今天要定什么？"
# How many times through the whole story; BRIEFING_ROUNDS=200 is a night on the wall.
ROUNDS = int(os.environ.get("BRIEFING_ROUNDS", "3"))
# Of JavaScript's memory from the first round to the last, garbage collected before both; of the server's.
GROWTH, SERVER_GROWTH = 1.25, 1.1


def address(**asked: str) -> str:
    return "/briefing?" + "&".join(f"{k}={v}" for k, v in ({"city": "suqian", "lang": "zh"} | asked).items())


def begin(visit: Visit, **asked: str) -> Page:
    """Open a briefing and wait until its scene stands."""
    visit.page.goto(visit.server + address(**asked))
    visit.page.wait_for_selector(".wall-sentence")
    visit.page.wait_for_selector(".wall-play svg")
    visit.page.wait_for_selector(READY)
    return visit.page


def stands(page: Page, question: str) -> None:
    expect(page.locator(".wall-question")).to_have_text(question, timeout=WAIT)  # a new server is slow


SWIPE = """(by) => {
    const at = (x) => [new Touch({identifier: 1, target: document.body, clientX: x, clientY: 300})];
    const send = (kind, said) => document.body.dispatchEvent(new TouchEvent(kind, {...said, bubbles: true}));
    send("touchstart", {touches: at(600)});
    send("touchend", {changedTouches: at(600 + by)});
}"""
# How many sentences stand on the screen after each change of the page.
WATCH = """() => {
    window.seen = [];
    const look = () => window.seen.push(document.querySelectorAll(".wall-sentence").length);
    new MutationObserver(look).observe(document.body, {childList: true, subtree: true});
}"""


def test_keys_remotes_touch_and_buttons_turn_the_scenes(page):
    shown = begin(page)
    for key, question in (("PageDown", SECOND), ("PageUp", FIRST), ("End", LAST), ("Home", FIRST)):
        shown.keyboard.press(key)
        stands(shown, question)
    for key, question in (("Space", SECOND), ("ArrowLeft", FIRST), ("ArrowRight", SECOND), ("1", FIRST)):
        shown.keyboard.press(key)
        stands(shown, question)
    for by, question in ((-200, SECOND), (200, FIRST)):
        shown.evaluate(SWIPE, by)
        stands(shown, question)
    shown.get_by_role("button", name="下一幕").click()
    stands(shown, SECOND)
    assert page.query["scene"] == ["2"]
    assert page.sideways() == 0
    assert page.outside == []
    assert page.errors == []
    shown.keyboard.press("Escape")
    shown.wait_for_url(re.compile(r"/\?city=suqian"))


def test_the_timer_turns_the_scenes_until_it_is_paused(page):
    shown = begin(page, auto="2")
    stands(shown, SECOND)
    shown.keyboard.press("p")
    shown.wait_for_url("**paused=1**")
    expect(shown.locator(".wall-play")).to_have_attribute("aria-label", "自动播放")
    before = shown.locator(".wall-left").inner_text()
    shown.wait_for_timeout(2500)
    assert shown.locator(".wall-left").inner_text() == before


def copied(home: Path, folder: Path) -> Path:
    """A store of its own with the live snapshot alone."""
    (folder / "store").mkdir()
    shutil.copy(store.snapshot_path(store.current(home), home), folder / "store")
    shutil.copy(home / "store" / "CURRENT", folder / "store")
    return folder


def test_a_new_snapshot_comes_on_screen_at_the_same_scene_without_a_flash(browser, demo_home, tmp_path):
    home = copied(demo_home, tmp_path)
    old = store.current(home)
    new = f"{old[:-8]}00000000"
    environment = {"PACEBOARD_HOME": str(home)}
    with streamlit(ROOT / "app.py", environment) as server, Visit.begin(browser, server) as visit:
        shown = begin(visit, scene="2")
        shown.evaluate(WATCH)
        shutil.copy(store.snapshot_path(old, home), store.snapshot_path(new, home))
        (home / "store" / "CURRENT").write_text(new, "utf-8")
        expect(shown.locator(".wall-source")).to_contain_text(new, timeout=WAIT)
        stands(shown, SECOND)
        assert min(shown.evaluate("window.seen")) >= 1  # the scene never left the screen
        assert visit.query["scene"] == ["2"]


def test_a_server_that_goes_away_and_comes_back_changes_nothing(browser, demo_home):
    port = free_port()
    with Visit.begin(browser, f"http://127.0.0.1:{port}") as visit:
        with serving(demo_home, port):
            shown = begin(visit, scene="2", units="sucheng")
            sentence = shown.locator(".wall-sentence").inner_text()
        expect(shown.locator(".wall-lost")).not_to_be_empty()
        assert shown.locator(".wall-sentence").inner_text() == sentence
        with serving(demo_home, port):
            shown.keyboard.press("PageDown")  # on its way back, too, no press is lost
            expect(shown.locator(".wall-lost")).to_be_empty(timeout=WAIT)
            stands(shown, "差距在哪里？")
            assert visit.query == visit.query | {"units": ["sucheng"], "scene": ["3"]}
            expect(shown.get_by_role("dialog")).to_have_count(0)


def heap(shown: Page) -> int:
    """Return the bytes of JavaScript's memory in use, after a collection."""
    session = shown.context.new_cdp_session(shown)
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used


def resident(server: str) -> int:
    """Return the kilobytes a server holds; 0 where the system does not say."""
    said = Path(f"/proc/{PROCESSES[server]}/status")
    found = re.search(r"VmRSS:\s+(\d+)", said.read_text("utf-8")) if said.exists() else None
    return int(found[1]) if found else 0


def a_round(shown: Page) -> None:
    """Go through every scene once, as fast as they come."""
    for _ in range(SCENES):
        before = shown.locator(".wall-question").inner_text()
        shown.keyboard.press("PageDown")
        expect(shown.locator(".wall-question")).not_to_have_text(before)
        shown.wait_for_selector(READY)


def test_rounds_of_a_story_fill_neither_the_browsers_memory_nor_the_servers(page, server):
    shown = begin(page)
    a_round(shown)
    a_round(shown)
    first, held = heap(shown), resident(server)
    nodes = shown.evaluate("document.querySelectorAll('*').length")
    for _ in range(ROUNDS):
        a_round(shown)
    assert heap(shown) <= GROWTH * first
    assert resident(server) <= SERVER_GROWTH * held
    assert shown.evaluate("document.querySelectorAll('*').length") <= 1.1 * nodes
    assert page.errors == []
