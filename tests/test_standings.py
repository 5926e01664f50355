"""Places, gains, pairs and intervals of a league: worked out by hand on three projects of two units."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial

import pytest

from paceboard import profiles, store
from paceboard.filters import Filters
from paceboard.ingest import build
from paceboard.ranking import Ranking
from tests.returns import parsed
from tests.test_build import connection
from tests.visitor import CITIES

JUNE = date(2019, 6, 1)
OFFICIAL = {"scheme": None, "more": None}


def listed(entity: str, plan: int) -> dict:
    return {"entity": entity, "project_code": entity, "total_investment": 1000, "plan_year": plan}


def paid(entity: str, ytd: int) -> dict:
    return {"entity": entity, "project_code": entity, "invested_ytd": ytd}


# By June half of the year's plan is asked. Only the completion rate can be measured: 30 points count as 100.
# Jinjiang: A 60 of 100 and B 10 of 100, 35 %, 0.7 of what is asked: 70 points. Wuhou: C 25 of 100: 50 points.
RETURNS = [
    parsed(
        unit=unit,
        period=JUNE,
        received=datetime(2019, 7, 3),
        project_version=[listed(entity, 100) for entity, _ in projects],
        investment_return=[paid(*said) for said in projects],
    )
    for unit, projects in (("jinjiang", [("A", 60), ("B", 10)]), ("wuhou", [("C", 25)]))
]


@pytest.fixture(scope="module")
def ask():
    db = connection()
    db.execute("delete from judgement").fetchall()  # the samples of the demo
    build.append(db, RETURNS)
    cursor = db.cursor()

    def answer(name: str, **values):
        asked = Filters(city="chengdu", month=JUNE)
        given = OFFICIAL | values
        rows = store.answer(cursor, name, asked, resolve=partial(store.resolve, cursor), **given)
        return rows.filter(league="all") if "league" in rows.columns else rows

    return answer


def by_unit(rows) -> dict:
    return {row["unit_id"]: row for row in rows.to_dicts()}


def test_the_distance_to_the_next_place_is_the_difference_of_the_scores(ask):
    places = by_unit(ask("score_places"))
    assert places["jinjiang"]["score"] == Decimal("70")
    assert places["wuhou"]["score"] == Decimal("50")
    assert places["wuhou"]["to_next"] == places["jinjiang"]["lead"] == Decimal("20")
    assert places["jinjiang"]["to_next"] is None
    assert (places["wuhou"]["unit_above"], places["wuhou"]["unit_count"]) == ("jinjiang", 2)


def test_one_more_of_the_large_money_unit_brings_the_points_up_to_the_cap(ask):
    gains = by_unit(ask("score_gains").filter(measure="invested_ytd"))
    # 100 million more on a plan of 1 million: 1.2 times the target is the most, 120 points.
    assert gains["wuhou"]["step"] == 10000
    assert gains["wuhou"]["gained_points"] == Decimal("70")
    assert (gains["wuhou"]["rank"], gains["wuhou"]["rank_then"]) == (2, 1)
    assert gains["jinjiang"]["gained_points"] == Decimal("50")
    assert gains["jinjiang"]["gained_places"] == 0


def test_what_cannot_be_measured_is_no_step(ask):
    assert set(ask("score_gains")["measure"]) == {"invested_ytd"}


def test_the_differences_of_a_pair_add_up_to_that_of_the_scores(ask):
    pairs = ask("score_pairs", league="all", unit="wuhou", other="jinjiang")
    assert pairs["difference"].sum() == Decimal("-20")
    completion = pairs.filter(indicator="completion").row(0, named=True)
    assert (completion["points"], completion["points_other"]) == (Decimal("50"), Decimal("70"))


def test_without_one_project_a_unit_may_stand_elsewhere(ask):
    rows = ask("rank_intervals", most=12)
    assert rows["unit_id"].to_list() == ["jinjiang"]  # a unit of one project would vanish with it
    row = rows.row(0, named=True)
    # Without A: 10 of 100, 20 points, behind Wuhou. Without B: 60 of 100, 120 points.
    assert (row["rank"], row["rank_best"], row["rank_worst"]) == (1, 1, 2)
    assert (row["entity_best"], row["entity_worst"]) == ("B", "A")


def test_units_with_more_projects_than_asked_are_left_out(ask):
    assert ask("rank_intervals", most=1).is_empty()


@pytest.mark.parametrize("city", CITIES)
def test_items_add_up_to_scores_and_gains_are_those_of_the_items(store, city):
    month = date.fromisoformat(f"{CITIES[city]}-01")
    asked = Filters(city=city, list_kind=profiles.get(city).main_list, month=month)
    given = Ranking(lambda name, **values: store.ask(name, asked, **values), profiles.get(city)).values()
    places = {(r["league"], r["unit_id"]): r for r in store.ask("score_places", asked, **given).to_dicts()}
    items = store.ask("score_items", asked, **given)
    sums: dict = {}
    for row in items.filter(is_active=True).to_dicts():
        key = row["league"], row["unit_id"]
        sums[key] = sums.get(key, 0) + row["points"]
    assert sums == {key: row["score"] for key, row in places.items()}
    for row in store.ask("score_gains", asked, **given).to_dicts():
        assert row["rank_then"] <= row["rank"]
        assert row["score_then"] - row["gained_points"] == places[row["league"], row["unit_id"]]["score"]
