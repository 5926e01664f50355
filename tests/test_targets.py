"""Annual targets against their own time paths, worked out by hand."""

from datetime import date, datetime
from functools import partial

import polars as pl
import pytest

from paceboard import answers_targets, pipelines, profiles, store
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.returns import parsed
from tests.test_build import connection

PATHS = answers_targets.paths(profiles.get("zhenjiang").target_paths)


def day(text: str) -> date:
    return date.fromisoformat(text)


def project(entity: str, plan: str, actual: str | None, **values) -> dict:
    row = {"entity": entity, "project_code": entity, "total_investment": 1000, "plan_year": 100}
    return row | {"plan_start_date": day(plan), "actual_start_date": actual and day(actual)} | values


def target(
    measure: str, value: float, unit: str, *, by: str = "2023-12-31", for_unit: str = "city", done=None
) -> dict:
    entity = f"{measure}·{for_unit}" + ("" if by.endswith("12-31") else f"·{by[:7]}")
    row = {"entity": entity, "measure": measure, "target_unit_id": for_unit, "target_value": value}
    return row | {"measure_unit": unit, "by_date": day(by), "done_value": done}


DANYANG = [
    project("S1", "2023-03-31", "2023-03-10", in_statistics_date=day("2023-04-08")),
    project("S2", "2023-04-30", "2023-06-05", actual_finish_date=day("2023-06-20")),
    project("S3", "2023-09-30", "2023-07-04"),
]
JURONG = [project("S4", "2023-05-31", "2023-05-02"), project("S5", "2023-02-28", "2023-07-20")]
TARGETS = [
    target("start_share", 80, "%", by="2023-06-30"),
    target("start_share", 100, "%", by="2023-09-30"),
    target("completions", 4, "个"),
    target("signed_total", 100, "亿元"),
    target("in_statistics_total", 3, "亿元"),
    target("plan_year", 10, "亿元"),
    target("large_events", 20, "场", done=9),
    target("team_events", 1500, "场"),
    target("starts", 3, "个", for_unit="danyang"),
    target("signed_total", 40, "亿元", for_unit="danyang"),
]
SIGNINGS = [
    {"entity": "Q1", "agreement_name": "一", "signed_date": day("2023-03-01"), "agreed_total": 500000},
    {"entity": "Q2", "agreement_name": "二", "signed_date": day("2023-07-01"), "agreed_total": 600000},
]


def returned(unit: str, month: int, **tables):
    received = datetime(2023, month + 1, 3)
    return parsed(city="zhenjiang", unit=unit, period=date(2023, month, 1), received=received, **tables)


@pytest.fixture(scope="module")
def ask():
    db = connection()
    money = [{"entity": "S1", "invested_ytd": 30000, "stat_ytd": 20000}]
    build.append(
        db,
        [
            returned("city", 1, unit_target=TARGETS),
            returned("danyang", 3, project_version=DANYANG, signing=SIGNINGS[:1]),
            returned("jurong", 3, project_version=JURONG),
            returned("danyang", 5, investment_return=money),
            returned("danyang", 7, signing=SIGNINGS[1:]),
            returned("city", 7, unit_target=[target("large_events", 20, "场", done=21)]),
        ],
    )
    cursor = db.cursor()

    def answer(name: str, month: int, *, entity: str | None = None, **filters):
        asked = Filters(city="zhenjiang", month=date(2023, month, 1), **filters)
        values = {"paths": PATHS} | ({"entity": entity} if entity else {})
        return store.answer(cursor, name, asked, resolve=partial(store.resolve, cursor), **values)

    return answer


def standing(ask, month: int, entity: str) -> dict:
    return ask("targets", month).row(by_predicate=pl.col("entity") == entity, named=True)


def test_the_path_of_zhenjiang_asks_80_percent_by_june_and_all_by_september(ask):
    rows = ask("target_months", 6, entity="start_share·city·2023-09")
    shares = dict(rows.select("month_no", "path_share").iter_rows())
    assert shares[3] == pytest.approx(0.4)
    assert shares[6] == pytest.approx(0.8)
    assert shares[7] == pytest.approx(0.8 + 0.2 / 3)
    assert shares[9] == shares[12] == 1


