"""The gate: everything that a return must satisfy before the store takes it."""

from collections.abc import Callable, Iterable

import polars as pl

from paceboard.ingest import rules_codes, rules_dates, rules_money, rules_places, rules_register, rules_slips
from paceboard.ingest.case import Case, Check, lay
from paceboard.ingest.known import Known
from paceboard.ingest.parsed import Issue, Parsed, issue
from paceboard.profiles import Profile

__all__ = ["Known", "check"]

RULES: tuple[Callable[[Case], Iterable[Check]], ...] = (
    *rules_register.RULES,
    *rules_codes.RULES,
    *rules_slips.RULES,
    *rules_money.RULES,
    *rules_dates.RULES,
    *rules_places.RULES,
)
# What a slip of units brings with it: saying it once, at the cause, is enough.
FOLLOWS_FROM_SLIP = ("falling_ytd", "running", "running_first", "since_start", "plan_sum", "plan_over_total")
# One mistake made once for a whole column, e.g. a wrong heading, would otherwise be told row by row.
SHARED = ("slip_", "place_")
FEW = 3
SHOWN = 5


def check(parsed: Parsed, *, profile: Profile, known: Known) -> list[Issue]:
    """Return every finding on a return, in the order of its sheets and rows.

    known is what earlier returns said. Errors refuse the file, warnings do not. The parsed return's own
    issues, from reading its cells, are not repeated.
    """
    case = lay(parsed, profile=profile, known=known)
    found = case.issues(asked for rule in RULES for asked in rule(case))
    slipped = {(i.sheet, i.row) for i in found if i.rule.startswith("slip_") and i.severity == "error"}
    told = [i for i in found if i.rule not in FOLLOWS_FROM_SLIP or (i.sheet, i.row) not in slipped]
    return _in_order(_shared(told, case), case)


def _in_order(found: list[Issue], case: Case) -> list[Issue]:
    """Return the findings in the order of the workbook: sheet, row, column (AA stands after Z)."""
    sheets = list(dict.fromkeys(sheet for _, sheet, _ in case.columns))
    places = {sheet: n for n, sheet in enumerate(sheets)}

    def place(one: Issue) -> tuple[int, int, int, str]:
        cell = one.cell or ""
        return places.get(one.sheet or "", len(places)), one.row or 0, len(cell), cell

    return sorted(found, key=place)


def _shared(found: Iterable[Issue], case: Case) -> list[Issue]:
    """Return the findings, those that more than half of a sheet's rows share told in one."""
    groups: dict[tuple, list[Issue]] = {}
    for one in found:
        key = (one.rule, one.severity, one.sheet) if one.rule.startswith(SHARED) else (id(one),)
        groups.setdefault(key, []).append(one)
    return [
        told
        for group in groups.values()
        for told in ([_together(group, case)] if _is_shared(group, case) else group)
    ]


def _is_shared(group: list[Issue], case: Case) -> bool:
    return len(group) >= FEW and 2 * len(group) > _rows(group[0], case)


def _rows(one: Issue, case: Case) -> int:
    """Return how many rows of the finding's sheet could have had it."""
    if one.rule.startswith("place_"):
        rows = rules_places.located(case)
    else:
        rows = case.rows["investment" if one.rule.startswith("slip_ytd") else "project"]
    return rows.filter(pl.col("sheet") == one.sheet).height


def _together(group: list[Issue], case: Case) -> Issue:
    first, money = group[0], case.profile.money
    return issue(
        first.severity,
        f"rule.{first.rule}_many",
        sheet=first.sheet,
        cell=first.cell,
        row=first.row,
        found="、".join(str(i.found) for i in group[:SHOWN]),
        count=len(group),
        rows=_rows(first, case),
        cells="、".join(str(i.cell) for i in group[:SHOWN]),
        small_zh=money.zh,
        big_zh=money.big_zh,
        small_en=money.en,
        big_en=money.big_en,
    )
