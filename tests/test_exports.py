"""What leaves the product says what the screen says, to the last digit, and does no harm."""

import csv
import io
import struct
import threading
import time
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import polars as pl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn

from paceboard import charts, exports, profiles, text
from paceboard.exports import pictures
from paceboard.filters import Filters
from tests import rows

CITY = profiles.get("chengdu")
REAL = replace(CITY, sample=False)
ZH = text.words("zh")
SOURCE = "口径：市重点项目 · 2019年8月"
EVIL = ['=HYPERLINK("http://x","y")', "+1", "-1", "@sum", "\t=1", "好项目"]
ROWS = pl.DataFrame(
    {
        "project_name": EVIL,
        "unit_id": [CITY.units[1].id] * 6,
        "total_investment": [Decimal("35680500.01"), Decimal("-0.05"), None, *[Decimal("1.10")] * 3],
        "completion_share": [35680500 / 46069900, 0.698052, None, 1.9, 0.0, 1 / 3],
        "plan_start_date": [date(2019, 3, 1), None, *[date(2020, 2, 29)] * 4],
        "period": [date(2019, 8, 1)] * 6,
        "received_at": [datetime(2019, 9, 5, 13, 2)] * 6,
        "is_started": [True, False, None, True, True, True],
        "rank": [1, 2, 3, 4, 5, 6],
        "trend": [[0.1]] * 6,
    },
    schema_overrides={"total_investment": pl.Decimal(18, 2)},
)
WITHOUT_BROWSER = "no Chromium on this machine: pictures cannot be drawn"
needs_browser = pytest.mark.skipif(pictures.browser() is None, reason=WITHOUT_BROWSER)


def look(**changes: object) -> dict:
    return {"profile": CITY, "words": ZH, "mode": "light", "title": "一句话", "source": SOURCE} | changes


# CSV


def read_csv(profile=REAL, frame: pl.DataFrame = ROWS) -> list[dict[str, str]]:
    data = exports.csv(frame, words=ZH, profile=profile)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_csv_keeps_each_number_to_the_last_digit():
    found = read_csv()
    assert [row["总投资（万元）"] for row in found[:3]] == ["35680500.01", "-0.05", ""]
    shares = [float(row["投资完成率"]) if row["投资完成率"] else None for row in found]
    assert shares == ROWS["completion_share"].to_list()


def test_csv_headings_words_and_dates_are_those_of_the_screen():
    row = read_csv()[0]
    assert row["填报单位"] == CITY.units[1].zh
    assert (row["已开工"], row["计划开工"], row["报送时间"]) == ("是", "2019-03-01", "2019-09-05 13:02")


def test_csv_text_that_looks_like_a_formula_is_harmless():
    assert [row["项目名称"] for row in read_csv()] == [*(f"'{name}" for name in EVIL[:5]), "好项目"]


def test_csv_of_sample_data_says_so_in_every_row():
    assert {row["数据说明"] for row in read_csv(CITY)} == {"示例数据"}
    assert "数据说明" not in read_csv(REAL)[0]


def test_csv_without_rows_has_headings():
    data = exports.csv(ROWS.clear(), words=ZH, profile=REAL).decode("utf-8-sig")
    assert data.startswith("项目名称,填报单位,总投资（万元）")


def test_two_columns_of_one_name_stay_apart():
    frame = pl.DataFrame({"finished_count": [1], "is_finished": [True]})
    header = exports.csv(frame, words=ZH, profile=REAL).decode("utf-8-sig").splitlines()[0]
    assert header == "已竣工,已竣工 [is_finished]"


# workbook


@pytest.fixture(scope="module")
def sheet():
    data = exports.xlsx(ROWS, words=ZH, profile=CITY, source=SOURCE, title="一句话")
    return openpyxl.load_workbook(io.BytesIO(data)).active


def column(sheet, heading: str) -> list:
    place = next(cell.column for cell in sheet[5] if cell.value == heading)
    return [sheet.cell(row, place) for row in range(6, 6 + ROWS.height)]


def test_the_workbook_says_on_top_what_it_is(sheet):
    assert [sheet.cell(i, 1).value for i in (1, 2, 3, 4)] == ["一句话", SOURCE, "示例数据", None]
    assert sheet.title == "数据"
    assert sheet.freeze_panes == "B6"
    assert sheet.auto_filter.ref == "A5:I11"


