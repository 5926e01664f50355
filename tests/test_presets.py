"""Each preset gives the scores that its published text gives by hand, and says what its text leaves out."""

import json
from datetime import date, datetime

import pytest

from paceboard import scheme_files
from tests import leaguetable as t
from tests.returns import parsed

RECEIVED = datetime(2019, 7, 3, 1)

# Money: J did 70,000 of 115,000 (60.87 %), W 10,000 of 50,000, Q 12,000 of 20,000; half the year is gone.
# Starts: J 1 of 2 planned (2 due), W 1 of 2 (1 due), Q none planned.
# Completions: J 1 of the 1 due, Q 0 of 1 due in November.
HAND = (
    t.judged("jinjiang", "special", "value", 3),
    t.judged("jinjiang", "month_investment", "value", 120000),
    t.judged("jinjiang", "reprimands", "points", 8),
    t.judged("jinjiang", "service", "points", 12),
)


@pytest.fixture(scope="module")
def db():
    return t.table(hand=HAND)


def test_the_neutral_scheme_shares_out_what_cannot_be_measured(db):
    # 30 x 1.2, 20 x 0.5 / 0.8, 15 x 1: the other 35 are shared out, x 100 / 65.
    assert t.points(db, "neutral", "jinjiang") == {
        "completion": 55.38, "starts": 19.23, "completions": 23.08, "statistics": 0, "signed": 0,
        "problems": 0,
    }  # fmt: skip
    # W: 30 x 0.4 and 20 x 0.625, x 2. Q: only money, 30 x 1.2 x 100 / 30.
    assert t.scores(db, "neutral") == {"qingyang": 120, "jinjiang": 97.69, "wuhou": 49}


def problem(no: int, **dates: date) -> dict:
    return {
        "entity": f"P{no}",
        "project_code": "J1",
        "description": f"P{no}",
        "raised_date": date(2019, 5, 6),
    } | dates


def test_problems_count_in_time_by_their_limits_or_five_working_days():
    """Of five: one in time, one late, one overdue, one not due yet; one without a stated limit, assigned on
    Monday 3 June: its fifth working day is the 11th, for the 7th is the Dragon Boat Festival.
    """
    told = [
        problem(1, due_date=date(2019, 5, 10), resolved_date=date(2019, 5, 10)),
        problem(2, due_date=date(2019, 5, 10), resolved_date=date(2019, 6, 1)),
        problem(3, due_date=date(2019, 5, 20)),
        problem(4, due_date=date(2019, 7, 20)),
        problem(5, assigned_date=date(2019, 6, 3), resolved_date=date(2019, 6, 11)),
    ]
    found = t.table([*t.returns(), parsed(unit="jinjiang", period=t.JUNE, received=RECEIVED, problem=told)])
    item = t.ask(found, "score_items", "neutral").filter(
        unit_id="jinjiang", indicator="problems", league="all"
    )
    assert item.select("numerator", "denominator", "value").row(0) == (2, 4, 0.5)
    # 36, 12.5, 15 and 10 x 0.5 of 75 points that can be measured, as of 100.
    assert t.points(found, "neutral", "jinjiang")["problems"] == 6.67


def test_huaian_2010(db):
    assert t.points(db, "huaian-2010", "jinjiang") == {
        "industry": 6, "large": 6.36, "giant": 15, "starts": 25, "completions": 40,
        "giant_beyond": 5, "starts_beyond": 0.5, "special": 3,
    }  # fmt: skip
    # W: 10 x 0.25, 10 x 0.2, nothing asked of giants and completions, 1 of 2 starts. Q: 10 + 6 + 15 + 25 + 0.
    assert t.scores(db, "huaian-2010") == {"jinjiang": 100.86, "wuhou": 72, "qingyang": 56}


def test_yanan_2017(db):
    assert t.points(db, "yanan-2017", "jinjiang") == {
        "new": 10, "carry": 2, "scale_10": 20, "scale_5": 0, "scale_1": 6, "scale_0": 3,
        "type_industry": 15, "type_livelihood": 8, "type_basic": 6, "completion": 36.52, "provincial": 0,
        "commissioned": 20, "operating": 0, "month_investment": 30, "events": 60, "reprimands": -8,
    }  # fmt: skip
    # W: 2 x 5, 2 x 6, 2 x 15, 60 x 0.2. Q: 2 + 6 + 15 + 36 + 20.
    assert t.scores(db, "yanan-2017") == {"jinjiang": 208.52, "qingyang": 79, "wuhou": 64}