def test_a_target_without_a_path_runs_evenly_to_its_date(ask):
    months = dict(
        ask("target_months", 6, entity="completions·city").select("month_no", "asked_value").iter_rows()
    )
    assert months[6] == 2
    june = dict(
        ask("target_months", 6, entity="start_share·city·2023-06")
        .select("month_no", "path_share")
        .iter_rows()
    )
    assert (june[3], june[6], june[7]) == (0.5, 1, 1)


def test_what_is_due_is_judged_by_the_month_it_was_due_in(ask):
    june = standing(ask, 6, "start_share·city·2023-06")
    assert (june["done_value"], june["at_due_value"], june["standing"]) == (
        60,
        60,
        "missed",
    )  # S1 S2 S4 of five
    july = standing(ask, 7, "start_share·city·2023-06")
    assert (july["done_value"], july["at_due_value"], july["standing"]) == (100, 60, "late")
    assert standing(ask, 7, "start_share·city·2023-09")["standing"] == "met"
    assert standing(ask, 9, "start_share·city·2023-09")["standing"] == "kept"


def test_what_is_not_due_is_judged_by_its_path(ask):
    assert standing(ask, 6, "start_share·city·2023-09")["standing"] == "behind"  # 60 of the 80 asked by June
    row = standing(ask, 6, "starts·danyang")
    assert (row["done_value"], row["asked_value"], row["standing"]) == (2, pytest.approx(2.4), "behind")
    row = standing(ask, 6, "signed_total·city")
    assert (row["done_value"], row["asked_value"], row["standing"]) == (50, 50, "ahead")
    assert standing(ask, 6, "completions·city")["done_value"] == 1


def test_investment_speaks_of_the_month_of_the_money(ask):
    row = standing(ask, 6, "plan_year·city")
    assert (row["as_of_period"], row["done_value"], row["standing"]) == (date(2023, 5, 1), 3, "behind")
    assert row["asked_value"] == pytest.approx(10 * 5 / 12)
    row = standing(ask, 6, "in_statistics_total·city")
    assert (row["done_value"], row["done_share"]) == (2, pytest.approx(2 / 3))


def test_what_nothing_counts_is_as_reported_month_by_month(ask):
    row = standing(ask, 6, "large_events·city")
    assert (row["done_value"], row["standing"]) == (9, "behind")
    assert standing(ask, 7, "large_events·city")["standing"] == "met"
    months = ask("target_months", 7, entity="large_events·city")["done_value"].to_list()
    assert months == [9, 9, 9, 9, 9, 9, 21, *[None] * 5]
    assert standing(ask, 6, "team_events·city")["standing"] == "unknown"


def test_a_units_target_counts_that_unit_and_the_citys_own_everything(ask):
    assert standing(ask, 7, "signed_total·danyang")["done_value"] == 110
    assert standing(ask, 7, "signed_total·city")["done_value"] == 110
    assert standing(ask, 6, "starts·danyang")["done_value"] == 2
    assert set(ask("targets", 6, units=("danyang",))["entity"]) == {"starts·danyang", "signed_total·danyang"}


def test_targets_are_counted_by_whether_they_keep_up(ask):
    rows = ask("targets", 6)
    own = rows.filter(is_city=True).row(0, named=True)
    # Of eight, signing keeps up and the investment in statistics is ahead of its path.
    good = set(rows.filter(is_good=True)["entity"])
    assert good == {"signed_total·city", "in_statistics_total·city", "signed_total·danyang"}
    assert (own["kin_count"], own["kin_good_count"], own["unknown_count"]) == (8, 2, 1)
    assert rows.filter(unit_id="danyang")["unit_late_count"].to_list() == [1, 1]


def test_a_path_must_rise_to_the_whole():
    for points in (
        [],
        [{"month": 6, "share": 0.8}],
        [{"month": 9, "share": 1.0}, {"month": 6, "share": 0.5}],
    ):
        with pytest.raises(ValueError, match="must rise month by month"):
            pipelines.target_paths({"target_paths": [{"measure": "starts", "points": points}]})


def test_a_pipeline_names_batches_and_stages_of_its_city():
    known = {"batches": ["plan", "start"], "stages": ["design"]}
    assert pipelines.pipeline({}, **known) == pipelines.Pipeline(("plan", "start"))
    with pytest.raises(ValueError, match="'gone' is no batch or stage"):
        pipelines.pipeline({"pipeline": {"batches": ["plan", "start"], "ready": ["gone"]}}, **known)
    with pytest.raises(ValueError, match="leaves out 'start'"):
        pipelines.pipeline({"pipeline": {"batches": ["plan"]}}, **known)
