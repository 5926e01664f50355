"""The page of schedules, through the real app: seven hand-made milestones, and the five cities."""

import plotly.graph_objects as go
import pytest

from paceboard import profiles, text
from paceboard.charts import schedule, slips
from paceboard.ingest import build
from tests.test_schedule import cuts, db, rows  # noqa: F401 (db is a fixture)
from tests.timetable import submissions
from tests.visitor import CITIES, figures, said, table, visit

WORDS = text.words("zh")
MAY = {"city": "binzhou", "month": "2020-05", "lang": "zh"}
PICTURES = {"gantt", "kept_kinds", "slip_reasons"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schedule")
    build.full(folder, submissions())
    return folder


def test_the_sentence_says_what_was_kept_and_what_slips(home, monkeypatch):
    app = visit(home, monkeypatch, "schedule", **MAY, list="all")
    assert "3个项目有7个节点，承诺日已到4个，按期完成1个，按期率25.0%（1 ÷ 4），逾期未完成2个" in said(app)
    assert "的开工（逾期未完成，30天）" in said(app)
    assert "承诺日已到4 = 按期完成1 + 晚完成1 + 逾期未完成2；另有1个" in said(app)
    assert "本月承诺完成3个，已完成1个；下月承诺完成2个，其中1个预计推迟。" in said(app)


def test_projects_without_a_schedule_are_told_where_to_report(home, monkeypatch):
    app = visit(home, monkeypatch, "schedule", **MAY)
    assert "年度重点调度项目共3个，其中2个报送了配档表，1个没有" in said(app)
    assert "配档表" in WORDS("schedule.none")


def test_rates_have_their_parts(home, monkeypatch):
    app = visit(home, monkeypatch, "schedule", **MAY, list="all")
    assert [card.value for card in app.metric] == ["25.0%", "25.0%", "2", "4"]
    assert any(caption.value.startswith("1 / 4 · 截至2020年5月31日") for caption in app.caption)


def test_all_milestones_and_those_coming_stand_in_tables(home, monkeypatch):
    app = visit(home, monkeypatch, "schedule", **MAY, list="all")
    assert table(app, "shown_due_in")["shown_due_in"].to_list() == ["本月", "本月", "本月", "下月", "下月"]
    assert sorted(table(app, "shown_slip_days")["shown_slip_days"].dropna()) == [-10, 0, 2, 3, 20, 30]


def test_the_picture_tells_promise_forecast_deed_and_overdue_apart_by_shape(home, monkeypatch):
    gantt = figures(visit(home, monkeypatch, "schedule", **MAY, list="all"))["gantt"]
    shapes = {
        trace["name"]: trace["marker"]["symbol"]
        for trace in gantt["data"]
        if "symbol" in trace.get("marker", {})
    }
    assert shapes == {"承诺": "diamond-open", "预计": "diamond", "实际": "diamond", "逾期未完成": "x"}
    assert gantt["layout"]["meta"]["source"].startswith("有配档表的全部项目 · ")


@pytest.mark.parametrize("lang", text.LANGS)
def test_without_milestones_the_page_says_where_to_report_them(home, monkeypatch, lang):
    app = visit(home, monkeypatch, "schedule", **MAY | {"lang": lang, "search": "没有"})
    assert "配档表" in said(app)
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city, lang):
    app = visit(demo_home, monkeypatch, "schedule", city=city, month=CITIES[city], lang=lang)
    assert app.subheader[0].value.replace("\\", "") == text.words(lang)("schedule.question")
    assert set(figures(app)) == PICTURES
    assert text.words(lang)("schedule.list_focus") in said(app)


def test_focus_projects_are_those_that_chengdu_published(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "schedule", city="chengdu", month="2019-08", lang="zh")
    assert "年度重点调度项目共100个" in said(app)
    assert "图中是25个项目，另有75个不在图中" in said(app)


def test_a_project_shows_its_own_milestones(home, monkeypatch):
    app = visit(home, monkeypatch, "project", **MAY, project="A")
    assert figures(app)["gantt"]["layout"]["meta"]["title"] == "示例一：各节点的承诺、预计与实际"
    assert "gantt" not in figures(visit(home, monkeypatch, "project", **MAY, project="D"))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("lang", text.LANGS)
def test_pictures_are_valid_and_carry_their_source(db, lang, mode):  # noqa: F811 (a fixture by its name)
    look = {
        "profile": profiles.get("binzhou"),
        "words": text.words(lang),
        "mode": mode,
        "title": "一句话",
        "source": "口径：甲",
    }
    drawn = (
        schedule.gantt(rows(db), **look),
        slips.slip_reasons(cuts(db), **look),
        slips.kept_kinds(cuts(db), **look),
    )
    for figure in drawn:
        go.Figure(figure.to_dict())  # built again with plotly's own checks
        assert {note.name: note.text for note in figure.layout.annotations if note.name}[
            "source"
        ] == "口径：甲"
        assert figure.layout.meta["title"] == "一句话"
