"""The page of returns, through the real app: hand in, check, see who has reported."""

import pytest

from paceboard import text, uploads
from tests.test_uploads import workbook
from tests.visitor import said, table, visit

PLACE = {"city": "chengdu", "month": "2019-07", "lang": "zh"}
WORDS = text.words("zh")
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def home(tmp_path):
    """A store with one return of Jinjiang for July 2019, as the page itself would have taken it in."""
    folder = tmp_path / "home"
    folder.mkdir()
    uploads.take([workbook(tmp_path)], folder=folder)
    return folder


@pytest.fixture
def returns(home, monkeypatch):
    return visit(home, monkeypatch, "returns", **PLACE)


def sender(app):
    """The button that hands a file in."""
    return next(button for button in app.button if button.label == WORDS("returns.send"))


def hand_in(app, *files: tuple[str, bytes]):
    app.file_uploader[0].set_value([(*file, KIND) for file in files])
    sender(app).click().run()
    _, work, _ = app.session_state["kept_tray"]["returns"]
    assert work.wait(60)
    return app.run()


def test_who_has_reported_stands_beside_who_has_not(returns):
    rows = table(returns, "has_reported").set_index("unit_id")["has_reported"]
    assert rows.loc["jinjiang"]
    assert not rows.loc["wuhou"]
    assert "尚未报送" in said(returns)


def test_a_refused_file_lists_what_is_wrong_and_changes_nothing(returns, tmp_path):
    before = table(returns, "has_reported")
    hand_in(returns, workbook(tmp_path, code="2019-510104-48-01-000009"))
    assert not returns.exception
    (refusal,) = [box.value for box in returns.error]
    assert refusal.replace("\\", "").startswith(WORDS("returns.refused", file="锦江区.xlsx"))
    assert refusal.count("\n- ") >= 1
    assert table(returns, "has_reported")["has_reported"].equals(before["has_reported"])
    assert WORDS("returns.none_found") not in said(returns)


def test_a_file_handed_in_twice_says_so(returns, tmp_path):
    hand_in(returns, workbook(tmp_path))
    assert WORDS("returns.duplicate", file="锦江区.xlsx") in said(returns).replace("\\", "")


def test_a_corrected_return_is_accepted_and_shown_on_the_same_run(returns, tmp_path):
    before = table(returns, "has_reported").set_index("unit_id")["received_at"].loc["jinjiang"]
    hand_in(returns, workbook(tmp_path, ytd="900.00"))
    assert WORDS("returns.accepted", file="锦江区.xlsx") in said(returns).replace("\\", "")
    after = table(returns, "has_reported").set_index("unit_id")["received_at"].loc["jinjiang"]
    assert after >= before


def test_pressing_the_button_without_a_file_says_what_to_do(returns):
    sender(returns).click().run()
    assert WORDS("returns.no_files") in said(returns)


def test_a_file_that_is_no_workbook_is_no_traceback(returns):
    hand_in(returns, ("坏.xlsx", b"nothing of the kind"))
    assert not returns.exception
    assert len(returns.error) == 1


def test_a_city_without_returns_can_hand_in_its_first(home, monkeypatch):
    app = visit(home, monkeypatch, "returns", city="suqian", lang="zh")
    assert app.file_uploader
    assert WORDS("returns.none_found") in said(app)
