"""The store tells the truth of any month on any day; a return added equals a rebuild from nothing."""

import shutil
import tempfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, partial
from itertools import product
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paceboard import store
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.returns import parsed

JAN, FEB, MAR, APR = (date(2019, m, 1) for m in (1, 2, 3, 4))
DERIVED = (
    "reported",
    "statement",
    "statement_interval",
    "project_state",
    "plan_state",
    "investment_piece",
    "ledger",
)


@cache
def _empty() -> Path:
    # Made once: an empty store takes longer to lay out than to fill with a few rows.
    path = Path(tempfile.mkdtemp()) / "empty.duckdb"
    with duckdb.connect(str(path)) as db:
        build.create(db)
    return path


def connection() -> duckdb.DuckDBPyConnection:
    path = Path(tempfile.mkdtemp()) / "store.duckdb"
    shutil.copyfile(_empty(), path)
    return duckdb.connect(str(path))


def ask(db, name: str, **filters):
    cursor = db.cursor()
    return store.answer(
        cursor, name, Filters(city="chengdu", **filters), resolve=partial(store.resolve, cursor)
    )


def whole(db, **filters) -> dict:
    return ask(db, "kpis", **filters).row(0, named=True)


def register(entity: str, **values) -> dict:
    base = {
        "total_investment": 1200,
        "plan_year": 240,
        "plan_start_date": JAN,
        "plan_finish_date": date(2019, 12, 1),
    }
    return {"entity": entity, "project_code": entity, **base, **values}


def money(entity: str, ytd: float, **values) -> dict:
    return {"entity": entity, "invested_ytd": ytd, **values}


def january() -> object:
    return parsed(
        unit="jinjiang",
        period=JAN,
        received=datetime(2019, 2, 3),
        project_version=[register("A"), register("B", plan_year=120, level_id="provincial")],
        investment_return=[money("A", 10), money("B", 20)],
    )


def february(received=datetime(2019, 3, 4), a=30, b=41) -> object:
    rows = [money("A", a), money("B", b)]
    return parsed(unit="jinjiang", period=FEB, received=received, investment_return=rows)


def test_money_is_the_latest_statement_up_to_the_month():
    db = connection()
    build.append(db, [january(), february()])
    assert whole(db, month=JAN)["invested_ytd"] == 30
    assert whole(db, month=FEB)["invested_ytd"] == 71
    row = whole(db, month=MAR)
    assert (row["invested_ytd"], row["invested_as_of"]) == (71, FEB)
    # 71 of 360 planned, two months of twelve gone.
    assert row["completion_share"] == pytest.approx(71 / 360)
    assert row["pace_gap"] == pytest.approx(71 / 360 - 2 / 12)


def test_a_correction_changes_today_and_leaves_the_past_as_it_was_known():
    db = connection()
    build.append(db, [january(), february()])
    build.append(db, [february(received=datetime(2019, 3, 20), a=25)])
    assert whole(db, month=FEB)["invested_ytd"] == 66
    assert whole(db, month=FEB, known_on=date(2019, 3, 19))["invested_ytd"] == 71
    assert whole(db, month=FEB, known_on=date(2019, 3, 20))["invested_ytd"] == 66
    assert whole(db, month=FEB, known_on=date(2019, 3, 3))["invested_ytd"] == 30


def test_money_does_not_run_into_the_next_year():
    db = connection()
    listed = parsed(
        unit="jinjiang",
        period=date(2020, 1, 1),
        received=datetime(2020, 1, 20),
        project_version=[register("A", plan_year=100)],
    )
    build.append(db, [january(), february(), listed])
    row = whole(db, month=date(2020, 1, 1))
    assert (row["project_count"], row["plan_year"], row["invested_ytd"]) == (1, 100, None)


