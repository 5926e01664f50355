"""What planners do for themselves, by clicks and keys alone: find, ask in SQL, draw a line, look up."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from paceboard import console_book, text, watch_book
from tests.browser.visit import TRACEBACK, WAIT, Visit

pytestmark = pytest.mark.browser
WORDS = text.words("zh")
PLACE = {"city": "chengdu", "month": "2019-09", "lang": "zh"}


def go(visit: Visit, page: str, **more: str) -> None:
    visit.open(f"/{page}?" + urlencode(PLACE | more))


def sound(visit: Visit) -> None:
    visit.settle()
    assert visit.errors == []
    assert not TRACEBACK.search(visit.text)
    assert WORDS("frame.failed") not in visit.text


def test_a_few_letters_after_one_key_lead_to_a_page(page):
    go(page, "curve")
    page.page.keyboard.press("Control+k")
    page.page.wait_for_url("**/find?**")
    page.settle()
    field = page.page.locator(".st-key-find_q input")
    expect(field).to_be_focused()
    page.page.keyboard.type("jj")
    page.page.keyboard.press("Enter")
    page.page.wait_for_url("**q=jj**")
    page.settle()
    page.page.locator(".st-key-find_unit").get_by_role("link", name="锦江区").click()
    page.page.wait_for_url("**units=jinjiang**")
    sound(page)
    expect(page.page.get_by_role("heading", name=WORDS("overview.question"))).to_be_visible()


def test_an_example_of_the_console_answers_and_a_long_question_is_cancelled(page):
    go(page, "console")
    first = console_book.examples()[0]
    page.page.get_by_role("button", name=WORDS("console.examples")).click()
    page.page.get_by_role("button", name=first.label("zh"), exact=True).click()
    editor = page.page.locator(".st-key-console_sql textarea")
    expect(editor).to_have_value(first.sql)
    page.settle()
    page.page.keyboard.press("Escape")
    page.page.locator(".st-key-console_run button").click()
    expect(page.page.get_by_text(re.compile("行，用时"))).to_be_visible(timeout=WAIT)
    sound(page)

    editor.fill("select count(*) from projects a, projects b, projects c, projects d")
    editor.press("Control+Enter")
    page.settle()
    page.page.locator(".st-key-console_run button").click()
    page.page.locator(".st-key-console_cancel button").click()
    expect(page.page.locator(".st-key-console_cancel")).to_have_count(0)
    sound(page)


@pytest.fixture
def tidy(demo_home):
    """Leave the demo's rules as they were."""
    before = {watch.id for watch in watch_book.read(demo_home).watches}
    yield
    for watch in watch_book.read(demo_home).watches:
        if watch.id not in before:
            watch_book.drop(demo_home, watch.id)


@pytest.mark.usefixtures("tidy")
def test_a_line_is_tried_kept_and_told_on_the_overview(page):
    go(page, "watches")
    for name, said in (("than", "-10"), ("name", "欠序时十个点"), ("by", "投资科")):
        field = page.page.locator(f".st-key-watches_{name} input")
        field.fill(said)
        field.press("Enter")
        page.page.wait_for_url(re.compile(f"[?&]{name}="))
        page.settle()
    expect(page.page.locator(".st-key-watch_preview")).to_contain_text("简阳市")
    page.page.locator(".st-key-watch_save button").click()
    expect(page.page.locator(".st-key-watches_name input")).to_have_value("", timeout=WAIT)
    sound(page)
    go(page, "")
    line = page.page.get_by_role("listitem").filter(has_text="欠序时十个点")
    expect(line).to_contain_text(re.compile("简阳市 −15.38个?百分点"))
    sound(page)


def test_a_figure_is_explained_where_it_stands(page):
    go(page, "curve")
    page.page.locator(".st-key-help button").first.click()
    body = page.page.locator(".st-key-help_body")
    expect(body).to_contain_text("现在：77.45% − 66.67% = +10.78个百分点")
    expect(body).to_contain_text("来源：重点项目月报表")
    sound(page)


def test_three_steps_greet_a_newcomer_once(browser, server):
    with Visit.begin(browser, server) as visit:
        steps = visit.open("/").page.locator(".st-key-tour")
        expect(steps).to_be_visible()
        visit.page.locator(".st-key-tour_away button").click()
        expect(steps).to_be_hidden()
        visit.settle()
        visit.open("/")
        expect(visit.page.get_by_role("heading", name=WORDS("overview.question"))).to_be_visible()
        expect(steps).to_be_hidden()
        sound(visit)
