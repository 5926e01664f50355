"""The page of factors, through the real app: hand-made needs, and the five cities of the demo."""

import pytest

from paceboard import text
from paceboard.ingest import build
from tests.needs import submissions
from tests.visitor import CITIES, cards, figures, said, table, visit

WORDS = text.words("zh")
MAY = {"city": "binzhou", "month": "2020-05", "lang": "zh"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("factors")
    build.full(folder, submissions())
    return folder


@pytest.fixture
def few(home, monkeypatch):
    return visit(home, monkeypatch, "factors", **MAY)


def test_the_sentence_says_how_much_plan_waits_and_for_what(few):
    assert "截至2020年5月31日，4个项目有要素没有落实，牵住年度计划0.10亿元（占全部年度计划的50.0%）" in said(
        few
    )
    assert (
        "其中2个已过需求时间。卡住计划投资最多的是用电：3个项目缺5,306千伏安，牵住年度计划0.09亿元。"
        in said(few)
    )


def test_headline_figures_have_their_parts(few):
    assert cards(few)["牵住的计划占比"] == "50.0%"
    assert any(caption.value.startswith("0.10 / 0.20亿元 · 截至2020年5月31日") for caption in few.caption)


def test_projects_are_listed_in_the_order_of_release(few):
    rows = table(few, "shown_release_no")
    assert rows["entity"].to_list() == ["B", "D", "C"]
    assert rows["shown_release_missing"].to_list() == [300, 5300, 5306]


def test_another_factor_is_chosen_by_the_address(home, monkeypatch):
    app = visit(home, monkeypatch, "factors", **MAY, factor="land")
    assert table(app, "shown_release_no")["entity"].to_list() == ["A", "C"]
    drawn = figures(app)
    assert drawn["factor_quarters"]["layout"]["meta"]["unit"] == "亩"
    assert "先补给谁" in drawn["factor_release"]["layout"]["meta"]["title"]


def test_quotas_and_collective_needs_are_said_with_their_numbers(few):
    sentence = "用地：下达4,415亩，使用100亩，预支3,603亩（73个项目），使用和预支占下达的83.9%。"
    assert sentence in said(few)
    assert "另有10个项目按批次申报用地1,928亩，已保障1,928亩。" in said(few)


def test_kinds_of_funding_stand_side_by_side(few):
    assert "授信：2个项目需求0.06亿元，已授信0.03亿元（50.0%）。" in said(few)
    assert "贷款意向：1家企业0.01亿元" in said(few)
    assert "融资需求清单：2020年5月的一期有2项，需求40.00万元，已落实5.00万元（12.5%）。" in said(few)
    assert {"financing", "financing_lists"} <= set(figures(few))


def test_rows_stand_behind_the_figures(few):
    assert len(table(few, "shown_line_kind")) == 11
    assert len(table(few, "shown_bank")) == 6


@pytest.mark.parametrize("lang", text.LANGS)
def test_without_returns_the_page_says_which_sheets_to_fill(home, monkeypatch, lang):
    app = visit(home, monkeypatch, "factors", **MAY | {"lang": lang}, units="wudi", search="没有")
    assert "要素保障" in said(app)
    assert text.words(lang)("factors.financing_none") in said(app).replace("\\", "")
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city, lang):
    app = visit(demo_home, monkeypatch, "factors", city=city, month=CITIES[city], lang=lang)
    assert app.subheader[0].value.replace("\\", "") == text.words(lang)("factors.question")
    assert "financing" in figures(app)
    # Qian'an returns no factors, and the page says where they would be reported.
    if city == "qianan":
        assert "要素保障" in said(app)
    else:
        assert {"factor_gaps", "factor_quarters"} <= set(figures(app))


@pytest.mark.parametrize(
    ("city", "sentence"),
    [
        ("binzhou", "下达4,415亩，使用0亩，预支3,603亩（71个项目），使用和预支占下达的81.6%"),
        ("binzhou", "10个项目按批次申报用地1,928亩"),
        ("binzhou", "授信：44个项目需求31.80亿元，已授信17.40亿元"),
        ("qianan", "贷款意向：18家企业"),
    ],
)
def test_published_figures_stand_on_the_page(demo_home, monkeypatch, city, sentence):
    assert sentence in said(
        visit(demo_home, monkeypatch, "factors", city=city, month=CITIES[city], lang="zh")
    )
