"""Points print with as many decimals as their scheme says, on the page, in workbooks and on slides."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import polars as pl
import pytest

from paceboard import exports, fields, profiles, scheme_files, tables, text, units
from paceboard.exports.leaves import Table
from paceboard.exports.printed import printed
from paceboard.ranking import Ranking

CITY = profiles.get("chengdu")
SAID = {"profile": CITY, "words": text.words("zh")}
SHOWN = {0: "1,091", 1: "1,091.3", 3: "1,091.250"}


def rows(decimals: int) -> pl.DataFrame:
    exact = Decimal("1091.25").quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_UP")
    kept = pl.DataFrame({"score": [exact]}, schema={"score": pl.Decimal(18, 4)})
    scheme = replace(scheme_files.get("neutral"), points_decimals=decimals)
    return Ranking(lambda name, **_: kept, CITY).printed(kept, scheme)


@pytest.mark.parametrize(("decimals", "said"), SHOWN.items())
def test_points_have_the_decimals_of_their_scheme_wherever_they_stand(decimals, said):
    found = rows(decimals)
    assert units.score(found["score"][0]) == said
    _, columns = tables.table(found, columns=("score",), **SAID)
    assert columns["shown_score"]["type_config"]["format"] == f"%,.{decimals}f"
    assert printed(Table(found), **SAID, most=5).body == ((said,),)
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(found, source="源", **SAID)))
    cell = book.active.cell(row=book.active.max_row, column=1)
    assert cell.number_format == ("#,##0." + "0" * decimals).rstrip(".")
    assert Decimal(str(cell.value)) == found["score"][0]


def test_numbers_that_are_no_points_keep_theirs():
    assert fields.kind("score", pl.Decimal(18, 1)) == "score"
    assert fields.kind("points", pl.String) == "text"
    assert fields.kind("needed", pl.Decimal(18, 4)) == "number"
