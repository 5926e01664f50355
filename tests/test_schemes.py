"""A scheme reads as written, or a sentence says what is wrong; every official version is kept."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest

from paceboard import profiles, scheme_files, schemes, store
from paceboard.filters import Filters
from paceboard.indicators import Knot
from paceboard.ingest import official
from paceboard.scheme_files import BadScheme
from tests.test_build import connection

GATE = "{ measure = 'started_count', from = 1, to = 5, target = 1 }"
NEUTRAL = (scheme_files.SCHEMES / "neutral.toml").read_text("utf-8")


@pytest.mark.parametrize("scheme", scheme_files.load())
def test_a_scheme_comes_back_from_its_text_unchanged(scheme):
    found = scheme_files.get(scheme)
    assert schemes.from_body(found.body(big_factor=10000)) == found


def test_every_city_ranks_by_a_scheme_that_exists():
    assert {city.league_scheme for city in profiles.load().values()} <= set(scheme_files.load())


def test_a_copy_with_other_weights_leaves_the_scheme_as_it_is():
    scheme = scheme_files.get("neutral")
    other = scheme.varied({"starts": {"weight": 40.0}})
    assert (scheme.indicator("starts").weight, other.indicator("starts").weight) == (20, 40)
    assert other.indicator("completion") == scheme.indicator("completion")
    assert '"weight": 40.0' in other.body()


def test_the_path_of_a_target_is_read_as_milestones():
    assert scheme_files.get("neutral").indicator("starts").target.path == (Knot(6, 0.8), Knot(9, 1.0))


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        ('numerator = "invested_ytd"', 'numerator = "invested"', r"“invested”不存在.*'invested' is unknown"),
        ("weight = 30", "weight = 31", r"all第1月的权重合计为101，不是100.*sum to 101, not 100"),
        ("pieces = [[0, 1.2, 1]]", "pieces = [[0, 0.5, 1], [0.6, 1.2, 1]]", r"有空隙.*leave a hole"),
        ("pieces = [[0, 1.2, 1]]", "pieces = [[0, 0.7, 1], [0.6, 1.2, 1]]", r"重叠.*pieces overlap"),
        ("pieces = [[0, 1.2, 1]]", "pieces = [[0, 1.2, -1]]", r"失分.*takes points from who does better"),
        ("pieces = [[0, 1.2, 1]]", "", r"没有计分方法.*earns nothing"),
        ("[[6, 0.8], [9, 1.0]]", "[[9, 0.8], [6, 1.0]]", r"里程碑须按月.*milestones go up"),
        ("[[6, 0.8], [9, 1.0]]", "[[6, 0.8], [13, 1.0]]", r"里程碑须按月"),
        ('position = "ratio"', 'position = "rate"', r"position：“rate”不认识.*write one of ratio, points"),
        ("weight = 30", "wieght = 30", r"indicators\.completion：不认识“wieght”.*'wieght' is unknown"),
        ('effective_from = "2000-01"', 'effective_from = "January"', r"“January”不是月份.*write YYYY-MM"),
        ('id = "starts"', 'id = "completion"', r"“completion”写了两次.*stands twice"),
        ("points_decimals = 2", "points_decimals = 9", r"points_decimals：“9”不认识"),
        ('version = "3"', "", r"缺少'version'.*'version' is missing"),
        ("total = 100", 'total = "much"', r"neutral\.toml"),
        ("target = { path = ", 'target = { route = ', r"completion\.target：不认识“route”"),
    ],
)  # fmt: skip
def test_a_mistake_is_a_sentence_with_place_and_remedy(was, now, message):
    assert was in NEUTRAL
    with pytest.raises(BadScheme, match=rf"neutral\.toml.*{message}|{message}"):
        scheme_files.parse(NEUTRAL.replace(was, now, 1), "neutral.toml")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("position = 'rank'\nsteps = [[1, 1, 3], [2, 2, 5]]", "做得更好反而得分更少"),
        ("position = 'value'\nsteps = [[0, 10, 3]]", "做得更好反而得分更少"),
        ("position = 'value'\nsteps = [[0, 10, 3], [10, inf, 5]]", "同时属于两档"),
        ("floor = 5\ncap = 4\nbase = 1", "floor大于cap"),
        ("months = [13]\nbase = 1", "“13”不认识"),
        ("leagues = ['parishes']\nbase = 1", "“parishes”不认识"),
        (f"base = 1\n[indicators.target]\ngates = [{GATE}, {GATE}]", "同时属于两个门槛"),
    ],
)  # fmt: skip
def test_an_item_that_cannot_be_fair_is_refused(line, message):
    item = f"\n[[indicators]]\nid = 'x'\nzh = 'x'\nen = 'x'\nnumerator = 'started_count'\n{line}\n"
    with pytest.raises(BadScheme, match=message):
        scheme_files.parse(NEUTRAL + item, "neutral.toml")


def test_a_file_is_named_as_its_scheme(tmp_path):
    (tmp_path / "other.toml").write_text(NEUTRAL, "utf-8")
    with pytest.raises(BadScheme, match=r"other\.toml, id：“neutral”与文件名不同，请写“other”"):
        scheme_files.read(tmp_path / "other.toml")
    with pytest.raises(BadScheme, match=r"没有考核办法“no”，有：.*neutral"):
        scheme_files.get("no")


CHENGDU = profiles.get("chengdu")


def version(home: Path, stamp: str, text: str) -> None:
    kept = official.place(home, "chengdu")
    kept.mkdir(parents=True, exist_ok=True)
    (kept / f"{stamp}-{official.digest(text)[:12]}.toml").write_text(text, "utf-8")


def test_a_build_keeps_each_official_version_once(tmp_path):
    for _ in range(2):
        rows = official.rows([CHENGDU], tmp_path)
        assert rows["scheme_id"].to_list() == ["neutral"]
    assert len(list(official.place(tmp_path, "chengdu").glob("*.toml"))) == 1
    assert official.rows([CHENGDU], None).height == 1


def by(db, month: date, known_on: date | None = None) -> str:
    cursor = db.cursor()
    asked = Filters(city="chengdu", month=month, known_on=known_on)
    rows = store.answer(cursor, "official_schemes", asked, resolve=partial(store.resolve, cursor))
    return rows.filter(rows["is_current"])["version"].item()


def test_last_quarters_table_is_made_by_the_scheme_that_counted_then(tmp_path):
    second = NEUTRAL.replace('version = "3"', 'version = "4"').replace('"2000-01"', '"2019-07"')
    mended = second.replace('version = "4"', 'version = "4a"')
    version(tmp_path, "20190105T080000", NEUTRAL)
    version(tmp_path, "20190620T080000", second)
    version(tmp_path, "20190901T080000", mended)
    rows = official.rows([replace(CHENGDU, league_scheme="neutral")], tmp_path)
    # What the profile names today is the fourth version.
    assert rows["version"].to_list() == ["3", "4", "4a", "3"]
    db = connection()
    db.execute("delete from scheme where city = 'chengdu'").fetchall()
    db.register("rows", rows.filter(rows["archived_at"] < datetime(2020, 1, 1)).to_arrow())
    db.execute("insert into scheme by name from rows").fetchall()
    assert by(db, date(2019, 6, 1)) == "3"
    assert by(db, date(2019, 8, 1)) == "4a"
    assert by(db, date(2019, 8, 1), date(2019, 8, 31)) == "4"
    assert by(db, date(2019, 8, 1), date(2019, 6, 1)) == "3"
    # Nothing was official yet: the first that ever was.
    assert by(db, date(2019, 8, 1), date(2018, 1, 1)) == "3"
