"""Sentences about commission and statistics: how far apart they are, for how long, and whom to call."""

from collections.abc import Mapping

import polars as pl

from paceboard import memo, units
from paceboard.answers import NAMED, Teller

Row = Mapping[str, object]
WHAT = ("project_name", "unit_id", "months_running")
MONEY = ("invested_ytd", "stat_ytd", "deviation_amount", "deviation_share", "deviation_trend")
WORK = (
    "paid_ytd",
    "paid_share",
    "physical_share",
    "physical_amount",
    "invested_total",
    "physical_gap_amount",
)
# Which projects -> the columns that their list shows.
LISTS = {
    "call": (*WHAT, *MONEY, "leader", "department"),
    "beyond": (*WHAT, *MONEY, "leader", "department"),
    "all": (*WHAT, *MONEY, *WORK),
    "month": ("project_name", "unit_id", "period", *MONEY[:-1], "is_beyond", "paid_ytd"),
}
# The columns of the summary by unit, and of the started projects that statistics does not know.
SUMMARY = (
    "unit_id",
    "compared_count",
    "compared_ytd",
    "stat_ytd",
    "deviation_amount",
    "deviation_share",
    "beyond_count",
    "persistent_count",
    "paid_share",
    "physical_gap_amount",
    "unadmitted_count",
)
WAITING = (
    "project_name",
    "unit_id",
    "total_investment",
    "actual_start_date",
    "waiting_days",
    "invested_ytd",
    "leader",
    "department",
)


def answer(head: Row, calls: pl.DataFrame, *, teller: Teller) -> str:
    """Return how far both figures are apart and which projects to call.

    head: the row "all" of query reconcile_units; calls: the persistent rows of query reconcile, in its order.
    """
    words = teller.words
    said = {
        "month": units.month(head["invested_as_of"], words.lang),
        "compared": units.count(head["compared_count"]),
        "reported": units.count(head["reported_count"]),
        "commission": teller.money(head["compared_ytd"]),
        "statistics": teller.money(head["stat_ytd"]),
        "apart": apart(head, teller=teller),
    }
    return teller.joined([words("reconcile.answer", **said), _calls(head, calls, teller)])


def apart(head: Row, *, teller: Teller) -> str:
    """Return "高出2.31亿元（13.70%）": the commission's figure against statistics, with amount and share."""
    words, amount = teller.words, head["deviation_amount"]
    if not amount:
        return words("reconcile.equal")
    share = head["deviation_share"]
    said = {
        "amount": teller.money(abs(amount)),
        "share": units.share(None if share is None else abs(share), teller.profile),
    }
    return words("reconcile.above" if amount > 0 else "reconcile.below", **said)


def _calls(head: Row, calls: pl.DataFrame, teller: Teller) -> str:
    words = teller.words
    if head["limit_months"] is None:
        return words("reconcile.no_limit")
    limits = {
        "limit": units.share(head["limit_share"], teller.profile),
        "months": units.count(head["limit_months"]),
    }
    if calls.is_empty():
        return words("reconcile.no_calls", **limits)
    named = [
        words(
            "reconcile.named",
            name=row["project_name"],
            unit=teller.unit(row["unit_id"]),
            months=row["months_running"],
        )
        for row in calls.head(NAMED).to_dicts()
    ]
    return words("reconcile.calls", count=units.count(calls.height), names=teller.listed(named), **limits)


def side_by_side(head: Row, *, teller: Teller) -> str:
    """Return what payments and physical work say beside it. head: the row "all" of query reconcile_units."""
    words, found = teller.words, []
    if head["paid_ytd"] is not None:
        paid = {
            "paid": teller.money(head["paid_ytd"]),
            "invested": teller.money(head["paid_invested_ytd"]),
            "share": units.share(head["paid_share"], teller.profile),
        }
        found.append(words("reconcile.paid", **paid))
    if head["physical_amount"] is not None:
        work = {
            "work": teller.money(head["physical_amount"]),
            "invested": teller.money(head["physical_invested_total"]),
            "gap": teller.money(abs(head["physical_gap_amount"])),
            "side": words("reconcile.over" if head["physical_gap_amount"] >= 0 else "reconcile.under"),
        }
        found.append(words("reconcile.physical", **work))
    return teller.joined(found)


def lists(rows: pl.DataFrame, *, teller: Teller) -> dict[str, str]:
    """Return each list (call, beyond, all, month) with its word and size. rows: query reconcile."""
    words = teller.words
    found = {id_: units.count(chosen(rows, id_).height) for id_ in ("call", "beyond", "all")}
    counted = {
        id_: words("reconcile.list_count", list=words(f"reconcile.list_{id_}"), count=count)
        for id_, count in found.items()
    }
    return counted | {"month": words("reconcile.list_month")}


@memo.kept(60)
def chosen(rows: pl.DataFrame, id_: str) -> pl.DataFrame:
    """Return the rows of query reconcile that are in one list: call, beyond or all."""
    flags = {"call": pl.col("is_persistent"), "beyond": pl.col("is_beyond"), "all": pl.lit(value=True)}
    return rows.filter(flags[id_])


@memo.kept(60)
def feedback(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of query reconcile as units get them back, with an empty column to answer in."""
    kept = (
        "unit_id",
        "entity",
        "project_name",
        "invested_ytd",
        "stat_ytd",
        "deviation_amount",
        "deviation_share",
        "months_running",
        "is_persistent",
        "paid_ytd",
        "physical_share",
        "in_statistics_date",
    )
    return rows.select(*kept, pl.lit(None, pl.String).alias("unit_answer"))


def unadmitted(head: Row, *, day: str, teller: Teller) -> str:
    """Return how many started projects are not in statistics. head: row "all" of query reconcile_units."""
    lang, money = teller.words.lang, teller.profile.money
    unit = money.zh if lang == "zh" else money.en
    said = {"day": day, "from": units.joined(units.count(head["admitted_from"]), unit, lang)}
    if not head["unadmitted_count"]:
        return teller.words("reconcile.all_admitted", **said)
    counted = {
        "count": units.count(head["unadmitted_count"]),
        "total": teller.money(head["unadmitted_total"]),
    }
    return teller.words("reconcile.unadmitted", **said, **counted)
