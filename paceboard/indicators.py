"""One item of a scheme: what is measured, what is asked of it, and what the position earns. Values only."""

from dataclasses import dataclass

from paceboard.terms import Term


@dataclass(frozen=True)
class Piece:
    """Between two positions (None: without end) every 1 of position earns rate; the ends belong to it."""

    low: float | None
    high: float | None
    rate: float


@dataclass(frozen=True)
class Step:
    """Points for a position from low to high, both included; None: without end."""

    low: float | None
    high: float | None
    points: float


@dataclass(frozen=True)
class Gate:
    """The target that holds where a measure lies from low to high, both included."""

    measure: str
    low: float
    high: float | None
    value: float


@dataclass(frozen=True)
class Knot:
    """The share of the year's target asked by the end of a month of the fiscal year."""

    month: int
    share: float


@dataclass(frozen=True)
class Target:
    """What is asked: a value, a measure, the league's mean or what a gate says, times a path over the year.

    mean: pooled (sum by sum) or simple (of the units' values). path: from nothing straight to each knot and
    on, or in steps; none: the whole from the first month on.
    """

    value: float | None = 1.0
    measure: str | None = None
    mean: str | None = None
    path: tuple[Knot, ...] = ()
    is_step: bool = False
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """One item of a scheme.

    position: where a unit stands, as ratio (value / target), points (100 x (value - target)), gap (value -
    target), value or rank in its league. It earns base points at position 0 and what pieces and steps add,
    within floor and cap; rates = "weight": pieces are shares of the weight. base_share: that much of the
    weight is base too. empty: what counts where nothing is to be measured: full, leave_out (its weight is
    shared out over the rest) or number (empty_points). denominator_of: unit, or league for the sum of all.
    """

    id: str
    name: Term
    group: str
    numerator: str
    denominator: str | None
    denominator_of: str
    weight: float
    base: float
    base_share: float
    good: str
    position: str
    rates: str
    target: Target
    pieces: tuple[Piece, ...]
    steps: tuple[Step, ...]
    floor: float | None
    cap: float | None
    empty: str
    empty_points: float | None
    months: tuple[int, ...]
    leagues: tuple[str, ...]
    note: Term | None = None
