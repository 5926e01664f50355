"""Forms: what a planner may write in data/forms, and how it is read."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from paceboard import profiles
from paceboard.ingest import forms, headers, reader
from paceboard.ingest.parsed import schema
from paceboard.ingest.reader import Overrides

SPLIT = """
id = "split-1"
name = { zh = "多期", en = "several months" }
unit = "美元"
city = "newyork"
default_unit = "city"
split_by = "reporting_period"
received_from = "received_on"
[[sheets]]
name = "any"
kinds = ["project"]
complete = true
ignored = ["Noise"]
constants = { list_kind = "tracker" }
columns = [
    { field = "reporting_period", header = "As Of", type = "month", required = true, formats = [AS_OF] },
    { field = "received_on", header = "As Of", type = "date", required = true, formats = [AS_OF] },
    { field = "project_code", header = "PID", type = "code", required = true },
    { field = "project_name", header = "Name", type = "text", required = true },
    { field = "unit_id", header = "Borough", type = "unit", default = "city" },
    { field = "total_investment", header = "Budget", type = "money" },
    { field = "plan_year", header = "This Year", type = "money", factor = 1000 },
]
""".replace("AS_OF", '"%m/%d/%Y %I:%M:%S %p"')
LONG = """
id = "long-1"
name = { zh = "长表", en = "long table" }
unit = "美元"
city = "newyork"
default_unit = "city"
received_from = "period"
name_period = { pattern = '\\d{4}-[A-Z][a-z]{2}', format = "%Y-%b" }
[[sheets]]
name = "any"
kinds = ["project", "plan"]
repeats = true
constants = { list_kind = "commitments" }
columns = [
    { field = "project_code", header = "id", type = "text", required = true },
    { field = "project_name", header = "name", type = "text", required = true },
    { field = "total_investment", header = "city", type = "money", aggregate = "sum" },
    { field = "total_investment", header = "other", type = "money", add = true, aggregate = "sum" },
    { field = "plan_amount", header = "city", type = "money" },
    { field = "plan_amount", header = "other", type = "money", add = true },
    { field = "plan_period", header = "due", type = "month", required = true, formats = ["%m/%y"] },
]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Forms of their own, beside those of the product."""
    monkeypatch.setattr(forms, "FOLDER", tmp_path)
    forms.load.cache_clear()
    yield tmp_path
    forms.load.cache_clear()


@pytest.mark.parametrize("form_id", forms.ids())
def test_every_form_reads_and_every_field_has_a_place(form_id):
    form = forms.load(form_id)
    for sheet in form.sheets:
        for column in sheet.columns:
            for kind in column.kinds:
                known = {*schema(forms.TABLES[kind]), *forms.STEERING, *forms.PLAN_MONTHS}
                assert column.field in known, (sheet.name, column.field)


@pytest.mark.parametrize("form_id", forms.ids())
def test_no_header_means_two_columns_by_mistake(form_id):
    for sheet in forms.load(form_id).sheets:
        read = [headers.header_keys(n)[0] for c in sheet.columns for n in dict.fromkeys(c.names())]
        ignored = {headers.header_keys(n)[0] for n in sheet.ignored}
        shared = {key for key in read if read.count(key) > 1}
        same = {headers.header_keys(c.header)[0] for c in sheet.columns}
        assert shared <= same, (sheet.name, shared - same)
        assert not ignored & set(read), sheet.name


def test_the_monthly_form_has_a_sheet_for_every_kind():
    form = forms.load("monthly-1")
    assert {kind for sheet in form.sheets for kind in sheet.kinds} == set(forms.TABLES)
    assert form.complete_kinds() == {"investment"}


@pytest.mark.parametrize("city", profiles.load())
def test_every_city_uses_forms_that_exist(city):
    profile = profiles.get(city)
    assert set(profile.forms) <= set(forms.ids())
    for form_id in profile.forms:
        for sheet in forms.load(form_id).sheets:
            assert all(c.terms(profile) for c in sheet.columns if c.source in ("lists", "levels"))


def test_one_csv_holds_several_months_in_order(folder):
    (folder / "split-1.toml").write_text(SPLIT, "utf-8")
    body = (
        "As Of,PID,Name,Borough,Budget,This Year,Noise\n"
        "02/01/2015 12:00:00 AM,3,Bridge,Brooklyn,168751769,12,x\n"
        "05/01/2014 12:00:00 AM,3,Bridge,Atlantis,182980960,12.5,x\n"
        "05/01/2014 12:00:00 AM,4,Tunnel,Queens,,,x\n"
    )
    first, second = reader.parse("a.csv", body.encode(), overrides=Overrides(form="split-1"))
    assert [p.submission["period"] for p in (first, second)] == [date(2014, 5, 1), date(2015, 2, 1)]
    assert [p.submission["received_at"] for p in (first, second)] == [
        datetime(2014, 5, 1),
        datetime(2015, 2, 1),
    ]
    assert first.submission["submission_id"] != second.submission["submission_id"]
    names = ("row", "entity", "unit_id", "total_investment", "plan_year")
    assert first.tables["project_version"].select(names).rows() == [
        (3, "3", "city", Decimal("182980.96"), Decimal("12500.00")),
        (4, "4", "queens", None, None),
    ]
    assert [(i.rule, i.cell, i.found) for i in first.issues] == [("unit_defaulted", "D3", "Atlantis")]
    assert second.issues == []


def test_a_long_table_adds_up_by_project_and_month(folder):
    (folder / "long-1.toml").write_text(LONG, "utf-8")
    body = (
        "id,name,city,other,due\n"
        "A 1,School,503000,0,06/20\nA 1,School again,1000,500,06/20\n"
        "B,Park,2000,,06/17\nA 1,School,4000,0,07/21\n"
    )
    (one,) = reader.parse("plan_2016-Oct.csv", body.encode(), overrides=Overrides(form="long-1"))
    assert (one.submission["period"], one.submission["received_at"]) == (
        date(2016, 10, 1),
        datetime(2016, 10, 1),
    )
    assert one.tables["plan_month"].select("row", "entity", "plan_period", "plan_amount").rows() == [
        (2, "A 1", date(2020, 6, 1), Decimal("504.50")),
        (4, "B", date(2017, 6, 1), Decimal("2.00")),
        (5, "A 1", date(2021, 7, 1), Decimal("4.00")),
    ]
    assert one.tables["project_version"].select("entity", "project_name", "total_investment").rows() == [
        ("A 1", "School", Decimal("508.50")),
        ("B", "Park", Decimal("2.00")),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('type = "code"', 'type = "kode"', "'kode' is none of text"),
        ('field = "plan_year"', 'field = "plan_yaer"', "'plan_yaer' is in none"),
        ('kinds = ["project"]', 'kinds = ["projects"]', "no kind 'projects'"),
        ('id = "split-1"', "", "'id' is missing"),
    ],
)
def test_a_slip_in_a_form_is_told_with_the_file(tmp_path, old, new, said):
    path = tmp_path / "split-1.toml"
    path.write_text(SPLIT.replace(old, new), "utf-8")
    with pytest.raises(ValueError, match=said) as wrong:
        forms.read(path)
    assert str(path) in str(wrong.value)


def test_an_unknown_form_is_told_with_those_that_exist():
    with pytest.raises(KeyError, match="monthly-1"):
        forms.load("monthly-9")
