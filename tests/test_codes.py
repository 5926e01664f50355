"""Official codes: right ones pass, and one wrong character is found."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paceboard import profiles
from paceboard.ingest import codes

GENUINE = [
    "2603-141124-89-05-346948",
    "2411-130202-89-01-637015",
    "2509-320193-89-01-544060",
    "2509-140602-89-05-864976",
    "2211-441900-04-02-310151",
    "2502-140109-89-01-287745",
    "2401-371423-89-03-166697",
]
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize("code", GENUINE)
def test_genuine_project_codes_pass(code):
    assert codes.project_fault(code) is None
    assert codes.project_digit(code) == code[-1]


@pytest.mark.parametrize("code", ["2020-330327-48-01-167360", "2015-510104-47-01-000001"])
def test_old_project_codes_have_no_check_digit(code):
    assert codes.project_fault(code) is None


@pytest.mark.parametrize(
    "code",
    [
        "2401371423890316669",  # no hyphens
        "2401-371423-89-03-16669",  # one digit short
        "2401-37142A-89-03-166697",
        "2413-371423-89-03-166697",  # month 13, and no year either
        "1820-371423-89-03-166697",  # would be the year 1820
        "２４０１-371423-89-03-166697",  # full-width digits: the reader narrows them before
        "",
    ],
)
def test_malformed_project_codes_are_found(code):
    assert codes.project_fault(code) == "pattern"


@given(st.sampled_from(GENUINE), st.integers(4, 19), st.integers(1, 9))
def test_one_wrong_digit_in_a_project_code_is_found(code, place, step):
    digits = [c for c in code if c != "-"]
    digits[place] = str((int(digits[place]) + step) % 10)
    text = "".join(digits)
    wrong = f"{text[:4]}-{text[4:10]}-{text[10:12]}-{text[12:14]}-{text[14:]}"
    assert codes.project_fault(wrong) == "digit"


def test_the_worked_example_of_the_social_credit_code():
    assert codes.credit_digit("91350100M000100Y4") == "3"
    assert codes.credit_fault("91350100M000100Y43") is None


def test_a_registering_department_may_be_a_letter():
    head = "N2510104MF0000001"
    assert codes.credit_fault(head + codes.credit_digit(head)) is None


@pytest.mark.parametrize(
    "code", ["91350100M000100Y4", "91350100I000100Y43", "9135010AM000100Y43", "91350100m000100y43", "待定"]
)
def test_malformed_social_credit_codes_are_found(code):
    assert codes.credit_fault(code) == "pattern"


@given(st.text(CREDIT, min_size=9, max_size=9), st.integers(8, 16), st.sampled_from(CREDIT))
def test_one_wrong_character_in_a_social_credit_code_is_found(body, place, other):
    head = "91510104" + body
    right = head + codes.credit_digit(head)
    assume(right[place] != other)
    assert codes.credit_fault(right) is None
    assert codes.credit_fault(right[:place] + other + right[place + 1 :]) == "digit"


def test_there_are_97_divisions_in_20_sections_in_order():
    industries = codes.industries()
    assert list(industries) == [f"{n:02d}" for n in range(1, 98)]
    letters = [i.section for i in industries.values()]
    assert letters == sorted(letters)
    assert "".join(dict.fromkeys(letters)) == "ABCDEFGHIJKLMNOPQRST"
    assert all(i.zh and i.en for i in industries.values())


# First and last division of each section, from the standard's table of contents.
@pytest.mark.parametrize(
    ("section", "first", "last"),
    [
        ("A", 1, 5),
        ("B", 6, 12),
        ("C", 13, 43),
        ("D", 44, 46),
        ("E", 47, 50),
        ("F", 51, 52),
        ("G", 53, 60),
        ("H", 61, 62),
        ("I", 63, 65),
        ("J", 66, 69),
        ("K", 70, 70),
        ("L", 71, 72),
        ("M", 73, 75),
        ("N", 76, 79),
        ("O", 80, 82),
        ("P", 83, 83),
        ("Q", 84, 85),
        ("R", 86, 90),
        ("S", 91, 96),
        ("T", 97, 97),
    ],
)
def test_sections_begin_and_end_where_the_standard_says(section, first, last):
    own = [int(i.id) for i in codes.industries().values() if i.section == section]
    assert own == list(range(first, last + 1))


@pytest.mark.parametrize("code", ["C3130", "3130", "C313", "C31", "01", "T97", "97"])
def test_industry_codes_with_or_without_letter_pass(code):
    assert codes.industry_fault(code) is None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("C", "pattern"),
        ("3", "pattern"),
        ("C31300", "pattern"),
        ("c3130", "pattern"),
        ("制造业", "pattern"),
        ("00", "division"),
        ("C9812", "division"),
        ("D3130", "section"),
    ],
)
def test_wrong_industry_codes_are_found(code, fault):
    assert codes.industry_fault(code) == fault


def test_every_division_belongs_to_a_sector_of_every_chinese_city():
    cities = [p for p in profiles.load().values() if p.code.isdigit()]
    assert cities
    for profile in cities:
        lost = [d for d in codes.industries() if profile.sector_of(d) is None]
        assert not lost, f"{profile.id}: no sector for divisions {lost}"
