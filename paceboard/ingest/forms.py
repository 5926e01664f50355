"""A form: which of our fields stands under which header, read from data/forms/<form>.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from paceboard.ingest.parsed import schema
from paceboard.profiles import ROOT, Profile, Term

FOLDER = ROOT / "data" / "forms"
TABLES = {
    "project": "project_version",
    "plan": "plan_month",
    "investment": "investment_return",
    "problem": "problem",
    "factor": "factor_need",
    "funding": "funding",
    "signing": "signing",
    "meeting": "dispatch_meeting",
    "ceremony": "start_ceremony",
    "target": "unit_target",
    "milestone": "milestone",
    "item": "dispatch_item",
    "note": "progress_note",
    "outline": "project_outline",
}
PLAN_MONTHS = tuple(f"plan_month_{n:02d}" for n in range(1, 13))
# Fields that steer the reading and are not stored under their own name.
STEERING = ("is_secret", "reporting_period", "received_on", "item_no", "project_name", "project_code")
TYPES = (
    *("text", "code", "money", "quantity", "date", "month", "share", "int", "angle", "bool"),
    *("enum", "unit", "sector", "outline"),
)


@dataclass(frozen=True, eq=False)
class Column:
    """One field and where it stands: its header, other names of that header, and how its cells read.

    required: header and value must be there; expected: the header must. values maps the ids of an enum to
    the words accepted (any other word stays as it is where open); source names a list of the profile.
    factor: cell x factor = stored value; unit: the money unit where the header names none. default fills
    empty cells ("@main_list": an attribute of the profile). add: the column is added to an earlier one of
    the same field (amounts by sum, words with a hyphen). aggregate: what the repeated rows of one entity
    give: "first", "sum", or "fiscal_year", the sum of those planned in the fiscal year of the return.
    pattern: only what it (its first group) finds in a cell is read. shift: months added to a month.
    later: the field that takes dates after the return's month, for what is promised and not yet done.
    """

    field: str
    header: str
    type: str
    kinds: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    required: bool = False
    expected: bool = False
    source: str | None = None
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open: bool = False
    formats: tuple[str, ...] = ()
    factor: Decimal | None = None
    unit: str | None = None
    default: str | None = None
    add: bool = False
    aggregate: str = "first"
    pattern: str | None = None
    shift: int = 0
    later: str | None = None
    width: int = 12

    def names(self) -> tuple[str, ...]:
        """Return every accepted name of the header."""
        return (self.header, *self.aliases)

    def terms(self, profile: Profile) -> dict[str, tuple[str, ...]]:
        """Return id -> accepted words, the one that is written first; empty where the column is no enum."""
        if self.type == "unit":
            return {u.id: _words(u, u.aliases) for u in profile.units}
        if self.source:
            return {t.id: _words(t) for t in getattr(profile, self.source)}
        return dict(self.values)


def _words(term: Term, more: tuple[str, ...] = ()) -> tuple[str, ...]:
    return (term.zh, term.en, term.id, *more)


@dataclass(frozen=True, eq=False)
class SheetForm:
    """One sheet: its names, the kinds of row it holds, its columns.

    complete: it lists everything there is, so what it no longer lists has ended. repeats: one entity may
    take several rows (the first wins, sums as the columns say). constants: values every row has.
    ignored: headers that are known and not read. prefix: what stands before a project code to keep the
    projects of one list apart from those of another that number theirs the same way.
    """

    name: str
    kinds: tuple[str, ...]
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    complete: bool = False
    repeats: bool = False
    constants: Mapping[str, object] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    prefix: str = ""

    def column(self, name: str) -> Column | None:
        """Return the column of a field, or None."""
        return next((c for c in self.columns if c.field == name), None)


@dataclass(frozen=True, eq=False)
class Form:
    """One form and version. unit: the money unit where neither column nor sheet says.

    city, default_unit: whose form it is where the file does not say. split_by: a field whose months make
    several submissions of one file. received_from: the field that dates the receipt, or "period".
    name_period: (pattern, format) of the reporting month in the file's name.
    """

    id: str
    name: Term
    unit: str | None
    sheets: tuple[SheetForm, ...]
    city: str | None = None
    default_unit: str | None = None
    split_by: str | None = None
    received_from: str | None = None
    name_period: tuple[str, str] | None = None

    def complete_kinds(self) -> frozenset[str]:
        """Return the kinds whose sheets list everything there is."""
        return frozenset(kind for sheet in self.sheets if sheet.complete for kind in sheet.kinds)

    def period_in(self, stem: str) -> date | None:
        """Return the month that a file's name gives by the form's own pattern, or None."""
        found = re.search(self.name_period[0], stem) if self.name_period else None
        if not found or not self.name_period:
            return None
        try:
            return datetime.strptime(found[found.lastindex or 0], self.name_period[1]).date().replace(day=1)
        except ValueError:
            return None


def kinds_of(name: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return those kinds of a sheet whose table has the field. Raises ValueError where none has it."""
    if name in PLAN_MONTHS and "plan" in kinds:
        return ("plan",)
    found = tuple(kind for kind in kinds if name in schema(TABLES[kind]))
    if not found and name not in STEERING:
        raise ValueError(f"field {name!r} is in none of the tables of {', '.join(kinds)}")
    return found or kinds


