"""What a planner's own question may be split by, from data/dimensions.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from paceboard.profiles import ROOT, Profile, Term

PATH = ROOT / "data" / "dimensions.toml"
KINDS = ("thing", "nested", "time")


@dataclass(frozen=True)
class Dimension:
    """What a question may be split by. field: whose words name its keys; steps: bounds of a size class."""

    id: str
    zh: str
    en: str
    field: str
    kind: str
    steps: tuple[int, ...] = ()

    def label(self, lang: str) -> str:
        """Return its name."""
        return self.zh if lang == "zh" else self.en


def _dimension(key: str, row: Mapping) -> Dimension:
    if row["kind"] not in KINDS:
        raise ValueError(f"{PATH}: [{key}] kind {row['kind']!r} is not one of {', '.join(KINDS)}")
    label = row["label"]
    return Dimension(key, label["zh"], label["en"], row["field"], row["kind"], tuple(row.get("steps", ())))


@cache
def dimensions() -> Mapping[str, Dimension]:
    """Return every dimension by id, in the order of the file. Raises ValueError naming a fault."""
    rows = tomllib.loads(PATH.read_text("utf-8"))
    try:
        return {key: _dimension(key, row) for key, row in rows.items()}
    except KeyError as missing:
        raise ValueError(f"{PATH}: a dimension lacks {missing}") from missing


def size_classes(profile: Profile) -> tuple[Term, ...]:
    """Return the size classes, smallest first, in the city's large money unit."""
    zh, en, steps = profile.money.big_zh, profile.money.big_en, dimensions()["size"].steps
    times = f" × {en}" if en[:1].isdigit() else f" {en}"
    between = [
        Term(str(i), f"{low}—{high}{zh}", f"{low} to {high}{times}")
        for i, (low, high) in enumerate(pairwise(steps), 1)
    ]
    first = Term("0", f"{steps[0]}{zh}以下", f"under {steps[0]}{times}")
    return (first, *between, Term(str(len(steps)), f"{steps[-1]}{zh}及以上", f"{steps[-1]}{times} and more"))
