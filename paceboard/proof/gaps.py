"""Distances to time of a text against its own rates and months, by both customs of rounding."""

from collections.abc import Sequence
from decimal import Decimal

from paceboard.proof import arithmetic, findings, lexicon
from paceboard.proof.findings import Finding, partner
from paceboard.proof.reading import Reading

SIDES = {"pace_ahead": 1, "pace_behind": -1}
RATES = ("completion_share", "start_share", "due_start_share", "finish_share", "share")


def times(readings: Sequence[Reading]) -> list[Finding]:
    """Return whether each printed time share is its month's."""
    found = []
    for r in (r for r in readings if r.measure == "time_share" and r.month):
        exact = arithmetic.time_share(r.month)
        basis = f"{r.month} ÷ 12 = {arithmetic.rounded(exact, r.figure.decimals + 2)}%"
        found.append(findings.judge(r, exact, exact, exact, basis=basis, reason="time"))
    return found


def gaps(readings: Sequence[Reading], *, custom: str | None = None) -> list[Finding]:
    """Return whether each distance to time follows from its rate.

    custom: "rounded" or "unrounded", which the city is bound to; None: both hold.
    """
    found = []
    for r in (r for r in readings if r.measure in SIDES):
        rate = _rate(readings, r)
        due = _due(readings, r) if rate else None
        if due is not None:
            found.append(_gap(readings, r, rate, due, custom))
    return found


def _rate(readings: Sequence[Reading], r: Reading) -> Reading | None:
    fitting = [
        o
        for o in readings[: r.place]
        if o.kind == "percent" and o.measure in RATES and o.sentence == r.sentence and o.scope == r.scope
    ]
    return fitting[-1] if fitting else None


def _due(readings: Sequence[Reading], r: Reading) -> Decimal | None:
    if r.month:
        return arithmetic.time_share(r.month)
    printed = partner(readings, r, "time_share")
    return printed.figure.value if printed else None


def _exact(readings: Sequence[Reading], rate: Reading) -> Decimal | None:
    """Return the rate recomputed from its printed parts, where that is about the printed one."""
    parts = lexicon.settings()["quotients"].get(rate.measure)
    part, whole = (partner(readings, rate, m) for m in parts) if parts else (None, None)
    if not part or not whole:
        return None
    exact = arithmetic.percent(part.figure.base, whole.figure.base)
    is_other = exact is not None and abs(exact - rate.figure.value) > 2 * arithmetic.half(
        rate.figure.decimals
    )
    return None if is_other else exact


def _gap(readings: Sequence[Reading], r: Reading, rate: Reading, due: Decimal, custom: str | None) -> Finding:
    decimals = r.figure.decimals
    printed = SIDES[r.measure] * r.figure.value
    rounded, half = arithmetic.gaps(rate.figure.value, rate.figure.decimals, due, decimals)
    exact = _exact(readings, rate)
    unrounded = half if exact is None else arithmetic.rounded(exact - due, decimals)
    shown = arithmetic.rounded(due, rate.figure.decimals)
    basis = f"{findings.written(rate)} − {shown}% = {rounded}"
    if unrounded != rounded:
        basis += f" / {unrounded}"
    # Both shares rounded to the decimals of the gap: finer than the printed rate.
    fine = (
        rounded
        if exact is None
        else arithmetic.gaps(arithmetic.rounded(exact, decimals), decimals, due, decimals)[0]
    )
    demanded = {"rounded": rounded, "unrounded": unrounded if exact is not None else None}.get(custom or "")
    is_fine = decimals > rate.figure.decimals and printed == fine
    if printed not in (rounded, half, unrounded, fine):
        side = SIDES[r.measure]
        wanted = rounded if custom == "rounded" else unrounded
        return Finding(r.place, findings.WRONG, "gap", side * wanted, basis)
    if demanded is not None and printed != demanded:
        return Finding(r.place, findings.WRONG, "custom", SIDES[r.measure] * demanded, basis)
    if custom is None and exact is not None and not is_fine and printed != unrounded:
        return Finding(r.place, findings.CAUTION, "from_rounded", SIDES[r.measure] * unrounded, basis)
    return Finding(r.place, findings.RIGHT, "gap_right", basis=basis)
