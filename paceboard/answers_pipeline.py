"""Sentences about the pipeline, what can still start, and what never came to full capacity."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from paceboard import memo, names, units
from paceboard.answers import Teller

Row = Mapping[str, object]
# List of projects -> the columns that it shows besides the step.
WHAT = ("project_name", "unit_id", "days_in_step", "is_since_unknown", "plan_start_date")
LISTS = ("ready", "too_early", "all")


def columns(by: str) -> tuple[str, ...]:
    """Return the columns of the list of projects; by: stage or batch."""
    return (by, *WHAT, "start_outlook", "total_investment", "leader")


def steps(by: str, teller: Teller) -> Sequence[str]:
    """Return the ids of the steps in the order in which projects advance; by: stage or batch."""
    profile = teller.profile
    return [stage.id for stage in profile.stages] if by == "stage" else profile.pipeline.batches


def ways(teller: Teller) -> dict[str, str]:
    """Return by what the city's pipeline can be divided, id -> word: its reserve stages, its batches."""
    profile = teller.profile
    found = {"stage": profile.stages, "batch": profile.batches}
    return {by: teller.words(f"pipeline.by_{by}") for by, terms in found.items() if terms}


def _named(ids: Sequence[str], by: str, teller: Teller) -> list[str]:
    known = names.table(by, profile=teller.profile, words=teller.words)
    return [known.get(id_, id_) for id_ in ids]


@memo.kept(60)
def answer(rows: pl.DataFrame, ready: int | None, *, by: str, day: date, teller: Teller) -> str:
    """Return how the projects stand in the pipeline, how many moves there were, what can still start.

    rows: query pipeline, steps in the column named by; ready: the projects that can still start this year,
    None where the city has no reserve.
    """
    words, head = teller.words, rows.row(0, named=True)
    counts = [units.count(count) for count in rows["project_count"]]
    said = [
        words("pipeline.answer_step", step=step, count=count)
        for step, count in zip(_named(rows[by].to_list(), by, teller), counts, strict=True)
    ]
    totals = {"count": units.count(head["all_count"]), "total": teller.money(head["all_total"])}
    is_one = is_together(rows, teller)
    main = words(
        "pipeline.answer_pool" if is_one else "pipeline.answer_apart", steps=teller.listed(said), **totals
    )
    moved = words(
        "pipeline.answer",
        day=units.day(day, words.lang),
        main=main,
        moved=units.count(head["all_moved_on_count"]),
    )
    if ready is None:
        return moved
    key = "pipeline.answer_ready" if ready else "pipeline.answer_not_ready"
    return teller.joined([moved, words(key, count=units.count(ready))])


def is_together(rows: pl.DataFrame, teller: Teller) -> bool:
    """Say whether the steps may be added up: all of one list, or one pool by the city's own count."""
    return teller.profile.pipeline.is_pool or rows["list_kind"].drop_nulls().n_unique() <= 1


@memo.kept(60)
def title(rows: pl.DataFrame, *, by: str, teller: Teller) -> str:
    """Return the title of the funnel."""
    words, named = teller.words, _named(rows[by].to_list(), by, teller)
    count = units.count(rows["all_count"][0])
    if by == "stage":
        return words("pipeline.title_stage", count=count, first=named[0], last=named[-1])
    if not is_together(rows, teller):
        return words("pipeline.title_apart", steps=units.count(len(named)))
    return words("pipeline.title_batch", count=count, steps=units.count(len(named)))


@memo.kept(60)
def note(rows: pl.DataFrame, *, day: date, teller: Teller) -> str:
    """Return how days in a step are counted, and for how many projects they are a lower bound."""
    unknown = units.count(rows["all_since_unknown_count"][0])
    return teller.words("pipeline.days_note", day=units.day(day, teller.words.lang), count=unknown)


def lists(rows: pl.DataFrame, *, teller: Teller) -> dict[str, str]:
    """Return each list of projects with its word and its number; one without a reserve has a single list.

    rows: query pipeline_projects.
    """
    return {
        id_: teller.words(
            "pipeline.list_count",
            list=teller.words(f"pipeline.list_{id_}"),
            count=units.count(chosen(rows, id_).height),
        )
        for id_ in (LISTS if has_reserve(rows) else ("all",))
    }


def has_reserve(rows: pl.DataFrame) -> bool:
    """Say whether there are reserve projects: others do not have an outlook on their start."""
    return rows["start_outlook"].null_count() < rows.height


@memo.kept(60)
def chosen(rows: pl.DataFrame, list_: str) -> pl.DataFrame:
    """Return the projects of one list. rows: query pipeline_projects."""
    return rows if list_ == "all" else rows.filter(pl.col("start_outlook") == list_)


def ready_steps(by: str, teller: Teller) -> str:
    """Return the words of the steps from which a start within the year is possible."""
    ids = [step for step in steps(by, teller) if step in teller.profile.pipeline.ready]
    return teller.listed(_named(ids, by, teller)) or units.NOTHING


def capacity(whole: Row, longest: int | None, *, teller: Teller) -> str:
    """Return how many of the finished projects are in use and at full capacity.

    whole: the last row of query capacity_years; longest: days of the longest wait.
    """
    words = teller.words
    count = units.count(whole["followed_count"])
    if not whole["full_capacity_count"]:
        return words("pipeline.capacity_silent", count=count)
    return words(
        "pipeline.capacity_answer",
        year=whole["first_year"],
        count=count,
        used=units.count(whole["in_use_count"]),
        full=units.count(whole["full_capacity_count"]),
        rest=units.count(whole["not_full_count"]),
        total=teller.money(whole["not_full_total"]),
        days=units.count(longest),
        share=units.share(whole["full_capacity_share"], teller.profile),
    )


def capacity_title(whole: Row, *, teller: Teller) -> str:
    """Return the title of the picture. whole: the last row of query capacity_years."""
    said = {"count": units.count(whole["followed_count"]), "year": whole["first_year"]}
    if not whole["full_capacity_count"]:
        return teller.words("pipeline.capacity_title_silent", **said)
    return teller.words("pipeline.capacity_title", full=units.count(whole["full_capacity_count"]), **said)
