"""Official codes that a return cites: project code, social credit code, industry code."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from paceboard.profiles import ROOT, Term

INDUSTRIES = ROOT / "data" / "industries.csv"
PROJECT = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}", re.ASCII)
# The first two characters (registering department, kind of body) may be letters, e.g. N1 for a village's
# collective; python-stdnum takes digits only there, so of it only the check digit is used.
CREDIT = re.compile(r"[0-9A-HJ-NP-RT-UW-Y]{2}[0-9]{6}[0-9A-HJ-NP-RT-UW-Y]{10}", re.ASCII)
INDUSTRY = re.compile(r"([A-T])?(\d{2})\d{0,2}", re.ASCII)


@dataclass(frozen=True)
class Industry(Term):
    """A division of GB/T 4754-2017: id is its two digits, section its letter."""

    section: str = ""


@cache
def industries() -> Mapping[str, Industry]:
    """Return the 97 divisions of GB/T 4754-2017 by their two digits."""
    with INDUSTRIES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {r["division"]: Industry(r["division"], r["zh"], r["en"], section=r["section"]) for r in rows}


def project_fault(code: str) -> str | None:
    """Return "pattern" or "digit" where a project code is wrong, None where it may be right.

    Codes given since November 2020 begin YYMM and end in a check digit (ISO 7064 MOD 11,10); older ones
    begin YYYY (2015..2020, whose last two digits are no month) and end in a running number.
    """
    if not PROJECT.fullmatch(code):
        return "pattern"
    second = int(code[2:4])
    if 1 <= second <= 12:
        return None if mod_11_10.is_valid(code.replace("-", "")) else "digit"
    return None if code.startswith("20") and 15 <= second <= 20 else "pattern"


def project_digit(code: str) -> str:
    """Return the check digit for the first 19 digits of a project code; hyphens do not count."""
    return mod_11_10.calc_check_digit(code.replace("-", "")[:19])


def credit_fault(code: str) -> str | None:
    """Return "pattern" or "digit" where a social credit code (GB 32100-2015) is wrong, else None."""
    if not CREDIT.fullmatch(code):
        return "pattern"
    return None if uscc.calc_check_digit(code[:17]) == code[17] else "digit"


def credit_digit(code: str) -> str:
    """Return the check character for the first 17 characters of a social credit code."""
    return uscc.calc_check_digit(code[:17])


def industry_fault(code: str) -> str | None:
    """Return "pattern", "division" or "section" where an industry code (GB/T 4754-2017) is wrong, else None.

    The letter may be left out; two to four digits say division, group and class.
    """
    parts = INDUSTRY.fullmatch(code)
    if not parts:
        return "pattern"
    letter, division = parts.groups()
    if division not in industries():
        return "division"
    return "section" if letter and letter != industries()[division].section else None
