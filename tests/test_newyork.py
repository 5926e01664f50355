"""New York's real files through the same door as anybody's; skipped where the files are not at hand.

They are looked for in PACEBOARD_REAL, else in ../shared/real beside the repository.
"""

import csv
import json
import os
import sys
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from statistics import median

import polars as pl
import pytest
from shapely import Point
from shapely.geometry import shape

from paceboard import profiles
from paceboard import store as snapshots
from paceboard.filters import Filters, month_before
from paceboard.ingest import desk, door

ROOT = Path(__file__).resolve().parents[1]
REAL = Path(os.environ.get("PACEBOARD_REAL") or ROOT.parent / "shared" / "real")
TRACKER = REAL / "nyc_capital_projects_15periods_2013_2019.csv"
PLANS = {
    date(2016, 10, 1): REAL / "nyc_commitment_plan_2016-Oct.csv",
    date(2017, 1, 1): REAL / "nyc_commitment_plan_2017-Jan.csv",
    date(2017, 4, 1): REAL / "nyc_commitment_plan_2017-Apr.csv",
}
SITES = REAL / "nyc_capital_project_detail_fy2021_points.geojson"
BOROUGHS = REAL / "nyc_borough_boundaries.geojson"
FILES = (TRACKER, *PLANS.values(), SITES)

pytestmark = [
    pytest.mark.skipif(not TRACKER.is_file(), reason=f"New York's files are not in {REAL}: nothing to read"),
    pytest.mark.xdist_group("newyork"),
]

NEAR = Decimal("0.5")  # a printed change is rounded to a dollar
EDITIONS = {
    "2013-09": 45, "2014-01": 49, "2014-05": 54, "2015-02": 59, "2015-08": 66, "2016-01": 75, "2016-06": 96,
    "2016-11": 108, "2017-04": 118, "2017-09": 169, "2018-03": 212, "2018-08": 247, "2019-01": 283,
    "2019-05": 300, "2019-09": 378,
}  # fmt: skip

# What the file says of itself that its own values do not bear out: (project, edition): (ours, printed).
# Some projects return after an edition that left them out, others were listed before without any value: then
# printed is the change since a value that was never published. Project 267 plainly contradicts itself.
SCHEDULE_REST = {
    ("267", "2019-09"): (162, -447),
    ("314", "2015-02"): (588, 31),
    ("366", "2016-01"): (1309, 361),
    ("449", "2018-08"): (184, 870),
    ("789", "2019-01"): (None, -1094),
    ("790", "2019-01"): (None, 115),
    ("898", "2019-09"): (None, 91),
    ("899", "2019-09"): (None, 91),
    ("900", "2019-09"): (None, 91),
    ("901", "2019-09"): (None, 91),
}
BUDGET_REST = {
    ("314", "2015-02"): (-13150876, -11050876),
    ("366", "2016-01"): (-10192741, 10407259),
    ("449", "2018-08"): (2193745, 3843386),
    ("570", "2018-08"): (0, -20000),
    ("898", "2019-09"): (None, 0),
    ("899", "2019-09"): (None, 0),
    ("900", "2019-09"): (None, 0),
    ("901", "2019-09"): (None, 0),
}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def edition(row: dict[str, str]) -> date:
    return datetime.strptime(row["Date Reported As Of"][:10], "%m/%d/%Y").date()


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("newyork")
    receipts = desk.load(FILES, folder=folder, overrides=door.Overrides())
    refused = [issue.message_en for r in receipts for issue in r.issues if issue.severity == "error"]
    assert not refused
    assert [r.status for r in receipts] == ["accepted"] * 19
    return folder


@pytest.fixture(scope="module")
def store(home):
    opened = snapshots.open_current(home)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def printed() -> dict[tuple[str, date], dict[str, str]]:
    return {(row["PID"], edition(row)): row for row in rows_of(TRACKER)}


def asking(list_kind: str, month: date, **more) -> Filters:
    return Filters(city="newyork", month=month, list_kind=list_kind, **more)


def test_the_tracker_is_fifteen_submissions_in_order(store):
    for name, count in EDITIONS.items():
        day = date.fromisoformat(f"{name}-01")
        found = store.ask("submissions", asking("tracker", month_before(day)))
        found = found.filter(pl.col("form") == "nyc-tracker-1").row(0, named=True)
        assert (found["received_at"].date(), found["status"], found["row_count"]) == (day, "accepted", count)
    months = store.ask("months", city="newyork")["period"]
    assert months.len() == len(EDITIONS) + len(PLANS) - 1 + 1  # one plan and one edition share October 2016


def test_each_edition_stands_as_it_was_printed(store, printed):
    budgets = defaultdict(list)
    for (_, day), row in printed.items():
        budgets[day].append(Decimal(row["Budget Forecast"] or "0"))
    for day, amounts in budgets.items():
        cards = store.ask("kpis", asking("tracker", month_before(day), known_on=day))
        card = cards.row(by_predicate=pl.col("cut") == "all", named=True)
        assert (card["project_count"], card["total_investment"]) == (len(amounts), sum(amounts))
    assert len({project for project, _ in printed}) == 378


