"""What surprised in New York's real files, each in a few made-up rows: these run everywhere."""

import json
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest

from paceboard import profiles
from paceboard.ingest import door, forms, template

TRACKER = (
    "Date Reported As Of,PID,Project Name,Description,Category,Borough,Managing Agency,Client Agency,"
    "Current Phase,Design Start,Budget Forecast,Latest Budget Changes,Total Budget Changes,"
    "Forecast Completion,"
    "Latest Schedule Changes,Total Schedule Changes"
)
PLAN = (
    "budgetline,fmsnumber,managingagency,projectid,description,commitmentcode,commitmentdescription,"
    "citycost,noncitycost,plancommdate"
)


def edition(
    day: str, pid: str, *, borough="Bronx", start="01/15/2010", budget="1000.25", finish="01/31/2022"
):
    named = f'{day} 12:00:00 AM,{pid},Bridge {pid},"two\nlines",Bridges,{borough},DOT,NA,Design'
    return f"{named},{start},{budget},0,0,{finish},0,0"


@pytest.fixture
def read(tmp_path):
    def take(name: str, *lines: str):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return door.parse(path)

    return take


def projects(found) -> dict[str, dict]:
    return {
        row["project_code"]: row for p in found for row in p.tables["project_version"].iter_rows(named=True)
    }


def rules(found) -> set[tuple[str, str]]:
    return {(i.severity, i.rule) for p in found for i in p.issues}


def test_one_file_of_many_editions_gives_a_submission_each_in_order(read):
    lines = [edition("05/01/2014", "1"), edition("09/01/2013", "1"), edition("05/01/2014", "2")]
    found = read("tracker.csv", TRACKER, *lines)
    heads = [(p.submission["period"], p.submission["received_at"], p.submission["row_count"]) for p in found]
    assert heads == [
        (date(2013, 8, 1), datetime(2013, 9, 1), 1),
        (date(2014, 4, 1), datetime(2014, 5, 1), 2),
    ]
    assert len({p.submission["submission_id"] for p in found}) == 2
    assert {p.submission["unit_id"] for p in found} == {"city"}


def test_january_speaks_of_december(read):
    assert read("tracker.csv", TRACKER, edition("01/01/2016", "1"))[0].submission["period"] == date(
        2015, 12, 1
    )


def test_rows_count_as_records_however_many_lines_a_description_has(read):
    found = read("tracker.csv", TRACKER, edition("05/01/2014", "1"), edition("05/01/2014", "2"))
    assert [row["row"] for row in projects(found).values()] == [2, 3]


def test_a_start_after_the_month_is_a_promise(read):
    days = {"1": "04/30/2014", "2": "05/01/2014", "3": ""}
    found = read(
        "tracker.csv", TRACKER, *(edition("05/01/2014", pid, start=day) for pid, day in days.items())
    )
    starts = {pid: (row["plan_start_date"], row["actual_start_date"]) for pid, row in projects(found).items()}
    assert starts == {
        "1": (None, date(2014, 4, 30)),
        "2": (date(2014, 5, 1), None),
        "3": (None, None),
    }


def test_both_start_fields_lead_to_the_same_cell(read):
    columns = read("tracker.csv", TRACKER, edition("05/01/2014", "1"))[0].columns
    where = columns.filter(pl.col("header") == "Design Start")
    assert dict(where.select("field", "column_letter").iter_rows()) == {
        "actual_start_date": "J",
        "plan_start_date": "J",
    }


def test_an_empty_budget_is_unknown_and_a_zero_is_a_zero(read):
    found = read(
        "tracker.csv",
        TRACKER,
        edition("05/01/2014", "1", budget=""),
        edition("05/01/2014", "2", budget="0"),
        edition("05/01/2014", "3", budget="169276392.71"),
    )
    budgets = [row["total_investment"] for row in projects(found).values()]
    assert budgets == [None, Decimal("0.00"), Decimal("169276392.71")]


def test_a_date_far_ahead_is_kept_with_a_warning(read):
    found = read("tracker.csv", TRACKER, edition("03/01/2018", "649", finish="10/21/2108"))
    assert projects(found)["649"]["plan_finish_date"] == date(2108, 10, 21)
    assert rules(found) == {("warning", "far_date")}
    assert ("error", "not_date") in rules(
        read("late.csv", TRACKER, edition("03/01/2018", "1", finish="10/21/2208"))
    )


@pytest.mark.parametrize(
    ("borough", "unit"),
    [
        ("Bronx", "bronx"),
        ("Manhatten", "manhattan"),
        ("", "city"),
        ("Citywide", "city"),
        ('"Manhattan, Staten Island, Bronx"', "city"),
        ("Port Jervis", "city"),
        ("New York", "city"),
        ("RICHMOND", "staten_island"),
    ],
)
def test_boroughs_as_they_are_written(read, borough, unit):
    row = projects(read("tracker.csv", TRACKER, edition("05/01/2014", "1", borough=borough)))["1"]
    assert (row["unit_id"], row["place"]) == (unit, borough.strip('"') or None)


def test_a_place_nobody_knows_counts_under_the_city_and_is_told(read):
    found = read("tracker.csv", TRACKER, edition("05/01/2014", "1", borough="Yonkers"))
    assert projects(found)["1"]["unit_id"] == "city"
    assert rules(found) == {("warning", "unit_defaulted")}


def commitment(project: str, city: int, month: str, *, agency="850", other=0, line="HW-0200"):
    return f'{line},841 1,{agency},{project},"Works",CONS,"",{city},{other},{month}'


