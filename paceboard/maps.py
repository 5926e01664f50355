"""The map of project sites: `deck` moves (WebGL), `figure` stands still; map_room plays the months."""

from paceboard.map_deck import deck
from paceboard.map_figure import figure
from paceboard.map_keys import legend_entry, measures, missing_borders, ordered, shade, with_icons
from paceboard.map_layers import Shade

__all__ = [
    "Shade",
    "deck",
    "figure",
    "legend_entry",
    "measures",
    "missing_borders",
    "ordered",
    "shade",
    "with_icons",
]
