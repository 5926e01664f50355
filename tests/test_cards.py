"""Cards by rules: ends of bands exactly, months in a row, excuses, holes; expectations worked out by hand."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest

from paceboard import card_rules, card_variants, intervals, profiles, store
from paceboard.filters import Filters
from paceboard.ingest import build
from tests.returns import parsed

YEAR = [date(2019, month, 1) for month in range(1, 13)]
CHENGDU = profiles.get("chengdu")


def returned(
    money: dict[str, list[int]],
    plan: dict[str, int],
    *,
    unit: str = "jinjiang",
    city: str = "chengdu",
    **more,
) -> list:
    """One return per month of 2019: year-to-date money by project; more: further columns of the register."""
    count = len(next(iter(money.values())))
    return [
        parsed(
            unit=unit,
            city=city,
            period=month,
            received=datetime(2019, month.month + 1, 3, 9, 30),
            project_version=[
                {"entity": e, "project_name": e, "total_investment": 9000, "plan_year": plan[e]}
                | {"plan_start_date": date(2018, 1, 1), "actual_start_date": date(2018, 1, 1)}
                | more.get(e, {})
                for e in money
            ],
            investment_return=[
                {"entity": e, "invested_ytd": sums[at], "paid_ytd": sums[at]} for e, sums in money.items()
            ],
        )
        for at, month in enumerate(YEAR[:count])
    ]


@pytest.fixture
def city():
    """An empty store in memory: give it returns, then ask for cards."""
    with duckdb.connect() as connection:
        build.create(connection)
        yield connection


def cards(
    connection,
    rules: str | card_rules.Rules,
    month: int,
    *,
    cut: str = "unit",
    known_on=None,
    city: str = "chengdu",
    places: tuple[dict, ...] = (),
) -> dict:
    """Rows of query cards by (key, rule)."""
    asked = Filters(city=city, month=date(2019, month, 1), known_on=known_on)
    kept = rules if not isinstance(rules, str) else card_rules.get(rules)
    cursor = connection.cursor()
    rows = store.answer(
        cursor,
        "cards",
        asked,
        resolve=lambda f: store.resolve(connection.cursor(), f),
        rules=kept.written(CHENGDU, places=places),
    )
    return {(row["key"], row["rule_id"]): row for row in rows.filter(cut=cut).to_dicts()}


def excuse(connection, *, subject: str, noted_on: date, period: date, project: str | None = None) -> None:
    connection.execute(
        "insert into judgement by name select 'chengdu' as city, 2 as line, ? as period, ? as until,"
        " 'jinjiang' as unit_id, ? as project_code, ? as subject, 'excuse' as kind, '市重大办' as author,"
        " ? as noted_on, '山体滑坡' as reason",
        [period, period, project, subject, noted_on],
    )


# Annual plan 1,200: time asks for 100 a month. In March 300 is level with time, 264 is 3 points behind.
@pytest.mark.parametrize(
    ("invested", "card", "state"),
    [
        (300, "green", "card"),
        (Decimal("299.99"), None, "hole"),
        (Decimal("180.01"), None, "hole"),
        (180, "yellow", "card"),
        (179, "yellow", "card"),
    ],
)
def test_yinchuans_progress_up_to_ten_points_behind(city, invested, card, state):
    """300 - 180 of 1,200 is exactly 10 points: yellow; less than that is not defined."""
    build.append(city, returned({"A": [50, 100, invested]}, {"A": 1200}))
    row = cards(city, "yinchuan-2025", 3, cut="project")["A", "progress"]
    assert (row["card"], row["card_state"]) == (card, state)


@pytest.mark.parametrize(("invested", "card"), [(240, "yellow"), (Decimal("239.99"), "red")])
def test_yinchuans_progress_at_thirty_points_behind(city, invested, card):
    """By the end of June 600 is asked: 240 is exactly 30 points behind and still yellow."""
    build.append(city, returned({"A": [10, 20, 30, 40, 50, invested]}, {"A": 1200}))
    row = cards(city, "yinchuan-2025", 6, cut="project")["A", "progress"]
    assert row["card"] == card
    assert row["reading"] <= Decimal(-30)


def test_a_third_that_no_decimal_holds_stays_on_its_edge(city):
    """7/12 of time and 29/60 of the plan: exactly 10 points behind, though neither is a finite decimal."""
    build.append(city, returned({"A": [1, 2, 3, 4, 5, 6, 290]}, {"A": 600}))
    row = cards(city, "yinchuan-2025", 7, cut="project")["A", "progress"]
    assert row["reading"] == Decimal(-10)
    assert row["card"] == "yellow"


@pytest.mark.parametrize(("invested", "card"), [(150, "yellow"), (Decimal("149.99"), "red"), (300, "green")])
def test_sanya_takes_half_of_the_plan_to_date_not_fifty_points(city, invested, card):
    build.append(city, returned({"A": [50, 100, invested]}, {"A": 1200}))
    assert cards(city, "sanya-2022", 3, cut="project")["A", "project"]["card"] == card


def test_sanya_leaves_out_projects_below_ten_million(city):
    build.append(city, returned({"A": [50], "B": [1]}, {"A": 1000, "B": 999}))
    found = cards(city, "sanya-2022", 1, cut="project")
    assert ("A", "project") in found
    assert ("B", "project") not in found


def test_a_task_missed_once_is_yellow_and_twice_running_red(city):
    """100 a month: met in January, missed in February and March, met in April."""
    build.append(city, returned({"A": [100, 199, 298, 400]}, {"A": 1200}))
    held = [cards(city, "sanya-2022", month)["jinjiang", "task"] for month in (1, 2, 3, 4)]
    assert [row["card"] for row in held] == ["green", "yellow", "red", "green"]
    assert [row["base_card"] for row in held] == ["green", "yellow", "yellow", "green"]
    assert [row["months_in_a_row"] for row in held] == [1, 1, 2, 1]


def late_start() -> dict:
    """Due on 15 January, never started."""
    return {"A": {"plan_start_date": date(2019, 1, 15), "actual_start_date": None}}


def test_a_start_that_is_late_for_three_months_turns_red(city):
    build.append(city, returned({"A": [0, 0, 0]}, {"A": 1200}, **late_start()))
    held = [cards(city, "yinchuan-2025", m, cut="project")["A", "start"]["card"] for m in (1, 2, 3)]
    assert held == ["yellow", "yellow", "red"]


def test_months_in_a_row_are_those_known_on_the_day_asked(city):
    """On 4 March only the returns of January and February are known."""
    build.append(city, returned({"A": [0, 0, 0]}, {"A": 1200}, **late_start()))
    row = cards(city, "yinchuan-2025", 2, cut="project", known_on=date(2019, 3, 4))["A", "start"]
    assert (row["card"], row["months_in_a_row"]) == ("yellow", 2)


def test_an_excuse_keeps_the_card_in_sight_and_ends_the_run(city):
    build.append(city, returned({"A": [0, 0, 0, 0]}, {"A": 1200}, **late_start()))
    excuse(city, subject="start", noted_on=date(2019, 3, 20), period=YEAR[2], project="A")
    march = cards(city, "yinchuan-2025", 3, cut="project")["A", "start"]
    assert (march["card_before"], march["card"], march["is_excused"]) == ("yellow", "green", True)
    assert (march["author"], march["noted_on"], march["reason"]) == (
        "市重大办",
        date(2019, 3, 20),
        "山体滑坡",
    )
    april = cards(city, "yinchuan-2025", 4, cut="project")["A", "start"]
    assert (april["card"], april["months_in_a_row"], april["is_excused"]) == ("yellow", 1, False)


def test_an_excuse_noted_after_the_day_asked_does_not_count(city):
    build.append(city, returned({"A": [0, 0, 0]}, {"A": 1200}, **late_start()))
    excuse(city, subject="start", noted_on=date(2019, 4, 20), period=YEAR[2], project="A")
    asked = {"cut": "project", "known_on": date(2019, 4, 19)}
    assert cards(city, "yinchuan-2025", 3, **asked)["A", "start"]["card"] == "red"
    assert cards(city, "yinchuan-2025", 3, cut="project")["A", "start"]["is_excused"]


@pytest.mark.parametrize(
    ("admitted", "card", "state"),
    [(date(2019, 2, 10), "green", "card"), (None, "yellow", "card"), (date(2019, 4, 1), "yellow", "card")],
)
def test_admission_to_statistics_more_than_a_month_after_the_start(city, admitted, card, state):
    """Started on 27 January: by the end of February more than a month has passed, and less than two."""
    begun = {"A": {"actual_start_date": date(2019, 1, 27), "in_statistics_date": admitted}}
    build.append(city, returned({"A": [0, 0]}, {"A": 1200}, **begun))
    row = cards(city, "yinchuan-2025", 2, cut="project")["A", "statistics"]
    assert (row["card"], row["card_state"]) == (card, state)


@pytest.mark.parametrize(("begun", "state"), [(date(2019, 1, 28), "hole"), (date(2019, 1, 27), "card")])
def test_exactly_one_month_without_admission_is_a_hole(city, begun, state):
    """From 28 January to 28 February is one month, not more."""
    build.append(city, returned({"A": [0, 0]}, {"A": 1200}, A={"actual_start_date": begun}))
    assert cards(city, "yinchuan-2025", 2, cut="project")["A", "statistics"]["card_state"] == state


def test_what_two_cards_fit_gets_none(city):
    """Tianjin, a year in which all fall by a tenth: growth below zero, yet level with plan and city."""
    tianjin = card_rules.get("tianjin-2022")
    (overlap,) = tianjin.rule("growth").overlaps
    assert str(overlap["growth"]) == "[-100, 0)"
    assert str(overlap["to_plan"]) == "[0, inf)"


def test_the_holes_of_the_published_rules_are_found():
    yinchuan = card_rules.get("yinchuan-2025")
    holes = {rule.id: [str(i) for box in rule.holes for i in box.values()] for rule in yinchuan.rules}
    assert holes == {"start": [], "progress": ["(-10, 0)"], "funds": [], "statistics": ["(0, 1]"]}


def test_red_is_praise_where_the_rules_say_so(city):
    build.append(city, returned({"A": [100]}, {"A": 1200}))
    assert cards(city, "hengyang-2026", 1)["jinjiang", "unit"]["card"] == "red"
    assert card_rules.get("hengyang-2026").card("red").meaning == "praise"


def test_the_next_card_says_how_much_is_missing(city):
    """179 of 1,200 in March: 10.083 points behind; yellow begins at 10, that is at 180."""
    build.append(city, returned({"A": [50, 100, 179]}, {"A": 1200}))
    row = cards(city, replace(card_rules.get("neutral"), gap="unrounded"), 3)["jinjiang", "progress"]
    assert (row["card"], row["next_card"], row["boundary"]) == ("red", "yellow", Decimal(-10))
    assert row["is_reached"]
    assert row["amount"] == pytest.approx(1)
    assert row["distance"] == Decimal("0.083333333")


DISTRICTS = ("jinjiang", "qingyang", "jinniu", "wuhou", "chenghua", "longquanyi")
TOWNS = ("xiaguanying", "yangdianzi", "caiyuan")
BUREAUS = (
    "housing_bureau",
    "transport_bureau",
    "water_bureau",
    "health_bureau",
    "industry_bureau",
    "education_bureau",
)


def ranked(month: int, *units: str, league: str = "all", ties: int = 0) -> tuple[dict, ...]:
    """Ranks of a month in this order; the first so many share rank 1."""
    head = {"period": f"2019-{month:02}-01", "league": league}
    return tuple(
        head | {"unit_id": unit, "rank": 1 if place <= ties else place} for place, unit in enumerate(units, 1)
    )


def test_a_red_list_needs_target_and_the_rank_of_the_score(city):
    """Five of six are ahead of time. Jinjiang invested most and stands last by score: no list. Longquanyi
    is behind and stands third: among the last four of six, black.
    """
    for place, unit in enumerate(DISTRICTS):
        done = 160 - 10 * place if place < 5 else 99
        build.append(city, returned({unit: [done]}, {unit: 1200}, unit=unit))
    places = ranked(1, "qingyang", "jinniu", "longquanyi", "wuhou", "chenghua", "jinjiang")
    found = cards(city, "mianyang-2022", 1, places=places)
    assert [found[unit, "districts"]["card"] for unit in DISTRICTS] == ["none", *["red"] * 4, "black"]
    # By the rank itself, ahead of Wuhou and Chenghua: two from the front and four from the end.
    assert found["longquanyi", "districts"]["readings"][1:] == [3, 4]


def test_equal_scores_share_a_rank_from_both_ends(city):
    """Six share rank 1: all are among the first five, and the one that is behind among the last four too."""
    for unit in DISTRICTS:
        build.append(city, returned({unit: [99 if unit == "wuhou" else 150]}, {unit: 1200}, unit=unit))
    found = cards(city, "mianyang-2022", 1, places=ranked(1, *DISTRICTS, ties=6))
    assert {unit: found[unit, "districts"]["card"] for unit in DISTRICTS} == {
        unit: "black" if unit == "wuhou" else "red" for unit in DISTRICTS
    }


def test_departments_are_ranked_apart_from_districts(city):
    """One league of nine, towns first: the sixth, a bureau, is third among bureaus and hence on the red list;
    the fifth bureau is not among the first four.
    """
    for unit in (*TOWNS, *BUREAUS):
        done = 99 if unit == "education_bureau" else 150
        build.append(city, returned({unit: [done]}, {unit: 1200}, unit=unit, city="qianan"))
    found = cards(city, "mianyang-2022", 1, city="qianan", places=ranked(1, *TOWNS, *BUREAUS))
    assert [found[unit, "departments"]["card"] for unit in BUREAUS] == [*["red"] * 4, "none", "black"]
    assert [found[unit, "districts"]["card"] for unit in TOWNS] == ["red"] * 3
    assert found["water_bureau", "departments"]["readings"][1:] == [3, 4]


def test_leagues_of_the_scheme_are_ranked_apart(city):
    """Gaoxin is the second zone, though the seventh of all: ahead of time and among the first five."""
    for unit in (*DISTRICTS, "tianfu", "gaoxin"):
        build.append(city, returned({unit: [150]}, {unit: 1200}, unit=unit))
    places = ranked(1, *DISTRICTS, league="counties") + ranked(1, "tianfu", "gaoxin", league="zones")
    found = cards(city, "mianyang-2022", 1, places=places)
    assert [found[unit, "districts"]["card"] for unit in (*DISTRICTS, "tianfu", "gaoxin")] == [
        *["red"] * 5,
        "none",
        "red",
        "red",
    ]


def test_without_ranks_a_rule_about_ranks_has_nothing_to_measure(city):
    build.append(city, returned({"A": [150]}, {"A": 1200}))
    assert cards(city, "mianyang-2022", 1)["jinjiang", "districts"]["card_state"] == "empty"


def test_zaozhuang_warns_who_stays_among_the_last_and_praises_who_rises(city):
    """Last three of seven in January and February: yellow, then red. From 7 to 4 is three places up: blue."""
    units = (*DISTRICTS, "tianfu")
    for unit in units:
        build.append(city, returned({unit: [100, 200]}, {unit: 1200}, unit=unit))
    january = ranked(1, *units)
    february = ranked(2, "jinjiang", "qingyang", "jinniu", "tianfu", "chenghua", "longquanyi", "wuhou")
    first = cards(city, "zaozhuang-2023", 1, places=january)
    assert [first[unit, "rank"]["card"] for unit in units] == [*["blue"] * 3, "none", *["yellow"] * 3]
    assert first["tianfu", "rise"]["card_state"] == "empty"
    then = cards(city, "zaozhuang-2023", 2, places=january + february)
    assert [then[u, "rank"]["card"] for u in units] == [*["blue"] * 3, "yellow", "red", "red", "none"]
    assert [then[u, "rise"]["card"] for u in units] == [*["none"] * 3, "yellow", "none", "none", "blue"]


def test_exactly_on_target_is_on_neither_list(city):
    build.append(city, returned({"A": [100]}, {"A": 1200}))
    found = cards(city, "mianyang-2022", 1, places=ranked(1, "jinjiang"))
    assert found["jinjiang", "districts"]["card"] == "none"


def test_zhenjiang_asks_nothing_before_june_then_reminds_supervises_and_notifies(city):
    """One of two city projects started (50 %): 80 % asked from June to August, all from September on."""
    plan = {"A": 1200, "B": 1200}
    dates = {"plan_start_date": date(2019, 3, 1), "actual_start_date": date(2019, 3, 1), "level_id": "city"}
    more = {"A": dates, "B": dates | {"actual_start_date": None}}
    build.append(city, returned({"A": [0] * 9, "B": [0] * 9}, plan, **more))
    held = [cards(city, "zhenjiang", m)["jinjiang", "districts"] for m in range(5, 10)]
    assert [row["card"] for row in held] == [None, "reminder", "supervision", "notice", "notice"]
    assert [row["reading"] for row in held] == [None, *map(Decimal, (-30, -30, -30, -50))]
    # One of two is missing for the whole of what is asked.
    assert held[-1]["amount"] == 1


def test_closing_an_open_end_moves_what_stands_on_it(city):
    build.append(city, returned({"A": [50, 100, 180]}, {"A": 1200}))
    neutral = card_rules.get("neutral")
    assert cards(city, neutral, 3)["jinjiang", "progress"]["card"] == "yellow"
    turned = card_variants.edges(neutral)
    assert cards(city, turned, 3)["jinjiang", "progress"]["card"] == "red"


def test_rounding_first_can_change_a_card(city):
    """299.7 of 1,200 is 24.975 %: 25.0 as printed with one decimal by Suqian, hence level with time."""
    assert intervals.read("[0, 10)").covers(intervals.read("(0, 10)"))
    build.append(city, returned({"A": [50, 100, Decimal("299.97")]}, {"A": 1200}))
    neutral = card_rules.get("neutral")
    held = {
        gap: cards(city, replace(neutral, gap=gap), 3)["jinjiang", "progress"]["card"]
        for gap in ("unrounded", "rounded")
    }
    assert held == {"unrounded": "yellow", "rounded": "green"}


def test_cards_that_another_reading_would_change_are_listed(city):
    """180 of 1,200 in March stands on the end of yellow: red with the ends exchanged, and in February."""
    build.append(city, returned({"A": [50, 60, 180]}, {"A": 1200}))
    rows = store.answer(
        city.cursor(),
        "card_flips",
        Filters(city="chengdu", month=date(2019, 3, 1)),
        resolve=lambda f: store.resolve(city.cursor(), f),
        **card_variants.asked(card_rules.get("neutral"), CHENGDU),
    )
    found = {(row["reading"], row["card"], row["other_card"]) for row in rows.to_dicts()}
    # 60 of 1,200 is 5 % where 16.67 % is asked: 11.67 points behind.
    assert found == {("edges", "yellow", "red"), ("cut_off", "yellow", "red")}


def test_an_excused_card_does_not_count_in_the_whole(city):
    """60 of 1,200 in February is red; excused, nothing else being measured, the whole is excused too."""
    build.append(city, returned({"A": [50, 60]}, {"A": 1200}))
    assert cards(city, "neutral", 2)["jinjiang", "overall"]["card"] == "red"
    excuse(city, subject="progress", noted_on=date(2019, 3, 4), period=YEAR[1])
    row = cards(city, "neutral", 2)["jinjiang", "overall"]
    assert (row["card"], row["card_before"], row["is_excused"]) == (None, "red", True)
