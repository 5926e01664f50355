"""Factors, quotas and financing: every sum, order and identity worked out by hand."""

from datetime import date
from functools import partial

import pytest

from paceboard import store
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.needs import MARCH, MAY, submissions
from tests.test_build import connection


@pytest.fixture(scope="module")
def db():
    found = connection()
    build.append(found, submissions())
    return found


def ask(db, name: str, *, month: date = MAY, **filters):
    cursor = db.cursor()
    resolve = partial(store.resolve, cursor)
    return store.answer(cursor, name, Filters(city="binzhou", month=month, **filters), resolve=resolve)


def of(rows, factor: str) -> dict:
    return rows.filter(factor=factor).row(0, named=True)


def test_needs_are_added_up_by_factor(db):
    land = of(ask(db, "factor_needs"), "land")
    assert (land["needed"], land["secured"], land["missing"], land["surplus"]) == (2278, 2198, 90, 10)
    assert land["secured_share"] == pytest.approx(1 - 90 / 2278)
    # A B C and the ten that asked together; A and C are short, and their day has come.
    assert (land["asking_count"], land["short_project_count"], land["late_project_count"]) == (13, 2, 2)


def test_what_is_needed_is_secured_or_missing(db):
    for row in ask(db, "factor_needs").filter(factor="land").to_dicts():
        assert row["needed"] - row["secured"] + row["surplus"] == row["missing"]
    for row in ask(db, "factor_quarters").to_dicts():
        assert row["covered"] + row["missing"] == row["needed"], row


def test_the_gap_that_holds_back_most_comes_first(db):
    rows = ask(db, "factor_needs")
    assert rows["factor"].to_list() == ["", "power", "land"]
    assert rows["held_plan"].to_list() == [1000, 900, 150]
    # C lacks both, so neither factor alone releases it.
    assert rows["only_plan"].to_list() == [950, 850, 100]


def test_a_project_short_of_two_factors_counts_once_in_the_whole(db):
    head = of(ask(db, "factor_needs"), "")
    assert (head["short_project_count"], head["late_project_count"], head["asking_count"]) == (4, 2, 14)
    assert (head["held_plan"], head["plan_year"]) == (1000, 2000)
    assert head["held_share"] == pytest.approx(0.5)


def test_needs_fall_into_the_quarter_of_their_day(db):
    rows = ask(db, "factor_quarters").filter(factor="land")
    assert rows.select("quarter", "asking_count", "short_project_count", "needed", "missing").rows() == [
        (date(2020, 4, 1), 3, 2, 330, 90),
        (date(2020, 7, 1), 1, 0, 20, 0),
        (None, 10, 0, 1928, 0),
    ]
    assert not any(rows["is_past"])
    assert ask(db, "factor_quarters", month=date(2020, 6, 1)).filter(factor="land")["is_past"][0]


def test_projects_are_released_in_the_order_of_plan_per_missing_unit(db):
    power = ask(db, "factor_projects").filter(factor="power")
    # B 300 of plan for 300 missing, D 550 for 5,000; C lacks land too and comes last.
    assert power["entity"].to_list() == ["B", "D", "C"]
    assert power["release_missing"].to_list() == [300, 5300, 5306]
    assert power["release_plan"].to_list() == [300, 850, 850]
    assert power["other_gap_count"].to_list() == [0, 0, 1]


def test_needs_of_one_project_are_one_gap_and_a_surplus_does_not_fill_it(db):
    first = ask(db, "factor_projects").filter(factor="land").row(0, named=True)
    assert (first["entity"], first["needed"], first["secured"], first["missing"]) == ("A", 120, 70, 60)
    assert (first["needed_by"], first["past_days"]) == (date(2020, 4, 25), 36)


def test_lists_of_projects_and_totals_tell_one_story(db):
    needs, projects = ask(db, "factor_needs"), ask(db, "factor_projects")
    for factor in ("land", "power"):
        rows, whole = projects.filter(factor=factor), of(needs, factor)
        assert rows.height == whole["short_project_count"]
        assert rows["plan_year"].sum() == whole["held_plan"]
        assert rows["missing"].sum() + whole["unnamed_missing"] == whole["missing"]
        assert rows["release_plan"][-1] == whole["only_plan"]


def test_the_quota_says_what_is_used_and_taken_in_advance(db):
    land = of(ask(db, "factor_quotas"), "land")
    quota = ("quota_issued", "quota_used", "quota_advance", "quota_taken", "taking_count")
    assert [land[name] for name in quota] == [4415, 100, 3603, 3703, 73]
    assert land["quota_advance_share"] == pytest.approx(3603 / 4415)
    assert land["quota_taken_share"] == pytest.approx(3703 / 4415)
    assert (land["collective_needed"], land["collective_secured"], land["collective_count"]) == (
        1928,
        1928,
        10,
    )


def test_every_line_stands_behind_the_figures(db):
    lines = ask(db, "factor_lines")
    assert lines.height == 11
    assert lines["project_code"].to_list()[:4] == [None] * 4


def test_kinds_of_funding_are_counted_apart(db):
    rows = ask(db, "financing")
    assert rows["funding_kind"].to_list() == ["credit", "loan_intention", "financing_list"]
    credit, intention, listed = rows.to_dicts()
    assert (credit["wanting_count"], credit["wanted"], credit["granted"], credit["ungranted"]) == (
        2,
        600,
        300,
        300,
    )
    assert credit["granted_share"] == pytest.approx(0.5)
    assert (intention["enterprise_count"], intention["granted_share"]) == (1, None)
    # The list of May leaves out an entry of March.
    assert (listed["line_count"], listed["wanted"], listed["granted"]) == (2, 40, 5)


def test_each_edition_of_the_financing_list_says_what_is_new(db):
    columns = ("period", "line_count", "new_count", "carried_count", "wanted", "granted")
    assert ask(db, "financing_lists").select(columns).rows() == [
        (MARCH, 2, 2, 0, 30, 20),
        (MAY, 2, 1, 1, 40, 5),
    ]
    assert ask(db, "financing_lists", month=date(2020, 4, 1)).height == 1
    assert ask(db, "financing_lists", known_on=date(2020, 6, 2)).height == 1


def test_rows_without_a_project_drop_out_where_projects_are_asked_for(db):
    lines = ask(db, "factor_lines", search="示例A")
    assert set(lines["project_code"]) == {"A"}
    assert ask(db, "factor_quotas", search="示例A").is_empty()
    assert ask(db, "financing", search="示例A")["funding_kind"].to_list() == ["credit"]


def test_nothing_returned_is_no_row(db):
    for name in ("factor_needs", "factor_quarters", "factor_projects", "factor_quotas", "financing"):
        assert ask(db, name, units=("wudi",)).is_empty(), name
