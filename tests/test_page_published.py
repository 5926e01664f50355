"""The page of published figures, through the real app, over the demo of the five cities."""

import pytest

from paceboard import bulletins, published, text
from tests.visitor import said, table, visit

# City: month its bulletin speaks of, figures printed for it.
CITIES = {
    "chengdu": ("2019-08", 8),
    "suqian": ("2022-07", 7),
    "qianan": ("2022-07", 13),
    "zhenjiang": ("2023-12", 8),
    "binzhou": ("2020-05", 15),
}
LANGS = ("zh", "en")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_every_city_is_held_against_its_own_bulletin(demo_home, monkeypatch, city, lang):
    month, count = CITIES[city]
    app = visit(demo_home, monkeypatch, "published", city=city, month=month, lang=lang)
    own = table(app, "computed")
    assert len(own) == count
    assert own["agrees"].all()
    assert own[["issuer", "as_of"]].notna().all(axis=None)
    assert ("全部能由报送算出" if lang == "zh" else "come out of its returns") in said(app)


def test_filters_do_not_change_what_is_compared(demo_home, monkeypatch):
    where = {"city": "chengdu", "month": "2019-08", "lang": "zh"}
    app = visit(demo_home, monkeypatch, "published", **where, units="jinjiang", search="示例")
    assert table(app, "computed")["agrees"].all()


def test_contradictions_are_reported_with_issuer_date_rule_and_both_values(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "published", city="chengdu", lang="zh")
    wrong = table(app, "recomputed").set_index(["issuer", "as_of", "shown_measure"])
    found = wrong.loc[("晋城市", "2012-06-30", "年度累计完成投资")]
    assert found["shown_rule"] == "合计与各项之和不符"
    assert (found["printed"], found["recomputed"], bool(found["is_within_rounding"])) == (202.3, 200.3, False)
    assert (~wrong["is_within_rounding"]).sum() == 6
    assert f"{len(wrong) - 6}个可用四舍五入解释，6个不能" in said(app)


def test_league_tables_and_reports_of_others_stand_beside(demo_home, monkeypatch):
    where = {"city": "suqian", "month": "2022-07", "lang": "en"}
    first = table(visit(demo_home, monkeypatch, "published", **where), "printed_total")
    assert set(first["issuer"]) == {"Suqian"}
    wish = {"bulletin": "xuancheng_key_projects_unknown-10-31_1"}
    app = visit(demo_home, monkeypatch, "published", **where, **wish)
    league = table(app, "finish_rate")
    langxi = league[league["unit_name"] == "Langxi"].iloc[0]
    assert (langxi["issuer"], langxi["position"], langxi["completion_rate"]) == ("Xuancheng", 1, 190.6)
    assert "Xuancheng · 31 October, year unknown" in app.selectbox(key="published_bulletin").format_func(
        wish["bulletin"]
    )
    report = table(visit(demo_home, monkeypatch, "published", **where, show="report"), "completion_rate")
    assert {"Sichuan", "Guangdong"} <= set(report["issuer"])
    assert not report["as_of"].isna().any()


def test_a_month_without_a_bulletin_says_which_can_be_compared(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "published", city="chengdu", month="2019-05", lang="zh")
    assert "没有讲到2019年5月的通报" in said(app)
    assert "2019-09、2019-08" in said(app)
    assert len(table(app, "recomputed"))


@pytest.mark.parametrize("field", bulletins.PRINTED)
@pytest.mark.parametrize("lang", LANGS)
def test_everything_printed_has_words_in_both_languages(field, lang):
    shown = bulletins.worded(published.read(), words=text.words(lang))[field].drop_nulls().unique()
    foreign = [word for word in shown if _is_foreign(word, lang)]
    assert foreign == [], "add them to data/published/words.toml"


def _is_foreign(word: str, lang: str) -> bool:
    is_chinese = any("一" <= c <= "鿿" for c in word)
    return is_chinese if lang == "en" else not is_chinese and any(c.isalpha() for c in word)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("field", ["measure", "measure_unit"])
def test_every_measure_printed_has_words(field, lang):
    ids = published.read()[field].unique()
    assert [i for i in ids if f"published.{field}.{i}" not in text.words(lang)] == []
