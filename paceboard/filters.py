"""One value that travels from the address bar to the SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

OPEN_END = date(2199, 12, 31)
LISTS = ("units", "sectors", "batches")


@dataclass(frozen=True)
class Filters:
    """What a reader asks for; None means all.

    month is the first day of the reporting month, known_on the last day whose returns count
    (None: everything known now), level the lowest list a project must be on (levels are nested),
    list_kind the universe (the profile's lists), split the dimension a chart is cut by.
    """

    city: str
    month: date
    known_on: date | None = None
    list_kind: str = "key"
    level: str | None = None
    units: tuple[str, ...] | None = None
    sectors: tuple[str, ...] | None = None
    batches: tuple[str, ...] | None = None
    search: str | None = None
    project: str | None = None
    split: str = "none"

    def struct(self) -> dict:
        """Return the value bound as $f: lists or None, dates, strings."""
        row = {f.name: getattr(self, f.name) for f in fields(self)}
        for name in LISTS:
            row[name] = list(row[name]) if row[name] else None
        row["known_on"] = self.known_on or OPEN_END
        return row

    def query(self) -> dict[str, str | list[str]]:
        """Return the address-bar form; what is at its default is left out (city and month never are)."""
        row: dict[str, str | list[str]] = {"city": self.city, "month": self.month.strftime("%Y-%m")}
        for f in fields(self):
            value = getattr(self, f.name)
            if f.name in ("city", "month") or value in (None, (), "") or value == f.default:
                continue
            row[f.name] = list(value) if f.name in LISTS else str(value)
        return row

    def at(self, **changes: object) -> "Filters":
        """Return a copy with some values changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def previous(self) -> "Filters":
        """Return the same question one month earlier."""
        return self.at(month=month_before(self.month))


# What a reader can change of a question; any other name is a parameter of the query.
NAMES = frozenset(field.name for field in fields(Filters))


def month_before(month: date) -> date:
    """Return the first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def parse_month(text: str) -> date | None:
    """Return the month of YYYY-MM, or None where the text is no month."""
    try:
        year, month = text.split("-")[:2]
        return date(int(year), int(month), 1)
    except ValueError:
        return None


def parse_day(text: str) -> date | None:
    """Return the day of YYYY-MM-DD, or None where the text is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def from_query(params: Mapping[str, str | list[str]], *, city: str, month: date, main_list: str) -> Filters:
    """Return what an address asks for; what it does not say, or says wrongly, is the default given."""
    one = {k: (v[-1] if v else "") if isinstance(v, list) else v for k, v in params.items()}
    many = {k: tuple(v if isinstance(v, list) else [v]) or None for k, v in params.items() if k in LISTS}
    return Filters(
        city=one.get("city") or city,
        month=parse_month(one.get("month", "")) or month,
        known_on=parse_day(one.get("known_on", "")),
        list_kind=one.get("list_kind") or main_list,
        level=one.get("level") or None,
        search=one.get("search") or None,
        project=one.get("project") or None,
        split=one.get("split") or "none",
        **many,
    )
