"""Forms: what a planner may write in data/forms, and how it is read."""

from datetime import date, datetime
from decimal import Decimal

import openpyxl
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


JINJIANG = Overrides(city="chengdu", unit="jinjiang", period=date(2019, 8, 1), form="monthly-1")
FIRST, SECOND = "2018-510104-47-01-000001", "2018-510104-47-01-000002"


def typed(path, sheets):
    """Return what the monthly form reads from a workbook of these sheets: name -> rows as typed."""
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    del book["Sheet"]
    book.save(path)
    (one,) = reader.parse(path.name, path.read_bytes(), overrides=JINJIANG)
    return one


def test_milestones_are_told_apart_by_project_and_node(tmp_path):
    rows = [
        ["项目代码", "节点", "节点名称", "承诺完成", "预计完成", "实际完成", "滞后原因"],
        [FIRST, "基础完工", "一号厂房基础完工", date(2019, 6, 30), None, date(2019, 7, 9), "现场条件"],
        [FIRST, "结构封顶", None, date(2019, 9, 30), date(2019, 10, 20), None, None],
        [SECOND, "竣工投产", None, None, None, None, None],
        [SECOND, "剪彩", None, date(2019, 9, 1), None, None, None],
    ]
    one = typed(tmp_path / "a.xlsx", {"配档表": rows})
    assert one.tables["milestone"].select(
        "entity", "milestone_kind", "milestone_name", "promised_date", "actual_date", "slip_reason"
    ).rows() == [
        (
            f"{FIRST}·foundation",
            "foundation",
            "一号厂房基础完工",
            date(2019, 6, 30),
            date(2019, 7, 9),
            "site",
        ),
        (f"{FIRST}·topping", "topping", "结构封顶", date(2019, 9, 30), None, None),
    ]
    assert {(i.rule, i.cell) for i in one.errors} == {("missing_value", "D4"), ("not_in_list", "B5")}


def test_decisions_are_told_apart_by_meeting_and_number(tmp_path):
    rows = [
        ["会议编号", "事项编号", "项目代码", "议定事项", "责任单位", "责任部门", "办结时限", "办结日期"],
        ["DD2019-08", 1, FIRST, "移交场地", "锦江区", "住房和城乡建设局", date(2019, 8, 20), None],
        ["DD2019-08", "DD2019-08-2", None, "接通临时用电", "武侯区", None, None, date(2019, 8, 9)],
    ]
    one = typed(tmp_path / "a.xlsx", {"调度事项": rows})
    assert one.tables["dispatch_item"].select(
        "entity", "meeting_code", "project_code", "owner_unit_id", "due_date", "done_date"
    ).rows() == [
        ("DD2019-08-1", "DD2019-08", FIRST, "jinjiang", date(2019, 8, 20), None),
        ("DD2019-08-2", "DD2019-08", None, "wuhou", None, date(2019, 8, 9)),
    ]
    assert one.issues == []


def test_notes_are_told_apart_by_project_and_day(tmp_path):
    rows = [
        ["项目代码", "日期", "进展"],
        [FIRST, date(2019, 8, 30), "主体施工"],
        [FIRST, "2019.8.31", "封顶"],
    ]
    one = typed(tmp_path / "a.xlsx", {"日常调度": rows})
    assert one.tables["progress_note"].select("entity", "noted_on", "note").rows() == [
        (f"{FIRST}·2019-08-30", date(2019, 8, 30), "主体施工"),
        (f"{FIRST}·2019-08-31", date(2019, 8, 31), "封顶"),
    ]


def test_a_problem_is_handled_by_the_unit_until_it_is_said_to_have_risen(tmp_path):
    rows = [
        ["问题编号", "问题描述", "处理层级"],
        ["P1", "场地", "部门会办"],
        ["P2", "用电", None],
        ["P3", "环评", "提级会办"],
    ]
    one = typed(tmp_path / "a.xlsx", {"问题清单": rows})
    assert one.tables["problem"]["escalation"].to_list() == ["department", "unit", "city"]
    older = typed(tmp_path / "b.xlsx", {"问题清单": [["问题编号", "问题描述"], ["P1", "场地"]]})
    assert older.tables["problem"]["escalation"].to_list() == ["unit"]
    assert older.issues == []


def test_targets_may_have_waypoints_within_the_year(tmp_path):
    rows = [
        ["指标", "目标单位", "目标值", "完成值", "计量单位", "完成时限"],
        ["开工率", None, 80, None, "%", date(2019, 6, 30)],
        ["开工率", "武侯区", 100, None, "%", date(2019, 9, 30)],
        ["大型招商活动", None, 20, 12, "场", date(2019, 12, 31)],
    ]
    one = typed(tmp_path / "a.xlsx", {"年度目标": rows})
    names = ("entity", "target_unit_id", "target_value", "done_value")
    assert one.tables["unit_target"].select(names).rows() == [
        ("start_share·jinjiang·2019-06", "jinjiang", Decimal("80.00"), None),
        ("start_share·wuhou·2019-09", "wuhou", Decimal("100.00"), None),
        ("large_events·jinjiang", "jinjiang", Decimal("20.00"), Decimal("12.00")),
    ]


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
        (3, "3", "city", Decimal("182980960.00"), Decimal("12500.00")),
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
        (2, "A 1", date(2020, 6, 1), Decimal("504500.00")),
        (4, "B", date(2017, 6, 1), Decimal("2000.00")),
        (5, "A 1", date(2021, 7, 1), Decimal("4000.00")),
    ]
    assert one.tables["project_version"].select("entity", "project_name", "total_investment").rows() == [
        ("A 1", "School", Decimal("508500.00")),
        ("B", "Park", Decimal("2000.00")),
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
