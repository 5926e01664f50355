"""What a deck is made of before it is a file: leaves with a title, parts and a source line."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from paceboard.profiles import Profile


@dataclass(frozen=True)
class Chart:
    """A figure of the product; rows: the first row and the one after the last of its grid, None for all."""

    figure: go.Figure
    rows: tuple[int, int] | None = None


@dataclass(frozen=True)
class Table:
    """Rows under their headings, formatted as on screen; columns: those to show, in order, empty for all.

    heading stands above it; none is said in place of a table without rows; most: rows at most, None for as
    many as there is room for. is_whole: every row and every word, on as many slides as they take; widths:
    of its columns in points, where it continues another slide's.
    """

    rows: pl.DataFrame
    columns: tuple[str, ...] = ()
    heading: str = ""
    none: str = ""
    most: int | None = None
    is_whole: bool = False
    widths: Sequence[float] = ()


@dataclass(frozen=True)
class Card:
    """One headline figure: what it is called, its value in words, and what stands beneath."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Cards:
    """Headline figures side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Lines:
    """Sentences beneath each other."""

    lines: tuple[str, ...]
    heading: str = ""


Part = Chart | Table | Cards | Lines


@dataclass(frozen=True)
class Leaf:
    """One slide: title sentence, columns of parts beside each other under headline figures, source line.

    notes is what the speaker reads: scope tag and where to trace the numbers. widths: how much of the width
    each column takes, equal parts where empty. is_cover: title and source line large, nothing else.
    profile: of another city than the deck's.
    """

    title: str
    source: str
    columns: tuple[tuple[Part, ...], ...] = ()
    notes: tuple[str, ...] = ()
    cards: Cards | None = None
    widths: tuple[float, ...] = ()
    mode: str = "light"
    is_cover: bool = False
    profile: Profile | None = None

    def parts(self) -> list[Part]:
        """Return the parts in reading order."""
        return [*([self.cards] if self.cards else []), *(part for column in self.columns for part in column)]
