"""The page of annual targets, through the real app: all five cities, both languages."""

import pytest

from paceboard import text
from tests.small import build_store
from tests.visitor import figures, said, table, visit

WORDS = text.words("zh")
CITIES = {
    "chengdu": "2019-08",
    "suqian": "2022-07",
    "qianan": "2022-07",
    "zhenjiang": "2023-12",
    "binzhou": "2020-05",
}


def open_page(home, patch, city: str, lang: str = "zh", **address):
    asked = {"city": city, "month": CITIES[city], "lang": lang}
    return visit(home, patch, "targets", **(asked | address))


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city, lang):
    app = open_page(demo_home, monkeypatch, city, lang)
    assert app.subheader[0].value == text.words(lang)("targets.question")
    assert set(figures(app)) == {"targets", "target_path"}
    for drawn in figures(app).values():
        assert drawn["layout"]["meta"]["source"].startswith(text.words(lang)("source.line", parts=""))


def test_zhenjiangs_published_targets_stand_on_the_page(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "zhenjiang")
    rows = table(app, "standing")
    own = rows[rows["set_for"] == "镇江市"].set_index("target_measure")["target"]
    assert own["signed_total"] == "1,500亿元"
    assert own["in_statistics_total"] == "350亿元"
    assert own["completions"] == "85个"
    assert (own["large_events"], own["team_events"]) == ("20场", "1,500场")
    assert own["approval_time_reduction"] == "30%"
    assert list(own["start_share"]) == ["80%", "100%"]


def test_80_percent_by_june_was_kept_and_all_by_september_missed(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "zhenjiang")
    rows = table(app, "standing")
    own = rows[(rows["set_for"] == "镇江市") & (rows["target_measure"] == "start_share")]
    # 74 of 92 by the end of June, 88 of 92 by the end of September.
    assert own["at_due"].to_list() == ["80.43%", "95.65%"]
    assert own["standing"].to_list() == ["kept", "missed"]


def test_the_time_path_is_the_one_that_the_profile_writes(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "zhenjiang", month="2023-07", target="start_share·city·2023-09")
    path, done = figures(app)["target_path"]["data"]
    assert [round(value, 1) for value in path["y"][:9]] == [13.3, 26.7, 40, 53.3, 66.7, 80, 86.7, 93.3, 100]
    assert done["y"][7:] == [None] * 5
    assert "开工率：6月底80.0%、9月底100.0%" in said(app)


def test_each_target_says_whether_it_keeps_up(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "chengdu")
    # 3,568.05 of 4,606.99 at 66.67 % of the year; 198 of 308 starts and 41 of 154 completions.
    drawn = figures(app)["targets"]
    asked, done = drawn["data"][:2]
    assert [round(share, 4) for share in done["x"]] == [0.7745, 0.6429, 0.2662]
    assert [round(share, 4) for share in asked["x"]] == [0.6667] * 3
    assert drawn["layout"]["yaxis4"]["ticktext"] == ["▲ 不落后", "▼ 落后", "▼ 落后"]
    assert "全市3项目标中1项达标或不落后于时间进度" in said(app)


def test_one_measure_is_shown_by_unit_and_kept_in_the_address(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "zhenjiang")
    app.selectbox(key="targets_show").set_value("signed_total").run()
    assert app.query_params["show"] in ("signed_total", ["signed_total"])
    assert figures(app)["targets"]["data"][0]["hovertext"][:3] == ["镇江市", "京口区", "润州区"]


def test_filters_that_targets_do_not_know_leave_them_alone(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "chengdu", sectors="transport")
    assert WORDS("targets.filters") in said(app)
    assert "3,568.05 / 4,606.99亿元" in set(table(app, "standing")["done_of"])


def test_a_unit_chosen_shows_its_own_targets(demo_home, monkeypatch):
    app = open_page(demo_home, monkeypatch, "chengdu", units="jinjiang")
    assert set(table(app, "standing")["set_for"]) == {"锦江区"}


def test_a_city_without_targets_is_told_on_which_sheet(tmp_path, monkeypatch):
    app = visit(build_store(tmp_path), monkeypatch, "targets", city="chengdu", month="2019-07", lang="zh")
    assert WORDS("targets.none") in said(app)
    assert not app.get("plotly_chart")
