"""The gate: each rule finds what it should, says where and what to write, and lets good returns pass."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paceboard import borders, profiles
from paceboard.ingest import coordinates, door, forms, rules, template
from paceboard.ingest.known import Known
from tests.returns import parsed

CHENGDU = profiles.get("chengdu")
NEW_YORK = profiles.get("newyork")
AUGUST = date(2019, 8, 1)
ONE, TWO = "2401-371423-89-03-166697", "2411-130202-89-01-637015"
LETTERS = {
    "project": {
        "project_code": "B",
        "project_name": "C",
        "list_kind": "D",
        "division_id": "E",
        "zone_id": "F",
        "lon_given": "G",
        "lat_given": "H",
        "crs": "I",
        "owner_code": "J",
        "industry_code": "K",
        "total_investment": "L",
        "plan_year": "M",
        "prev_years_invested": "N",
        "plan_start_date": "O",
        "plan_finish_date": "P",
        "actual_start_date": "Q",
        "actual_finish_date": "R",
        "commission_date": "S",
        "full_capacity_date": "T",
        "change_reason": "U",
    },
    "investment": {
        "project_code": "B",
        "project_name": "C",
        "invested_month": "D",
        "invested_ytd": "E",
        "invested_total": "F",
        "physical_share": "G",
        "change_reason": "H",
    },
    "problem": {"entity": "B", "raised_date": "C", "resolved_date": "D", "project_code": "E"},
    "milestone": {"project_code": "A", "actual_date": "F"},
    "item": {"project_code": "C", "done_date": "H"},
}
SHEETS = {
    "project": "project_version",
    "investment": "investment_return",
    "problem": "problem",
    "milestone": "milestone",
    "item": "dispatch_item",
}
COLUMNS = [(k, SHEETS[k], f, letter) for k, own in LETTERS.items() for f, letter in own.items()]
REGISTERED = {"entity": ONE, "project_code": ONE, "total_investment": 90000, "plan_year": 12000}


def a_return(*, month=8, unit="jinjiang", city="chengdu", year=2019, day=5, columns=COLUMNS, **tables):
    received = datetime(year + month // 12, month % 12 + 1, day)
    period = date(year, month, 1)
    return parsed(unit=unit, period=period, received=received, city=city, columns=columns, **tables)


def register(*rows, **rest):
    return a_return(project_version=[{**REGISTERED, **row} for row in rows], **rest)


def money(*rows, **rest):
    """A return whose projects stand in its own register, without annual plan."""
    keys = dict.fromkeys(row.get("entity", ONE) for row in rows)
    projects = [{"entity": key, "project_code": key} for key in keys]
    return a_return(
        project_version=projects, investment_return=[{"entity": ONE, **row} for row in rows], **rest
    )


def check(one, known=None, profile=CHENGDU):
    return rules.check(one, profile=profile, known=known or Known.empty())


def told(issues) -> list[tuple]:
    """What was found, in short: rule, severity, cell."""
    return [(i.rule, i.severity, i.cell) for i in issues]


def after(*returns) -> Known:
    known = Known.empty()
    for one in returns:
        known.add(one)
    return known


JULY = money({"invested_month": 100, "invested_ytd": 700, "invested_total": 1700}, month=7)


def test_a_good_return_passes():
    one = a_return(
        project_version=[
            {
                **REGISTERED,
                "prev_years_invested": 1000,
                "industry_code": "C3130",
                "owner_code": "91350100M000100Y43",
                "division_id": "jinjiang",
                "lon_given": 104.115,
                "lat_given": 30.615,
                "crs": "CGCS2000",
                "plan_start_date": date(2018, 3, 1),
                "actual_start_date": date(2018, 4, 1),
                "plan_finish_date": date(2021, 3, 1),
                "commission_date": date(2021, 3, 1),
                "full_capacity_date": date(2022, 3, 1),
            }
        ],
        plan_month=[
            {"entity": ONE, "plan_period": date(2019, m, 1), "plan_amount": 1000} for m in range(1, 13)
        ],
        investment_return=[
            {
                "entity": ONE,
                "invested_month": 100,
                "invested_ytd": 800,
                "invested_total": 1800,
                "physical_share": 0.5,
            }
        ],
    )
    assert check(one, after(JULY)) == []


def test_an_empty_return_passes():
    assert check(a_return()) == []


# --- codes and names


@pytest.mark.parametrize(
    ("field", "value", "rule", "severity", "cell"),
    [
        ("project_code", "2401-371423-89-03-16669", "project_code", "error", "B5"),
        ("project_code", "2401-371423-89-03-166698", "project_code_digit", "warning", "B5"),
        ("owner_code", "91350100M000100Y4", "credit_code", "error", "J5"),
        ("owner_code", "91350100M000100Y44", "credit_code_digit", "error", "J5"),
        ("industry_code", "约3130", "industry_code", "error", "K5"),
        ("industry_code", "C9900", "industry_division", "error", "K5"),
        ("industry_code", "D3130", "industry_section", "error", "K5"),
        ("project_name", "长" * 61, "long_name", "warning", "C5"),
        ("list_kind", "wishes", "term", "error", "D5"),
        ("division_id", "gaoxin", "division_is_zone", "error", "E5"),
        ("zone_id", "jinjiang", "zone_is_no_zone", "error", "F5"),
    ],
)
def test_a_wrong_code_name_or_term_is_found(field, value, rule, severity, cell):
    found = check(register({field: value}))
    assert told(found) == [(rule, severity, cell)]
    assert found[0].found == value


def test_right_characters_are_suggested():
    project, owner = check(
        register({"project_code": "2401-371423-89-03-166698", "owner_code": "91350100M000100Y44"})
    )
    assert "应为 7" in project.message_zh
    assert "give 7" in project.message_en
    assert "应为 3" in owner.message_zh


def test_an_industry_letter_is_suggested():
    (found,) = check(register({"industry_code": "D3130"}))
    assert "属于 C 门类" in found.message_zh


def test_a_name_of_60_characters_and_missing_codes_pass():
    assert check(register({"project_name": "长" * 60, "project_code": None, "entity": "jinjiang 长"})) == []


def test_a_city_outside_china_has_codes_of_its_own():
    row = {"project_code": "P-17", "owner_code": "x", "industry_code": "sewers", "list_kind": "tracker"}
    row["project_name"] = "Reconstruction of " * 5
    assert check(register(row, unit="city", city="newyork"), profile=NEW_YORK) == []


# --- running totals


def test_year_to_date_must_be_last_month_plus_this_month():
    (found,) = check(money({"invested_month": 100, "invested_ytd": 900}), after(JULY))
    assert (found.rule, found.severity, found.cell) == ("running", "error", "E5")
    assert "工作表“investment_return”E5：" in found.message_zh
    assert "900 不等于上月累计 700 加当月 100。请改为 800" in found.message_zh
    assert "Write 800" in found.message_en


def test_a_reason_turns_a_broken_sum_into_a_warning():
    row = {"invested_month": 100, "invested_ytd": 900, "change_reason": "7月少报100"}
    assert told(check(money(row), after(JULY))) == [("running", "warning", "E5")]


def test_a_gap_in_the_months_is_not_a_broken_sum():
    assert check(money({"invested_month": 100, "invested_ytd": 1500}, month=9), after(JULY)) == []


def test_in_the_first_month_year_to_date_is_the_month():
    known = after(money({"invested_month": 100, "invested_ytd": 700}, month=12, year=2018))
    assert check(money({"invested_month": 50, "invested_ytd": 50}, month=1), known) == []
    found = check(money({"invested_month": 50, "invested_ytd": 750}, month=1), known)
    assert told(found) == [("running_first", "error", "E5")]
    assert "请改为 50" in found[0].message_zh


def test_the_first_month_is_july_where_the_fiscal_year_says_so():
    one = money({"invested_month": 50, "invested_ytd": 60}, month=7, city="newyork", unit="city")
    found = [i.rule for i in check(one, profile=NEW_YORK)]
    assert found == ["term", "running_first"]


def test_a_running_total_must_not_fall_without_a_reason():
    row = {"invested_month": -100, "invested_ytd": 600, "invested_total": 1600}
    found = check(money(row), after(JULY))
    assert told(found) == [("falling_ytd", "error", "E5"), ("falling_total", "error", "F5")]
    assert "小于 2019-07 所报的 700" in found[0].message_zh
    explained = check(money({**row, "change_reason": "审计核减"}), after(JULY))
    assert {i.severity for i in explained} == {"warning"}
    blank = check(money({**row, "change_reason": "  "}), after(JULY))
    assert {i.severity for i in blank} == {"error"}


def test_where_a_form_has_no_column_for_reasons_a_fall_is_a_warning():
    columns = [c for c in COLUMNS if c[2] != "change_reason"]
    one = money({"invested_ytd": 600}, columns=columns)
    assert told(check(one, after(JULY))) == [("falling_ytd", "warning", "E5")]


def test_the_year_to_date_begins_anew_but_the_total_does_not():
    december = money({"invested_ytd": 700, "invested_total": 1700}, month=12, year=2018)
    assert check(money({"invested_ytd": 10, "invested_total": 1710}), after(december)) == []
    found = check(money({"invested_ytd": 10, "invested_total": 10}), after(december))
    assert told(found) == [("falling_total", "error", "F5")]


def test_a_correction_that_breaks_the_month_after_is_told():
    known = after(JULY, money({"invested_month": 100, "invested_ytd": 800}))
    found = check(money({"invested_month": 150, "invested_ytd": 750}, month=7), known)
    assert told(found) == [("following", "warning", "E5")]
    assert "2019-08 当月的 100 等于 850" in found[0].message_zh


def test_total_since_start_is_earlier_years_plus_year_to_date():
    def found(total, prev=1000):
        project = [{**REGISTERED, "prev_years_invested": prev}]
        row = {"entity": ONE, "invested_ytd": 800, "invested_total": total}
        return told(check(a_return(project_version=project, investment_return=[row])))

    assert found(1800) == []
    assert found(None) == []
    assert found(1799, prev=None) == []
    assert found(1799) == [("since_start", "error", "F5")]


def test_earlier_years_come_from_the_register_of_the_same_year():
    row = {"entity": ONE, "invested_ytd": 800, "invested_total": 1799}
    this_year = after(register({"prev_years_invested": 1000}, month=2))
    last_year = after(register({"prev_years_invested": 1000}, month=2, year=2018))
    assert [i.rule for i in check(a_return(investment_return=[row]), this_year)] == ["since_start"]
    assert check(a_return(investment_return=[row]), last_year) == []


# --- parts and wholes


def planned(months, plan_year, year=2019):
    plans = [{"entity": ONE, "plan_period": date(year, m, 1), "plan_amount": a} for m, a in months.items()]
    return a_return(project_version=[{**REGISTERED, "plan_year": plan_year}], plan_month=plans)


def test_an_annual_plan_is_the_sum_of_its_months_to_the_cent():
    good = dict.fromkeys(range(1, 13), Decimal("1000.01"))
    assert check(planned(good, Decimal("12000.12"))) == []
    (found,) = check(planned(good, Decimal("12000.13")))
    assert (found.rule, found.severity, found.cell) == ("plan_sum", "error", "M5")
    assert "各月计划之和 12000.12，相差 -0.01" in found.message_zh


def test_months_of_another_year_do_not_count():
    months = {1: 12000}
    plans = [
        {"entity": ONE, "plan_period": date(year, m, 1), "plan_amount": a}
        for year in (2019, 2020)
        for m, a in months.items()
    ]
    assert check(a_return(project_version=[REGISTERED], plan_month=plans)) == []


def test_a_plan_without_months_is_not_summed():
    assert check(register({})) == []


def test_a_plan_beyond_what_is_left_is_a_warning():
    found = check(register({"total_investment": 13000, "prev_years_invested": 1001}))
    assert told(found) == [("plan_over_total", "warning", "M5")]
    assert check(register({"total_investment": 13000, "prev_years_invested": 1000})) == []


@pytest.mark.parametrize(
    ("share", "rules_"), [(0, []), (1, []), (1.01, ["physical_share"]), (-0.1, ["physical_share"])]
)
def test_physical_share_lies_between_none_and_all(share, rules_):
    assert [i.rule for i in check(money({"invested_ytd": 1, "physical_share": share}))] == rules_


# --- slips of units


def test_a_total_typed_in_the_larger_unit_is_found_and_the_right_amount_named():
    known = after(register({"total_investment": 90000}, month=7))
    found = check(register({"total_investment": 9, "plan_year": None}), known)
    assert told(found) == [("slip_total", "error", "L5")]
    assert "多半应为 90000" in found[0].message_zh
    assert "万元" in found[0].message_zh
    assert "亿元" in found[0].message_zh


def test_a_total_typed_in_the_smaller_unit_is_found():
    known = after(register({"total_investment": 9}, month=7))
    found = check(register({"total_investment": 90000, "plan_year": None}), known)
    assert told(found) == [("slip_total", "error", "L5")]
    assert "多半应为 9；" in found[0].message_zh


def test_a_slip_in_the_register_can_be_mended_with_a_reason():
    known = after(register({"total_investment": 9, "plan_year": 1}, month=7))
    found = check(
        register({"total_investment": 90000, "plan_year": 10000, "change_reason": "上月填错"}), known
    )
    assert told(found) == [("slip_total", "warning", "L5"), ("slip_plan", "warning", "M5")]


@pytest.mark.parametrize("total", [900, 9000, 180000, 900000])
def test_honest_changes_of_a_total_pass(total):
    known = after(register({"total_investment": 90000}, month=7))
    assert check(register({"total_investment": total, "plan_year": None}), known) == []


def test_a_plan_thousands_of_times_the_total_is_a_slip():
    found = check(register({"total_investment": 9, "plan_year": 12000}))
    assert told(found) == [("slip_plan_total", "error", "M5")]


def returned(ytd, plan=12000, **row):
    return a_return(
        project_version=[{**REGISTERED, "plan_year": plan}],
        investment_return=[{"entity": ONE, "invested_ytd": ytd, **row}],
    )


def test_money_thousands_of_times_the_plan_is_a_slip_and_told_once():
    found = check(returned(80_000_000, invested_month=100, invested_total=1), after(JULY))
    assert told(found) == [("slip_ytd_plan", "error", "E5"), ("falling_total", "error", "F5")]
    assert "本年累计多半应为 8000" in found[0].message_zh


def test_money_a_ten_thousandth_of_last_month_is_a_slip_and_told_once():
    found = check(returned(Decimal("0.08"), invested_month=Decimal("0.01")), after(JULY))
    assert told(found) == [("slip_ytd", "error", "E5")]


def test_very_little_money_beside_the_plan_is_a_warning():
    assert told(check(returned(Decimal("1.2")))) == [("slip_ytd_plan", "warning", "E5")]


@pytest.mark.parametrize("ytd", [0, 5, 6000, 12000, 24000, 1_000_000])
def test_honest_money_passes_even_far_over_the_plan(ytd):
    assert check(returned(ytd)) == []


def test_no_slip_of_wan_and_yi_is_suspected_where_money_is_not_chinese():
    assert NEW_YORK.money.big_factor == 1_000_000
    known = after(register({"total_investment": 9, "list_kind": "tracker"}, city="newyork", month=7))
    one = register({"total_investment": 90000, "plan_year": 1, "list_kind": "tracker"}, city="newyork")
    assert check(one, known, profile=NEW_YORK) == []


def test_a_wrong_heading_is_told_once_not_row_by_row():
    codes = [f"2401-371423-89-03-00000{n}" for n in range(4)]

    def listed(total, month):
        rows = [
            {"entity": c, "project_code": None, "total_investment": total, "plan_year": None} for c in codes
        ]
        return register(*rows, month=month)

    found = check(listed(9, 8), after(listed(90000, 7)))
    assert told(found) == [("slip_total_many", "error", "L5")]
    assert "4 行中有 4 行" in found[0].message_zh
    assert "L5、L6、L7、L8" in found[0].message_zh


def test_amounts_are_told_in_the_unit_of_their_column():
    one = money({"invested_month": 10000, "invested_ytd": 90000})
    in_big = one.columns.with_columns(
        factor=pl.when(pl.col("field").str.starts_with("invested")).then(10000.0).otherwise(1.0)
    )
    july = money({"invested_month": 10000, "invested_ytd": 70000}, month=7)
    (found,) = check(replace(one, columns=in_big), after(july))
    assert found.found == "9"
    assert "请改为 8，" in found.message_zh


# --- dates


@pytest.mark.parametrize(
    ("dates", "rule", "cell"),
    [
        ({"plan_start_date": date(2019, 5, 1), "plan_finish_date": date(2019, 4, 1)}, "plan_order", "P5"),
        (
            {"actual_start_date": date(2019, 5, 2), "actual_finish_date": date(2019, 5, 1)},
            "actual_order",
            "R5",
        ),
        (
            {"plan_finish_date": date(2021, 5, 1), "commission_date": date(2021, 4, 1)},
            "commission_order",
            "S5",
        ),
        (
            {"actual_finish_date": date(2019, 5, 2), "commission_date": date(2019, 5, 1)},
            "commission_order",
            "S5",
        ),
        (
            {"commission_date": date(2021, 4, 1), "full_capacity_date": date(2021, 3, 1)},
            "capacity_order",
            "T5",
        ),
        ({"actual_start_date": date(2019, 9, 1)}, "future_start", "Q5"),
        ({"actual_finish_date": date(2019, 9, 1)}, "future_finish", "R5"),
        ({"in_statistics_date": date(2019, 9, 1)}, "future_statistics", "5:5"),
    ],
)
def test_dates_out_of_order_are_found(dates, rule, cell):
    assert told(check(register(dates))) == [(rule, "error", cell)]


def test_dates_in_order_and_the_last_day_of_the_month_pass():
    last = date(2019, 8, 31)
    same = dict.fromkeys(("actual_start_date", "actual_finish_date", "commission_date"), last)
    early = {"plan_finish_date": date(2020, 1, 1)}  # finished before the plan said: no contradiction
    assert check(register({**same, **early, "plan_start_date": date(2019, 8, 1)})) == []


def test_a_problem_cannot_be_resolved_before_it_is_raised():
    rows = [
        {"entity": "W1", "raised_date": date(2019, 8, 2), "resolved_date": date(2019, 8, 1)},
        {"entity": "W2", "raised_date": date(2019, 8, 2), "resolved_date": date(2019, 8, 2)},
    ]
    assert told(check(a_return(problem=rows))) == [("problem_order", "error", "D5")]


def test_milestones_and_decisions_are_done_by_the_end_of_the_month():
    own = {"project_version": [REGISTERED]}
    kept = {"project_code": ONE, "milestone_kind": "start", "milestone_name": "开工"}
    promised = {**kept, "promised_date": date(2019, 9, 30), "forecast_date": date(2019, 10, 8)}
    nodes = [
        {**promised, "entity": f"{ONE}·start", "actual_date": date(2019, 8, 31)},
        {**promised, "entity": f"{ONE}·topping", "actual_date": date(2019, 9, 1)},
    ]
    assert told(check(a_return(milestone=nodes, **own))) == [("future_done", "error", "F6")]
    said = {"meeting_code": "D1", "decision": "移交场地", "due_date": date(2019, 9, 20)}
    items = [
        {**said, "entity": "D1-1", "done_date": date(2019, 8, 31)},
        {**said, "entity": "D1-2", "done_date": date(2019, 9, 3)},
    ]
    assert told(check(a_return(dispatch_item=items))) == [("future_done", "error", "H6")]


# --- who reports what


def test_a_project_listed_twice_is_found_in_every_sheet():
    one = a_return(
        project_version=[REGISTERED, REGISTERED],
        investment_return=[{"entity": ONE, "invested_ytd": 100}, {"entity": ONE, "invested_ytd": 100}],
        problem=[{"entity": "W1"}, {"entity": "W2"}, {"entity": "W1"}],
    )
    found = check(one)
    assert told(found) == [
        ("duplicate", "error", "B6"),
        ("duplicate", "error", "B6"),
        ("duplicate", "error", "B7"),
    ]
    assert all("第 5 行" in i.message_zh for i in found)


def test_a_project_without_a_code_is_pointed_at_by_its_name():
    row = {"entity": "jinjiang 某路", "project_code": None, "project_name": "某路"}
    found = check(register(row, row))
    assert told(found) == [("duplicate", "error", "C6")]


def test_a_project_reported_by_another_unit_is_refused_with_its_name():
    known = after(money({"invested_ytd": 700}, unit="wuhou"))
    found = check(money({"invested_ytd": 700}), known)
    assert told(found) == [("other_unit", "error", "B5")]
    assert "已由武侯区报送" in found[0].message_zh
    assert "by Wuhou" in found[0].message_en


def test_another_month_of_another_unit_is_no_matter():
    assert (
        check(money({"invested_ytd": 800}), after(money({"invested_ytd": 700}, unit="wuhou", month=7))) == []
    )


def test_money_for_an_unknown_project_is_refused():
    row = {"entity": ONE, "invested_ytd": 100}
    assert told(check(a_return(investment_return=[row]))) == [("unregistered", "error", "B5")]
    assert check(a_return(investment_return=[row]), after(register({}, month=2))) == []


def test_rows_that_name_an_unknown_project_are_told_but_taken():
    problems = [
        {"entity": "W1", "project_code": TWO},
        {"entity": "W2"},
        {"entity": "W3", "project_code": ONE},
    ]
    node = {"milestone_kind": "start", "milestone_name": "开工", "promised_date": date(2019, 9, 30)}
    nodes = [{**node, "entity": f"{TWO}·start", "project_code": TWO}]
    one = a_return(problem=problems, milestone=nodes, project_version=[REGISTERED])
    assert told(check(one)) == [("unnamed", "warning", "E5"), ("unnamed", "warning", "A5")]
    before = after(register({"entity": TWO, "project_code": TWO}, month=2))
    assert check(one, before) == []


def test_a_project_of_another_city_is_unknown():
    known = after(register({}, city="suqian", unit="suyu", month=2))
    one = a_return(investment_return=[{"entity": ONE, "invested_ytd": 1}])
    assert told(check(one, known)) == [("unregistered", "error", "B5")]


# --- sites

JINJIANG = (104.115, 30.615)  # inside, and far enough from the border for any system


def site(lon, lat, crs="CGCS2000", division="jinjiang"):
    return {"lon_given": lon, "lat_given": lat, "crs": crs, "division_id": division}


def near_the_border(system):
    """A point outside Jinjiang as it stands, inside once it is read in the system given."""
    inside = borders_of_jinjiang()
    for lon, lat in inside:
        there = [float(v) for v in coordinates.from_cgcs2000(lon, lat, system=system)]
        found = check(register(site(*there)))
        if [i.rule for i in found] == [f"place_{system.lower()}"]:
            return there
    raise AssertionError(f"no point near the border tells {system} from the rest")


def borders_of_jinjiang():
    ring = borders.load("510100").shapes["510104"].buffer(-0.0005).exterior
    return [ring.interpolate(n / 200, normalized=True).coords[0] for n in range(200)]


@pytest.mark.parametrize("system", ["CGCS2000", "WGS84", "GCJ02", "BD09"])
def test_a_site_inside_passes_in_the_system_it_declares(system):
    given = [float(v) for v in coordinates.from_cgcs2000(*JINJIANG, system=system)]
    assert check(register(site(*given, system))) == []


@pytest.mark.parametrize(
    ("row", "rule", "words"),
    [
        (site(30.615, 104.115), "place_swapped", "经度 104.115、纬度 30.615"),
        (site(104115, 30615), "place_point", "漏了小数点"),
        (site(104.115, 306.15), "place_point", "漏了小数点"),
        (site(104.04, 30.64), "place_elsewhere", "而在武侯区"),
        (site(105.5, 31.9), "place_outside", "请核对坐标"),
        (site(105.5, 31.9, division=None), "place_outside", "不在锦江区"),
    ],
)
def test_a_site_outside_its_district_is_a_warning_with_a_guess(row, rule, words):
    found = check(register(row))
    assert told(found) == [(rule, "warning", "G5")]
    assert words in found[0].message_zh


@pytest.mark.parametrize("system", ["GCJ02", "BD09"])
def test_a_site_given_in_another_system_than_declared_is_guessed(system):
    lon, lat = near_the_border(system)
    (found,) = check(register(site(lon, lat)))
    assert f"按 {system} 则在其内" in found.message_zh


def test_a_site_in_a_zone_or_of_the_city_itself_need_only_lie_in_the_city():
    in_wuhou = site(104.04, 30.64, division=None)
    assert check(register(in_wuhou, unit="gaoxin")) == []
    assert check(register(in_wuhou, unit="city")) == []
    assert [i.rule for i in check(register(in_wuhou))] == ["place_elsewhere"]


@pytest.mark.parametrize(
    ("row", "rule", "cell"),
    [
        (site(104.115, None), "lat_missing", "H5"),
        (site(None, 30.615), "lon_missing", "G5"),
        (site(*JINJIANG, crs=None), "crs_missing", "I5"),
    ],
)
def test_half_a_place_is_a_warning(row, rule, cell):
    assert told(check(register(row))) == [(rule, "warning", cell)]


def keyed(rows):
    return [{**row, "entity": f"jinjiang {n}", "project_code": None} for n, row in enumerate(rows)]


def test_columns_exchanged_in_a_whole_sheet_are_told_once():
    swapped, right = site(30.615, 104.115), site(*JINJIANG)
    found = check(register(*keyed([swapped] * 3 + [right] * 2)))
    assert told(found) == [("place_swapped_many", "warning", "G5")]
    assert "5 行中有 3 行" in found[0].message_zh
    half = check(register(*keyed([swapped] * 3 + [right] * 3)))
    assert [i.rule for i in half] == ["place_swapped"] * 3


def test_different_mistakes_in_one_sheet_point_at_their_own_rows():
    rows = [site(30.615, 104.115), site(*JINJIANG), site(104.04, 30.64), site(104115, 30615, "GCJ02")]
    found = check(register(*keyed(rows)))
    assert told(found) == [
        ("place_swapped", "warning", "G5"),
        ("place_elsewhere", "warning", "G7"),
        ("place_point", "warning", "G8"),
    ]


# --- the gate as a whole


def test_everything_wrong_is_told_at_once_in_the_order_of_the_rows():
    rows = keyed([{"industry_code": "C99"}, {"owner_code": "x", "actual_start_date": date(2020, 1, 1)}])
    found = check(register(*rows))
    assert told(found) == [
        ("industry_division", "error", "K5"),
        ("credit_code", "error", "J6"),
        ("future_start", "error", "Q6"),
    ]


def test_a_finding_points_at_the_cell_of_the_workbook_itself(tmp_path):
    path = tmp_path / "锦江区.xlsx"
    rows = {
        "project": [{"project_code": ONE, "project_name": "某路", "industry_code": "C9912"}],
        "investment": [
            {
                "project_code": ONE,
                "project_name": "某路",
                "invested_month": Decimal(50),
                "invested_ytd": Decimal(60),
            }
        ],
    }
    where = {"unit": "jinjiang", "period": date(2019, 1, 1), "received_on": date(2019, 2, 3)}
    template.write(path, forms.load("monthly-1"), CHENGDU, rows=rows, **where)
    (receipt,) = door.check([path])
    assert receipt.status == "refused"
    book = openpyxl.load_workbook(path)
    at = {i.rule: book[i.sheet][i.cell].value for i in receipt.issues}
    assert at == {"industry_division": "C9912", "running_first": 60}


AMOUNT = st.none() | st.decimals(Decimal("0.01"), Decimal(10) ** 9, places=2)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(AMOUNT, AMOUNT, AMOUNT), min_size=1, max_size=4))
def test_every_sentence_can_be_said_whatever_the_amounts(rows):
    """No amount makes a check stumble, and each finding has both languages and a cell."""
    projects = [
        {"entity": f"jinjiang {n}", "total_investment": a, "plan_year": b, "prev_years_invested": c}
        for n, (a, b, c) in enumerate(rows)
    ]
    returns = [
        {"entity": f"jinjiang {n}", "invested_month": a, "invested_ytd": b or 0, "invested_total": c}
        for n, (a, b, c) in enumerate(rows)
    ]
    for one in check(a_return(project_version=projects, investment_return=returns), after(JULY)):
        assert one.message_zh
        assert one.message_en
        assert one.cell


@settings(deadline=None, max_examples=20)
@given(st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=12))
def test_months_that_add_up_always_pass(months):
    """A year reported month by month, each total the sum of its months, is never doubted by these rules."""
    known, ytd = after(register({"prev_years_invested": 0, "plan_year": None}, month=1)), Decimal(0)
    for month, amount in enumerate(months, 1):
        ytd += amount
        row = {"entity": ONE, "invested_month": amount, "invested_ytd": ytd, "invested_total": ytd}
        one = a_return(investment_return=[row], month=month)
        assert check(one, known) == []
        known.add(one)
