"""Figures on slides: native where a program can draw them, else a picture."""

import io
from dataclasses import replace

import plotly.graph_objects as go
from pptx.slide import Slide
from pptx.util import Inches

from paceboard.exports import bars, native, pictures, places, points, tiles, walls
from paceboard.exports.ink import Box
from paceboard.exports.leaves import Chart, Leaf
from paceboard.profiles import Profile
from paceboard.text import Words


def spread(leaf: Leaf, box: Box, *, profile: Profile, words: Words) -> list[Leaf]:
    """Return a leaf as one slide, or as several where its only part takes more room than one has."""
    parts = leaf.parts()
    if len(parts) != 1 or not isinstance(parts[0], Chart):
        return places.pages(leaf, box, profile=profile, words=words)
    figure = editable(parts[0].figure)
    ends = walls.parts(figure, box) or bars.parts(figure, box) or points.parts(figure, box)
    if len(ends) < 2:
        return [leaf]
    return places.parted(leaf, [replace(parts[0], rows=end) for end in ends], words)


def editable(figure: go.Figure) -> go.Figure:
    """Return a figure, or the bars that stand for it on slides: not every program knows areas in areas."""
    meta = figure.layout.meta
    found = meta.get("bars")
    if not found:
        return figure
    drawn = {"x": found["values"], "hovertext": found["names"], "marker": {"color": found["inks"]}}
    trace = drawn | {"type": "bar", "orientation": "h", "name": figure.data[0].name}
    return go.Figure(
        [trace], {"meta": meta | {"kind": "bars", "unit": found["unit"]}, "xaxis": found["axis"]}
    )


def draw(slide: Slide, part: Chart, box: Box) -> None:
    """Draw a figure into a box of a slide. Raises pictures.NoBrowser where only a picture will do."""
    figure = editable(part.figure)
    kind = figure.layout.meta["kind"]
    if kind == "tiles":
        tiles.draw(slide, figure, box)
        return
    if kind == "points":
        points.draw(slide, figure, box, part.rows)
        return
    if walls.fits(figure, box, part.rows):
        walls.draw(slide, figure, box, part.rows)
        return
    if kind not in ("map", "picture"):
        native.draw(slide, figure, box, part.rows)
        return
    inch = Inches(1)
    drawn = pictures.pixels(*pictures.filling(figure, box.width / inch, box.height / inch))
    slide.shapes.add_picture(io.BytesIO(drawn), *box)
