"""A bulletin that contradicts itself is reported: every expectation here is worked out by hand."""

from decimal import Decimal

import duckdb
import polars as pl
import pytest

from paceboard import published, query

# (issuer, as_of, unit, measure, rule) -> printed, recomputed; none of these can be explained by rounding.
REAL = {
    # 12.6 + 25.3 + 26.6 + 43.2 + 34.3 + 47.2 + 11.1 = 200.3
    ("晋城市", "2012-06-30", "全市", "investment_ytd", "parts"): (202.3, 200.3),
    # 64.5 less 7/12 = 58.3
    ("成渝双城经济圈", "2024-07", None, "gap_to_linear", "gap"): (7.0, 6.2),
    # 49.79 + 68.44 + 78.26 + 26.5 + 33.19 + 19.96 + 195.34 = 471.48
    ("宣城市", "unknown-10-31", "全市", "investment_ytd", "parts"): (464.96, 471.48),
    # 13 + 20 + 14 + 10 + 9 + 10 + 11 = 87
    ("宣城市", "unknown-10-31", "全市", "started", "parts"): (86.0, 87.0),
    # The sentence says 114.8 (64 %), the table below it 92.0 (58.8 %).
    ("湘西州", "2021-09-30", "州直", "investment_ytd", "twice"): (114.8, 92.0),
    ("湘西州", "2021-09-30", "州直", "completion_rate", "twice"): (64.0, 58.8),
}
# Off by a last digit, which the rounding of the printed parts allows: (issuer, scope, printed, recomputed).
ROUNDING = {
    ("湘西州", "州重点项目", 58.8, 58.7),  # 92.0 / 156.7 = 58.711
    ("宣城市", "省亿元以上重点项目", 134.56, 134.58),  # 464.96 / 345.5 = 134.576
    ("德州市", "市重点项目", 69.9, 70.0),  # 368.7 / 527 = 69.962
    ("开平市", "省重点", 62.4, 62.6),  # 11.4 / 18.2 = 62.637
    ("开平市", "开平本级重点", 60.7, 60.6),  # 79.2 / 130.6 = 60.643
    ("开平市", "省重点", 49.6, 49.4),  # 15.5 / 31.4 = 49.363
    ("开平市", "开平本级重点", -0.23, -0.3),  # 66.4 - 66.7; unrounded 66.443 - 66.667 = -0.224
    ("开平市", "开平本级重点", 14.3, 14.4),  # 29.5 / 205.5 = 14.355
    ("开平市", "省重点", 27.1, 27.2),  # 14.7 / 54.1 = 27.172
    ("恩平市", "江门市重点", 79.17, 79.18),  # 43.77 / 55.28 = 79.179
    ("恩平市", "恩平重点", 78.86, 78.85),  # 45.22 / 57.35 = 78.849
}


def contradictions(rows: pl.DataFrame) -> pl.DataFrame:
    """Ask the question over these printed figures alone."""
    with duckdb.connect() as connection:
        for statement in query.statements("schema"):
            connection.execute(statement).fetchall()
        connection.register("printed", rows.to_arrow())
        connection.execute("insert into published_figure select * from printed").fetchall()
        return connection.sql(query.text("published_contradictions"), params={"f": {"city": "chengdu"}}).pl()


def figure(measure: str, value: str, *, unit: str | None = None, scope: str = "list", **more) -> dict:
    units = {"projects": "projects", "started": "projects", "planned_starts": "projects"}
    rates = {"completion_rate": "percent", "start_rate": "percent", "gap_to_linear": "points"}
    row = dict.fromkeys(published.SCHEMA.names())
    row |= {"source": "bulletin", "issuer": "甲市", "as_of": "2020-08", "scope": scope, "measure": measure}
    row |= {
        "unit_name": unit,
        "value": Decimal(value),
        "measure_unit": (units | rates).get(measure, "100M CNY"),
    }
    return row | more


def ask(*figures: dict) -> list[tuple]:
    rows = pl.DataFrame(list(figures), schema=published.SCHEMA)
    return contradictions(rows).select("rule", "printed", "recomputed", "is_within_rounding").rows()


@pytest.fixture(scope="module")
def real() -> pl.DataFrame:
    return contradictions(published.read())


def test_real_bulletins_that_contradict_themselves(real):
    found = real.filter(~pl.col("is_within_rounding"))
    keys = found.select("issuer", "as_of", "unit_name", "measure", "rule").rows()
    values = found.select("printed", "recomputed").rows()
    assert dict(zip(keys, values, strict=True)) == {k: pytest.approx(v) for k, v in REAL.items()}


def test_real_bulletins_that_rounding_explains(real):
    found = real.filter("is_within_rounding").select("issuer", "scope", "printed", "recomputed").unique()
    assert set(found.rows()) == ROUNDING


def test_sound_bulletins_are_silent(real):
    # 3568.05 / 4606.99 = 77.449; 362.32 / 561.86 = 64.486; 18 / 22 = 81.8; Suqian's nine parts give 516.1.
    assert not set(real["issuer"]) & {"成都市", "闽侯县", "镇江市", "宿迁市", "滨州市", "江门市", "广东省"}


def test_the_gap_may_follow_either_custom():
    rate = [
        figure("completion_rate", "97.2"),
        figure("annual_plan", "647.4"),
        figure("investment_ytd", "629.0"),
    ]
    day = {"as_of": "2019-10"}
    for gap, found in (("13.8", []), ("13.9", []), ("14.1", [("gap", 14.1, 13.9, False)])):
        assert ask(*(row | day for row in [*rate, figure("gap_to_linear", gap)])) == found


def test_a_bulletin_in_the_middle_of_a_month_has_no_time_share():
    rows = [figure("completion_rate", "21.2"), figure("gap_to_linear", "-9")]
    assert ask(*(row | {"as_of": "2020-04-12"} for row in rows)) == []
    assert ask(*(row | {"as_of": "2020-04-30"} for row in rows)) == [("gap", -9.0, -12.1, False)]


def test_a_selection_of_units_is_no_breakdown():
    some = [figure("projects", "32", unit="甲区"), figure("projects", "39", unit="乙区")]
    assert ask(*some, figure("projects", "403", unit="全市")) == []
    assert ask(*some, figure("projects", "72", unit="全市")) == [("parts", 72.0, 71.0, False)]
    assert ask(*some, figure("projects", "60", unit="全市")) == [("parts", 60.0, 71.0, False)]


def test_sub_lists_add_up_to_their_list():
    printed = enumerate(("564.1", "124.4", "106.8", "162.1"))
    parts = [figure("investment_ytd", value, scope=f"list/{n}") for n, value in printed]
    assert ask(*parts, figure("investment_ytd", "957.4")) == []
    # Four parts and a total, each to 0.05: a residual of 0.2 is rounding, 0.3 is not.
    assert ask(*parts, figure("investment_ytd", "957.6")) == [("parts", 957.6, 957.4, True)]
    assert ask(*parts, figure("investment_ytd", "957.7")) == [("parts", 957.7, 957.4, False)]


def test_counts_have_no_rounding_to_hide_behind():
    rows = [figure("planned_starts", "33"), figure("started", "27"), figure("start_rate", "81.8")]
    assert ask(*rows) == []
    assert ask(*rows[:2], figure("start_rate", "81.9")) == [("rate", 81.9, 81.8, False)]
