"""The figures of a draft against the store: what SQL says of the same measure, scope and month."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import polars as pl

from paceboard import units
from paceboard.profiles import Profile
from paceboard.proof import arithmetic, findings, lexicon
from paceboard.proof.findings import CAUTION, RIGHT, WRONG, Finding
from paceboard.proof.reading import Reading

Key = tuple[str, str, str]
GAPS = {"pace_ahead": 1, "pace_behind": -1}
# What "about" allows, as a share of the true value.
ABOUT = Decimal("0.05")
# Published measure units -> factor to the base unit of the checker.
PRINTED = {"100M CNY": Decimal(10_000)}
# month -> rows of query proof_facts, rows of query published
Ask = Callable[[date], tuple[pl.DataFrame, pl.DataFrame]]


@dataclass
class Facts:
    """What the store knows of one city; each month is asked for once, when it is needed."""

    profile: Profile
    month: date
    months: tuple[date, ...]
    ask: Ask
    _known: dict[date, Mapping[Key, Decimal]] = field(default_factory=dict)

    def of(self, month: date) -> Mapping[Key, Decimal]:
        """Return the facts of one month: (cut, key, measure) -> value in base units, shares in percent."""
        if month not in self._known:
            self._known[month] = self._asked(month) if month in self.months else {}
        return self._known[month]

    def _asked(self, month: date) -> Mapping[Key, Decimal]:
        rows, printed = self.ask(month)
        found = {
            (row["cut"], row["key"], row["measure"]): _scaled(row["measure"], units.exact(row["value"]))
            for row in rows.to_dicts()
            if row["value"] is not None
        }
        return found | self._gaps(rows) | _beside(printed)

    def _gaps(self, rows: pl.DataFrame) -> Mapping[Key, Decimal]:
        """Return the distance to time of each scope, by the city's custom, in percentage points."""
        shares: dict[tuple[str, str], dict[str, float]] = {}
        for row in rows.filter(pl.col("measure").is_in(["completion_share", "time_share"])).to_dicts():
            shares.setdefault((row["cut"], row["key"]), {})[row["measure"]] = row["value"]
        found = {}
        for (cut, key), share in shares.items():
            gap = units.gap(share.get("completion_share"), share.get("time_share"), self.profile)
            if gap is not None:
                found |= {(cut, key, side): sign * gap for side, sign in GAPS.items()}
        return found

    def month_of(self, r: Reading) -> date:
        """Return the month that a figure speaks of: as its text says, else the draft's."""
        year = r.year or self.month.year
        return date(year, r.month, 1) if r.month else self.month


def _scaled(measure: str, value: Decimal) -> Decimal:
    return value * arithmetic.HUNDRED if measure.endswith("_share") else value


def _beside(rows: pl.DataFrame) -> Mapping[Key, Decimal]:
    """Return what the store computes for the figures that the city publishes beside the headlines."""
    return {
        ("all", "", f"{row['scope']}|{row['measure']}"): units.exact(row["computed"])
        * PRINTED.get(row["measure_unit"], Decimal(1))
        for row in rows.to_dicts()
        if row["computed"] is not None
    }


def check(r: Reading, facts: Facts, *, before: Sequence[Reading] = ()) -> Finding | None:
    """Return whether the store bears a figure out, or None where it knows nothing of it.

    before: the figures in front of it. A scope of an earlier clause may have ended: a measure that the text
    has not given for the whole yet may be meant for the whole.
    """
    found = _checked(r, facts)
    said = any(o.measure == r.measure and o.scope == lexicon.WHOLE for o in before)
    if found and found.status == WRONG and r.is_far and not said and r.scope != lexicon.WHOLE:
        whole = _checked(replace(r, scope=lexicon.WHOLE), facts)
        return whole if whole and whole.status == RIGHT else found
    return found


