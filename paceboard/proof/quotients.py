"""Shares, averages and growth of a text against the parts that it prints itself."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from paceboard.proof import arithmetic, findings, lexicon
from paceboard.proof.findings import Finding, partner
from paceboard.proof.reading import Reading

# An untold share is taken for the quotient of the two figures before it only where it nearly is that.
NEAR = Decimal(2)
# A quotient that far from the printed share is of other figures.
FAR = Decimal(30)
AVERAGES = {
    "new_start_average": (("new_start_total", "total_investment"), ("started_count", "project_count")),
}


def shares(readings: Sequence[Reading]) -> list[Finding]:
    """Return what the printed parts say of each share that names itself."""
    found = []
    for r in readings:
        parts = lexicon.settings()["quotients"].get(r.measure)
        if parts and not r.is_list:
            part, whole = (partner(readings, r, measure) for measure in parts)
            if part and whole and part.kind == whole.kind:
                found += _share(readings, r, part, whole)
    return found


def _share(readings: Sequence[Reading], r: Reading, part: Reading, whole: Reading) -> list[Finding]:
    found = _quotient(r, part, whole)
    if found is None or found.status != findings.WRONG or found.reason != "quotient":
        return [found] if found else []
    other = lexicon.settings()["mistaken"].get(r.measure, {}).get("denominator")
    beside = partner(readings, r, other) if other else None
    mistaken = _quotient(r, part, beside) if beside else None
    if mistaken and mistaken.status == findings.RIGHT:
        return [Finding(r.place, findings.WRONG, "denominator", found.correct, mistaken.basis)]
    return [found]


def _quotient(r: Reading, part: Reading, whole: Reading) -> Finding | None:
    exact = arithmetic.percent(part.figure.base, whole.figure.base)
    if exact is None or abs(exact - r.figure.value) > FAR:
        return None
    low, high = arithmetic.span(
        part.figure.base, findings.half(part), whole.figure.base, findings.half(whole)
    )
    shown = arithmetic.rounded(exact, r.figure.decimals + 2)
    basis = f"{findings.written(part)} ÷ {findings.written(whole)} = {shown}%"
    return findings.judge(r, exact, low, high, basis=basis, reason="quotient")


def untold(readings: Sequence[Reading]) -> list[Finding]:
    """Return what the figures of the same sentence say of each share that does not say what it is of."""
    found = []
    for r in readings:
        is_told = r.measure not in ("", "share")
        if r.kind != "percent" or (is_told and (r.measure not in _named() or _has_parts(readings, r))):
            continue
        before = [
            o for o in readings[: r.place] if o.sentence == r.sentence and o.kind not in ("percent", "points")
        ]
        pairs = [(a, b) for a in before for b in before if a.kind == b.kind and a.figure.base < b.figure.base]
        tried = [f for a, b in reversed(pairs) for f in (_quotient(r, a, b), _rest(r, a, b)) if f]
        right = next((f for f in tried if f.status == findings.RIGHT), None)
        if right:
            found.append(right)
        elif not is_told and len(before) == 2 and tried and _is_near(tried[0], r):
            found.append(tried[0])
    return found


def _named() -> Sequence[str]:
    return list(lexicon.settings()["quotients"])


def _has_parts(readings: Sequence[Reading], r: Reading) -> bool:
    return all(partner(readings, r, measure) for measure in lexicon.settings()["quotients"][r.measure])


def _rest(r: Reading, left: Reading, whole: Reading) -> Finding | None:
    """Return what the share is of when what is left is printed: 694个事项，还剩54个，办结率92%."""
    figure = replace(left.figure, value=(whole.figure.base - left.figure.base) / left.figure.factor)
    found = _quotient(r, replace(left, figure=figure), whole)
    if found is None or found.status != findings.RIGHT:
        return None
    basis = f"({findings.written(whole)} − {findings.written(left)}) ÷ {findings.written(whole)}"
    return replace(found, basis=basis)


def _is_near(finding: Finding, r: Reading) -> bool:
    return finding.correct is None or abs(finding.correct - r.figure.value) <= NEAR


def averages(readings: Sequence[Reading]) -> list[Finding]:
    """Return what the printed total and count say of each average."""
    found = []
    for r in readings:
        for totals, counts in [AVERAGES[r.measure]] if r.measure in AVERAGES else []:
            total = next((t for t in (partner(readings, r, m) for m in totals) if t), None)
            count = next((c for c in (partner(readings, r, m) for m in counts) if c), None)
            if total and count and count.figure.value:
                found.append(_average(r, total, count))
    return found


def _average(r: Reading, total: Reading, count: Reading) -> Finding:
    def each(value: Decimal) -> Decimal:
        return value / count.figure.value / r.figure.factor

    exact, slack = each(total.figure.base), each(findings.half(total))
    shown = arithmetic.rounded(exact, r.figure.decimals + 2)
    basis = f"{findings.written(total)} ÷ {findings.written(count)} = {shown}"
    return findings.judge(r, exact, exact - slack, exact + slack, basis=basis, reason="average")


def growth(readings: Sequence[Reading]) -> list[Finding]:
    """Return what the amounts of this and last year say of each growth rate."""
    found = []
    for r in (r for r in readings if r.measure == "growth"):
        now = partner(readings, r, "invested_ytd")
        more, before = (partner(readings, r, m) for m in ("invested_more", "invested_before"))
        if now and (more or before):
            found += _growth(r, now, more, before)
    return found


def _growth(r: Reading, now: Reading, more: Reading | None, before: Reading | None) -> list[Finding]:
    base = before.figure.base if before else now.figure.base - more.figure.base
    risen = more.figure.base if more else now.figure.base - base
    exact = arithmetic.percent(risen, base)
    if exact is None or abs(exact - r.figure.value) > FAR:
        return []
    slack = findings.half(now) * 2
    low, high = arithmetic.span(risen, slack, base, slack)
    basis = f"{findings.written(more or before)}, {findings.written(now)}: {arithmetic.rounded(exact, 3)}%"
    return [findings.judge(r, exact, low, high, basis=basis, reason="growth")]
