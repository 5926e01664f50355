"""What is overdue and whom it waits for, worked out by hand."""

from datetime import date, datetime

import pytest

from paceboard import profiles, store, text
from paceboard.answers import Teller, waiting
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.returns import parsed

MARCH = date(2019, 3, 1)


LATE = {"plan_start_date": date(2019, 3, 1), "plan_year": 10}
DUE, DONE = date(2019, 3, 11), date(2019, 3, 30)
PROJECTS = [
    {"entity": "A", **LATE},
    {"entity": "B", **LATE, "actual_start_date": date(2019, 3, 9), "plan_finish_date": date(2019, 3, 21)},
]
PROBLEMS = [
    {"entity": "P1", "project_code": "A", "due_date": DUE},
    {"entity": "P2", "project_code": "A", "due_date": DUE, "ledger": "taskforce"},
    {"entity": "P3", "project_code": "B", "due_date": DUE, "resolved_date": DONE},
]
DECIDED = {"meeting_code": "M", "decision": "x", "owner_unit_id": "wuhou"}
ITEMS = [
    {"entity": "M-1", **DECIDED, "due_date": date(2019, 3, 1)},
    {"entity": "M-2", **DECIDED, "due_date": date(2019, 4, 9)},
]


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    folder = tmp_path_factory.mktemp("waiting")
    april = {"period": MARCH, "received": datetime(2019, 4, 3)}
    district = parsed(unit="jinjiang", project_version=PROJECTS, problem=PROBLEMS, **april)
    city = parsed(unit="city", dispatch_item=ITEMS, **april)
    build.full(folder, [district, city])
    opened = store.open_current(folder)
    found = opened.ask("waiting", Filters(city="chengdu", month=MARCH))
    opened.close()
    return found


def test_each_unit_is_told_what_waits_for_it(rows):
    first, second = rows.to_dicts()
    assert first == {
        "unit_id": "jinjiang",
        "overdue_start_count": 1,
        "overdue_finish_count": 1,
        "problem_overdue_count": 1,
        "decision_overdue_count": 0,
        "waiting_count": 3,
        "worst_days": 30,  # promised for 1 March, judged on 31 March
    }
    assert (second["unit_id"], second["decision_overdue_count"]) == ("wuhou", 1)
    assert second["worst_days"] == 30


def test_the_sentence_names_who_has_most_to_do(rows):
    teller = Teller(profiles.get("chengdu"), text.words("zh"))
    assert waiting(rows, teller=teller) == "2个单位有超期事项待办，最多的是锦江区（3项）、武侯区（1项）。"
    assert waiting(rows.clear(), teller=teller) == "没有超期的项目、问题和议定事项。"
