"""A scheme that ranks a city's units: its leagues, its indicators and its customs. Values only."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from paceboard import kpis, memo
from paceboard.filters import parse_month
from paceboard.indicators import Gate, Indicator, Knot, Piece, Step, Target
from paceboard.terms import Term

BY_HAND = "judgement"  # the numerator of an indicator that people judge and nobody reports
# Of problems against their limits: queries/score_problems.sql counts them.
PROBLEMS = ("problem_due_count", "problem_on_time_count")
# Measures beside the columns of macro kpi: queries/score_measures.sql counts those that are not of problems.
MORE = {
    "signed_count": "count",
    "signed_total": "money",
    "ceremony_count": "count",
    "ceremony_project_count": "count",
    "credit_wanted": "money",
    "credit_granted": "money",
    "commissioned_count": "count",
    "full_capacity_count": "count",
} | dict.fromkeys(PROBLEMS, "count")
# target_<measure> and done_<measure>: an annual target of the unit, and what its return says was reached.
ANNUAL = ("target_", "done_")


@dataclass(frozen=True)
class League:
    """Units compared with one another: of these kinds, or these units; none named: all.

    by: "unit" counts what a unit answers for; "division" what lies in it, so that a project of a zone counts
    for its county too; "department" what a department answers for, over all units (units: its name in the
    returns). months: months of the fiscal year in which the city publishes it.
    """

    id: str
    name: Term
    kinds: tuple[str, ...]
    units: tuple[str, ...]
    by: str
    months: tuple[int, ...]


@dataclass(frozen=True)
class Honour:
    """A list, such as red and black: units whose indicators are all beyond or missed, first or last."""

    id: str
    name: Term
    leagues: tuple[str, ...]
    indicators: tuple[str, ...]
    state: str
    first: int | None
    last: int | None


@dataclass(frozen=True)
class Count:
    """A measure of the scheme's own: projects on the list that fit, counted or their sums (of)."""

    id: str
    name: Term
    of: str
    flags: tuple[str, ...]
    annual_classes: tuple[str, ...]
    sectors: tuple[str, ...]
    levels: tuple[str, ...]
    industries: tuple[int, ...]
    total_from: float | None
    total_below: float | None
    plan_from: float | None
    plan_below: float | None


@dataclass(frozen=True)
class Tie:
    """What decides between equal scores; best: high or low."""

    measure: str
    best: str


@dataclass(frozen=True)
class Scheme:
    """A whole scheme. unpublished: clauses that its source does not print. total: what weights add up to."""

    id: str
    version: str
    effective_from: date
    name: Term
    note: Term
    source: Term
    unpublished: tuple[Term, ...]
    total: float | None
    gap: str
    share_decimals: int
    points_decimals: int
    bonus_limit: float | None
    penalty_limit: float | None
    ties: tuple[Tie, ...]
    leagues: tuple[League, ...]
    lists: tuple[Honour, ...]
    counts: tuple[Count, ...]
    indicators: tuple[Indicator, ...]

    @property
    def needs(self) -> tuple[str, ...]:
        """Return the queries that count what it measures and macro kpi does not know."""
        known = {*kpis.measures(), BY_HAND}
        found = dict.fromkeys(
            "score_problems" if m in PROBLEMS else "score_measures" for m in self.measures if m not in known
        )
        return tuple(sorted(found))

    @property
    def measures(self) -> tuple[str, ...]:
        """Return every measure it names."""
        named = [tie.measure for tie in self.ties]
        for one in self.indicators:
            gates = [gate.measure for gate in one.target.gates]
            named += [one.numerator, one.denominator, one.target.measure, *gates]
        return tuple(dict.fromkeys(name for name in named if name))

    def indicator(self, indicator_id: str) -> Indicator:
        """Return one indicator. Raises KeyError."""
        return {one.id: one for one in self.indicators}[indicator_id]

    def varied(self, changes: Mapping[str, Mapping[str, object]]) -> "Scheme":
        """Return a copy with some fields of some indicators changed (id -> field -> value)."""
        fresh = tuple(replace(one, **changes.get(one.id, {})) for one in self.indicators)
        return replace(self, indicators=fresh)

    @memo.kept(100)
    def body(self, *, big_factor: int = 1) -> str:
        """Return it as queries take it; big_factor: of the city's large money unit, as in its profile."""
        row = asdict(self)
        for item, one in zip(row["indicators"], self.indicators, strict=True):
            item["as_of"] = _as_of(one.numerator)
            item["step"] = big_factor if self.kind(one.numerator) == "money" else 1
        return json.dumps(row, ensure_ascii=False, default=str)

    def kind(self, measure: str) -> str:
        """Return how a measure is counted: money, count, share, ...; what is judged by hand is a number."""
        if measure in kpis.measures():
            return kpis.measures()[measure].kind
        own = {count.id: "count" if count.of == "count" else "money" for count in self.counts}
        return (MORE | own).get(measure, "number")


def _as_of(measure: str) -> str:
    return kpis.measures()[measure].as_of if measure in kpis.measures() else "month"


def _each(kind: type, rows: Sequence[Mapping]) -> tuple:
    return tuple(kind(**row) for row in rows)


def _named(row: Mapping, kind: type, **parts: object) -> object:
    lists = {k: tuple(v) for k, v in row.items() if isinstance(v, list)}
    known = {k: v for k, v in row.items() if k not in ("as_of", "step")}
    return kind(**known | lists | {"name": Term(**row["name"])} | parts)


def _indicator(row: Mapping) -> Indicator:
    said = row["target"]
    target = Target(**said | {"path": _each(Knot, said["path"]), "gates": _each(Gate, said["gates"])})
    pieces, steps = _each(Piece, row["pieces"]), _each(Step, row["steps"])
    note = Term(**row["note"]) if row["note"] else None
    return _named(row, Indicator, target=target, pieces=pieces, steps=steps, note=note)


@memo.kept(100)
def from_body(text: str) -> Scheme:
    """Return the scheme that body() wrote."""
    row = json.loads(text)
    return Scheme(
        **row
        | {
            "effective_from": parse_month(row["effective_from"]),
            "unpublished": _each(Term, row["unpublished"]),
        }
        | {key: Term(**row[key]) for key in ("name", "note", "source")}
        | {"ties": _each(Tie, row["ties"]), "indicators": tuple(_indicator(i) for i in row["indicators"])}
        | {"leagues": tuple(_named(r, League) for r in row["leagues"])}
        | {"lists": tuple(_named(r, Honour) for r in row["lists"])}
        | {"counts": tuple(_named(r, Count) for r in row["counts"])}
    )
