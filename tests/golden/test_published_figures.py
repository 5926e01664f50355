"""Every figure that the five cities published comes out of the demo returns, to the last digit printed."""

import sys
from datetime import date

import polars as pl
import pytest

from paceboard import profiles, published
from paceboard.filters import Filters

# The month that each city's bulletin speaks of; Chengdu prints August money beside late-September starts.
MONTHS = {
    "chengdu": [date(2019, 8, 1), date(2019, 9, 1)],
    "suqian": [date(2022, 7, 1)],
    "qianan": [date(2022, 7, 1)],
    "zhenjiang": [date(2023, 12, 1)],
    "binzhou": [date(2020, 5, 1)],
}


@pytest.fixture(scope="module")
def compared(store) -> pl.DataFrame:
    rows = [
        store.ask("published", Filters(city=city, month=month)).with_columns(city=pl.lit(city))
        for city, months in MONTHS.items()
        for month in months
    ]
    return pl.concat(rows)


def test_every_published_figure_is_reached(compared):
    printed = published.read(profiles.ROOT / "data" / "published").drop_nulls("figure_id")
    assert sorted(compared["figure_id"]) == sorted(printed["figure_id"])
    assert compared.height == 75


def test_every_published_figure_comes_out_of_the_returns(compared, capsys):
    table = compared.select("figure_id", "as_of", "scope", "value", "computed", "measure_unit", "agrees")
    with capsys.disabled(), pl.Config(tbl_rows=-1, tbl_cols=-1, fmt_str_lengths=60, tbl_width_chars=200):
        wrong = table.filter(~pl.col("agrees"))
        sys.stdout.write(f"\n{table.height} published figures, {wrong.height} differ\n{table}\n")
    assert wrong.is_empty()


# Worked out by hand from the printed figures: numerator / denominator, then half up.
@pytest.mark.parametrize(
    ("city", "month", "measure", "expected"),
    [
        ("chengdu", date(2019, 8, 1), "completion_share", 3568.05 / 4606.99),
        ("chengdu", date(2019, 8, 1), "time_share", 8 / 12),
        ("chengdu", date(2019, 8, 1), "pace_gap", 3568.05 / 4606.99 - 8 / 12),
        ("chengdu", date(2019, 9, 1), "completion_share", 3568.05 / 4606.99),
        ("chengdu", date(2019, 9, 1), "start_share", 215 / 308),
        ("chengdu", date(2019, 9, 1), "finish_share", 47 / 154),
        ("suqian", date(2022, 7, 1), "new_start_average", 10355000 / 219),
        ("qianan", date(2022, 7, 1), "completion_share", 157.2 / 267.6),
        ("zhenjiang", date(2023, 12, 1), "planned_finish_count", 85),
        ("binzhou", date(2020, 5, 1), "problem_share", 196 / 222),
    ],
)
def test_shares_are_computed_from_unrounded_parts(store, city, month, measure, expected):
    row = store.ask("kpis", Filters(city=city, month=month)).filter(cut="all").row(0, named=True)
    assert row[measure] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("city", MONTHS)
def test_due_less_overdue_plus_early_is_started(store, city):
    for month in MONTHS[city]:
        for row in store.ask("kpis", Filters(city=city, month=month)).iter_rows(named=True):
            due = row["due_start_count"] - row["overdue_start_count"] + row["early_start_count"]
            assert due == row["started_count"], (city, month, row["cut"], row["key"])


@pytest.mark.parametrize("city", MONTHS)
def test_the_last_point_of_the_curve_is_the_card(store, city):
    filters = Filters(city=city, month=MONTHS[city][0])
    card = store.ask("kpis", filters).filter(cut="all").row(0, named=True)
    points = store.ask("curve", filters).drop_nulls("invested_ytd")
    assert points["invested_ytd"][-1] == card["invested_ytd"]
    assert points["plan_year"][-1] == card["plan_year"]


@pytest.mark.parametrize("city", MONTHS)
def test_units_add_up_to_the_city(store, city):
    rows = store.ask("kpis", Filters(city=city, month=MONTHS[city][0]))
    whole, units = rows.filter(cut="all"), rows.filter(cut="unit")
    for measure in ("project_count", "total_investment", "plan_year", "invested_ytd", "started_count"):
        assert units[measure].sum() == whole[measure].item(), measure


def test_a_figure_walks_back_to_its_cells(store):
    filters = Filters(city="chengdu", month=date(2019, 8, 1))
    cells = store.ask("trace", filters, measure="invested_ytd")
    assert cells.height == 1105
    assert str(cells["value"].sum()) == "35680500.00"
    assert cells.select("file_name", "sheet", "cell").null_count().sum_horizontal().item() == 0
