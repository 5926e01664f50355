"""Saved views, through the real app: list, pins on the overview, what an upgrade took away."""

import pytest

from paceboard import bookmarks, text
from tests.small import build_store
from tests.visitor import said, visit

WORDS = text.words("zh")
JULY = {"city": "chengdu", "month": "2019-07", "lang": "zh"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("saved"))


def save(
    home, name: str, page: str = "explore", *, is_fixed: bool = False, **address: str
) -> bookmarks.Saved:
    asked = {"city": ["chengdu"], "month": ["2019-06"]} | {key: [value] for key, value in address.items()}
    saved = bookmarks.made(name, page, asked, note="例会用", snapshot="old", is_fixed=is_fixed)
    bookmarks.add(home, saved)
    return saved


def links(app) -> dict[str, str]:
    return {link.proto.label: link.proto.query_string for link in app.get("page_link")}


@pytest.mark.parametrize("lang", text.LANGS)
def test_an_empty_shelf_says_how_to_fill_it_and_who_shares_it(tmp_path, monkeypatch, lang):
    app = visit(build_store(tmp_path), monkeypatch, "saved", **JULY | {"lang": lang})
    assert text.words(lang)("saved.none") in said(app)
    assert text.words(lang)("saved.shared") in said(app)


def test_fixed_views_keep_their_month_and_others_follow_the_latest(home, monkeypatch):
    save(home, "固定的", is_fixed=True, known_on="2019-07-05", m="plan_year")
    save(home, "跟随的", m="plan_year")
    found = links(visit(home, monkeypatch, "saved", **JULY))
    assert "month=2019-06" in found["固定的"]
    assert "known_on=2019-07-05" in found["固定的"]
    assert "month=2019-07" in found["跟随的"]
    assert "known_on" not in found["跟随的"]


def test_views_that_an_upgrade_took_away_are_explained(home, monkeypatch):
    save(home, "旧页面", page="gone")
    save(home, "旧城市", city="atlantis")
    app = visit(home, monkeypatch, "saved", **JULY)
    assert "本版本已没有“gone”这一页" in said(app).replace("\\", "")
    assert "本看板已没有城市“atlantis”的配置" in said(app)


def test_a_pinned_view_stands_on_the_overview(home, monkeypatch):
    saved = save(home, "<b>每周看</b>", page="curve")
    app = visit(home, monkeypatch, "saved", **JULY)
    app.button(key=f"pin_{saved.id}").click().run()
    assert bookmarks.read(home).views[-1].is_pinned
    overview = visit(home, monkeypatch, "overview", **JULY)
    assert "\\<b\\>每周看\\</b\\>" in links(overview)
    app = visit(home, monkeypatch, "saved", **JULY)
    app.button(key=f"drop_{saved.id}").click().run()
    assert saved.id not in [view.id for view in bookmarks.read(home).views]
