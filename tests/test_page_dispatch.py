"""Dispatch and responsibility through the real app."""

import shutil

import pytest

from paceboard import profiles, text
from paceboard.filters import Filters
from tests.small import build_store
from tests.visitor import said, table, visit

# Meetings that bulletins printed, by kind.
PRINTED = {
    "qianan": ("集中调度7次", "单体调度10次", "现场调度23次"),
    "binzhou": ("巡回督导4次",),
    "suqian": ("集中调度14次",),
    "zhenjiang": ("集中调度12次",),
    "chengdu": ("集中调度",),
}
# City -> decisions, done, overdue; stale among focus and among provincial projects: as the demo was made.
MADE = {
    "chengdu": (32, 23, 5, 18, 39),
    "suqian": (77, 59, 15, 3, 3),
    "qianan": (71, 57, 12, 4, 3),
    "zhenjiang": (60, 45, 14, 8, 0),
    "binzhou": (28, 22, 3, 12, 7),
}
PARTS = ("decisions", "leaders", "stale", "draw")
WORDS = text.words("zh")
SMALL = {"city": "chengdu", "month": "2019-07", "lang": "zh"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("dispatch_page"))


@pytest.mark.parametrize("city", PRINTED)
def test_every_city_sees_its_meetings_by_kind(demo_home, monkeypatch, city):
    app = visit(demo_home, monkeypatch, "dispatch", city=city, lang="zh")
    assert all(kind in said(app) for kind in PRINTED[city])
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.parametrize("city", MADE)
def test_decisions_and_silence_are_counted_as_they_were_made(store, city):
    profile = profiles.get(city)
    place = Filters(city=city, month=profile.opens_at, list_kind=profile.main_list)
    sums = store.ask("dispatch_sums", place).row(0, named=True)
    stale = store.ask("cadence", place).filter("is_stale")["cadence_kind"].to_list()
    counts = [sums[f"decision_{part}count"] for part in ("", "done_", "overdue_")]
    assert (*counts, stale.count("focus"), stale.count("provincial")) == MADE[city]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", PRINTED)
def test_every_part_stands_for_every_city_in_both_languages(demo_home, monkeypatch, city, lang, part):
    app = visit(demo_home, monkeypatch, "dispatch", city=city, lang=lang, part=part)
    assert len(app.dataframe) + len(app.info) >= 2


def test_chengdu_draws_39_of_421_connected_projects(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "dispatch", city="chengdu", month="2019-09", lang="zh", part="draw")
    assert "从已联网的421个项目里抽出39个" in said(app)
    assert "集中拉练1次" in said(app)
    assert len(table(app, "draw_no")) == 39


def test_seed_and_count_are_in_the_address(home, monkeypatch, tmp_path):
    address = {"part": "draw", "seed": "第一次", "count": "5", "city": "chengdu", "lang": "zh"}
    shutil.copytree(home, tmp_path, dirs_exist_ok=True)
    app = visit(tmp_path, monkeypatch, "dispatch", month="2019-07", **address)
    assert app.text_input(key="dispatch_seed").value == "第一次"
    assert app.selectbox(key="dispatch_count").value == "5"


def test_a_draw_is_logged_and_listed(demo_home, monkeypatch, tmp_path):
    shutil.copytree(demo_home / "store", tmp_path / "store")
    app = visit(
        tmp_path, monkeypatch, "dispatch", city="chengdu", lang="zh", part="draw", seed="甲", count="5"
    )
    assert WORDS("dispatch.none_logged") in said(app)
    app.button(key="log_draw").click().run()
    assert not app.exception
    assert not app.error
    drawn, logged = table(app, "draw_no"), table(app, "drawn_at")
    assert logged["seed"].to_list() == ["甲"]
    assert logged["projects"].item().split() == drawn["entity"].to_list()
    assert len((tmp_path / "draws.jsonl").read_text("utf-8").splitlines()) == 1


def test_one_leader_sees_what_is_theirs(home, monkeypatch):
    app = visit(home, monkeypatch, "dispatch", **SMALL, part="leaders", leader="示例领导")
    assert table(app, "pace_state")["entity"].to_list() == ["A-behind"]


@pytest.mark.parametrize(
    ("part", "key"),
    [("decisions", "no_items"), ("stale", "no_notes"), ("draw", "no_pool")],
)
def test_what_a_city_does_not_report_says_how_to(home, monkeypatch, part, key):
    app = visit(home, monkeypatch, "dispatch", **SMALL, part=part)
    assert WORDS("dispatch.no_meetings") in said(app)
    assert WORDS(f"dispatch.{key}") in said(app)
