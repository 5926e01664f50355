"""Every city's profile holds together: unique units, every industry in a sector, borders that match."""

import dataclasses
import json
import tomllib

import pytest

from paceboard import profiles
from paceboard.ingest import profile_rows

BOUNDARIES = profiles.ROOT / "data" / "boundaries"
CITIES = ["chengdu", "suqian", "qianan", "zhenjiang", "binzhou"]


def ids(terms) -> list[str]:
    return [t.id for t in terms]


@pytest.fixture(params=sorted(profiles.load()))
def profile(request):
    return profiles.get(request.param)


def test_the_five_cities_come_first_and_in_order():
    assert list(profiles.load())[:5] == CITIES


def test_the_file_is_named_after_its_profile():
    for path in profiles.PROFILES.glob("*.toml"):
        assert tomllib.loads(path.read_text("utf-8"))["id"] == path.stem


@pytest.mark.parametrize(
    "part",
    ["lists", "levels", "batches", "stages", "milestones", "problem_kinds", "factors", "sectors", "units"],
)
def test_ids_and_words_are_unique_within_a_profile(profile, part):
    terms = getattr(profile, part)
    assert len(set(ids(terms))) == len(terms)
    assert len({t.zh for t in terms}) == len(terms)
    assert all(t.zh and t.en for t in terms)


def test_no_two_units_answer_to_the_same_name(profile):
    for unit in profile.units:
        for word in (unit.id, unit.zh, unit.en, *filter(None, [unit.code]), *unit.aliases):
            assert profile.find_unit(word) == unit, f"{word} is claimed twice"


@pytest.mark.parametrize(
    ("city", "written", "unit"),
    [
        ("newyork", "Staten  Island", "staten_island"),
        ("newyork", "ＢＲＯＮＸ", "bronx"),
        ("newyork", " ２ ", "bronx"),
        ("newyork", "", None),
        ("newyork", "Yonkers", None),
    ],
)
def test_a_unit_is_found_however_wide_its_name_is_written(city, written, unit):
    found = profiles.get(city).find_unit(written)
    assert (found.id if found else None) == unit


def test_brackets_of_either_width_name_the_same_unit():
    unit = profiles.Unit("zone", "天府新区（直管区）", "Tianfu (core)")
    one = dataclasses.replace(profiles.get("chengdu"), units=(unit,))
    for written in ("天府新区(直管区)", "天府新区（直管区）", "天府新区 （ 直管区 ）", "Tianfu（core）"):
        assert one.find_unit(written) == unit


def test_the_words_of_a_boundary_file_may_be_the_citys_own(tmp_path):
    assert profiles.get("newyork").boundary_fields == profiles.BoundaryFields("BoroCode", "BoroName")
    assert profiles.get("chengdu").boundary_fields == profiles.BoundaryFields("adcode", "name")
    wrong = tmp_path / "nowhere.toml"
    text = (profiles.PROFILES / "newyork.toml").read_text("utf-8")
    wrong.write_text(text.replace('code = "BoroCode"', 'codes = "BoroCode"'), "utf-8")
    with pytest.raises(ValueError, match=r"nowhere\.toml.*codes"):
        profiles.read(wrong)


def test_parents_are_units_and_zones_have_no_code(profile):
    for unit in profile.units:
        assert unit.parent is None or profile.unit(unit.parent)
        if unit.kind == "zone":
            assert unit.code is None
            assert unit.parent


@pytest.mark.parametrize("city", CITIES)
def test_every_industry_division_has_one_sector(city):
    sectors = profiles.get(city).sectors
    assert 6 <= len(sectors) <= 8
    for division in range(1, 98):
        owners = [s.id for s in sectors if any(low <= division <= high for low, high in s.divisions)]
        assert len(owners) == 1, f"division {division:02d}: {owners}"
        assert profiles.get(city).sector_of(f"{division:02d}10") == owners[0]


@pytest.mark.parametrize("city", CITIES)
def test_borders_are_those_of_the_units_with_a_code(city):
    profile = profiles.get(city)
    features = json.loads((BOUNDARIES / f"{profile.boundary}.geojson").read_text("utf-8"))["features"]
    drawn = {str(f["properties"]["adcode"]): f["properties"]["name"] for f in features}
    if city == "qianan":
        assert set(drawn) == {profile.code}
        return
    districts = {u.code: u.zh for u in profile.units if u.kind in ("district", "county", "county_city")}
    assert drawn == districts


def test_the_first_month_and_the_main_list_exist(profile):
    assert profile.opens_at.day == 1
    assert profile.main_list in ids(profile.lists)
    assert profile.gap_from in ("rounded", "unrounded")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('opens_at = "2019-08"', 'opens_at = "August"', "August"),
        ('holidays = "CN"', 'holidays = "FR"', "FR.*CN, weekends"),
        ("cadence = { provincial = 7", "cadence = { national = 7", "national"),
        ("deviation = { share = 0.2", "deviation = { part = 0.2", "part"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_name(tmp_path, old, new, said):
    wrong = tmp_path / "nowhere.toml"
    text = (profiles.PROFILES / "chengdu.toml").read_text("utf-8")
    assert old in text
    wrong.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ValueError, match=rf"nowhere\.toml.*{said}"):
        profiles.read(wrong)


@pytest.mark.parametrize("city", CITIES)
def test_the_five_cities_share_rhythm_limits_and_calendar(city):
    profile = profiles.get(city)
    assert profile.holidays == "CN"
    assert profile.cadence == {"provincial": 7, "focus": 1, "other": 31}
    assert (profile.deviation.share, profile.deviation.months) == (0.2, 2)
    assert profile.problem_limits == {"general_min_days": 3, "general_days": 5, "plan_days": 2}
    assert ids(profile.milestones)[2::5] == ["start", "commission"]


def test_what_a_city_leaves_out_is_empty():
    foreign = profiles.get("newyork")
    assert (foreign.milestones, foreign.cadence, foreign.deviation) == ((), {}, None)
    assert foreign.holidays == "weekends"
    assert [c for c, p in profiles.load().items() if p.full_capacity_since] == ["zhenjiang"]


def test_the_store_holds_what_queries_need_of_a_profile():
    rows = profile_rows.tables([profiles.get("zhenjiang"), profiles.get("chengdu")])
    mine = {name: [r for r in some if r.get("city") == "chengdu"] for name, some in rows.items()}
    assert [(r["stage_id"], r["stage_order"]) for r in mine["stage"]][:2] == [
        ("agreement", 1),
        ("feasibility", 2),
    ]
    assert [r["batch_id"] for r in mine["batch"]] == ["start", "build", "complete", "reserve"]
    assert mine["milestone_kind"][-1] == {
        "city": "chengdu",
        "milestone_kind": "commission",
        "milestone_order": 8,
    }
    assert {r["cadence_kind"]: r["days"] for r in mine["cadence"]} == {
        "provincial": 7,
        "focus": 1,
        "other": 31,
    }
    assert [(r["limit_share"], r["limit_months"]) for r in mine["deviation"]] == [(0.2, 2)]
    assert [(r["holidays"], r["full_capacity_since"]) for r in rows["city"]] == [("CN", 2019), ("CN", None)]
