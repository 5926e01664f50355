"""The briefing through the real app: every scene of every city says what the pages say."""

import json

import pytest

from paceboard import stories, text, theme
from paceboard.recipes import BadRecipe
from tests.small import build_store
from tests.visitor import CITIES, cards, visit

CHENGDU = {"city": "chengdu", "month": "2019-09", "lang": "zh"}
SCENES = len(stories.load()["month"].scenes)


def shown(app) -> str:
    """Every word of the scene: they stand in HTML of our own."""
    return "\n".join(element.proto.body for element in app.get("html"))


def figure(app) -> dict:
    return json.loads(app.get("plotly_chart")[0].proto.spec)


def go(app, scene: int) -> None:
    app.button(key=f"wall_go_{scene}").click().run()
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_every_scene_stands_for_every_city(demo_home, monkeypatch, city, lang):
    app = visit(demo_home, monkeypatch, "briefing", city=city, month=CITIES[city], lang=lang)
    for scene in range(1, SCENES + 1):
        go(app, scene)
        assert '<p class="wall-sentence' in shown(app)
        assert text.words(lang)("source.line", parts="") in shown(app)
        for drawn in app.get("plotly_chart"):
            layout = json.loads(drawn.proto.spec)["layout"]
            assert layout["meta"]["mode"] == "wall"
            assert "title" not in layout  # the scene's sentence stands above


def test_no_menu_and_no_filter_stands_on_a_whole_screen(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "briefing", **CHENGDU)
    assert not app.selectbox
    assert not app.multiselect
    assert not app.text_input


@pytest.mark.parametrize(
    ("scene", "page", "label"),
    [
        (1, "overview", "投资完成率"),
        (4, "starts", "开工率"),
        (5, "starts", "竣工率"),
        (7, "overview", "问题办结率"),
    ],
)
def test_the_number_of_a_scene_is_the_pages(demo_home, monkeypatch, scene, page, label):
    app = visit(demo_home, monkeypatch, "briefing", **CHENGDU, scene=str(scene))
    said = shown(app)
    printed = cards(visit(demo_home, monkeypatch, page, **CHENGDU))[label]
    assert f'<p class="wall-label">{label}</p><p class="wall-value">{printed}</p>' in said


def test_the_picture_of_a_scene_draws_the_pages_values(demo_home, monkeypatch):
    scene = figure(visit(demo_home, monkeypatch, "briefing", **CHENGDU, scene="4"))
    page = figure(visit(demo_home, monkeypatch, "starts", **CHENGDU))
    assert [trace["y"] for trace in scene["data"]] == [trace["y"] for trace in page["data"]]


def test_a_link_opens_at_its_scene_under_its_filters(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "briefing", **CHENGDU, units="jinjiang", scene="4")
    assert "锦江区" in shown(app)
    assert "该开工的开工了吗？" in shown(app)


@pytest.mark.parametrize("wrong", ["0", "99", "-1", "two", ""])
def test_a_scene_that_does_not_exist_is_the_first(demo_home, monkeypatch, wrong):
    app = visit(demo_home, monkeypatch, "briefing", **CHENGDU, scene=wrong, story="none")
    assert "按序时了吗？" in shown(app)


def test_back_from_the_first_is_the_last_and_next_from_the_last_the_first(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "briefing", **CHENGDU)
    app.button(key="wall_back").click().run()
    assert "今天要定什么？" in shown(app)
    assert app.query_params["scene"] in (str(SCENES), [str(SCENES)])
    app.button(key="wall_next").click().run()
    assert "按序时了吗？" in shown(app)


def test_names_from_workbooks_stay_text(tmp_path, monkeypatch):
    place = {"city": "chengdu", "month": "2019-07", "lang": "zh"}
    app = visit(build_store(tmp_path), monkeypatch, "briefing", **place, scene="3")
    assert "&lt;b&gt;@@=alert(1)&lt;/b&gt; &amp; 子公司*项目*" in shown(app)
    assert "<b>@@" not in shown(app)
    go(app, 9)
    assert "没有到期的议定事项。" in shown(app)


def test_filters_that_fit_nothing_end_in_a_sentence(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "briefing", **CHENGDU, search="没有这个项目")
    assert "本月没有投资报送。" in shown(app)


def test_an_office_keeps_stories_of_its_own_beside_its_store(tmp_path, monkeypatch):
    home = build_store(tmp_path)
    folder = home / "briefings"
    folder.mkdir()
    scene = 'title = { zh = "只有这一幕" }\nleft = [{ take = "curve:curve-total" }]\n'
    (folder / "own.toml").write_text(f"[[scene]]\n{scene}", "utf-8")
    app = visit(home, monkeypatch, "briefing", city="chengdu", month="2019-07", lang="zh", story="own")
    assert "只有这一幕" in shown(app)
    assert "wall_go_2" not in [button.key for button in app.button]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('name = { zh = "空" }', r"there is no \[\[scene\]\]; write one at least"),
        ('[[scene]]\ncards = ["pace_gap"]', "scene 1: nothing is shown"),
        ('[[scene]]\nleft = [{ take = "curve" }]', "scene 1: take = 'curve'; write \"page:name\""),
        ('[[scene]]\nleft = [{ take = "a:b" }]\ncards = ["nothing"]', r"cards nothing are not in data/kpis"),
        ("scene = 3 =", "own.toml: "),
    ],
)
def test_a_story_that_cannot_be_told_says_where_and_what_to_write(tmp_path, written, said):
    path = tmp_path / "own.toml"
    path.write_text(written, "utf-8")
    with pytest.raises(BadRecipe, match=said):
        stories.read(path)


def test_any_page_stands_alone_when_its_address_says_so(demo_home, monkeypatch):
    app = visit(demo_home, monkeypatch, "curve", **CHENGDU, wall="1")
    assert "bar_city" not in [box.key for box in app.selectbox]
    app.button(key="wall_off").click().run()
    assert "bar_city" in [box.key for box in app.selectbox]
    assert "wall" not in app.query_params


def test_the_wall_variant_is_brighter_on_a_darker_ground():
    wall, dark = theme.palette("wall"), theme.palette("dark")
    assert theme.rgb(wall.background)[:3] < theme.rgb(dark.background)[:3]
    assert theme.rgb(wall.text)[:3] > theme.rgb(dark.text)[:3]
