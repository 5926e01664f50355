"""Sentences about the closed loop of problems, put together from rows of queries."""

from collections.abc import Mapping

import polars as pl

from paceboard import memo, names, units
from paceboard.answers import Teller

Row = Mapping[str, object]
LEVELS = ("unit", "department", "city")
NAMED = 3


def ledger_name(ledger: str, teller: Teller) -> str:
    """Return what a ledger is called."""
    return teller.words(f"problems.name_{ledger}")


@memo.kept(60)
def answer(cuts: pl.DataFrame, *, ledger: str, teller: Teller) -> str:
    """Return how many problems of a ledger are resolved, and what is left. cuts: query problem_cuts."""
    words, head = teller.words, cuts.filter(cut="all").row(0, named=True)
    said = {"day": units.day(head["cut_off"], words.lang), "ledger": ledger_name(ledger, teller)}
    said |= {
        name: units.count(head[f"problem_{name}_count"])
        for name in ("collected", "resolved", "open", "overdue")
    }
    if not head["problem_open_count"]:
        return words("problems.answer_done", **said)
    # Two decimals whatever the city prints: 196 of 222 is 88.29, not "over 88.3".
    main = words("problems.answer", share=units.percent(head["problem_share"], 2), **said)
    days = head["problem_oldest_days"]
    oldest = words("problems.answer_oldest", days=units.count(days)) if days is not None else ""
    return teller.joined([main, oldest, _worst(cuts, teller)])


def _worst(cuts: pl.DataFrame, teller: Teller) -> str:
    kinds = cuts.filter((pl.col("cut") == "kind") & (pl.col("key") != "")).sort("cause_share")
    units_ = cuts.filter(cut="unit")
    if kinds.is_empty() or units_.height < 2:
        return ""
    most, lowest = kinds.row(0, named=True), units_.row(0, named=True)
    return teller.words(
        "problems.answer_worst",
        kind=_kind(most["key"], teller),
        count=units.count(most["problem_collected_count"]),
        part=units.share(most["part_share"], teller.profile),
        unit=teller.unit(lowest["key"]),
        share=units.share(lowest["problem_share"], teller.profile),
    )


def _kind(id_: str, teller: Teller) -> str:
    return names.of("problem_kind", id_, profile=teller.profile, words=teller.words)


@memo.kept(60)
def ledgers(rows: pl.DataFrame, *, ledger: str, teller: Teller) -> str:
    """Return what the ledger shown is, and how each stands on its own. rows: query problem_ledgers."""
    about = teller.words(f"problems.ledger_{ledger}")
    if rows.height < 2:
        return about
    said = [
        teller.words(
            "problems.ledger_line",
            ledger=ledger_name(row["ledger"], teller),
            collected=units.count(row["problem_collected_count"]),
            resolved=units.count(row["problem_resolved_count"]),
            share=units.percent(row["problem_share"], 2),
        )
        for row in rows.to_dicts()
    ]
    listed = teller.words("problems.apart").join(said)
    return teller.joined([about, teller.words("problems.ledgers", names=listed)])


def limits(head: Row, *, teller: Teller) -> str:
    """Return the city's limits in working days, and what cannot be counted. head: the row "all"."""
    words = teller.words
    least, most, plan = (head[name] for name in ("general_min_days", "general_days", "plan_days"))
    if most is None:
        rule = words("problems.no_limits")
    else:
        key = "problems.limits" if head["holidays"] == "CN" else "problems.limits_weekend"
        rule = words(key, least=least or 1, most=most, plan=plan)
    count = head["problem_unlimited_count"]
    missing = words("problems.unlimited", count=units.count(count), most=most or "—") if count else ""
    unknown = "" if head["is_calendar_known"] else words("problems.no_calendar")
    return teller.joined([rule, missing, unknown])


def flow_title(head: Row, *, ledger: str, teller: Teller) -> str:
    """Return the title of the picture of the loop."""
    collected = units.count(head["problem_collected_count"])
    return teller.words("problems.flow_title", ledger=ledger_name(ledger, teller), collected=collected)


@memo.kept(60)
def causes_title(cuts: pl.DataFrame, *, ledger: str, teller: Teller) -> str:
    """Return the title of the picture of causes: which kinds make up four fifths."""
    vital = cuts.filter((pl.col("cut") == "kind") & pl.col("is_vital")).sort("cause_share")
    first = [_kind(key, teller) for key in vital["key"].head(NAMED)]
    said = {"names": teller.listed(first), "count": units.count(vital.height)}
    return teller.words("problems.causes_title", ledger=ledger_name(ledger, teller), **said)


def days_title(head: Row, *, teller: Teller) -> str:
    """Return the title of the picture of working days: how many kept the limit. head: the row "all"."""
    if head["general_days"] is None:
        return teller.words("problems.days_title_free")
    return teller.words(
        "problems.days_title",
        total=units.count(head["problem_general_count"]),
        within=units.count(head["problem_in_limit_count"]),
        share=units.share(head["problem_in_limit_share"], teller.profile),
        most=head["general_days"],
    )


@memo.kept(60)
def levels(rows: pl.DataFrame, *, teller: Teller) -> str:
    """Return at which level the overdue problems are handled now. rows: the overdue ones of problem_list."""
    counted = dict(rows["escalation"].fill_null("unit").value_counts().iter_rows())
    said = [
        teller.words(
            "problems.overdue_level",
            level=teller.words(f"term.escalation.{level}"),
            count=units.count(counted[level]),
        )
        for level in LEVELS
        if level in counted
    ]
    return teller.words("problems.overdue_levels", names=teller.listed(said))
