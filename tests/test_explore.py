"""Explored figures equal those of the pages, whatever splits them, and parts add up to the whole."""

import random
from datetime import date

import polars as pl
import pytest

from paceboard import formulas, store
from paceboard.dimensions import dimensions
from paceboard.filters import Filters
from paceboard.profiles import get
from paceboard.questions import Asked, Question
from tests.small import build_store
from tests.visitor import CITIES

EVERY = tuple(formulas.measures())
THINGS = [key for key, found in dimensions().items() if found.kind == "thing"]
KPI_CUTS = {"unit": "unit", "sector": "sector", "batch": "batch", "district": "division", "level": "level"}
WHOLE = pl.col("is_all_1") & pl.col("is_all_2") & pl.col("is_all_3")
CELL = ~pl.col("is_all_1")


def explored(store, filters: Filters, *measures: str, **question: object) -> pl.DataFrame:
    """Answer a question; without measures, all of them."""
    asked = Question(measures or EVERY, **({"dimensions": ()} | question))
    return store.ask("explore", filters, q=Asked(asked, int(get(filters.city).money.big_factor)))


def narrowed(city: str, dice: random.Random, store) -> Filters:
    """Filters that a reader may have set."""
    month = date.fromisoformat(f"{CITIES[city]}-01")
    profile = get(city)
    found = Filters(city=city, month=month, list_kind=profile.main_list)
    options = store.ask("options", found)
    ids = {kind: rows["id"].to_list() for (kind,), rows in options.group_by("kind")}
    changes = {
        "units": tuple(dice.sample(ids["unit"], min(4, len(ids["unit"])))),
        "sectors": tuple(dice.sample(ids["sector"], min(3, len(ids["sector"])))),
        "level": dice.choice(ids["level"]),
        "known_on": month.replace(day=20),
    }
    return found.at(**{key: changes[key] for key in dice.sample(list(changes), dice.randint(0, 2))})


def is_same(mine: float | None, theirs: object) -> bool:
    if mine is None or theirs is None:
        return mine is None and theirs is None
    return mine == pytest.approx(float(theirs), rel=1e-12, abs=1e-9)


def assert_equal(mine: dict, theirs: dict) -> None:
    """Every explored measure that query kpis has is the same there."""
    for key, value in mine.items():
        if key in theirs:
            assert is_same(value, theirs[key]), (key, value, theirs[key])


@pytest.mark.parametrize("city", CITIES)
def test_every_total_is_the_headline_figure(store, city):
    dice = random.Random(city)
    for _ in range(3):
        filters = narrowed(city, dice, store)
        theirs = store.ask("kpis", filters).filter(cut="all").to_dicts()
        mine = explored(store, filters, dimensions=tuple(dice.sample(THINGS, 2))).filter(WHOLE)
        if theirs:
            assert_equal(dict(mine.select("measure", "value").iter_rows()), theirs[0])


@pytest.mark.parametrize("split", KPI_CUTS)
def test_every_cell_is_the_figure_of_the_league_and_the_tables(store, split):
    filters = Filters(city="chengdu", month=date(2019, 9, 1))
    theirs = {row["key"]: row for row in store.ask("kpis", filters).filter(cut=KPI_CUTS[split]).to_dicts()}
    mine = explored(store, filters, dimensions=(split,)).filter(CELL & (pl.col("key_1") != ""))
    found = mine.partition_by("key_1", as_dict=True)
    assert {key for (key,) in found} >= set(theirs)
    for (key,), rows in found.items():
        if key in theirs:
            assert_equal(dict(rows.select("measure", "value").iter_rows()), theirs[key])


@pytest.mark.parametrize("split", THINGS)
def test_parts_add_up_to_the_whole(store, split):
    dice = random.Random(split)
    city = dice.choice(list(CITIES))
    rows = explored(store, narrowed(city, dice, store), dimensions=(split, "month"), top=dice.choice((0, 5)))
    sums = [key for key in EVERY if formulas.is_sum(key)]
    rows = rows.filter(pl.col("measure").is_in(sums))
    parts = rows.filter(CELL).group_by("measure", "bucket").agg(pl.col("value").sum())
    whole = rows.filter(WHOLE).select("measure", "bucket", pl.col("value").fill_null(0).alias("whole"))
    joined = parts.join(whole, on=["measure", "bucket"], how="full")
    assert joined.height == whole.height
    assert joined["value"].to_list() == pytest.approx(joined["whole"].to_list(), rel=1e-12, abs=1e-6)


