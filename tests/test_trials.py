"""A trial of a scheme: fields as entered, refused in words, kept under a name and never official."""

import pytest

from paceboard import own_schemes, scheme_files, trials
from paceboard.scheme_checks import BadScheme

NEUTRAL = scheme_files.get("neutral")


def test_the_fields_show_what_the_scheme_says():
    completion = NEUTRAL.indicator("completion")
    shown = [f"{trials.field_of(completion, field).normalize():f}" for field in trials.FIELDS]
    assert shown == ["30", "100", "1.2"]
    # What the projects' own dates ask is no number that could be changed.
    assert trials.field_of(NEUTRAL.indicator("completions"), "target") is None


def test_what_is_entered_changes_that_item_alone():
    entries = {("completion", "weight"): "20", ("starts", "weight"): "30", ("starts", "target"): "90%"}
    trial = trials.changed(NEUTRAL, entries)
    assert [one.weight for one in trial.indicators][:3] == [20, 30, 15]
    assert trial.indicator("starts").target.value == 0.9
    assert trial.indicator("problems") == NEUTRAL.indicator("problems")


def test_a_cap_ends_the_last_piece():
    trial = trials.changed(NEUTRAL, {("completion", "cap"): "1.5"})
    assert trial.indicator("completion").pieces[-1].high == 1.5


def test_nothing_entered_is_the_scheme_itself():
    assert trials.changed(NEUTRAL, {}) == NEUTRAL


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({("completion", "weight"): "许多"}, "投资完成率：“许多”不能用作权重"),
        ({("completion", "target"): "0"}, "“0”不能用作目标"),
        ({("completion", "cap"): "-1"}, "“-1”不能用作最高倍数"),
        ({("completion", "weight"): "nan"}, "“nan”不能用作权重"),
        ({("completion", "weight"): "40"}, "权重合计为110，不是100"),
    ],
)
def test_what_cannot_stand_is_refused_in_words(entries, said):
    with pytest.raises(BadScheme) as wrong:
        trials.changed(NEUTRAL, entries)
    assert said in wrong.value.zh
    assert wrong.value.en


def test_a_kept_scheme_comes_back_as_it_was(tmp_path):
    trial = trials.changed(NEUTRAL, {("completion", "cap"): "1.5"})
    own_schemes.save(tmp_path, "chengdu", "放宽上限", trial)
    assert own_schemes.names(tmp_path, "chengdu") == ["放宽上限"]
    assert own_schemes.load(tmp_path, "chengdu", "放宽上限") == trial
    assert own_schemes.names(tmp_path, "suqian") == []
    own_schemes.delete(tmp_path, "chengdu", "放宽上限")
    assert own_schemes.names(tmp_path, "chengdu") == []
    with pytest.raises(BadScheme):
        own_schemes.load(tmp_path, "chengdu", "放宽上限")


@pytest.mark.parametrize("name", ["../x", "a/b", "", "   ", ".hidden", "长" * 41])
def test_a_name_that_a_file_cannot_bear_is_refused(tmp_path, name):
    with pytest.raises(BadScheme):
        own_schemes.save(tmp_path, "chengdu", name, NEUTRAL)
    assert not list(tmp_path.rglob("*.json"))
