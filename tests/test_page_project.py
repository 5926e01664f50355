"""The page of one project, through the real app."""

import pytest

from paceboard import text
from tests.small import NASTY, build_store
from tests.visitor import said, table, visit

PLACE = {"city": "chengdu", "month": "2019-07", "lang": "zh"}
WORDS = text.words("zh")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("project"))


@pytest.fixture
def behind(home, monkeypatch):
    return visit(home, monkeypatch, "project", **PLACE, project="A-behind")


def test_the_sentence_says_how_the_project_stands(behind):
    assert "欠序时。截至2019年7月完成投资0.01亿元，占年度计划0.06亿元的16.67%，欠序时41.66个百分点" in said(
        behind
    )


def test_a_name_from_a_workbook_is_no_markup(behind):
    heading = behind.subheader[0].value
    assert "\\<b\\>" in heading
    assert heading.replace("\\", "") == NASTY


def test_promised_and_actual_dates_stand_beside_their_difference(behind):
    dates = table(behind, "slip")
    assert dates.iloc[0].to_list() == ["开工", "2019年2月1日", "2019年2月13日", "晚12天"]


def test_every_number_names_its_cell(behind):
    cells = table(behind, "value").set_index("field")
    row = cells.loc["总投资"]
    assert row["value"] == "0.42亿元"
    assert row["cell"] == "H5"
    assert row["file_name"].startswith("jinjiang-201907")


def test_what_a_return_changed_is_listed_with_old_and_new_value(behind):
    changes = table(behind, "old_value")
    row = changes[changes["field"] == "总投资"].iloc[0]
    assert (row["old_value"], row["new_value"]) == ("0.40亿元", "0.42亿元")


def test_problems_are_listed_with_their_state_in_words(behind):
    row = table(behind, "description").iloc[0]
    assert row["shown_state"] == "超期未办结"
    assert row["description"] == "场地未交付"


def test_a_project_without_position_says_so(home, monkeypatch):
    app = visit(home, monkeypatch, "project", **PLACE, project="D-unplaced")
    assert WORDS("project.no_position") in said(app)


def test_a_project_whose_start_is_not_due_is_not_called_behind(home, monkeypatch):
    app = visit(home, monkeypatch, "project", **PLACE, project="D-unplaced")
    assert "未到期：计划2019年11月1日开工。年度计划0.01亿元，总投资0.05亿元。" in said(app)


def test_no_project_chosen_asks_for_one_and_the_choice_goes_into_the_address(home, monkeypatch):
    app = visit(home, monkeypatch, "project", **PLACE)
    assert WORDS("project.none_chosen") in said(app)
    picker = next(box for box in app.selectbox if box.label == WORDS("project.pick"))
    picker.set_value("B-on-pace").run()
    assert app.query_params["project"] == "B-on-pace"
    assert "示例产业园" in said(app)


def test_a_project_that_is_not_on_the_list_is_said_so(home, monkeypatch):
    app = visit(home, monkeypatch, "project", **PLACE, project="gone")
    assert WORDS("project.absent", entity="gone", month="2019年7月") in said(app)


def test_a_district_filter_does_not_hide_the_project_asked_for(home, monkeypatch):
    app = visit(home, monkeypatch, "project", **PLACE, project="A-behind", search="产业园")
    assert "截至2019年7月完成投资0.01亿元" in said(app)
