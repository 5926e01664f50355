"""Sentences about a list without a plan to be measured against: its budgets and its promised completions."""

from collections.abc import Mapping

import polars as pl

from paceboard import memo, units
from paceboard.answers import Teller

Row = Mapping[str, object]


def is_paced(head: Row) -> bool:
    """Say whether money can be held against a plan: there is a plan, and money came or is owed."""
    has_money = head["invested_as_of"] is not None or head["units_expected"] > 0
    return head["plan_year"] is not None and has_money


def whole(head: Row, total: Row, *, list_name: str, month: str, teller: Teller) -> str:
    """Return how large the list is and how its budgets and promises moved.

    head: the row of kpis, total: the row of slips, both for everything in scope.
    """
    words = teller.words
    size = words(
        "unpaced.size",
        month=month,
        list=list_name,
        count=units.count(head["project_count"]),
        total=teller.money(head["total_investment"]),
    )
    if head["plan_year"] is None:
        why = words("unpaced.no_plan")
    else:
        why = words("unpaced.no_money", plan=teller.money(head["plan_year"]))
    return teller.joined([size, why, _budget(total, teller), _promises(total, teller)])


def _budget(row: Row, teller: Teller) -> str:
    change = row["total_change"]
    if change is None:
        return ""
    if change == 0:
        return teller.words("unpaced.budget_same")
    key = "unpaced.budget_more" if change > 0 else "unpaced.budget_less"
    share = units.share(abs(row["total_change_share"]), teller.profile)
    return teller.words(key, change=teller.money(abs(change)), share=share)


def _promises(row: Row, teller: Teller) -> str:
    if not row["compared_count"]:
        return ""
    counts = {name: units.count(row[f"{name}_count"]) for name in ("compared", "later", "earlier")}
    return teller.words("unpaced.promises", median=moved(row["slip_days"], teller=teller), **counts)


def moved(days: float | None, *, teller: Teller) -> str:
    """Return by how many days a promised completion moved, in words."""
    if not days:
        return teller.words("unpaced.unmoved" if days == 0 else "unpaced.unknown")
    return teller.words("unpaced.later" if days > 0 else "unpaced.earlier", days=units.count(abs(days)))


@memo.kept(60)
def league(rows: pl.DataFrame, *, names: Mapping[str, str], teller: Teller) -> str:
    """Return who has the largest budget, and where most promises moved. rows: one cut of slips, by size."""
    words, first = teller.words, rows.row(0, named=True)
    said = words(
        "unpaced.largest",
        name=names.get(first["key"], words("term.flag.none")),
        total=teller.money(first["total_investment"]),
        count=units.count(first["project_count"]),
    )
    late = rows.filter(pl.col("later_count") > 0).sort("later_share", descending=True, maintain_order=True)
    if late.is_empty():
        return said
    worst = late.row(0, named=True)
    return teller.joined(
        [
            said,
            words(
                "unpaced.latest",
                name=names.get(worst["key"], words("term.flag.none")),
                later=units.count(worst["later_count"]),
                compared=units.count(worst["compared_count"]),
                median=moved(worst["slip_days"], teller=teller),
            ),
        ]
    )
