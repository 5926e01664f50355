"""The map of project sites: `deck` moves (WebGL), `figure` stands still; map_room plays the months.

`tiles` stands for units without drawing a border.
"""

from paceboard.map_deck import deck
from paceboard.map_figure import figure
from paceboard.map_keys import legend_entry, measures, missing_borders, ordered, shade, with_icons
from paceboard.map_layers import Shade
from paceboard.map_tiles import figure as tiles
from paceboard.map_tiles import shade as tile_shade
from paceboard.map_tiles import title as tile_title

__all__ = [
    "Shade",
    "deck",
    "figure",
    "legend_entry",
    "measures",
    "missing_borders",
    "ordered",
    "shade",
    "tile_shade",
    "tile_title",
    "tiles",
    "with_icons",
]
