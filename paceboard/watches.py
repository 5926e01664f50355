"""Rules that planners watch figures by: what may be watched (data/watches.toml), and what is sound."""

import json
import secrets
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache

from paceboard import kpis, profiles
from paceboard.dimensions import dimensions
from paceboard.profiles import ROOT

PATH = ROOT / "data" / "watches.toml"
COMPARISONS = ("below", "at_most", "above", "at_least")
# Kinds that can be held against a number.
KINDS = ("money", "count", "share", "points", "days", "number")
WHOLE, PROJECT, PROBLEM = "all", "project", "problem"
MOST_LETTERS = 60
# What is wrong with a rule: a key of data/text below watch., and the words to fill in.
Fault = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Source:
    """From which query figures come. cuts: for what -> value of column "cut"; key: see data/watches.toml."""

    query: str
    given: Mapping[str, str] = field(default_factory=dict)
    cuts: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    each: str = ""
    has_whole: bool = True


@dataclass(frozen=True)
class Watch:
    """One rule: a measure of each thing of a cut (or of those in keys) compared with a threshold.

    threshold: a number as entered, in the measure's own unit. by: who set it; there are no accounts.
    """

    id: str
    name: str
    by: str
    city: str
    list_kind: str
    measure: str
    cut: str
    comparison: str
    threshold: str
    keys: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Return what the rule asks, in one text: two rules of one mark fire for the same things."""
        asked = (self.city, self.list_kind, self.measure, self.cut, self.comparison, self.threshold)
        return "|".join((*asked, *self.keys))


@cache
def _book() -> tuple[Mapping[str, Source], Mapping[str, tuple[str, ...]]]:
    try:
        book = tomllib.loads(PATH.read_text("utf-8"))
        found = {name: Source(name, **row) for name, row in book["sources"].items()}
        return found, {cut: tuple(names) for cut, names in book["single"].items()}
    except KeyError as missing:
        raise ValueError(f"{PATH}: {missing} is missing") from missing
    except (ValueError, TypeError) as wrong:
        raise ValueError(f"{PATH}: {wrong}") from wrong


def sources() -> Mapping[str, Source]:
    """Return the queries that figures come from, by name. Raises ValueError naming the file and the fault."""
    return _book()[0]


def singles(cut: str) -> tuple[str, ...]:
    """Return what may be watched of projects or problems one by one."""
    return _book()[1].get(cut, ())


def kind(measure: str) -> str:
    """Return the kind of a measure; those of single projects and problems alone are days."""
    found = kpis.measures().get(measure)
    return found.kind if found else "days"


def comparisons(measure: str) -> tuple[str, ...]:
    """Return the comparisons, the usual one first: what is too low, or of a burden what is too much."""
    found = kpis.measures().get(measure)
    is_burden = found is None or found.good == "down" or found.kind == "days"
    return COMPARISONS[::-1] if is_burden else COMPARISONS


@cache
def measures() -> Mapping[str, tuple[str, ...]]:
    """Return everything that may be watched, measure -> for what; in the order of data/kpis.toml."""
    found = {key: cuts(key) for key in kpis.measures()}
    for cut in (PROJECT, PROBLEM):
        for name in singles(cut):
            found.setdefault(name, cuts(name))
    return {key: cuts_ for key, cuts_ in found.items() if cuts_ and kind(key) in KINDS}


def cuts(measure: str) -> tuple[str, ...]:
    """Return for what one by one a measure may be watched, the whole first."""
    found = kpis.measures().get(measure)
    own = sources().get(found.query) if found else None
    wide = [*own.cuts, *_keyed(own)] if own else []
    if found and found.over_time:
        wide += [key for key, one in dimensions().items() if one.kind != "time" and key not in wide]
    return (*wide, *(cut for cut in (PROJECT, PROBLEM) if measure in singles(cut)))


def _keyed(own: Source) -> tuple[str, ...]:
    """Return the cuts of a query without a column "cut"."""
    if own.key is None:
        return ()
    return (*([WHOLE] if own.has_whole else []), *filter(None, [own.each or own.key]))


def source(watch: Watch) -> Source | None:
    """Return the query that gives a rule its figures, None where a planner's own question does."""
    found = kpis.measures().get(watch.measure)
    own = sources().get(found.query) if found else None
    # The headline query knows no flow of a month.
    if own is None or found.over_time == "flow":
        return None
    return own if watch.cut in (*own.cuts, *_keyed(own)) else None


def made(**values: object) -> Watch:
    """Return a new rule; names are kept short and in one line."""
    said = {name: " ".join(str(values[name]).split())[:MOST_LETTERS] for name in ("name", "by")}
    return Watch(**values | said | {"id": values.get("id") or secrets.token_hex(4)})  # type: ignore[arg-type]


def number(written: str) -> Decimal | None:
    """Return the number that somebody wrote, None where it is none (or is beyond all measure)."""
    plain = written.strip().replace(",", "").replace("，", "").replace("−", "-").replace("－", "-")
    try:
        found = Decimal(plain.removesuffix("%").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < Decimal("1e15") else None


def fault(watch: Watch) -> Fault | None:
    """Return why a rule cannot be held against figures, None where it can."""
    city = profiles.load().get(watch.city)
    lists = {one.id for one in city.lists} if city else {watch.list_kind}
    known = measures().get(watch.measure, (watch.cut,))
    wrong = (
        (city is None, "fault_city", watch.city),
        (watch.list_kind not in lists, "fault_list", watch.list_kind),
        (watch.measure not in measures(), "fault_measure", watch.measure),
        (watch.cut not in known, "fault_cut", watch.cut),
        (watch.comparison not in COMPARISONS, "fault_comparison", watch.comparison),
        (number(watch.threshold) is None, "fault_threshold", watch.threshold),
    )
    said = {"known": ", ".join(COMPARISONS)}
    return next(((key, said | {"found": found}) for is_wrong, key, found in wrong if is_wrong), None)


def sound(watches: Iterable[Watch], *, city: str) -> list[Watch]:
    """Return the rules of a city that can be held against figures."""
    return [watch for watch in watches if watch.city == city and fault(watch) is None]


def rules(watches: Sequence[Watch]) -> str:
    """Return sound rules as queries/watches.sql takes them."""
    return json.dumps(
        [
            {
                "id": watch.id,
                "measure": watch.measure,
                "kind": kind(watch.measure),
                "cut": watch.cut,
                "keys": list(watch.keys),
                "comparison": watch.comparison,
                "threshold": f"{number(watch.threshold):f}",
            }
            for watch in watches
        ]
    )
