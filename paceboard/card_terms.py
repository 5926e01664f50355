"""Rules of cards as plain values: cards, what is measured, bands, runs; and the text that queries take."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from paceboard import intervals
from paceboard.intervals import ABOVE, BELOW, Box, Interval
from paceboard.profiles import Profile, Term

MEANINGS = ("praise", "good", "neutral", "warn", "bad")
SHAPES = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "triangle-down",
    "star",
    "hexagon",
    "x",
    "circle-open",
)
COLOURS = ("green", "blue", "yellow", "orange", "red", "violet", "gray", "text")
SUBJECTS = ("unit", "project")
POSITIONS = ("amount", "share", "points", "relative", "growth")
TARGETS = ("time", "own_plan", "city", "judged")
GAPS = ("unrounded", "rounded", "profile")
OVERALLS = ("worst", "none")
MONEY = ("plan_year", "plan_to_date", "invested_ytd", "stat_ytd", "paid_ytd")
MONTHLY = ("invested_month", "plan_month")
BEFORE = ("invested_before", "stat_before")
COUNTS = ("planned_start_count", "started_count", "due_start_count", "due_started_count")
COUNTS += ("planned_finish_count", "finished_count", "due_finish_count", "due_finished_count")
PROBLEMS = ("problem_collected_count", "problem_resolved_count")
# Numerators that are part of their denominators: never above 100 %.
SUBSETS = (
    ("started_count", "planned_start_count"),
    ("due_started_count", "due_start_count"),
    ("due_finished_count", "due_finish_count"),
    ("problem_resolved_count", "problem_collected_count"),
)
RANKS = ("rank", "rank_from_last")
PLACES = (*RANKS, "rank_rise")
MEASURES = (*MONEY, *MONTHLY, *BEFORE, *COUNTS, *PROBLEMS, *PLACES)
MEASURES += ("project_count", "wait_months", "judged")


@dataclass(frozen=True)
class Card(Term):
    """One card: what it means (one of MEANINGS), its shape and the name of its colour, and what follows."""

    meaning: str = "good"
    shape: str = "circle"
    colour: str = "green"
    follows: Term | None = None


@dataclass(frozen=True)
class Part(Term):
    """One thing that a rule measures: numerator over denominator against a target.

    position: amount (the numerator), share (of the denominator, in percent), points (percentage points from
    the target), relative (percent of the target above it), growth (percent above the denominator, less the
    target). target: one of TARGETS, "path" or None; path: the share asked by the end of each month.
    """

    numerator: str = ""
    denominator: str | None = None
    position: str = "share"
    target: str | None = None
    path: tuple[Decimal | None, ...] = ()
    judged: str | None = None

    @property
    def domain(self) -> Interval:
        """Return what it can be at all."""
        if self.numerator in RANKS:
            return Interval(Decimal(1), is_low_in=True)
        if self.position in ("relative", "growth"):
            return (
                intervals.EVERY
                if self.target in ("city", "judged")
                else Interval(Decimal(-100), is_low_in=True)
            )
        if (self.numerator, self.denominator) in SUBSETS and self.position == "share":
            return Interval(Decimal(0), Decimal(100), is_low_in=True, is_high_in=True)
        is_free = self.position == "points" or self.numerator in ("rank_rise", "judged", *MONTHLY)
        return intervals.EVERY if is_free else Interval(Decimal(0), is_low_in=True)

    @property
    def is_money(self) -> bool:
        """Say whether it speaks of money, which comes later than the register."""
        named = (self.numerator, self.denominator)
        return any(name in (*MONEY, *MONTHLY, *BEFORE, *PLACES) for name in named)

    @property
    def is_whole(self) -> bool:
        """Say whether it is a whole number."""
        return self.position == "amount" and self.numerator in (*PLACES, *COUNTS, *PROBLEMS)


@dataclass(frozen=True)
class Band:
    """A card and the ranges of the rule's parts in which it is given."""

    card: str
    when: Box


@dataclass(frozen=True)
class Run:
    """So many evaluations in a row at a card or worse become another card."""

    card: str
    times: int
    becomes: str


