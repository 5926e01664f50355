"""The page of the pipeline, through the real app: all five cities, both languages."""

import pytest

from paceboard import text
from tests.small import build_store
from tests.visitor import CITIES, figures, said, table, visit

WORDS = text.words("zh")


def open_page(home, patch, city: str, lang: str = "zh", **address):
    return visit(home, patch, "pipeline", city=city, month=CITIES[city], lang=lang, **address)


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city, lang):
    app = open_page(demo_home, monkeypatch, city, lang)
    words = text.words(lang)
    assert app.subheader[0].value == words("pipeline.question")
    assert set(figures(app)) == {"funnel", "lifecycle", "capacity"}
    for drawn in figures(app).values():
        # The scope tag says that these are projects of every list, not of the main one alone.
        assert words("source.every_list") in drawn["layout"]["meta"]["source"]


def test_chengdus_five_stages_are_the_published_ones(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "chengdu")
    funnel = figures(app)["funnel"]["data"][0]
    assert funnel["x"] == [71, 18, 11, 3, 7]
    assert "签订投资协议71个、编制项目建议书及可研18个、立项及用地规划许可11个" in said(app)
    assert "合计110个" in said(app)


def test_binzhous_pool_of_four_batches_is_counted_as_one(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "binzhou")
    assert figures(app)["funnel"]["data"][0]["hovertext"] == ["谋划一批", "储备一批", "开工一批", "竣工一批"]
    assert "合计1,191个，总投资7,844.00亿元" in said(app)


def test_lists_that_are_no_pool_are_never_added_up(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "chengdu", by="batch")
    assert "分属不同清单，不合计" in said(app)
    assert "1,215" not in figures(app)["funnel"]["layout"]["title"]["text"]


def test_what_can_still_start_is_listed_with_its_stage(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "chengdu")
    rows = table(app, "start_outlook")
    assert set(rows["start_outlook"]) == {"ready"}
    assert set(rows["stage"]) <= {"design", "preparation"}
    assert f"计划本年度开工且前期已到位的储备项目{len(rows)}个。" in said(app)


def test_a_list_of_projects_goes_into_the_address(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "chengdu")
    app.button_group(key="pipeline_which").set_value("all").run()
    assert app.query_params["which"] in ("all", ["all"])
    assert len(table(app, "start_outlook")) == 110


def test_days_that_are_a_lower_bound_say_so(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "chengdu")
    texts = figures(app)["funnel"]["layout"]["yaxis4"]["ticktext"]
    assert any(text_.startswith("≥") for text_ in texts)
    assert "个项目首次报送就在该阶段，实际更长" in said(app)


def test_signing_and_admission_stand_beside_their_targets(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "zhenjiang")
    rows = table(app, "standing")
    own = rows[rows["set_for"] == "镇江市"].set_index("target_measure")
    assert own.loc["signed_total", "done_of"] == "1,534 / 1,500亿元"
    assert own.loc["in_statistics_total", "done_of"].endswith(" / 350亿元")


def test_qianans_newly_signed_projects_are_the_published_ones(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "qianan")
    steps = figures(app)["lifecycle"]["data"][0]
    assert dict(zip(steps["hovertext"], steps["x"], strict=True))["新签约协议"] == 42
    assert len(table(app, "happened_date")) == 42  # the rows behind it


def test_zhenjiang_follows_what_finished_since_2019(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "zhenjiang")
    assert "2019年以来竣工204个，已投产186个，已达产88个，未达产116个" in said(app)
    waiting = table(app, "idle_days")
    assert len(waiting) == 116
    assert len(waiting[waiting["list_kind"] == "tracked"]) == 36


def test_a_city_that_states_no_full_capacity_is_told_where_to(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "suqian")
    assert WORDS("pipeline.capacity_silent", count="160") in said(app)
    assert WORDS("pipeline.no_reserve") in said(app)
    assert WORDS("pipeline.no_targets") in said(app)


def test_returns_without_batch_or_stage_are_told_where_to_fill_them_in(tmp_path, monkeypatch):
    app = visit(build_store(tmp_path), monkeypatch, "pipeline", city="chengdu", month="2019-07", lang="zh")
    assert WORDS("pipeline.none") in said(app)
    assert WORDS("pipeline.capacity_none") in said(app)
