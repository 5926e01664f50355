"""Questions that planners of the five cities ask, each answered by clicks alone and well within a minute."""

import re
import time
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from paceboard import bookmarks, text
from tests.browser.visit import TRACEBACK, Visit

pytestmark = pytest.mark.browser
WORDS = text.words("zh")
MINUTE = 60.0


class Planner:
    """Somebody at the builder: chooses from menus, reads the table and the picture."""

    def __init__(self, visit: Visit, city: str, month: str) -> None:
        self.visit = visit
        self.page = visit.page
        visit.open("/explore?" + urlencode({"city": city, "month": month, "lang": "zh"}))
        self.begun = time.monotonic()

    def pick(self, name: str, *labels: str) -> None:
        """Leave exactly these chosen, in this order."""
        box = self.page.locator(f".st-key-explore_{name}")
        box.get_by_role("button", name=re.compile("Clear")).first.click()
        self.visit.settle()
        for label in labels:
            box.locator("input").click()
            box.locator("input").fill(label)
            self.page.get_by_role("option", name=label, exact=True).click()
            box.locator("input").press("Escape")
            expect(box.locator(f'[data-tag][aria-label="{label}"]').first).to_be_visible()
            self.visit.settle()

    def choose(self, name: str, label: str) -> None:
        """Choose from a drop-down list."""
        box = self.page.locator(f".st-key-explore_{name}")
        box.locator("input").click()
        self.page.get_by_role("option", name=label, exact=True).click()
        expect(box.locator("input")).to_have_value(label)
        self.visit.settle()

    def answered(self, **address: str | list[str]) -> None:
        """The address holds the question, the page is sound, and it took less than a minute."""
        wanted = {name: [value] if isinstance(value, str) else value for name, value in address.items()}
        self.page.wait_for_url(lambda url: wanted.items() <= parse_qs(urlsplit(url).query).items())
        self.visit.settle()
        assert time.monotonic() - self.begun < MINUTE
        assert self.visit.errors == []
        assert not TRACEBACK.search(self.visit.text)
        assert WORDS("frame.failed") not in self.visit.text

    def drawn(self, selector: str = ".js-plotly-plot .main-svg") -> None:
        expect(self.page.locator(selector).first).to_be_visible()


def test_which_industries_explain_the_move_of_the_start_rate_on_the_same_projects(page):
    asking = Planner(page, "chengdu", "2019-09")
    asking.pick("m", "开工率")
    asking.pick("by", "行业")
    asking.choose("vs", "上月")
    asking.choose("same", "两边都在清单的项目")
    asking.choose("sort", "按变化大小")
    asking.answered(m="start_share", by="sector", vs="before", same="yes", sort="change")
    asking.drawn()
    expect(page.page.locator(".ytick text").first).to_contain_text("交通与土建")


def test_how_much_was_invested_each_month_and_how_it_adds_up(page):
    asking = Planner(page, "binzhou", "2020-05")
    asking.pick("by", "月份")
    asking.choose("add", "累计")
    expect(page.page.get_by_text("不能再跨月相加")).to_be_visible()
    page.page.get_by_role("button", name="改用“当月完成投资”").click()
    page.page.wait_for_url("**m=invested_month**")
    page.settle()
    asking.answered(m="invested_month", by="month", add="running")
    expect(page.page.get_by_text("不能再跨月相加")).to_have_count(0)


def test_where_are_the_units_behind_time_and_in_which_industry(page):
    asking = Planner(page, "chengdu", "2019-09")
    asking.pick("m", "超/欠序时")
    asking.pick("by", "责任单位", "行业")
    asking.answered(m="pace_gap", by=["unit", "sector"])
    asking.drawn(".js-plotly-plot .heatmaplayer .hm")


def test_how_far_did_each_unit_come_since_last_month(page):
    asking = Planner(page, "suqian", "2022-07")
    asking.pick("m", "投资完成率")
    asking.choose("vs", "上月")
    asking.answered(m="completion_share", vs="before")
    asking.drawn()


def test_what_did_changes_of_the_plan_do_to_the_completion_rate(page):
    asking = Planner(page, "qianan", "2022-07")
    asking.pick("m", "投资完成率")
    asking.choose("vs", "年初计划")
    asking.answered(m="completion_share", vs="original")
    expect(page.page.locator(".js-plotly-plot").first).to_contain_text("投资完成率（按年初计划）")


def test_do_large_projects_go_faster_than_small_ones(page):
    asking = Planner(page, "zhenjiang", "2023-12")
    asking.pick("m", "投资完成率")
    asking.pick("by", "总投资规模")
    asking.choose("form", "箱线图")
    asking.answered(m="completion_share", by="size", form="box")
    asking.drawn(".js-plotly-plot .boxlayer path.box")


def test_which_departments_hold_up_most_problems_past_their_limit(page):
    asking = Planner(page, "binzhou", "2020-05")
    asking.pick("m", "超期问题", "问题办结率")
    asking.pick("by", "责任部门")
    asking.choose("form", "条形图")
    asking.choose("top", "前5，其余合并")
    asking.answered(m=["problem_overdue_count", "problem_share"], by="department", form="bar", top="5")
    asking.drawn()


def test_whose_money_is_it_public_owners_or_enterprises(page):
    asking = Planner(page, "zhenjiang", "2023-12")
    asking.pick("m", "总投资")
    asking.pick("by", "业主性质")
    asking.choose("form", "矩形树图")
    asking.choose("add", "占合计的比重")
    asking.answered(m="total_investment", by="owner_kind", form="treemap", add="part")
    asking.drawn(".js-plotly-plot .treemaplayer path.surface")
    expect(page.page.locator(".js-plotly-plot").first).to_contain_text("企业")


def test_how_did_the_start_rate_of_each_level_come_along_quarter_by_quarter(page):
    asking = Planner(page, "chengdu", "2019-09")
    asking.pick("m", "开工率")
    asking.pick("by", "最高层级", "季度")
    asking.answered(m="start_share", by=["own_level", "quarter"])
    asking.drawn(".js-plotly-plot .scatterlayer .trace")


@pytest.fixture
def tidy(demo_home):
    """Leave the demo's saved views as they were."""
    before = {view.id for view in bookmarks.read(demo_home).views}
    yield
    for view in bookmarks.read(demo_home).views:
        if view.id not in before:
            bookmarks.drop(demo_home, view.id)


@pytest.mark.usefixtures("tidy")
def test_a_question_is_kept_under_a_name_and_opens_again(page):
    asking = Planner(page, "qianan", "2022-07")
    asking.pick("by", "批次")
    page.page.locator(".st-key-save button").first.click()
    page.settle()
    page.page.get_by_label(WORDS("saved.name"), exact=True).fill("各批次投资")
    page.page.get_by_label(WORDS("saved.name"), exact=True).press("Enter")
    page.settle()
    page.page.get_by_role("button", name=WORDS("saved.do"), exact=True).click()
    page.settle()
    page.open("/saved?" + urlencode({"city": "chengdu", "lang": "zh"}))
    page.page.get_by_role("link", name="各批次投资").first.click()
    page.page.wait_for_url("**/explore?**")
    page.settle()
    asking.answered(city="qianan", by="batch", month="2022-07")
