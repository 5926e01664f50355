"""Taking returns in and publishing: whole, once, and never half done."""

import shutil
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from paceboard import profiles, store
from paceboard.filters import Filters
from paceboard.ingest import archive, build, desk, forms, template
from paceboard.ingest.head import Overrides

WHOLE = Filters(city="suqian", month=date(2022, 7, 1))
LATER = Overrides(received_at=datetime(2022, 9, 20))


@pytest.fixture(scope="module")
def one_city(demo_home, tmp_path_factory):
    """The demo's returns of one city in an archive and a store of their own: quick to build again."""
    folder = tmp_path_factory.mktemp("one_city")
    for entry in archive.entries(demo_home / "submissions"):
        if entry.submission["city"] == WHOLE.city:
            kept = entry.original.parent
            shutil.copytree(kept, folder / kept.relative_to(demo_home), dirs_exist_ok=True)
    desk.rebuild(folder)
    return folder


@pytest.fixture
def home(one_city, tmp_path):
    shutil.copytree(one_city, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def changed(home):
    """A return of which one byte differs: a new file that says the same."""
    found = next((home / "submissions").rglob("宿迁市_*_2022年07月*.xlsx"))
    path = home / "again.xlsx"
    path.write_bytes(found.read_bytes() + b"\0")
    return path


def invested(home: Path) -> str:
    opened = store.open_current(home)
    row = opened.ask("kpis", WHOLE).filter(cut="all").row(0, named=True)
    opened.close()
    return str(row["invested_ytd"])


def search_table(home: Path) -> list[tuple]:
    """Return everything that the search box looks in."""
    with duckdb.connect(str(store.snapshot_path(store.current(home), home)), read_only=True) as opened:
        return opened.execute("select * from search_entry order by all").fetchall()


def test_a_load_that_was_killed_before_publishing_is_made_good_by_the_next(demo_home, home, changed):
    desk.receive([changed], folder=home, overrides=LATER, known=desk.known(home))
    assert archive.ids(home / "submissions") - desk._held(home).keys()
    receipts = desk.load([changed], folder=home, overrides=LATER)
    assert [r.status for r in receipts] == ["duplicate"]
    assert archive.ids(home / "submissions") == desk._held(home).keys()
    assert invested(home) == invested(demo_home)


def test_a_return_dropped_and_taken_in_again_counts_once(tmp_path):
    """As the demo is when it is made again with the same bytes for a snapshot as new as the code."""
    path = tmp_path / "a.xlsx"
    rows = {"project": [{"project_code": "2019-510104-48-01-000001", "project_name": "示例"}]}
    where = {"unit": "jinjiang", "period": date(2019, 1, 1), "received_on": date(2019, 2, 3)}
    template.write(path, forms.load("monthly-1"), profiles.get("chengdu"), rows=rows, **where)
    for _ in range(2):
        desk.load([path], folder=tmp_path, overrides=Overrides(submitted_by="demo"), anew=True)
    opened = store.open_current(tmp_path)
    assert opened.ask("rows", Filters(city="chengdu", month=date(2019, 1, 1))).height == 1
    opened.close()


def test_what_the_store_cannot_take_in_is_refused_and_changes_nothing(home, changed, monkeypatch):
    before = store.current(home)

    def unsound(*_args):
        raise build.UnsoundStore("overlap: 1 rows")

    monkeypatch.setattr(build, "_check", unsound)
    with pytest.raises(build.UnsoundStore):
        desk.load([changed], folder=home, overrides=LATER)
    assert store.current(home) == before
    assert list((home / "store").glob("draft-*")) == []
    refused = [e for e in archive.entries(home / "submissions") if e.submission["status"] == "refused"]
    assert [e.submission["reason"] for e in refused] == ["overlap: 1 rows"]


def test_what_was_archived_but_never_published_is_in_the_snapshot_that_is_served(home, changed):
    desk.receive([changed], folder=home, overrides=LATER, known=desk.known(home))
    before = store.current(home)
    assert desk.refresh(home) != before
    assert desk.refresh(home) == store.current(home)


def test_what_a_killed_build_left_behind_is_cleared_away(home, changed):
    left = home / "store" / "draft-1.duckdb"
    left.write_bytes(b"half")
    desk.load([changed], folder=home, overrides=LATER)
    assert not left.exists()


def test_the_demo_store_added_to_equals_a_rebuild_from_the_originals(home, changed):
    desk.load([changed], folder=home, overrides=LATER)
    added = store.open_current(home)
    found = {n: added.ask(n, WHOLE) for n in ("kpis", "trends", "sites")}
    added.close()
    searched = search_table(home)
    desk.rebuild(home)
    rebuilt = store.open_current(home)
    for name, rows in found.items():
        assert rows.equals(rebuilt.ask(name, WHOLE)), name
    rebuilt.close()
    assert searched == search_table(home)
    assert len(searched) > 300


def test_a_snapshot_of_an_older_make_is_built_anew_before_it_is_served(demo_home, home, monkeypatch):
    before = store.current(home)
    assert desk.refresh(home) == before
    monkeypatch.setattr(build, "schema_version", lambda: "another make")
    assert desk.refresh(home) == store.current(home) != before
    assert invested(home) == invested(demo_home)