def _checked(r: Reading, facts: Facts) -> Finding | None:
    if not r.measure or (r.is_list and r.is_loose):
        return None
    scope = lexicon.WHOLE if r.scope[0] == "part" or "|" in r.measure else r.scope
    month = facts.month_of(r)
    exact = facts.of(month).get((*scope, r.measure))
    if exact is None:
        return None
    true = exact / r.figure.factor
    found = _compared(r, true)
    if found.status == RIGHT or found.reason in ("least", "most", "not_near"):
        return found
    if r.is_loose or r.scope[0] == "part":
        return None
    if _is_rest(r, facts.of(month)):
        return Finding(r.place, CAUTION, "exclusive", arithmetic.rounded(true, r.figure.decimals))
    return _explained(r, facts, month, true) or found


def _is_rest(r: Reading, known: Mapping[Key, Decimal]) -> bool:
    """Say whether a figure of a level leaves out the levels above: those count here, too."""
    levels = {key: value for (cut, key, m), value in known.items() if cut == "level" and m == r.measure}
    whole = known.get((*lexicon.WHOLE, r.measure))
    if r.scope[0] != "level" or whole is None or r.kind not in ("count", "money"):
        return False
    return any(_prints(r, whole - value) for key, value in levels.items() if key != r.scope[1])


def _compared(r: Reading, true: Decimal) -> Finding:
    figure = r.figure
    right = arithmetic.rounded(true, figure.decimals)
    shown = f"{arithmetic.rounded(true, figure.decimals + 2):f}{figure.unit}"
    bounded = findings.bound(r, true, basis=shown)
    if bounded:
        return bounded
    if right == figure.value:
        return Finding(r.place, RIGHT, "store_right")
    if figure.bound == "about" and abs(true - figure.value) <= ABOUT * abs(true):
        return Finding(r.place, RIGHT, "store_right")
    if arithmetic.truncated(true, figure.decimals) == figure.value:
        return Finding(r.place, WRONG, "truncated", right, shown)
    return Finding(r.place, WRONG, "store", right)


def _explained(r: Reading, facts: Facts, month: date, true: Decimal) -> Finding | None:
    """Return why a figure is not the right one: another cut-off, denominator or scope has it."""
    right = arithmetic.rounded(true, r.figure.decimals)
    if r.kind == "money" and (unit := _meant(r, true)):
        return Finding(r.place, WRONG, "other_unit", right, unit)
    for other in _near(facts, month):
        value = facts.of(other).get((*r.scope, r.measure))
        if value is not None and _prints(r, value):
            return Finding(r.place, WRONG, "other_month", right, other.strftime("%Y-%m"))
    mistaken = lexicon.settings()["mistaken"].get(r.measure, {}).get("share")
    value = facts.of(month).get((*r.scope, mistaken)) if mistaken else None
    if value is not None and _prints(r, value):
        return Finding(r.place, WRONG, "other_denominator", right, mistaken)
    for (cut, key, measure), fact in facts.of(month).items():
        if measure == r.measure and cut in ("all", "level") and (cut, key) != r.scope and _prints(r, fact):
            return Finding(r.place, WRONG, "other_scope", right, key)
    return None


def _meant(r: Reading, true: Decimal) -> str:
    """Return the unit of money with which the figure would be right, "" where there is none."""
    of_money = ((unit, factor) for unit, (kind, factor) in lexicon.units().items() if kind == "money")
    exact = true * r.figure.factor
    return next(
        (unit for unit, factor in of_money if factor != r.figure.factor and _is(r, exact / factor)), ""
    )


def _is(r: Reading, value: Decimal) -> bool:
    return arithmetic.rounded(value, r.figure.decimals) == r.figure.value


def _prints(r: Reading, value: Decimal) -> bool:
    return arithmetic.rounded(value / r.figure.factor, r.figure.decimals) == r.figure.value


def _near(facts: Facts, month: date) -> list[date]:
    """Return the months around one that the store holds."""
    places = [i for i, known in enumerate(facts.months) if known == month]
    return [facts.months[i + step] for i in places for step in (1, -1) if 0 <= i + step < len(facts.months)]
