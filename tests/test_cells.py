"""One cell at a time: what it says, and what is said about it."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paceboard.ingest import cells, dates

FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)
DAYS = st.dates(min_value=date(1949, 1, 1), max_value=date(2100, 12, 31))
MONTHS = DAYS.map(lambda day: day.replace(day=1))
HAN = "〇一二三四五六七八九"


def rule(read: cells.Reading) -> str | None:
    return read.finding.rule if read.finding else None


def small_han(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{HAN[tens]}十"
    return ten + (HAN[ones] if ones else "")


@given(AMOUNTS)
def test_an_amount_reads_the_same_however_it_is_written(amount):
    for written in (
        str(amount),
        f"{amount:,}",
        f"{amount:,}".translate(FULL_WIDTH),
        f" {amount} ",
        f"￥{amount}",
    ):
        assert cells.money(written) == cells.Reading(amount)


@given(st.floats(min_value=-1e9, max_value=1e9, allow_nan=False))
def test_a_number_from_excel_is_rounded_half_up_to_cents(number):
    expected = Decimal(repr(number)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert cells.money(number).value == expected


@given(AMOUNTS)
def test_yi_yuan_are_ten_thousand_wan_yuan(amount):
    assert cells.money(f"{amount}", factor=Decimal(10000)).value == amount * 10000


@pytest.mark.parametrize(
    ("written", "value"),
    [("12.5亿元", "125000.00"), ("12.5 亿", "125000.00"), ("50000万元", "50000.00"), ("300元", "0.03")],
)
def test_a_unit_in_the_cell_is_converted_with_a_warning(written, value):
    # The column says 亿元; the cell's own unit beats it.
    read = cells.money(written, factor=Decimal(10000))
    assert read.value == Decimal(value)
    assert (read.finding.severity, rule(read)) == ("warning", "unit_in_cell")


@pytest.mark.parametrize(
    ("written", "example"),
    [
        ("约1200", "1200"),
        ("1200左右", "1200"),
        ("1,2", "12"),
        ("77%", "77"),
        ("见附件", "1200"),
        ("12.5.1", "12.5"),
    ],
)
def test_what_is_no_amount_is_an_error_with_a_remedy(written, example):
    read = cells.money(written)
    assert read.value is None
    assert (read.finding.severity, rule(read), read.finding.values["example"]) == (
        "error",
        "not_amount",
        example,
    )


@pytest.mark.parametrize(
    "written", ["", " ", None, "—", "——", "-", "－", "/", "／", "无", "待定", "N/A", float("nan")]
)
def test_dashes_and_words_for_nothing_are_empty(written):
    for reader in (cells.money, cells.share, cells.integer, cells.angle, cells.text, cells.code, dates.day):
        assert reader(written) == cells.NOTHING


def test_a_hundred_trillion_is_too_large_to_be_an_amount():
    assert rule(cells.money("1" + "0" * 15)) == "too_large"


def test_brackets_mean_less_than_nothing():
    assert cells.money("(1,200.5)").value == Decimal("-1200.50")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("元", 1),
        ("万元", 10**4),
        ("亿元", 10**8),
        ("千美元", 1000),
        ("亿", 10**8),
        ("USD thousand", 1000),
        ("美元", 1),
    ],
)
def test_money_units_are_known_in_both_languages(text, size):
    assert cells.unit_size(text) == size


@pytest.mark.parametrize("text", ["", "亩", "个", "m", "吨标准煤", "公里"])
def test_other_units_are_no_money(text):
    assert cells.unit_size(text) is None


@pytest.mark.parametrize(
    ("written", "percent", "value", "said"),
    [
        ("77.45%", False, "0.7745", None),
        ("７７．４５％", False, "0.7745", None),
        (0.7745, False, "0.7745", None),
        (77.45, True, "0.7745", None),
        (77.45, False, "0.7745", "share_as_percent"),
        (1.9, False, "1.9", None),
        ("190%", False, "1.9", None),
    ],
)
def test_shares_are_read_from_percent_and_from_fractions(written, percent, value, said):
    read = cells.share(written, percent=percent)
    assert (read.value, rule(read)) == (Decimal(value), said)


@given(st.integers(min_value=-(2**31) + 1, max_value=2**31 - 1))
def test_whole_numbers_survive(number):
    for written in (str(number), f"{number:,}", f"{number}个", number):
        assert cells.integer(written).value == number


def test_half_a_project_is_an_error():
    assert rule(cells.integer(1.5)) == "not_integer"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("117°24′17.261″", 117.40479472),
        ("东经117度24分17.261秒", 117.40479472),
        ("E30°", 30.0),
        ("西经73°30′", -73.5),
    ],
)
def test_degrees_minutes_and_seconds_become_degrees(written, value):
    assert cells.angle(written).value == value


@given(st.floats(min_value=-180, max_value=180, allow_nan=False))
def test_degrees_survive(value):
    assert cells.angle(value).value == value
    assert rule(cells.angle("75分")) == "not_angle"


@pytest.mark.parametrize(
    ("written", "value"), [("是", True), ("√", True), ("否", False), ("×", False), (True, True), (1.0, True)]
)
def test_yes_and_no(written, value):
    assert cells.boolean(written).value is value


def test_maybe_is_neither_yes_nor_no():
    assert rule(cells.boolean("也许")) == "not_yes_no"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("２０１９－５１０１０４－４８－０１－０００００１", "2019-510104-48-01-000001"),
        ("91350100m000100y43", "91350100M000100Y43"),
        (3.0, "3"),
    ],
)
def test_codes_are_half_width_capitals(written, value):
    assert cells.code(written).value == value


def test_a_code_that_excel_has_cut_is_an_error():
    assert rule(cells.code(9.1510100123456e17)) == "code_as_number"


LEVELS = {
    cells.key(w): i
    for i, words in {"provincial": ("省重点", "省级"), "city": ("市重点", "市级")}.items()
    for w in words
}


def test_words_become_ids_and_the_higher_of_two_wins():
    assert cells.term(" 市 重点 ", ids=LEVELS).value == "city"
    assert cells.term("市级、省级", ids=LEVELS).value == "provincial"
    assert rule(cells.term("国家级", ids=LEVELS)) == "not_in_list"
    assert cells.term("国家级", ids=LEVELS, is_open=True).value == "国家级"


def test_text_keeps_its_inside_and_loses_its_outside():
    assert cells.text("  建筑面积\n１２万平方米（一期）\x07 ").value == "建筑面积\n１２万平方米（一期）"
    assert cells.text(2019.0).value == "2019"


@given(DAYS)
def test_a_day_reads_the_same_however_it_is_written(day):
    y, m, d = day.year, day.month, day.day
    han = "".join(HAN[int(c)] for c in str(y))
    for written in (
        day,
        datetime(y, m, d, 12, 30),
        day.isoformat(),
        f"{y}/{m}/{d}",
        f"{y}.{m:02d}.{d:02d}",
        f"{y}年{m}月{d}日",
        f"{y} 年 {m} 月 {d} 日",
        f"{y}{m:02d}{d:02d}",
        f"{day.isoformat()} 00:00:00",
        f"{y}年{m}月{d}日".translate(FULL_WIDTH),
        f"{han}年{small_han(m)}月{small_han(d)}日",
    ):
        assert dates.day(written) == cells.Reading(day), written
    assert dates.day(day.strftime("%m/%d/%Y 12:00:00 AM"), formats=("%m/%d/%Y %I:%M:%S %p",)).value == day


@given(MONTHS)
def test_a_month_alone_is_its_first_day(month):
    y, m = month.year, month.month
    han = "".join(HAN[int(c)] for c in str(y))
    for written in (
        f"{y}年{m}月",
        f"{y}-{m:02d}",
        f"{y}/{m}",
        f"{y}年{m}月份",
        f"{y}{m:02d}",
        f"{han}年{small_han(m)}月",
    ):
        assert dates.day(written) == cells.Reading(month), written
        assert dates.month(written) == cells.Reading(month), written


@given(st.dates(min_value=date(1955, 1, 1), max_value=date(2100, 12, 31)))
def test_an_excel_serial_is_a_day(day):
    serial = (day - date(1899, 12, 30)).days
    for written in (serial, float(serial), str(serial), serial + 0.5):
        assert dates.day(written).value == day


@pytest.mark.parametrize("written", [2024.1, "2024.1"])
def test_2024_point_1_is_january_with_a_warning(written):
    read = dates.day(written)
    assert (read.value, rule(read)) == (date(2024, 1, 1), "january_or_october")


@pytest.mark.parametrize("month", [2, 5, 9, 11, 12])
def test_other_months_after_a_point_are_plain(month):
    assert dates.day(float(f"2024.{month}")) == cells.Reading(date(2024, month, 1))
    assert dates.day("2024.10") == cells.Reading(date(2024, 10, 1))


def test_mm_yy_reads_by_the_format_of_the_form():
    assert dates.month("06/20", formats=("%m/%y",)).value == date(2020, 6, 1)


@pytest.mark.parametrize("written", ["2023年5月底", "2023年5月上旬", "2023年5月份底"])
def test_a_vague_day_is_its_month_with_a_warning(written):
    read = dates.day(written)
    assert (read.value, rule(read)) == (date(2023, 5, 1), "vague_date")


@pytest.mark.parametrize(
    "written",
    [
        "2025/13",
        "2023年2月30日",
        "2023",
        2023.0,
        "明年",
        "二季度",
        "1823-05-01",
        "5月",
        timedelta(hours=3),
        True,
        "23.5",
        12.0,
    ],
)
def test_what_is_no_day_is_an_error(written):
    assert rule(dates.day(written)) == "not_date"
