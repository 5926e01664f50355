"""Sentences about annual targets, and their values with their own units."""

from collections.abc import Mapping

import polars as pl

from paceboard import memo, names, units
from paceboard.answers import Teller
from paceboard.pipelines import TargetPath

Row = Mapping[str, object]
# The unit that a return writes -> the words that put a value into it.
UNITS = {"亿元": "targets.in_money", "万元": "targets.in_small_money", "个": "targets.in_projects"}
UNITS |= {"场": "targets.in_events", "%": "targets.in_percent"}
NAMED = 3
BAD = ("missed", "behind", "late")
# Targets are set for units: whatever else narrows a page must not narrow what was reached.
UNNARROWED = {"sectors": None, "batches": None, "level": None, "search": None, "project": None}


def paths(found: tuple[TargetPath, ...]) -> str:
    """Return the time paths of a profile as the queries take them."""
    return "|".join(path.written for path in found)


def valued(value: float | None, unit: str, teller: Teller) -> str:
    """Return a value in the target's own unit: "1,500亿元", "85个", "80%"."""
    if value is None:
        return units.NOTHING
    number = units.quantity(value)
    if unit in UNITS:
        return teller.words(UNITS[unit], value=number)
    return units.joined(number, unit, teller.words.lang)


def measure(id_: str, teller: Teller) -> str:
    """Return the name of a target's measure; one that a return names freely stands for itself."""
    return names.table("target_measure", profile=teller.profile, words=teller.words).get(id_, id_)


def holder(row: Row, teller: Teller) -> str:
    """Return for whom a target is set: the city as a whole, or one unit."""
    return teller.profile.name.label(teller.words.lang) if row["is_city"] else teller.unit(row["unit_id"])


def _done_of(row: Row, teller: Teller) -> str:
    """Return what was reached and the target, their unit said once."""
    done = units.quantity(row["done_value"])
    return f"{done} / {valued(row['target_value'], row['measure_unit'], teller)}"


def named(row: Row, teller: Teller, *, is_unit: bool) -> str:
    """Return what one target is called: its unit or its measure, with the month it is due within the year."""
    name = holder(row, teller) if is_unit else measure(row["target_measure"], teller)
    if row["by_date"] is None or row["is_year_end"]:
        return name
    return teller.words(
        "targets.by_month", name=name, month=units.month_name(row["by_date"], teller.words.lang)
    )


@memo.kept(60)
def shown(rows: pl.DataFrame, teller: Teller, *, is_unit: bool = False) -> pl.DataFrame:
    """Return the rows of query targets with texts: label, set_for, done_of, done, at_due, asked and target.

    is_unit: the label is the unit, else the measure.
    """
    table = rows.to_dicts()
    texts = {
        "set_for": [holder(row, teller) for row in table],
        "done_of": [_done_of(row, teller) for row in table],
        "label": [named(row, teller, is_unit=is_unit) for row in table],
        "done": [valued(row["done_value"], row["measure_unit"], teller) for row in table],
        "at_due": [valued(row["at_due_value"], row["measure_unit"], teller) for row in table],
        "asked": [valued(row["asked_value"], row["measure_unit"], teller) for row in table],
        "target": [valued(row["target_value"], row["measure_unit"], teller) for row in table],
    }
    return rows.with_columns(pl.Series(name, values, pl.String) for name, values in texts.items())


@memo.kept(60)
def answer(rows: pl.DataFrame, *, teller: Teller) -> str:
    """Return how many targets keep up with their paths, and which of the city's own do not.

    rows: query targets.
    """
    own, others = rows.filter(pl.col("is_city")), rows.filter(~pl.col("is_city"))
    unknown = rows["unknown_count"][0]
    return teller.joined(
        [
            "" if own.is_empty() else _own(own, teller),
            "" if others.is_empty() else _others(others, teller),
            teller.words("targets.answer_unknown", count=units.count(unknown)) if unknown else "",
        ]
    )


def _own(rows: pl.DataFrame, teller: Teller) -> str:
    late = [_short(row, teller) for row in rows.to_dicts() if row["standing"] in BAD]
    key = "targets.answer_city" if late else "targets.answer_city_all"
    return teller.words(key, names=teller.listed(late[:NAMED]), **_counts(rows))


def _others(rows: pl.DataFrame, teller: Teller) -> str:
    """Return how many targets of the units keep up, and the units with most that do not."""
    worst = rows.filter(pl.col("unit_late_count") > 0).unique("unit_id", maintain_order=True)
    named_ = [
        teller.words("targets.late_unit", unit=teller.unit(row["unit_id"]), count=row["unit_late_count"])
        for row in worst.sort("unit_late_count", descending=True, maintain_order=True).head(NAMED).to_dicts()
    ]
    key = "targets.answer_units" if named_ else "targets.answer_units_all"
    return teller.words(key, worst=teller.listed(named_), **_counts(rows))


def _counts(rows: pl.DataFrame) -> dict[str, str]:
    head = rows.row(0, named=True)
    return {"good": units.count(head["kin_good_count"]), "count": units.count(head["kin_count"])}


def _short(row: Row, teller: Teller) -> str:
    share = units.share(row["done_share"], teller.profile)
    return teller.words("targets.short", name=named(row, teller, is_unit=False), share=share)


def options(rows: pl.DataFrame, *, teller: Teller) -> dict[str, str]:
    """Return what the picture can show: the city's own targets, or one measure by unit."""
    found = {} if rows.filter(pl.col("is_city")).is_empty() else {"city": teller.words("targets.city")}
    by_unit = rows.filter(~pl.col("is_city"))["target_measure"].unique(maintain_order=True)
    return found | {id_: measure(id_, teller) for id_ in by_unit}


@memo.kept(60)
def chosen(rows: pl.DataFrame, show: str) -> pl.DataFrame:
    """Return the targets that the picture shows; show: city or a measure."""
    if show == "city":
        return rows.filter(pl.col("is_city"))
    return rows.filter(pl.col("target_measure") == show)


def title(show: str, *, teller: Teller) -> str:
    """Return the title of the picture; show: city or a measure."""
    if show == "city":
        return teller.words("targets.title_city")
    return teller.words("targets.title_measure", measure=measure(show, teller))


def path_title(row: Row, *, teller: Teller) -> str:
    """Return the title of the time path of one target: what was reached and what the path asks.

    row: a row of shown().
    """
    said = {"unit": row["set_for"], "measure": named(row, teller, is_unit=False)}
    return teller.words("targets.title_path", done=row["done"], asked=row["asked"], **said)


def unit(id_: str, teller: Teller) -> str:
    """Return the name of a target's unit in the reader's language."""
    return teller.words(f"{UNITS[id_]}_unit") if id_ in UNITS else id_


def note(found: tuple[TargetPath, ...], *, money: str, teller: Teller) -> str:
    """Return how time paths run and targets are judged; money: the month that investment speaks of."""
    said = [
        teller.words(
            "targets.paths_one",
            measure=measure(path.measure, teller),
            points=teller.listed(
                teller.words("targets.point", month=month, share=units.share(share, teller.profile))
                for month, share in path.points
            ),
        )
        for path in found
    ]
    return teller.words(
        "targets.note",
        paths=teller.words("targets.paths_join").join(said) or teller.words("targets.paths_none"),
        money=money,
    )
