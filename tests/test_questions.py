"""A question is one value: what an address says, it says again, and what it cannot mean is named."""

import random

import pytest

from paceboard import formulas, questions
from paceboard.dimensions import dimensions, size_classes
from paceboard.profiles import get
from paceboard.questions import Asked, Question


def any_question(dice: random.Random) -> Question:
    """A question as the builder can put it together."""
    things = [key for key, found in dimensions().items() if found.kind != "time"]
    split = dice.sample(things, dice.randint(0, 2)) + dice.choice([[], ["month"], ["quarter"], ["year"]])
    against = dice.choice(questions.AGAINST)
    at = {"month": "2019-07", "known": "2019-09-05"}.get(against, "")
    return Question(
        measures=tuple(dice.sample(list(formulas.measures()), dice.randint(1, 4))),
        dimensions=tuple(split),
        against=against,
        at=at,
        is_same=dice.random() < 0.5,
        form=dice.choice(("", *questions.FORMS)),
        sort=dice.choice(questions.SORTS),
        top=dice.choice(questions.TOPS),
        extra=dice.choice(questions.EXTRAS),
        span=dice.choice(questions.SPANS),
        kept=(("size", ("1", "2")), ("leader", ("", "示例,领导")))[: dice.randint(0, 2)],
    )


def test_an_address_reproduces_its_question_exactly():
    dice = random.Random(7)
    for _ in range(300):
        asked = any_question(dice)
        assert questions.read(asked.address()) == (asked, [])


def test_an_empty_address_is_the_first_question():
    assert questions.read({}) == (Question(), [])
    assert questions.read({"by": ["none"]})[0].dimensions == ()


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ({"m": ["bogus", "plan_year"]}, ("fault_unknown", {"name": "m=bogus"})),
        ({"by": ["planet"]}, ("fault_unknown", {"name": "by=planet"})),
        ({"by": ["month", "year"]}, ("fault_one_time", {"name": "year"})),
        ({"by": ["unit", "sector", "batch", "size"]}, ("fault_too_many", {"name": "by=size"})),
        ({"vs": ["never"]}, ("fault_unknown", {"name": "vs=never"})),
        ({"vs": ["known"], "at": ["yesterday"]}, ("fault_unknown", {"name": "at=yesterday"})),
        ({"keep1": ["month"], "keys1": ["2019"]}, ("fault_unknown", {"name": "keep1=month"})),
        ({"form": ["pie"]}, ("fault_unknown", {"name": "form=pie"})),
    ],
)
def test_what_an_address_gets_wrong_is_left_out_and_named(address, fault):
    asked, faults = questions.read(address)
    assert fault in faults
    assert questions.read(asked.address()) == (asked, [])


def test_only_flows_are_added_up_over_months():
    asked = Question(tuple(list(formulas.measures())[:4]), ("month",))
    for key, measure in formulas.measures().items():
        assert formulas.runs(asked, key) is (measure.over_time == "flow")


def test_rates_and_nested_levels_are_never_added_up():
    by_unit, by_level = Question(dimensions=("unit",)), Question(dimensions=("level",))
    assert formulas.runs(by_unit, "plan_year")
    assert not formulas.runs(by_unit, "completion_share")
    assert not formulas.runs(by_level, "plan_year")


def test_every_rate_is_made_of_its_own_numerator_and_denominator():
    for key, measure in formulas.measures().items():
        made = formulas.made(key)
        if measure.over_time == "share":
            assert made["formula"] in ("ratio", "pace")
            assert {made["top"], made["bottom"]} <= set(formulas.measures())
        elif made["formula"] == "sum":
            assert made["top"] == key


def test_a_plan_stands_beside_what_has_one():
    asked = Question(("invested_ytd", "project_count"), against="plan")
    assert formulas.other_measure(asked, "invested_ytd") == "plan_to_date"
    assert formulas.other_measure(asked, "project_count") is None
    original = Question(("completion_share",), against="original")
    assert formulas.other_measure(original, "completion_share") == "original_share"


def test_what_is_bound_has_no_empty_list():
    bound = Asked(Question(dimensions=()), 10000).struct()
    assert bound["dimensions"] == ["", "", ""]
    assert bound["kept_keys"] == [[""], [""], [""]]


def test_size_classes_speak_in_the_city_s_own_money():
    zh = [term.label("zh") for term in size_classes(get("chengdu"))]
    assert zh == ["1亿元以下", "1—5亿元", "5—10亿元", "10—50亿元", "50亿元及以上"]
    assert size_classes(get("newyork"))[1].label("en") == "1 to 5 USD million"
    assert size_classes(get("chengdu"))[1].label("en") == "1 to 5 × 100M CNY"