def test_what_a_complete_sheet_no_longer_lists_has_ended():
    db = connection()
    march = parsed(
        unit="jinjiang", period=MAR, received=datetime(2019, 4, 2), investment_return=[money("A", 50)]
    )
    build.append(db, [january(), february(), march])
    assert whole(db, month=MAR)["invested_ytd"] == 50
    assert whole(db, month=FEB)["invested_ytd"] == 71
    assert whole(db, month=MAR, known_on=date(2019, 4, 1))["invested_ytd"] == 71


def test_a_project_that_changes_unit_takes_its_money_along():
    db = connection()
    taken = parsed(
        unit="wuhou",
        period=MAR,
        received=datetime(2019, 4, 3),
        project_version=[register("B", plan_year=120)],
        investment_return=[money("B", 60)],
    )
    left = parsed(
        unit="jinjiang", period=MAR, received=datetime(2019, 4, 2), investment_return=[money("A", 50)]
    )
    build.append(db, [january(), february(), taken, left])
    rows = {
        r["key"]: r["invested_ytd"]
        for r in ask(db, "kpis", month=MAR).filter(cut="unit").iter_rows(named=True)
    }
    assert rows == {"jinjiang": 50, "wuhou": 60}
    curve = ask(db, "curve", month=MAR, split="unit").filter(month_no=2)
    assert dict(zip(curve["split_key"], curve["invested_ytd"], strict=True))["jinjiang"] == 71


def test_levels_are_nested():
    db = connection()
    build.append(db, [january()])
    rows = {
        r["key"]: r["project_count"]
        for r in ask(db, "kpis", month=JAN).filter(cut="level").iter_rows(named=True)
    }
    assert rows == {"provincial": 1, "city": 2}
    assert whole(db, month=JAN, level="provincial")["project_count"] == 1
    assert whole(db, month=JAN, level="city")["project_count"] == 2


def test_due_less_overdue_plus_early_is_started():
    db = connection()
    rows = [
        register("on-time", plan_start_date=FEB, actual_start_date=date(2019, 2, 20)),
        register("overdue", plan_start_date=FEB),
        register("early", plan_start_date=date(2019, 6, 1), actual_start_date=date(2019, 3, 5)),
        register("later", plan_start_date=date(2019, 6, 1)),
        register("carried", plan_start_date=date(2018, 5, 1), actual_start_date=date(2018, 5, 9)),
    ]
    build.append(
        db, [parsed(unit="jinjiang", period=MAR, received=datetime(2019, 4, 2), project_version=rows)]
    )
    row = whole(db, month=MAR)
    assert [
        row[k] for k in ("planned_start_count", "due_start_count", "overdue_start_count", "early_start_count")
    ] == [4, 2, 1, 1]
    assert (
        row["started_count"]
        == 2
        == row["due_start_count"] - row["overdue_start_count"] + row["early_start_count"]
    )
    late = ask(db, "sites", month=MAR).filter(is_overdue_start=True).row(0, named=True)
    # Promised for 1 February, judged on 31 March.
    assert (late["entity"], late["days_overdue"], late["pace_state"]) == ("overdue", 58, "overdue_start")


def dump(db, name: str) -> list[tuple]:
    return sorted(db.execute(f"select * from {name}").fetchall(), key=repr)


@st.composite
def histories(draw) -> list:
    """Returns of two units, four months: late, corrected, out of order; projects come, go and move."""
    made, day = [], datetime(2019, 1, 15)
    for number in range(draw(st.integers(2, 7))):
        day += timedelta(days=draw(st.integers(0, 20)), minutes=1)
        unit = draw(st.sampled_from(["jinjiang", "wuhou"]))
        listed = draw(st.lists(st.sampled_from("ABC"), unique=True, max_size=3))
        registered = (
            draw(st.lists(st.sampled_from("ABC"), unique=True, max_size=3)) if number else ["A", "B", "C"]
        )
        period = draw(st.sampled_from([JAN, FEB, MAR, APR])) if number else JAN
        made.append(
            parsed(
                unit=unit,
                period=period,
                received=day,
                project_version=[register(e, plan_year=draw(st.integers(1, 9))) for e in registered],
                investment_return=[money(e, draw(st.integers(0, 99))) for e in listed],
            )
        )
    return made


