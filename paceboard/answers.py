"""The sentence that answers a page's question, put together from rows of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from paceboard import memo, units
from paceboard.profiles import Profile
from paceboard.text import Words

NAMED = 3
Row = Mapping[str, object]


@dataclass(frozen=True)
class Teller:
    """Who speaks: the city's customs and the reader's language."""

    profile: Profile
    words: Words

    def unit(self, unit_id: object) -> str:
        """Return a unit's name; an id the profile does not know stands for itself."""
        unit = self.profile.unit(str(unit_id))
        return unit.label(self.words.lang) if unit else str(unit_id)

    def money(self, value: object) -> str:
        """Return an amount with its unit."""
        return units.money(value, self.profile, self.words.lang)

    def listed(self, names: Iterable[str]) -> str:
        """Return names joined as a list."""
        return self.words("answer.and").join(names)

    def joined(self, sentences: Iterable[str]) -> str:
        """Return the sentences one after the other; empty ones are left out."""
        return self.words("answer.space").join(s for s in sentences if s)

    def verdict(self, head: Row) -> str:
        """Return whether completion is ahead of time, behind or level, in points by the city's custom."""
        gap = units.gap(head["completion_share"], head["time_share"], self.profile)
        if not gap:
            return self.words("answer.level_with")
        points = units.number(abs(gap), self.profile.share_decimals)
        return self.words("answer.ahead" if gap > 0 else "answer.behind", points=points)


@memo.kept(100)
def pace(head: Row, *, unit_rows: pl.DataFrame, projects: pl.DataFrame, teller: Teller) -> str:
    """Return whether the scope is on pace and what explains the gap.

    head: the row of kpis for the whole scope; unit_rows: its unit rows; projects: query gap.
    """
    words = teller.words
    if head["invested_as_of"] is None:
        return words("answer.no_money")
    said = {
        "month": units.month(head["invested_as_of"], words.lang),
        "invested": teller.money(head["invested_ytd"]),
    }
    if head["completion_share"] is None:
        return words("answer.no_plan", **said)
    main = words(
        "answer.pace",
        plan=teller.money(head["plan_year"]),
        share=units.share(head["completion_share"], teller.profile),
        verdict=teller.verdict(head),
        **said,
    )
    return teller.joined([main, _behind(unit_rows, projects, teller)])


def _behind(unit_rows: pl.DataFrame, projects: pl.DataFrame, teller: Teller) -> str:
    behind = unit_rows.filter(pl.col("gap_amount") < 0).sort("gap_amount").head(NAMED)
    named = [_short(teller.unit(row["key"]), row, teller) for row in behind.to_dicts()]
    worst = projects.filter(pl.col("gap_amount") < 0).head(NAMED)
    titled = [_short(row["project_name"], row, teller) for row in worst.to_dicts()]
    return teller.joined(
        teller.words(key, names=teller.listed(names))
        for key, names in (("answer.units_behind", named), ("answer.projects_behind", titled))
        if names
    )


def _short(name: str, row: Row, teller: Teller) -> str:
    return teller.words("answer.short", name=name, money=teller.money(abs(row["gap_amount"])))


@memo.kept(100)
def curve(head: Row, *, teller: Teller) -> str:
    """Return how the money done stands to time and to the projects' own monthly plans. head: row of kpis."""
    words = teller.words
    if head["invested_as_of"] is None:
        return words("answer.no_money")
    said = {
        "month": units.month(head["invested_as_of"], words.lang),
        "invested": teller.money(head["invested_ytd"]),
    }
    if head["completion_share"] is None:
        return words("answer.no_plan", **said)
    side = "answer.money_ahead" if head["gap_amount"] >= 0 else "answer.money_behind"
    return words(
        "answer.curve",
        gap=words(side, money=teller.money(abs(head["gap_amount"]))),
        planned=teller.money(head["plan_to_date"]),
        **said,
    )


def reached(head: Row, *, teller: Teller) -> str:
    """Return in a few words where the money stands: the title of a picture. head: a row of kpis."""
    if head["invested_as_of"] is None:
        return teller.words("answer.no_money")
    month = units.month(head["invested_as_of"], teller.words.lang)
    money = teller.money(head["invested_ytd"])
    if head["completion_share"] is None:
        return teller.words("answer.no_plan", month=month, invested=money)
    return teller.words("answer.reached", month=month, money=money, verdict=teller.verdict(head))


def stale(head: Row, *, month: date, teller: Teller) -> str:
    """Return a sentence where money speaks of an earlier month than the one on screen, else ""."""
    if head["invested_as_of"] is None or head["invested_as_of"] >= month:
        return ""
    shown, as_of = (units.month(day, teller.words.lang) for day in (month, head["invested_as_of"]))
    return teller.words("answer.stale", month=shown, as_of=as_of)