@dataclass(frozen=True)
class Rule(Term):
    """One rule: whom it is about, what it measures, the bands, runs and what an excuse leaves.

    kinds, months: the kinds of unit and months of the fiscal year it looks at, empty for all. min_plan,
    level: the projects it counts. excused: the card of who is excused, None for none. holes, overlaps: the
    values to which the bands give no card, and those to which they give several.
    """

    subject: str
    parts: tuple[Part, ...]
    bands: tuple[Band, ...]
    runs: tuple[Run, ...] = ()
    kinds: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    min_plan: Decimal | None = None
    level: str | None = None
    excused: str | None = None
    holes: tuple[Box, ...] = ()
    overlaps: tuple[Box, ...] = ()

    @property
    def is_followed(self) -> bool:
        """Say whether it is followed over the months: projects and ranks only where runs ask for it."""
        return bool(self.runs or self.months) or (self.subject == "unit" and not self.is_of_ranks)

    @property
    def is_of_problems(self) -> bool:
        """Say whether it counts problems, not projects."""
        return any(part.numerator in PROBLEMS for part in self.parts)

    @property
    def is_of_ranks(self) -> bool:
        """Say whether it looks at the rank in the league."""
        return any(part.numerator in PLACES for part in self.parts)

    def part(self, id_: str) -> Part:
        """Return the part of that id. Raises StopIteration for another."""
        return next(part for part in self.parts if part.id == id_)


@dataclass(frozen=True)
class Rules(Term):
    """One file of rules; cards from best to worst. gap: whether shares are rounded as printed before use."""

    version: str
    source: Term
    unpublished: tuple[Term, ...]
    gap: str
    overall: str
    cards: tuple[Card, ...]
    rules: tuple[Rule, ...]

    def card(self, id_: str | None) -> Card | None:
        """Return the card of that id, or None."""
        return next((card for card in self.cards if card.id == id_), None)

    def rule(self, id_: str) -> Rule | None:
        """Return the rule of that id, or None."""
        return next((rule for rule in self.rules if rule.id == id_), None)

    def written(self, profile: Profile, *, places: Sequence[Mapping] = ()) -> str:
        """Return the rules as the queries take them: one JSON text, by the city's custom of rounding.

        places: period, unit_id, league and rank of units (paceboard.leagues); rules about ranks need them.
        """
        gap = profile.gap_from if self.gap == "profile" else self.gap
        named = [
            name for rule in self.rules for part in rule.parts for name in (part.numerator, part.denominator)
        ]
        return json.dumps(
            {
                "is_rounded": gap == "rounded",
                "decimals": profile.share_decimals,
                "is_yearly": any(name in BEFORE for name in named),
                "has_problems": any(name in PROBLEMS for name in named),
                "has_overall": self.overall == "worst",
                "places": list(places),
                "cards": [{"id": card.id, "severity": at} for at, card in enumerate(self.cards)],
                "rules": [_rule(rule, no) for no, rule in enumerate(self.rules, 1)],
            }
        )


def _rule(rule: Rule, no: int) -> dict:
    order = {part.id: at for at, part in enumerate(rule.parts, 1)}
    return {
        "id": rule.id,
        "no": no,
        "subject": rule.subject,
        "kinds": list(rule.kinds) or None,
        "months": list(rule.months) or None,
        "min_plan": None if rule.min_plan is None else str(rule.min_plan),
        "level": rule.level,
        "is_money": any(part.is_money for part in rule.parts),
        "excused": rule.excused,
        "is_followed": rule.is_followed,
        "parts": [_part(part) for part in rule.parts],
        "bands": [
            {"card": band.card, "when": [_bound(order[id_], i) for id_, i in band.when.items()]}
            for band in rule.bands
        ],
        "runs": [{"card": run.card, "times": run.times, "becomes": run.becomes} for run in rule.runs],
    }


def _part(part: Part) -> dict:
    return {
        "id": part.id,
        "numerator": part.numerator,
        "denominator": part.denominator,
        "position": part.position,
        "is_count": part.numerator in (*COUNTS, *PROBLEMS),
        "target": part.target,
        "path": [None if share is None else str(share) for share in part.path] or None,
        "judged": part.judged,
    }


def _bound(part_no: int, found: Interval) -> dict:
    return {
        "part": part_no,
        "low": None if found.low == BELOW else str(found.low),
        "low_closed": found.is_low_in,
        "high": None if found.high == ABOVE else str(found.high),
        "high_closed": found.is_high_in,
    }
