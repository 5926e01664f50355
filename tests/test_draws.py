"""The draw is the same for the same seed, prefers heavy projects, and leaves one line in the log."""

from collections import Counter
from datetime import date, datetime

import pytest

from paceboard import store
from paceboard.filters import Filters
from paceboard.ingest import build, draws
from tests.returns import parsed

MARCH = date(2019, 3, 1)
LATE = {"plan_start_date": date(2019, 1, 5), "plan_year": 1200}
SCOPE = {"city": "chengdu", "month": "2019-03"}
SAID = {"pool_count": 40, "snapshot": "s1", "rule": "权重"}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    home = tmp_path_factory.mktemp("draws")
    light = [{"entity": f"L{i:02}"} for i in range(20)]
    heavy = [{"entity": f"H{i:02}", **LATE} for i in range(20)]
    apart = [{"entity": "X", **LATE, "is_connected": False}]
    register = [{"project_name": p["entity"], "is_connected": True, **p} for p in (*light, *heavy, *apart)]
    one = parsed(
        unit="jinjiang",
        period=MARCH,
        received=datetime(2019, 4, 3),
        project_version=register,
        investment_return=[{"entity": p["entity"], "invested_ytd": 0} for p in heavy],
        problem=[{"entity": f"P{i}", "project_code": "H00", "raised_date": MARCH} for i in range(5)],
    )
    build.full(home, [one])
    opened = store.open_current(home)
    place = Filters(city="chengdu", month=MARCH)
    yield lambda seed, count=10, **changes: opened.ask("draw", place.at(**changes), seed=seed, count=count)
    opened.close()


def test_the_same_seed_draws_the_same_projects(ask):
    assert ask("2019-03").equals(ask("2019-03"))
    assert ask("2019-03")["entity"].to_list() != ask("2019-04")["entity"].to_list()


def test_a_longer_draw_begins_with_the_shorter_one(ask):
    assert ask("a", 20)["entity"].to_list()[:10] == ask("a", 10)["entity"].to_list()


def test_weights_add_up_by_the_rule(ask):
    rows = {row["entity"]: row for row in ask("a", 100).iter_rows(named=True)}
    assert len(rows) == 40  # no project twice, and only connected ones
    assert rows["L00"]["draw_weight"] == 1
    assert rows["H01"]["draw_weight"] == 5  # 1 + 2 short of time + 2 overdue
    assert rows["H00"]["draw_weight"] == 8  # five open problems count as three
    assert rows["H00"]["pool_count"] == 40
    assert rows["H00"]["pool_weight"] == 20 + 19 * 5 + 8
    parts = ("base_weight", "gap_weight", "overdue_weight", "problem_weight")
    assert all(sum(row[part] for part in parts) == row["draw_weight"] for row in rows.values())


def test_heavier_projects_are_drawn_first_as_often_as_their_weight_says(ask):
    seeds = 400
    first = Counter(ask(f"seed {i}", 1)["entity"].item() for i in range(seeds))
    heavy = sum(count for entity, count in first.items() if entity.startswith("H"))
    # 103 of 123 in weight; four standard deviations of 400 draws are 7.4 points.
    assert heavy / seeds == pytest.approx(103 / 123, abs=0.074)
    assert any(entity.startswith("L") for entity in first)


def test_a_project_joining_or_leaving_moves_no_other_one(ask):
    both, part = ask("a", 100), ask("a", 100, search="h0")
    kept = [entity for entity in both["entity"] if entity.startswith("H0")]
    assert part["entity"].to_list() == kept


def test_each_draw_logged_is_one_line_and_the_latest_is_listed_first(tmp_path):
    for seed in ("一", "二"):
        draws.record(tmp_path, scope=SCOPE, projects=["H01", "L02"], seed=seed, **SAID)
    draws.record(tmp_path, scope={"city": "suqian"}, projects=["Z"], seed="三", **SAID)
    assert len((tmp_path / "draws.jsonl").read_text("utf-8").splitlines()) == 3
    rows = draws.logged(tmp_path, "chengdu")
    assert rows["seed"].to_list() == ["二", "一"]
    assert rows["projects"].to_list() == [["H01", "L02"]] * 2
    assert rows.row(0, named=True)["drawn_count"] == 2


def test_no_log_is_an_empty_list(tmp_path):
    assert draws.logged(tmp_path, "chengdu").is_empty()
