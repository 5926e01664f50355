"""A whole draft: every figure with its verdict, from the store where it knows, else from the text itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from paceboard.profiles import Profile
from paceboard.proof import facts, gaps, quotients, reading, sums
from paceboard.proof.facts import Facts
from paceboard.proof.findings import CAUTION, RIGHT, UNKNOWN, WRONG, Finding
from paceboard.proof.reading import Reading

STATUSES = (WRONG, CAUTION, RIGHT, UNKNOWN)
# Doubts about rounding that the exact figure of the store ends.
SETTLED = ("within", "residual", "column_residual")


@dataclass(frozen=True)
class Verdict:
    """One figure of the draft: what it speaks of, what became of it, and the finding that says why."""

    reading: Reading
    status: str
    finding: Finding | None


def check(text: str, *, known: Facts | None = None) -> tuple[Verdict, ...]:
    """Return a verdict on every figure of a text, in order.

    known: what the store says of the draft's city; None: the text is held against itself alone.
    """
    profile = known.profile if known else None
    readings = reading.read(text, profile)
    own = _own(readings, text, profile)
    verdicts = []
    for r in readings:
        store = facts.check(r, known, before=readings[: r.place]) if known else None
        verdicts.append(_verdict(r, own.get(r.place, []), store))
    return tuple(verdicts)


def _own(readings: Sequence[Reading], text: str, profile: Profile | None) -> dict[int, list[Finding]]:
    """Return what the text says of its own figures, by place."""
    custom = profile.gap_from if profile else None
    found: dict[int, list[Finding]] = {}
    for finding in (
        *quotients.shares(readings),
        *quotients.untold(readings),
        *quotients.averages(readings),
        *quotients.growth(readings),
        *gaps.times(readings),
        *gaps.gaps(readings, custom=custom),
        *sums.parts(readings, text),
        *sums.columns(readings, text),
        *sums.starts(readings),
        *sums.twice(readings),
        *sums.cut_offs(readings),
    ):
        found.setdefault(finding.place, []).append(finding)
    return found


def _verdict(r: Reading, own: Sequence[Finding], store: Finding | None) -> Verdict:
    """The store has the first word; what it bears out may still need a caution."""
    worst = min(own, key=lambda f: STATUSES.index(f.status), default=None)
    summed = next((f for f in own if f.reason in sums.COLUMN), None)
    if store and store.status == WRONG and summed:
        return Verdict(r, summed.status, summed)  # the total of the rows of a table, not of the city
    if store and store.status in (WRONG, CAUTION):
        return Verdict(r, store.status, store)
    if store and (worst is None or worst.status in (RIGHT, WRONG) or worst.reason in SETTLED):
        return Verdict(r, RIGHT, store)
    if worst:
        return Verdict(r, worst.status, worst)
    return Verdict(r, RIGHT, store) if store else Verdict(r, UNKNOWN, None)
