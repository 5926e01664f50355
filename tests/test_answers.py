"""The sentences that answer a page, and the tags of headline figures, word by word."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from paceboard import answers, cards, kpis, profiles, text

AUGUST, SEPTEMBER = date(2019, 8, 1), date(2019, 9, 1)
CHENGDU = profiles.get("chengdu")
ZH, EN = (answers.Teller(CHENGDU, text.words(lang)) for lang in ("zh", "en"))
HEAD = {
    "invested_as_of": AUGUST,
    "register_as_of": date(2019, 9, 27),
    "invested_ytd": Decimal("35680500.00"),
    "plan_year": Decimal("46069900.00"),
    "plan_to_date": 28114500.0,
    "completion_share": 35680500 / 46069900,
    "time_share": 8 / 12,
    "pace_gap": 35680500 / 46069900 - 8 / 12,
    "gap_amount": 4967233.33,
    "started_count": 215,
    "planned_start_count": 308,
    "start_share": 215 / 308,
    "overdue_start_count": 36,
    "due_start_count": 247,
}
UNITS = pl.DataFrame({"key": ["jinjiang", "wuhou", "qingyang"], "gap_amount": [-120000.0, 50.0, -360000.0]})
PROJECTS = pl.DataFrame({"project_name": ["示例路"], "gap_amount": [-12345.0]})
NOBODY = pl.DataFrame(schema={"key": pl.String, "project_name": pl.String, "gap_amount": pl.Float64})


def pace(head: dict, teller: answers.Teller = ZH, units_=NOBODY, projects=NOBODY) -> str:
    return answers.pace(HEAD | head, unit_rows=units_, projects=projects, teller=teller)


def test_the_answer_names_who_is_behind_worst_first():
    assert pace({}, units_=UNITS, projects=PROJECTS) == (
        "截至2019年8月完成投资3,568.05亿元，占年度计划4,606.99亿元的77.45%，超序时10.78个百分点，总体按序时推进。"
        "缺口最大的单位：青羊区（欠36.00亿元）、锦江区（欠12.00亿元）。缺口最大的项目：示例路（欠1.23亿元）。"
    )


def test_the_gap_follows_the_citys_rounding_custom_not_the_raw_difference():
    # 66.671 % prints as 66.67 %, as time does; unrounded it is ahead.
    assert "与序时持平" in pace({"completion_share": 0.66671})
    assert "欠序时0.01个百分点，未达序时" in pace({"completion_share": 0.66656})


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ({"invested_as_of": None}, "本年度还没有投资报送，不能判断是否按序时推进。"),
        ({"completion_share": None}, "截至2019年8月完成投资3,568.05亿元；没有年度计划，不能与序时相比。"),
    ],
)
def test_what_cannot_be_judged_is_said(head, sentence):
    assert pace(head) == sentence
    assert answers.curve(HEAD | head, teller=ZH) == sentence
    assert answers.reached(HEAD | head, teller=ZH) == sentence


def test_the_curve_speaks_of_money():
    assert answers.curve(HEAD, teller=ZH) == (
        "截至2019年8月累计完成投资3,568.05亿元，比序时多完成496.72亿元；按项目自报的分月计划，应完成2,811.45亿元。"
    )


def test_money_of_an_earlier_month_is_said_to_be_so():
    assert answers.stale(HEAD, month=AUGUST, teller=ZH) == ""
    assert answers.stale(HEAD, month=SEPTEMBER, teller=EN) == (
        "No investment has been returned for Sep 2019 yet; amounts are to Aug 2019."
    )


def league(*rows: tuple) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["unit_id", "completion_share", "rank_change"], orient="row")


def test_the_league_names_first_last_and_who_moved():
    rows = league(("jinjiang", 0.9, 2), ("wuhou", 0.8, 0), ("qingyang", 0.5, -3))
    assert answers.league(rows, teller=ZH) == (
        "锦江区（完成率90.00%）居首，青羊区（完成率50.00%）居末。升位最多：锦江区，上升2位。降位最多：青羊区，下降3位。"
    )
    first_month = league(("jinjiang", 0.9, None), ("wuhou", None, None))
    assert (
        answers.league(first_month, teller=EN)
        == "Jinjiang (90.00% of plan) leads, Wuhou (— of plan) is last."
    )


def reports(*rows: tuple) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["unit_id", "has_reported", "is_late"], orient="row")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (reports(("jinjiang", True, False)), "各单位都已报送。"),
        (reports(("jinjiang", True, True), ("wuhou", False, False)), "尚未报送：武侯区。迟报：锦江区。"),
        (reports(("jinjiang", False, False), ("wuhou", False, False)), "本月还没有单位报送投资。"),
    ],
)
def test_who_has_not_reported_is_named(rows, sentence):
    assert answers.reporting(rows, teller=ZH) == sentence


def test_an_unknown_unit_stands_for_itself():
    assert ZH.unit("atlantis") == "atlantis"


@pytest.mark.parametrize(
    ("key", "figure", "scope_tag"),
    [
        ("completion_share", "77.45%", "3,568.05 / 4,606.99亿元 · 截至2019年8月"),
        ("pace_gap", "+10.78个百分点", "77.45% 对序时 66.67% · 截至2019年8月"),
        ("invested_ytd", "3,568.05亿元", "截至2019年8月"),
        ("start_share", "69.81%", "215 / 308 · 截至2019年9月27日"),
        ("overdue_start_count", "36", "应开工 247 · 截至2019年9月27日"),
    ],
)
def test_a_figure_says_its_parts_and_its_own_date(key, figure, scope_tag):
    measure = kpis.measures()[key]
    assert cards.shown(measure, HEAD, CHENGDU, ZH.words) == figure
    assert cards.tag(measure, HEAD, CHENGDU, ZH.words) == scope_tag


def test_english_says_the_money_unit_once_in_the_name():
    measure = kpis.measures()["invested_ytd"]
    assert cards.named(measure, CHENGDU, EN.words) == "Invested this year (100M CNY)"
    assert cards.shown(measure, HEAD, CHENGDU, EN.words) == "3,568.05"


@pytest.mark.parametrize(
    ("key", "change", "said"),
    [
        ("completion_share", 0.1369, "+13.69个百分点"),
        ("invested_ytd", Decimal("-6307400.00"), "−630.74"),
        ("overdue_start_count", 5, "+5"),
        ("overdue_start_count", 0, "与上月持平"),
        ("overdue_start_count", None, None),
    ],
)
def test_a_change_has_its_sign_or_says_that_nothing_changed(key, change, said):
    assert cards.moved(kpis.measures()[key], {key: change}, CHENGDU, ZH.words) == said
