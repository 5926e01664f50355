"""The same scheme read another way: denominator, rounding, ends of steps; None where it has none of these."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from paceboard import memo
from paceboard.indicators import Indicator, Knot, Step, Target
from paceboard.schemes import Scheme

# The same figure on the other denominator: the year's plan, and what is due by now.
OTHER = {
    ("started_count", "planned_start_count"): ("due_started_count", "due_start_count"),
    ("finished_count", "planned_finish_count"): ("finished_count", "due_finish_count"),
    ("invested_ytd", "plan_year"): ("invested_ytd", "plan_to_date"),
}
OTHER |= {due: year for year, due in OTHER.items()}
YEARLY = {"planned_start_count", "planned_finish_count", "plan_year"}
LINEAR = (Knot(12, 1.0),)
# Far less than any figure is rounded to.
HAIR = 1e-9


def denominator(scheme: Scheme) -> Scheme | None:
    """Return the scheme on the other denominators: all of what is due, or time's part of the year's plan."""
    return _varied(scheme, _other)


def _other(one: Indicator) -> Indicator:
    found = OTHER.get((one.numerator, one.denominator or ""))
    if found is None or one.position not in ("ratio", "points", "gap"):
        return one
    path = LINEAR if found[1] in YEARLY else ()
    return replace(one, numerator=found[0], denominator=found[1], target=Target(value=1.0, path=path))


def rounding(scheme: Scheme) -> Scheme | None:
    """Return the scheme with gaps from rounded shares where they were unrounded, or back."""
    if not any(one.position == "points" for one in scheme.indicators):
        return None
    return replace(scheme, gap="unrounded" if scheme.gap == "rounded" else "rounded")


def edges(scheme: Scheme) -> Scheme | None:
    """Return the scheme with the lower end of every step left out: who stands on it gets the step below."""
    return _varied(scheme, lambda one: replace(one, steps=tuple(_raised(step) for step in one.steps)))


def _raised(step: Step) -> Step:
    low, high = (None if end is None else end + HAIR for end in (step.low, step.high))
    return replace(step, low=low, high=high)


def _varied(scheme: Scheme, change: Callable[[Indicator], Indicator]) -> Scheme | None:
    fresh = replace(scheme, indicators=tuple(change(one) for one in scheme.indicators))
    return None if fresh == scheme else fresh


@memo.kept(16)
def every(scheme: Scheme) -> Mapping[str, Scheme | None]:
    """Return what else the scheme could mean."""
    return {"denominator": denominator(scheme), "rounding": rounding(scheme), "edges": edges(scheme)}
