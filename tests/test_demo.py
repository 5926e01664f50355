"""The demo returns add up, project by project, to what each city printed; without the store."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from functools import cache

import openpyxl
import pytest
import shapely

from paceboard import borders, demo, profiles, published
from paceboard.demo import returns
from paceboard.demo.amounts import allocate
from paceboard.demo.lines import NAMES
from paceboard.ingest import codes, coordinates

BIG = Decimal(10000)
CITIES = {
    "chengdu": (2019, 9),
    "suqian": (2022, 7),
    "qianan": (2022, 7),
    "zhenjiang": (2023, 12),
    "binzhou": (2020, 5),
}
DATES = [
    f"{d}_date"
    for d in ("plan_start", "actual_start", "plan_finish", "actual_finish", "commission", "full_capacity")
]


@cache
def filed(city):
    """Every return of a city, in the order received; of two for one month the later one holds."""
    return sorted(returns.of_city(city), key=lambda r: (r.period, r.received_on))


def key(row):
    """What a row speaks about: a project by its code or name, all else by what names it."""
    if "list_kind" in row or "invested_ytd" in row:
        return row["project_code"] or row["project_name"]
    return row.get("entity") or tuple(row.get(name) for name in NAMES)


@cache
def state(city, year, month):
    """What holds at the end of a month: kind -> thing -> its latest row, with the unit that stated it."""
    held = defaultdict(dict)
    for one in filed(city):
        if one.period.year == year and one.period.month <= month:
            for kind, rows in one.rows.items():
                for row in rows:
                    held[kind][key(row)] = {**row, "unit": one.unit}
    return held


def register(city, list_kind="key", month=None):
    year, last = CITIES[city]
    return [p for p in state(city, year, month or last)["project"].values() if p["list_kind"] == list_kind]


def money_of(city, projects, field="invested_ytd"):
    year, last = CITIES[city]
    held = state(city, year, last)["investment"]
    return sum(held[key(p)][field] for p in projects) / BIG


def total(projects):
    return sum(p["total_investment"] for p in projects) / BIG


def started(city, month=None):
    year, _ = CITIES[city]
    planned = [p for p in register(city, month=month) if p["plan_start_date"].year == year]
    return planned, [p for p in planned if p["actual_start_date"]]


def finishing(city):
    year, _ = CITIES[city]
    planned = [p for p in register(city) if p["plan_finish_date"] and p["plan_finish_date"].year == year]
    return [p for p in planned if p["actual_finish_date"]], [
        p for p in planned if not p["actual_finish_date"]
    ]


def on(projects, *levels):
    return [p for p in projects if p["level_id"] in levels]


def lines(city, kind, **wanted):
    year, last = CITIES[city]
    return [
        r for r in state(city, year, last)[kind].values() if all(r.get(k) == v for k, v in wanted.items())
    ]


def summed(rows, field):
    return sum(r[field] or 0 for r in rows)


def percent(part, whole):
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"))


def chengdu():
    return chengdu_money() | chengdu_starts() | chengdu_reserve() | chengdu_activities()


def chengdu_money():
    listed = register("chengdu")
    provincial = on(listed, "provincial")
    finished, expected = finishing("chengdu")
    done, plan = money_of("chengdu", listed), summed(listed, "plan_year") / BIG
    return {
        "n": len(listed),
        "total": total(listed),
        "plan": plan,
        "done": done,
        "rate": percent(done, plan),
        "prov-n": len(provincial),
        "prov-done": money_of("chengdu", provincial),
        "completed-n": len(finished),
        "completed-total": total(finished),
        "expected-n": len(expected),
        "expected-total": total(expected),
        "focus-n": len([p for p in listed if p["is_focus"]]),
        "remote-n": len([p for p in listed if p["is_connected"] and is_running(p)]),
    }


def is_running(project):
    return project["actual_start_date"] and not project["actual_finish_date"]


def chengdu_starts():
    planned, begun = started("chengdu")
    upper, upper_begun = on(planned, "provincial"), on(begun, "provincial")
    return {
        "start-plan": len(planned),
        "started": len(begun),
        "start-rate": percent(len(begun), len(planned)),
        "prov-start-plan": len(upper),
        "prov-started": len(upper_begun),
        "prov-start-rate": percent(len(upper_begun), len(upper)),
    }


def chengdu_reserve():
    reserve = register("chengdu", "reserve")
    stages = Counter(p["stage"] for p in reserve)
    return {
        "reserve-n": len(reserve),
        "reserve-signing": stages["agreement"],
        "reserve-feasibility": stages["feasibility"],
        "reserve-land": stages["land"],
        "reserve-design": stages["design"],
        "reserve-prep": stages["preparation"],
    }


def chengdu_activities():
    held = lines("chengdu", "ceremony")
    kinds = Counter(r["ceremony_kind"] for r in held)
    return {
        "ceremony-prov": kinds["provincial"],
        "ceremony-mega": kinds["mega"],
        "ceremony-industry": kinds["industry"],
        "ceremony-zone": kinds["zone"],
        "ceremony-n": summed(held, "project_count"),
        "ceremony-total": summed(held, "total_investment") / BIG,
        "dispatch-n": summed(lines("chengdu", "meeting", meeting_kind="rally"), "project_count"),
    }


def suqian():
    _, begun = started("suqian")
    finished, _ = finishing("suqian")
    return {
        "new-starts": len(begun),
        "avg-size": (total(begun) / len(begun)).quantize(Decimal("0.1")),
        "total": total(begun),
        "completed-n": len(finished),
        "completed-inv": money_of("suqian", finished),
        "provincial": len(on(register("suqian"), "provincial")),
        "city": len(on(register("suqian"), "provincial", "city")),
    }


def qianan():
    key_ = register("qianan")
    upper = on(key_, "provincial", "city")
    meetings = Counter(r["meeting_kind"] for r in lines("qianan", "meeting"))
    return {
        "n": len(key_),
        "total": total(key_),
        "plan": summed(key_, "plan_year") / BIG,
        "done": money_of("qianan", key_),
        "prov-early": len(on(register("qianan", "early"), "provincial")),
        "upper-n": len(upper),
        "upper-total": total(upper),
        "dispatch-central": meetings["central"],
        "dispatch-single": meetings["single"],
        "dispatch-site": meetings["site"],
        "problems": len([r for r in lines("qianan", "problem") if r.get("resolved_date")]),
        "loans": len({r["enterprise"] for r in lines("qianan", "funding", funding_kind="loan_intention")}),
        "signed": len(lines("qianan", "signing")),
    }


def zhenjiang():
    targets = {r["measure"]: r["target_value"] for r in lines("zhenjiang", "target", target_unit_id="city")}
    finished, expected = finishing("zhenjiang")
    return {
        "n": len(register("zhenjiang")),
        "prov": len(on(register("zhenjiang"), "provincial")),
        "completions": len(finished) + len(expected),
        "signed-target": targets["signed_total"],
        "entered-target": targets["in_statistics_total"],
        "events-large": targets["large_events"],
        "events-small": targets["team_events"],
        "approval-cut": targets["approval_time_reduction"],
    }


def binzhou():
    collected = lines("binzhou", "problem", ledger="collected")
    resolved = [r for r in collected if r.get("resolved_date")]
    taskforce = [r for r in lines("binzhou", "problem", ledger="taskforce") if r.get("resolved_date")]
    need = lines("binzhou", "factor", factor_kind="land", line_kind="need", project_code=None)
    advance = summed(lines("binzhou", "factor", line_kind="quota_advance"), "secured")
    issued = summed(lines("binzhou", "factor", line_kind="quota_issued"), "secured")
    credit = lines("binzhou", "funding", funding_kind="credit")
    pool = [p for p in [*register("binzhou"), *register("binzhou", "pool")] if p["batch"]]
    limits = profiles.get("binzhou").problem_limits
    return {
        "n": len(register("binzhou")),
        "problems": len(collected),
        "resolved": len(resolved),
        "rate": (Decimal(len(resolved) * 100) / len(collected)).quantize(Decimal("0.1")),
        "sla-general": limits["general_days"],
        "sla-plan": limits["plan_days"],
        "land-prov": summed(need, "secured"),
        "land-adv": advance,
        "land-share": (advance * 100 / issued).quantize(Decimal("0.1")),
        "credit-n": len({r["project_code"] for r in credit}),
        "credit": summed(credit, "granted") / BIG,
        "pool-n": len(pool),
        "pool-total": total(pool),
        "inspections": len(lines("binzhou", "meeting", meeting_kind="inspection")),
        "taskforce-resolved": len(taskforce),
    }


FIGURES = {"chengdu": chengdu, "suqian": suqian, "qianan": qianan, "zhenjiang": zhenjiang, "binzhou": binzhou}


@pytest.mark.parametrize("city", CITIES)
def test_every_published_figure_comes_out_of_the_returns_exactly(city):
    printed = {r["figure_id"]: r["value"] for r in published.read().iter_rows(named=True) if r["figure_id"]}
    expected = {k.removeprefix(f"{city}-"): v for k, v in printed.items() if k.startswith(f"{city}-")}
    assert {k: Decimal(v) for k, v in FIGURES[city]().items()} == expected


def test_chengdu_in_august_and_late_september_are_both_there():
    assert len(started("chengdu", month=8)[1]) == 198
    september = [r for r in filed("chengdu") if r.period == date(2019, 9, 1)]
    assert all("investment" not in r.rows for r in september)
    assert {r.received_on for r in september} <= {date(2019, 9, d) for d in (25, 26, 27)}
    planned, begun = started("chengdu")
    early = [p for p in begun if p["plan_start_date"] > date(2019, 9, 30)]
    overdue = [p for p in planned if not p["actual_start_date"] and p["plan_start_date"] <= date(2019, 9, 30)]
    due = [p for p in planned if p["plan_start_date"] <= date(2019, 9, 30)]
    assert len(begun) == len(due) - len(overdue) + len(early)
    assert early
    assert overdue


@pytest.mark.parametrize("city", CITIES)
def test_money_follows_from_month_to_month(city):
    """Year to date = before + this month; since start = earlier years + year to date; at most the total."""
    before = {}
    for one in filed(city):
        prevs = {
            k: p.get("prev_years_invested")
            for k, p in state(city, one.period.year, one.period.month)["project"].items()
        }
        totals = {
            k: p["total_investment"]
            for k, p in state(city, one.period.year, one.period.month)["project"].items()
        }
        for row in one.rows.get("investment", []):
            name = (one.period.year, key(row))
            month, ytd = before.get(name, (0, Decimal(0)))
            if one.period.month == month + 1 and not row.get("change_reason"):
                assert row["invested_ytd"] == ytd + row["invested_month"]
            assert row["invested_total"] == prevs[key(row)] + row["invested_ytd"]
            assert one.mark or row["invested_total"] <= totals[key(row)] * Decimal("1.2")
            before[name] = (one.period.month, row["invested_ytd"])


@pytest.mark.parametrize("city", CITIES)
def test_register_rows_hold_together(city):
    for one in filed(city):
        for row in one.rows.get("project", []):
            begun, ended = row["actual_start_date"], row["actual_finish_date"]
            assert not (begun and ended) or begun < ended
            assert row["plan_start_date"] < row["plan_finish_date"]
            assert all(row[d] is None or row[d] <= one.received_on for d in DATES if not d.startswith("plan"))
            assert row["project_name"].startswith("示例·")
            assert row["owner_name"].startswith("示例·")
            assert not codes.credit_fault(row["owner_code"])
            assert not codes.industry_fault(row["industry_code"])
            assert not row["project_code"] or not codes.project_fault(row["project_code"])
            assert profiles.get(city).sector_of(row["industry_code"])
            if "plan_year" in row:
                months = [row[f"plan_month_{n:02d}"] for n in range(1, 13)]
                assert sum(months) == row["plan_year"]
                assert row["plan_year"] <= row["total_investment"] - row["prev_years_invested"]


@pytest.mark.parametrize("city", CITIES)
def test_a_project_is_named_and_numbered_once(city):
    year, last = CITIES[city]
    projects = state(city, year, last)["project"].values()
    assert len({p["project_name"] for p in projects}) == len(projects)
    coded = [p["project_code"] for p in projects if p["project_code"]]
    assert len(set(coded)) == len(coded)
    owners = {one.unit for one in filed(city) for row in one.rows.get("project", []) if key(row) == coded[0]}
    assert len(owners) == 1


@pytest.mark.parametrize("city", CITIES)
def test_sites_lie_in_their_district(city):
    profile = profiles.get(city)
    shapes = borders.load(profile.boundary).shapes
    systems = Counter()
    year, last = CITIES[city]
    for row in state(city, year, last)["project"].values():
        if row["lon_given"] is None:
            continue
        systems[row["crs"]] += 1
        lon, lat = coordinates.to_cgcs2000([row["lon_given"]], [row["lat_given"]], system=row["crs"])
        code = profile.unit(row["division_id"]).code
        assert shapely.contains_xy(shapes[code if code in shapes else profile.code], lon[0], lat[0])
        zone = profile.unit(row["zone_id"]) if row["zone_id"] else None
        assert zone is None or zone.parent == row["division_id"]
    assert systems["CGCS2000"] > 0.9 * systems.total()
    assert systems["GCJ02"]
    assert systems["BD09"]


@pytest.mark.parametrize("city", CITIES)
def test_plans_change_with_a_reason_and_returns_come_as_in_life(city):
    year, last = CITIES[city]
    first, now = state(city, year, 1)["project"], state(city, year, last)["project"]
    moved = [k for k in now if k in first and now[k].get("plan_year") != first[k].get("plan_year")]
    assert moved
    reasons = {
        r["change_reason"] for one in filed(city) for r in one.rows.get("project", []) if one.period.month > 1
    }
    assert any(reason and "年度计划" in reason for reason in reasons)
    assert [one for one in filed(city) if one.mark]
    assert [one for one in filed(city) if one.received_on.day > profiles.get(city).due_day and not one.mark]
    months = defaultdict(set)
    for one in filed(city):
        if one.period.year == year and "investment" in one.rows:
            months[one.unit].add(one.period.month)
    holes = [unit for unit, some in months.items() if len(some) < max(map(len, months.values()))]
    assert len(holes) == (0 if city == "chengdu" else 1)
    assert set(months) == {u.id for u in profiles.get(city).units if u.expected}


@pytest.mark.parametrize("city", CITIES)
def test_money_dips_in_february_and_rises_in_spring(city):
    year, _ = CITIES[city]
    flow = Counter()
    for one in filed(city):
        if one.period.year == year:
            for row in one.rows.get("investment", []):
                flow[one.period.month] += row["invested_month"]
    assert flow[2] < flow[1] < flow[3] < flow[4] * 2


@pytest.mark.parametrize("city", CITIES)
def test_some_projects_and_units_pass_their_plan_and_some_lag(city):
    year, last = CITIES[city]
    held = state(city, year, last)["investment"]
    plan, done = Counter(), Counter()
    shares = []
    for p in register(city):
        ytd = held[key(p)]["invested_ytd"]
        plan[p["unit"]] += p["plan_year"]
        done[p["unit"]] += ytd
        shares.append(ytd / p["plan_year"] if p["plan_year"] else 0)
    assert max(shares) > 1
    assert min(shares) == 0
    rates = [done[u] / plan[u] for u in plan]
    assert max(rates) > 1.1 * float(sum(done.values()) / sum(plan.values()))
    assert min(rates) < 0.9 * float(sum(done.values()) / sum(plan.values()))


def test_the_year_before_leads_into_this_one():
    past = {k: r for k, r in state("chengdu", 2018, 12)["investment"].items()}
    now = state("chengdu", 2019, 1)["project"]
    assert len(past) == 700
    assert all(now[k]["prev_years_invested"] == row["invested_total"] for k, row in past.items())


def test_some_finished_projects_never_reached_capacity():
    tracked = register("zhenjiang", "tracked")
    assert all(p["commission_date"] for p in tracked)
    assert 20 < len([p for p in tracked if not p["full_capacity_date"]]) < 90


def test_statistics_stray_from_some_returns_for_good():
    strays = Counter()
    for month in (5, 6, 7):
        for name, row in state("suqian", 2022, month)["investment"].items():
            if row["stat_ytd"] and abs(row["stat_ytd"] / row["invested_ytd"] - 1) > Decimal("0.2"):
                strays[name] += 1
    assert len([n for n, months in strays.items() if months == 3]) > 15


def test_workbooks_carry_name_unit_month_and_the_sample_mark(tmp_path):
    seen = []
    paths = demo.write(
        tmp_path, cities=["suqian"], progress=lambda done, total, name: seen.append((done, total, name))
    )
    assert seen[-1][:2] == (len(paths), len(paths))
    assert tmp_path / "suqian" / "宿迁市_沭阳县_2022年04月_更正.xlsx" in paths
    book = openpyxl.load_workbook(tmp_path / "suqian" / "宿迁市_宿城区_2022年01月.xlsx")
    page = book["项目台账"]
    assert "示例数据" in page["A1"].value
    assert "宿城区" in page["A2"].value
    assert "2022年1月" in page["A2"].value


def test_the_same_recipe_gives_the_same_bytes(tmp_path):
    first = demo.write(tmp_path / "one", cities=["binzhou"])
    again = demo.write(tmp_path / "two", cities=["binzhou"])
    assert [p.name for p in first] == [p.name for p in again]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(first, again, strict=True))
    assert returns.of_city("qianan") == returns.of_city("qianan")


def test_an_unknown_city_is_named_with_those_that_exist(tmp_path):
    with pytest.raises(KeyError, match=r"atlantis.*chengdu"):
        demo.write(tmp_path, cities=["atlantis"])


def test_shares_add_up_exactly():
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]
    assert allocate(100, [1, 1, 8], caps=[100, 100, 50]) == [25, 25, 50]
    assert allocate(1000, [0, 3, 1], step=100) == [0, 800, 200]
    with pytest.raises(ValueError, match="caps"):
        allocate(100, [1, 1], caps=[40, 40])
    with pytest.raises(ValueError, match="multiple"):
        allocate(101, [1, 1], step=100)
