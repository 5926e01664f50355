"""Whole-number amounts, in hundredths of 万元, shared out so that the parts add up exactly."""

from collections.abc import Sequence
from decimal import Decimal

BIG = 1_000_000  # hundredths of 万元 in one 亿元
STEP = 100  # one 万元
NEAR = 1e-6  # binary fractions may pass a cap by so little


def from_big(amount: Decimal | int) -> int:
    """Return 亿元 as hundredths of 万元. Raises ValueError where the amount is finer than that."""
    exact = Decimal(amount) * BIG
    if exact != int(exact):
        raise ValueError(f"{amount} is not a whole number of hundredths of 万元")
    return int(exact)


def money(amount: int) -> Decimal:
    """Return hundredths as 万元 with two decimals."""
    return Decimal(amount).scaleb(-2)


def allocate(
    total: int, weights: Sequence[float], *, caps: Sequence[int] | None = None, step: int = 1
) -> list[int]:
    """Share total by weight, in multiples of step, by largest remainder; no part above its cap.

    The parts add up to total exactly. Raises ValueError where that cannot be (no weight, caps too low, total
    no multiple of step).
    """
    if total % step:
        raise ValueError(f"{total} is no multiple of {step}")
    if total == 0:
        return [0] * len(weights)
    most = [cap // step for cap in caps] if caps else [total // step] * len(weights)
    shares = _shares(total // step, weights, most)
    parts = [min(int(share), cap) for share, cap in zip(shares, most, strict=True)]
    left = total // step - sum(parts)
    order = sorted(range(len(parts)), key=lambda i: (int(shares[i]) - shares[i], i))
    open_ = [i for i in order if parts[i] < most[i] and weights[i] > 0]
    while left > 0:
        if not open_:
            raise ValueError(f"{total} does not fit under the caps")
        for i in open_[:left]:
            parts[i] += 1
        left -= min(left, len(open_))
        open_ = [i for i in open_ if parts[i] < most[i]]
    return [part * step for part in parts]


def _shares(total: int, weights: Sequence[float], caps: Sequence[int]) -> list[float]:
    """Return exact shares: what a full part cannot take goes to the others in proportion."""
    shares = [0.0] * len(weights)
    free = [i for i, weight in enumerate(weights) if weight > 0]
    left: float = total
    while True:
        mass = sum(weights[i] for i in free)
        if mass <= 0:
            raise ValueError(f"{total} cannot be shared: no weight is left, or the caps are too low")
        full = [i for i in free if weights[i] * left / mass > caps[i] + NEAR]
        if not full:
            break
        for i in full:
            shares[i] = caps[i]
        left -= sum(caps[i] for i in full)
        free = [i for i in free if i not in set(full)]
    for i in free:
        shares[i] = weights[i] * left / mass
    return shares