def test_cells_are_typed_and_equal_to_the_frame(sheet):
    money = [cell.value for cell in column(sheet, "总投资（万元）")]
    assert [None if v is None else Decimal(str(v)) for v in money] == ROWS["total_investment"].to_list()
    assert [cell.value for cell in column(sheet, "投资完成率")] == ROWS["completion_share"].to_list()
    assert column(sheet, "计划开工")[0].value == datetime(2019, 3, 1)
    assert column(sheet, "名次")[5].value == 6


def test_cells_are_shaped_as_readers_expect(sheet):
    shapes = {
        h: column(sheet, h)[0].number_format for h in ("总投资（万元）", "投资完成率", "计划开工", "报送月份")
    }
    assert list(shapes.values()) == ["#,##0.00", "0.00%", "yyyy-mm-dd", "yyyy-mm"]


def test_workbook_text_is_never_a_formula(sheet):
    names = column(sheet, "项目名称")
    assert [cell.value for cell in names] == EVIL
    assert {cell.data_type for cell in names} == {"s"}
    assert {cell.hyperlink for cell in names} == {None}


def test_the_same_rows_make_the_same_workbook():
    made = [exports.xlsx(ROWS, words=ZH, profile=CITY, source=SOURCE)]
    time.sleep(1.1)
    made.append(exports.xlsx(ROWS, words=ZH, profile=CITY, source=SOURCE))
    assert made[0] == made[1]


def test_a_workbook_without_rows_opens():
    data = exports.xlsx(ROWS.clear(), words=ZH, profile=REAL, source=SOURCE)
    assert openpyxl.load_workbook(io.BytesIO(data)).active.max_row == 3


# file names


def test_file_names_say_city_month_and_what_is_inside():
    asked = Filters("chengdu", date(2019, 8, 1))
    assert exports.file_name("curve", asked, "png") == "chengdu_2019-08_curve_sample.png"
    assert exports.file_name("curve", asked, "") == "chengdu_2019-08_curve_sample"
    narrow = asked.at(units=("jinjiang",), known_on=date(2019, 9, 5))
    assert exports.file_name("rows", narrow, "csv") == "chengdu_2019-08_rows_known-2019-09-05_part_sample.csv"


# slides


def slide(figure, frame: pl.DataFrame = ROWS, words=ZH):
    data = exports.pptx(figure, frame, words=words, profile=CITY)
    return Presentation(io.BytesIO(data)).slides[0]


def native(found):
    return [shape.chart for shape in found.shapes if shape.has_chart]


def said(found) -> str:
    return "\n".join(shape.text_frame.text for shape in found.shapes if shape.has_text_frame)


def test_a_slide_carries_title_source_sample_mark_and_notes():
    found = slide(charts.curve(rows.curve(), **look()))
    assert found.shapes.title.text_frame.text == "一句话"
    assert SOURCE in said(found)
    assert "示例数据" in said(found)
    assert SOURCE in found.notes_slide.notes_text_frame.text
    assert "6" in found.notes_slide.notes_text_frame.text


def test_a_curve_becomes_a_line_chart_with_the_figures_numbers_and_colours():
    figure = charts.curve(rows.curve(), **look())
    (chart,) = native(slide(figure))
    assert chart.chart_type.name == "LINE"
    assert list(chart.plots[0].categories) == [f"{i}月" for i in range(1, 13)]
    for series, trace in zip(chart.plots[0].series, figure.data, strict=True):
        assert series.name == trace.name
        assert list(series.values) == list(trace.y)
        assert f"#{series.format.line.color.rgb}" == trace.line.color
        assert series.smooth is False
    assert "亿元" in said(slide(figure))


def test_months_become_columns():
    figure = charts.months(rows.curve(), **look())
    (chart,) = native(slide(figure))
    assert chart.chart_type.name == "COLUMN_CLUSTERED"
    assert [list(s.values) for s in chart.plots[0].series] == [list(t.y) for t in figure.data]


