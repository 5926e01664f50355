"""Series out of the cells of a planner's question: what lies along the axis, what is drawn, what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from paceboard import kpis, units
from paceboard.canvas import Look
from paceboard.charts import axes
from paceboard.kpis import Measure

MOST = 10  # as many series as there are colours to tell apart
DASHED = "against"


@dataclass(frozen=True)
class Series:
    """One line or set of bars over the categories; texts: its values as readers see them."""

    name: str
    values: Sequence[float | None]
    texts: Sequence[str]
    is_against: bool = False


@dataclass(frozen=True)
class Cells:
    """Cells to draw (one row per measure, bucket and cell, no totals), with the words of their keys.

    things: how many dimensions besides time; other: what is compared with, in words, "" where nothing is.
    """

    rows: pl.DataFrame
    measures: tuple[str, ...]
    things: int
    has_time: bool
    other: str = ""

    @property
    def first(self) -> Measure:
        """Return the measure that rules the axis."""
        return kpis.measures()[self.measures[0]]

    def drawn(self) -> tuple[str, ...]:
        """Return the measures that can stand on one axis: those of the first one's kind."""
        return tuple(key for key in self.measures if kpis.measures()[key].kind == self.first.kind)

    def along(self) -> str:
        """Return the column that lies along the axis."""
        return "bucket_word" if self.has_time else "word_1" if self.things else "measure"


def scale(cells: Cells, look: Look) -> axes.Scale:
    """Return the money unit of the picture."""
    return axes.scale(cells.rows, ["value"] + (["against"] if cells.other else []), look)


def said(row: dict, column: str, look: Look, *, money: axes.Scale | None = None) -> str:
    """Return a figure of one row as readers see it; a gap to time follows the city's custom.

    money: the scale whose unit stands elsewhere; None: an amount brings its unit.
    """
    measure = kpis.measures()[row["measure"]]
    if measure.id == "pace_gap" and column == "value":
        return units.printed_gap(row["beside"], row["value"], look.profile)
    if measure.kind == "money" and money:
        return money.number(row[column])
    return units.figure(row[column], kind=measure.kind, profile=look.profile, lang=look.words.lang)


def placed(cells: Cells, look: Look) -> tuple[list[str], list[Series]]:
    """Return the categories along the axis and the series over them, in the order of the rows."""
    along, measures = cells.along(), cells.drawn()
    rows = cells.rows.filter(pl.col("measure").is_in(measures))
    start = 1 if cells.has_time else 2
    split = [f"word_{place}" for place in range(start, cells.things + 1)]
    categories = list(dict.fromkeys(rows[along]))
    made: list[Series] = []
    by = [*split, *(["measure"] if along != "measure" else [])]
    for key, mine in rows.group_by(by, maintain_order=True) if by else [((), rows)]:
        name = _name(key, split, measures, look, along)
        made.append(_series(mine, along, categories, "value", name, cells, look))
        if cells.other:
            other = f"{name} · {cells.other}" if split else cells.other
            made.append(_series(mine, along, categories, "against", other, cells, look))
    return [_category(word, along, look) for word in categories], made


def _name(key: tuple, split: Sequence[str], measures: Sequence[str], look: Look, along: str) -> str:
    parts = [str(part) for part in key[: len(split)]]
    if (len(measures) > 1 or not parts) and along != "measure":
        parts.append(kpis.measures()[key[-1]].label(look.words.lang))
    return " · ".join(parts) or look.words("explore.value")


def _category(word: str, along: str, look: Look) -> str:
    return kpis.measures()[word].label(look.words.lang) if along == "measure" else word


def _series(
    rows: pl.DataFrame, along: str, categories: list[str], column: str, name: str, cells: Cells, look: Look
) -> Series:
    found = {row[along]: row for row in rows.iter_rows(named=True)}
    known = [found.get(category) for category in categories]
    values = [None if row is None else row[column] for row in known]
    money = scale(cells, look)
    texts = [units.NOTHING if row is None else said(row, column, look, money=money) for row in known]
    if cells.first.kind == "money":
        values = money.drawn(pl.Series(values, dtype=pl.Float64))
    return Series(name, values, texts, is_against=column == "against")


def axis(cells: Cells, look: Look) -> tuple[dict, str]:
    """Return what the axis of the measure needs (format of its numbers), and the unit that it is named by."""
    kind = cells.first.kind
    if kind == "money":
        return {"tickformat": ",~r"}, scale(cells, look).unit
    if kind in ("share", "points"):
        unit = look.words("chart.points_unit") if kind == "points" else ""
        return {"tickformat": ".0%"}, unit
    return {"tickformat": ",d"}, look.words("explore.unit_count")
