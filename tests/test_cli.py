"""The command line: what a script can rely on, exit codes and sentences."""

import shutil

import openpyxl
import pytest

from paceboard.__main__ import main


@pytest.fixture
def home(demo_home, tmp_path, monkeypatch):
    """A copy of the demo that a test may change."""
    shutil.copytree(demo_home / "store", tmp_path / "store")
    shutil.copytree(demo_home / "submissions", tmp_path / "submissions")
    monkeypatch.setenv("PACEBOARD_HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    return tmp_path


def original(home, name):
    return next((home / "submissions").rglob(name))


def test_the_same_file_twice_changes_nothing(home, capsys):
    before = (home / "store" / "CURRENT").read_text()
    assert main(["load", str(original(home, "成都市_锦江区_2019年08月.xlsx"))]) == 0
    assert "0 accepted, 0 refused, 1 duplicate." in capsys.readouterr().out
    assert (home / "store" / "CURRENT").read_text() == before


def corrected(home, change, *, received="2019-09-20"):
    """A copy of a return with one cell changed, received later."""
    path = home / "corrected.xlsx"
    book = openpyxl.load_workbook(original(home, "成都市_锦江区_2019年08月.xlsx"))
    change(book["投资进度"])
    book.save(path)
    return ["load", str(path), "--received", received]


def cell_of(sheet, header, row):
    """The cell under a header in the n-th row of data (1 is the first)."""
    top = next(r for r in sheet.iter_rows() if any(str(c.value or "").startswith("项目代码") for c in r))
    column = next(c.column for c in top if str(c.value or "").startswith(header))
    return sheet.cell(top[0].row + row, column)


def test_a_refused_file_names_the_cell_and_changes_nothing(home, capsys):
    before = (home / "store" / "CURRENT").read_text()

    def spoil(sheet):
        cell_of(sheet, "年初至报告期累计完成投资", 1).value = "约1200"

    command = corrected(home, spoil)
    assert main(["check", *command[1:]]) == 1
    said = capsys.readouterr().out
    where = "D5" if "D5" in said else said
    assert "约1200" in said and "投资进度" in said, where
    assert main(command) == 1
    # What was refused is on record in a new snapshot; no figure moved.
    trace = ["trace", "invested_ytd", "--city", "chengdu", "--month", "2019-08"]
    assert main(trace) == 0
    assert "invested_ytd = 35680500.00, from 1105 cells." in capsys.readouterr().out
    assert (home / "store" / "CURRENT").read_text() != before


def test_a_correction_supersedes_and_history_stays(home, capsys):
    def raise_by_100(sheet):
        for header in (
            "本月完成投资",
            "当月完成投资",
            "年初至报告期累计完成投资",
            "开工至报告期累计完成投资",
        ):
            try:
                cell = cell_of(sheet, header, 1)
            except StopIteration:
                continue
            cell.value = float(cell.value) + 100

    assert main(corrected(home, raise_by_100)) == 0
    trace = ["trace", "invested_ytd", "--city", "chengdu", "--month", "2019-08"]
    capsys.readouterr()
    assert main(trace) == 0
    assert "invested_ytd = 35680600.00, from 1105 cells." in capsys.readouterr().out
    assert main([*trace, "--known-on", "2019-09-19"]) == 0
    assert "invested_ytd = 35680500.00, from 1105 cells." in capsys.readouterr().out


def test_a_figure_is_traced_to_file_sheet_and_cell(home, capsys):
    assert main(["trace", "plan_year", "--city", "chengdu", "--month", "2019-08", "--unit", "锦江区"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t") == ["file", "sheet", "cell", "project", "value"]
    assert all(line.split("\t")[1] == "项目台账" for line in lines[1:-1])


def test_the_blank_form_has_every_sheet_and_drop_down_lists(home, tmp_path):
    path = tmp_path / "blank.xlsx"
    command = ["template", "--city", "binzhou", "--unit", "邹平市", "--month", "2020-06", "--out", str(path)]
    assert main(command) == 0
    book = openpyxl.load_workbook(path)
    assert {"项目台账", "投资进度", "问题清单", "要素保障"} <= set(book.sheetnames)
    assert book["项目台账"].data_validations.dataValidation


def test_wrong_words_and_a_missing_store_say_so(home, capsys, tmp_path, monkeypatch):
    assert main(["check", str(tmp_path / "nothing.xlsx")]) == 1
    assert "there is no" in capsys.readouterr().err
    assert main(["trace", "plan_year", "--city", "chengdu", "--unit", "火星区"]) == 2
    with pytest.raises(SystemExit) as stopped:
        main(["trace", "happiness"])
    assert stopped.value.code == 2
    monkeypatch.setenv("PACEBOARD_HOME", str(tmp_path / "empty"))
    assert main(["serve"]) == 3
    assert "python -m paceboard demo" in capsys.readouterr().err
