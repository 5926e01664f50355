"""Sentences about starts, completions and start ceremonies, put together from rows of queries."""

from collections.abc import Mapping

import polars as pl

from paceboard import memo, units
from paceboard.answers import Teller

Row = Mapping[str, object]
# What adds up to what started and what finished; terms after the third are left out where they are zero.
START_TERMS = ("due_start", "overdue_start", "early_start")
FINISH_TERMS = ("due_finish", "overdue_finish_new", "early_finish", "unplanned_finish", "finished_before")
ALWAYS = 3
# Event -> the columns that its list shows.
WHAT, WHO = ("project_name", "unit_id"), ("total_investment", "leader", "department")
BOTH = ("promised_date", "happened_date")
EVENTS = {
    "overdue_start": (*WHAT, "promised_date", "days_overdue", *WHO),
    "overdue_finish": (*WHAT, "promised_date", "days_overdue", *WHO),
    "early_start": (*WHAT, *BOTH, "days_early", *WHO),
    "started": (*WHAT, *BOTH, "days_late", *WHO),
    "finished": (*WHAT, *BOTH, "days_late", "invested_ytd", *WHO),
    "expected_finish": (*WHAT, "promised_date", *WHO),
}


def answer(head: Row, *, day: str, teller: Teller) -> str:
    """Return how many of the promised starts and completions came, on both denominators.

    head: the row of query starts for everything in scope; day: the cut-off in words.
    """
    return teller.joined([_starts(head, day, teller), _finishes(head, teller)])


def _starts(head: Row, day: str, teller: Teller) -> str:
    words = teller.words
    if not head["planned_start_count"]:
        return words("starts.answer_no_starts", day=day)
    counts = {"planned": "planned_start", "overdue": "overdue_start", "due": "due_start"}
    said = {name: units.count(head[f"{key}_count"]) for name, key in counts.items()}
    said |= {name: units.count(head[f"{name}_count"]) for name in ("started", "due_started")}
    shares = {
        "share": units.share(head["start_share"], teller.profile),
        "due_share": units.share(head["due_start_share"], teller.profile),
    }
    longest = units.count(head["overdue_start_days"])
    more = words("starts.answer_overdue", days=longest) if head["overdue_start_count"] else ""
    return teller.joined([words("starts.answer_starts", day=day, **said, **shares), more])


def _finishes(head: Row, teller: Teller) -> str:
    if not head["planned_finish_count"]:
        return teller.words("starts.answer_no_finishes")
    counts = {
        "planned": "planned_finish",
        "finished": "finished",
        "overdue": "overdue_finish",
        "expected": "expected_finish",
    }
    said = {name: units.count(head[f"{key}_count"]) for name, key in counts.items()}
    return teller.words("starts.answer_finishes", **said)


def title(head: Row, *, event: str, teller: Teller) -> str:
    """Return the title of the picture of one event (start, finish): done, planned, overdue."""
    done = {"start": "started", "finish": "finished"}[event]
    return teller.words(
        f"starts.{event}_title",
        planned=units.count(head[f"planned_{event}_count"]),
        overdue=units.count(head[f"overdue_{event}_count"]),
        **{done: units.count(head[f"{done}_count"])},
    )


@memo.kept(60)
def check(rows: pl.DataFrame, *, event: str, teller: Teller) -> str:
    """Return the identity with its numbers, and whether it holds for the whole and for each unit.

    rows: query starts; event: start or finish.
    """
    words, head = teller.words, rows.row(0, named=True)
    terms, done = {"start": (START_TERMS, "started"), "finish": (FINISH_TERMS, "finished")}[event]
    kept = [term for i, term in enumerate(terms) if i < ALWAYS or head[f"{term}_count"]]
    left = "".join(_term(head, term, teller) for term in kept)
    sentence = words("starts.sum", terms=left, result=_term(head, done, teller))
    return words("answer.space").join([sentence, _verdict(rows, f"is_{event}_sum", teller)])


def _term(head: Row, term: str, teller: Teller) -> str:
    return teller.words(f"starts.term_{term}", count=units.count(head[f"{term}_count"]))


def _verdict(rows: pl.DataFrame, flag: str, teller: Teller) -> str:
    wrong = rows.filter(~pl.col(flag))
    if wrong.is_empty():
        counted = rows.filter(pl.col("cut") == "unit").height
        return teller.words("starts.sum_holds", count=units.count(counted))
    keys = wrong.filter(pl.col("cut") != "level")["key"]
    named = [teller.unit(key) if key else teller.words("starts.sum_all") for key in keys]
    return teller.words("starts.sum_fails", names=teller.listed(named))


def sizes(head: Row, whole: Row, *, event: str, teller: Teller) -> str:
    """Return what started or finished amounts to. head: row of query starts; whole: row of query kpis."""
    words = teller.words
    if event == "start":
        said = {
            "total": teller.money(whole["new_start_total"]),
            "average": teller.money(whole["new_start_average"]),
            "unplanned": units.count(head["unplanned_start_count"]),
        }
        return words("starts.start_sizes", **said)
    said = {
        "total": teller.money(whole["finished_total"]),
        "invested": teller.money(whole["finished_invested_ytd"]),
        "expected": units.count(whole["expected_finish_count"]),
        "expected_total": teller.money(whole["expected_finish_total"]),
        "old": units.count(head["overdue_finish_old_count"]),
    }
    return words("starts.finish_sizes", **said)


def events(rows: pl.DataFrame, *, teller: Teller) -> dict[str, str]:
    """Return each event (overdue_start, ...) with its word and its number of projects.

    rows: query starts_projects, one per project and event.
    """
    counted = dict(rows["event"].value_counts().iter_rows())
    return {
        id_: teller.words(
            "starts.event_count", event=teller.words(f"starts.event_{id_}"), count=counted.get(id_, 0)
        )
        for id_ in EVENTS
    }


def ceremonies(whole: Row, planned: object, *, teller: Teller) -> str:
    """Return how many ceremonies were held and why they are not added to the list.

    whole: the row "all" of query ceremonies; planned: the number of starts planned on the list.
    """
    return teller.words(
        "starts.ceremony_answer",
        first=units.day(whole["first_date"], teller.words.lang),
        last=units.day(whole["last_date"], teller.words.lang),
        count=units.count(whole["ceremony_count"]),
        projects=units.count(whole["ceremony_project_count"]),
        total=teller.money(whole["ceremony_total"]),
        planned=units.count(planned),
    )
