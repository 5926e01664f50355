"""What the ids in a row are called: units, lists, sectors, states and coded values."""

from collections.abc import Mapping, Sequence

from paceboard.profiles import Profile, Term
from paceboard.text import Words

UNIT_FIELDS = frozenset({"unit_id", "division_id", "zone_id", "parent_id", "unit", "owner_unit_id"})
STATE_FIELDS = frozenset({"pace_state"})
# Coded fields whose words are in data/text under term.<field>.
TERM_FIELDS = frozenset(
    {
        "annual_class",
        "nature",
        "status",
        "unit_kind",
        "severity",
        "precision",
        "ledger",
        "state",
        "ceremony_kind",
        "start_outlook",
        "target_measure",
        "standing",
        "lifecycle_step",
        "phase",
        "step",
        "escalation",
        "node",
        "node_from",
        "band",
        "cadence_kind",
        "decision_state",
        "meeting_kind",
        "line_kind",
        "funding_kind",
        "milestone_state",
        "due_in",
        "card_state",
        "owner_kind",
        "main_step",
    }
)
# Fields that share the words of another one.
SAME_WORDS = {"node_from": "node"}


# Coded fields whose words are in the profile, under this name.
PROFILE_FIELDS = {
    "sector": "sectors",
    "level_id": "levels",
    "level": "levels",
    "batch": "batches",
    "list": "lists",
    "stage": "stages",
    "list_kind": "lists",
    "problem_kind": "problem_kinds",
    "slip_reason": "problem_kinds",
    "milestone_kind": "milestones",
    "factor_kind": "factors",
}
CODED_FIELDS = UNIT_FIELDS | STATE_FIELDS | TERM_FIELDS | PROFILE_FIELDS.keys() | {"factor"}


def _terms(field: str, profile: Profile) -> Sequence[Term]:
    if field == "factor":
        return _measured(profile)
    return getattr(profile, PROFILE_FIELDS[field]) if field in PROFILE_FIELDS else ()


def _measured(profile: Profile) -> tuple[Term, ...]:
    """Return the factors with the unit that each is counted in: 用地（亩）."""
    return tuple(Term(f.id, f"{f.zh}（{f.unit_zh}）", f"{f.en} ({f.unit_en})") for f in profile.factors)


def is_coded(field: str) -> bool:
    """Say whether a field holds ids that have words."""
    return field in CODED_FIELDS


def table(field: str, *, profile: Profile, words: Words) -> Mapping[str, str]:
    """Return id -> word of a coded field; an id without a word is shown as it is."""
    if field in UNIT_FIELDS:
        return {unit.id: unit.label(words.lang) for unit in profile.units}
    prefix = "state." if field in STATE_FIELDS else f"term.{SAME_WORDS.get(field, field)}."
    if field in STATE_FIELDS or field in TERM_FIELDS:
        return words.under(prefix)
    return {term.id: term.label(words.lang) for term in _terms(field, profile)}


def of(field: str, value: str, *, profile: Profile, words: Words) -> str:
    """Return the word of one id, or "not stated" for an empty one."""
    if not value:
        return words("term.flag.none")
    return table(field, profile=profile, words=words).get(value, value)
