"""Overview, curve and league through the real app, and every page on every city of the demo."""

import json

import pytest

from paceboard import profiles, text
from tests.conftest import ROOT
from tests.small import build_store
from tests.visitor import SCRIPTS, cards, said, table, visit

PLACE = {"city": "chengdu", "month": "2019-07", "lang": "zh"}
WORDS = text.words("zh")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("pages"))


def figure(app) -> dict:
    return json.loads(app.get("plotly_chart")[0].proto.spec)


@pytest.fixture
def overview(home, monkeypatch):
    return visit(home, monkeypatch, "overview", **PLACE)


def test_the_overview_answers_in_one_sentence_who_is_behind(overview):
    assert "截至2019年7月完成投资" in said(overview)
    assert "未达序时" in said(overview)
    assert "缺口最大的单位：锦江区" in said(overview)


def test_a_headline_figure_has_its_parts_its_date_and_its_change(overview):
    assert cards(overview)["投资完成率"] == "36.23%"
    assert cards(overview)["超/欠序时"] == "−22.10个百分点"
    tags = [caption.value for caption in overview.caption]
    assert "0.05 / 0.14亿元 · 截至2019年7月" in tags
    completion = next(card for card in overview.metric if card.label == "投资完成率")
    assert completion.delta == "+8.70个百分点"


def test_units_that_have_not_reported_are_named(overview):
    assert "尚未报送：" in said(overview)
    assert "武侯区" in said(overview)


def test_names_from_workbooks_stay_text(overview):
    assert r"\<b\>@@=alert(1)\</b\> & 子公司\*项目\*" in said(overview)


def test_every_picture_says_what_it_is_and_where_it_comes_from(home, monkeypatch):
    for page in ("overview", "curve", "league"):
        drawn = figure(visit(home, monkeypatch, page, **PLACE))
        notes = " ".join(note["text"] for note in drawn["layout"]["annotations"])
        assert "口径：成都市" in notes.replace("<br>", "")
        assert "示例数据" in notes
        assert drawn["layout"]["meta"]["source"].startswith("口径：成都市 · 市重点项目 · 2019年7月")


@pytest.mark.parametrize("show", ["total", "month", "years", "unit"])
def test_the_curve_is_shown_each_way(home, monkeypatch, show):
    app = visit(home, monkeypatch, "curve", **PLACE | {"show": show})
    assert len(app.get("plotly_chart")) == 1
    assert (WORDS("curve.one_year") in said(app)) == (show == "years")


def test_a_split_that_the_returns_do_not_state_is_a_sentence(home, monkeypatch):
    app = visit(home, monkeypatch, "curve", **PLACE | {"show": "batch"})
    assert WORDS("curve.no_rows", show=WORDS("curve.show_batch")) in said(app)


def test_the_curve_of_one_project(home, monkeypatch):
    app = visit(home, monkeypatch, "curve", **PLACE | {"project": "B-on-pace"})
    actual = next(trace for trace in figure(app)["data"] if trace["name"] == WORDS("chart.actual"))
    assert "400" in json.dumps(actual)
    assert app.selectbox(key="curve_project").value == "B-on-pace"


def test_the_league_says_who_is_counted_by_an_older_return(home, monkeypatch):
    app = visit(home, monkeypatch, "league", **PLACE)
    assert list(table(app, "rank")["rank"]) == [1]
    assert WORDS("answer.league_one", unit="锦江区") in said(app)
    assert "按《通用办法》（3版）计分。" in said(app)


@pytest.mark.parametrize("page", ["overview", "curve", "league"])
def test_nothing_found_is_a_sentence(home, monkeypatch, page):
    app = visit(home, monkeypatch, page, **PLACE | {"search": "qwertz"})
    key = "league.no_units" if page == "league" else "frame.no_projects"
    assert WORDS(key) in said(app)
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("city", profiles.load())
def test_every_page_stands_for_every_city(demo_home, monkeypatch, city):
    app = visit(demo_home, monkeypatch, "overview", city=city)
    for page in SCRIPTS.values():
        app.switch_page(str(page)).run()
        assert not app.exception, page
        assert not app.error, page
        assert said(app) or app.get("html"), page  # a wall speaks in html


def test_chengdu_opens_at_the_published_figures(demo_home, monkeypatch):
    for lang, ahead in (("zh", "超序时10.78个百分点"), ("en", "10.78 points ahead of time")):
        app = visit(demo_home, monkeypatch, "overview", lang=lang)
        assert ahead in said(app)
        assert "77.45%" in {card.value for card in app.metric}
        assert app.query_params["month"] in ("2019-08", ["2019-08"])


def test_money_to_august_stands_beside_starts_to_september(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "overview", city="chengdu", month="2019-09", lang="zh")
    tags = [caption.value for caption in app.caption]
    assert "3,568.05 / 4,606.99亿元 · 截至2019年8月" in tags
    assert any("215 / 308 · 截至2019年9月" in tag for tag in tags)
    assert WORDS("answer.stale", month="2019年9月", as_of="2019年8月") in said(app)


def test_pages_are_where_the_menu_says():
    menu = (ROOT / "app.py").read_text("utf-8")
    assert all(path.relative_to(ROOT).as_posix() in menu for path in SCRIPTS.values())
