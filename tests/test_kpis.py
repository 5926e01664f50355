"""Each headline figure is named, explained and made of figures that exist."""

import pytest

from paceboard import kpis

GOOD = """
[done]
label = {{ zh = "完成", en = "Done" }}
kind = "{kind}"
good = "up"
as_of = "month"
numerator = "{numerator}"
denominator = "done"
meaning = {{ zh = "完成。", en = "Done." }}
"""


def written(tmp_path, **values):
    path = tmp_path / "kpis.toml"
    path.write_text(GOOD.format(**{"kind": "share", "numerator": "done"} | values), "utf-8")
    return path


def test_every_measure_speaks_both_languages():
    for measure in kpis.measures().values():
        for lang in ("zh", "en"):
            assert measure.label(lang).strip()
            assert measure.meaning(lang).strip()
        assert measure.label("zh") != measure.label("en")


def test_no_two_measures_share_a_name():
    for lang in ("zh", "en"):
        labels = [measure.label(lang) for measure in kpis.measures().values()]
        assert sorted(set(labels)) == sorted(labels)


def test_every_rate_says_what_it_divides():
    rates = {k: m for k, m in kpis.measures().items() if m.kind == "share" and k != "time_share"}
    assert [k for k, m in rates.items() if not (m.numerator and m.denominator)] == []


def test_rates_are_made_of_measures_that_exist():
    known = kpis.measures()
    assert known["completion_share"].numerator == "invested_ytd"
    assert known[known["start_share"].denominator].label("zh") == "年度计划新开工"


def test_money_speaks_of_the_month_of_the_money_and_starts_of_the_register():
    assert kpis.measures()["invested_ytd"].as_of == "invested_as_of"
    assert kpis.measures()["started_count"].as_of == "month"


def test_a_file_reads_as_written(tmp_path):
    assert kpis.read(written(tmp_path))["done"].label("en") == "Done"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": "percent"}, r"\[done\] 'percent' is not one of money, count, share"),
        ({"numerator": "gone"}, r"\[done\] is made of 'gone'"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, values, said):
    with pytest.raises(ValueError, match=said):
        kpis.read(written(tmp_path, **values))


def test_a_missing_entry_is_named(tmp_path):
    path = tmp_path / "kpis.toml"
    path.write_text('[done]\nlabel = { zh = "完成", en = "Done" }\n', "utf-8")
    with pytest.raises(ValueError, match=r"\[done\] lacks 'kind'"):
        kpis.read(path)
