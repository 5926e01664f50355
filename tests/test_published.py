"""Printed figures enter as facts, exactly as printed, contradictions included."""

from decimal import Decimal

import polars as pl
import pytest

from paceboard import published

HEADER = ",".join(published.SCHEMA)


def test_every_city_has_its_bulletin():
    rows = published.read().filter(pl.col("figure_id").is_not_null())
    counts = dict(rows.group_by("city").len().iter_rows())
    assert counts == {"suqian": 7, "qianan": 13, "zhenjiang": 8, "binzhou": 15, "chengdu": 32}
    assert rows["figure_id"].is_unique().all()


def test_the_schema_is_that_of_the_store():
    assert published.read().schema == published.SCHEMA


def test_figures_keep_their_printed_digits():
    rows = published.read()
    rate = rows.filter(pl.col("figure_id") == "chengdu-rate").row(0, named=True)
    assert rate["value"] == Decimal("77.45")
    assert rate["measure_unit"] == "percent"
    xuancheng = rows.filter((pl.col("issuer") == "宣城市") & (pl.col("unit_name") == "郎溪县"))
    assert xuancheng.filter(pl.col("measure") == "completion_rate")["value"].item() == Decimal("190.6")


def test_contradictions_inside_a_bulletin_stay_as_notes():
    notes = published.read().filter(
        pl.col("note").str.contains("does not reproduce|parts sum to|the table 92.0")
    )
    assert set(notes["issuer"]) >= {"开平市", "成渝双城经济圈", "宣城市", "湘西州", "晋城市"}


def test_no_web_addresses_are_kept():
    for path in published.PUBLISHED.glob("*.csv"):
        assert "http" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("town,甲市,,2020-01,all,projects,,约12,projects,,", r"town\.csv, line 2: '约12' is not a number"),
        ("village,甲市,,2020-01,all,projects,,12,projects,,", r"town\.csv, line 2: source is 'village'"),
        ("town,甲市,,,all,projects,,12,projects,,", r"town\.csv, line 2: as_of is empty"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, message):
    (tmp_path / "town.csv").write_text(f"{HEADER}\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match=message):
        published.read(tmp_path)


def test_an_empty_folder_gives_no_rows(tmp_path):
    assert published.read(tmp_path).is_empty()
