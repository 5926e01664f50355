"""How a measure is made of its parts, and what may be done with it: added up, compared with its plan."""

from collections.abc import Mapping
from functools import cache
from typing import Protocol

from paceboard import kpis
from paceboard.dimensions import Dimension
from paceboard.kpis import Measure

# Measures that are neither a sum nor the ratio of data/kpis.toml: formula, top, bottom of macro worth.
FORMULAS = {
    "pace_gap": ("pace", "invested_ytd", "plan_year"),
    "gap_amount": ("gap", "invested_ytd", "plan_year"),
    "new_start_average": ("ratio", "new_start_total", "started_count"),
}
# What macro amount_of knows of a single project.
AMOUNTS = (
    *("total_investment", "plan_year", "plan_original", "plan_to_date"),
    *("invested_ytd", "invested_total", "stat_ytd", "paid_ytd"),
)


class Question(Protocol):
    """What has to be known of a question (paceboard.questions.Question)."""

    measures: tuple[str, ...]
    against: str

    @property
    def things(self) -> tuple[Dimension, ...]:
        """Return the dimensions asked for that are not time."""

    @property
    def time(self) -> Dimension | None:
        """Return the dimension of time asked for, or None."""

    @property
    def is_nested(self) -> bool:
        """Return whether a dimension's keys contain one another."""


@cache
def measures() -> Mapping[str, Measure]:
    """Return the measures that can be explored, by id."""
    return {key: measure for key, measure in kpis.measures().items() if measure.over_time}


def wanted(asked: Question) -> list[dict[str, object]]:
    """Return how each measure, and each that it is compared with, is made of its parts."""
    found = {}
    for key in asked.measures:
        other = other_measure(asked, key)
        found[key] = made(key) | {"versus": other or "", "runs": runs(asked, key)}
        if other:
            found.setdefault(other, made(other) | {"versus": "", "runs": False})
    return list(found.values())


def runs(asked: Question, key: str) -> bool:
    """Return whether a measure may be added up: a flow over months, a sum over things that do not overlap."""
    if asked.time:
        return measures()[key].over_time == "flow"
    return is_sum(key) and len(asked.things) == 1 and not asked.is_nested


def made(key: str) -> dict[str, str]:
    """Return the formula of a measure and its parts, as macro worth takes them."""
    measure = measures()[key]
    if key in FORMULAS:
        formula, top, bottom = FORMULAS[key]
    elif measure.over_time == "share":
        formula, top, bottom = "ratio", measure.numerator, measure.denominator
    else:
        formula, top, bottom = "sum", key, ""
    return {"measure": key, "formula": formula, "top": top, "bottom": bottom}


def is_sum(key: str) -> bool:
    """Return whether the figures of parts that do not overlap add up to that of the whole."""
    return made(key)["formula"] == "sum"


def is_of_project(key: str) -> bool:
    """Return whether single projects have a value of a measure: amounts and rates of amounts have."""
    parts = made(key)
    return {parts["top"], parts["bottom"]} <= {*AMOUNTS, ""}


def other_measure(asked: Question, key: str) -> str | None:
    """Return the measure that one is compared with: its plan, or that of the start of the year."""
    if asked.against not in ("plan", "original"):
        return None
    return getattr(measures()[key], asked.against)
