"""Whole files, as nasty as they come, against values worked out by hand."""

import io
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils import get_column_letter

from paceboard.ingest import headers, reader, workbook
from paceboard.ingest.reader import Overrides

TITLE = "成都市2019年重点项目月报表"
FACTS = "填报单位（盖章）：锦江区　　报送期：2019 年 8 月　　报送日期：2019-09-05　　单位：万元"
CODES = ("2019-510104-48-01-000001", "2019-510104-70-01-000002", "2019-510104-41-01-000003")


def content(book: openpyxl.Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def sheet(book: openpyxl.Workbook, name: str, rows: list[list]) -> openpyxl.worksheet.worksheet.Worksheet:
    page = book.create_sheet(name)
    for row in rows:
        page.append(row)
    return page


REGISTER = [
    [TITLE],
    [FACTS],
    [
        "序号",
        "项目代码",
        "项目名称",
        "级别",
        "总投资\n（亿元）",
        "2019年度计划投资（万元）",
        "计划开工时间",
        "实际开工时间",
        "是否涉密",
        "备注",
        "天气",
    ],
    [
        1,
        CODES[0],
        "示例一号路",
        "市重点",
        "１２．５",
        "50,000",
        "2019年5月",
        datetime(2019, 5, 20),
        "否",
        "",
        "晴",
    ],
    [2, CODES[1], "示例二号楼", "省重点、市重点", "3亿元", 12000, "2019.10", "—", "", "", ""],
    ["一、先进制造业"],
    [3, CODES[2], "示例三号厂", "", 0.8, "8000.005", 43586, "二〇一九年六月", "×", "", ""],
    [4, "", "", "", "", "", "", "", "", "", ""],
    ["合  计", "", "", "", 16.3, 70000.01, "", "", "", "", ""],
    ["填表人：某某", "", "", "", "", "审核人：某某", "", "", "", "", ""],
]
MONEY = [
    [TITLE],
    [FACTS],
    ["项目代码", "项目名称", "投资", None, None, "形象进度比例（%）", "形象进度"],
    [None, None, "本月", "本年累计", "开工累计", None, None],
    [CODES[0], "示例一号路", "1,200", 35000, "—", 77.45, "主体施工"],
    [CODES[1], "示例二号楼", "待定", "０", "/", 0, "无"],
    [CODES[2], "示例三号厂", 500, "6,000.5", 6000.5, "100%", "竣工"],
    ["小计", "", 1700, 41000.5, "", "", ""],
]
MERGED = ("A1:G1", "A2:G2", "A3:A4", "B3:B4", "C3:E3", "F3:F4", "G3:G4")


def nasty() -> openpyxl.Workbook:
    """Two sheets: merged titles, a two-row header, mixed units, texts for numbers and dates, totals."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    register = sheet(book, "项目台账", REGISTER)
    register.merge_cells("A1:K1")
    register.merge_cells("A2:K2")
    register.row_dimensions[7].hidden = True
    money = sheet(book, "投资完成情况", MONEY)
    for merged in MERGED:
        money.merge_cells(merged)
    sheet(book, "随手记", [["今天天气不错"]])
    sheet(book, "旧数据", [["项目代码", "项目名称"], ["x", "y"]]).sheet_state = "hidden"
    return book


@pytest.fixture(scope="module")
def parsed():
    (one,) = reader.parse("锦江.xlsx", content(nasty()), overrides=Overrides())
    return one


def test_titles_say_who_reports_for_when(parsed):
    row = parsed.submission
    assert (row["city"], row["unit_id"], row["period"], row["form"]) == (
        "chengdu",
        "jinjiang",
        date(2019, 8, 1),
        "monthly-1",
    )
    assert row["received_at"] == datetime(2019, 9, 5)
    assert row["row_count"] == 6


def test_the_register_reads_as_worked_out_by_hand(parsed):
    names = (
        "row",
        "entity",
        "level_id",
        "total_investment",
        "plan_year",
        "plan_start_date",
        "actual_start_date",
    )
    assert parsed.tables["project_version"].select(names).rows() == [
        (4, CODES[0], "city", Decimal("125000.00"), Decimal("50000.00"), date(2019, 5, 1), date(2019, 5, 20)),
        (5, CODES[1], "provincial", Decimal("30000.00"), Decimal("12000.00"), date(2019, 10, 1), None),
        (7, CODES[2], None, Decimal("8000.00"), Decimal("8000.01"), date(2019, 5, 1), date(2019, 6, 1)),
    ]


def test_the_two_row_header_reads_as_worked_out_by_hand(parsed):
    names = (
        "row",
        "entity",
        "invested_month",
        "invested_ytd",
        "invested_total",
        "physical_share",
        "progress_text",
    )
    assert parsed.tables["investment_return"].select(names).rows() == [
        (5, CODES[0], Decimal("1200.00"), Decimal("35000.00"), None, Decimal("0.7745"), "主体施工"),
        (6, CODES[1], None, Decimal("0.00"), None, Decimal("0.0000"), None),
        (7, CODES[2], Decimal("500.00"), Decimal("6000.50"), Decimal("6000.50"), Decimal("1.0000"), "竣工"),
    ]


def test_oddities_are_warnings_and_nothing_is_refused(parsed):
    assert parsed.errors == []
    assert Counter((i.rule, i.sheet, i.cell) for i in parsed.issues) == Counter(
        [
            ("sheet_hidden", None, None),
            ("sheet_unknown", None, None),
            ("rows_hidden", "项目台账", None),
            ("header_unknown", "项目台账", "K3"),
            ("unit_in_cell", "项目台账", "E5"),
        ]
    )


def test_every_column_knows_its_letter_header_and_factor(parsed):
    names = ("kind", "sheet", "field", "column_letter", "header", "factor")
    rows = {row[:3]: row[3:] for row in parsed.columns.select(names).rows()}
    assert rows["project", "项目台账", "total_investment"] == ("E", "总投资\n（亿元）", 10000.0)
    assert rows["project", "项目台账", "plan_year"] == ("F", "2019年度计划投资（万元）", 1.0)
    assert rows["investment", "投资完成情况", "invested_ytd"] == ("D", "投资/本年累计", 1.0)


def test_the_old_excel_format_reads_the_same(parsed):
    """tests/workbooks/nasty.xls is the workbook of this file, saved as .xls by an office program."""
    path = Path(__file__).parent / "workbooks" / "nasty.xls"
    (old,) = reader.parse("锦江.xls", path.read_bytes(), overrides=Overrides())
    for name, table in parsed.tables.items():
        assert old.tables[name].drop("submission_id").equals(table.drop("submission_id"))
    assert {i.rule for i in parsed.issues} - {i.rule for i in old.issues} == {"rows_hidden"}


def one_sheet(rows: list[list], name: str = "投资进度") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet(book, name, [[TITLE], [FACTS], *rows])
    return content(book)


HEADER = ["项目代码", "项目名称", "当月完成投资", "年初至报告期累计完成投资"]


def test_refusal_lists_every_problem_at_once_with_its_place_and_remedy():
    rows = [
        [CODES[0], "示例一号路", "约1200", 35000],
        [CODES[1], "", 10, ""],
        [CODES[2], "示例三号厂", "1.2.3", "见附件"],
    ]
    (one,) = reader.parse("a.xlsx", one_sheet([HEADER, *rows]), overrides=Overrides())
    found = [(i.cell, i.rule, i.found) for i in one.errors]
    assert sorted(found) == [
        ("B5", "missing_value", ""),
        ("C4", "not_amount", "约1200"),
        ("C6", "not_amount", "1.2.3"),
        ("D5", "missing_value", ""),
        ("D6", "not_amount", "见附件"),
    ]
    told = next(i for i in one.errors if i.cell == "C4")
    assert told.message_zh == "工作表“投资进度”C4：“约1200”不是金额。请只写数字，如 1200。"
    assert (
        told.message_en == "Sheet “投资进度”, C4: “约1200” is not an amount. Write a number only, e.g. 1200."
    )


def test_errors_and_formulas_without_a_value_name_their_cell():
    book = openpyxl.Workbook()
    page = book.active
    page.title = "投资进度"
    for row in (
        [TITLE],
        [FACTS],
        HEADER,
        [CODES[0], "示例一号路", "=1+1", "=SUM(D9:D10)"],
        [CODES[1], "示例二号楼", 1, 2],
    ):
        page.append(row)
    page["D5"] = "#REF!"
    page["D5"].data_type = "e"
    (one,) = reader.parse("a.xlsx", content(book), overrides=Overrides())
    found = {(i.cell, i.rule, i.found) for i in one.errors}
    assert found == {
        ("C4", "broken_value", "=1+1"),
        ("D4", "broken_value", "=SUM(D9:D10)"),
        ("D5", "broken_value", "#REF!"),
    }


def test_a_formula_that_comes_to_no_text_is_empty_not_broken(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("投资进度")
        for number, row in enumerate(([TITLE], [FACTS], HEADER, [CODES[0], "示例一号路", "", 2])):
            page.write_row(number, 0, row)
        page.write_formula("C4", '=IF(1,"","")', value=" ")
    (one,) = reader.parse("a.xlsx", path.read_bytes(), overrides=Overrides())
    assert one.issues == []


def test_a_missing_column_names_the_headers_that_would_do():
    (one,) = reader.parse(
        "a.xlsx", one_sheet([HEADER[:3], [CODES[0], "示例一号路", 1]]), overrides=Overrides()
    )
    (missing,) = one.errors
    assert missing.rule == "header_missing"
    assert "年初至报告期累计完成投资 / 本年累计完成投资" in missing.message_zh


def test_the_same_header_twice_is_an_error():
    header = [*HEADER, "本年累计"]
    (one,) = reader.parse(
        "a.xlsx", one_sheet([header, [CODES[0], "示例一号路", 1, 2, 3]]), overrides=Overrides()
    )
    assert [(i.rule, i.cell) for i in one.errors] == [("header_twice", "E3")]


def test_sheets_that_contradict_each_other_are_refused():
    book = nasty()
    book["投资完成情况"]["A2"] = FACTS.replace("8 月", "7 月").replace("锦江区", "武侯区")
    (one,) = reader.parse("a.xlsx", content(book), overrides=Overrides())
    assert {i.rule for i in one.errors} == {"period_contradicts", "unit_contradicts"}


def test_a_secret_row_is_refused_without_repeating_what_it_says():
    rows = [["项目名称", "总投资", "年度计划投资", "是否涉密"], ["某工程", 1, 1, "是"]]
    (one,) = reader.parse("a.xlsx", one_sheet(rows, "项目台账"), overrides=Overrides())
    (secret,) = [i for i in one.errors if i.rule == "secret_row"]
    assert (secret.cell, secret.found) == ("D4", "是")
    assert "某工程" not in secret.message_zh + secret.message_en


def test_a_project_without_a_code_is_known_by_unit_and_name():
    rows = [["项目名称", "总投资", "年度计划投资"], ["示例　四号 桥", 1, 1]]
    (one,) = reader.parse("a.xlsx", one_sheet(rows, "项目台账"), overrides=Overrides())
    assert one.tables["project_version"]["entity"].to_list() == ["jinjiang·示例四号桥"]


CSV = f"""{TITLE}
填报单位：锦江区,报送期：2019年8月
项目代码,项目名称,当月完成投资（亿元）,本年累计
{CODES[0]},示例喆一号路,0.12,35000
合计,,,35000
"""


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_csv_reads_in_every_encoding_that_offices_use(encoding):
    (one,) = reader.parse("月报.csv", CSV.encode(encoding), overrides=Overrides())
    assert one.errors == []
    rows = one.tables["investment_return"]
    assert rows.select("row", "invested_month", "invested_ytd").rows() == [
        (4, Decimal("1200.00"), Decimal("35000.00"))
    ]


def test_a_tab_between_columns_is_read_too():
    (one,) = reader.parse("月报.txt", CSV.replace(",", "\t").encode(), overrides=Overrides())
    assert one.errors == []
    assert one.tables["investment_return"].height == 1


@pytest.mark.parametrize(
    ("name", "body", "rule"),
    [
        ("a.xlsx", b"", "file_empty"),
        ("a.xlsx", b"PK\x03\x04 not a workbook", "file_broken"),
        ("a.xls", b"neither is this", "file_broken"),
        ("a.docx", b"PK", "file_type"),
        ("a.geojson", b"{}", "file_broken"),
        ("a.csv", "今天,天气,不错\n1,2,3\n".encode(), "no_form"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(name, body, rule):
    (one,) = reader.parse(name, body, overrides=Overrides())
    assert [i.rule for i in one.errors] == [rule]
    assert one.tables == {}


def test_a_return_that_does_not_say_who_and_when_is_told_all_of_it():
    book = openpyxl.Workbook()
    book.active.title = "投资进度"
    for row in (["重点项目月报表"], HEADER, [CODES[0], "示例一号路", 1, 2]):
        book.active.append(row)
    (one,) = reader.parse("a.xlsx", content(book), overrides=Overrides(city="chengdu"))
    assert [i.rule for i in one.errors] == ["no_unit", "no_period"]
    (named,) = reader.parse("锦江区2019年8月.xlsx", content(book), overrides=Overrides(city="chengdu"))
    assert (named.submission["unit_id"], named.submission["period"]) == ("jinjiang", date(2019, 8, 1))


def test_what_the_sender_says_beats_the_title_with_a_warning():
    said = Overrides(unit="wuhou", period=date(2019, 7, 1), received_at=datetime(2019, 8, 3, 9))
    (one,) = reader.parse("a.xlsx", content(nasty()), overrides=said)
    row = one.submission
    assert (row["unit_id"], row["period"], row["received_at"]) == (
        "wuhou",
        date(2019, 7, 1),
        datetime(2019, 8, 3, 9),
    )
    assert [i.rule for i in one.issues if i.rule == "title_differs"] == ["title_differs"] * 2


def test_points_of_a_geojson_are_rows():
    point = b'"geometry":{"type":"Point","coordinates":[104.1,30.6]}'
    body = b'{"features":[{"type":"Feature",' + point + b',"properties":{"a":1,"b":null}}]}'
    (raw,) = workbook.read("x.geojson", body).sheets
    assert raw.rows == [["lon", "lat", "a", "b"], [104.1, 30.6, 1, ""]]


@pytest.mark.parametrize(
    ("facts", "size"),
    [
        ("填报单位：锦江区 单位：亿元", 10**8),
        ("金额单位：千元", 1000),
        ("填报单位：元坝区", None),
        ("单位：元坝区", None),
    ],
)
def test_a_title_names_the_unit_of_money_not_that_of_who_reports(facts, size):
    assert headers.titles(workbook.RawSheet("x", [[facts]]), 1).size == size


def test_letters_of_columns_follow_the_spreadsheet():
    assert [workbook.letter(n) for n in range(800)] == [get_column_letter(n + 1) for n in range(800)]


@pytest.mark.parametrize(
    ("header", "size", "percent"),
    [
        ("总投资（亿元）", 10**8, False),
        ("总投资(单位：万元)", 10**4, False),
        ("比例（%）", None, True),
        ("面积（亩）", None, False),
    ],
)
def test_a_header_names_its_unit(header, size, percent):
    assert headers.header_unit(header) == (size, percent)