def test_the_award_table_2020_and_its_gate_for_few_starts(db):
    assert t.points(db, "award-2020", "jinjiang") == {
        "plan": 27.17, "half_year": 7, "scale": 5, "high_tech": 0, "started": 1, "start_gate": 3,
        "ceremonies": 4, "service": 12, "not_started": -3, "not_admitted": 0,
    }  # fmt: skip
    assert t.points(db, "award-2020", "qingyang")["start_gate"] == 2
    assert t.scores(db, "award-2020") == {"jinjiang": 56.17, "qingyang": 35, "wuhou": 32}
    gates = scheme_files.get("award-2020").indicator("start_gate").target.gates
    assert [(g.low, g.high, g.value) for g in gates] == [(1, 5, 0.8), (6, None, 0.7)]


def test_pieces_against_the_mean(db):
    # The mean is 92,000 of 185,000 = 49.73 %: J 11.14 points above it, W 29.73 below, Q 10.27 above.
    assert t.points(db, "mean-piecewise", "jinjiang") == {
        "completion": 61.14, "starts": 30, "completions": 64.25, "not_started": -0.33
    }  # fmt: skip
    # W has no completions to judge, Q no starts: 70 of 100 points, x 100 / 70.
    assert t.points(db, "mean-piecewise", "wuhou")["completion"] == 5.02
    assert t.scores(db, "mean-piecewise") == {"jinjiang": 155.06, "qingyang": 80.03, "wuhou": 47.88}


def lists(db) -> dict[str, str | None]:
    return dict(t.ask(db, "scores", "mianyang-2022").select("unit_id", "list_id").iter_rows())


def test_mianyangs_lists_ask_for_the_target_and_the_rank(db):
    assert t.scores(db, "mianyang-2022") == {"jinjiang": 121.74, "qingyang": 120, "wuhou": 40}
    # All three are among the first five and the last four: the target decides.
    assert lists(db) == {"jinjiang": "red", "qingyang": "red", "wuhou": "black"}
    flooded = t.table(hand=(t.judged("wuhou", "completion", "excuse"),))
    assert lists(flooded)["wuhou"] is None
    assert t.scores(flooded, "mianyang-2022")["wuhou"] == 100


def test_what_counts_changes_with_the_quarter(db):
    # The second quarter counts starts (J 1 of 2 due, W the one due) and admission (J 2 of the 3 begun).
    assert t.points(db, "quarters-2023", "jinjiang") == {
        "starts_q2": 25,
        "statistics": 33.33,
        "contribution": 7.61,
        "bonus_limit": -2.61,
    }
    assert t.scores(db, "quarters-2023") == {"qingyang": 101.3, "jinjiang": 63.33, "wuhou": 51.09}
    ranks = json.dumps({"all": {"jinjiang": 3, "wuhou": 2, "qingyang": 1}})
    rows = t.ask(db, "scores", "quarters-2023", ranks=ranks)
    gained = {
        u: (c, float(p))
        for u, c, p in rows.select("unit_id", "rank_change", "improvement_points").iter_rows()
    }
    assert gained == {"qingyang": (0, 0), "jinjiang": (1, 2), "wuhou": (-1, 0)}


def test_zhenjiangs_follow_up_measures_against_each_units_own_tasks(db):
    assert t.points(db, "zhenjiang-followup", "jinjiang") == {
        "starts": 12.5, "investment": 20, "signed_count": 10, "signed_total": 20, "statistics": 10
    }  # fmt: skip
    assert t.scores(db, "zhenjiang-followup") == {"qingyang": 100, "jinjiang": 72.5, "wuhou": 51.25}


@pytest.mark.parametrize("scheme", [s for s in scheme_files.load() if s != "neutral"])
def test_a_preset_says_where_it_comes_from_and_what_was_not_published(scheme):
    found = scheme_files.get(scheme)
    assert found.unpublished
    assert all(clause.zh and clause.en for clause in (*found.unpublished, found.source, found.note))
