"""Sentences about schedules: which milestones are kept, overdue or coming, and what holds them up."""

from collections.abc import Mapping

import polars as pl

from paceboard import memo, names, units
from paceboard.answers import Teller

Row = Mapping[str, object]


def list_name(chosen: str, teller: Teller) -> str:
    """Return what a list of projects is called: focus, provincial or all."""
    return teller.words(f"schedule.list_{chosen}")


def source(line: str, *, chosen: str, teller: Teller) -> str:
    """Return the source line of a figure about the list chosen. line: that of the page."""
    return teller.words("schedule.source", list=list_name(chosen, teller), source=line)


@memo.kept(60)
def answer(cuts: pl.DataFrame, rows: pl.DataFrame, *, chosen: str, teller: Teller) -> str:
    """Return how many milestones were due and kept, what is overdue, the main reason and the worst slip.

    cuts: query schedule_cuts; rows: query schedule, both of the list chosen.
    """
    words, head = teller.words, cuts.filter(cut="all").row(0, named=True)
    main = words(
        "schedule.answer" if head["milestone_due_count"] else "schedule.answer_none_due",
        day=units.day(head["register_as_of"], words.lang),
        list=list_name(chosen, teller),
        projects=units.count(head["milestone_project_count"]),
        count=units.count(head["milestone_count"]),
        due=units.count(head["milestone_due_count"]),
        kept=units.count(head["milestone_on_time_count"]),
        share=units.share(head["milestone_on_time_share"], teller.profile),
        overdue=units.count(head["milestone_overdue_count"]),
    )
    return teller.joined([main, _reason(cuts, teller), _worst(rows, teller)])


def _reason(cuts: pl.DataFrame, teller: Teller) -> str:
    found = cuts.filter((pl.col("cut") == "reason") & (pl.col("key") != ""))
    if found.is_empty():
        return ""
    most = found.row(0, named=True)
    return teller.words(
        "schedule.answer_reason",
        reason=_word("slip_reason", most["key"], teller),
        count=units.count(most["milestone_slipped_count"]),
        days=units.count(most["milestone_slip_days"]),
    )


def _worst(rows: pl.DataFrame, teller: Teller) -> str:
    late = rows.filter(pl.col("slip_days") > 0).sort("slip_days", descending=True, maintain_order=True)
    if late.is_empty():
        return ""
    row = late.row(0, named=True)
    return teller.words(
        "schedule.answer_worst",
        project=row["project_name"],
        milestone=_word("milestone_kind", row["milestone_kind"], teller),
        state=teller.words(f"term.milestone_state.{row['milestone_state']}"),
        days=units.count(row["slip_days"]),
    )


def _word(field: str, id_: str, teller: Teller) -> str:
    return names.of(field, id_, profile=teller.profile, words=teller.words)


def check(head: Row, *, teller: Teller) -> str:
    """Return whether what was due adds up: kept, done late and overdue. head: the row "all"."""
    return teller.words(
        "schedule.check" if head["is_due_sum"] else "schedule.check_fails",
        due=units.count(head["milestone_due_count"]),
        kept=units.count(head["milestone_on_time_count"]),
        late=units.count(head["milestone_late_count"]),
        overdue=units.count(head["milestone_overdue_count"]),
        early=units.count(head["milestone_early_count"]),
    )


@memo.kept(60)
def lists(found: pl.DataFrame, *, chosen: str, teller: Teller) -> str:
    """Return how many projects of the list have a schedule, and how many have none.

    found: query schedule_lists.
    """
    row = found.filter(chosen=chosen).row(0, named=True)
    projects, planned = row["project_count"], row["milestone_project_count"]
    key = "schedule.complete" if projects == planned else "schedule.partial"
    return teller.words(
        key,
        list=list_name(chosen, teller),
        projects=units.count(projects),
        planned=units.count(planned),
        missing=units.count(row["missing_count"]),
    )


def pages(rows: pl.DataFrame, *, teller: Teller) -> dict[str, str]:
    """Return the pictures to choose from: number of page -> the projects on it. rows: query schedule."""
    found = rows.group_by("page_no").agg(
        pl.col("project_no").min().alias("first"), pl.col("project_no").max().alias("last")
    )
    return {
        str(row["page_no"]): teller.words("schedule.page", first=row["first"], last=row["last"])
        for row in found.sort("page_no").to_dicts()
    }


@memo.kept(60)
def shown(drawn: pl.DataFrame, *, teller: Teller) -> str:
    """Return how many projects a picture shows and how many not. drawn: its rows of query schedule."""
    row = drawn.row(0, named=True)
    key = "schedule.shown" if row["hidden_project_count"] else "schedule.shown_all"
    count, hidden = (units.count(row[f"{name}_project_count"]) for name in ("shown", "hidden"))
    return teller.words(key, count=count, hidden=hidden)


def coming(head: Row, *, teller: Teller) -> str:
    """Return what is due in the month shown and in the next. head: the row "all"."""
    return teller.words(
        "schedule.coming",
        this=units.count(head["milestone_this_count"]),
        done=units.count(head["milestone_this_done_count"]),
        next=units.count(head["milestone_next_count"]),
        late=units.count(head["milestone_next_late_count"]),
    )


def title(head: Row, *, chosen: str, teller: Teller) -> str:
    """Return the title of the picture: what is overdue, worst slips on top. head: the row "all"."""
    overdue = head["milestone_overdue_count"]
    key = "schedule.gantt_title" if overdue else "schedule.gantt_title_none"
    return teller.words(key, list=list_name(chosen, teller), overdue=units.count(overdue))
