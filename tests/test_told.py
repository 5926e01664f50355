"""Every chart can be read as a table: the button beside its downloads."""

import pytest

from tests.visitor import visit


@pytest.fixture(scope="module")
def home(demo_home):
    return demo_home


def test_a_chart_is_told_as_a_table_in_words(home, monkeypatch):
    app = visit(home, monkeypatch, "league", city="suqian", lang="zh")
    app.button(key="told_league").click().run()
    (shown,) = [part.proto.body for part in app.get("html") if "<table>" in part.proto.body]
    assert ">填报单位</th>" in shown
    assert "宿城区" in shown
    assert "口径" in shown
    assert not app.exception
