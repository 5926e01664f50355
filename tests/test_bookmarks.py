"""Saved views survive: round trips, older files, broken files, many writers at once."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from paceboard import bookmarks

ADDRESS = {
    "city": ["chengdu"],
    "month": ["2019-09"],
    "m": ["start_share", "plan_year"],
    "lang": ["en"],
    "deck": ["1x"],
}


def made(name: str = "行业开工率", **changes: object) -> bookmarks.Saved:
    said = {"note": "每月例会用", "snapshot": "20191008T0900-x", "is_fixed": True} | changes
    return bookmarks.made(name, "explore", ADDRESS, **said)


def test_a_view_comes_back_as_it_was_saved(tmp_path):
    saved = made()
    bookmarks.add(tmp_path, saved)
    assert bookmarks.read(tmp_path) == bookmarks.Book((saved,), 0, str(tmp_path / "views" / "views.json"))
    assert saved.query() == {"city": ["chengdu"], "month": ["2019-09"], "m": ["start_share", "plan_year"]}
    assert saved.script == "pages/plan/explore.py"


def test_a_view_that_follows_the_latest_names_no_month():
    assert made(is_fixed=False).query() == {"city": ["chengdu"], "m": ["start_share", "plan_year"]}


def test_views_are_changed_and_dropped_one_by_one(tmp_path):
    first, second = made("甲"), made("乙")
    bookmarks.add(tmp_path, first)
    bookmarks.add(tmp_path, second)
    bookmarks.change(tmp_path, first.id, is_pinned=True)
    bookmarks.drop(tmp_path, second.id)
    assert [(view.name, view.is_pinned) for view in bookmarks.read(tmp_path).views] == [("甲", True)]
    bookmarks.change(tmp_path, second.id, is_pinned=True)
    assert len(bookmarks.read(tmp_path).views) == 1


def test_many_readers_may_save_at_once(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: bookmarks.add(tmp_path, made(f"视图{n}")), range(40)))
    assert {view.name for view in bookmarks.read(tmp_path).views} == {f"视图{n}" for n in range(40)}
    assert not list((tmp_path / "views").glob("*.new"))


def test_a_file_of_the_first_version_is_brought_up_to_date(tmp_path):
    old = [
        {
            "name": "曲线",
            "page": "curve",
            "address": {"city": "suqian", "units": ["a", "b"]},
            "latest": True,
            "pinned": True,
        }
    ]
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "views.json").write_text(json.dumps(old), "utf-8")
    (view,) = bookmarks.read(tmp_path).views
    assert (view.page, view.is_fixed, view.is_pinned) == ("curve", False, True)
    assert view.query() == {"city": ["suqian"], "units": ["a", "b"]}
    bookmarks.change(tmp_path, view.id, note="改")
    body = json.loads((tmp_path / "views" / "views.json").read_text("utf-8"))
    assert body["version"] == bookmarks.VERSION


@pytest.mark.parametrize(
    "content", ["{", "null", '"x"', '{"version": 2}', "[1, 2]", '{"views": [{"name": 3}]}']
)
def test_what_cannot_be_read_is_counted_and_kept_aside(tmp_path, content):
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "views.json").write_text(content, "utf-8")
    book = bookmarks.read(tmp_path)
    assert (book.views, book.unread > 0) == ((), True)
    bookmarks.add(tmp_path, made())
    assert len(bookmarks.read(tmp_path).views) == 1
    (aside,) = (tmp_path / "views").glob("unread-*.json")
    assert aside.read_text("utf-8") == content


def test_a_page_that_is_gone_has_no_script():
    assert bookmarks.made("x", "gone", {}, note="", snapshot="", is_fixed=False).script is None
    assert bookmarks.made("x", "../app", {}, note="", snapshot="", is_fixed=False).script is None


def test_there_is_an_end_to_saving(tmp_path, monkeypatch):
    monkeypatch.setattr(bookmarks, "MOST", 1)
    bookmarks.add(tmp_path, made())
    with pytest.raises(ValueError, match="holds 1 views"):
        bookmarks.add(tmp_path, made())
