"""League tables that cities printed: every row is shown as published, whatever city the reader looks at."""

import csv
from datetime import date

import pytest

from paceboard.filters import Filters, parse_month
from tests.conftest import ROOT
from tests.visitor import CITIES

PRINTED = ROOT / "tests" / "golden" / "league_tables.csv"
# Column of the golden file -> columns of query published_elsewhere that may hold it: a plan is annual or,
# where the bulletin means that, the total investment; the number of projects may be that of planned starts.
SHOWN = {
    "n_projects": ("projects", "planned_starts"),
    "plan_yi": ("annual_plan", "printed_total"),
    "completed_ytd_yi": ("investment_ytd",),
    "pct_of_annual_plan": ("completion_rate",),
    "n_started": ("started",),
    "start_pct": ("start_rate",),
    "n_completed": ("completed",),
    "completed_pct": ("finish_rate",),
    "n_unstarted": ("unstarted",),
    "gap_to_linear_pp": ("gap_to_linear",),
}


def rows() -> list[dict[str, str]]:
    with PRINTED.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def is_shown(printed: dict[str, str], shown: dict) -> bool:
    """Say whether a row on the page holds every figure of a printed row."""
    names = {name: columns for name, columns in SHOWN.items() if printed[name]}
    return all(float(printed[name]) in [shown[c] for c in columns] for name, columns in names.items())


@pytest.mark.parametrize("city", CITIES)
def test_every_row_is_shown_as_published(store, city):
    asked = Filters(city=city, month=parse_month(CITIES[city]) or date(2019, 9, 1))
    shown = store.ask("published_elsewhere", asked).to_dicts()
    missing = [
        printed
        for printed in rows()
        if not any(
            row["unit_name"] == printed["unit"]
            and row["as_of"] == printed["as_of"]
            and printed["category"] in ("", row["scope"])
            and is_shown(printed, row)
            for row in shown
        )
    ]
    assert len(rows()) == 82
    assert not missing


def test_the_three_bulletins_that_contradict_themselves_are_listed(store):
    found = store.ask("published_contradictions", Filters(city="chengdu", month=date(2019, 9, 1)))
    wrong = found.filter(is_within_rounding=False)
    listed = {
        (row["issuer"], row["unit_name"], row["measure"], row["printed"], row["recomputed"])
        for row in wrong.drop_nulls("unit_name").to_dicts()
    }
    assert listed == {
        ("晋城市", "全市", "investment_ytd", 202.3, 200.3),
        ("湘西州", "州直", "completion_rate", 64.0, 58.8),
        ("湘西州", "州直", "investment_ytd", 114.8, 92.0),
        ("宣城市", "全市", "investment_ytd", 464.96, 471.48),
        ("宣城市", "全市", "started", 86.0, 87.0),
    }