@pytest.mark.parametrize(
    "measure", ["start_share", "completion_share", "invested_ytd", "pace_gap", "problem_share"]
)
def test_contributions_add_up_to_the_change(store, measure):
    filters = Filters(city="suqian", month=date(2022, 7, 1))
    rows = explored(store, filters, measure, dimensions=("sector",), against="before")
    whole = rows.filter(WHOLE).row(0, named=True)
    assert rows.filter(CELL)["contribution"].sum() == pytest.approx(whole["change"], abs=1e-9)
    assert whole["contribution"] == pytest.approx(whole["change"], abs=1e-9)


def test_months_are_the_curve_and_flows_run_up_to_the_year(store):
    filters = Filters(city="qianan", month=date(2022, 7, 1))
    asked = {"dimensions": ("month",), "extra": "running"}
    rows = explored(store, filters, "invested_month", "invested_ytd", **asked).partition_by(
        "measure", as_dict=True
    )
    curve = store.ask("curve", filters).filter(pl.col("invested_ytd").is_not_null())
    flow, total = rows[("invested_month",)], rows[("invested_ytd",)]
    assert total["value"].to_list() == pytest.approx([float(v) for v in curve["invested_ytd"]])
    assert flow["value"].to_list() == pytest.approx([float(v) for v in curve["invested_month"]])
    assert flow["running"].to_list() == pytest.approx(total["value"].to_list())
    assert total["running"].null_count() == total.height


def test_another_month_and_another_day_are_the_pages_of_that_month_and_day(store):
    filters = Filters(city="chengdu", month=date(2019, 8, 1))
    for question, other in (
        ({"against": "before"}, filters.previous()),
        ({"against": "month", "at": "2019-03"}, filters.at(month=date(2019, 3, 1))),
        ({"against": "known", "at": "2019-08-20"}, filters.at(known_on=date(2019, 8, 20))),
    ):
        theirs = store.ask("kpis", other).filter(cut="all").row(0, named=True)
        rows = explored(store, filters, **question).filter(WHOLE)
        assert_equal(dict(rows.select("measure", "against").iter_rows()), theirs)


@pytest.fixture
def small(tmp_path):
    opened = store.open_current(build_store(tmp_path))
    yield opened
    opened.close()


JULY = Filters(city="chengdu", month=date(2019, 7, 1))


def values(rows: pl.DataFrame, column: str = "value") -> dict:
    return {(row["measure"], row["key_1"]): row[column] for row in rows.filter(CELL).iter_rows(named=True)}


def test_four_projects_by_size_worked_out_by_hand(small):
    # In July: A 4,200 and B 1,000, C 2,000, D 500 (10k CNY): all below one 100M CNY.
    rows = explored(small, JULY, "project_count", "completion_share", dimensions=("size",))
    assert values(rows) == {("project_count", "0"): 4, ("completion_share", "0"): pytest.approx(500 / 1380)}


def test_states_of_progress_worked_out_by_hand(small):
    # A 100 of 600 at 7/12 is behind, B 400 of 600 on pace, C should have started on 1 May, D is not due.
    rows = explored(small, JULY, "invested_ytd", "completion_share", dimensions=("state",))
    shares = {key: value for (measure, key), value in values(rows).items() if measure == "completion_share"}
    assert shares == {
        "on_pace": pytest.approx(400 / 600),
        "behind": pytest.approx(100 / 600),
        "overdue_start": None,
        "not_due": None,
    }
    order = rows.filter(CELL & (pl.col("measure") == "invested_ytd"))["key_1"].to_list()
    assert order[:2] == ["on_pace", "behind"]


def test_june_to_july_worked_out_by_hand(small):
    # June: A 80, B 300 of 1,380; July: A 100, B 400. A brings 20, B 100 of the 120 more.
    rows = explored(small, JULY, "invested_ytd", dimensions=("state",), against="before", is_same=True)
    whole = rows.filter(WHOLE).row(0, named=True)
    assert (whole["value"], whole["against"], whole["change"]) == (500, 380, 120)
    months = explored(small, JULY, "invested_month", dimensions=("month",), extra="running")
    assert months["value"].to_list() == [380, 120]
    assert months["running"].to_list() == [380, 500]


def test_the_rest_is_worked_out_again_and_not_averaged(small):
    rows = explored(small, JULY, "completion_share", dimensions=("state",), top=5)
    assert "~rest" not in rows["key_1"].to_list()
    kept = explored(
        small, JULY, "project_count", dimensions=("state",), kept=(("state", ("behind", "on_pace")),)
    )
    assert values(kept) == {("project_count", "behind"): 1, ("project_count", "on_pace"): 1}
