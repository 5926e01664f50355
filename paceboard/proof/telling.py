"""Verdicts in the reader's words: one row per figure, and the draft with its figures marked."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import polars as pl

from paceboard import bulletins, kpis, theme, units
from paceboard.profiles import Profile
from paceboard.proof.checking import Verdict
from paceboard.proof.findings import CAUTION, RIGHT, UNKNOWN, WRONG
from paceboard.proof.reading import Reading
from paceboard.text import Words

ORDER = (WRONG, CAUTION, UNKNOWN, RIGHT)
# Told apart without colour too: by the line below.
MARKS = {
    WRONG: ("overdue_start", "double"),
    CAUTION: ("behind", "wavy"),
    RIGHT: ("finished", "solid"),
    UNKNOWN: ("suspended", "dotted"),
}
SCHEMA = pl.Schema(
    {
        "draft_verdict": pl.String,
        "draft_figure": pl.String,
        "draft_line": pl.Int64,
        "draft_measure": pl.String,
        "draft_scope": pl.String,
        "right_figure": pl.String,
        "verdict_reason": pl.String,
    }
)


def rows(verdicts: Sequence[Verdict], *, profile: Profile | None, words: Words) -> pl.DataFrame:
    """Return one row per figure, the wrong ones first."""
    ranked = sorted(verdicts, key=lambda v: ORDER.index(v.status))
    return pl.DataFrame([_row(v, profile, words) for v in ranked], schema=SCHEMA)


def _row(verdict: Verdict, profile: Profile | None, words: Words) -> dict[str, object]:
    r = verdict.reading
    return {
        "draft_verdict": words(f"checker.{verdict.status}"),
        "draft_figure": r.figure.text,
        "draft_line": r.paragraph + 1,
        "draft_measure": measure(r, words),
        "draft_scope": scope(r, profile, words),
        "right_figure": right(verdict, words),
        "verdict_reason": reason(verdict, profile, words),
    }


def measure(r: Reading, words: Words) -> str:
    """Return what a figure was taken for, or a dash."""
    if "|" in r.measure:
        place, _, name = r.measure.partition("|")
        printed = bulletins.printed(words.lang).get(place, place)
        key = f"published.measure.{name}"
        return words("checker.beside", scope=printed, measure=words(key) if key in words else name)
    known = kpis.measures().get(r.measure)
    if known:
        return known.label(words.lang)
    return words(f"checker.measure_{r.measure}") if r.measure else units.NOTHING


def scope(r: Reading, profile: Profile | None, words: Words) -> str:
    """Return the part of the city that a figure was taken to speak of."""
    cut, key = r.scope
    if cut in ("all", "part"):
        return words(f"checker.scope_{cut}")
    terms = [*profile.levels, *profile.units] if profile else []
    named = next((term.label(words.lang) for term in terms if term.id == key), None)
    return named or words(f"checker.level_{key}")


def right(verdict: Verdict, words: Words) -> str:
    """Return what should stand there, with its unit, where a figure is wrong or doubtful."""
    finding, figure = verdict.finding, verdict.reading.figure
    if finding is None or finding.correct is None or verdict.status == RIGHT:
        return ""
    decimals = max(figure.decimals, -finding.correct.normalize().as_tuple().exponent)
    written = units.number(finding.correct, min(decimals, figure.decimals + 2))
    return (
        written + figure.unit
        if figure.unit == "%" or not figure.unit.isascii()
        else f"{written} {figure.unit}"
    )


def reason(verdict: Verdict, profile: Profile | None, words: Words) -> str:
    """Return why, in one sentence, with the figures that it was recomputed from."""
    finding = verdict.finding
    if finding is None:
        return words("checker.reason_unknown" if verdict.reading.measure else "checker.reason_unread")
    basis = finding.basis
    if finding.reason == "other_scope":
        basis = scope(_with(verdict.reading, finding.basis), profile, words)
    if finding.reason == "other_denominator":
        basis = kpis.measures()[finding.basis].label(words.lang)
    return words(f"checker.reason_{finding.reason}", basis=basis)


def _with(r: Reading, key: str) -> Reading:
    return replace(r, scope=("level", key) if key else ("all", ""))


def answer(verdicts: Sequence[Verdict], words: Words) -> str:
    """Return how many figures were found and what became of them."""
    counted = {status: sum(v.status == status for v in verdicts) for status in ORDER}
    return words("checker.answer", count=len(verdicts), **counted)


def marked(text: str, verdicts: Sequence[Verdict], *, mode: str, words: Words) -> str:
    """Return the draft as HTML, every character of it escaped, each figure underlined by its verdict."""
    looks = theme.states(mode)
    parts, end = [], 0
    for v in verdicts:
        figure = v.reading.figure
        state, line = MARKS[v.status]
        style = f"text-decoration:underline {line} {looks[state].colour} 2px;text-underline-offset:4px"
        weight = ";font-weight:600" if v.status in (WRONG, CAUTION) else ""
        title = escape(words(f"checker.{v.status}"), quote=True)
        parts.append(escape(text[end : figure.start]))
        parts.append(f'<span title="{title}" style="{style}{weight}">{escape(figure.text)}</span>')
        end = figure.end
    body = "".join([*parts, escape(text[end:])]).replace("\n", "<br>")
    return f'<div style="line-height:2">{body}</div>'
