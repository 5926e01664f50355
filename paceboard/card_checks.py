"""What a value in a file of cards must be; what is not is refused in a sentence with file, key and remedy."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from paceboard import intervals
from paceboard.intervals import Interval
from paceboard.profiles import Term


class WrongRules(ValueError):
    """A file of rules that cannot stand: the sentence names file, key and remedy, in both languages."""

    def __init__(self, place: str, zh: str, en: str) -> None:
        """place: the file and the key in it."""
        super().__init__(f"{place}：{zh}。 {place}: {en}.")


def need(row: Mapping, key: str, place: str) -> object:
    """Return the value of a key that must be there."""
    if key not in row or row[key] in ("", []):
        raise WrongRules(f"{place}, {key}", "缺少这一项，请补写", "is missing; write it")
    return row[key]


def one(said: object, known: Sequence[str], place: str) -> str:
    """Return a value that must be one of those known."""
    if said not in known:
        listed = ", ".join(known)
        raise WrongRules(
            place, f"“{said}”不认识，可写：{listed}", f"{said!r} is unknown; write one of {listed}"
        )
    return str(said)


def unique(ids: Sequence[str], place: str) -> None:
    """Refuse an id that occurs twice."""
    for id_ in ids:
        if ids.count(id_) > 1:
            raise WrongRules(place, f"“{id_}”出现两次，请改其一", f"{id_!r} occurs twice; rename one of them")


def words(said: object, place: str, id_: str = "") -> Term:
    """Return words in both languages: { zh = "…", en = "…" }."""
    if not isinstance(said, Mapping) or not said.get("zh") or not said.get("en"):
        raise WrongRules(
            place,
            '须中英文各一，请写 { zh = "…", en = "…" }',
            'needs both languages; write { zh = "…", en = "…" }',
        )
    return Term(id_, said["zh"], said["en"])


def term(row: Mapping, key: str, place: str) -> Term:
    """Return the words of a key that must be there."""
    return words(need(row, key, place), f"{place}, {key}", key)


def month(said: object, place: str) -> int:
    """Return a month of the fiscal year."""
    if said not in range(1, 13):
        raise WrongRules(place, f"“{said}”不是月份，请写1至12", f"{said!r} is no month; write 1 to 12")
    return int(str(said))


def number(said: object, place: str) -> Decimal:
    """Return a number as it is written."""
    try:
        return Decimal(str(said))
    except InvalidOperation as wrong:
        raise WrongRules(
            place, f"“{said}”不是数，请写如 0.8", f"{said!r} is no number; write e.g. 0.8"
        ) from wrong


def interval(said: object, place: str) -> Interval:
    """Return a range with its ends."""
    try:
        return intervals.read(said)
    except ValueError as wrong:
        raise WrongRules(
            place,
            f'“{said}”不是区间，请写如 "[-30, -10]"（含两端）或 "(-inf, 0)"（不含0）',
            f'{said!r} is no range; write e.g. "[-30, -10]" (with both ends) or "(-inf, 0)" (without 0)',
        ) from wrong
