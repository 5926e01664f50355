"""Sentences and cells about how sure ranks are."""

from collections.abc import Mapping, Sequence

import polars as pl

from paceboard import memo, units
from paceboard.answers import Teller

Row = Mapping[str, object]
NAMED = 4


@memo.kept(50)
def answer(rows: pl.DataFrame, names: Sequence[str], *, teller: Teller) -> str:
    """Return how many ranks hold in every reading, and which reading moves most. rows: certainty.table()."""
    words = teller.words
    if not names:
        return words("certainty.no_reading")
    firm = rows.filter(pl.col("is_firm"))
    said = {"count": units.count(rows.height), "firm": units.count(firm.height)}
    moved = {name: rows.filter(pl.col(f"change_{name}") != 0).height for name in names}
    worst = max(moved, key=moved.__getitem__)
    parts = [words("certainty.answer", readings=units.count(len(names)), **said)]
    if firm.height:
        named = [teller.unit(unit) for unit in firm["unit_id"].head(NAMED)]
        parts.append(words("certainty.firm_units", names=teller.listed(named)))
    if moved[worst]:
        reading = words(f"certainty.reading_{worst}")
        parts.append(words("certainty.most", reading=reading, count=units.count(moved[worst])))
    return teller.joined(parts)


@memo.kept(50)
def cells(rows: pl.DataFrame, names: Sequence[str], *, most: int, teller: Teller) -> pl.DataFrame:
    """Return the rows with texts: one per reading, the verdict, the interval, whether the return was late.

    most: units with more projects have no interval.
    """
    texts = [_cells(row, names, most, teller) for row in rows.to_dicts()]
    keys = ("verdict", "interval", "late", *(f"reading_{name}" for name in names))
    return rows.hstack(pl.DataFrame(texts, schema=dict.fromkeys(keys, pl.String)))


def _interval(row: Row, most: int, teller: Teller) -> str:
    """Return the interval, or why there is none."""
    words, said = teller.words, {"projects": units.count(row["listed_count"]), "most": units.count(most)}
    if row["rank_best"] is not None:
        ends = {"best": units.count(row["rank_best"]), "worst": units.count(row["rank_worst"])}
        return words("certainty.interval", projects=units.count(row["project_count"]), **ends)
    if row["listed_count"] > most:
        return words("certainty.interval_many", **said)
    return words(
        "certainty.interval_single" if row["listed_count"] < 2 else "certainty.interval_apart", **said
    )


def _cells(row: Row, names: Sequence[str], most: int, teller: Teller) -> dict[str, str]:
    words = teller.words
    return {
        "verdict": words("certainty.firm" if row["is_firm"] else "certainty.flips"),
        "interval": _interval(row, most, teller),
        "late": words("certainty.late") if row["is_late"] else "",
    } | {f"reading_{name}": _reading(row, name, teller) for name in names}


def _reading(row: Row, name: str, teller: Teller) -> str:
    """Return "same", or the rank of the reading with shape and word: "3 ▲2 up"."""
    rank, change = row[f"rank_{name}"], row[f"change_{name}"]
    if rank is None or change is None:
        return teller.words("certainty.unranked")
    if change == 0:
        return teller.words("certainty.same")
    key = "certainty.up" if change > 0 else "certainty.down"
    return teller.words(key, rank=units.count(rank), places=units.count(abs(change)))


@memo.kept(60)
def late(rows: pl.DataFrame, *, teller: Teller) -> str:
    """Return the units that reported late with both ranks: as known on the due day, and as known now."""
    found = rows.filter(pl.col("is_late"))
    if found.is_empty() or "rank_due_day" not in found.columns:
        return ""
    named = [
        teller.words(
            "certainty.late_unit",
            unit=teller.unit(row["unit_id"]),
            then=units.count(row["rank_due_day"]),
            now=units.count(row["rank"]),
        )
        for row in found.to_dicts()
    ]
    day = units.day(found["due_on"][0], teller.words.lang)
    return teller.words("certainty.late_units", day=day, names=teller.listed(named))