def _column(row: dict, kinds: tuple[str, ...], enums: dict[str, dict]) -> Column:
    if row["type"] not in TYPES:
        raise ValueError(f"{row['field']}: type {row['type']!r} is none of {', '.join(TYPES)}")
    values = enums[row["values"]] if "values" in row else {}
    factor = Decimal(str(row["factor"])) if "factor" in row else None
    lists = {name: tuple(row.get(name, ())) for name in ("aliases", "formats")}
    rest = {k: v for k, v in row.items() if k not in ("values", "factor", "kinds", *lists)}
    own = tuple(row["kinds"]) if "kinds" in row else kinds_of(row["field"], kinds)
    words = {key: (labels,) if isinstance(labels, str) else tuple(labels) for key, labels in values.items()}
    return Column(kinds=own, values=words, factor=factor, **lists, **rest)


def _sheet(row: dict, enums: dict[str, dict]) -> SheetForm:
    kinds = tuple(row["kinds"])
    unknown = [kind for kind in kinds if kind not in TABLES]
    if unknown:
        raise ValueError(f"sheet {row['name']}: no kind {unknown[0]!r}; there are: {', '.join(TABLES)}")
    return SheetForm(
        name=row["name"],
        kinds=kinds,
        columns=tuple(_column(column, kinds, enums) for column in row["columns"]),
        aliases=tuple(row.get("aliases", ())),
        complete=row.get("complete", False),
        repeats=row.get("repeats", False),
        constants=row.get("constants", {}),
        ignored=tuple(row.get("ignored", ())),
        prefix=row.get("prefix", ""),
    )


def read(path: Path) -> Form:
    """Return the form in one TOML file. Raises ValueError naming the file and what is wrong in it."""
    try:
        row = tomllib.loads(path.read_text("utf-8"))
        spot = row.get("name_period")
        return Form(
            id=row["id"],
            name=Term(row["id"], row["name"]["zh"], row["name"]["en"]),
            unit=row.get("unit"),
            sheets=tuple(_sheet(sheet, row.get("enums", {})) for sheet in row["sheets"]),
            city=row.get("city"),
            default_unit=row.get("default_unit"),
            split_by=row.get("split_by"),
            received_from=row.get("received_from"),
            name_period=(spot["pattern"], spot["format"]) if spot else None,
        )
    except KeyError as missing:
        raise ValueError(f"{path}: {missing} is missing") from missing
    except (ValueError, TypeError) as wrong:
        raise ValueError(f"{path}: {wrong}") from wrong


@cache
def load(form_id: str) -> Form:
    """Return one form. Raises KeyError with the ids that exist."""
    path = FOLDER / f"{form_id}.toml"
    if not path.is_file():
        raise KeyError(f"no form {form_id!r}; there are: {', '.join(ids())}")
    return read(path)


def ids() -> list[str]:
    """Return the ids of every form, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def every() -> list[Form]:
    """Return every form, in the order of their ids."""
    return [load(form_id) for form_id in ids()]
