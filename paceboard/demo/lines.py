"""What a unit's return states besides its projects: one row of one sheet in one month."""

from dataclasses import dataclass
from datetime import date
from random import Random

from paceboard.demo.calendar import LAST_DAY_OF_CLOSING
from paceboard.demo.project import Row, month_end
from paceboard.demo.recipe import Recipe

# What tells one thing from another, over all kinds of sheet.
NAMES = (
    *("entity", "measure", "target_unit_id", "by_date", "meeting_code", "item_no"),
    *("project_code", "milestone_kind", "noted_on"),
)


@dataclass(frozen=True)
class Line:
    """One row that a unit's return of that month states besides its projects."""

    kind: str
    unit: str
    month: int
    row: Row

    @property
    def key(self) -> tuple:
        """Return what the line speaks about: of two lines in one return the later one is sent."""
        return (self.kind, *(self.row.get(name) for name in NAMES))


def end_of(recipe: Recipe, month: int) -> date:
    """Return the last day that a return of that month can speak about."""
    if month == recipe.closing:
        return date(recipe.year, month, LAST_DAY_OF_CLOSING)
    return month_end(date(recipe.year, month, 1))


def day_in(recipe: Recipe, month: int, chance: Random) -> date:
    """Return some day of a month that its return can speak about."""
    return date(recipe.year, month, chance.randint(2, LAST_DAY_OF_CLOSING - 1))
