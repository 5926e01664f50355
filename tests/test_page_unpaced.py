"""Overview and league of a list that nobody plans by the year or owes returns for, through the real app."""

from datetime import date

import pytest

from paceboard import store as snapshots
from paceboard.filters import Filters
from paceboard.ingest import desk, door
from tests.test_newyork_forms import TRACKER, edition
from tests.visitor import said, table, visit

# Three editions. 1 slips by a year and grows by half, 2 comes 30 days early and shrinks by a fifth, 3 stays
# as it is, 4 has no promise at first, 5 is new, 6 leaves the list after the first one.
EDITIONS = (
    edition("09/01/2018", "1", borough="Bronx", budget="2000000.50", finish="06/30/2020"),
    edition("09/01/2018", "2", borough="Queens", budget="1000000", finish="06/30/2020"),
    edition("09/01/2018", "3", borough="Bronx", budget="500000", finish="12/31/2019"),
    edition("09/01/2018", "4", borough="Queens", budget="", finish=""),
    edition("09/01/2018", "6", borough="Queens", budget="9000000", finish="06/30/2020"),
    edition("05/01/2019", "1", borough="Bronx", budget="2500000.50", finish="12/31/2020"),
    edition("05/01/2019", "2", borough="Queens", budget="1000000", finish="06/30/2020"),
    edition("05/01/2019", "3", borough="Bronx", budget="500000", finish="12/31/2019"),
    edition("05/01/2019", "4", borough="Queens", budget="", finish=""),
    edition("09/01/2019", "1", borough="Bronx", budget="3000000.75", finish="06/30/2021"),
    edition("09/01/2019", "2", borough="Queens", budget="800000", finish="05/31/2020"),
    edition("09/01/2019", "3", borough="Bronx", budget="500000", finish="12/31/2019"),
    edition("09/01/2019", "4", borough="Queens", budget="700000", finish="06/30/2022"),
    edition("09/01/2019", "5", borough="Queens", budget="4000000", finish="06/30/2024"),
)
WHERE = {"city": "newyork", "month": "2019-08"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpaced")
    path = folder / "tracker.csv"
    path.write_text("\n".join([TRACKER, *EDITIONS]) + "\n", "utf-8")
    receipts = desk.load([path], folder=folder, overrides=door.Overrides())
    assert {r.status for r in receipts} == {"accepted"}
    return folder


@pytest.fixture(scope="module")
def slips(home):
    opened = snapshots.open_current(home)
    yield lambda month: opened.ask("slips", Filters(city="newyork", month=month, list_kind="tracker"))
    opened.close()


def test_budgets_and_promises_are_counted_from_the_first_edition(slips):
    rows = slips(date(2019, 8, 1))
    figures = ("project_count", "total_change", "compared_count", "later_count", "earlier_count", "slip_days")
    found = {
        row["key"]: [row[name] for name in figures] for row in rows.to_dicts() if row["cut"] != "project"
    }
    # 1000000.25 - 200000 = 800000.25; days: 365, -30, 0.
    assert [float(x) for x in found[""]] == [5, 800000.25, 3, 1, 1, 0]
    assert [float(x) for x in found["bronx"]] == [2, 1000000.25, 2, 1, 0, 183]  # half of 365, half up
    assert [float(x) for x in found["queens"]] == [3, -200000, 1, 0, 1, -30]
    assert rows.filter(cut="sector")["key"].to_list() == ["transport"]


def test_the_first_edition_has_nothing_to_compare_with(slips):
    whole = slips(date(2018, 8, 1)).row(0, named=True)
    assert (whole["project_count"], whole["compared_count"], whole["total_change"]) == (5, 0, None)


def test_shares_and_positions_go_by_the_budget(slips):
    units = slips(date(2019, 8, 1)).filter(cut="unit").sort("position")
    assert units["key"].to_list() == ["queens", "bronx"]
    assert units["total_share"].to_list() == pytest.approx([5500000 / 9000000.75, 3500000.75 / 9000000.75])


def test_the_overview_says_what_can_be_compared_and_nothing_of_returns(home, monkeypatch):
    app = visit(home, monkeypatch, "overview", **WHERE, lang="zh")
    assert "重大项目跟踪共5个项目，总投资9.00百万美元" in said(app)
    assert "预算共增加0.80百万美元（22.9%）" in said(app)  # of 3500000.50
    assert "可比的3个项目中，1个推迟、1个提前，中位数未变" in said(app)
    assert not [word for word in ("报送", "序时进度", "居首", "—") if word in said(app)]
    assert table(app, "first_finish_date")["slip_days"].to_list() == [365]


def test_the_league_says_what_can_be_compared(home, monkeypatch):
    app = visit(home, monkeypatch, "league", **WHERE, lang="en")
    assert "Queens has the largest budget: 5.50 USD million, 3 projects." in said(app)
    assert "Promises slip most in Bronx: 1 of 2 projects moved later" in said(app)
    assert not [word for word in ("leads", "reported", "—") if word in said(app)]
    shown = table(app, "later_share")
    assert shown["shown_unit_id"].to_list() == ["Queens", "Bronx"]


def test_a_single_unit_is_split_by_sector(home, monkeypatch):
    app = visit(home, monkeypatch, "league", **WHERE, units="bronx", lang="zh")
    assert table(app, "later_share")["shown_sector"].to_list() == ["道路桥梁与交通"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("page", "total"), [("overview", "12.50"), ("league", "10.00")])
def test_an_edition_without_an_earlier_one_stands_too(home, monkeypatch, page, total, lang):
    app = visit(home, monkeypatch, page, city="newyork", month="2018-08", lang=lang)
    assert total in said(app)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", ["overview", "league"])
def test_a_list_without_plan_of_a_city_that_plans_is_compared_too(demo_home, monkeypatch, page, lang):
    where = {"city": "chengdu", "month": "2019-08", "list_kind": "reserve", "lang": lang}
    app = visit(demo_home, monkeypatch, page, **where)
    assert ("亿元" if lang == "zh" else "100M CNY") in said(app)
    assert not [word for word in ("居首", "leads", "—") if word in said(app)]


def test_a_city_with_a_plan_keeps_its_pace(demo_home, monkeypatch):
    overview = visit(demo_home, monkeypatch, "overview", city="chengdu", month="2019-08", lang="zh")
    assert "占年度计划" in said(overview)
    assert "居首" in said(visit(demo_home, monkeypatch, "league", city="chengdu", month="2019-08", lang="zh"))
