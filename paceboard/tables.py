"""Rows as readers see them on screen: large money unit, rounded half-up, ids as words, column by column."""

from collections.abc import Sequence

import polars as pl
import pyarrow as pa
import streamlit as st

from paceboard import fields, memo, units
from paceboard.fields import header, kind
from paceboard.profiles import Profile
from paceboard.text import Words

# Decimals kept before a share is rounded: far more than is shown, and exact, unlike a double.
EXACT = pl.Decimal(38, 12)
PREFIX = "shown_"


@memo.kept(300)
def table(
    rows: pl.DataFrame, *, columns: Sequence[str], profile: Profile, words: Words
) -> tuple[pl.DataFrame, dict[str, object]]:
    """Return the frame to show and the column configuration, in the order of columns.

    The frame keeps every column of rows as it came and adds one to show per entry of columns, so that a row
    picked on screen still has its ids. Amounts are in the large unit, shares in percent, both rounded half-up
    exactly as on cards. Raises polars' ColumnNotFoundError for a column that rows lack.
    """
    worded = fields.worded(rows, profile=profile, words=words)
    kinds = {name: kind(name, rows.schema[name]) for name in columns}
    shown = worded.select(
        _shown(name, kind_, profile, words).alias(PREFIX + name) for name, kind_ in kinds.items()
    )
    if "pace_gap" in kinds and "completion_share" in rows.columns and profile.gap_from == "rounded":
        shown = shown.with_columns(rows.select(_gap_of_rounded(profile).alias(PREFIX + "pace_gap")))
    config = {PREFIX + name: _column(name, kind_, profile, words) for name, kind_ in kinds.items()}
    for name in (name for name, kind_ in kinds.items() if kind_ == "score"):
        format_ = f"%,.{fields.decimals(rows.schema[name])}f"
        label = header(name, "score", unit="", words=words)
        config[PREFIX + name] = st.column_config.NumberColumn(label, format=format_)
    return rows.hstack(shown), config


@memo.kept(300)
def arrow(rows: pl.DataFrame) -> pa.Table:
    """Return rows as a page sends them: a data frame itself would go through pandas first."""
    return rows.to_arrow()


def _percent(column: pl.Expr, profile: Profile) -> pl.Expr:
    return (column * pl.lit(100).cast(EXACT)).round(profile.share_decimals, mode="half_away_from_zero")


def _gap_of_rounded(profile: Profile) -> pl.Expr:
    """Return the gap as cities print it that subtract the two printed shares."""
    share, gap = pl.col("completion_share").cast(EXACT), pl.col("pace_gap").cast(EXACT)
    return (_percent(share, profile) - _percent(share - gap, profile)).cast(pl.Float64)


def _shown(name: str, kind_: str, profile: Profile, words: Words) -> pl.Expr:
    column = pl.col(name)
    if kind_ == "money":
        big = column.cast(EXACT) / pl.lit(profile.money.big_factor).cast(EXACT)
        return big.round(profile.money.big_decimals, mode="half_away_from_zero").cast(pl.Float64)
    if kind_ in ("share", "points"):
        return _percent(column.cast(EXACT), profile).cast(pl.Float64)
    if kind_ == "flag":
        return column.replace_strict(
            {True: words("term.flag.yes"), False: words("term.flag.no")}, default=None
        )
    if kind_ == "change":
        return column.map_elements(lambda places: _moved(places, words), return_dtype=pl.String)
    return column


def _moved(places: int, words: Words) -> str:
    if places == 0:
        return words("chart.rank_same")
    return words("chart.rank_up" if places > 0 else "chart.rank_down", places=abs(places))


def _column(name: str, kind_: str, profile: Profile, words: Words) -> object:
    label = header(name, kind_, unit=units.money_unit(profile, words.lang), words=words)
    number = st.column_config.NumberColumn
    makers = {
        "money": lambda: number(label, format=f"%,.{profile.money.big_decimals}f"),
        "share": lambda: number(label, format=f"%.{profile.share_decimals}f%%"),
        "points": lambda: number(label, format=f"%+.{profile.share_decimals}f"),
        "count": lambda: number(label, format="%,d"),
        "days": lambda: number(label, format="%,d"),
        "plain": lambda: number(label, format="%d"),
        "number": lambda: number(label, format="%,.2f"),
        "printed": lambda: number(label, format="localized"),
        "degree": lambda: number(label, format="%.5f"),
        "date": lambda: st.column_config.DateColumn(label, format="YYYY-MM-DD"),
        "month": lambda: st.column_config.DateColumn(label, format="YYYY-MM"),
        "time": lambda: st.column_config.DatetimeColumn(label, format="YYYY-MM-DD HH:mm"),
        "trend": lambda: st.column_config.LineChartColumn(label, y_min=0),
    }
    return makers.get(kind_, lambda: st.column_config.TextColumn(label))()
