"""Judgements are read whole or not at all, and hold from the day they were noted."""

from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest

from paceboard import judgements, profiles, store
from paceboard.ingest import build
from tests.returns import parsed
from tests.test_build import connection

CHENGDU, NEWYORK = profiles.get("chengdu"), profiles.get("newyork")
HEADER = "period,unit,project,subject,kind,value,author,noted_on,reason,until"
GOOD = "2019-08,锦江区,,service,points,2.5,市重大项目办,2019-09-03,平时考核,"


def read(tmp_path, *lines: str, header: str = HEADER, city=CHENGDU):
    (tmp_path / f"{city.id}.csv").write_text("\n".join([header, *lines, ""]), "utf-8")
    return judgements.read(city, tmp_path)


def test_a_line_reads_as_it_stands(tmp_path):
    row = read(tmp_path, GOOD).row(0, named=True)
    assert row == {
        "city": "chengdu",
        "line": 2,
        "period": date(2019, 8, 1),
        "until": date(2019, 12, 1),
        "unit_id": "jinjiang",
        "project_code": None,
        "subject": "service",
        "kind": "points",
        "value": Decimal("2.5000"),
        "author": "市重大项目办",
        "noted_on": date(2019, 9, 3),
        "reason": "平时考核",
    }


def test_chinese_headers_and_a_chinese_encoding_read_the_same(tmp_path):
    header = "月份,单位,事项,类别,数值,认定单位,认定日期,理由"
    line = "2019-08,锦江,service,得分,2.5,市重大项目办,2019-09-03,平时考核"
    (tmp_path / "chengdu.csv").write_bytes(f"{header}\r\n{line}\r\n".encode("gb18030"))
    assert judgements.read(CHENGDU, tmp_path).equals(read(tmp_path, GOOD))


def test_an_excuse_holds_for_its_month_and_the_rest_for_the_fiscal_year(tmp_path):
    excuse = "2019-08,锦江区,,start,excuse,,市重大项目办,2019-09-03,洪水,"
    longer = "2019-08,锦江区,,start,excuse,,市重大项目办,2019-09-03,洪水,2019-10"
    assert read(tmp_path, excuse)["until"].item() == date(2019, 8, 1)
    assert read(tmp_path, longer)["until"].item() == date(2019, 10, 1)
    borough = "2019-08,brooklyn,,service,points,1,DDC,2019-09-03,peer review,"
    assert read(tmp_path, borough, city=NEWYORK)["until"].item() == date(2020, 6, 1)


def test_no_file_is_no_judgement(tmp_path):
    found = judgements.read(CHENGDU, tmp_path)
    assert found.is_empty()
    assert found.schema == judgements.SCHEMA


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        ("2019-08,", "八月,", r"chengdu\.csv, 3: 月份“八月”不是月份，请写成2019-08。 / period"),
        ("锦江区", "锦绣区", r"单位“锦绣区”不是本市单位，有：.*锦江区"),
        ("points", "score", r"类别“score”不认识，请写得分、数值、说明之一"),
        ("2.5", "", r"数值“”为空，得分和数值须填数"),
        ("2.5", "约2", r"数值“约2”不是数"),
        ("2.5", "2.00001", r"数值“2.00001”超过四位小数"),
        ("市重大项目办", "", r"认定单位“”为空，请填写"),
        ("2019-09-03", "9月3日", r"认定日期“9月3日”不是日期"),
        ("平时考核", "", r"理由“”为空"),
        ("service", "", r"事项“”为空"),
        ("平时考核,", "平时考核,2019-07", r"有效至“2019-07”早于月份"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_read(tmp_path, was, now, message):
    with pytest.raises(judgements.BadJudgement, match=message):
        read(tmp_path, GOOD, GOOD.replace(was, now))


def test_a_missing_or_doubled_column_is_named(tmp_path):
    with pytest.raises(
        judgements.BadJudgement, match=r"chengdu\.csv, 1: .*“理由”.*needs one column 'reason'"
    ):
        read(tmp_path, GOOD, header=HEADER.replace("reason", "why"))
    with pytest.raises(judgements.BadJudgement, match=r"needs one column 'unit'"):
        read(tmp_path, GOOD, header=HEADER.replace("project", "unit"))


def test_the_judgements_of_the_product_are_sound():
    for city in profiles.load().values():
        assert judgements.read(city).schema == judgements.SCHEMA


def in_force(db, *, month: str, known_on: str = "2199-12-31") -> list:
    days = f"month: date '{month}', known_on: date '{known_on}'"
    f = f"{{city: 'chengdu', {days}, units: cast(null as varchar[])}}"
    found = db.sql(f"select subject, value from judgements_of({f}) order by subject, value").fetchall()
    return [(subject, value and float(value)) for subject, value in found]


def test_the_latest_line_known_by_then_is_in_force(tmp_path):
    later = GOOD.replace("2.5", "4").replace("2019-09-03", "2019-10-20")
    excuse = "2019-08,锦江区,,start,excuse,,市重大项目办,2019-09-03,洪水,2019-12"
    back = "2019-10,锦江区,,start,excuse,0,市重大项目办,2019-11-02,洪水已退,2019-12"
    one = "2019-08,锦江区,P1,prize,points,3,市重大项目办,2019-09-03,示范项目,"
    db = connection()
    db.execute("delete from judgement").fetchall()
    db.register("lines", read(tmp_path, GOOD, later, excuse, back, one, one.replace("P1", "P2")).to_arrow())
    db.execute("insert into judgement by name from lines").fetchall()
    prizes = [("prize", 3.0), ("prize", 3.0)]
    assert in_force(db, month="2019-07-01") == []
    assert in_force(db, month="2019-08-01") == [*prizes, ("service", 4.0), ("start", None)]
    assert in_force(db, month="2019-08-01", known_on="2019-10-19") == [
        *prizes,
        ("service", 2.5),
        ("start", None),
    ]
    assert in_force(db, month="2019-10-01") == [*prizes, ("service", 4.0)]
    assert in_force(db, month="2019-10-01", known_on="2019-11-01")[-1] == ("start", None)
    assert in_force(db, month="2020-01-01") == []


def test_a_build_takes_judgements_up(tmp_path, monkeypatch):
    read(tmp_path, GOOD)
    before = build.schema_version()
    monkeypatch.setattr(judgements, "JUDGEMENTS", tmp_path)
    assert build.schema_version() != before
    listed = {"entity": "A", "project_code": "A", "plan_year": 1}
    returned = parsed(
        unit="jinjiang", period=date(2019, 8, 1), received=datetime(2019, 9, 1), project_version=[listed]
    )
    build.full(tmp_path / "home", [returned])
    with duckdb.connect(str(store.snapshot_path(store.current(tmp_path / "home"), tmp_path / "home"))) as db:
        assert db.sql("select author, reason from judgement").fetchall() == [("市重大项目办", "平时考核")]
