"""The page of trials, through the real app: five cities, two languages; links, keeping, what cannot stand."""

import shutil

import pytest

from paceboard import own_schemes, text
from tests.visitor import CITIES, said, table, visit

WORDS = text.words("zh")
AUGUST = {"city": "chengdu", "month": "2019-08", "lang": "zh"}


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_the_page_stands_for_every_city(demo_home, monkeypatch, city, lang):
    app = visit(demo_home, monkeypatch, "whatif", city=city, month=CITIES[city], lang=lang)
    assert app.subheader[0].value.replace("\\", "") == text.words(lang)("whatif.question")
    rows = table(app, "rank_trial")
    assert list(rows["rank_official"]) == list(rows["rank_trial"])


def test_a_link_reproduces_a_trial(demo_home, monkeypatch):
    changed = {"completion.weight": "5", "problems.weight": "35"}
    app = visit(demo_home, monkeypatch, "whatif", **AUGUST, **changed)
    rows = table(app, "rank_trial")
    assert (rows["rank_change"] != 0).any()
    assert list(rows["rank_official"] - rows["rank_trial"]) == list(rows["rank_change"])
    assert "个单位的名次会变" in said(app)
    assert app.text_input(key="whatif_completion.weight").value == "5"


def test_a_number_entered_goes_into_the_address(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "whatif", **AUGUST)
    app.text_input(key="whatif_completion.cap").set_value("1.0").run()
    assert app.query_params["completion.cap"] in ("1.0", ["1.0"])
    assert not app.error


def test_weights_that_miss_their_total_end_in_a_sentence(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "whatif", **AUGUST, **{"completion.weight": "50"})
    assert "权重合计为120，不是100" in app.warning[0].value
    assert WORDS("whatif.unsound") in said(app)


def test_a_trial_is_kept_opened_and_deleted(demo_home, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(demo_home / "store", home / "store", ignore=shutil.ignore_patterns("*.wal"))
    changed = {"completion.weight": "20", "problems.weight": "20", "name": "多看问题"}
    app = visit(home, monkeypatch, "whatif", **AUGUST, **changed)
    app.button(key="save_trial").click().run()
    assert own_schemes.names(home, "chengdu") == ["多看问题"]
    again = visit(home, monkeypatch, "whatif", **AUGUST, **{"from": "own:多看问题"})
    assert again.text_input(key="whatif_completion.weight").placeholder.endswith("20")
    again.button(key="delete_多看问题").click().run()
    assert own_schemes.names(home, "chengdu") == []
    # The link to a scheme that is gone opens the official one.
    assert not visit(home, monkeypatch, "whatif", **AUGUST, **{"from": "own:多看问题"}).warning


def test_a_published_scheme_with_leagues_of_its_own_is_not_called_the_same(demo_home, monkeypatch):
    where = {"city": "suqian", "month": "2022-07", "lang": "zh", "from": "mianyang-2022"}
    app = visit(demo_home, monkeypatch, "whatif", **where)
    assert "这套办法另行分组" in said(app)
