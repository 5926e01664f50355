"""One project's rows as readers see them: fields and values in words, dates promised and kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from paceboard import fields, names, units
from paceboard.profiles import Profile
from paceboard.text import Words

PROBLEMS = (
    "state",
    "problem_kind",
    "description",
    "department",
    "raised_date",
    "due_date",
    "resolved_date",
    "days_overdue",
)
SOURCES = ("field", "value", "file_name", "sheet", "cell", "period", "received_at")
CHANGES = ("received_at", "period", "field", "old_value", "new_value", "file_name", "sheet", "cell")
FACTS = (
    "project_code",
    "unit_id",
    "level_id",
    "batch",
    "stage",
    "sector",
    "leader",
    "department",
    "owner_name",
    "place",
)
DATES = ("plan_start_date", "actual_start_date", "plan_finish_date", "actual_finish_date")
# What a project promises, and what it did: name -> (promised, actual, days between them).
MILESTONES = {
    "start": ("plan_start_date", "actual_start_date", "start_slip_days"),
    "finish": ("plan_finish_date", "actual_finish_date", "finish_slip_days"),
    "commission": (None, "commission_date", None),
    "full_capacity": (None, "full_capacity_date", None),
    "in_statistics": (None, "in_statistics_date", None),
}


@dataclass(frozen=True)
class Reader:
    """Who reads: the city's terms and the reader's language."""

    profile: Profile
    words: Words

    def value(self, field: str, value: object) -> str:
        """Return a value of a field in words; text as the store writes it (2019-08-31, 1200.00) too."""
        if value is None or value == "":
            return units.NOTHING
        if field.endswith("_date"):
            return units.day(date.fromisoformat(str(value)[:10]), self.words.lang)
        if field.startswith(("is_", "has_")):
            return self.words("term.flag.yes" if str(value).lower() == "true" else "term.flag.no")
        if names.is_coded(field):
            return names.of(field, str(value), profile=self.profile, words=self.words)
        if fields.kind(field, pl.String()) == "money":
            return units.money(Decimal(str(value)), self.profile, self.words.lang)
        return units.share(Decimal(str(value)), self.profile) if field.endswith("_share") else str(value)

    def stated(self, found: pl.DataFrame, values: Sequence[str]) -> pl.DataFrame:
        """Return rows about fields with the field and its values (columns named in values) in words."""
        rows = [
            row
            | {name: self.value(row["field"], row[name]) for name in values}
            | {"field": fields.label(row["field"], self.words)}
            for row in found.iter_rows(named=True)
        ]
        return pl.DataFrame(rows, schema=found.schema)

    def facts(self, project: Mapping) -> str:
        """Return what a project is, in one line: code, unit, level, leader; the unknown is left out."""
        said = [
            self.words(
                "project.fact", name=fields.label(name, self.words), value=self.value(name, project[name])
            )
            for name in FACTS
            if project[name]
        ]
        return self.words("source.joint").join(said)

    def dates(self, project: Mapping) -> list[tuple[date, str]]:
        """Return the promised and actual dates of a project with a word each, for its curve."""
        return [(project[name], fields.label(name, self.words)) for name in DATES if project[name]]

    def milestones(self, project: Mapping) -> pl.DataFrame:
        """Return a project's dates: milestone, promised, actual, slip. project: the row of query project."""
        rows = []
        for name, (planned, actual, slip) in MILESTONES.items():
            promised = self.value("_date", project[planned]) if planned else units.NOTHING
            if planned or project[actual]:
                kept = self.value("_date", project[actual])
                rows.append((self.words(f"project.{name}"), promised, kept, self._slip(project, name, slip)))
        return pl.DataFrame(rows, schema=["milestone", "promised", "actual", "slip"], orient="row")

    def _slip(self, project: Mapping, name: str, slip: str | None) -> str:
        days = project[slip] if slip else None
        if days is not None:
            key = "project.late" if days > 0 else "project.early" if days < 0 else "project.on_day"
            return self.words(key, days=units.count(abs(days)))
        if project.get(f"is_overdue_{name}"):
            return self.words("project.overdue", days=units.count(project["days_overdue"]))
        return units.NOTHING
