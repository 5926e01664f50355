"""How sure ranks are: readings worked out by hand, and the page through the real app."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from paceboard import scheme_files, scheme_variants, text
from paceboard.indicators import Step
from paceboard.ingest import build
from tests.returns import parsed
from tests.test_standings import listed, paid
from tests.visitor import CITIES, said, table, visit

NEUTRAL = scheme_files.get("neutral")
WORDS = text.words("zh")
MAY, JUNE = date(2019, 5, 1), date(2019, 6, 1)


def test_the_other_denominator_is_what_is_due_by_now_and_back():
    other = scheme_variants.denominator(NEUTRAL)
    starts = other.indicator("starts")
    assert (starts.numerator, starts.denominator) == ("due_started_count", "due_start_count")
    assert starts.target.path == ()
    assert other.indicator("completion").denominator == "plan_to_date"
    assert other.indicator("problems") == NEUTRAL.indicator("problems")
    back = scheme_variants.denominator(other)
    assert back.indicator("starts").denominator == "planned_start_count"


def test_rounding_matters_only_where_percentage_points_are_scored():
    assert scheme_variants.rounding(NEUTRAL) is None
    first = replace(NEUTRAL.indicators[0], position="points")
    scored = replace(NEUTRAL, indicators=(first, *NEUTRAL.indicators[1:]))
    assert scheme_variants.rounding(scored).gap == "rounded"


def test_the_lower_end_of_a_step_belongs_to_the_step_below_in_the_other_reading():
    assert scheme_variants.edges(NEUTRAL) is None
    first = replace(NEUTRAL.indicators[0], steps=(Step(80, None, 5),))
    stepped = replace(NEUTRAL, indicators=(first, *NEUTRAL.indicators[1:]))
    assert scheme_variants.edges(stepped).indicators[0].steps[0].low > 80


def returned(unit: str, month: date, received: datetime, *projects: tuple[str, int]):
    return parsed(
        unit=unit,
        period=month,
        received=received,
        project_version=[listed(entity, 100) for entity, _ in projects],
        investment_return=[paid(*project) for project in projects],
    )


def test_a_late_return_stands_with_both_ranks(tmp_path, monkeypatch):
    """On the due day Wuhou's June was still May's 10 of 100, behind Jinjiang's 40; its own 60 came late."""
    build.full(
        tmp_path,
        [
            returned("jinjiang", MAY, datetime(2019, 6, 3), ("A", 30)),
            returned("wuhou", MAY, datetime(2019, 6, 3), ("C", 10)),
            returned("jinjiang", JUNE, datetime(2019, 7, 3), ("A", 40)),
            returned("wuhou", JUNE, datetime(2019, 7, 20), ("C", 60)),
        ],
    )
    app = visit(tmp_path, monkeypatch, "certainty", city="chengdu", month="2019-06", lang="zh")
    rows = table(app, "verdict").set_index("unit_id")
    assert rows.loc["wuhou", "rank"] == 1
    assert rows.loc["wuhou", "rank_due_day"] == 2
    assert rows.loc["wuhou", "rank_earlier"] == 2
    assert rows.loc["wuhou", "reading_due_day"] == "2 ▼1 降"
    assert rows.loc["jinjiang", "reading_due_day"] == "1 ▲1 升"
    assert rows.loc["wuhou", "late"] == "▲ 迟报"
    assert rows.loc["jinjiang", "late"] == ""
    assert "武侯区（当日第2，现在第1）" in said(app)


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city, lang):
    app = visit(demo_home, monkeypatch, "certainty", city=city, month=CITIES[city], lang=lang)
    assert app.subheader[0].value.replace("\\", "") == text.words(lang)("certainty.question")
    rows = table(app, "verdict")
    changes = [name for name in rows.columns if name.startswith("change_")]
    assert len(changes) >= 3
    assert list(rows["is_firm"]) == [all(row[name] == 0 for name in changes) for _, row in rows.iterrows()]


def test_a_unit_of_few_projects_shows_where_it_may_stand(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "certainty", city="qianan", month="2022-07", lang="zh")
    every = table(app, "verdict")
    assert all(every[every["rank_best"].isna()]["interval"].str.match(r"—（\d+个项目"))
    rows = every.dropna(subset=["rank_best"])
    assert len(rows) > 10
    assert (rows["rank_best"] <= rows["rank"]).mean() > 0.9


def test_filters_that_fit_nothing_end_in_a_sentence(demo_home, monkeypatch):
    where = {"city": "chengdu", "month": "2019-08", "lang": "zh", "search": "没有这个项目"}
    assert WORDS("league.no_units") in said(visit(demo_home, monkeypatch, "certainty", **where))
