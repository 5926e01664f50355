"""Forms of charts beyond lines and bars on slides: points, timetables, boxes, areas, heat maps, walls."""

import io
import itertools
import zipfile
from datetime import datetime

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Inches

from paceboard import exports, profiles, text, theme
from paceboard.excerpts import Excerpt
from tests.test_decks import A, C, address, assert_taken_away, charted, drawn, parts, said, studio, tables

__all__ = ["studio"]
ZH = text.words("zh")
CHENGDU = profiles.get("chengdu")
FORMS = {
    "scatter": {"m": ["completion_share", "plan_year"], "by": ["unit"]},
    "box": {"m": ["gap_amount"], "by": ["sector"]},
    "area": {"m": ["invested_month"], "by": ["sector", "month"]},
    "heat": {"m": ["pace_gap"], "by": ["unit", "sector"]},
    "treemap": {"m": ["plan_year"], "by": ["sector"]},
}


def asked(studio, form: str) -> Excerpt:
    """What the page Explore draws in Chengdu under a form that fits."""
    return studio.take("explore", address("chengdu") | FORMS[form] | {"form": [form]})["explore"]


def slide(excerpt: Excerpt) -> bytes:
    return exports.pptx(excerpt.figure, excerpt.rows, words=ZH, profile=CHENGDU)