def test_the_league_stays_horizontal_in_order_and_colour():
    figure = charts.league(rows.league([1.0968, 0.8, 0.5, 0.4]), **look())
    found = slide(figure)
    (chart,) = native(found)
    assert chart.chart_type.name == "BAR_CLUSTERED"
    assert chart.category_axis.reverse_order is True
    assert list(chart.plots[0].categories) == ["1 u0", "2 u1", "3 u2", "4 u3 (未报)"]
    series = chart.plots[0].series[0]
    assert list(series.values) == [1.0968, 0.8, 0.5, 0.4]
    colours = [f"#{series.points[i].format.fill.fore_color.rgb}" for i in range(3)]
    assert colours == list(figure.data[0].marker.color[:3])
    assert "序时进度 66.67%" in said(found)
    assert chart.value_axis.tick_labels.number_format == "0%"


def test_panels_become_a_grid_of_charts():
    frame = pl.concat([rows.curve(f"u{i}") for i in range(3)])
    figure = charts.small_multiples(frame, split="unit", **look())
    found = slide(figure)
    assert len(native(found)) == 3
    first = native(found)[0].plots[0]
    assert [len(list(s.values)) for s in first.series] == [12, 12, 12]
    assert list(first.series[2].values) == rows.curve()["invested_share"].to_list()
    assert "▲ +10.78" in said(found)


def test_a_figure_of_lines_and_bars_becomes_two_charts_side_by_side():
    figure = charts.curve(rows.curve(), **look())
    figure.add_trace(charts.months(rows.curve(), **look()).data[1])
    assert [chart.chart_type.name for chart in native(slide(figure))] == ["COLUMN_CLUSTERED", "LINE"]


def test_chinese_on_slides_is_set_in_a_chinese_font():
    data = exports.pptx(charts.curve(rows.curve(), **look()), ROWS, words=ZH, profile=CITY)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [n for n in package.namelist() if n.startswith(("ppt/slides/slide", "ppt/charts/chart"))]
        for name in names:
            for latin in etree.fromstring(package.read(name)).iter(qn("a:latin")):
                near = {e.tag: e.get("typeface") for e in latin.getparent()}
                assert near[qn("a:ea")] == near[qn("a:cs")] == latin.get("typeface") == "Microsoft YaHei"


def test_a_dark_figure_makes_a_dark_slide():
    found = slide(charts.curve(rows.curve(), **look(mode="dark")))
    assert str(found.background.fill.fore_color.rgb) == "0E1621"


def test_a_table_becomes_a_native_table_and_counts_what_does_not_fit():
    frame = pl.concat([ROWS] * 4)
    data = exports.table_pptx(frame, words=ZH, profile=CITY, title="一句话", source=SOURCE)
    found = Presentation(io.BytesIO(data)).slides[0]
    table = next(shape.table for shape in found.shapes if shape.has_table)
    first = [table.cell(1, i).text for i in range(4)]
    assert first == [EVIL[0], CITY.units[1].zh, "3,568.05", "77.45%"]
    assert table.cell(0, 2).text == "总投资（亿元）"
    assert "另有 10 行" in said(found)


# pictures


@needs_browser
def test_a_picture_has_the_pixels_asked_for():
    tall = charts.league(rows.league([1 - i / 60 for i in range(40)]), **look())
    for figure in (charts.curve(rows.curve(), **look()), tall):
        data = exports.png(figure)
        assert data.startswith(b"\x89PNG")
        assert struct.unpack(">II", data[16:24]) == (1920, 1080)


@needs_browser
def test_an_svg_holds_the_title_as_text():
    data = exports.svg(charts.curve(rows.curve(), **look())).decode()
    assert "一句话" in data
    assert 'width="1920"' in data


@needs_browser
def test_readers_who_ask_at_once_each_get_their_own_picture():
    figures = [charts.curve(rows.curve(), **look(title=f"第{i}张")) for i in range(4)]
    found: dict[int, str] = {}

    def ask(i: int) -> None:
        found[i] = exports.svg(figures[i]).decode()

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [f"第{i}张" in found[i] for i in range(4)] == [True] * 4


def test_without_a_browser_a_sentence_says_so(monkeypatch):
    pictures.stop()
    monkeypatch.setattr(pictures, "_found", [])  # a browser that was found is remembered
    monkeypatch.setenv("BROWSER_PATH", "/nonexistent/chromium")
    with pytest.raises(exports.NoBrowser, match="no Chromium on this machine"):
        exports.png(charts.curve(rows.curve(), **look()))
