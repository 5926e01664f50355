"""Sentences about meetings, their decisions, who answers for what, stale notes and the draw."""

from collections.abc import Mapping

import polars as pl

from paceboard import memo, names, units
from paceboard.answers import Teller

Row = Mapping[str, object]
# Part of the page -> the columns that its table shows.
MEETINGS = (
    "held_date",
    "meeting_kind",
    "title",
    "meeting_project_count",
    "decision_count",
    "decision_open_count",
)
DECISIONS = (
    "decision_state",
    "decision",
    "owner_unit_id",
    "department",
    "due_date",
    "done_date",
    "days_overdue",
    "carried_count",
    "held_date",
    "meeting_kind",
    "project_name",
)
LEADERS = (
    "leader",
    "project_count",
    "department_count",
    "completion_share",
    "gap_amount",
    "behind_count",
    "overdue_count",
    "problem_open_count",
)
PROJECTS = (
    "project_name",
    "unit_id",
    "leader",
    "department",
    "pace_state",
    "completion_share",
    "gap_amount",
    "days_overdue",
    "open_problem_count",
    "decision_open_count",
)
STALE = (
    "project_name",
    "unit_id",
    "cadence_kind",
    "cadence_days",
    "noted_on",
    "noted_days",
    "leader",
    "department",
)
DRAWN = (
    "draw_no",
    "project_name",
    "unit_id",
    "draw_weight",
    "gap_weight",
    "overdue_weight",
    "problem_weight",
    "gap_amount",
    "days_overdue",
    "open_problem_count",
    "leader",
)


def answer(head: Row, months: pl.DataFrame, *, teller: Teller) -> str:
    """Return how often was met, by kind, and what became of the decisions.

    head: query dispatch_sums; months: query meeting_months.
    """
    words = teller.words
    day = units.day(head["cut_off_date"], words.lang)
    kinds = months.group_by("meeting_kind", maintain_order=True).agg(pl.col("meeting_ytd_count").last())
    held = [_held(*row, teller) for row in kinds.iter_rows()]
    if not held:
        return words("dispatch.answer_none", day=day)
    total = units.count(head["meeting_count"])
    met = words("dispatch.answer", day=day, total=total, kinds=teller.listed(held))
    return teller.joined([met, _decided(head, teller)])


def _held(kind: str, count: int, teller: Teller) -> str:
    return teller.words("dispatch.held", kind=_kind(kind, teller), count=units.count(count))


def _kind(id_: str, teller: Teller) -> str:
    return names.of("meeting_kind", id_, profile=teller.profile, words=teller.words)


def _decided(head: Row, teller: Teller) -> str:
    if not head["decision_count"]:
        return teller.words("dispatch.no_decisions")
    keys = ("count", "done_count", "open_count", "overdue_count", "carried_count")
    return teller.words("dispatch.decided", **{key: units.count(head[f"decision_{key}"]) for key in keys})


def title(head: Row, *, teller: Teller) -> str:
    """Return the title of the picture of meetings. head: query dispatch_sums."""
    last = units.day(head["last_date"], teller.words.lang)
    return teller.words("dispatch.months_title", total=units.count(head["meeting_count"]), last=last)


def parts(head: Row, stale: pl.DataFrame, *, teller: Teller) -> dict[str, str]:
    """Return the parts of the page and what waits there. head: query dispatch_sums; stale: query cadence."""
    words = teller.words
    has_notes = not stale.is_empty() and stale["has_notes"].first()
    silent = stale["is_stale"].sum() if has_notes else None
    return {
        "decisions": words("dispatch.part_decisions", count=units.count(head["decision_open_count"])),
        "leaders": words("dispatch.part_leaders"),
        "stale": words("dispatch.part_stale", count=units.count(silent)),
        "draw": words("dispatch.part_draw"),
    }


def leaders(rows: pl.DataFrame, *, teller: Teller) -> dict[str, str]:
    """Return "" for all leaders, then each by name with the number of projects. rows: query leaders."""
    words = teller.words
    named = rows.filter(pl.col("leader").is_not_null())
    listed = {
        row["leader"]: words("dispatch.leader", name=row["leader"], count=units.count(row["project_count"]))
        for row in named.to_dicts()
    }
    return {"": words("dispatch.all_leaders")} | listed


@memo.kept(60)
def cadences(rows: pl.DataFrame, *, teller: Teller) -> str:
    """Return, for each cadence, how many of its projects are stale. rows: query cadence, at least one."""
    words = teller.words
    kinds = rows.group_by("cadence_kind", "cadence_days").agg(
        pl.len().alias("owing"), pl.col("is_stale").sum().alias("stale")
    )
    said = [
        words(
            "dispatch.cadence",
            kind=_cadence(row["cadence_kind"], teller),
            days=units.count(row["cadence_days"]),
            owing=units.count(row["owing"]),
            stale=units.count(row["stale"]),
        )
        for row in kinds.sort("cadence_days").to_dicts()
    ]
    day = units.day(rows["as_of_date"].first(), words.lang)
    return words("dispatch.cadences", day=day, kinds=teller.listed(said))


def _cadence(id_: str, teller: Teller) -> str:
    return names.of("cadence_kind", id_, profile=teller.profile, words=teller.words)


@memo.kept(60)
def drawn(rows: pl.DataFrame, *, seed: str, teller: Teller) -> str:
    """Return how many of how many were drawn with which seed. rows: query draw, at least one."""
    head = rows.row(0, named=True)
    said = {"count": rows.height, "pool": head["pool_count"], "weight": head["pool_weight"]}
    return teller.words("dispatch.drawn", seed=seed, **{k: units.count(v) for k, v in said.items()})
