"""One project's rows in words: what was promised, what it is, where its numbers came from."""

from datetime import date, datetime

import polars as pl
import pytest

from paceboard import profiles, text
from paceboard.records import MILESTONES, Reader

READER = Reader(profiles.get("chengdu"), text.words("zh"))
PROJECT = {name: None for parts in MILESTONES.values() for name in parts if name} | {
    "is_overdue_start": False,
    "is_overdue_finish": False,
    "days_overdue": None,
}


@pytest.mark.parametrize(
    ("field", "stored", "shown"),
    [
        ("total_investment", "12500.00", "1.25亿元"),
        ("plan_start_date", "2019-05-01", "2019年5月1日"),
        ("unit_id", "jinjiang", "锦江区"),
        ("level_id", "provincial", "省重点"),
        ("is_focus", "true", "是"),
        ("physical_share", "0.4500", "45.00%"),
        ("leader", "示例领导", "示例领导"),
        ("sector", "a code nobody knows", "a code nobody knows"),
        ("plan_year", None, "—"),
    ],
)
def test_a_stored_value_is_shown_in_words(field, stored, shown):
    assert READER.value(field, stored) == shown


def slips(**known) -> dict[str, str]:
    rows = READER.milestones(PROJECT | known)
    return dict(rows.select("milestone", "slip").iter_rows())


def test_a_date_kept_late_early_or_on_the_day_is_said_in_days():
    day = date(2019, 5, 1)
    kept = {"plan_start_date": day, "actual_start_date": day}
    assert slips(**kept, start_slip_days=12)["开工"] == "晚12天"
    assert slips(**kept, start_slip_days=-3)["开工"] == "早3天"
    assert slips(**kept, start_slip_days=0)["开工"] == "按期"


def test_a_promise_not_kept_says_how_long_it_is_overdue():
    assert (
        slips(plan_start_date=date(2019, 5, 1), is_overdue_start=True, days_overdue=31)["开工"]
        == "已超期31天"
    )


def test_only_milestones_that_happened_follow_start_and_finish():
    assert list(slips()) == ["开工", "竣工"]
    assert list(slips(commission_date=date(2020, 1, 1))) == ["开工", "竣工", "投产"]


def test_the_facts_leave_out_what_is_unknown():
    known = {"project_code": "2019-000001", "unit_id": "jinjiang", "level_id": None, "leader": "示例领导"}
    blank = dict.fromkeys(("batch", "stage", "sector", "department", "owner_name", "place"))
    assert READER.facts(blank | known) == "项目代码：2019-000001 · 填报单位：锦江区 · 包联领导：示例领导"


def test_rows_about_fields_keep_their_columns():
    found = pl.DataFrame(
        {"field": ["plan_year"], "value": ["600.00"], "cell": ["G5"], "received_at": [datetime(2019, 8, 3)]}
    )
    shown = READER.stated(found, ["value"])
    assert shown.schema == found.schema
    assert shown.row(0) == ("年度计划投资", "0.06亿元", "G5", datetime(2019, 8, 3))
