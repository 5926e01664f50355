"""The glossary: every term in both languages, found by any of its words."""

import pytest

from paceboard import glossary, kpis


def test_every_term_is_named_and_explained_in_both_languages():
    for entry in glossary.entries():
        assert all(
            (entry.zh, entry.en, entry.meaning_zh, entry.meaning_en, entry.topic.zh, entry.topic.en)
        ), entry


def test_no_term_stands_twice():
    names = [entry.zh for entry in glossary.entries()]
    assert len(names) == len(set(names)) > 80


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_headline_figure_is_explained(lang):
    assert glossary.measures(lang).height == len(kpis.measures())


def test_a_term_is_found_by_a_word_of_either_language_or_of_its_meaning():
    rows = glossary.terms("zh")
    assert "序时进度" in glossary.matching(rows, "TIME-proportional")["term"].to_list()
    assert "序时进度" in glossary.matching(rows, "除以12")["term"].to_list()
    assert glossary.matching(rows, " ").height == rows.height
    assert glossary.matching(rows, "(").height == rows.filter(rows["term"].str.contains(r"\(")).height


def test_a_broken_file_is_named(tmp_path):
    path = tmp_path / "glossary.toml"
    path.write_text('[list]\nzh = "清单"\n', "utf-8")
    with pytest.raises(ValueError, match=r"glossary\.toml: 'en'|glossary\.toml: 'terms'"):
        glossary.read(path)
