"""Rows of query explore laid out for tables: one row per cell, or one dimension across."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from paceboard import formulas, keys, kpis, memo, units
from paceboard.dimensions import Dimension
from paceboard.filters import parse_day, parse_month
from paceboard.profiles import Profile
from paceboard.questions import Question
from paceboard.text import Words

KEYS = ("key_1", "key_2", "key_3")
ALLS = ("is_all_1", "is_all_2", "is_all_3")
TIME = "bucket_word"


@dataclass(frozen=True)
class Layout:
    """Rows to show, which columns name the cell and which hold figures."""

    rows: pl.DataFrame
    names: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return every column to show, in order."""
        return (*self.names, *self.figures)

    def shown(self) -> pl.DataFrame:
        """Return the rows without the keys that only find their cells."""
        return self.rows.select(self.columns)


@dataclass(frozen=True)
class Sheet:
    """Rows of query explore with the question that they answer and the words to call them by."""

    rows: pl.DataFrame
    question: Question
    profile: Profile
    words: Words

    @memo.kept(60)
    def worded(self) -> pl.DataFrame:
        """Return the rows with word_1, word_2, word_3 and bucket_word: what each key is called."""
        asked, words = self.question, self.words
        grain = asked.time.id if asked.time else "month"
        found = self.rows.filter(pl.col("measure").is_in(asked.measures))
        for place, thing in enumerate(asked.things, 1):
            word = keys.reader(thing, profile=self.profile, words=words)
            said = found[f"key_{place}"].map_elements(word, return_dtype=pl.String)
            whole = pl.when(pl.col(f"is_all_{place}")).then(pl.lit(words("explore.whole"))).otherwise(said)
            found = found.with_columns(whole.alias(f"word_{place}"))
        said = [keys.bucket(row, grain, words) for row in found.iter_rows(named=True)]
        return found.with_columns(pl.Series(TIME, said, dtype=pl.String))

    @memo.kept(60)
    def cells(self, *, depth: int | None = None) -> pl.DataFrame:
        """Return the worded rows split by the first things (depth; None: by all), without totals."""
        depth = len(self.question.things) if depth is None else depth
        flags = [~pl.col(flag) if place < depth else pl.col(flag) for place, flag in enumerate(ALLS)]
        return self.worded().filter(pl.all_horizontal(flags))

    @memo.kept(60)
    def table(self) -> Layout:
        """Return one row per cell, then the totals; beside each measure what it is compared with."""
        things = self.question.things
        found = self.worded()
        if things:
            flags = [pl.col(flag) for flag in ALLS[: len(things)]]
            found = found.filter(pl.all_horizontal(flags) | ~pl.any_horizontal(flags))
            found = found.sort("is_all_1", maintain_order=True)
        names = {f"word_{place}": self._head(thing) for place, thing in enumerate(things, 1)}
        if self.question.time:
            names[TIME] = self._head(self.question.time)
        return self._spread(found, names)

    def _head(self, dimension: Dimension) -> str:
        return f"word@{dimension.label(self.words.lang)}"

    def _spread(self, found: pl.DataFrame, names: Mapping[str, str]) -> Layout:
        """Return the figures of each measure side by side."""
        by = [*KEYS, *ALLS, "bucket_end", *names]
        figures: list[str] = []
        rows = found.select(by).unique(maintain_order=True)
        for measure in self.question.measures:
            shown = self._columns(measure)
            mine = found.filter(pl.col("measure") == measure)
            rows = rows.join(
                mine.select(*by, **{new: pl.col(old) for old, new in shown.items()}),
                on=by,
                how="left",
                nulls_equal=True,
            )
            figures += shown.values()
        rows = rows.rename(dict(names))
        return Layout(
            rows,
            tuple(names.values()),
            tuple(f for f in figures if f != "completion_share" or self._has_share),
        )

    @property
    def _has_share(self) -> bool:
        return "completion_share" in self.question.measures

    def _columns(self, measure: str) -> dict[str, str]:
        """Return column of the query -> column of the table, for one measure."""
        asked, words = self.question, self.words
        kind = kpis.measures()[measure].kind
        apart = "points" if kind in ("share", "points") else measure
        label = kpis.measures()[measure].label(words.lang)
        said = {"value": measure}
        if measure == "pace_gap" and not self._has_share:
            said["beside"] = "completion_share"
        if asked.against != "none":
            against = words("explore.col_against", label=label, other=self.other(measure))
            said |= {
                "against": f"{measure}@{against}",
                "change": f"{apart}@{words('explore.col_change', label=label)}",
                "contribution": f"{apart}@{words('explore.col_contribution', label=label)}",
            }
        if asked.extra == "part":
            said["part"] = f"share@{words('explore.col_part', label=label)}"
        if asked.extra == "running" and formulas.runs(asked, measure):
            said["running"] = f"{measure}@{words('explore.col_running', label=label)}"
        return said

    def other(self, measure: str) -> str:
        """Return what a measure is compared with, in words."""
        asked, words = self.question, self.words
        found = formulas.other_measure(asked, measure)
        if found:
            return kpis.measures()[found].label(words.lang)
        if asked.against == "month":
            return units.month(parse_month(asked.at), words.lang)
        if asked.against == "known":
            return words("explore.known_on", day=units.day(parse_day(asked.at), words.lang))
        return words(f"explore.vs_{asked.against}")

    @memo.kept(60)
    def pivot(self) -> Layout:
        """Return time, or else the last thing, across and the others down, for the first measure."""
        asked = self.question
        things, measure = asked.things, asked.measures[0]
        if not asked.dimensions:
            return self.table()
        down = len(things) if asked.time else len(things) - 1
        across = TIME if asked.time else f"word_{len(things)}"
        found = self.worded().filter(pl.col("measure") == measure)
        if down:
            flags = [pl.col(flag) for flag in ALLS[:down]]
            found = found.filter(pl.all_horizontal(flags) | ~pl.any_horizontal(flags))
            found = found.sort("is_all_1", maintain_order=True)
        found = found.with_columns((pl.lit(f"{measure}@") + pl.col(across)).alias("head"))
        order = [ALLS[down], f"place_{down + 1}", across] if not asked.time else []
        heads = found.sort(order, nulls_last=True) if order else found
        names = {f"word_{place}": self._head(thing) for place, thing in enumerate(things[:down], 1)}
        index = [*KEYS[:down], *ALLS[:down], *names] or ["measure"]
        wide = found.pivot("head", index=index, values="value", maintain_order=True)
        return Layout(
            wide.rename(names), tuple(names.values()), tuple(heads["head"].unique(maintain_order=True))
        )
