"""Commission against statistics, every figure worked out by hand from five projects."""

from datetime import date, datetime

import pytest

from paceboard import answers_reconcile, store
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.returns import parsed

TOTAL, BEGUN, ADMITTED = "total_investment", "actual_start_date", "in_statistics_date"
MONTHS = tuple(date(2019, month, 1) for month in (1, 2, 3))
# entity -> (commission, statistics, paid) of January, February and March.
MONEY = {
    "A-running": [(130, 100, 90), (260, 200, 150), (400, 300, 210)],  # 30 %, 30 %, 33.3 %: three months
    "B-new": [(110, 100, 80), (220, 200, 160), (420, 300, 200)],  # 10 %, 10 %, 40 %: this month only
    "C-limit": [(120, 100, 80), (240, 200, 100), (360, 300, 300)],  # exactly 20 %: within
    "D-zero": [(50, 0, 10), (60, 0, 20), (70, 0, 30)],  # no rate, beyond any limit
    "E-below": [(10, None, None), (10, 20, None), (10, 20, None)],  # -50 %: two months; January not compared
    "F-apart": [(500, None, 400), (600, None, 500), (900, None, 600)],  # not in statistics
}
UNITS = {"jinjiang": ("A-running", "B-new", "C-limit"), "wuhou": ("D-zero", "E-below", "F-apart")}
PROJECTS = {
    "A-running": {
        TOTAL: 4000,
        BEGUN: date(2019, 1, 5),
        ADMITTED: date(2019, 1, 9),
    },
    "B-new": {TOTAL: 500, BEGUN: date(2019, 1, 5)},
    "C-limit": {TOTAL: 499.99, BEGUN: date(2019, 1, 5)},
    "D-zero": {TOTAL: 9000},
    "E-below": {TOTAL: 800, BEGUN: date(2019, 3, 1), "status": "suspended"},
    "F-apart": {
        TOTAL: 700,
        BEGUN: date(2019, 3, 1),
        ADMITTED: date(2019, 4, 2),
    },
}


def money(entity: str, month: int) -> dict:
    invested, accepted, paid = MONEY[entity][month]
    rest = {"invested_total": 1000, "physical_share": 0.5} if entity == "A-running" else {}
    return {"entity": entity, "invested_ytd": invested, "stat_ytd": accepted, "paid_ytd": paid} | rest


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    home = tmp_path_factory.mktemp("reconcile")
    returns = [
        parsed(
            unit=unit,
            period=period,
            received=datetime(2019, period.month + 1, 3),
            project_version=[
                {"entity": e, "project_name": e, "plan_year": 1000, **PROJECTS[e]} for e in entities
            ],
            investment_return=[money(e, number) for e in entities],
        )
        for number, period in enumerate(MONTHS)
        for unit, entities in UNITS.items()
    ]
    build.full(home, returns)
    opened = store.open_current(home)
    yield lambda name, **changes: opened.ask(name, Filters(city="chengdu", month=MONTHS[2]).at(**changes))
    opened.close()


def by_entity(rows, column: str) -> dict:
    return dict(rows.select("entity", column).iter_rows())


def test_the_deviation_is_what_was_returned_less_what_was_accepted_over_what_was_accepted(ask):
    shares = by_entity(ask("reconcile"), "deviation_share")
    assert shares["A-running"] == pytest.approx(1 / 3)
    assert shares["B-new"] == pytest.approx(0.4)
    assert shares["E-below"] == pytest.approx(-0.5)
    assert shares["D-zero"] is None
    assert shares["F-apart"] is None


def test_months_running_count_back_from_the_last_month_with_money(ask):
    rows = ask("reconcile")
    assert by_entity(rows, "months_running") == {
        "A-running": 3,
        "B-new": 1,
        "C-limit": 0,
        "D-zero": 3,
        "E-below": 2,
        "F-apart": 0,
    }
    assert by_entity(ask("reconcile", month=MONTHS[1]), "months_running")["B-new"] == 0


