"""The league page through the real app: as a table and on a wall, all five cities, both languages."""

import plotly.graph_objects as go
import polars as pl
import pytest

from paceboard import charts, profiles, standings, text, theme
from tests import rows
from tests.visitor import CITIES, figures, said, table, visit

WORDS = text.words("zh")


@pytest.mark.parametrize("form", ["table", "wall"])
@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city, form):
    lang = "zh" if form == "table" else "en"
    app = visit(demo_home, monkeypatch, "league", city=city, month=CITIES[city], lang=lang, form=form)
    assert app.subheader[0].value.replace("\\", "") == text.words(lang)("league.question")
    assert set(figures(app)) == {"league" if form == "table" else "wall"}
    assert text.words(lang)("league.note", name="", version="", said="")[:2] in said(app)


def test_the_wall_shows_ten_rows_at_most_and_the_rest_on_request(demo_home, monkeypatch):
    where = {"city": "chengdu", "month": "2019-08", "lang": "zh", "form": "wall"}
    first = figures(visit(demo_home, monkeypatch, "league", **where))["wall"]
    last = figures(visit(demo_home, monkeypatch, "league", **where, places="20"))["wall"]
    ranks = table(visit(demo_home, monkeypatch, "league", **where | {"form": "table"}), "score")["rank"]
    assert first["layout"]["yaxis2"]["ticktext"] == [f"<b>{rank}</b>" for rank in ranks[:10]]
    assert last["layout"]["yaxis2"]["ticktext"] == [f"<b>{rank}</b>" for rank in ranks[20:]]


@pytest.mark.parametrize("mode", theme.MODES)
def test_the_wall_is_large_and_valid(mode):
    look = {"profile": profiles.get("chengdu"), "words": WORDS, "mode": mode, "title": "题", "source": "源"}
    for is_enlarged, least, most in ((False, 28, 760), (True, 20, 590)):  # 20 of 720 pixels, 30 of 1080
        figure = charts.wall(rows.league([1.9, 0.8, None]), **look, is_enlarged=is_enlarged)
        go.Figure(figure.to_dict())  # built again with plotly's own checks
        sizes = [figure.layout[axis].tickfont.size for axis in ("yaxis", "yaxis2", "yaxis4", "yaxis5")]
        assert min(sizes) >= least
        assert figure.layout.height <= most
        assert figure.layout.yaxis.range == (9.5, -0.5)  # rows are as high as if there were ten


def test_a_wall_where_nobody_stands_shows_all_places_in_turn():
    places = pl.DataFrame({"rank": range(1, 24)})
    seen = [standings.turn(places, seconds)["rank"].to_list() for seconds in (0, 14.9, 15, 31, 45)]
    assert [(part[0], part[-1]) for part in seen] == [(1, 10), (1, 10), (11, 20), (21, 23), (1, 10)]


def test_a_whole_screen_turns_unless_the_address_names_places(demo_home, monkeypatch):
    where = {"city": "chengdu", "month": "2019-08", "lang": "zh", "form": "wall", "wall": "1"}
    turning = figures(visit(demo_home, monkeypatch, "league", **where))["wall"]
    assert "共23个单位" in turning["layout"]["meta"]["title"]
    fixed = figures(visit(demo_home, monkeypatch, "league", **where, places="20"))["wall"]
    assert "第21–23名" in fixed["layout"]["meta"]["title"]


def test_the_page_leads_on_to_what_explains_the_ranks(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "league", city="chengdu", month="2019-08", lang="zh")
    labels = {link.proto.label for link in app.get("page_link")}
    assert {WORDS(f"league.to_{page}") for page in ("movement", "why", "certainty", "whatif")} <= labels
