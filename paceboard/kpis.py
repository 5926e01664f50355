"""What each headline figure is called, means and is made of, from data/kpis.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATH = ROOT / "data" / "kpis.toml"
KINDS = ("money", "count", "share", "points", "date", "days", "number")
GOODS = ("up", "down", "none")
AS_OF = ("invested_as_of", "month")
OVER_TIME = ("stock", "count", "running", "flow", "share", None)


@dataclass(frozen=True)
class Measure:
    """One figure: a column of queries/<query>.sql.

    numerator, denominator, plan, original: ids of measures, or None.
    over_time: how it behaves over months (one of OVER_TIME; None: it cannot be explored).
    """

    id: str
    label_zh: str
    label_en: str
    kind: str
    good: str
    as_of: str
    meaning_zh: str
    meaning_en: str
    numerator: str | None = None
    denominator: str | None = None
    query: str = "kpis"
    over_time: str | None = None
    plan: str | None = None
    original: str | None = None

    def label(self, lang: str) -> str:
        """Return its name."""
        return self.label_zh if lang == "zh" else self.label_en

    def meaning(self, lang: str) -> str:
        """Return the sentence that says how it is computed."""
        return self.meaning_zh if lang == "zh" else self.meaning_en


def _measure(key: str, row: Mapping) -> Measure:
    return Measure(
        id=key,
        label_zh=row["label"]["zh"],
        label_en=row["label"]["en"],
        kind=row["kind"],
        good=row["good"],
        as_of=row["as_of"],
        meaning_zh=row["meaning"]["zh"],
        meaning_en=row["meaning"]["en"],
        numerator=row.get("numerator"),
        denominator=row.get("denominator"),
        query=row.get("query", "kpis"),
        over_time=row.get("over_time"),
        plan=row.get("plan"),
        original=row.get("original"),
    )


def _check(found: Mapping[str, Measure]) -> None:
    for measure in found.values():
        allowed = ((measure.kind, KINDS), (measure.good, GOODS), (measure.as_of, AS_OF))
        allowed += ((measure.over_time, OVER_TIME),)
        for value, known in allowed:
            if value not in known:
                raise ValueError(f"[{measure.id}] {value!r} is not one of {', '.join(filter(None, known))}")
        for part in (measure.numerator, measure.denominator, measure.plan, measure.original):
            if part is not None and part not in found:
                raise ValueError(f"[{measure.id}] is made of {part!r}, which has no table of its own")


def read(path: Path) -> Mapping[str, Measure]:
    """Return the measures of one TOML file by id. Raises ValueError naming file and entry."""
    key = ""
    try:
        found: dict[str, Measure] = {}
        for key, row in tomllib.loads(path.read_text("utf-8")).items():
            found[key] = _measure(key, row)
        _check(found)
    except KeyError as missing:
        raise ValueError(f"{path}: [{key}] lacks {missing}") from missing
    except ValueError as wrong:
        raise ValueError(f"{path}: {wrong}") from wrong
    return found


@cache
def measures() -> Mapping[str, Measure]:
    """Return every measure by id, in the order of the file."""
    return read(PATH)