def pictures(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [name for name in package.namelist() if "/media/" in name]


def book(data: bytes) -> list[tuple]:
    """The rows of the workbooks behind the charts of a deck."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.startswith("ppt/embeddings/")]
        books = [openpyxl.load_workbook(io.BytesIO(package.read(name))) for name in names]
        return [row for one in books for row in one.active.iter_rows(values_only=True)]


def chart(data: bytes):
    (found,) = parts(data, "charts").values()
    return found


@pytest.mark.parametrize("form", FORMS)
def test_every_number_of_every_form_is_in_its_workbook(studio, form):
    assert_taken_away(asked(studio, form), "chengdu")


@pytest.mark.parametrize("form", ["scatter", "box", "area"])
def test_points_boxes_and_areas_are_charts_with_every_number(studio, form):
    excerpt = asked(studio, form)
    data = slide(excerpt)
    assert charted(data) == pytest.approx(drawn(excerpt), rel=1e-12)
    assert not pictures(data)


def test_points_of_a_scatter_bear_their_names_on_the_slide_and_in_its_workbook(studio):
    excerpt = asked(studio, "scatter")
    data, (trace,) = slide(excerpt), excerpt.figure.data
    labels = ["".join(t.text for t in label.iter(f"{A}t")) for label in chart(data).iter(f"{C}dLbl")]
    assert labels == list(trace.text)
    upright = [float(v.text) for values in chart(data).iter(f"{C}yVal") for v in values.iter(f"{C}v")]
    assert upright == list(trace.y)
    named = {row[2]: row[:2] for row in book(data) if row[2]}
    # Workbooks keep sixteen digits.
    for name, x, y in zip(trace.text, trace.x, trace.y, strict=True):
        assert named[name] == pytest.approx((x, y), rel=1e-15)


def test_areas_are_stacked_in_their_colours_and_end_with_the_last_month_known(studio):
    excerpt = asked(studio, "area")
    (area,) = chart(slide(excerpt)).iter(f"{C}areaChart")
    assert area.find(f"{C}grouping").get("val") == "stacked"
    fills = [ser.find(f"{C}spPr/{A}solidFill/{A}srgbClr").get("val") for ser in area.iter(f"{C}ser")]
    assert len(set(fills)) == len(excerpt.figure.data)
    assert all(trace.y[-1] is not None for trace in excerpt.figure.data)


def test_a_timetable_is_a_chart_over_days_that_its_workbook_writes_as_days(studio):
    excerpt = next(iter(studio.take("schedule", address("zhenjiang")).values()))
    data = exports.pptx(excerpt.figure, excerpt.rows, words=ZH, profile=profiles.get("zhenjiang"))
    found = list(parts(data, "charts").values())
    names = [
        "".join(v.text for v in ser.find(f"{C}tx").iter(f"{C}v"))
        for one in found
        for ser in one.iter(f"{C}ser")
    ]
    assert {ZH(f"schedule.mark_{part}") for part in ("promised", "forecast", "actual", "overdue")} <= set(
        names
    )
    days = {row[0] for row in book(data) if row[0] is not None}
    assert all(isinstance(day, datetime) for day in days)
    promised = excerpt.rows["promised_date"].drop_nulls()
    assert {day.date() for day in days} >= set(promised)
    assert set(excerpt.figure.layout.meta["rows"]) <= set(said(data))


def fills(data: bytes) -> list[list[str]]:
    """The fills of the cells of the tables of a deck, row by row."""
    return [
        [cell.find(f"{A}tcPr/{A}solidFill/{A}srgbClr").get("val") for cell in row.iter(f"{A}tc")]
        for slide_ in parts(data, "slides").values()
        for row in slide_.iter(f"{A}tr")
    ]


def test_a_heat_map_is_a_table_whose_cells_are_shaded_as_on_screen(studio):
    excerpt = asked(studio, "heat")
    data, (trace,) = slide(excerpt), excerpt.figure.data
    assert not pictures(data)
    found = [row for table in tables(data) for row in table[1:]]
    assert [row[0] for row in found] == list(trace.y)
    assert [row[1:] for row in found] == [list(line) for line in trace.text]
    assert frames_within(data)
    # Nought is the middle of a scale with two sides, what is furthest from it an end.
    far = max(abs(value) for line in trace.z for value in line if value is not None)
    ends = theme.palette("light").diverging
    by_value = {
        value: fill
        for line, row in zip(trace.z, [row for row in fills(data) if len(set(row)) > 2], strict=False)
        for value, fill in zip(line, row[1:], strict=True)
        if value is not None
    }
    assert by_value[max(by_value)] == theme.between(ends, (max(by_value) / far + 1) / 2).removeprefix("#")


def test_colours_between_two_are_mixed_and_words_stand_out_on_them():
    assert theme.between(["#000000", "#FFFFFF"], 0.5) == "#808080"
    assert theme.between(["#000000", "#FF0000", "#FFFFFF"], 0.75) == "#FF8080"
    assert theme.readable("#FFFFFF") == theme.palette("light").text
    assert theme.readable("#0B3D66") == theme.palette("light").background


def frames_within(data: bytes) -> bool:
    """Whether every table lies within its slide, none over another: by the widths of their columns."""
    for one in Presentation(io.BytesIO(data)).slides:
        ends = sorted(
            (shape.left, shape.left + sum(column.width for column in shape.table.columns))
            for shape in one.shapes
            if shape.has_table
        )
        edges = [*(start for start, _ in ends[1:]), Inches(13.333)]
        if any(end > edge for (_, end), edge in zip(ends, edges, strict=True)):
            return False
    return True


@pytest.mark.parametrize(("city", "slides"), [("chengdu", 3), ("qianan", 4)])
def test_a_wall_of_many_units_goes_on_on_further_slides_in_letters_that_are_read(studio, city, slides):
    excerpt = studio.take("cards", address(city))["cards"]
    data = exports.pptx(excerpt.figure, excerpt.rows, words=ZH, profile=profiles.get(city))
    assert not pictures(data)
    assert len(parts(data, "slides")) == slides
    grid = excerpt.figure.layout.meta["grid"]
    found = [row for table in tables(data) for row in table[1:]]
    assert [row[0] for row in found] == grid["names"]
    assert [row[1:] for row in found] == [[said_ for said_, *_ in cells] for cells in grid["cells"]]
    sizes = {
        int(run.get("sz")) for slide_ in parts(data, "slides").values() for run in slide_.iter(f"{A}rPr")
    }
    assert min(sizes) >= 1100  # the source line; the wall itself has 12 points and more
    assert min(cell_sizes(data)) >= 1200
    assert frames_within(data)


def cell_sizes(data: bytes) -> set[int]:
    """The sizes of letters in the tables of a deck, in hundredths of a point."""
    return {
        int(run.get("sz"))
        for slide_ in parts(data, "slides").values()
        for table in slide_.iter(f"{A}tbl")
        for run in table.iter(f"{A}rPr")
    }


def test_a_treemap_stands_on_slides_as_bars_in_its_colours_with_every_number(studio):
    excerpt = asked(studio, "treemap")
    data, (trace,) = slide(excerpt), excerpt.figure.data
    assert not pictures(data)
    names = [v.text for v in chart(data).find(f".//{C}cat").iter(f"{C}v")]
    drawn_ = [float(v.text) for v in chart(data).find(f".//{C}val").iter(f"{C}v")]
    areas = {
        label: (value / 10_000, ink)
        for label, value, ink in zip(trace.labels, trace.values, trace.marker.colors, strict=True)
        if label != ZH("explore.whole")
    }
    assert dict(zip(names, drawn_, strict=True)) == pytest.approx({n: v for n, (v, _) in areas.items()})
    assert drawn_ == sorted(drawn_, reverse=True)
    fills = [p.find(f".//{A}srgbClr").get("val") for p in chart(data).iter(f"{C}dPt")]
    assert fills == [areas[name][1].removeprefix("#") for name in names]


def test_areas_within_areas_become_bars_beneath_what_they_lie_in_over_several_slides(studio):
    query = address("chengdu") | {"m": ["plan_year"], "by": ["sector", "unit"], "form": ["treemap"]}
    excerpt = studio.take("explore", query)["explore"]
    data, (trace,) = slide(excerpt), excerpt.figure.data
    charts = list(parts(data, "charts").values())
    names = [v.text for one in charts for v in one.find(f".//{C}cat").iter(f"{C}v")]
    assert len(names) == len(trace.labels) - 1
    tops = [name for name in names if " · " not in name]
    first = tops[0]
    below = list(itertools.takewhile(lambda name: name.startswith(first), names))
    assert len(below) > 1
    assert tops == [
        label
        for _, label in sorted(zip(trace.values, trace.labels, strict=True), reverse=True)
        if label in tops
    ]
    sizes = {int(run.get("sz")) for one in charts for run in one.iter(f"{A}defRPr") if run.get("sz")}
    assert min(sizes) >= 1000


def test_a_league_of_many_units_stands_in_two_charts_side_by_side_with_every_number(studio):
    excerpt = studio.take("league", address("qianan"))["league"]
    data = exports.pptx(excerpt.figure, excerpt.rows, words=ZH, profile=profiles.get("qianan"))
    halves = list(parts(data, "charts").values())
    named = [[v.text for v in half.find(f".//{C}cat").iter(f"{C}v")] for half in halves]
    assert [len(names) for names in named] == [16, 16]
    assert named[0] + named[1] == list(excerpt.figure.data[0].hovertext)
    assert charted(data) == pytest.approx(drawn(excerpt), rel=1e-12)


def test_bars_that_stand_on_each_other_on_screen_do_so_on_the_slide(studio):
    found = studio.take("dispatch", address("zhenjiang"))
    figure = next(one.figure for one in found.values() if one.figure and one.figure.layout.barmode == "stack")
    data = exports.pptx(figure, next(iter(found.values())).rows, words=ZH, profile=CHENGDU)
    (bars,) = chart(data).iter(f"{C}barChart")
    assert (bars.find(f"{C}grouping").get("val"), bars.find(f"{C}overlap").get("val")) == ("stacked", "100")
