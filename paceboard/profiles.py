"""What is particular to one city, read from data/profiles/<city>.toml."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from paceboard import pipelines, terms, workdays
from paceboard.filters import parse_month
from paceboard.terms import BoundaryFields, Deviation, Factor, Money, Sector, Term, Unit

__all__ = [
    "BoundaryFields",
    "Deviation",
    "Factor",
    "Money",
    "Profile",
    "Sector",
    "Term",
    "Unit",
    "get",
    "load",
    "read",
]

ROOT = Path(__file__).resolve().parents[1]
PROFILES = ROOT / "data" / "profiles"


@dataclass(frozen=True)
class Profile:
    """One city's names, units, custom and rules; values only.

    milestones: in the order of works. cadence: days within which progress is noted again, by level of list,
    "focus" and "other"; the shortest that applies counts. holidays: the working days that count, one of
    workdays.CALENDARS. full_capacity_since: projects finished since that year are followed to full capacity.
    cards: the rules of data/cards by which units and projects get cards. league_scheme: the scheme of
    data/schemes that ranks the units.
    """

    id: str
    code: str
    name: Term
    order: int
    sample: bool
    money: Money
    fiscal_start: int
    annual_list: bool
    due_day: int
    gap_from: str
    share_decimals: int
    main_list: str
    opens_at: date
    boundary: str | None
    boundary_fields: BoundaryFields
    map_mark: Term
    forms: tuple[str, ...]
    lists: tuple[Term, ...]
    levels: tuple[Term, ...]
    batches: tuple[Term, ...]
    stages: tuple[Term, ...]
    problem_kinds: tuple[Term, ...]
    factors: tuple[Factor, ...]
    sectors: tuple[Sector, ...]
    units: tuple[Unit, ...]
    problem_limits: Mapping[str, int]
    milestones: tuple[Term, ...] = ()
    cadence: Mapping[str, int] = field(default_factory=dict)
    deviation: Deviation | None = None
    full_capacity_since: int | None = None
    holidays: str = workdays.WEEKENDS
    pipeline: pipelines.Pipeline = pipelines.EMPTY
    target_paths: tuple[pipelines.TargetPath, ...] = ()
    cards: str = "neutral"
    league_scheme: str = "neutral"

    def unit(self, unit_id: str) -> Unit | None:
        """Return the unit of that id, or None."""
        return next((u for u in self.units if u.id == unit_id), None)

    def find_unit(self, text: str) -> Unit | None:
        """Return the unit that a return calls so: by id, name in either language, alias or code.

        Full-width brackets, letters and digits are as good as half-width ones; spaces do not count.
        """
        word = _plain(text)
        if not word:
            return None
        return next((u for u in self.units if word in map(_plain, u.names)), None)

    def sector_of(self, text: str) -> str | None:
        """Return the sector id of an industry code (GB/T 4754, with or without letter) or a category text."""
        word = text.strip()
        digits = "".join(c for c in word if c.isdigit())[:2]
        for sector in self.sectors:
            if word in (sector.id, sector.zh, sector.en, *sector.labels):
                return sector.id
            if len(digits) == 2 and any(low <= int(digits) <= high for low, high in sector.divisions):
                return sector.id
        return None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _practice(row: dict) -> dict:
    """Return what a city may leave out: its milestones, rhythm, limits and calendar."""
    holidays = row.get("holidays", workdays.WEEKENDS)
    if holidays not in workdays.CALENDARS:
        raise ValueError(f"holidays = {holidays!r}; there are: {', '.join(workdays.CALENDARS)}")
    cadence = row.get("cadence", {})
    unknown = set(cadence) - {level["id"] for level in row["levels"]} - {"focus", "other"}
    if unknown:
        raise ValueError(f"cadence: {unknown.pop()!r} is no level of list, nor focus or other")
    return {
        "milestones": terms.terms(row.get("milestones", [])),
        "cadence": cadence,
        "deviation": Deviation(**row["deviation"]) if "deviation" in row else None,
        "full_capacity_since": row.get("full_capacity_since"),
        "holidays": holidays,
        "pipeline": pipelines.pipeline(
            row,
            batches=[batch["id"] for batch in row.get("batches", [])],
            stages=[stage["id"] for stage in row.get("stages", [])],
        ),
        "target_paths": pipelines.target_paths(row),
        "cards": row.get("cards", "neutral"),
        "league_scheme": row.get("league_scheme", "neutral"),
    }


def read(path: Path) -> Profile:
    """Return the profile in one TOML file. Raises ValueError naming the file and the line that is wrong."""
    try:
        row = tomllib.loads(path.read_text("utf-8"))
        opens_at = parse_month(row["opens_at"])
        if opens_at is None:
            raise ValueError(f"opens_at = {row['opens_at']!r} is not a month; write YYYY-MM")
        return Profile(
            id=row["id"],
            code=row["code"],
            name=Term(row["id"], row["name"]["zh"], row["name"]["en"]),
            order=row["order"],
            sample=row.get("sample", False),
            money=Money(**row["money"]),
            fiscal_start=row["fiscal_start"],
            annual_list=row["annual_list"],
            due_day=row["due_day"],
            gap_from=row["gap_from"],
            share_decimals=row["share_decimals"],
            main_list=row["main_list"],
            opens_at=opens_at,
            boundary=row.get("boundary"),
            boundary_fields=BoundaryFields(**row.get("boundary_fields", {})),
            map_mark=Term("map_mark", row["map_mark"]["zh"], row["map_mark"]["en"]),
            forms=tuple(row["forms"]),
            lists=terms.terms(row["lists"]),
            levels=terms.terms(row["levels"]),
            batches=terms.terms(row.get("batches", [])),
            stages=terms.terms(row.get("stages", [])),
            problem_kinds=terms.terms(row.get("problem_kinds", [])),
            factors=tuple(terms.factor(r) for r in row.get("factors", [])),
            sectors=tuple(terms.sector(r) for r in row["sectors"]),
            units=tuple(terms.unit(r) for r in row["units"]),
            problem_limits=row.get("problem_limits", {}),
            **_practice(row),
        )
    except KeyError as missing:
        raise ValueError(f"{path}: {missing} is missing") from missing
    except (ValueError, TypeError) as wrong:
        raise ValueError(f"{path}: {wrong}") from wrong


@cache
def load() -> Mapping[str, Profile]:
    """Return every profile by id, in the order that menus show them."""
    found = [read(path) for path in PROFILES.glob("*.toml")]
    return {p.id: p for p in sorted(found, key=lambda p: p.order)}


def get(city: str) -> Profile:
    """Return one profile. Raises KeyError with the ids that exist."""
    if city not in load():
        raise KeyError(f"no profile {city!r}; there are: {', '.join(load())}")
    return load()[city]