def test_commitments_add_up_by_project_and_month(read):
    found = read(
        "plan_2016-Oct.csv",
        PLAN,
        commitment("A B", 503000, "06/17"),
        commitment("A B", 503000, "06/17"),  # the same line twice is two commitments
        commitment("A B", -3000, "06/17", other=1000),  # takes back part of an earlier one
        commitment("A B", 7000, "07/17"),
        commitment("A B", 9000, "06/17", agency="801"),  # the same number under another agency
    )
    assert not found[0].issues
    assert found[0].submission["period"] == date(2016, 10, 1)
    assert found[0].submission["received_at"] == datetime(2016, 10, 1)
    plan = found[0].tables["plan_month"].select("entity", "plan_period", "plan_amount").rows()
    assert plan == [
        ("commitment:850-A B", date(2017, 6, 1), Decimal("1004000.00")),
        ("commitment:850-A B", date(2017, 7, 1), Decimal("7000.00")),
        ("commitment:801-A B", date(2017, 6, 1), Decimal("9000.00")),
    ]
    row = projects(found)["850-A B"]
    assert (row["plan_year"], row["total_investment"]) == (Decimal("1004000.00"), Decimal("1011000.00"))
    assert (row["department"], row["sector"], row["list_kind"]) == ("DDC", "transport", "commitments")


def test_a_project_planned_for_other_years_alone_has_a_plan_of_nothing(read):
    found = read("plan_2016-Oct.csv", PLAN, commitment("A", 5000, "06/18"), commitment("A", 5000, "07/18"))
    row = projects(found)["850-A"]
    assert (row["plan_year"], row["total_investment"]) == (Decimal("0.00"), Decimal("10000.00"))


def test_a_plan_without_a_version_in_its_name_is_refused(read):
    assert ("error", "no_period") in rules(read("plan.csv", PLAN, commitment("A", 5000, "06/18")))


def feature(number: object, **more) -> dict:
    properties = {
        "project_id": number, "project_description": "LIBRARY", "managing_agency_id": 38,
        "ten_year_plan_category": "MISCELLANEOUS", "borough": "BROOKLYN", "budget_lines": "LB-0101 HW-0108",
        "combined_prior_actuals": 10, "combined2021": -597, "combined_total": 5000, "scope_summary": 12,
        "project_location": None, "explanation_for_delay": "", "source_pdf": "cpd11-20bk.pdf",
    }  # fmt: skip
    point = {"type": "Point", "coordinates": [-73.98785162149126, 40.704060514439156]}
    return {"type": "Feature", "geometry": point, "properties": properties | more}


def sites(read, *features: dict):
    return read("sites.geojson", json.dumps({"type": "FeatureCollection", "features": features}))


def test_numbers_of_projects_may_be_numbers_or_text(read):
    found = sites(read, feature("LB20DUMBO"), feature(22200601))
    assert not found[0].issues
    assert list(projects(found)) == ["38-LB20DUMBO", "38-22200601"]


def test_a_site_as_it_is_printed(read):
    found = sites(read, feature("LB20DUMBO"))
    row = projects(found)["38-LB20DUMBO"]
    assert row["entity"] == "site:38-LB20DUMBO"
    assert (
        (row["lon"], row["lat"])
        == (row["lon_given"], row["lat_given"])
        == (-73.98785162149126, 40.704060514439156)
    )
    amounts = [row[name] for name in ("total_investment", "prev_years_invested", "plan_year")]
    assert amounts == [Decimal("5000000.00"), Decimal("10000.00"), Decimal("-597000.00")]
    assert (row["unit_id"], row["sector"], row["department"], row["crs"]) == (
        "brooklyn",
        "parks",
        "BPL",
        "WGS84",
    )
    assert (row["content"], row["place"], found[0].submission["period"]) == ("12", None, date(2020, 11, 1))


def test_the_same_number_on_three_lists_is_three_projects(read):
    found = [
        *read("tracker.csv", TRACKER, edition("05/01/2014", "850-P1")),
        *read("plan_2016-Oct.csv", PLAN, commitment("P1", 5000, "06/18")),
        *sites(read, feature("P1", managing_agency_id=850)),
    ]
    entities = [p.tables["project_version"]["entity"].item() for p in found]
    assert entities == ["850-P1", "commitment:850-P1", "site:850-P1"]


@pytest.mark.parametrize("form", profiles.get("newyork").forms)
def test_a_blank_form_prints_each_column_once(tmp_path, form):
    path = tmp_path / "blank.xlsx"
    city = profiles.get("newyork")
    template.write(
        path, forms.load(form), city, unit="city", period=date(2019, 8, 1), received_on=None, rows={}
    )
    found = door.parse(path)
    assert rules(found) <= {("warning", "no_rows"), ("error", "no_period")}


def test_a_workbook_written_in_dollars_is_read_in_dollars(tmp_path):
    path = tmp_path / "tracker.xlsx"
    row = {"project_code": "1", "project_name": "Bridge", "reporting_period": date(2014, 5, 1)}
    row |= {"total_investment": Decimal("1000.25"), "unit_id": "bronx", "stage": "design"}
    heads = {"unit": "city", "period": date(2014, 4, 1), "received_on": date(2014, 5, 1)}
    city, form = profiles.get("newyork"), forms.load("nyc-tracker-1")
    template.write(path, form, city, **heads, rows={"project": [row]})
    found = projects(door.parse(path))["1"]
    assert (found["total_investment"], found["unit_id"], found["stage"]) == (
        Decimal("1000.25"),
        "bronx",
        "design",
    )
