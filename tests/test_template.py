"""Workbooks that the product writes, read back by the product."""

from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from paceboard import profiles
from paceboard.ingest import door, forms, template

PERIOD = date(2019, 8, 1)
SENT = date(2019, 9, 5)
PROJECT = {
    "project_code": "2019-510104-48-01-000001",
    "project_name": "示例一号路",
    "list_kind": "key",
    "level_id": "provincial",
    "annual_class": "carry",
    "nature": "new",
    "industry_code": "4819",
    "division_id": "jinjiang",
    "lon_given": 104.08,
    "lat_given": 30.65,
    "crs": "CGCS2000",
    "precision": "address",
    "total_investment": Decimal("125000.00"),
    "plan_year": Decimal("300.30"),
    "plan_month_01": Decimal("100.10"),
    "plan_month_12": Decimal("200.20"),
    "plan_start_date": date(2019, 5, 1),
    "status": "suspended",
    "is_focus": True,
    "is_connected": False,
    "is_secret": False,
}
ROWS = {
    "project": [PROJECT],
    "investment": [
        {
            "project_code": PROJECT["project_code"],
            "project_name": "示例一号路",
            "invested_ytd": Decimal("0.01"),
            "physical_share": Decimal("0.7745"),
        }
    ],
    "problem": [
        {"entity": "P-1", "ledger": "taskforce", "severity": "hard", "raised_date": date(2019, 8, 2)}
    ],
    "meeting": [{"meeting_kind": "rally", "held_date": date(2019, 9, 29), "project_count": 39}] * 2,
    "ceremony": [{"ceremony_kind": "zone", "project_count": 12, "total_investment": Decimal("1.50")}],
    "target": [{"measure": "signed_total", "target_value": Decimal("1500.00"), "measure_unit": "亿元"}],
}


def written(path, **changes):
    said = {"unit": "jinjiang", "period": PERIOD, "received_on": SENT, "rows": ROWS} | changes
    template.write(path, forms.load("monthly-1"), profiles.get("chengdu"), **said)
    return path


def test_what_is_written_reads_back_the_same(tmp_path):
    (one,) = door.parse(written(tmp_path / "a.xlsx"))
    assert one.issues == []
    row = one.submission
    assert (row["city"], row["unit_id"], row["period"], row["received_at"]) == (
        "chengdu",
        "jinjiang",
        PERIOD,
        datetime(2019, 9, 5),
    )
    (project,) = one.tables["project_version"].to_dicts()
    stored = {
        name: value for name, value in PROJECT.items() if not name.startswith(("plan_month", "is_secret"))
    }
    assert {name: project[name] for name in stored} == stored
    assert (project["entity"], project["lon"], project["lat"]) == (PROJECT["project_code"], 104.08, 30.65)
    assert one.tables["plan_month"].select("plan_period", "plan_amount").rows() == [
        (date(2019, 1, 1), Decimal("100.10")),
        (date(2019, 12, 1), Decimal("200.20")),
    ]
    (money,) = one.tables["investment_return"].to_dicts()
    assert (money["invested_ytd"], money["physical_share"]) == (Decimal("0.01"), Decimal("0.7745"))


def test_the_smaller_sheets_read_back_too(tmp_path):
    (one,) = door.parse(written(tmp_path / "a.xlsx"))
    assert one.tables["problem"].select("entity", "ledger", "severity").rows() == [
        ("P-1", "taskforce", "hard")
    ]
    assert one.tables["dispatch_meeting"]["entity"].to_list() == [
        "jinjiang·rally·2019-09-29",
        "jinjiang·rally·2019-09-29·2",
    ]
    assert one.tables["start_ceremony"].select("ceremony_kind", "project_count").rows() == [("zone", 12)]
    assert one.tables["unit_target"].select("entity", "target_value", "measure_unit").rows() == [
        ("signed_total·jinjiang", Decimal("1500.00"), "亿元")
    ]


def test_the_same_rows_give_the_same_bytes(tmp_path):
    one, other = (written(tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert one == other


def test_a_sheet_appears_when_its_kind_is_in_the_rows(tmp_path):
    book = openpyxl.load_workbook(written(tmp_path / "a.xlsx", rows={"project": [PROJECT], "investment": []}))
    assert book.sheetnames == ["项目台账", "投资进度"]


@pytest.mark.parametrize("city", [c for c, p in profiles.load().items() if "monthly-1" in p.forms])
def test_the_blank_form_has_every_sheet_and_its_lists(tmp_path, city):
    path = tmp_path / "blank.xlsx"
    profile = profiles.get(city)
    template.write(path, forms.load("monthly-1"), profile)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [s.name for s in forms.load("monthly-1").sheets]
    register = book["项目台账"]
    assert ("示例数据" in register["A1"].value) is profile.sample
    lists = [rule.formula1 for rule in register.data_validations.dataValidation]
    assert f'"{",".join(level.zh for level in profile.levels)}"' in lists
    (one,) = door.parse(path)
    assert {i.rule for i in one.errors} == {"no_unit", "no_period"}


def test_an_id_that_no_list_knows_is_told(tmp_path):
    with pytest.raises(ValueError, match="level_id: no id 'national'; there are: provincial, city"):
        written(tmp_path / "a.xlsx", rows={"project": [PROJECT | {"level_id": "national"}]})
    with pytest.raises(ValueError, match="chengdu has no unit 'atlantis'"):
        written(tmp_path / "a.xlsx", unit="atlantis")
