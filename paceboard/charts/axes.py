"""What the charts measure with: money scale, month axis, ranges, labels at line ends, pace in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from paceboard import canvas, units
from paceboard.canvas import Look
from paceboard.profiles import Profile

# Part of the height of a plot that one line-end label takes.
LABEL_PART = 0.07


@dataclass(frozen=True)
class Scale:
    """The money unit of one picture: the large one, or the stored one where all amounts are small."""

    profile: Profile
    lang: str
    is_big: bool

    @property
    def unit(self) -> str:
        """Return the unit's name."""
        money = self.profile.money
        if self.is_big:
            return units.money_unit(self.profile, self.lang)
        return money.zh if self.lang == "zh" else money.en

    def drawn(self, values: pl.Series) -> list[float | None]:
        """Return stored amounts in this unit, unrounded."""
        if self.is_big:
            return [units.big(value, self.profile) for value in values]
        return [None if value is None else float(value) for value in values]

    def number(self, value: Decimal | None) -> str:
        """Return a stored amount as readers see it, without the unit."""
        return units.money_number(value, self.profile) if self.is_big else units.number(value, 2)

    def money(self, value: Decimal | None) -> str:
        """Return a stored amount as readers see it, with the unit."""
        return units.joined(self.number(value), self.unit, self.lang)


def scale(rows: pl.DataFrame, columns: Sequence[str], look: Look) -> Scale:
    """Return the unit in which these columns are drawn."""
    peaks = [peak for name in columns if (peak := rows[name].abs().max()) is not None]
    is_big = not peaks or max(peaks) >= look.profile.money.big_factor
    return Scale(look.profile, look.words.lang, is_big)


def month_axis(periods: Sequence[date], look: Look, *, with_year: bool = True) -> tuple[list[str], dict]:
    """Return the names of the months, and the axis that shows them, with the year where one begins.

    A narrow axis writes every other month.
    """
    lang = look.words.lang
    names = [units.month_name(period, lang) for period in periods]
    ticks = [
        f"{name}<br>{units.year(period, lang)}" if with_year and (i == 0 or period.month == 1) else name
        for i, (name, period) in enumerate(zip(names, periods, strict=True))
    ]
    if look.is_narrow:
        ticks = [text if i % 2 == 0 else "" for i, text in enumerate(ticks)]
    axis = {"type": "category", "tickmode": "array", "tickvals": names, "ticktext": ticks, "tickangle": 0}
    # A line that lacks some months must not bring its own order.
    axis |= {"categoryorder": "array", "categoryarray": names}
    return names, axis | {"range": [-0.4, len(names) - 0.6]}


def categories(ticks: Sequence[str], *, least: int = 1) -> dict:
    """Return an axis of named places in that order; least: places that it has room for."""
    return {
        "type": "category",
        "tickmode": "array",
        "tickvals": list(ticks),
        "ticktext": list(ticks),
        "tickangle": 0,
        "categoryorder": "array",
        "categoryarray": list(ticks),
        "range": [-0.6, max(len(ticks), least) - 0.4],
    }


def counts(values: Sequence[float | None], *, top: float = 1.15) -> dict:
    """Return an upright axis of whole numbers with room for labels above the bars."""
    return {"range": span(values, top=top), "tickformat": ",d", "nticks": 5}


def fiscal_months(profile: Profile) -> list[date]:
    """Return the twelve months of a fiscal year, of any year."""
    start = profile.fiscal_start - 1
    return [date(2000 + (start + i) // 12, (start + i) % 12 + 1, 1) for i in range(12)]


def span(values: Sequence[float | None], *, top: float) -> list[float]:
    """Return the range of an axis: from zero, or from below it where corrections make a total negative.

    top: the largest value stands at 1 / top of the range.
    """
    known = [value for value in values if value is not None] or [1.0]
    low, high = min(0.0, *known), max(0.0, *known)
    return [low * 1.1, high * top or 1.0]


def pace_words(share: float | None, time_share: float | None, look: Look) -> str:
    """Return "超序时10.78个百分点", by the city's rounding custom; "" where there is no plan."""
    gap = units.gap(share, time_share, look.profile)
    if gap is None:
        return ""
    if gap == 0:
        return look.words("chart.level_with")
    value = units.number(abs(gap), look.profile.share_decimals)
    return look.words("chart.ahead" if gap > 0 else "chart.behind", value=value)


def last_known(values: Sequence) -> int | None:
    """Return the place of the last value that is not null, or None."""
    return next((i for i in reversed(range(len(values))) if values[i] is not None), None)


def line(x: Sequence, y: Sequence, hover: Sequence[str], *, name: str, style: dict, **rest: object) -> dict:
    """Return one line as a trace; with marker among rest it has points; hover is the text of each point."""
    mode = "lines+markers" if "marker" in rest else "lines"
    said = {"customdata": hover, "hovertemplate": "%{customdata}<extra></extra>"}
    return {"type": "scatter", "mode": mode, "name": name, "x": x, "y": y, "line": style, **said, **rest}


def ends(labels: Sequence[tuple[str | float, float, str, str]], range_: Sequence[float]) -> list[dict]:
    """Return labels (x, y, text, colour) to the right of line ends, moved apart where they would touch."""
    places = canvas.spread([y for _, y, _, _ in labels], (range_[1] - range_[0]) * LABEL_PART)
    here = {"xref": "x", "yref": "y", "xanchor": "left", "xshift": 10, "align": "left"}
    return [
        canvas.note(text, x=x, y=place, font={"color": colour, "size": canvas.LABEL_SIZE - 1}, **here)
        for (x, _, text, colour), place in zip(labels, places, strict=True)
    ]


def clear_of(y: float, other: float | None) -> dict:
    """Return where the label of a line's last point stands clear of another line: above or below it."""
    is_above = other is None or y >= other
    side = {"yanchor": "bottom", "yshift": 8} if is_above else {"yanchor": "top", "yshift": -8}
    return {"y": y, "xanchor": "center", "xshift": 0} | side


def room(labels: Sequence[tuple[str | float, float, str, str]]) -> int:
    """Return the pixels that labels at line ends need on the right."""
    return max((canvas.width_of(text) for _, _, text, _ in labels), default=0) + 30
