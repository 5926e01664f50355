"""What a rule found about one figure of a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from paceboard.proof import arithmetic
from paceboard.proof.reading import Reading

# "近500个" is at least that part of it.
NEAR = Decimal("0.95")
RIGHT, WRONG, CAUTION, UNKNOWN = "right", "wrong", "caution", "unknown"


@dataclass(frozen=True)
class Finding:
    """One rule's word on one figure (place): right, wrong, or right with a caution.

    reason: the name of its sentence. correct: what should be printed, in the figure's own unit, or None.
    basis: how it was recomputed, in figures.
    """

    place: int
    status: str
    reason: str
    correct: Decimal | None = None
    basis: str = ""


def half(reading: Reading) -> Decimal:
    """Return by how much a printed figure may be off, in its base unit: counts are exact."""
    figure = reading.figure
    return Decimal(0) if figure.kind == "count" else arithmetic.half(figure.decimals) * figure.factor


def partner(readings: Sequence[Reading], of: Reading, measure: str) -> Reading | None:
    """Return the nearest figure of a measure that speaks of the same scope and paragraph.

    Before the figure first; one that already served another figure of the same measure is out of reach.
    """
    fitting = [
        r
        for r in readings
        if r.measure == measure
        and r.scope == of.scope
        and r.paragraph == of.paragraph
        and r.place != of.place
    ]
    before = [r for r in fitting if r.place < of.place]
    if before and not _is_served(readings, before[-1], of):
        return before[-1]
    after = [r for r in fitting if r.place > of.place and r.segment == of.segment]
    return after[0] if after else None


def _is_served(readings: Sequence[Reading], part: Reading, of: Reading) -> bool:
    between = readings[part.place + 1 : of.place]
    return any(r.measure == of.measure and r.scope == of.scope for r in between)


def judge(
    printed: Reading, exact: Decimal, low: Decimal, high: Decimal, *, basis: str, reason: str
) -> Finding:
    """Return whether a figure is the exact one half up; low to high is what the parts' rounding allows."""
    figure, place = printed.figure, printed.place
    right = arithmetic.rounded(exact, figure.decimals)
    bounded = bound(printed, exact, basis=basis)
    if bounded:
        return bounded
    if right == figure.value:
        return Finding(place, RIGHT, f"{reason}_right", basis=basis)
    slack = arithmetic.half(figure.decimals)
    if low != high and low - slack <= figure.value <= high + slack:
        return Finding(place, CAUTION, "within", right, basis)
    if arithmetic.truncated(exact, figure.decimals) == figure.value:
        return Finding(place, WRONG, "truncated", right, basis)
    return Finding(place, WRONG, reason, right, basis)


def bound(printed: Reading, exact: Decimal, *, basis: str = "") -> Finding | None:
    """Return whether "88.3%以上" is true of the exact value; None where the figure is not bound."""
    figure = printed.figure
    right = arithmetic.rounded(exact, figure.decimals)
    if figure.bound in ("least", "most", "near"):
        holds = exact >= figure.value if figure.bound == "least" else exact <= figure.value
        if holds and figure.bound == "near" and exact < NEAR * figure.value:
            return Finding(printed.place, CAUTION, "not_near", right, basis)
        if holds:
            return Finding(printed.place, RIGHT, "bound_right", basis=basis)
        return Finding(printed.place, WRONG, "least" if figure.bound == "least" else "most", right, basis)
    return None


def written(reading: Reading) -> str:
    """Return a figure as it stands in the text."""
    return reading.figure.text
