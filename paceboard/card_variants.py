"""The same rules read another way: what a card would be if a custom or an end of a band were different."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from paceboard.card_terms import Part, Rules
from paceboard.intervals import ABOVE, BELOW, Interval
from paceboard.profiles import Profile

# The same figure on the other denominator: the year's plan, and what is due by now.
OTHER = {
    ("started_count", "planned_start_count"): ("due_started_count", "due_start_count"),
    ("finished_count", "planned_finish_count"): ("due_finished_count", "due_finish_count"),
}
OTHER |= {due: year for year, due in OTHER.items()}
OTHER_TARGETS = {"time": "own_plan", "own_plan": "time"}


def every(rules: Rules, profile: Profile) -> Mapping[str, Rules]:
    """Return what else the rules could mean: edges, denominator, rounding."""
    return {"edges": edges(rules), "denominator": denominator(rules), "rounding": rounding(rules, profile)}


def asked(rules: Rules, profile: Profile, *, places: Sequence[Mapping] = ()) -> dict[str, str]:
    """Return the parameters of query card_flips: the rules about units as they are and read otherwise."""
    kept = replace(rules, rules=tuple(rule for rule in rules.rules if rule.subject == "unit"))
    readings = {"rules": kept} | dict(every(kept, profile))
    return {name: found.written(profile, places=places) for name, found in readings.items()}


def edges(rules: Rules) -> Rules:
    """Return the rules with every open end closed and every closed end open."""
    turned = [
        replace(
            rule,
            bands=tuple(
                replace(band, when={id_: _turned(i) for id_, i in band.when.items()}) for band in rule.bands
            ),
        )
        for rule in rules.rules
    ]
    return replace(rules, rules=tuple(turned))


def _turned(found: Interval) -> Interval:
    if found.low == found.high:
        # A single value has no ends to move.
        return found
    return replace(
        found,
        is_low_in=found.low != BELOW and not found.is_low_in,
        is_high_in=found.high != ABOVE and not found.is_high_in,
    )


def denominator(rules: Rules) -> Rules:
    """Return the rules on the other denominator: what is due for the year, plans for time, and back."""
    return replace(
        rules,
        rules=tuple(replace(rule, parts=tuple(_other(part) for part in rule.parts)) for rule in rules.rules),
    )


def _other(part: Part) -> Part:
    numerator, below = OTHER.get((part.numerator, part.denominator), (part.numerator, part.denominator))
    target = OTHER_TARGETS.get(part.target, part.target) if part.denominator == "plan_year" else part.target
    return replace(part, numerator=numerator, denominator=below, target=target)


def rounding(rules: Rules, profile: Profile) -> Rules:
    """Return the rules with the other custom of rounding: printed shares for unrounded ones, or back."""
    now = profile.gap_from if rules.gap == "profile" else rules.gap
    return replace(rules, gap="unrounded" if now == "rounded" else "rounded")
