"""Files handed in through a page: whole or not at all, and what follows is the new store."""

from datetime import date
from decimal import Decimal

import pytest

from paceboard import profiles, store, uploads
from paceboard.filters import Filters
from paceboard.ingest import forms, template

CODE = "2019-510104-48-01-000001"
CHENGDU = profiles.get("chengdu")
JULY = date(2019, 7, 1)


def workbook(folder, *, ytd: str = "800.00", code: str = CODE) -> tuple[str, bytes]:
    """A return of one project: name and contents, as a browser hands it in."""
    rows = {
        "project": [
            {
                "project_code": CODE,
                "project_name": "示例一号路",
                "list_kind": "key",
                "annual_class": "carry",
                "total_investment": Decimal("5000.00"),
                "prev_years_invested": Decimal("1000.00"),
                "plan_year": Decimal("1200.00"),
            }
        ],
        "investment": [
            {
                "project_code": code,
                "project_name": "示例一号路",
                "invested_month": Decimal(ytd),
                "invested_ytd": Decimal(ytd),
                "invested_total": Decimal(ytd) + 1000,
            }
        ],
    }
    path = folder / "锦江区.xlsx"
    said = {"unit": "jinjiang", "period": JULY, "received_on": date(2019, 8, 3)}
    template.write(path, forms.load("monthly-1"), CHENGDU, rows=rows, **said)
    return path.name, path.read_bytes()


def invested(home) -> list[Decimal]:
    opened = store.open_current(home)
    found = opened.ask("kpis", Filters(city="chengdu", month=JULY))
    opened.close()
    return found.filter(found["cut"] == "all")["invested_ytd"].to_list()


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def test_a_sound_file_is_in_the_figures_at_once(home, tmp_path):
    outcome = uploads.take([workbook(tmp_path)], folder=home)
    assert [receipt.status for receipt in outcome.receipts] == ["accepted"]
    assert outcome.snapshot == store.current(home)
    assert invested(home) == [Decimal("800.00")]


def test_the_same_file_twice_changes_nothing(home, tmp_path):
    file = workbook(tmp_path)
    first = uploads.take([file], folder=home)
    second = uploads.take([file], folder=home)
    assert [receipt.status for receipt in second.receipts] == ["duplicate"]
    assert second.snapshot == first.snapshot


def test_a_refused_file_leaves_the_figures_and_says_what_to_write(home, tmp_path):
    uploads.take([workbook(tmp_path)], folder=home)
    outcome = uploads.take([workbook(tmp_path, ytd="900.00", code="2019-510104-48-01-000009")], folder=home)
    (receipt,) = outcome.receipts
    assert receipt.status == "refused"
    assert invested(home) == [Decimal("800.00")]
    for lang in ("zh", "en"):
        assert all(uploads.findings(receipt, lang))


def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(home):
    outcome = uploads.take([("月报.xlsx", b"not a workbook")], folder=home)
    assert [receipt.status for receipt in outcome.receipts] == ["refused"]
    assert uploads.findings(outcome.receipts[0], "zh")


@pytest.mark.parametrize("name", ["../../evil.xlsx", "C:\\temp\\..\\evil.xlsx"])
def test_a_name_never_says_where_to_write(home, tmp_path, name):
    _, content = workbook(tmp_path)
    (receipt,) = uploads.take([(name, content)], folder=home).receipts
    assert receipt.file_name == "evil.xlsx"
    assert not [path for path in tmp_path.rglob("evil.xlsx") if home not in path.parents]


def test_the_blank_form_of_every_city_can_be_taken(tmp_path):
    for profile in profiles.load().values():
        for form in uploads.form_names(profile, "zh"):
            content = uploads.blank(form, profile=profile, unit_id=None, month=profile.opens_at)
            assert content.startswith(b"PK")
