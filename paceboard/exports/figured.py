"""Figures on slides: native where a program can draw them, else a picture with its figures beside it."""

import io
from dataclasses import replace

from pptx.slide import Slide

from paceboard.exports import native, pictures, places, points, tiles, walls
from paceboard.exports.ink import Box
from paceboard.exports.leaves import Chart, Leaf
from paceboard.text import Words

LISTED = 0.34  # part of the width that the figures of a picture take beside it
DRAWN = {"tiles": tiles.draw, "points": points.draw}


def spread(leaf: Leaf, box: Box, words: Words) -> list[Leaf]:
    """Return a leaf as one slide, or as several where its only chart is a wall too tall for one."""
    parts = leaf.parts()
    if len(parts) != 1 or not isinstance(parts[0], Chart):
        return [leaf]
    ends = walls.parts(parts[0].figure, box)
    if len(ends) < 2:
        return [leaf]
    said = [
        words("export.part_of", title=leaf.title, part=i, count=len(ends)) for i in range(1, len(ends) + 1)
    ]
    return [
        replace(leaf, title=title, columns=((replace(parts[0], rows=end),),))
        for title, end in zip(said, ends, strict=True)
    ]


def figures(leaf: Leaf) -> list[str]:
    """Return the figures of pictures, one line each: nobody can copy them from a picture."""
    grids = [part.figure.layout.meta.get("beside_grid") for part in leaf.parts() if isinstance(part, Chart)]
    return [
        f"{name} {cells[0][0]}"
        for grid in grids
        if grid
        for name, cells in zip(grid["names"], grid["cells"], strict=True)
    ]


def draw(slide: Slide, part: Chart, box: Box) -> None:
    """Draw a figure into a box of a slide. Raises pictures.NoBrowser where only a picture will do."""
    figure = part.figure
    if figure.layout.meta["kind"] in DRAWN:
        DRAWN[figure.layout.meta["kind"]](slide, figure, box)
        return
    if walls.fits(figure, box, part.rows):
        walls.draw(slide, figure, box, part.rows)
        return
    if figure.layout.meta["kind"] not in ("map", "picture"):
        native.draw(slide, figure, box)
        return
    beside = figure.layout.meta.get("beside_grid")
    if beside:
        box = _listed(slide, beside, box, mode=figure.layout.meta["mode"])
    picture = slide.shapes.add_picture(io.BytesIO(pictures.png(figure)), box.x, box.y)
    scale = min(box.width / picture.width, box.height / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
    picture.left = box.x + (box.width - picture.width) // 2


def _listed(slide: Slide, grid: dict, box: Box, *, mode: str) -> Box:
    """Write the figures of a picture beside it, where they are legible there; return what is left for it."""
    width = int(box.width * LISTED)
    place = Box(box.x + box.width - width, box.y, width, box.height)
    if walls.plan(grid, place) is None:
        return box
    walls.grid(slide, grid, place, mode=mode)
    return Box(box.x, box.y, box.width - width - places.GAP, box.height)
