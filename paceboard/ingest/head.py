"""Who reports for which month: what the titles, the file's name and its sender say."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from paceboard import profiles
from paceboard.ingest import headers
from paceboard.ingest.forms import Form
from paceboard.ingest.headers import Titles
from paceboard.ingest.parsed import Issue, issue
from paceboard.profiles import Profile

HISTORY = timedelta(days=62)  # a date on a file that lies further back is believed


@dataclass(frozen=True)
class Overrides:
    """What the sender says of a file; None: the file itself says. received_at: UTC without a zone."""

    city: str | None = None
    unit: str | None = None
    period: date | None = None
    received_at: datetime | None = None
    form: str | None = None
    submitted_by: str | None = None


@dataclass(frozen=True)
class Head:
    """What one file says of itself; None where it does not."""

    name: str
    content: bytes
    form: Form | None
    profile: Profile | None
    unit: str | None
    period: date | None
    received_at: datetime

    def submission(self, period: date | None, received_at: datetime, count: int) -> dict[str, object]:
        """Return the row of table submission for one of the file's months."""
        city = self.profile.id if self.profile else None
        form = self.form.id if self.form else None
        stated = (city, self.unit, period.isoformat() if period else None, form)
        digest = hashlib.sha256(self.content + "|".join(part or "" for part in stated).encode()).hexdigest()
        return {
            "submission_id": digest[:16],
            "city": city,
            "unit_id": self.unit,
            "period": period,
            "form": form,
            "file_name": self.name,
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "received_at": received_at,
            "submitted_by": None,
            "status": "refused",
            "reason": None,
            "row_count": count,
        }


def now() -> datetime:
    """Return the time of receipt: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def read(
    name: str,
    content: bytes,
    form: Form | None,
    facts: Sequence[Titles],
    overrides: Overrides,
    issues: list[Issue],
) -> Head:
    """Return what a file says of itself; what is missing or contradicts itself is added to issues."""
    stem = Path(name).stem
    profile = _profile(form, facts, stem, overrides)
    if form and profile is None:
        issues.append(
            issue("error", "reader.no_city", accepted="、".join(p.name.zh for p in profiles.load().values()))
        )
    unit = _unit(form, profile, facts, stem, overrides, issues) if profile else overrides.unit
    period = _period(form, facts, stem, overrides, issues) if form else overrides.period
    dated = next((f.received_on for f in facts if f.received_on), None)
    return Head(name, content, form, profile, unit, period, overrides.received_at or _received(dated))


def _received(dated: date | None) -> datetime:
    """Return when a file came in: the date on it where it is history; the clock where it is fresh.

    A date that somebody typed a few weeks ago or copied from last month's file must not antedate a return.
    """
    clock = now()
    if dated is None or clock.date() - dated < HISTORY:
        return clock
    return datetime(dated.year, dated.month, dated.day)


def _profile(form: Form | None, facts: Sequence[Titles], stem: str, overrides: Overrides) -> Profile | None:
    stated = overrides.city or (form.city if form else None)
    if stated:
        return profiles.get(stated)
    words = " ".join([*(f.words for f in facts), stem])
    found = [p for p in profiles.load().values() if p.name.zh in words or p.name.zh.rstrip("市") in words]
    if not found and (named := next((f.reporter for f in facts if f.reporter), None)):
        found = [p for p in profiles.load().values() if p.find_unit(named)]
    return max(found, key=lambda p: len(p.name.zh)) if found else None


def _unit(
    form: Form | None,
    profile: Profile,
    facts: Sequence[Titles],
    stem: str,
    overrides: Overrides,
    issues: list[Issue],
) -> str | None:
    names = list(dict.fromkeys(f.reporter for f in facts if f.reporter))
    found = [profile.find_unit(n) for n in names]
    ids = list(dict.fromkeys(u.id for u in found if u))
    accepted = "、".join(u.zh for u in profile.units)
    if overrides.unit:
        own = profile.find_unit(overrides.unit)
        if own is None:
            issues.append(issue("error", "reader.unknown_unit", found=overrides.unit, accepted=accepted))
        elif ids and own.id not in ids:
            issues.append(issue("warning", "reader.title_differs", found=names[0], used=own.zh))
        return own.id if own else None
    if names and len(ids) != 1:
        key = "unit_contradicts" if len(ids) > 1 else "unknown_unit"
        issues.append(issue("error", f"reader.{key}", found="、".join(names), accepted=accepted))
        return None
    if ids:
        return ids[0]
    inside = [u for u in profile.units if any(len(n) > 1 and n in stem for n in (u.zh, *u.aliases))]
    if inside:
        return max(inside, key=lambda u: len(u.zh)).id
    if form is None or form.default_unit is None:
        issues.append(issue("error", "reader.no_unit", accepted=accepted))
    return form.default_unit if form else None


def _period(
    form: Form, facts: Sequence[Titles], stem: str, overrides: Overrides, issues: list[Issue]
) -> date | None:
    stated = list(dict.fromkeys(f.period for f in facts if f.period))
    if overrides.period:
        if stated and overrides.period not in stated:
            shown = {"found": f"{stated[0]:%Y-%m}", "used": f"{overrides.period:%Y-%m}"}
            issues.append(issue("warning", "reader.title_differs", **shown))
        return overrides.period.replace(day=1)
    if len(stated) > 1:
        months = "、".join(f"{m:%Y-%m}" for m in stated)
        issues.append(issue("error", "reader.period_contradicts", found=months))
    found = stated[0] if stated else form.period_in(stem) or headers.period_in([stem])
    if found is None and form.split_by is None:
        issues.append(issue("error", "reader.no_period"))
    return found
