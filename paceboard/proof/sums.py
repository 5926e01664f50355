"""Totals of a text against their parts, starts against what was due, and figures that are printed twice."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from paceboard.proof import arithmetic, findings
from paceboard.proof.findings import CAUTION, RIGHT, WRONG, Finding, partner
from paceboard.proof.reading import Reading

MARKER = re.compile(r"其中|包括|分为|分别|中[，,]|：|of which")
# The row of a table that adds up those above it.
TOTAL = re.compile(r"(?:合计|总计|全市|全县|全区|全州|Total|All)[^：\n]{0,12}：")
COLUMN = ("column", "column_right", "column_residual")
# Parts that all there is was promised to be.
COMPLETE = re.compile(r"分别|分为|[两二三四五六七八九]类|[两二三四五六七八九]个阶段")
LEAST, MOST = Decimal("0.95"), Decimal("1.05")
IDENTITY = ("due_start_count", "overdue_start_count", "early_start_count")


def parts(readings: Sequence[Reading], text: str) -> list[Finding]:
    """Return whether the parts named after a total add up to it."""
    found: list[Finding] = []
    for total in readings:
        listed = _listed(readings, total, text)
        if len(listed) > 1 and total.kind in ("count", "money", "area"):
            found += _sum(total, listed, text)
    return found


def _listed(readings: Sequence[Reading], total: Reading, text: str) -> list[Reading]:
    """Return the parts of a total: of its kind, after a word for parts, to the end of the sentence."""
    later = [r for r in readings[total.place + 1 :] if _is_near(r, total, text)]
    if not later:
        return []
    same = [r for r in later if r.kind == total.kind]
    if total.kind == "money":
        same = [r for r in same if r.measure == total.measure]
    if not same or not MARKER.search(text[total.figure.end : same[0].figure.start]):
        return []
    nested = {r.scope for r in same if r.scope[0] == "level"}
    return [] if len(nested) > 1 or any("亿元以上" in r.figure.text for r in same) else same


def _is_near(r: Reading, total: Reading, text: str) -> bool:
    if r.sentence == total.sentence:
        return True
    between = text[total.figure.end : r.figure.start]
    return r.sentence == total.sentence + 1 and bool(re.search(r"[。\n]\s*其中", between))


def _sum(total: Reading, listed: Sequence[Reading], text: str) -> list[Finding]:
    added = arithmetic.added([r.figure.base for r in listed])
    whole, slack = (
        total.figure.base,
        findings.half(total) + arithmetic.added([findings.half(r) for r in listed]),
    )
    basis = f"{' + '.join(r.figure.text for r in listed)} = {_plain(added / total.figure.factor)}"
    if added == whole:
        return [Finding(r.place, RIGHT, "parts_right", basis=basis) for r in (total, *listed)]
    if not LEAST * whole <= added <= MOST * whole:
        return []
    right = added / total.figure.factor
    if abs(added - whole) <= slack:
        return [Finding(total.place, CAUTION, "residual", right, basis)]
    said = text[total.figure.start : listed[-1].figure.end]
    if added < whole and not COMPLETE.search(said):
        return [Finding(total.place, CAUTION, "remainder", right, basis)]
    return [Finding(total.place, WRONG, "parts", right, basis)]


def columns(readings: Sequence[Reading], text: str) -> list[Finding]:
    """Return whether the last row of a table is the sum of the rows above it, column by column."""
    lines = text.split("\n")
    rows: dict[int, list[Reading]] = {}
    for r in readings:
        rows.setdefault(r.paragraph, []).append(r)
    found: list[Finding] = []
    for place, row in rows.items():
        above = _above(rows, place, lines) if TOTAL.match(lines[place]) else []
        for i, total in enumerate(row):
            if len(above) > 1 and total.kind in ("count", "money", "area"):
                found += _column(total, [other[i] for other in above])
    return found


def _above(rows: dict[int, list[Reading]], place: int, lines: Sequence[str]) -> list[list[Reading]]:
    """Return the rows right above one that tell the same columns."""
    wanted = [(r.measure, r.kind) for r in rows[place]]
    found: list[list[Reading]] = []
    while (place := place - 1) in rows and [(r.measure, r.kind) for r in rows[place]] == wanted:
        if TOTAL.match(lines[place]):
            break
        found.append(rows[place])
    return found[::-1]


def _column(total: Reading, listed: Sequence[Reading]) -> list[Finding]:
    added = arithmetic.added([r.figure.base for r in listed])
    slack = findings.half(total) + arithmetic.added([findings.half(r) for r in listed])
    right = added / total.figure.factor
    basis = f"{len(listed)}: {_plain(right)}"
    if added == total.figure.base:
        return [Finding(total.place, RIGHT, "column_right", basis=basis)]
    if abs(added - total.figure.base) <= slack:
        return [Finding(total.place, CAUTION, "column_residual", right, basis)]
    return [Finding(total.place, WRONG, "column", right, basis)]


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def starts(readings: Sequence[Reading]) -> list[Finding]:
    """Return whether started = due - overdue + early, where a text prints all four."""
    found = []
    for r in (r for r in readings if r.measure == "started_count"):
        whole = [replace(o, scope=r.scope) if o.scope[0] == "part" else o for o in readings]
        due, overdue, early = (partner(whole, r, measure) for measure in IDENTITY)
        if due and overdue and early:
            right = due.figure.value - overdue.figure.value + early.figure.value
            basis = f"{due.figure.text} − {overdue.figure.text} + {early.figure.text} = {right}"
            holds = right == r.figure.value
            status = RIGHT if holds else WRONG
            found.append(Finding(r.place, status, "identity_right" if holds else "identity", right, basis))
            found += [
                Finding(o.place, RIGHT, "identity_right", basis=basis) for o in (due, overdue, early) if holds
            ]
    return found


def twice(readings: Sequence[Reading]) -> list[Finding]:
    """Return figures that an earlier place of the text prints with another value."""
    found = []
    first: dict[tuple, Reading] = {}
    for r in readings:
        if (
            not r.measure
            or r.is_loose
            or r.scope[0] == "part"
            or r.figure.bound
            or r.measure in ("growth", "share")
        ):
            continue
        key = (r.measure, r.scope, r.year, r.month)
        other = first.setdefault(key, r)
        if other.place != r.place and other.paragraph != r.paragraph and not _agree(other, r):
            found.append(
                Finding(r.place, WRONG, "twice", other.figure.base / r.figure.factor, other.figure.text)
            )
    return found


def _agree(one: Reading, other: Reading) -> bool:
    a, b = one.figure, other.figure
    coarse = a if arithmetic.half(a.decimals) * a.factor >= arithmetic.half(b.decimals) * b.factor else b
    fine = b if coarse is a else a
    return arithmetic.rounded(fine.base / coarse.factor, coarse.decimals) == coarse.value


def cut_offs(readings: Sequence[Reading]) -> list[Finding]:
    """Return start rates that speak of another month than the money of the same text."""
    money = {r.month for r in readings if r.measure == "completion_share" and r.month}
    found = []
    for r in readings:
        if r.measure in ("start_share", "finish_share") and r.month and money and r.month not in money:
            basis = "、".join(str(m) for m in sorted(money))
            found.append(Finding(r.place, CAUTION, "cut_off", basis=f"{r.month} ≠ {basis}"))
    return found
