"""Saved views, through the real app: list, pins on the overview, what an upgrade took away."""

import pytest

from paceboard import bookmarks, store, text
from paceboard.ingest import build
from tests.small import build_store, submissions
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


def test_a_saved_view_gets_another_name_and_note(home, monkeypatch):
    saved = save(home, "旧名", page="curve")
    app = visit(home, monkeypatch, "saved", **JULY)
    app.text_input(key=f"name_{saved.id}").set_value(" 新  名 ")
    app.text_area(key=f"note_{saved.id}").set_value("改过的说明")
    app.button(key=f"change_{saved.id}").click().run()
    (view,) = (view for view in bookmarks.read(home).views if view.id == saved.id)
    assert (view.name, view.note, view.page) == ("新 名", "改过的说明", "curve")
    assert "新 名" in links(app)


def test_a_fixed_view_opens_the_snapshot_of_then_while_it_is_kept(tmp_path, monkeypatch):
    home = build_store(tmp_path)
    then = store.current(home)
    asked = {"city": ["chengdu"], "month": ["2019-07"]}
    bookmarks.add(home, bookmarks.made("当时", "curve", asked, note="", snapshot=then, is_fixed=True))
    live = build.full(home, submissions()[:1])
    app = visit(home, monkeypatch, "saved", **JULY)
    assert f"snapshot={then}" in links(app)["当时"]
    assert WORDS("saved.is_kept", snapshot=then) in said(app)
    place = JULY | {"snapshot": then}
    shown = visit(home, monkeypatch, "curve", **place)
    assert WORDS("edition.earlier", snapshot=then, live=live) in said(shown)
    assert "0.05亿元" in said(shown)  # July was known then, and is not in the latest
    shown.button(key="edition_live").click().run()
    assert "snapshot" not in shown.query_params
    assert WORDS("edition.earlier", snapshot=then, live=live) not in said(shown)

    store.snapshot_path(then, home).unlink()
    app = visit(home, monkeypatch, "saved", **JULY)
    assert WORDS("saved.moved_on", snapshot=then) in said(app)
    shown = visit(home, monkeypatch, "curve", **place)
    assert WORDS("edition.gone", snapshot=then, live=live) in said(shown)


@pytest.mark.parametrize("name", ["../../etc/passwd", "20190101T000000-zzzzzzzz", "x", "*"])
def test_an_address_names_no_file(home, monkeypatch, name):
    app = visit(home, monkeypatch, "curve", **JULY | {"snapshot": name})
    assert "打不开" in said(app)
    assert not app.error
