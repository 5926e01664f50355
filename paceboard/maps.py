"""The map of project sites: `figure` is the still picture, map_room the map that moves; keys of both."""

from paceboard.map_figure import figure
from paceboard.map_keys import legend_entry, measures, missing_borders, ordered, shade, with_icons
from paceboard.map_layers import Shade

__all__ = [
    "Shade",
    "figure",
    "legend_entry",
    "measures",
    "missing_borders",
    "ordered",
    "shade",
    "with_icons",
]
