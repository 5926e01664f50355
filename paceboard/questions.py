"""A planner's own question as one value: measured, split, kept, compared, drawn; to and from an address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from paceboard import formulas
from paceboard.dimensions import Dimension, dimensions
from paceboard.filters import parse_day, parse_month
from paceboard.formulas import measures
from paceboard.kpis import Measure

FORMS = ("table", "pivot", "bar", "line", "area", "scatter", "treemap", "heat", "box", "map")
SORTS = ("value", "low", "name", "change")
TOPS = (0, 5, 10, 20)
EXTRAS = ("none", "part", "running")
SPANS = ("this", "two", "all")
# Compared with: nothing, a month, a day of knowledge, or another measure (plan, original).
AGAINST = ("none", "before", "year", "month", "known", "plan", "original")
MEASURES, DIMENSIONS, KEPT = 4, 3, 3
ALL = "~all"
# Name in the address -> name of the value.
NAMES = {"form": "form", "sort": "sort", "add": "extra", "span": "span", "vs": "against"}
ALLOWED = {"form": ("", *FORMS), "sort": SORTS, "extra": EXTRAS, "span": SPANS, "against": AGAINST}
Address = Mapping[str, Sequence[str]]
# What an address asks for and cannot have: a key of data/text below explore., and the words to fill in.
Fault = tuple[str, dict[str, str]]


@dataclass(frozen=True)
class Question:
    """One question. at: the month (YYYY-MM) or day (YYYY-MM-DD) compared with.

    kept: dimension and the keys of it that stay, at most three.

    form "": the one suggested. top: so many keys of the first dimension, the rest together; 0: all.
    is_same: only projects that are on the list on both sides.
    """

    measures: tuple[str, ...] = ("invested_ytd",)
    dimensions: tuple[str, ...] = ("unit",)
    against: str = "none"
    at: str = ""
    is_same: bool = False
    form: str = ""
    sort: str = "value"
    top: int = 0
    extra: str = "none"
    span: str = "this"
    kept: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def first(self) -> Measure:
        """Return the measure that ranks and colours."""
        return measures()[self.measures[0]]

    @property
    def things(self) -> tuple[Dimension, ...]:
        """Return the dimensions asked for that are not time."""
        return tuple(found for found in self._split if found.kind != "time")

    @property
    def time(self) -> Dimension | None:
        """Return the dimension of time asked for, or None."""
        return next((found for found in self._split if found.kind == "time"), None)

    @property
    def is_nested(self) -> bool:
        """Return whether a dimension's keys contain one another."""
        return any(found.kind == "nested" for found in self.things)

    @property
    def _split(self) -> list[Dimension]:
        return [dimensions()[key] for key in self.dimensions]

    @property
    def is_apart(self) -> bool:
        """Return whether another month or another day of knowledge is compared with."""
        return self.against in ("before", "year", "month", "known")

    def at_(self, **changes: object) -> "Question":
        """Return a copy with some values changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def address(self) -> dict[str, list[str]]:
        """Return what stands in an address; what is at its default is left out."""
        default = Question()
        found = {"m": list(self.measures), "by": list(self.dimensions) or ["none"]}
        for name, field in NAMES.items():
            value = getattr(self, field)
            if value != getattr(default, field):
                found[name] = [value]
        if self.top:
            found["top"] = [str(self.top)]
        if self.is_same:
            found["same"] = ["yes"]
        if self.at:
            found["at"] = [self.at]
        for place, (dimension, keys) in enumerate(self.kept, 1):
            found |= {f"keep{place}": [dimension], f"keys{place}": list(keys)}
        return found


def read(address: Address) -> tuple[Question, list[Fault]]:
    """Return the question of an address and what was wrong in it; whatever is wrong is left out."""
    faults: list[Fault] = []
    default = Question()
    wanted = _known("m", address, measures(), MEASURES, faults) or default.measures
    by = [key for key in address.get("by", default.dimensions) if key != "none"]
    split = _known("by", {"by": by}, dimensions(), DIMENSIONS, faults)
    times = [key for key in split if dimensions()[key].kind == "time"]
    for extra in times[1:]:
        faults.append(("fault_one_time", {"name": extra}))
    values = {}
    for name, field in NAMES.items():
        value = (address.get(name) or [getattr(default, field)])[-1]
        if value not in ALLOWED[field]:
            faults.append(("fault_unknown", {"name": f"{name}={value}"}))
            value = getattr(default, field)
        values[field] = value
    at = _at(values["against"], (address.get("at") or [""])[-1], faults)
    if values["against"] in ("month", "known") and not at:
        values["against"] = "none"
    top = (address.get("top") or ["0"])[-1]
    return Question(
        measures=wanted,
        dimensions=tuple(key for key in split if key not in times[1:]),
        at=at,
        is_same=(address.get("same") or [""])[-1] == "yes",
        top=int(top) if top in map(str, TOPS) else 0,
        kept=_kept(address, faults),
        **values,
    ), faults


def _known(name: str, address: Address, known: Mapping, most: int, faults: list[Fault]) -> tuple[str, ...]:
    """Return the ids of an address that exist, each once, at most so many."""
    found = list(dict.fromkeys(address.get(name, ())))
    faults += [("fault_unknown", {"name": f"{name}={key}"}) for key in found if key not in known]
    kept = [key for key in found if key in known]
    faults += [("fault_too_many", {"name": f"{name}={key}"}) for key in kept[most:]]
    return tuple(kept[:most])


def _at(against: str, written: str, faults: list[Fault]) -> str:
    """Return the month or day compared with, "" where none is needed or the address names none."""
    parsers = {"month": parse_month, "known": parse_day}
    if against not in parsers:
        return ""
    if written and parsers[against](written):
        return written
    if written:
        faults.append(("fault_unknown", {"name": f"at={written}"}))
    return ""


def _kept(address: Address, faults: list[Fault]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for place in range(1, KEPT + 1):
        dimension = (address.get(f"keep{place}") or [""])[-1]
        keys = tuple(dict.fromkeys(address.get(f"keys{place}") or ()))
        if dimension and (dimension not in dimensions() or dimensions()[dimension].kind != "thing"):
            faults.append(("fault_unknown", {"name": f"keep{place}={dimension}"}))
        elif dimension and keys:
            found.append((dimension, keys))
    return tuple(found)


@dataclass(frozen=True)
class Asked:
    """A question as queries/explore*.sql take it, bound to $q. factor: stored money units in the large one.

    cell: the keys of the dimensions of things whose rows are wanted (None: all of that dimension).
    """

    question: Question
    factor: int
    cell: tuple[str | None, ...] = ()

    def struct(self) -> dict[str, object]:
        """Return the value bound as $q; lists are never empty, so that their types are known."""
        asked = self.question
        things = [found.id for found in asked.things]
        kept = dict(asked.kept)
        return {
            "measures": list(asked.measures),
            "wanted": formulas.wanted(asked),
            "dimensions": _padded(things),
            "grain": asked.time.id if asked.time else "",
            "span": asked.span,
            "is_compared": asked.is_apart,
            "months_back": {"before": 1, "year": 12}.get(asked.against, 0),
            "other_month": parse_month(asked.at) if asked.against == "month" else None,
            "known_on": parse_day(asked.at) if asked.against == "known" else None,
            "is_same": asked.is_same and asked.is_apart,
            "has_flow": any(measures()[key].over_time == "flow" for key in asked.measures),
            "has_problems": any(key.startswith("problem_") for key in asked.measures),
            "cell": _padded([ALL if key is None else key for key in self.cell], ALL),
            "kept_dimensions": _padded(list(kept)),
            "kept_keys": [list(keys) for keys in kept.values()] + [[""]] * (KEPT - len(kept)),
            "sizes": list(dimensions()["size"].steps),
            "factor": self.factor,
            "top_count": asked.top,
            "sort": asked.sort,
            "running": _running(asked),
        }


def _padded(ids: Sequence[str], filling: str = "") -> list[str]:
    return [*ids, *([filling] * DIMENSIONS)][:DIMENSIONS]


def _running(asked: Question) -> str:
    if asked.extra != "running":
        return ""
    return "time" if asked.time else "rank"
