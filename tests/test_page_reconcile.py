"""Reconciliation through the real app."""

import io
import zipfile

import polars as pl
import pytest
from openpyxl import load_workbook

from paceboard import answers_reconcile, exports, profiles, text
from paceboard.filters import Filters
from tests.small import build_store
from tests.visitor import said, table, visit

CITIES = ("suqian", "chengdu", "binzhou", "qianan", "zhenjiang")
# City -> projects beyond the limit this month, and for two months running, as the demo was made.
MADE = {"chengdu": (16, 11), "suqian": (30, 23), "qianan": (8, 5), "zhenjiang": (1, 1), "binzhou": (12, 5)}
WORDS = text.words("zh")
SOURCE = "口径：市重点项目 · 2019年8月 · 快照 abc"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("reconcile_page"))


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_every_city_sees_who_is_apart_and_whom_to_call(demo_home, monkeypatch, city, lang):
    app = visit(demo_home, monkeypatch, "reconcile", city=city, lang=lang)
    assert len(app.get("plotly_chart")) == 2
    rows = table(app, "months_running")
    assert (rows["months_running"] >= 2).all()
    assert rows["months_running"].is_monotonic_decreasing
    named = text.words(lang)("reconcile.named", name="|", unit="|", months="|").split("|")[-1]
    assert named in said(app).replace("\\", "")


@pytest.mark.parametrize("city", CITIES)
def test_deviations_are_counted_as_they_were_made(store, city):
    profile = profiles.get(city)
    place = Filters(city=city, month=profile.opens_at, list_kind=profile.main_list)
    row = store.ask("reconcile_units", place).row(0, named=True)
    assert (row["beyond_count"], row["persistent_count"]) == MADE[city]


@pytest.mark.parametrize("which", ["beyond", "all", "month"])
def test_the_list_in_the_address_is_the_one_shown(demo_home, monkeypatch, which):
    app = visit(demo_home, monkeypatch, "reconcile", city="suqian", lang="zh", projects=which)
    assert ("physical_gap_amount" in table(app, "entity").columns) == (which != "month")


def test_returns_without_statistics_are_told_where_to_fill_them_in(home, monkeypatch):
    app = visit(home, monkeypatch, "reconcile", city="chengdu", month="2019-07", lang="zh")
    assert WORDS("reconcile.none") in said(app)
    assert not app.get("plotly_chart")
    # What has started and is not in statistics is shown all the same.
    assert list(table(app, "waiting_days")["entity"]) == ["B-on-pace", "A-behind"]


def test_nothing_found_is_a_sentence(home, monkeypatch):
    app = visit(home, monkeypatch, "reconcile", city="chengdu", month="2019-07", lang="zh", search="qwertz")
    assert WORDS("frame.no_projects") in said(app)


@pytest.mark.parametrize("lang", text.LANGS)
def test_a_unit_gets_its_projects_with_a_column_to_answer_in(store, lang):
    profile, words = profiles.get("suqian"), text.words(lang)
    rows = store.ask("reconcile", Filters(city="suqian", month=profile.opens_at))
    unit = rows["unit_id"].first()
    kept = answers_reconcile.feedback(rows).filter(pl.col("unit_id") == unit)
    book = exports.xlsx(kept, words=words, profile=profile, source=SOURCE, title="反馈表")
    archive = exports.bundle({"a.xlsx": book})
    assert archive == exports.bundle({"a.xlsx": book})
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        sheet = load_workbook(io.BytesIO(opened.read("a.xlsx"))).active
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(line for line in lines if words("measure.unit_answer") in line)
    place = lines.index(heads) + 1
    assert len(lines) - place == kept.height
    assert all(line[heads.index(words("measure.unit_answer"))] is None for line in lines[place:])
