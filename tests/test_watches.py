"""Rules that planners watch figures by: what fires, worked out by hand; what survives; what is refused."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from paceboard import __main__ as cli
from paceboard import (
    answers_targets,
    answers_watches,
    kpis,
    profiles,
    store,
    text,
    watch_book,
    watch_round,
    watches,
)
from paceboard.answers import Teller
from paceboard.filters import Filters
from tests.small import JULY, JUNE, build_store

CHENGDU = profiles.get("chengdu")
WORDS = text.words("zh")


def rule(measure: str, cut: str, comparison: str, threshold: str, **values: object) -> watches.Watch:
    said = {"name": f"{measure} {cut}", "by": "王", "city": "chengdu", "list_kind": "key"} | values
    asked = {"measure": measure, "cut": cut, "comparison": comparison, "threshold": threshold}
    return watches.made(**asked | said)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("watches"))


@pytest.fixture(scope="module")
def opened(home):
    found = store.open_current(home)
    yield found
    found.close()


def hold(opened, asked, *, month=JULY, profile=CHENGDU, **more: object) -> pl.DataFrame:
    def ask(name, *, list_kind, **values):
        return opened.ask(name, Filters("chengdu", month, list_kind=list_kind), **values)

    return watch_round.fired(ask, asked, profile=profile, **more)


def keys(opened, watch, **more: object) -> list[str]:
    return hold(opened, [watch], **more).drop_nulls("key")["key"].to_list()


@pytest.mark.parametrize(
    ("comparison", "threshold", "fires"),
    [
        # 500 of 1,380 done is 36.23 %, seven twelfths gone are 58.33 %: printed −22.10, computed −22.1014...
        ("below", "-22.1", False),
        ("below", "-22.09", True),
        ("at_most", "-22.1", True),
        ("at_least", "−22.10", True),
        ("above", "-22.1", False),
        ("above", "-22.11", True),
    ],
)
def test_a_figure_is_held_against_the_line_as_it_is_printed(opened, comparison, threshold, fires):
    watch = rule("pace_gap", "unit", comparison, threshold)
    row = hold(opened, [watch]).row(0, named=True)
    assert row["watched_count"] == 1
    assert (row["key"] == "jinjiang") is fires
    if fires:
        assert row["shown"] == Decimal("-22.1")


def test_the_gap_follows_the_rounding_custom_of_the_city(opened):
    """A has done 16.67 % at 58.33 %: -41.66 where printed shares are subtracted, -41.67 elsewhere."""
    watch = rule("pace_gap", "project", "at_most", "-41.66")
    assert keys(opened, watch) == ["A-behind"]
    exact = hold(opened, [watch], profile=replace(CHENGDU, gap_from="unrounded"))
    assert exact.filter(key="A-behind")["shown"].item() == Decimal("-41.67")


def test_amounts_are_compared_in_the_large_unit(opened):
    """500 of the stored unit are 0.05 of the large one."""
    assert keys(opened, rule("invested_ytd", "all", "at_least", "0.05")) == [""]
    assert keys(opened, rule("invested_ytd", "all", "above", "0.05")) == []
    # 100 in the month: 0.01; the month before brought 380.
    assert keys(opened, rule("invested_month", "all", "below", "0.02")) == [""]
    assert keys(opened, rule("invested_month", "all", "below", "0.02"), month=JUNE) == []


def test_open_problems_are_watched_by_working_days(opened):
    """Due on 10 June 2019: 14 working days late at the end of June, 37 at the end of July."""
    for month, days in ((JUNE, "14"), (JULY, "37")):
        assert keys(opened, rule("late_days", "problem", "at_least", days), month=month) == ["P1"]
        assert keys(opened, rule("late_days", "problem", "above", days), month=month) == []
    row = hold(opened, [rule("late_days", "problem", "at_least", "3")]).row(0, named=True)
    assert (row["name"], row["project"], row["unit_id"]) == ("场地未交付", "A-behind", "jinjiang")


def test_every_measure_that_may_be_watched_can_be(opened):
    """Each over its first cut and its last, all in one question: no figure is missing its column."""
    asked = [
        rule(measure, cut, "at_least", "-1000000000")
        for measure, cuts in watches.measures().items()
        for cut in dict.fromkeys((cuts[0], cuts[-1]))
    ]
    rows = hold(opened, asked)
    assert rows["rule"].n_unique() == len(asked)
    by_id = {watch.id: watch for watch in asked}
    fired = {
        (by_id[row["rule"]].measure, by_id[row["rule"]].cut) for row in rows.drop_nulls("key").to_dicts()
    }
    shown = {
        "completion_share",
        "start_share",
        "problem_share",
        "due_start_share",
        "time_share",
        "life_share",
    }
    assert {(measure, "all") for measure in shown} <= fired


def test_lines_part_what_is_on_either_side(opened):
    """Below and at least are opposites, and so are above and at most, wherever the line runs."""
    lines = [str(line) for line in range(-60, 60, 3)] + ["-22.1", "-41.66", "8.34"]
    asked = [
        rule("pace_gap", "project", comparison, line)
        for line in lines
        for comparison in ("below", "at_least", "above", "at_most")
    ]
    rows = hold(opened, asked)
    found = {id_: set(part.drop_nulls("key")["key"]) for (id_,), part in rows.group_by("rule")}
    whole = {"A-behind", "B-on-pace"}
    for place in range(0, len(asked), 4):
        below, least, above, most = (found[watch.id] for watch in asked[place : place + 4])
        assert below | least == above | most == whole
        assert not below & least
        assert not above & most
        assert below <= most


def test_a_rule_may_name_the_things_it_watches(opened):
    assert keys(opened, rule("completion_share", "project", "below", "100", keys=("A-behind",))) == [
        "A-behind"
    ]


def test_a_rule_without_figures_says_so(opened):
    row = hold(opened, [rule("invested_ytd", "zone", "above", "1")]).row(0, named=True)
    assert (row["key"], row["watched_count"]) == (None, 0)


def test_what_is_new_is_told_from_what_fired_before(home, opened):
    behind = rule("completion_share", "project", "below", "20")
    fresh = rule("completion_share", "project", "below", "90")
    before = {behind.id: {"mark": behind.mark, "month": "2019-06", "keys": []}}
    watch_book.note(home, watch_book.Record("20190703T093000-aaaa", before))
    earlier = watch_book.earlier(home, store.current(home), [behind, fresh])
    rows = hold(opened, [behind, fresh], earlier=earlier)
    assert rows.filter(rule=behind.id)["is_new"].to_list() == [True]
    assert rows.filter(rule=fresh.id)["is_new"].to_list() == [None, None]
    moved = replace(behind, threshold="30")
    assert watch_book.earlier(home, store.current(home), [moved]) == "[]"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"city": "atlantis"}, "fault_city"),
        ({"list_kind": "gone"}, "fault_list"),
        ({"measure": "gone"}, "fault_measure"),
        ({"measure": "invested_as_of"}, "fault_measure"),
        ({"cut": "galaxy"}, "fault_cut"),
        ({"comparison": "near"}, "fault_comparison"),
        ({"threshold": "约10"}, "fault_threshold"),
        ({"threshold": "inf"}, "fault_threshold"),
        ({"threshold": "1e400"}, "fault_threshold"),
    ],
)
def test_what_cannot_be_held_against_figures_is_explained(changes, key):
    watch = replace(rule("pace_gap", "unit", "below", "-10"), **changes)
    found, values = watches.fault(watch)
    assert found == key
    assert WORDS(f"watch.{found}", **values)
    assert watches.sound([watch], city=watch.city) == []


def test_rules_come_back_as_they_were_set_and_are_changed_and_removed(tmp_path):
    first, second = rule("pace_gap", "unit", "below", "-10"), rule("late_days", "problem", "at_least", "3")
    watch_book.put(tmp_path, first)
    watch_book.put(tmp_path, second)
    watch_book.call(tmp_path, "http://127.0.0.1:9/")
    moved = replace(first, threshold="-12")
    watch_book.put(tmp_path, moved)
    assert watch_book.read(tmp_path) == watch_book.Book((moved, second), (), "http://127.0.0.1:9/")
    watch_book.drop(tmp_path, first.id)
    assert watch_book.read(tmp_path).watches == (second,)


@pytest.mark.parametrize(
    ("content", "key", "place"),
    [
        ('{"version": 1,\n "watches": [}', "fault_json", "第2行第14列"),
        ("[]", "fault_shape", "watches.json"),
        ('{"version": 9, "watches": []}', "fault_newer", "版本 9"),
        ('{"version": 1, "watches": [{"name": "甲"}]}', "fault_entry", "第1条规则的“city”"),
        ('{"version": 1, "watches": [7]}', "fault_entry", "第1条"),
    ],
)
def test_a_broken_file_names_the_place_and_is_kept_aside(tmp_path, content, key, place):
    watch_book.path(tmp_path).parent.mkdir()
    watch_book.path(tmp_path).write_text(content, "utf-8")
    ((found, values),) = watch_book.read(tmp_path).faults
    assert found == key
    assert place in WORDS(f"watch.{found}", **values)
    watch_book.put(tmp_path, rule("pace_gap", "unit", "below", "-10"))
    assert len(watch_book.read(tmp_path).watches) == 1
    (aside,) = watch_book.path(tmp_path).parent.glob("unread-*.json")
    assert aside.read_text("utf-8") == content


def test_the_terminal_says_what_fires_and_a_file_takes_it(tmp_path, monkeypatch, capsys):
    home = build_store(tmp_path)
    monkeypatch.setenv("PACEBOARD_HOME", str(home))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert cli.main(["watch"]) == 0
    assert "没有可比较的关注规则" in capsys.readouterr().out
    watch_book.put(home, rule("pace_gap", "unit", "below", "-10", name="欠序时"))
    assert cli.main(["watch", "--city", "chengdu"]) == 0
    told = capsys.readouterr().out
    assert "欠序时：每个责任单位的超/欠序时低于−10个百分点（市重点项目）" in told
    assert "锦江区 −22.10个百分点" in told
    out = tmp_path / "fired.csv"
    assert cli.main(["watch", "--city", "chengdu", "--out", str(out)]) == 0
    assert "锦江区" in out.read_text("utf-8-sig")
    assert cli.main(["watch", "--out", str(out)]) == 1
    assert cli.main(["watch", "--city", "chengdu", "--month", "2019-06"]) == 0
    assert "−22.46个百分点" in capsys.readouterr().out  # 380 of 1,380 is 27.54 %, half of the year is gone


def test_sources_name_columns_that_their_queries_have(opened):
    for name, source in watches.sources().items():
        paths = {"paths": answers_targets.paths(CHENGDU.target_paths)} if name == "targets" else {}
        found = opened.ask(name, Filters("chengdu", JULY), **source.given, **paths)
        mine = {m.id for m in kpis.measures().values() if m.query == name and m.id in watches.measures()}
        flows = {key for key in mine if kpis.measures()[key].over_time == "flow"}
        assert mine - flows <= set(found.columns)
        assert (source.key or "cut") in found.columns or source.key == ""


def test_the_file_of_rules_is_plain_json(tmp_path):
    watch_book.put(tmp_path, rule("pace_gap", "unit", "below", "-10", name="甲"))
    body = json.loads(watch_book.path(tmp_path).read_text("utf-8"))
    assert body["version"] == watch_book.VERSION
    assert body["watches"][0]["name"] == "甲"


def test_targets_and_milestones_are_watched_one_by_one(store):
    """The demo in September 2019: 215 of 308 planned starts at three quarters of the year: 5.19 short."""

    def ask(name, *, list_kind, **values):
        return store.ask(name, Filters("chengdu", date(2019, 9, 1), list_kind=list_kind), **values)

    short = rule("path_gap", "target", "below", "-5", keys=("starts·city",))
    late = rule("milestone_on_time_share", "milestone_kind", "below", "100")
    rows = watch_round.fired(ask, [short, late], profile=CHENGDU)
    (target,) = rows.filter(rule=short.id).to_dicts()
    assert target["shown"] == Decimal("-5.19")
    teller = Teller(CHENGDU, WORDS)
    assert answers_watches.thing(short, target, teller) == "成都市本级 新开工项目 −5.19个百分点"
    assert rows.filter(rule=late.id).drop_nulls("key").height
