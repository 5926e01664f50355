"""Scores are exact, fair and stable: whatever the scheme, and in whatever order the returns came."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paceboard import scheme_files, schemes
from paceboard.indicators import Knot, Piece, Step, Target
from paceboard.schemes import Tie
from tests import leaguetable as t

NEUTRAL = scheme_files.get("neutral")
COMPLETION = NEUTRAL.indicator("completion")
EVERY = sorted(scheme_files.load())
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
WEIGHTS = st.lists(st.integers(0, 60), min_size=6, max_size=6).filter(any)


@pytest.fixture(scope="module")
def db():
    return t.table()


def alone(**changes: object) -> schemes.Scheme:
    """The neutral scheme with nothing but completion, changed."""
    one = replace(COMPLETION, **changes)
    return replace(NEUTRAL, total=None, leagues=NEUTRAL.leagues[:1], indicators=(one,))


@pytest.mark.parametrize("scheme", EVERY)
def test_the_score_is_the_sum_of_its_items_to_the_last_digit(db, scheme):
    items = t.ask(db, "score_items", scheme).filter(pl.col("is_active"))
    added = items.group_by("league", "unit_id").agg(pl.col("points").sum())
    both = t.ask(db, "scores", scheme).join(added, on=["league", "unit_id"])
    assert set(both["unit_id"]) == {"jinjiang", "wuhou", "qingyang"}
    assert both["score"].to_list() == both["points"].to_list()
    parts = both["base_points"] + both["bonus_points"] + both["penalty_points"]
    assert parts.to_list() == both["score"].to_list()
    assert (both["score"] - both["bonus_points"]).to_list() == both["score_plain"].to_list()


@pytest.mark.parametrize("scheme", EVERY)
def test_the_order_in_which_returns_come_does_not_matter(db, scheme):
    expected = t.ask(db, "scores", scheme)
    for order in list(permutations(t.REGISTER))[3:5]:
        rows = [replace(p, tables={n: f.reverse() for n, f in p.tables.items()}) for p in t.returns(order)]
        assert t.ask(t.table(rows), "scores", scheme).equals(expected)


MORE_MONEY = [{"entity": "W1", "invested_ytd": 10001}]


def starts(date_of: str) -> list:
    """The returns with one more start: W2 has begun."""
    changed = [p | {"actual_start_date": t.JUNE} if p["entity"] == date_of else p for p in t.WUHOU]
    return [
        t.parsed(
            unit="wuhou",
            period=t.JUNE,
            received=t.datetime(2019, 7, 4),
            project_version=[{"project_code": p["entity"]} | p for p in changed],
            investment_return=t.MONEY["wuhou"],
        )
    ]


@pytest.mark.parametrize("scheme", EVERY)
def test_who_does_better_with_all_else_equal_never_loses(db, scheme):
    before = t.scores(db, scheme)["wuhou"]
    assert t.scores(t.table(t.returns(wuhou=MORE_MONEY)), scheme)["wuhou"] >= before
    # A start not yet in statistics lowers the rate of admission: by quarter it is another matter.
    if scheme != "quarters-2023":
        assert t.scores(t.table(t.returns() + starts("W2")), scheme)["wuhou"] >= before


@FEW
@given(weights=WEIGHTS, cap=st.floats(0.5, 3), share=st.floats(0.01, 1), money=st.integers(0, 200000))
def test_weights_that_sum_to_100_keep_scores_within_their_caps(db, weights, cap, share, money):
    whole = sum(weights)
    fitted = {
        one.id: {"weight": 100 * w / whole, "pieces": (Piece(0.0, cap, 1.0),)}
        for one, w in zip(NEUTRAL.indicators, weights, strict=True)
    }
    fitted["completion"]["target"] = Target(value=share)
    scheme = NEUTRAL.varied(fitted)
    rows = t.ask(db, "scores", scheme)
    # Each of the six printed items may be half a hundredth above its share.
    assert rows["score"].min() >= 0
    assert float(rows["score"].max()) <= 100 * cap + 6 * 0.005
    items = t.ask(db, "score_items", scheme).drop_nulls("points_max")
    assert (items["points"] <= items["points_max"]).all()


RATES = st.lists(st.floats(0, 3), min_size=1, max_size=4)
EDGES = st.lists(st.integers(-40, 60), min_size=5, max_size=5, unique=True).map(sorted)


@FEW
@given(
    rates=RATES,
    edges=EDGES,
    position=st.sampled_from(["ratio", "points", "gap", "value"]),
    mean=st.booleans(),
)
def test_more_money_never_costs_points_whatever_the_pieces(db, rates, edges, position, mean):
    pieces = tuple(Piece(float(a), float(b), r) for a, b, r in zip(edges, edges[1:], rates, strict=False))
    target = Target(value=None, mean="pooled") if mean else Target(path=(Knot(12, 1.0),))
    scheme = alone(pieces=pieces, position=position, target=target, rates="points", base=50.0)
    items = t.ask(db, "score_items", scheme)
    assert (items["next_points"] >= 0).all()
    ranked = items.sort("value")
    assert ranked["points"].is_sorted()


@FEW
@given(best=st.sampled_from(["high", "low"]), order=st.permutations(sorted(t.REGISTER)))
def test_ties_are_broken_by_the_rule_published_and_by_nothing_else(db, best, order):
    even = alone(pieces=(Piece(0.0, 1.0, 0.0),), base=10.0)
    by_money = t.ask(db, "scores", replace(even, ties=(Tie("invested_ytd", best),)))
    asked = ["jinjiang", "qingyang", "wuhou"]
    assert by_money["unit_id"].to_list() == (asked if best == "high" else asked[::-1])
    assert by_money["rank"].to_list() == [1, 2, 3]
    shared = t.ask(t.table(t.returns(tuple(order))), "scores", replace(even, ties=()))
    assert shared["rank"].to_list() == [1, 1, 1]
    assert shared["unit_id"].to_list() == ["jinjiang", "qingyang", "wuhou"]


def test_what_one_more_start_or_100_million_would_change(db):
    # W: 20 x (1/2 -> 2/2) / 0.8 is 12.5 -> 20 x 1.2 (the cap), shared out x 2.
    items = t.ask(db, "score_items", "neutral").filter(unit_id="wuhou")
    told = {row["indicator"]: row for row in items.to_dicts()}
    assert (told["starts"]["next_step"], told["starts"]["next_points"]) == (1, Decimal("23.0000"))
    # 10,000 万元 more: 20,000 of 50,000 is 0.8 of time, 24 x 2 instead of 12 x 2.
    assert (told["completion"]["next_step"], told["completion"]["next_points"]) == (10000, Decimal("24.0000"))
    assert told["completion"]["room"] == Decimal("48.0000")
    assert told["statistics"]["next_points"] is None


def test_the_gap_is_taken_from_rounded_or_unrounded_parts(db):
    # J: 60.8696 % of the plan against 6/12: 10.8696 points, 10.9 of parts rounded to one place.
    scheme = alone(position="points", pieces=(Piece(0.0, None, 1.0),), rates="points")
    assert t.points(db, scheme, "jinjiang") == {"completion": 10.87}
    assert t.points(db, replace(scheme, gap="rounded", share_decimals=1), "jinjiang") == {"completion": 10.9}


def test_points_are_rounded_half_up_from_exact_decimals(db):
    # Q: exactly 1.2 of time; 1.2 x 0.2125 = 0.255 is 0.26, though the double lies below.
    scheme = alone(pieces=(Piece(0.0, None, 0.2125),), rates="points")
    assert t.points(db, scheme, "qingyang") == {"completion": 0.26}


def test_milestones_ask_in_steps_or_along_a_line(db):
    path = (Knot(3, 0.2), Knot(9, 0.8))
    for is_step, asked in ((False, 0.5), (True, 0.2)):
        scheme = alone(target=Target(path=path, is_step=is_step))
        items = t.ask(db, "score_items", scheme)
        assert items["target"].unique().to_list() == [asked]


def test_steps_pay_by_rank_and_ranks_may_be_shared(db):
    steps = (Step(1.0, 1.0, 7.0), Step(2.0, 2.0, 5.0), Step(3.0, 3.0, 3.0))
    scheme = alone(position="rank", pieces=(), steps=steps)
    assert t.scores(db, scheme) == {"jinjiang": 7, "qingyang": 5, "wuhou": 3}


def test_a_judgement_gives_points_a_value_or_an_excuse():
    hand = (
        t.judged("jinjiang", "completion", "points", 3),
        t.judged("wuhou", "completion", "value", 0.25),
        t.judged("qingyang", "starts", "excuse"),
    )
    db = t.table(hand=hand)
    scheme = alone()
    # Points stand as they are; 0.25 of the plan is half of what June asks.
    assert t.scores(db, scheme) == {"jinjiang": 3, "wuhou": 15, "qingyang": 36}
    assert t.scores(db, scheme, known_on=t.date(2019, 7, 4))["jinjiang"] == 36
    row = t.ask(db, "score_items", scheme).filter(unit_id="jinjiang").row(0, named=True)
    assert (row["author"], row["reason"], row["is_judged"]) == ("市重大项目办", "平时考核", True)
    # Q had no starts to plan: excused, the item counts as met.
    assert t.points(db, "neutral", "qingyang")["starts"] == pytest.approx(20 * 100 / 50)


def test_departments_are_ranked_by_the_projects_they_answer_for():
    """Industry: J1, J2, W1, W2: 80,000 of 160,000, exactly half the year. Housing: J3, Q1: 12,000 of 25,000;
    of J4, which has no plan, nothing. Of two problems of housing one is resolved; nobody's problem counts
    nowhere.
    """
    housing = ("J3", "J4", "Q1")
    rows = t.returns()
    for one in rows:
        frame = one.tables["project_version"]
        named = ["住建局" if e in housing else "经信局" for e in frame["entity"]]
        one.tables["project_version"] = frame.with_columns(pl.Series("department", named))
    raised = {"raised_date": t.date(2019, 5, 6), "ledger": "collected"}
    rows.append(
        t.parsed(
            unit="wuhou",
            period=t.JUNE,
            received=t.datetime(2019, 7, 4),
            problem=[
                {"entity": "P1", "department": "住建局", "resolved_date": t.date(2019, 5, 8)} | raised,
                {"entity": "P2", "department": "住建局"} | raised,
                {"entity": "P3"} | raised,
            ],
        )
    )
    league = replace(NEUTRAL.leagues[0], id="departments", by="department")
    found = t.ask(t.table(rows), "scores", replace(alone(), leagues=(league,))).rows_by_key(
        "unit_id", named=True
    )
    industry, housing = found["经信局"][0], found["住建局"][0]
    assert (industry["rank"], float(industry["score"]), industry["project_count"]) == (1, 30, 4)
    # 12,000 / 25,000 = 0.48 of 0.5 asked: 30 x 0.96.
    assert (housing["rank"], float(housing["score"]), housing["project_count"]) == (2, 28.8, 3)
    assert (housing["problem_collected_count"], housing["problem_resolved_count"]) == (2, 1)
    assert industry["problem_collected_count"] == 0
    assert (industry["unit_kind"], industry["has_reported"]) == ("department", None)


def test_a_zones_projects_count_for_its_county_too():
    divided = [p | {"division_id": "jinjiang"} for p in t.WUHOU]
    rows = t.returns(("jinjiang", "qingyang"))
    rows.append(
        t.parsed(
            unit="gaoxin",
            period=t.JUNE,
            received=t.datetime(2019, 7, 3),
            project_version=[{"project_code": p["entity"]} | p for p in divided],
            investment_return=t.MONEY["wuhou"],
        )
    )
    for p in rows[:2]:
        unit = p.submission["unit_id"]
        frame = p.tables["project_version"].with_columns(pl.lit(unit).alias("division_id"))
        p.tables["project_version"] = frame
    counties, zones = (
        replace(NEUTRAL.leagues[0], id=i, kinds=k, by=b)
        for i, k, b in (("counties", ("district",), "division"), ("zones", ("zone",), "unit"))
    )
    found = t.ask(t.table(rows), "scores", replace(alone(), leagues=(counties, zones)))
    money = {
        (league, u): float(m)
        for league, u, m in found.select("league", "unit_id", "invested_ytd").iter_rows()
    }
    assert money == {
        ("counties", "jinjiang"): 80000,
        ("counties", "qingyang"): 12000,
        ("zones", "gaoxin"): 10000,
    }
