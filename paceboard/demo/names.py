"""Invented names and codes: plainly invented to the reader, well formed to a check."""

from collections.abc import Iterator
from datetime import date
from random import Random

from paceboard.demo.recipe import Trade, words
from paceboard.ingest import codes

NEW_CODES_FROM = date(2020, 11, 1)
FIRST_CODES = 2016
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def stems(chance: Random) -> Iterator[str]:
    """Yield invented names without end, each once before any comes again."""
    pairs = [first + second for first in words()["first"] for second in words()["second"]]
    while True:
        chance.shuffle(pairs)
        yield from pairs


def project(stem: str, trade: Trade, part: str) -> str:
    """Return the name of a project."""
    return words()["project_text"].format(word=stem, noun=trade.noun, part=part)


def owner(stem: str, trade: Trade) -> str:
    """Return the name of the firm behind it."""
    return words()["owner_text"].format(word=stem, trade=trade.trade)


def owner_code(number: int, *, division: str) -> str:
    """Return a social credit code with a valid check character for the owner of that number."""
    letters, rest = "", number
    for _ in range(5):
        rest, at = divmod(rest, len(LETTERS))
        letters = LETTERS[at] + letters
    stem = f"91{division[:6]}{words()['owner_mark']}{letters}"
    return stem + codes.credit_digit(stem)


def project_code(number: int, *, division: str, industry: str, filed: date, technical: bool) -> str:
    """Return a project code as it was given on that day: with a check digit since November 2020.

    Filed before 2016, it carries the first year of the codes.
    """
    kind = "02" if technical else "01"
    if filed < NEW_CODES_FROM:
        return f"{max(filed.year, FIRST_CODES)}-{division[:6]}-{industry[1:3]}-{kind}-{number:06d}"
    stem = f"{filed:%y%m}-{division[:6]}-{'89' if number % 3 else '04'}-{kind}-{number % 100000:05d}"
    return stem + codes.project_digit(stem)