def test_those_to_call_are_sorted_by_months_running_then_by_amount(ask):
    # Three months and 100, three and 70, two and -10.
    calls = answers_reconcile.chosen(ask("reconcile"), "call")
    assert calls["entity"].to_list() == [
        "A-running",
        "D-zero",
        "E-below",
    ]
    assert answers_reconcile.chosen(ask("reconcile"), "beyond")["entity"].to_list() == [
        "A-running",
        "D-zero",
        "E-below",
        "B-new",
    ]


def test_units_compare_only_projects_that_statistics_knows(ask):
    rows = {row["key"]: row for row in ask("reconcile_units").iter_rows(named=True)}
    whole = rows[""]
    assert (whole["project_count"], whole["reported_count"], whole["compared_count"]) == (6, 6, 5)
    assert (whole["compared_ytd"], whole["stat_ytd"], whole["deviation_amount"]) == (1260, 920, 340)
    assert whole["deviation_share"] == pytest.approx(340 / 920)
    assert whole["invested_ytd"] == 2160
    assert (whole["beyond_count"], whole["persistent_count"]) == (4, 3)
    # Payments of those that report them: 210 + 200 + 300 + 30 + 600 of 400 + 420 + 360 + 70 + 900.
    assert (whole["paid_ytd"], whole["paid_invested_ytd"]) == (1340, 2150)
    # Half of 4,000 is built, 1,000 spent.
    assert (whole["physical_amount"], whole["physical_invested_total"], whole["physical_gap_amount"]) == (
        2000,
        1000,
        -1000,
    )
    assert rows["wuhou"]["deviation_amount"] == 60
    parts = [row for key, row in rows.items() if key]
    for column in ("compared_count", "stat_ytd", "deviation_amount", "persistent_count", "unadmitted_count"):
        assert sum(row[column] for row in parts) == whole[column]


def test_months_add_up_the_projects_that_statistics_knows_that_month(ask):
    rows = ask("reconcile_months")
    assert rows["period"].to_list() == list(MONTHS)
    assert rows["compared_count"].to_list() == [4, 5, 5]
    assert [float(v) for v in rows["compared_ytd"]] == [410, 790, 1260]
    assert [float(v) for v in rows["stat_ytd"]] == [300, 620, 920]
    assert [float(v) for v in rows["compared_paid_ytd"]] == [260, 430, 740]
    assert rows["deviation_share"].to_list()[2] == pytest.approx(340 / 920)


def test_the_last_month_agrees_with_the_curve_and_the_units(ask):
    last, curve = ask("reconcile_months").row(-1, named=True), ask("curve").row(2, named=True)
    assert (last["invested_ytd"], last["stat_ytd"]) == (curve["invested_ytd"], curve["stat_ytd"])


def test_every_month_of_every_project_is_listed(ask):
    rows = ask("reconcile_history")
    assert rows.height == 18
    assert [float(v) for v in rows.filter(entity="A-running")["deviation_amount"]] == [100, 60, 30]


def test_large_started_projects_without_admission_are_listed(ask):
    rows = ask("unadmitted")
    # F is admitted only in April; C is below 5 million, D has not started, E is suspended, A is admitted.
    assert rows["entity"].to_list() == ["F-apart", "B-new"]
    assert by_entity(rows, "waiting_days") == {"F-apart": 30, "B-new": 85}
    assert ask("unadmitted", month=date(2019, 4, 1))["entity"].to_list() == ["B-new"]
    assert ask("reconcile_units").row(0, named=True)["unadmitted_count"] == 2


def test_filters_narrow_every_list(ask):
    assert set(ask("reconcile", units=("wuhou",))["entity"]) == set(UNITS["wuhou"])
    assert ask("reconcile_months", units=("wuhou",))["compared_count"].to_list() == [1, 2, 2]
    assert ask("unadmitted", search="b-new")["entity"].to_list() == ["B-new"]


def test_a_correction_later_known_does_not_change_what_was_known(ask):
    assert ask("reconcile", known_on=date(2019, 3, 10))["months_running"].max() == 2


def test_nothing_found_has_one_row_of_noughts(ask):
    rows = ask("reconcile_units", search="qwertz")
    assert rows.select("cut", "project_count", "compared_count").rows() == [("all", 0, 0)]
