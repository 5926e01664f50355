"""The demo returns show what the five cities do each month: timetables, dispatch, needs, stages, targets."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

import pytest

from paceboard import profiles, workdays
from paceboard.demo import recipe
from tests.test_demo import BIG, CITIES, filed, key, lines, register, state, summed

MILESTONES = ("approval", "land", "start", "foundation", "topping", "equipment", "trial", "commission")
# Notes and statements of Chengdu's last, early return end on the 24th.
ENDS = {
    "chengdu": date(2019, 9, 24),
    "suqian": date(2022, 7, 31),
    "qianan": date(2022, 7, 31),
    "zhenjiang": date(2023, 12, 31),
    "binzhou": date(2020, 5, 31),
}


def dispatched(city):
    """Projects on the provincial list or chosen as focus of the year, by code."""
    return {p["project_code"]: p for p in register(city) if p["is_focus"] or p["level_id"] == "provincial"}


def days_between(first, last):
    return workdays.between(first, last, holidays="CN")


# --- timetables


@pytest.mark.parametrize("city", CITIES)
def test_every_dispatched_project_has_a_timetable_that_agrees_with_the_register(city):
    planned = dispatched(city)
    nodes = defaultdict(dict)
    for row in lines(city, "milestone"):
        nodes[row["project_code"]][row["milestone_kind"]] = row
    assert set(nodes) == set(planned)
    for code, own in nodes.items():
        assert tuple(own) == MILESTONES
        project = planned[code]
        assert own["start"]["promised_date"] == project["plan_start_date"]
        assert own["start"]["actual_date"] == project["actual_start_date"]
        assert own["commission"]["actual_date"] == project["actual_finish_date"]
        assert own["commission"]["promised_date"] <= project["plan_finish_date"]


@pytest.mark.parametrize("city", CITIES)
def test_a_milestone_is_kept_or_expected_and_late_ones_have_a_reason(city):
    rows, end = lines(city, "milestone"), ENDS[city]
    assert all((r["actual_date"] is None) != (r["forecast_date"] is None) for r in rows)
    assert all(r["actual_date"] <= end for r in rows if r["actual_date"])
    assert all(r["forecast_date"] > end for r in rows if r["forecast_date"])
    late = {True: 0, False: 0}
    for row in rows:
        days = ((row["actual_date"] or row["forecast_date"]) - row["promised_date"]).days
        assert bool(row["slip_reason"]) is (days > 15)
        late[days > 15] += 1
    assert 0.1 < late[True] / len(rows) < 0.4
    assert [r for r in rows if r["promised_date"] <= end and not r["actual_date"]]


def test_chengdu_plans_its_hundred_focus_projects_by_milestones():
    focus = {p["project_code"] for p in register("chengdu") if p["is_focus"]}
    assert len(focus) == 100
    assert focus <= {r["project_code"] for r in lines("chengdu", "milestone")}


# --- meetings, decisions, notes


@pytest.mark.parametrize("city", CITIES)
def test_decisions_have_an_owner_and_working_days_to_act(city):
    meetings = {m["entity"]: m for m in lines(city, "meeting")}
    items = lines(city, "item")
    assert {i["meeting_code"] for i in items} == set(meetings)
    units = {p["project_code"]: p["unit"] for p in register(city)}
    for item in items:
        held = meetings[item["meeting_code"]]["held_date"]
        assert 5 <= days_between(held, item["due_date"]) <= 20
        assert item["owner_unit_id"] == units[item["project_code"]]
        assert item.get("done_date") is None or held < item["done_date"] <= ENDS[city]


@pytest.mark.parametrize("city", CITIES)
def test_some_decisions_are_done_in_time_some_late_some_overdue_and_come_back(city):
    found, end = Counter(), ENDS[city]
    held = sorted(m["held_date"] for m in lines(city, "meeting"))
    meeting = {m["entity"]: m["held_date"] for m in lines(city, "meeting")}
    for item in lines(city, "item"):
        done = item.get("done_date")
        found["open" if not done else "late" if done > item["due_date"] else "in time"] += 1
        found["overdue"] += not done and item["due_date"] <= end
        later = [day for day in held if day > meeting[item["meeting_code"]]]
        found["carried"] += bool(later) and (done is None or done > later[0])
    assert min(found[word] for word in ("in time", "late", "open", "overdue", "carried")) >= 1
    assert found["in time"] > found["late"]


@pytest.mark.parametrize("city", CITIES)
def test_progress_is_noted_for_dispatched_projects_alone_and_some_are_stale(city):
    last, noted = {}, defaultdict(set)
    for one in filed(city):
        for row in one.rows.get("note", []):
            assert row["noted_on"] <= one.received_on
            assert row["noted_on"].replace(day=1) <= one.period  # a month missed is told with the next
            noted[row["project_code"], row["noted_on"].month].add(row["noted_on"])
            last[row["project_code"]] = max(row["noted_on"], last.get(row["project_code"], row["noted_on"]))
    running = {code: p for code, p in dispatched(city).items() if not p["actual_finish_date"]}
    assert set(running) <= set(last) <= set(dispatched(city))
    assert max(map(len, noted.values())) == 4
    waits = {code: (ENDS[city] - last[code]).days for code in running}
    stale = [code for code, days in waits.items() if days > (1 if running[code]["is_focus"] else 7)]
    assert 0.05 < len(stale) / len(running) < 0.4


# --- problems


@pytest.mark.parametrize("city", CITIES)
def test_ordinary_problems_are_due_within_three_to_five_working_days(city):
    problems = lines(city, "problem")
    for row in problems:
        assert workdays.is_workday(row["due_date"], holidays="CN")
        days = days_between(row["assigned_date"], row["due_date"])
        assert 15 <= days <= 35 if row["severity"] == "hard" else 3 <= days <= 5
    late = [r for r in problems if r.get("resolved_date") and r["resolved_date"] > r["due_date"]]
    assert 0.1 < len(late) / len(problems) < 0.5


@pytest.mark.parametrize("city", CITIES)
def test_hard_problems_get_a_plan_mostly_within_two_working_days(city):
    hard = [r for r in lines(city, "problem") if r["severity"] == "hard"]
    assert not [r for r in lines(city, "problem") if r["severity"] == "general" and "plan_date" in r]
    took = [days_between(r["assigned_date"], r["plan_date"]) for r in hard if "plan_date" in r]
    assert sum(days <= 2 for days in took) > len(hard) / 2
    assert [r for r in hard if "plan_date" not in r] or [days for days in took if days > 2]


@pytest.mark.parametrize("city", CITIES)
def test_what_was_opened_again_is_open_or_resolved_anew(city):
    wanted = recipe.load(city).options["problems"]
    ledgers = len(wanted["ledgers"])
    again = [r for r in lines(city, "problem") if r.get("reopened_date")]
    anew = [r for r in again if r.get("resolved_date")]
    assert all(r["resolved_date"] > r["reopened_date"] for r in anew)
    assert len(anew) == wanted["again"] * ledgers
    assert len(again) - len(anew) == wanted["reopened"] * ledgers


@pytest.mark.parametrize("city", CITIES)
def test_a_problem_rises_while_it_stays_open(city):
    levels = defaultdict(list)
    for one in filed(city):
        for row in one.rows.get("problem", []):
            levels[row["entity"]].append(row["escalation"])
    order = ("unit", "department", "city")
    for way in levels.values():
        assert [order.index(level) for level in way] == sorted(order.index(level) for level in way)
    assert {way[-1] for way in levels.values()} == set(order)
    for row in lines(city, "problem"):
        if row["severity"] == "general" and row.get("resolved_date", date.max) <= row["due_date"]:
            assert row["escalation"] == "unit"


# --- factors and funding

ALL = {"land", "energy", "emission", "water", "power", "money"}


@pytest.mark.parametrize(
    ("city", "kinds"),
    [
        ("suqian", ALL),
        ("binzhou", ALL),
        ("chengdu", ALL | {"approval"}),
        ("zhenjiang", {"land", "power"}),
        ("qianan", set()),
    ],
)
def test_projects_state_the_factors_that_their_city_collects(city, kinds):
    needs = [r for r in lines(city, "factor", line_kind="need") if r.get("project_code")]
    assert {r["factor_kind"] for r in needs} == kinds
    assert all(r["needed_by"] and 0 <= r["secured"] <= r["needed"] for r in needs)
    if kinds:
        assert {r["secured"] == r["needed"] for r in needs} == {True, False}
        first = {}
        for one in filed(city):
            for row in one.rows.get("factor", []):
                first.setdefault(row["entity"], row)
        assert [r for r in needs if r["secured"] > first[r["entity"]]["secured"]]


def test_land_of_ten_provincial_projects_in_binzhou_is_counted_once():
    levels = {p["project_code"]: p["level_id"] for p in register("binzhou")}
    needs = lines("binzhou", "factor", factor_kind="land", line_kind="need")
    assert "provincial" not in {levels[r["project_code"]] for r in needs if r.get("project_code")}
    assert [(r["project_count"], r["needed"]) for r in needs if not r.get("project_code")] == [
        (10, Decimal("1928.00"))
    ]


def test_chengdu_publishes_a_financing_list_every_two_months():
    listed = defaultdict(dict)
    for one in filed("chengdu"):
        for row in one.rows.get("funding", []):
            if row["funding_kind"] == "financing_list":
                listed[row["entity"]][one.period.month] = row
    assert {month for own in listed.values() for month in own} == {2, 4, 6, 8}
    assert len(listed) == 48
    for own in listed.values():
        assert not [m for m, row in own.items() if row["granted"] and m < max(own)]
    held = lines("chengdu", "funding", funding_kind="financing_list")
    assert summed(held, "wanted") / BIG == Decimal("128.6")
    assert summed(held, "granted") / BIG == Decimal("74.2")


# --- pipeline


def steps(city, field, list_kind):
    """Every change of a field from one month to the next: (before, after) -> how often."""
    year, last = CITIES[city]
    found, before = Counter(), {}
    for month in range(1, last + 1):
        rows = state(city, year, month)["project"].values()
        now = {key(p): p[field] for p in rows if p["list_kind"] == list_kind}
        found.update((before[k], v) for k, v in now.items() if k in before and before[k] != v)
        found["joined"] += len(set(now) - set(before)) if month > 1 else 0
        before = now
    return found


def test_reserve_projects_of_chengdu_move_up_stage_by_stage():
    # Worked out by hand from the months in the recipe.
    assert steps("chengdu", "stage", "reserve") == {
        ("agreement", "feasibility"): 11 + 4 + 1 + 1,
        ("feasibility", "land"): 8 + 2 + 2,
        ("land", "design"): 3 + 3,
        ("design", "preparation"): 6,
        "joined": 20 + 2,
    }
    assert Counter(p["stage"] for p in register("chengdu", "reserve")) == {
        "agreement": 71,
        "feasibility": 18,
        "land": 11,
        "design": 3,
        "preparation": 7,
    }
    ready = [p for p in register("chengdu", "reserve") if p["plan_start_date"] <= date(2019, 12, 31)]
    assert Counter(p["stage"] for p in ready) == {"preparation": 5, "design": 1}
    assert all(p["plan_start_date"] > date(2019, 9, 30) for p in ready)


def test_projects_move_from_batch_to_batch():
    assert steps("binzhou", "batch", "pool") == {("plan", "reserve"): 22, "joined": 15}
    assert set(steps("binzhou", "batch", "key")) == {("reserve", "start"), "joined"}
    assert set(steps("qianan", "batch", "key")) == {("plan", "start"), ("build", "secure"), "joined"}
    assert steps("qianan", "batch", "early") == {"joined": 3}


# --- statistics


def test_some_works_have_begun_that_statistics_do_not_know():
    for city in CITIES:
        begun = [p for p in register(city) if p["actual_start_date"]]
        unknown = [p for p in begun if not p["in_statistics_date"]]
        assert 0.03 < len(unknown) / len(begun) < 0.4


def test_some_returns_stray_from_statistics_in_one_month_alone():
    """(returns - statistics) / statistics above 20 %: running for months, or gone the month after."""
    off = defaultdict(set)
    for month in range(1, 8):
        for name, row in state("suqian", 2022, month)["investment"].items():
            if row["stat_ytd"] and abs(row["invested_ytd"] / row["stat_ytd"] - 1) > Decimal("0.2"):
                off[name].add(month)
    assert len([m for m in off.values() if {6, 7} <= m]) > 15
    assert [m for m in off.values() if len(m) == 1 and max(m) < 7]


# --- targets


@pytest.mark.parametrize(
    ("city", "measure", "planned"),
    [
        (c, m, d)
        for c in CITIES
        for m, d in (("starts", "plan_start_date"), ("completions", "plan_finish_date"))
    ],
)
def test_what_units_have_to_start_and_finish_is_what_they_planned(city, measure, planned):
    year, _ = CITIES[city]
    goals = {r["target_unit_id"]: r["target_value"] for r in lines(city, "target", measure=measure)}
    if not goals:
        return
    own = Counter(p["unit"] for p in register(city) if p[planned] and p[planned].year == year)
    assert goals.pop("city") == own.total()
    assert goals == {unit: own[unit] for unit in goals}
    assert len(goals) == len(profiles.get(city).units) - 1


def test_zhenjiang_sets_its_targets_for_every_unit():
    units = len(profiles.get("zhenjiang").units)
    counts = Counter(r["measure"] for r in lines("zhenjiang", "target"))
    assert counts == {
        **dict.fromkeys(("signed_total", "in_statistics_total", "large_events", "team_events"), units),
        "completions": units,
        "start_share": 2 * units,
        "approval_time_reduction": 1,
    }
    waypoints = {
        (r["by_date"], r["target_value"]) for r in lines("zhenjiang", "target", measure="start_share")
    }
    assert waypoints == {(date(2023, 6, 30), 80), (date(2023, 9, 30), 100)}


def test_start_shares_of_zhenjiang_against_its_waypoints():
    begun = {
        month: [
            p
            for p in register("zhenjiang", month=month)
            if p["actual_start_date"] and p["plan_start_date"].year == 2023
        ]
        for month in (6, 9)
    }
    # 6 + 8 + 22 + 16 + 12 + 10 = 74 of 92 by June, 88 by September: over 80 %, not yet all.
    assert {month: len(some) for month, some in begun.items()} == {6: 74, 9: 88}


def test_events_are_reported_by_hand_month_by_month():
    said = defaultdict(list)
    for one in filed("zhenjiang"):
        for row in one.rows.get("target", []):
            if "done_value" in row:
                said[row["measure"], row["target_unit_id"]].append(row["done_value"])
    assert all(values == sorted(values) and len(values) == 12 for values in said.values())
    ends = {measure: values[-1] for (measure, who), values in said.items() if who == "city"}
    assert ends == {"large_events": 22, "team_events": 1563, "approval_time_reduction": 32}
    parts = [
        values[-1] for (measure, who), values in said.items() if measure == "team_events" and who != "city"
    ]
    assert sum(parts) <= 1563
