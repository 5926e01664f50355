"""Tables round as cards do, speak the reader's language and keep the ids of a picked row."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest

from paceboard import fields, profiles, tables, text, units

CITY = profiles.get("chengdu")
ROWS = pl.DataFrame(
    {
        "entity": ["a", "b"],
        "unit_id": [CITY.units[1].id, "elsewhere"],
        "pace_state": ["behind", None],
        "total_investment": [Decimal("35680550.00"), None],
        "completion_share": [0.69805, 1.9],
        "pace_gap": [0.69805 - 8 / 12, 1.9 - 8 / 12],
        "rank_change": [2, -1],
        "is_started": [True, None],
        "plan_start_date": [date(2019, 3, 1), None],
        "period": [date(2019, 8, 1)] * 2,
        "received_at": [datetime(2019, 9, 5, 1, 2)] * 2,
        "fiscal_year": [2019, 2019],
        "trend": [[0.1, 0.2], [0.3]],
        "lon": [104.1, None],
    },
    schema_overrides={"total_investment": pl.Decimal(18, 2)},
)


def table(*columns: str, profile=CITY, lang: str = "zh", rows: pl.DataFrame = ROWS):
    return tables.table(rows, columns=columns, profile=profile, words=text.words(lang))


def shown(*columns: str, **options) -> dict[str, list]:
    frame, config = table(*columns, **options)
    return {name: frame[key].to_list() for name, key in zip(columns, config, strict=True)}


def test_amounts_and_shares_round_half_up_as_on_cards():
    found = shown("total_investment", "completion_share")
    assert found == {"total_investment": [3568.06, None], "completion_share": [69.81, 190.0]}
    assert units.share(0.69805, CITY) == "69.81%"
    assert units.money_number(Decimal("35680550.00"), CITY) == "3,568.06"


@pytest.mark.parametrize("custom", ["rounded", "unrounded"])
def test_gaps_follow_the_citys_custom(custom):
    city = replace(CITY, gap_from=custom)
    printed = units.printed_gap(0.69805, 0.69805 - 8 / 12, city)
    assert f"{shown('completion_share', 'pace_gap', profile=city)['pace_gap'][0]:+.2f}" == printed


def test_ids_become_words_and_unknown_ones_stay():
    assert shown("unit_id")["unit_id"] == [CITY.units[1].zh, "elsewhere"]
    assert shown("unit_id", lang="en")["unit_id"] == [CITY.units[1].en, "elsewhere"]
    assert shown("pace_state")["pace_state"] == ["欠序时", None]
    assert shown("is_started")["is_started"] == ["是", None]
    assert shown("rank_change")["rank_change"] == ["▲2", "▼1"]


def test_a_picked_row_still_has_its_ids_and_amounts():
    frame, _ = table("unit_id", "total_investment")
    row = frame.row(0, named=True)
    assert row["entity"] == "a"
    assert row["unit_id"] == CITY.units[1].id
    assert row["total_investment"] == Decimal("35680550.00")


def test_columns_come_in_the_order_asked_for_with_units_in_their_headings():
    _, config = table("total_investment", "unit_id", "pace_gap")
    assert [column["label"] for column in config.values()] == [
        "总投资（亿元）",
        "填报单位",
        "超/欠序时（百分点）",
    ]
    _, config = table("total_investment", lang="en")
    assert [column["label"] for column in config.values()] == ["Total investment (100M CNY)"]


def test_a_year_has_no_thousands_separator():
    _, config = table("fiscal_year")
    assert next(iter(config.values()))["type_config"]["format"] == "%d"


def test_an_empty_table_has_its_columns():
    frame, config = table(*ROWS.columns, rows=ROWS.clear())
    assert frame.height == 0
    assert len(config) == ROWS.width


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises((KeyError, pl.exceptions.ColumnNotFoundError)):
        table("nonsense")


@pytest.mark.parametrize(
    ("field", "dtype", "kind"),
    [
        ("invested_ytd", pl.Decimal(18, 2), "money"),
        ("prev_years_invested", pl.Decimal(18, 2), "money"),
        ("value", pl.Decimal(18, 4), "number"),
        ("completion_share", pl.Float64(), "share"),
        ("completion_share_before", pl.Float64(), "share"),
        ("share_of_gap", pl.Float64(), "share"),
        ("pace_gap", pl.Float64(), "points"),
        ("score", pl.Float64(), "score"),
        ("open_problem_count", pl.Int64(), "count"),
        ("days_overdue", pl.Int32(), "days"),
        ("rank", pl.Int64(), "plain"),
        ("rank_before", pl.Int64(), "plain"),
        ("lon", pl.Float64(), "degree"),
        ("due_date", pl.Date(), "date"),
        ("period", pl.Date(), "month"),
        ("received_at", pl.Datetime(), "time"),
        ("has_reported", pl.Boolean(), "flag"),
        ("trend", pl.List(pl.Float64), "trend"),
        ("project_name", pl.String(), "text"),
    ],
)
def test_a_column_tells_its_kind_by_its_name(field, dtype, kind):
    assert fields.kind(field, dtype) == kind
