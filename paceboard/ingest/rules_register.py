"""Checks of who reports what: once in a return, by one unit, and never without an entry in the register."""

from collections.abc import Iterator, Mapping

import polars as pl

from paceboard.ingest.case import NAMING, Case, Check
from paceboard.ingest.codes import PROJECT
from paceboard.ingest.forms import TABLES

ENTITY = pl.col("entity")
# The month plan has several rows a project by nature; all else is listed once.
LISTED_ONCE = tuple(kind for kind in TABLES if kind != "plan")


def _at_name(
    case: Case, key: str, kind: str, wrong: pl.Expr, adds: Mapping[str, pl.Expr] | None = None
) -> Iterator[Check]:
    """Return errors placed at the cell that names the thing; found is its key."""
    adds = adds or {}
    if kind not in ("project", "investment") or not case.has(kind, "project_name"):
        yield Check(key, kind, "entity", wrong, adds)
        return
    is_coded = ENTITY.str.contains(f"^{PROJECT.pattern}$")
    for field, is_here in (("project_code", is_coded), ("project_name", ~is_coded)):
        yield Check(key, kind, field, wrong & is_here, {**adds, field: ENTITY})


def duplicates(case: Case) -> Iterator[Check]:
    """Find things listed twice under one kind, every row after the first."""
    for kind in LISTED_ONCE:
        first = pl.col("row").first().over("entity")
        yield from _at_name(case, "duplicate", kind, ~ENTITY.is_first_distinct(), {"first": first})


def other_unit(case: Case) -> Iterator[Check]:
    """Find projects that another unit already reported for the same month."""
    other, units = pl.col("other_unit"), case.profile.units
    names = {
        "other_zh": other.replace({unit.id: unit.zh for unit in units}),
        "other_en": other.replace({unit.id: unit.en for unit in units}),
    }
    yield from _at_name(case, "other_unit", "investment", other.is_not_null(), names)


def unregistered(case: Case) -> Iterator[Check]:
    """Find money reported for projects that the register does not have, in this return or before."""
    yield from _at_name(case, "unregistered", "investment", ~pl.col("is_registered"))


def unnamed(case: Case) -> Iterator[Check]:
    """Find problems, needs, milestones and notes that name a project the register does not have."""
    for kind in NAMING:
        yield Check("unnamed", kind, "project_code", ~pl.col("is_named"), severity="warning")


RULES = (duplicates, other_unit, unregistered, unnamed)
