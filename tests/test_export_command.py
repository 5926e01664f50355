"""The way in for other tools: Parquet of the snapshot and its dictionary; Parquet of what is on screen."""

import io
import json

import polars as pl
import pytest

from paceboard import __main__ as cli
from paceboard import dictionary, exports, store, text
from paceboard.profiles import get
from tests.small import build_store


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("export"))


def test_every_table_leaves_as_it_is_stored(home, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PACEBOARD_HOME", str(home))
    out = tmp_path / "out"
    assert cli.main(["export", "--out", str(out)]) == 0
    opened = store.open_current(home)
    names = set(opened.columns()["table"])
    assert {path.stem for path in out.glob("*.parquet")} == names
    rows = pl.read_parquet(out / "project_version.parquet")
    assert rows.height == 8
    assert rows.schema["total_investment"] == pl.Decimal(18, 2)
    assert pl.read_parquet_metadata(out / "project_version.parquet")["snapshot"] == store.current(home)
    opened.close()
    assert store.current(home) in capsys.readouterr().out
    assert cli.main(["export", "--out", str(out)]) == 0


def test_a_folder_with_other_files_is_left_alone(home, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PACEBOARD_HOME", str(home))
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    assert cli.main(["export", "--out", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_dictionary_says_what_every_table_and_column_of_the_schema_holds(home):
    opened = store.open_current(home)
    rows = dictionary.rows(opened.columns())
    opened.close()
    said = dictionary.comments()
    assert set(rows["table"]) <= set(said.tables)
    assert [name for name, words in said.tables.items() if not words.startswith("One row")] == []
    assert [name for name in rows["table"].unique() if not all(dictionary.table(name))] == []
    stored = set(rows.select("table", "column").iter_rows())
    assert {key for key in said.columns if key[0] in set(rows["table"])} == stored
    measured = rows.filter((pl.col("table") == "investment_return") & (pl.col("column") == "stat_ytd")).row(
        0, named=True
    )
    assert (measured["zh"], measured["en"]) == ("统计入库投资", "Accepted by statistics")
    assert measured["comment"] == "accepted by the statistics bureau"


def test_parquet_of_the_screen_carries_its_scope(tmp_path):
    rows = pl.DataFrame({"unit_id": ["jinjiang"], "invested_ytd": ["12.30"]}).with_columns(
        pl.col("invested_ytd").cast(pl.Decimal(18, 2))
    )
    said = {
        "words": text.words("zh"),
        "profile": get("chengdu"),
        "source": "口径：成都市",
        "title": "完成投资",
    }
    made = exports.parquet(rows, **said)
    assert pl.read_parquet(io.BytesIO(made)).equals(rows)
    facts = pl.read_parquet_metadata(io.BytesIO(made))
    assert (facts["scope"], facts["title"], facts["money_unit"]) == ("口径：成都市", "完成投资", "万元")
    assert facts["note"] == "示例数据"
    assert json.loads(facts["columns"])["invested_ytd"] == "年度累计完成投资（万元）"