def entities(one) -> set[str]:
    return set(one.tables["investment_return"]["entity"])


def reports_elsewhere(history: list, entity: str, one, when: datetime) -> bool:
    """Whether another unit had stated the project for that month by then."""
    return any(
        other.submission["period"] == one.submission["period"]
        and other.submission["unit_id"] != one.submission["unit_id"]
        and other.submission["received_at"] <= when
        and entity in entities(other)
        for other in history
    )


def dropped(history: list, returns: list) -> list[tuple]:
    """What a unit no longer lists: of the month before, and of an earlier version of the same month."""
    months = sorted({p.submission["period"] for p in returns})
    found = []
    for one, other in product(returns, returns):
        period, received = one.submission["period"], one.submission["received_at"]
        earlier = other.submission["received_at"] < received
        at = months.index(period)
        if (other.submission["period"] == period and earlier) or other.submission["period"] in months[:at][
            -1:
        ]:
            when = max(received, other.submission["received_at"])
            gone = entities(other) - entities(one)
            found += [
                (when, 0, e, period, None) for e in gone if not reports_elsewhere(history, e, one, when)
            ]
    return found


def truth(history: list, month: date, known_on: date) -> dict[str, Decimal]:
    """Money by project as a person would look it up: walk the returns known by then, newest wins."""
    known = [p for p in history if p.submission["received_at"].date() <= known_on and entities(p)]
    events = [
        (p.submission["received_at"], 1, row["entity"], p.submission["period"], row["invested_ytd"])
        for p in known
        for row in p.tables["investment_return"].iter_rows(named=True)
    ]
    for unit in {p.submission["unit_id"] for p in known}:
        events += dropped(history, [p for p in known if p.submission["unit_id"] == unit])
    stated: dict[str, dict[date, Decimal | None]] = {}
    for _when, _order, entity, period, value in sorted(events, key=lambda e: (e[0], e[1])):
        stated.setdefault(entity, {})[period] = value
    latest = {e: of[max(m for m in of if m <= month)] for e, of in stated.items() if min(of) <= month}
    return {entity: value for entity, value in latest.items() if value is not None}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories())
def test_adding_returns_one_by_one_equals_a_full_rebuild(history):
    at_once, step_by_step = connection(), connection()
    build.append(at_once, history)
    for one in history:
        build.append(step_by_step, [one])
    for name in DERIVED:
        assert dump(at_once, name) == dump(step_by_step, name), name


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories(), month=st.sampled_from([JAN, FEB, MAR, APR]), later=st.integers(0, 150))
def test_any_month_as_known_on_any_day(history, month, later):
    db = connection()
    build.append(db, history)
    known_on = date(2019, 1, 15) + timedelta(days=later)
    rows = ask(db, "rows", month=month, known_on=known_on)
    listed = set(rows["entity"])
    wanted = {e: v for e, v in truth(history, month, known_on).items() if e in listed}
    assert {
        r["entity"]: r["invested_ytd"] for r in rows.iter_rows(named=True) if r["invested_ytd"] is not None
    } == wanted
    # The ledger, the rectangles and the card tell one story.
    total = sum(wanted.values()) if wanted else None
    assert (whole(db, month=month, known_on=known_on)["invested_ytd"] if listed else None) == total
    points = ask(db, "curve", month=month, known_on=known_on).filter(period=month)["invested_ytd"].to_list()
    assert points in ([], [None]) or points[0] == (total or 0)


def test_a_text_search_and_the_ledger_give_the_same_curve():
    db = connection()
    build.append(db, [january(), february()])
    by_ledger = ask(db, "curve", month=FEB)
    by_search = ask(db, "curve", month=FEB, search="示例")
    assert by_ledger.equals(by_search)
