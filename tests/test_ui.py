"""The frame around every page: the address is the state, in two languages, and failures are sentences."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from paceboard import address, frame, profiles, scope, text, ui
from paceboard.filters import Filters
from tests.conftest import ROOT
from tests.small import JULY, JUNE, build_store
from tests.visitor import said, visit

PLACE = {"city": "chengdu", "month": "2019-07", "lang": "zh"}
WORDS = text.words("zh")
OFFER = address.Offer(
    months=(JULY, JUNE),
    ids={"unit": frozenset({"jinjiang"}), "list": frozenset({"key"}), "level": frozenset({"city"})},
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("frame"))


@pytest.fixture
def curve(home, monkeypatch):
    return visit(home, monkeypatch, "curve", **PLACE)


def asked(**query: list[str]) -> Filters:
    return address.asked(query)


def query(app: AppTest) -> dict[str, list[str]]:
    return {name: value if isinstance(value, list) else [value] for name, value in app.query_params.items()}


def test_an_empty_address_asks_for_the_first_city_at_its_opening_month():
    first = next(iter(profiles.load().values()))
    assert asked() == Filters(city=first.id, month=first.opens_at, list_kind=first.main_list)


def test_what_an_address_gets_wrong_is_dropped():
    wish = asked(
        city=["chengdu"],
        month=["2019-13"],
        units=["atlantis", "jinjiang"],
        level=["x"],
        known_on=["?"],
        split=["?"],
    )
    settled = address.settle(wish, profile=profiles.get("chengdu"), offer=OFFER)
    assert settled == Filters(city="chengdu", month=JULY, units=("jinjiang",))


@pytest.mark.parametrize("day", ["1066-10-14", "9999-12-31"])
def test_a_day_that_no_calendar_offers_is_dropped(home, monkeypatch, day):
    app = visit(home, monkeypatch, "curve", **PLACE | {"known_on": day})
    assert app.date_input(key="bar_known_on").value is None
    assert "known_on" not in query(app)


def test_an_unknown_city_is_the_first_one():
    assert asked(city=["atlantis"]).city == next(iter(profiles.load()))


def test_a_month_without_returns_gives_way_to_the_latest():
    assert address.settled_month(asked(city=["chengdu"], month=["2031-01"]), (JULY, JUNE)) == JULY


def test_an_address_written_is_read_back_the_same():
    wish = Filters(
        city="chengdu",
        month=JUNE,
        known_on=date(2019, 7, 20),
        level="city",
        units=("jinjiang",),
        search="园",
        project="A",
    )
    written = address.written(wish, "en")
    assert address.asked(written) == wish
    assert written["lang"] == ["en"]
    assert written["units"] == ["jinjiang"]


@pytest.mark.parametrize(
    ("said_in", "chosen", "locale", "lang"),
    [
        (["en"], "zh", "zh-CN", "en"),
        ([], "en", "zh-CN", "en"),
        ([], None, "zh-TW", "zh"),
        ([], None, "de-DE", "en"),
        ([], None, None, "zh"),
        (["xx"], None, "en-GB", "en"),
    ],
)
def test_the_language_is_the_addresss_then_the_readers_then_the_browsers(said_in, chosen, locale, lang):
    place = {"lang": said_in} if said_in else {}
    assert address.language(place, {"bar_lang": chosen}, locale) == lang


def test_words_that_occur_twice_are_told_apart():
    assert frame.distinct({"a": "道路", "b": "道路", "c": "管网"}) == {
        "a": "道路 (a)",
        "b": "道路 (b)",
        "c": "管网",
    }


def test_markdown_in_names_is_harmless():
    assert ui.plain("*a* [b](c) <i> $x$") == r"\*a\* \[b\](c) \<i\> \$x\$"


def test_the_source_line_says_scope_dates_returns_and_snapshot():
    head = {"invested_as_of": JUNE, "units_reported": 1, "units_expected": 23}
    wish = Filters(city="chengdu", month=JULY, units=("jinjiang",), known_on=date(2019, 8, 1))
    assert scope.source(head, wish, profiles.get("chengdu"), WORDS, "S1") == (
        "口径：成都市 · 市重点项目 · 锦江区 · 2019年7月 · 投资截至2019年6月 · 已报1/23个单位 · "
        "按2019年8月1日所知 · 数据版本 S1"
    )


def test_the_bar_shows_what_the_address_says(home, monkeypatch):
    app = visit(
        home, monkeypatch, "curve", **PLACE | {"month": "2019-06", "units": "jinjiang", "search": "产业"}
    )
    assert app.selectbox(key="bar_city").value == "chengdu"
    assert app.selectbox(key="bar_month").value == JUNE
    assert app.multiselect(key="bar_units").value == ["jinjiang"]
    assert app.text_input(key="bar_search").value == "产业"


def test_a_filter_moves_the_address(curve):
    curve.multiselect(key="bar_units").set_value(["jinjiang"]).run()
    curve.selectbox(key="bar_month").set_value(JUNE).run()
    curve.date_input(key="bar_known_on").set_value(date(2019, 7, 20)).run()
    assert query(curve) == {
        "city": ["chengdu"],
        "month": ["2019-06"],
        "known_on": ["2019-07-20"],
        "units": ["jinjiang"],
        "lang": ["zh"],
    }


def test_a_new_address_moves_the_bar(curve):
    curve.query_params["month"] = "2019-06"
    curve.run()
    assert curve.selectbox(key="bar_month").value == JUNE


def test_a_choice_of_the_page_is_in_the_address_and_comes_back_from_it(home, monkeypatch):
    app = visit(home, monkeypatch, "curve", **PLACE | {"show": "month"})
    assert app.button_group(key="curve_show").value == "month"
    app.button_group(key="curve_show").set_value("years").run()
    assert query(app)["show"] == ["years"]
    app.button_group(key="curve_show").set_value("total").run()
    assert "show" not in query(app)


def test_a_filter_survives_a_change_of_page_and_a_choice_of_the_page_does_not(home, monkeypatch):
    app = visit(
        home, monkeypatch, "curve", **PLACE | {"units": "jinjiang", "project": "A-behind", "show": "month"}
    )
    app.query_params.clear()
    app.switch_page(str(ROOT / "pages/review/league.py")).run()
    assert query(app) == {name: [value] for name, value in PLACE.items()} | {"units": ["jinjiang"]}


def test_another_city_starts_afresh(home, monkeypatch):
    app = visit(home, monkeypatch, "curve", **PLACE | {"units": "jinjiang", "search": "园"})
    app.selectbox(key="bar_city").set_value("suqian").run()
    opens_at = profiles.get("suqian").opens_at.strftime("%Y-%m")
    assert query(app) == {"city": ["suqian"], "month": [opens_at], "lang": ["zh"]}
    assert WORDS("frame.no_months", city="宿迁市") in said(app)


def test_the_other_language_is_one_click_away(curve):
    curve.button_group(key="bar_lang").set_value("en").run()
    assert query(curve)["lang"] == ["en"]
    assert text.words("en")("curve.question") in said(curve)


def test_a_sample_city_says_so(curve):
    assert any(WORDS("frame.sample") in mark.value for mark in curve.markdown)


def test_as_known_before_the_return_there_is_no_money(home, monkeypatch):
    app = visit(home, monkeypatch, "overview", **PLACE | {"known_on": "2019-07-10"})
    assert WORDS("answer.stale", month="2019年7月", as_of="2019年6月") in said(app)


def test_without_a_store_a_sentence_names_the_command(tmp_path, monkeypatch):
    app = visit(tmp_path, monkeypatch, "overview", lang="en")
    assert text.words("en")("frame.no_store") in said(app)
    assert app.code[0].value == "python -m paceboard demo"


def test_what_fails_is_a_sentence_and_the_traceback_stays_in_the_log(tmp_path, monkeypatch, caplog):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("broken")
    (tmp_path / "store" / "broken.duckdb").write_text("this is no store")
    monkeypatch.setenv("PACEBOARD_HOME", str(tmp_path))
    monkeypatch.chdir(ROOT)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert [box.value for box in app.error] == [WORDS("frame.failed")]
    assert "Traceback" in caplog.text
