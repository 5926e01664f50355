"""Colours are written once, can be read in both modes, and never carry a meaning alone."""

import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from paceboard import text, theme

ROOT = Path(__file__).resolve().parents[1]


def luminance(colour: str) -> float:
    parts = [value / 255 for value in theme.rgb(colour)[:3]]
    linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", theme.MODES)
def test_text_can_be_read(mode):
    colours = theme.palette(mode)
    for ground in (colours.background, colours.panel):
        assert contrast(colours.text, ground) >= 7
        assert contrast(colours.muted, ground) >= 4.5


@pytest.mark.parametrize("mode", theme.MODES)
def test_labels_in_the_colour_of_their_line_can_be_read(mode):
    colours = theme.palette(mode)
    labels = (colours.actual, colours.plan, colours.time, colours.ahead, colours.behind)
    assert [c for c in labels if contrast(c, colours.background) < 4.5] == []


@pytest.mark.parametrize("mode", theme.MODES)
def test_lines_and_states_stand_out_from_the_ground(mode):
    colours = theme.palette(mode)
    drawn = [colours.actual, colours.plan, colours.time, *(s.colour for s in theme.states(mode).values())]
    assert [c for c in drawn if contrast(c, colours.background) < 3] == []


@pytest.mark.parametrize("mode", theme.MODES)
def test_actual_plan_and_time_differ_in_lightness_or_hue_for_the_colour_blind(mode):
    colours = theme.palette(mode)
    for one, other in combinations((colours.actual, colours.plan, colours.time), 2):
        # Without red and green only blue and lightness are left.
        blue = abs(theme.rgb(one)[2] - theme.rgb(other)[2])
        assert contrast(one, other) >= 1.5 or blue >= 60


def test_every_state_has_a_shape_and_a_word_of_its_own():
    states = theme.states("light").values()
    assert len({s.symbol for s in states}) == len({s.mark for s in states}) == len(list(states))
    for lang in text.LANGS:
        assert len({text.words(lang)(f"state.{s.id}") for s in states}) == len(list(states))


@pytest.mark.parametrize("mode", theme.MODES)
def test_scales_go_one_way(mode):
    light = [luminance(c) for c in theme.palette(mode).sequential]
    assert light == sorted(light, reverse=mode == "light")
    assert len(theme.palette(mode).sequential) == len(theme.palette(mode).diverging) == 10


def test_no_other_file_that_draws_writes_a_colour():
    written = {
        path.relative_to(ROOT).as_posix()
        for pattern in ("pages/*/*.py", "paceboard/*.py", "paceboard/charts/*.py", "paceboard/exports/*.py")
        for path in ROOT.glob(pattern)
        if re.search(r"[\"']#[0-9A-Fa-f]{6}\b", path.read_text("utf-8"))
    }
    assert written == set()


def test_fonts_are_those_of_chinese_desktops():
    assert theme.font().startswith('"Microsoft YaHei"')
    assert theme.office_font() == "Microsoft YaHei"


def test_colours_become_numbers():
    assert theme.rgb("#0B4F8A") == [11, 79, 138, 255]
    assert theme.rgb("#0B4F8A", 90)[3] == 90
    assert theme.rgba("#0B4F8A", 0.5) == "rgba(11,79,138,0.5)"


def test_the_server_listens_to_this_machine_only_and_tells_nobody():
    config = tomllib.loads(theme.CONFIG.read_text("utf-8"))
    assert config["server"]["address"] == "127.0.0.1"
    assert config["browser"]["gatherUsageStats"] is False
    assert config["browser"]["serverAddress"] == "localhost"


def test_an_unknown_mode_is_refused():
    with pytest.raises(KeyError):
        theme.palette("sepia")


def test_every_colour_has_one_of_the_same_name_on_white():
    """What is printed: a dark theme's colours turned into the light one's."""
    light = dict(zip(theme.every("dark"), theme.every("light"), strict=True))
    assert light[theme.palette("dark").background] == theme.palette("light").background
    assert light[theme.hue("red", "dark")] == theme.hue("red", "light")
    assert len(theme.every("wall")) == len(theme.every("light"))
