"""Finding: every spelling of a name leads to it, a slip of the finger too."""

from datetime import date, datetime

import pytest

from paceboard import finding, spelling, store
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.returns import parsed
from tests.small import JULY, JUNE, build_store
from tests.visitor import said, visit

CHENGDU = Filters("chengdu", JULY)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("finding"))


@pytest.fixture(scope="module")
def opened(home):
    opened = store.open_current(home)
    yield opened
    opened.close()


def found(opened, entered: str, filters: Filters = CHENGDU, *, is_near: int = 0) -> list[tuple[str, str]]:
    """Return kind and title of what is found, in order."""
    known = {"known": finding.known(filters.city, "zh"), "most": finding.MOST}
    rows = opened.ask("find", filters, **finding.question(entered), **known, is_near=is_near)
    return rows.select("kind", "title").rows()


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("重庆银行", "|重庆银行|chongqingyinhang|cqyh"),
        ("成都市５Ｇ基站（一期）", "|成都市5g基站一期|chengdushi5gjizhanyiqi|cds5gjzyq"),
        ("绿地", "|绿地|lvdi|ld"),
        ("Brooklyn Bridge, Phase 12", "|brooklynbridgephase12|bbp12"),
        ("", ""),
    ],
)
def test_a_name_is_spelt_in_every_way_that_it_is_looked_for(text, ways):
    assert spelling.spelled(text) == ways


def test_what_is_often_mistaken_sounds_alike():
    assert spelling.sound("郑州商城") == spelling.sound("zenzou sancen") == "zenzousancen"


def test_sounds_share_the_pairs_of_letters_that_they_have_in_common():
    """As ng is heard as n: ji in nj ia an against ji in nj ja ai."""
    first, second = (spelling.sound(word) for word in ("jinjiang", "jinjaing"))
    low = spelling.grams_low(first) & spelling.grams_low(second)
    high = spelling.grams_high(first) & spelling.grams_high(second)
    assert low.bit_count() + high.bit_count() == 3


def test_words_part_at_blanks_and_where_chinese_meets_latin():
    assert spelling.words("锦江 yiyuan5G基站") == ["锦江", "yiyuan5g", "基站"]


@pytest.mark.parametrize(
    "entered", ["示例产业园", "产业园", "shilichanye", "slcyy", "chanye 示例", "ＳＬＣＹＹ"]
)
def test_a_project_is_found_under_every_spelling(opened, entered):
    assert found(opened, entered) == [("project", "示例产业园")]


@pytest.mark.parametrize("entered", ["示列产页园", "shilichanyeyaun", "shilicanyeyuam", "slichanyeyuan"])
def test_a_slip_of_the_finger_does_no_harm(opened, entered):
    assert found(opened, entered) == []
    assert found(opened, entered, is_near=1) == [("project", "示例产业园")]


def test_what_sounds_unlike_everything_is_not_found(opened):
    assert found(opened, "qwertzuiop", is_near=1) == []


def test_a_leader_and_a_code_lead_to_their_projects(opened):
    name = "<b>@@=alert(1)</b> & 子公司*项目*"
    assert found(opened, "sld") == [("project", "示例道路")]
    assert found(opened, "示例领导") == [("project", name)]
    assert found(opened, "A-behind") == []  # the code is its key here, and no return states one


def test_the_name_that_begins_so_comes_before_the_name_that_holds_it(opened):
    kinds = [kind for kind, title in found(opened, "投资完成率") if title == "投资完成率"]
    assert kinds == ["measure", "term"]
    assert found(opened, "投资完成率")[0] == ("measure", "投资完成率")


def test_problems_units_and_pages_are_found(opened):
    assert found(opened, "cdwjf") == [("problem", "场地未交付")]
    assert ("unit", "锦江区") in found(opened, "jinjiang")
    assert ("page", "问题闭环") in found(opened, "wtbh")
    assert ("page", "问题闭环") in found(opened, "problems")


def test_a_name_is_found_from_the_day_it_was_known(opened):
    """Both returns of June and July name it; June's came on 3 July."""
    early = CHENGDU.at(known_on=date(2019, 7, 2))
    assert found(opened, "slcyy", early) == []
    assert found(opened, "slcyy", early.at(known_on=date(2019, 7, 3))) == [("project", "示例产业园")]


def test_an_old_name_leads_to_the_project_under_its_new_one(tmp_path):
    def named(name, month):
        rows = [{"entity": "A", "project_name": name}]
        received = datetime(2019, month.month + 1, 3)
        return parsed(unit="jinjiang", period=month, received=received, project_version=rows)

    build.full(tmp_path, [named("旧厂房", JUNE)])
    build.add(tmp_path, [named("新厂房", JULY)])
    opened = store.open_current(tmp_path)
    known = {"known": "[]", "most": 8, "is_near": 0}
    row = opened.ask("find", CHENGDU, **finding.question("jcf"), **known).row(0, named=True)
    opened.close()
    assert (row["title"], row["project_name"], row["month"]) == ("旧厂房", "新厂房", JULY)


def test_the_page_groups_what_it_finds_and_leads_there(home, monkeypatch):
    app = visit(home, monkeypatch, "find", city="chengdu", month="2019-07", lang="zh", q="shili")
    assert "**项目 4 个**" in said(app)  # three by name, one by its leader
    assert app.query_params["q"] == "shili"
    page, changes = finding.lead({"kind": "unit", "entity": "jinjiang"})
    assert (page, changes["units"]) == ("pages/brief/overview.py", ("jinjiang",))


def test_the_page_says_that_it_guesses(home, monkeypatch):
    app = visit(home, monkeypatch, "find", city="chengdu", month="2019-07", lang="zh", q="jinjaing")
    assert "没有与“jinjaing”完全一致的" in said(app)
    app = visit(home, monkeypatch, "find", city="chengdu", month="2019-07", lang="en", q="jinjaing")
    assert "Nothing is written exactly “jinjaing”" in said(app)
    assert "**Units: 1**" in said(app)


def test_the_page_says_where_to_look_when_nothing_is_found(home, monkeypatch):
    app = visit(home, monkeypatch, "find", city="chengdu", month="2019-07", lang="zh", q="qwertzuiop")
    assert "成都市没有名称里含“qwertzuiop”" in said(app)


def test_the_box_is_in_the_frame_of_every_page(home, monkeypatch):
    app = visit(home, monkeypatch, "overview", city="chengdu", month="2019-07", lang="zh")
    assert app.button(key="bar_find").label == "查找"
    app.button(key="bar_find").click().run()
    assert "可以输入汉字、拼音或首字母" in said(app)


def test_a_city_without_returns_finds_measures(home, monkeypatch):
    app = visit(home, monkeypatch, "find", city="suqian", lang="zh", q="wcl")
    assert "指标" in said(app)