@memo.kept(60)
def league(rows: pl.DataFrame, *, teller: Teller) -> str:
    """Return who leads, who is last and who moved most. rows: query league, by rank."""
    first, last = rows.row(0, named=True), rows.row(-1, named=True)
    if first["unit_id"] == last["unit_id"]:
        return teller.words("answer.league_one", unit=teller.unit(first["unit_id"]))
    said = {f"{side}": _placed(row, teller) for side, row in (("first", first), ("last", last))}
    moved = rows.drop_nulls("rank_change").sort("rank_change")
    return teller.joined([teller.words("answer.league", **said), *_moves(moved, teller)])


def _placed(row: Row, teller: Teller) -> str:
    share = units.share(row["completion_share"], teller.profile)
    return teller.words("answer.placed", name=teller.unit(row["unit_id"]), share=share)


def _moves(moved: pl.DataFrame, teller: Teller) -> list[str]:
    if moved.is_empty():
        return []
    said = []
    for key, row in (
        ("answer.climbed", moved.row(-1, named=True)),
        ("answer.fell", moved.row(0, named=True)),
    ):
        places = row["rank_change"] if key == "answer.climbed" else -row["rank_change"]
        if places > 0:
            said.append(teller.words(key, name=teller.unit(row["unit_id"]), places=units.count(places)))
    return said


@memo.kept(60)
def reporting(rows: pl.DataFrame, *, teller: Teller) -> str:
    """Return who has not reported the month and who was late. rows: query reporting."""
    if not rows["has_reported"].any():
        return teller.words("answer.none_in")
    missing = [teller.unit(i) for i in rows.filter(~pl.col("has_reported"))["unit_id"]]
    late = [teller.unit(i) for i in rows.filter(pl.col("is_late"))["unit_id"]]
    said = [
        teller.words("answer.missing", names=teller.listed(missing))
        if missing
        else teller.words("answer.all_in"),
        teller.words("answer.late", names=teller.listed(late)) if late else "",
    ]
    return teller.joined(said)


@memo.kept(60)
def waiting(rows: pl.DataFrame, *, teller: Teller) -> str:
    """Return for whom most is overdue. rows: query waiting, most first."""
    if rows.is_empty():
        return teller.words("answer.none_waiting")
    first = [
        teller.words(
            "answer.waits", name=teller.unit(row["unit_id"]), count=units.count(row["waiting_count"])
        )
        for row in rows.head(NAMED).to_dicts()
    ]
    return teller.words("answer.waiting", units=units.count(rows.height), names=teller.listed(first))


@memo.kept(100)
def whereabouts(head: Row, *, month: date, teller: Teller) -> str:
    """Return how many projects are late, and the district furthest behind. head: the row of whereabouts."""
    words = teller.words
    said = {
        "month": units.month(month, words.lang),
        "city": teller.profile.name.label(words.lang),
        "count": units.count(head["project_count"]),
    }
    late = {
        name: units.count(head[f"{name}_count"]) for name in ("behind", "overdue_start", "overdue_finish")
    }
    main = words("sites.answer", **said, **late)
    if head["worst_division_id"] is None:
        return main
    gap = teller.money(abs(head["worst_gap_amount"]))
    return teller.joined(
        [main, words("sites.answer_worst", unit=teller.unit(head["worst_division_id"]), gap=gap)]
    )


@memo.kept(100)
def site_map(measure: str | None, *, month: date, teller: Teller) -> str:
    """Return the title of the map of sites; measure: what districts are shaded by, None for nothing."""
    words = teller.words
    said = {"month": units.month(month, words.lang), "city": teller.profile.name.label(words.lang)}
    if measure is None:
        return words("sites.figure_title", **said)
    return words("sites.figure_title_shade", measure=measure, **said)


def standing(project: Row, *, teller: Teller) -> str:
    """Return how one project stands: its state, money against plan and time. project: row of project."""
    words = teller.words
    said = {
        "state": words(f"state.{project['pace_state']}"),
        "total": teller.money(project["total_investment"]),
    }
    if project["pace_state"] == "not_due":
        day = units.day(project["plan_start_date"], words.lang)
        return words("project.answer_not_due", day=day, plan=teller.money(project["plan_year"]), **said)
    if project["invested_ytd"] is None:
        return words("project.answer_no_money", **said)
    said |= {
        "month": units.month(project["reported_period"], words.lang),
        "invested": teller.money(project["invested_ytd"]),
    }
    if project["completion_share"] is None:
        return words("project.answer_no_plan", **said)
    share = units.share(project["completion_share"], teller.profile)
    plan = teller.money(project["plan_year"])
    return words("project.answer", share=share, plan=plan, verdict=teller.verdict(project), **said)
