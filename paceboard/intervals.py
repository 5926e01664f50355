"""Ranges with open and closed ends, written as "[-30, -10]" or "(-inf, 0)", and what they leave out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

WRITTEN = re.compile(r"([\[(])\s*(-inf|[+-]?\d+(?:\.\d+)?)\s*,\s*(\+?inf|[+-]?\d+(?:\.\d+)?)\s*([\])])")
# Infinity as a decimal: comparisons need no case of their own.
BELOW, ABOVE = Decimal("-Infinity"), Decimal("Infinity")


@dataclass(frozen=True)
class Interval:
    """The numbers between two ends; is_low_in, is_high_in: the end itself belongs to it."""

    low: Decimal = BELOW
    high: Decimal = ABOVE
    is_low_in: bool = False
    is_high_in: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether no number lies in it."""
        return self.low > self.high or (self.low == self.high and not (self.is_low_in and self.is_high_in))

    def covers(self, other: "Interval") -> bool:
        """Say whether every number of another one lies in it."""
        low = self.low < other.low or (self.low == other.low and (self.is_low_in or not other.is_low_in))
        high = self.high > other.high or (
            self.high == other.high and (self.is_high_in or not other.is_high_in)
        )
        return low and high

    @property
    def has_whole(self) -> bool:
        """Say whether a whole number lies in it."""
        if self.low == BELOW or self.high == ABOVE:
            return True
        first = self.low.to_integral_value("ROUND_CEILING")
        if first == self.low and not self.is_low_in:
            first += 1
        return first < self.high or (first == self.high and self.is_high_in)

    def __str__(self) -> str:
        """Return it as it is written: "[-30, -10]"."""
        ends = [str(end).replace("Infinity", "inf").replace("E+", "e") for end in (self.low, self.high)]
        return f"{'(['[self.is_low_in]}{ends[0]}, {ends[1]}{')]'[self.is_high_in]}"


EVERY = Interval()
Box = Mapping[str, Interval]


def read(text: object) -> Interval:
    """Return the range written as "[-30, -10]". Raises ValueError where it is none or holds nothing."""
    found = WRITTEN.fullmatch(str(text).strip())
    if not found:
        raise ValueError(text)
    left, low, high, right = found.groups()
    made = Interval(
        BELOW if low == "-inf" else Decimal(low),
        ABOVE if high.endswith("inf") else Decimal(high),
        is_low_in=left == "[" and low != "-inf",
        is_high_in=right == "]" and not high.endswith("inf"),
    )
    if made.is_empty:
        raise ValueError(text)
    return made


def _cells(found: Iterable[Interval], domain: Interval, *, is_whole: bool) -> list[Interval]:
    """Return the domain cut at every end: points and the open stretches between them."""
    ends = {end for i in [*found, domain] for end in (i.low, i.high)} - {BELOW, ABOVE}
    cuts = [BELOW, *sorted(ends), ABOVE]
    points = [Interval(end, end, is_low_in=True, is_high_in=True) for end in cuts[1:-1]]
    stretches = [Interval(low, high) for low, high in pairwise(cuts)]
    cells = sorted([*points, *stretches], key=lambda i: (i.low, not i.is_low_in))
    return [cell for cell in cells if domain.covers(cell) and (not is_whole or cell.has_whole)]


def _joined(
    boxes: Sequence[dict[str, Interval]], name: str, cells: Sequence[Interval]
) -> list[dict[str, Interval]]:
    """Return the boxes with those joined that differ in one name alone and touch there."""
    place = {cell: at for at, cell in enumerate(cells)}
    lines: dict[tuple, list[dict[str, Interval]]] = {}
    for box in boxes:
        lines.setdefault(tuple((k, v) for k, v in box.items() if k != name), []).append(box)
    made: list[dict[str, Interval]] = []
    for line in lines.values():
        last = None
        for box in sorted(line, key=lambda b: place[b[name]]):
            at, found = place[box[name]], box[name]
            if last == at - 1:
                low = made.pop()[name]
                found = Interval(low.low, found.high, is_low_in=low.is_low_in, is_high_in=found.is_high_in)
            made.append(box | {name: found})
            last = at
    return made


def uncovered(
    bands: Sequence[tuple[str, Box]], domains: Mapping[str, Interval], whole: frozenset[str] = frozenset()
) -> tuple[list[dict[str, Interval]], list[dict[str, Interval]]]:
    """Return the values that no band holds, and those that bands of different cards hold.

    bands: card and its ranges by part; a part that a band does not name may be anything. domains: what each
    part can be at all; whole: the parts that are whole numbers.
    """
    cells = {
        name: _cells([box.get(name, EVERY) for _, box in bands], domain, is_whole=name in whole)
        for name, domain in domains.items()
    }
    holes, twice = [], []
    for combination in product(*cells.values()):
        cell = dict(zip(cells, combination, strict=True))
        cards = {
            card
            for card, box in bands
            if all(box.get(name, EVERY).covers(found) for name, found in cell.items())
        }
        if len(cards) != 1:
            (twice if cards else holes).append(cell)
    for name in reversed(cells):
        holes, twice = (_joined(boxes, name, cells[name]) for boxes in (holes, twice))
    return holes, twice
