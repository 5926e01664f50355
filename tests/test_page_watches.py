"""Rules through the real app: set with a preview, changed, removed; what fired on the overview."""

import pytest

from paceboard import excerpts, profiles, store, text, watch_book, watches
from tests.small import build_store
from tests.visitor import CITIES, said, table, visit

WORDS = text.words("zh")
MAIN = {city: profile.main_list for city, profile in profiles.load().items()}
JULY = {"city": "chengdu", "month": "2019-07", "lang": "zh"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return build_store(tmp_path_factory.mktemp("watches"))


def plainly(app) -> str:
    return said(app).replace("\\", "")


def rule(**values: object) -> watches.Watch:
    asked = {"measure": "pace_gap", "cut": "unit", "comparison": "below", "threshold": "-10"}
    said = {"name": "欠序时", "by": "王", "city": "chengdu", "list_kind": "key"}
    return watches.made(**said | asked | values)


def test_a_rule_is_tried_before_it_is_kept_then_changed_and_removed(home, monkeypatch):
    app = visit(home, monkeypatch, "watches", **JULY)
    assert WORDS("watch.none") in plainly(app)
    assert app.button(key="watch_save").disabled
    app.text_input(key="watches_than").set_value("-10").run()
    assert "锦江区 −22.10个百分点" in plainly(app)
    assert app.button(key="watch_save").disabled
    app.text_input(key="watches_name").set_value("欠序时").run()
    app.text_input(key="watches_by").set_value("投资科").run()
    app.button(key="watch_save").click().run()
    (kept,) = watch_book.read(home).watches
    assert (kept.name, kept.by, kept.threshold, kept.cut) == ("欠序时", "投资科", "-10", "unit")
    assert watch_book.records(home)[-1].rules[kept.id]["keys"] == ["jinjiang"]

    app = visit(home, monkeypatch, "watches", **JULY)
    assert "1条规则中1条越线，涉及1个对象。" in plainly(app)
    assert table(app, "shown_watch_thing")["shown_watch_value"].to_list() == ["−22.10个百分点"]
    overview = visit(home, monkeypatch, "overview", **JULY)
    assert "**欠序时**：锦江区 −22.10个百分点" in plainly(overview)

    app = visit(
        home, monkeypatch, "watches", **JULY | {"rule": kept.id, "than": "-30", "name": "改", "by": "李"}
    )
    app.button(key="watch_save").click().run()
    (changed,) = watch_book.read(home).watches
    assert (changed.id, changed.name, changed.threshold) == (kept.id, "改", "-30")
    overview = visit(home, monkeypatch, "overview", **JULY)
    assert "1条规则都没有越线。" in plainly(overview)

    app = visit(home, monkeypatch, "watches", **JULY)
    app.button(key=f"drop_{kept.id}").click().run()
    assert watch_book.read(home).watches == ()
    assert WORDS("watch.heading") not in plainly(visit(home, monkeypatch, "overview", **JULY))


def test_what_fired_can_be_put_on_a_slide(tmp_path):
    home = build_store(tmp_path)
    watch_book.put(home, rule())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PACEBOARD_HOME", str(home))
        opened = store.open_current()

        def answer(_snapshot, name, filters, values):
            return opened.ask(name, filters, **dict(values))

        studio = excerpts.Studio(store.current(), "zh", "light", answer)
        taken = studio.take("watches", {name: [value] for name, value in JULY.items()})
        opened.close()
    assert taken["watches"].rows["watch_thing"].to_list() == ["锦江区"]
    assert taken["watches"].title == "1条规则中1条越线，涉及1个对象。"


def test_a_line_that_is_no_number_is_explained(home, monkeypatch):
    app = visit(home, monkeypatch, "watches", **JULY | {"than": "很低"})
    assert [warning.value for warning in app.warning] == [WORDS("watch.fault_threshold", found="很低")]


def test_rules_that_an_upgrade_took_away_and_a_broken_file_are_explained(home, monkeypatch):
    watch_book.put(home, rule(measure="gone", name="旧指标"))
    app = visit(home, monkeypatch, "watches", **JULY)
    assert WORDS("watch.fault_measure", found="gone") in plainly(app)
    watch_book.path(home).write_text("{", "utf-8")
    app = visit(home, monkeypatch, "watches", **JULY | {"lang": "en"})
    assert "line 1, column 2 is no JSON" in app.warning[0].value.replace("\\", "")
    watch_book.path(home).unlink()


@pytest.mark.parametrize("city", CITIES)
def test_every_city_has_its_watches(demo_home, tmp_path, monkeypatch, city):
    (tmp_path / "store").symlink_to(demo_home / "store")
    for measure, cut, comparison, line in (
        ("pace_gap", "unit", "below", "0"),
        ("late_days", "problem", "at_least", "3"),
        ("overdue_start_count", "all", "above", "0"),
        ("invested_month", "sector", "below", "1"),
    ):
        asked = {"measure": measure, "cut": cut, "comparison": comparison, "threshold": line}
        watch_book.put(tmp_path, rule(city=city, list_kind=MAIN[city], name=measure, **asked))
    place = {"city": city, "month": CITIES[city], "lang": "en"}
    app = visit(tmp_path, monkeypatch, "watches", **place)
    assert "of 4 watches fire" in said(app)
    assert not app.warning
    assert "things." in said(visit(tmp_path, monkeypatch, "overview", **place))
