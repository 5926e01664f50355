"""The page of movement, through the real app: five cities, two languages, two comparisons, three rates."""

import pytest

from paceboard import text
from tests.small import build_store
from tests.visitor import CITIES, figures, said, table, visit

WORDS = text.words("zh")


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city, lang):
    app = visit(demo_home, monkeypatch, "movement", city=city, month=CITIES[city], lang=lang)
    words = text.words(lang)
    assert app.subheader[0].value.replace("\\", "") == words("movement.question")
    drawn = figures(app)
    assert set(drawn) == {"bump", "bridge"}
    for figure in drawn.values():
        assert figure["layout"]["meta"]["source"].startswith(words("source.line", parts=""))
    rows = table(app, "main_step")
    assert len(drawn["bump"]["data"]) == len(rows)


def test_lines_end_at_the_ranks_of_the_table(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "movement", city="chengdu", month="2019-08", lang="zh")
    ends = sorted(line["y"][-1] for line in figures(app)["bump"]["data"])
    rows = table(app, "main_step")
    assert ends == sorted(rows["rank"])
    assert all(rows["rank_before"] - rows["rank"] == rows["rank_change"])


def test_the_steps_drawn_are_those_of_the_unit_chosen(demo_home, monkeypatch):
    where = {"city": "qianan", "month": "2022-07", "lang": "zh", "unit": "shaheyi"}
    app = visit(demo_home, monkeypatch, "movement", **where)
    row = table(app, "main_step").set_index("unit_id").loc["shaheyi"]
    bar = figures(app)["bridge"]["data"][0]
    steps = ["left_effect", "plan_effect", "work_effect", "joined_effect", "move"]
    assert bar["x"] == pytest.approx([row[step] for step in steps])
    # Each step begins where the one before it ended.
    assert bar["base"][1:4] == pytest.approx([sum(bar["x"][:i]) for i in (1, 2, 3)])


@pytest.mark.parametrize("measure", ["starts", "finishes"])
def test_the_other_rates_move_too(demo_home, monkeypatch, measure):
    where = {"city": "chengdu", "month": "2019-09", "lang": "zh", "measure": measure}
    app = visit(demo_home, monkeypatch, "movement", **where)
    assert WORDS(f"movement.measure_{measure}") in figures(app)["bridge"]["layout"]["meta"]["title"]


def test_last_quarters_end_can_be_compared_with(demo_home, monkeypatch):
    where = {"city": "chengdu", "month": "2019-08", "lang": "zh", "since": "quarter"}
    app = visit(demo_home, monkeypatch, "movement", **where)
    assert "与2019年6月相比" in said(app)


def test_the_first_quarter_has_no_quarter_before_it(demo_home, monkeypatch):
    where = {"city": "chengdu", "month": "2019-02", "lang": "zh", "since": "quarter"}
    assert WORDS("movement.none_quarter") in said(visit(demo_home, monkeypatch, "movement", **where))


def test_the_first_month_has_nothing_before_it(demo_home, monkeypatch):
    where = {"city": "chengdu", "month": "2019-01", "lang": "en"}
    assert text.words("en")("movement.none_month") in said(visit(demo_home, monkeypatch, "movement", **where))


def test_a_hand_made_store_moves_as_worked_out(tmp_path, monkeypatch):
    app = visit(build_store(tmp_path), monkeypatch, "movement", city="chengdu", month="2019-07", lang="zh")
    # June: 380 of 1,380; July: 500 of 1,380: all of it work on the same four projects.
    row = table(app, "main_step").iloc[0]
    assert (row["share_before"], row["share_now"]) == pytest.approx((380 / 1380, 500 / 1380))
    assert row["work_effect"] == pytest.approx(120 / 1380)
    assert row["main_step"] == "work"
    assert "两个月都在清单里的4个项目：27.54% → 36.23%。" in said(app)


def test_filters_that_fit_nothing_end_in_a_sentence(demo_home, monkeypatch):
    where = {"city": "chengdu", "month": "2019-08", "lang": "zh", "search": "没有这个项目"}
    app = visit(demo_home, monkeypatch, "movement", **where)
    assert WORDS("league.no_units") in said(app)
    assert not figures(app)