def changes(store) -> list[dict]:
    return store.ask("changes", asking("tracker", date(2019, 8, 1))).to_dicts()


def compare(store, printed, *, ours: str, theirs: str, near: Decimal) -> tuple[Counter, dict]:
    """Return how many pairs agree, by kind of pair, and (project, edition) -> (ours, theirs) of the rest."""
    counted: Counter = Counter()
    rest = {}
    for pair in changes(store):
        day = pair["received_at"].date()
        text = printed[pair["entity"], day][theirs]
        mine = None if pair[ours] is None else Decimal(pair[ours])
        their = Decimal(text) if text else None
        same = mine == their if mine is None or their is None else abs(mine - their) <= near
        stated = "unknown" if mine is None or their is None else "stated"
        kind = "skipped" if pair["skipped_count"] else stated
        counted[kind, same] += 1
        if not same:
            rest[pair["entity"], f"{day:%Y-%m}"] = (None if mine is None else int(mine), int(their or 0))
    return counted, rest


def report(title: str, counted: Counter, rest: dict) -> float:
    """Print the rest and return the share that agrees of the pairs that can be compared.

    Those are two editions in a row that list the project, where file and store both say a change.
    """
    agreed, differ = counted["stated", True], counted["stated", False]
    lines = [f"{title}: {agreed} of {agreed + differ} pairs agree; of {counted.total()} pairs the rest is:"]
    lines += [
        f"  project {p}, {day}: store {mine}, printed {said}" for (p, day), (mine, said) in rest.items()
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return agreed / (agreed + differ)


def test_latest_schedule_changes_are_what_the_store_says_changed(store, printed):
    names = {"ours": "plan_finish_change_days", "theirs": "Latest Schedule Changes"}
    counted, rest = compare(store, printed, **names, near=Decimal(0))
    assert report("Latest Schedule Changes", counted, rest) >= 0.998
    assert rest == SCHEDULE_REST
    assert counted == {
        ("stated", True): 1770, ("stated", False): 1, ("unknown", True): 92, ("unknown", False): 6,
        ("skipped", True): 9, ("skipped", False): 3,
    }  # fmt: skip


def test_latest_budget_changes_are_what_the_store_says_changed(store, printed):
    names = {"ours": "total_investment_change", "theirs": "Latest Budget Changes"}
    counted, rest = compare(store, printed, **names, near=NEAR)
    assert report("Latest Budget Changes", counted, rest) >= 0.998
    assert rest == BUDGET_REST
    assert counted == {
        ("stated", True): 1782, ("unknown", True): 83, ("unknown", False): 4,
        ("skipped", True): 8, ("skipped", False): 4,
    }  # fmt: skip


def test_budgets_and_promises_moved_as_the_editions_say(store, printed):
    """Worked out from the file alone: first and last value of each project of the last edition."""
    last = date(2019, 9, 1)
    money, days = [], []
    for project in {p for p, day in printed if day == last}:
        rows = [printed[project, day] for p, day in sorted(printed) if p == project and day < last]
        now = printed[project, last]
        budgets = [row["Budget Forecast"] for row in rows if row["Budget Forecast"]]
        if budgets and now["Budget Forecast"]:
            money.append(Decimal(now["Budget Forecast"]) - Decimal(budgets[0]))
        ends = [row["Forecast Completion"] for row in rows if row["Forecast Completion"]]
        if ends and now["Forecast Completion"]:
            first, end = (datetime.strptime(t, "%m/%d/%Y") for t in (ends[0], now["Forecast Completion"]))
            days.append((end - first).days)
    rows = store.ask("slips", asking("tracker", date(2019, 8, 1)))
    whole = rows.row(by_predicate=pl.col("cut") == "all", named=True)
    assert whole["total_change"] == sum(money) == Decimal("4299080724.61")
    assert whole["compared_count"] == len(days) == 219
    assert whole["later_count"] == sum(d > 0 for d in days) == 149
    assert whole["earlier_count"] == sum(d < 0 for d in days) == 27
    assert whole["slip_days"] == median(days) == 320
    assert rows.filter(cut="project")["total_investment"].sum() == whole["total_investment"]


def test_a_start_yet_to_come_is_a_promise(store, printed):
    for (project, day), row in printed.items():
        if row["Design Start"] and project in ("314", "961", "3"):
            month = month_before(day)
            found = store.ask("project", asking("tracker", month, project=project)).row(0, named=True)
            start = datetime.strptime(row["Design Start"], "%m/%d/%Y").date()
            is_promise = start >= day
            assert found["plan_start_date"] == (start if is_promise else None)
            assert found["actual_start_date"] == (None if is_promise else start)


def test_a_project_is_off_the_list_while_an_edition_leaves_it_out(store):
    seen = {
        month: store.ask("rows", asking("tracker", month, project="366")).height
        for month in (date(2014, 4, 1), date(2015, 1, 1), date(2015, 7, 1), date(2015, 12, 1))
    }
    assert list(seen.values()) == [1, 0, 0, 1]


def test_every_value_is_traced_to_its_cell(store):
    rows = [row for row in csv.reader(TRACKER.open(encoding="utf-8", newline=""))]
    cells = store.ask("project_cells", asking("tracker", date(2019, 8, 1), project="3")).to_dicts()
    by_field = {cell["field"]: cell for cell in cells}
    wanted = {"total_investment": "Budget Forecast", "plan_finish_date": "Forecast Completion"}
    for field, header in wanted.items():
        column, row = by_field[field]["cell"][0], int(by_field[field]["cell"][1:])
        assert rows[0]["ABCDEFGHIJKLMNOP".index(column)] == header
        assert rows[row - 1][:2] == ["09/01/2019 12:00:00 AM", "3"]


def planned(path: Path) -> dict[date, int]:
    """Add up a commitment plan by month with nothing but the csv module; dollars."""
    sums: dict[date, int] = defaultdict(int)
    for row in rows_of(path):
        month, year = row["plancommdate"].split("/")
        sums[date(2000 + int(year), int(month), 1)] += int(row["citycost"]) + int(row["noncitycost"])
    return dict(sums)


@pytest.mark.parametrize("version", list(PLANS))
def test_the_plan_curve_as_known_at_each_version(store, version):
    sums = planned(PLANS[version])
    year = [date(2016 + (n > 12), (n - 1) % 12 + 1, 1) for n in range(7, 19)]
    curve = store.ask("curve", asking("commitments", date(2017, 4, 1), known_on=version)).sort("period")
    assert curve["period"].to_list() == year
    running = 0
    for row in curve.iter_rows(named=True):
        running += sums.get(row["period"], 0)
        assert row["plan_month"] == sums.get(row["period"], 0)
        assert row["plan_ytd"] == running
    assert set(curve["plan_year"]) == {running}
    assert curve["invested_ytd"].null_count() == 12


def test_what_each_version_plans_in_all():
    totals = {version: sum(planned(path).values()) for version, path in PLANS.items()}
    assert totals == {
        date(2016, 10, 1): 84_299_758_000,
        date(2017, 1, 1): 99_591_556_000,
        date(2017, 4, 1): 105_831_257_000,
    }


@pytest.mark.parametrize("version", list(PLANS))
def test_every_commitment_of_a_version_is_counted_once(store, version):
    rows = rows_of(PLANS[version])
    cards = store.ask("kpis", asking("commitments", version, known_on=version))
    card = cards.row(by_predicate=pl.col("cut") == "all", named=True)
    assert card["project_count"] == len({(r["managingagency"], r["projectid"]) for r in rows})
    assert card["total_investment"] == sum(planned(PLANS[version]).values())


def features() -> list[dict]:
    return json.loads(SITES.read_text("utf-8"))["features"]


def test_two_thousand_and_ten_sites_on_the_map(store):
    sites = store.ask("sites", asking("sites", date(2020, 11, 1)))
    assert sites.height == 2010
    assert sites["lon"].null_count() == sites["lat"].null_count() == 0
    given = {tuple(f["geometry"]["coordinates"]) for f in features()}
    assert set(sites.select("lon", "lat").rows()) == given
    assert sites["total_investment"].sum() == 1000 * sum(
        f["properties"]["combined_total"] for f in features()
    )
    assert sites["plan_year"].sum() == 1000 * sum(f["properties"]["combined2021"] for f in features())


def test_sites_lie_in_the_borough_they_are_booked_under(store):
    boroughs = json.loads(BOROUGHS.read_text("utf-8"))["features"]
    drawn = {str(f["properties"]["BoroCode"]): f["geometry"] for f in boroughs}
    units = {u.id: u.code for u in profiles.get("newyork").units if u.code}
    borders = {unit: shape(drawn[code]) for unit, code in units.items()}
    sites = store.ask("sites", asking("sites", date(2020, 11, 1))).filter(pl.col("unit_id") != "city")
    rows = sites.select("unit_id", "lon", "lat").iter_rows()
    inside = sum(borders[unit].covers(Point(lon, lat)) for unit, lon, lat in rows)
    assert (inside, sites.height) == (1948, 2001)  # 38 others lie in no borough, 15 in another


def test_the_three_lists_are_never_added(store):
    month = date(2020, 11, 1)
    lists = ("tracker", "commitments", "sites")
    counts = {name: store.ask("rows", asking(name, month)).height for name in lists}
    assert counts == {"tracker": 378, "commitments": 9873, "sites": 2010}


def test_the_same_files_again_change_nothing(home):
    before = snapshots.current(home)
    receipts = desk.load(FILES, folder=home, overrides=door.Overrides())
    assert {r.status for r in receipts} == {"duplicate"}
    assert snapshots.current(home) == before
