"""Investment charts: rows of a query in, a plotly figure out.

Every function takes at least one row (a page says in a sentence that there is nothing), and keyword-only
profile, words, mode ("light", "dark"), title (a sentence) and source (the source line). Money is drawn in the
profile's large unit, shares as they are (1 = the annual plan); nothing is clipped at 100 %.
is_narrow says that the figure stands in a column of 480 to 720 pixels; without it 720 are needed at least.
layout.meta holds name, kind (lines, bars, panels, points, picture), title, source and mode; every trace has a
name.
"""

from paceboard.charts.bars import months
from paceboard.charts.budgets import budgets
from paceboard.charts.cards import cards
from paceboard.charts.dispatch import meetings
from paceboard.charts.explore import explore_bars, explore_lines
from paceboard.charts.explore_box import explore_box
from paceboard.charts.explore_forms import explore_heat, explore_scatter, explore_treemap
from paceboard.charts.items import items, pairs
from paceboard.charts.lines import curve, project_curve, years
from paceboard.charts.moves import bridge, bump
from paceboard.charts.panels import small_multiples
from paceboard.charts.pipeline import capacity, funnel, lifecycle
from paceboard.charts.ranks import league
from paceboard.charts.reconcile import deviations, three_series
from paceboard.charts.starts import starts
from paceboard.charts.targets import target_path, targets
from paceboard.charts.wall import wall

__all__ = [
    "bridge",
    "budgets",
    "bump",
    "capacity",
    "cards",
    "curve",
    "deviations",
    "explore_bars",
    "explore_box",
    "explore_heat",
    "explore_lines",
    "explore_scatter",
    "explore_treemap",
    "funnel",
    "items",
    "league",
    "lifecycle",
    "meetings",
    "months",
    "pairs",
    "project_curve",
    "small_multiples",
    "starts",
    "target_path",
    "targets",
    "three_series",
    "wall",
    "years",
]
