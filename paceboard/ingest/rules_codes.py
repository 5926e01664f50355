"""Checks of codes, names and terms in the register."""

from collections.abc import Callable, Iterator

import polars as pl

from paceboard.ingest import codes
from paceboard.ingest.case import Case, Check

NAME_LENGTH = 60


def _faults(case: Case, field: str, fault: Callable[[str], str | None]) -> dict[str, list[str]]:
    """Return the codes of one column that are wrong, by what is wrong; none outside China."""
    wrong: dict[str, list[str]] = {}
    if "project" in case.rows and case.is_chinese:
        for code in dict.fromkeys(case.rows["project"][field]):
            if code is not None and (what := fault(code)):
                wrong.setdefault(what, []).append(code)
    return wrong


def _right(field: str, wrong: list[str], right: Callable[[str], str]) -> pl.Expr:
    """Return what should stand in place of each wrong code's last character."""
    return pl.col(field).replace_strict({code: right(code) for code in wrong}, default=None)


def project_code(case: Case) -> Iterator[Check]:
    """Find project codes of a wrong form (error) or with a wrong check digit (warning)."""
    field = "project_code"
    for what, wrong in _faults(case, field, codes.project_fault).items():
        is_wrong = pl.col(field).is_in(wrong)
        if what == "pattern":
            yield Check("project_code", "project", field, is_wrong)
        else:
            # The standard's own text was not at hand: its rule is inferred from genuine codes, so no refusal.
            digit = _right(field, wrong, codes.project_digit)
            yield Check("project_code_digit", "project", field, is_wrong, {"digit": digit}, "warning")


def credit_code(case: Case) -> Iterator[Check]:
    """Find owners' social credit codes that GB 32100 does not allow."""
    field = "owner_code"
    for what, wrong in _faults(case, field, codes.credit_fault).items():
        is_wrong = pl.col(field).is_in(wrong)
        if what == "pattern":
            yield Check("credit_code", "project", field, is_wrong)
        else:
            digit = _right(field, wrong, codes.credit_digit)
            yield Check("credit_code_digit", "project", field, is_wrong, {"digit": digit})


def industry_code(case: Case) -> Iterator[Check]:
    """Find industry codes that GB/T 4754-2017 does not have, down to the division."""
    field = "industry_code"
    keys = {"pattern": "industry_code", "division": "industry_division", "section": "industry_section"}
    letters = {division: industry.section for division, industry in codes.industries().items()}
    section = pl.col(field).str.extract(r"(\d{2})").replace_strict(letters, default=None)
    for what, wrong in _faults(case, field, codes.industry_fault).items():
        yield Check(keys[what], "project", field, pl.col(field).is_in(wrong), {"section": section})


def long_name(case: Case) -> Iterator[Check]:
    """Find names longer than a Chinese approval document writes them."""
    if not case.is_chinese:
        return
    length = pl.col("project_name").str.len_chars()
    wrong = length > NAME_LENGTH
    yield Check("long_name", "project", "project_name", wrong, {"length": length}, "warning")


def terms(case: Case) -> Iterator[Check]:
    """Find lists, levels, batches and stages that the city's profile does not have."""
    profile = case.profile
    has = {
        "list_kind": profile.lists,
        "level_id": profile.levels,
        "batch": profile.batches,
        "stage": profile.stages,
    }
    for field, allowed in has.items():
        strange = ~pl.col(field).is_in([term.id for term in allowed])
        words = pl.lit("、".join(term.id for term in allowed))
        yield Check("term", "project", field, strange, {"allowed": words})


def zones(case: Case) -> Iterator[Check]:
    """Find a development zone given as the district, or a district given as the zone."""
    ids = [unit.id for unit in case.profile.units if unit.kind == "zone"]
    yield Check("division_is_zone", "project", "division_id", pl.col("division_id").is_in(ids))
    yield Check("zone_is_no_zone", "project", "zone_id", ~pl.col("zone_id").is_in(ids))


RULES = (project_code, credit_code, industry_code, long_name, terms, zones)
