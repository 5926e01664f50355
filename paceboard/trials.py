"""A trial: a copy of a scheme with other weights, targets and caps, as a planner enters them."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from paceboard import scheme_checks, schemes
from paceboard.indicators import Indicator
from paceboard.scheme_checks import BadScheme

FIELDS = ("weight", "target", "cap")
HUNDRED = Decimal(100)


def field_of(one: Indicator, field: str) -> Decimal | None:
    """Return what an item has now: weight, target (per cent of the rate), cap (highest position that counts).

    None where the field cannot be changed: no weight, a target that is no number, no cap.
    """
    if field == "weight":
        return Decimal(str(one.weight)) if one.weight else None
    if field == "target":
        is_number = one.target.value is not None and one.position not in ("value", "rank")
        return Decimal(str(one.target.value)) * _scale(one) if is_number else None
    high = one.pieces[-1].high if one.pieces else None
    return None if high is None else Decimal(str(high))


def _scale(one: Indicator) -> Decimal:
    return HUNDRED if one.denominator or one.numerator == schemes.BY_HAND else Decimal(1)


def changed(scheme: schemes.Scheme, entries: Mapping[tuple[str, str], str]) -> schemes.Scheme:
    """Return the scheme with the fields entered ({(item, field): text}). Raises BadScheme: a sentence."""
    fresh = tuple(_changed(one, entries) for one in scheme.indicators)
    trial = replace(scheme, indicators=fresh)
    scheme_checks.check(trial)
    return trial


def _changed(one: Indicator, entries: Mapping[tuple[str, str], str]) -> Indicator:
    said = {field: entries[one.id, field] for field in FIELDS if entries.get((one.id, field))}
    found = {field: _number(text, one, field) for field, text in said.items()}
    if "weight" in found:
        one = replace(one, weight=float(found["weight"]))
    if "target" in found:
        one = replace(one, target=replace(one.target, value=float(found["target"] / _scale(one))))
    if "cap" in found:
        last = replace(one.pieces[-1], high=float(found["cap"]))
        one = replace(one, pieces=(*one.pieces[:-1], last))
    return one


def _number(text: str, one: Indicator, field: str) -> Decimal:
    """Return a number that can stand: zero or more, a target and a cap above zero."""
    try:
        value = Decimal(text.strip().replace("％", "%").rstrip("%").replace("。", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0 or (field != "weight" and value == 0) or value > 10**6:
        raise BadScheme(
            f"{one.name.zh}：“{text}”不能用作{_WORDS[field][0]}，请填大于0的数，如{_WORDS[field][2]}。",
            f"{one.name.en}: {text!r} cannot be a {_WORDS[field][1]}; "
            f"enter a number above zero, e.g. {_WORDS[field][2]}",
        )
    return value


_WORDS = {
    "weight": ("权重", "weight", "30"),
    "target": ("目标", "target", "90"),
    "cap": ("最高倍数", "cap", "1.2"),
}
