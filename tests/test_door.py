"""The door: whole or not at all, the original kept, the same file twice changes nothing."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from paceboard import profiles
from paceboard.ingest import door, forms, head, template
from paceboard.ingest.door import Overrides
from paceboard.ingest.known import Known

CODE = "2019-510104-48-01-000001"


def project(**changes):
    return {
        "project_code": CODE,
        "project_name": "示例一号路",
        "list_kind": "key",
        "annual_class": "carry",
        "total_investment": Decimal("125000.00"),
        "prev_years_invested": Decimal("1000.00"),
        "plan_year": Decimal("50000.00"),
    } | changes


def money(month, ytd, **changes):
    row = {"project_code": CODE, "project_name": "示例一号路"}
    amounts = {"invested_month": month, "invested_ytd": ytd, "invested_total": ytd + 1000}
    return row | {name: Decimal(value) for name, value in amounts.items()} | changes


def workbook(folder, month, received, *, name=None, **rows):
    path = folder / (name or f"锦江区{month:02d}.xlsx")
    said = {"unit": "jinjiang", "period": date(2019, month, 1), "received_on": received, "rows": rows}
    template.write(path, forms.load("monthly-1"), profiles.get("chengdu"), **said)
    return path


@pytest.fixture
def archive(tmp_path):
    return tmp_path / "submissions"


@pytest.fixture
def good(tmp_path):
    return workbook(tmp_path, 1, date(2019, 2, 5), project=[project()], investment=[money(100, 100)])


@pytest.fixture
def bad(tmp_path):
    rows = [money(900, 50), money(1, 2, project_code="2019-510104-48-01-000002")]
    return workbook(tmp_path, 2, date(2019, 3, 5), name="bad.xlsx", investment=rows)


def files(archive):
    return {p.relative_to(archive): p.read_bytes() for p in archive.rglob("*") if p.is_file()}


def test_a_good_file_is_accepted_and_kept_by_its_content(good, archive):
    (receipt,) = door.receive([good], archive=archive, known=Known.empty())
    assert (receipt.status, receipt.issues) == ("accepted", [])
    sha256 = receipt.parsed.submission["sha256"]
    place = archive / sha256[:2] / sha256
    assert (place / good.name).read_bytes() == good.read_bytes()
    told = json.loads((place / f"receipt-{receipt.submission_id}.json").read_text("utf-8"))
    assert told["submission"]["status"] == "accepted"


def test_a_bad_file_is_refused_whole_with_every_problem_and_kept(bad, archive):
    (receipt,) = door.receive([bad], archive=archive, known=Known.empty())
    assert receipt.status == "refused"
    assert {i.rule for i in receipt.issues if i.severity == "error"} >= {"unregistered"}
    assert bad.read_bytes() in files(archive).values()
    assert door.accepted(archive) == []
    (refusal,) = door.refused(archive)
    assert refusal.submission["reason"] == receipt.parsed.errors[0].message_zh
    assert refusal.issues == receipt.issues


def test_the_same_file_twice_changes_nothing(good, archive, tmp_path):
    known = Known.empty()
    door.receive([good], archive=archive, known=known)
    before = files(archive)
    renamed = tmp_path / "又一次.xlsx"
    renamed.write_bytes(good.read_bytes())
    receipts = door.receive([good, renamed], archive=archive, known=known)
    assert [r.status for r in receipts] == ["duplicate", "duplicate"]
    assert files(archive) == before


def test_a_refused_file_may_be_sent_again_once_its_cause_is_gone(good, archive, tmp_path):
    follows = workbook(tmp_path, 2, date(2019, 3, 5), investment=[money(50, 150)])
    known = Known.empty()
    (first,) = door.receive([follows], archive=archive, known=known)
    assert [i.rule for i in first.issues if i.severity == "error"] == ["unregistered"]
    door.receive([good], archive=archive, known=known)
    (second,) = door.receive([follows], archive=archive, known=known)
    assert (first.status, second.status) == ("refused", "accepted")
    assert [p.submission["period"].month for p in door.accepted(archive)] == [1, 2]


def test_files_are_judged_in_the_order_of_receipt_not_of_their_names(good, archive, tmp_path):
    follows = workbook(tmp_path, 2, date(2019, 3, 5), name="0.xlsx", investment=[money(50, 150)])
    steps = []
    receipts = door.receive(
        [follows, good], archive=archive, known=Known.empty(), progress=lambda *step: steps.append(step)
    )
    assert [(r.file_name, r.status) for r in receipts] == [(good.name, "accepted"), ("0.xlsx", "accepted")]
    assert [step[:2] for step in steps] == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_what_was_accepted_reads_again_the_same_from_the_original(good, archive):
    said = Overrides(received_at=datetime(2019, 2, 7, 8, 30))
    (receipt,) = door.receive([good], archive=archive, known=Known.empty(), overrides=said)
    (again,) = door.accepted(archive)
    assert again.submission == receipt.parsed.submission
    assert again.submission["received_at"] == datetime(2019, 2, 7, 8, 30)
    assert again.columns.equals(receipt.parsed.columns)
    assert {n: t.rows() for n, t in again.tables.items()} == {
        n: t.rows() for n, t in receipt.parsed.tables.items()
    }


def test_of_two_returns_of_one_day_the_later_one_is_later(good, archive, tmp_path):
    rows = {"project": [project(total_investment=Decimal("130000.00"))], "investment": [money(100, 100)]}
    corrected = workbook(tmp_path, 1, date(2019, 2, 5), name="锦江区01更正.xlsx", **rows)
    first, second = door.receive([good, corrected], archive=archive, known=Known.empty())
    assert second.parsed.submission["received_at"] - first.parsed.submission["received_at"] == timedelta(
        seconds=1
    )
    assert [p.submission["file_name"] for p in door.accepted(archive)] == [good.name, corrected.name]


def test_one_file_sent_for_two_units_is_two_submissions(good, archive):
    known = Known.empty()
    door.receive([good], archive=archive, known=known)
    (other,) = door.receive([good], archive=archive, known=Known.empty(), overrides=Overrides(unit="wuhou"))
    assert other.status == "accepted"
    assert {p.submission["unit_id"] for p in door.accepted(archive)} == {"jinjiang", "wuhou"}


def test_a_fresh_return_is_dated_by_the_clock_not_by_what_its_sender_typed(tmp_path):
    clock = head.now()
    typed = clock.date() - timedelta(days=20)
    fresh = workbook(tmp_path, 1, typed, project=[project()], investment=[money(100, 100)])
    (one,) = door.parse(fresh)
    assert one.submission["received_at"] >= clock


def test_a_name_that_looks_like_a_receipt_is_kept_all_the_same(good, archive, tmp_path):
    odd = tmp_path / ("receipt-" + "长" * 70 + ".xlsx")
    odd.write_bytes(good.read_bytes())
    door.receive([odd], archive=archive, known=Known.empty())
    assert len(door.accepted(archive)) == 1


def test_an_original_that_is_gone_or_changed_is_told(good, archive):
    door.receive([good], archive=archive, known=Known.empty())
    (kept,) = archive.rglob("*.xlsx")
    kept.write_bytes(b"PK")
    with pytest.raises(ValueError, match="no longer readable"):
        door.accepted(archive)


def test_check_writes_nothing_and_says_what_would_happen(good, bad, tmp_path):
    before = files(tmp_path)
    receipts = door.check([good, bad])
    assert [r.status for r in receipts] == ["accepted", "refused"]
    assert files(tmp_path) == before


def test_a_folder_stands_for_the_workbooks_in_it(good, tmp_path):
    (tmp_path / "notes.md").write_text("not a return", "utf-8")
    (tmp_path / "~$锦江区01.xlsx").write_bytes(b"lock file of an open workbook")
    assert [r.file_name for r in door.check([tmp_path])] == [good.name]


def test_many_files_come_out_like_few(archive, tmp_path, monkeypatch):
    paths = [
        workbook(tmp_path, m, date(2019, m + 1, 5), project=[project()], investment=[money(100, 100 * m)])
        for m in range(1, 12)
    ]
    alone = [(r.file_name, r.status, r.submission_id) for r in door.check(paths)]
    monkeypatch.setattr(door, "MANY", 2)
    assert [(r.file_name, r.status, r.submission_id) for r in door.check(paths)] == alone
    assert {status for _, status, _ in alone} == {"accepted"}
