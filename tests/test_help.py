"""Figures and terms explained in place: formula, source, an example from the data; three first steps."""

import pytest

from paceboard import examples, glossary, kpis, origins, profiles, store, text
from paceboard.filters import Filters
from paceboard.ingest import forms
from tests.small import JULY as JULY_MONTH
from tests.small import build_store
from tests.visitor import SCRIPTS, said, visit

WORDS = text.words("zh")
CHENGDU = profiles.get("chengdu")
JULY = {"city": "chengdu", "month": "2019-07", "lang": "zh"}
ROW = {
    "invested_ytd": 35680500,
    "plan_year": 46069900,
    "completion_share": 35680500 / 46069900,
    "time_share": 8 / 12,
    "pace_gap": 35680500 / 46069900 - 8 / 12,
    "gap_amount": 35680500 - 46069900 * 8 / 12,
    "started_count": 215,
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("help"))


def example(name: str, lang: str = "zh") -> str:
    return examples.example(kpis.measures()[name], ROW, profile=CHENGDU, words=text.words(lang))


def test_a_figure_is_worked_out_with_the_figures_on_screen():
    assert example("completion_share") == "现在：3,568.05亿元 ÷ 4,606.99亿元 = 77.45%"
    assert example("pace_gap") == "现在：77.45% − 66.67% = +10.78个百分点"
    assert example("gap_amount") == "现在：3,568.05亿元 − 4,606.99亿元 × 66.67% = 496.72亿元"
    assert example("started_count", "en") == "Now: 215"
    assert example("start_share") == ""


def test_every_figure_says_which_columns_of_the_return_it_comes_from():
    found = origins.said("completion_share", profile=CHENGDU, words=WORDS)
    assert found == "来源：重点项目月报表“投资进度”的年初至报告期累计完成投资，“项目台账”的年度计划投资"
    silent = [key for key in kpis.measures() if not origins.said(key, profile=CHENGDU, words=WORDS)]
    assert silent == ["time_share", "register_as_of"]


def test_every_column_named_is_one_of_the_form():
    form = forms.load("monthly-1")
    known = {f"{kind}.{c.field}" for sheet in form.sheets for kind in sheet.kinds for c in sheet.columns}
    assert {field for key in kpis.measures() for field in origins.fields(key)} <= known


def test_every_page_has_its_help_and_names_what_exists():
    terms = {entry.zh for entry in glossary.entries()}
    assert set(origins.pages()) == set(SCRIPTS)
    for name, page in origins.pages().items():
        assert page.measures, name
        assert set(page.measures) <= set(kpis.measures()), name
        assert page.terms, name
        assert set(page.terms) <= terms, name


@pytest.mark.parametrize(
    "page", ["curve", "problems", "factors", "schedule", "targets", "pipeline", "dispatch"]
)
def test_the_question_mark_explains_the_page(home, monkeypatch, page):
    app = visit(home, monkeypatch, page, **JULY)
    assert WORDS("help.measures") not in said(app)
    app.session_state["help"] = True
    app.run()
    assert not app.exception
    told = said(app)
    assert WORDS("help.measures") in told
    assert kpis.measures()[origins.pages()[page].measures[0]].label("zh") in told
    assert WORDS("help.terms") in told


def test_a_card_carries_formula_example_and_source(home, monkeypatch):
    app = visit(home, monkeypatch, "overview", **JULY)
    card = next(card for card in app.metric if card.label == "投资完成率")
    assert "年度累计完成投资 ÷ 年度计划投资。" in card.help
    assert "现在：0.05亿元 ÷ 0.14亿元 = 36.23%" in card.help
    assert "“投资进度”" in card.help


def test_the_first_steps_stand_at_the_bare_address_and_nowhere_else(home, monkeypatch):
    first = WORDS("tour.scope")
    app = visit(home, monkeypatch, "overview")
    assert first in said(app)
    app.button(key="tour_away").click().run()
    assert first not in said(app)
    assert first not in said(visit(home, monkeypatch, "overview", **JULY))
    assert first not in said(visit(home, monkeypatch, "overview", units="jinjiang"))
    assert first not in said(visit(home, monkeypatch, "curve"))
    assert first not in said(visit(home, monkeypatch, "overview", wall="1"))
    asked = visit(home, monkeypatch, "overview", **JULY | {"tour": "1"})
    assert first in said(asked)
    asked.button(key="tour_away").click().run()
    assert "tour" not in asked.query_params


def test_the_gap_to_the_own_plan_is_a_rate_and_not_an_amount(home):
    """500 done of 805 planned (1,380 at seven twelfths, no monthly plans stated): 37.89 points short."""
    opened = store.open_current(home)
    row = opened.ask("kpis", Filters("chengdu", JULY_MONTH)).filter(cut="all").row(0, named=True)
    opened.close()
    said_ = examples.example(kpis.measures()["plan_gap"], row, profile=CHENGDU, words=WORDS)
    assert said_ == "现在：−37.89个百分点"
