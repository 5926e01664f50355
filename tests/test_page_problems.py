"""The page of problems, through the real app: seven hand-made ones, and the five cities of the demo."""

from datetime import date, datetime

import pytest

from paceboard import text
from paceboard.filters import Filters, parse_month
from paceboard.ingest import build
from tests.loop import problem, submissions
from tests.returns import parsed
from tests.visitor import CITIES, cards, figures, said, table, visit

WORDS = text.words("zh")
MAY = {"city": "binzhou", "month": "2020-05", "lang": "zh"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("problems")
    build.full(folder, submissions())
    return folder


@pytest.fixture
def few(home, monkeypatch):
    return visit(home, monkeypatch, "problems", **MAY)


def test_the_sentence_counts_what_is_resolved_open_and_overdue(few):
    assert "截至2020年5月31日，收集台账收集问题6个，办结2个，办结率33.33%（2 ÷ 6）" in said(few)
    assert "未办结4个，其中2个已超过时限。最久的已收集20个工作日。" in said(few)


def test_headline_rates_have_their_parts_and_their_day(few):
    assert cards(few) == {
        "问题办结率": "33.3%",
        "限时办结率": "100.0%",
        "方案及时率": "50.0%",
        "重开率": "33.3%",
    }
    tags = [caption.value for caption in few.caption]
    assert [tag for tag in tags if tag.startswith("1 / 3 · 截至2020年5月31日")]


def test_the_limits_of_the_profile_are_named(few):
    assert "一般问题3至5个工作日办结，疑难问题2个工作日内拿出方案；按国家放假和调休安排计算" in said(few)
    assert WORDS("problems.unlimited", count="1", most=5) in said(few)
    assert WORDS("problems.no_calendar") not in said(few)


def test_the_overdue_are_listed_with_working_days_and_level(few):
    late = table(few, "shown_late_days")
    assert late["entity"].to_list() == ["P3", "P5"]
    assert late["shown_late_days"].to_list() == [14, 9]
    assert late["shown_escalation"].to_list() == ["市级会办", "市级部门"]
    assert "市级部门1个、市级会办1个" in said(few)


def test_all_rows_of_the_ledger_stand_behind_the_figures(few):
    assert len(table(few, "shown_taken_days")) == 6


def test_the_other_ledger_is_chosen_and_never_added(home, monkeypatch):
    app = visit(home, monkeypatch, "problems", **MAY, ledger="taskforce")
    assert "专班台账收集问题1个，已全部办结。" in said(app)
    assert "收集台账收集6个、办结2个（33.33%）；专班台账收集1个、办结1个（100.00%）" in said(app)
    sources = {figure["layout"]["meta"]["source"].partition(" · ")[0] for figure in figures(app).values()}
    assert sources == {"专班台账"}


@pytest.mark.parametrize("by", ["unit", "kind", "department"])
def test_rates_are_cut_three_ways(home, monkeypatch, by):
    app = visit(home, monkeypatch, "problems", **MAY, by=by)
    assert f"problem_rates_{by}" in figures(app)
    assert (
        WORDS(f"problems.rates_{by}", ledger="收集台账")
        == (figures(app)[f"problem_rates_{by}"]["layout"]["meta"]["title"])
    )


def test_a_problem_without_department_is_not_lost(home, monkeypatch):
    app = visit(home, monkeypatch, "problems", **MAY, by="department")
    assert "未填" in figures(app)["problem_rates_department"]["layout"]["yaxis"]["ticktext"]


def test_a_year_that_the_calendar_does_not_know_is_said_so(tmp_path, monkeypatch):
    far = {"raised_date": date(2058, 1, 4), "due_date": date(2058, 1, 9), "assigned_date": date(2058, 1, 4)}
    rows = [problem("F1") | far]
    period, received = date(2058, 1, 1), datetime(2058, 2, 3)
    build.full(
        tmp_path, [parsed(city="binzhou", unit="boxing", period=period, received=received, problem=rows)]
    )
    app = visit(tmp_path, monkeypatch, "problems", city="binzhou", month="2058-01", lang="zh")
    assert WORDS("problems.no_calendar") in said(app)
    assert WORDS("problems.days_none") in said(app)
    assert table(app, "shown_late_days")["late_days"].isna().all()


@pytest.mark.parametrize("city", CITIES)
def test_page_and_overview_count_the_same(store, city):
    filters = Filters(city=city, month=parse_month(CITIES[city]))
    card = store.ask("kpis", filters).filter(cut="all").row(0, named=True)
    head = store.ask("problem_cuts", filters, ledger="collected").filter(cut="all").row(0, named=True)
    for name in ("collected", "resolved", "open", "overdue"):
        assert head[f"problem_{name}_count"] == card[f"problem_{name}_count"], name
    assert head["problem_share"] == card["problem_share"]


@pytest.mark.parametrize("lang", text.LANGS)
def test_without_problems_the_page_says_where_to_report_them(home, monkeypatch, lang):
    app = visit(home, monkeypatch, "problems", **MAY | {"lang": lang, "search": "没有"})
    assert "问题清单" in said(app)
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city, lang):
    app = visit(demo_home, monkeypatch, "problems", city=city, month=CITIES[city], lang=lang)
    assert app.subheader[0].value.replace("\\", "") == text.words(lang)("problems.question")
    assert set(figures(app)) == {"problem_flow", "problem_rates_unit", "problem_causes", "problem_days"}


@pytest.mark.parametrize(
    ("city", "ledger", "sentence"),
    [
        ("binzhou", "collected", "收集台账收集问题222个，办结196个，办结率88.29%（196 ÷ 222）"),
        ("binzhou", "taskforce", "办结211个"),
        ("qianan", "collected", "办结54个"),
    ],
)
def test_published_figures_stand_on_the_page(demo_home, monkeypatch, city, ledger, sentence):
    app = visit(demo_home, monkeypatch, "problems", city=city, month=CITIES[city], lang="zh", ledger=ledger)
    assert sentence in said(app)


def test_the_card_rounds_as_the_city_prints(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "problems", **MAY)
    assert cards(app)["问题办结率"] == "88.3%"
    assert any(caption.value.startswith("196 / 222 · ") for caption in app.caption)
