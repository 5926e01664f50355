"""Stories of briefings: data/briefings/*.toml, and those that an office keeps beside its store."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from paceboard import recipes
from paceboard.profiles import ROOT
from paceboard.recipes import BadRecipe, Label, Slide, Take

FOLDER = ROOT / "data" / "briefings"
STORY = {"name", "note", "scene"}
COUNT, WIDE = OWN = ("count", "wide")


@dataclass(frozen=True)
class Scene:
    """One scene: a slide of a recipe, filling the screen; its first card is the number.

    count: instead of a card, how many rows that table of a page lists, under its heading.
    is_wide: the picture takes the whole width.
    """

    slide: Slide
    count: Take | None = None
    is_wide: bool = False


@dataclass(frozen=True)
class Story:
    """Scenes in order, under a name."""

    id: str
    name: Label
    note: Label
    scenes: tuple[Scene, ...]


def load(folders: Sequence[Path] = (FOLDER,)) -> dict[str, Story]:
    """Return every story by its id, the stem of its file; a later folder's wins. Raises BadRecipe."""
    paths = [path for folder in folders for path in sorted(folder.glob("*.toml"))]
    return {path.stem: _read(path, path.stat().st_mtime_ns) for path in paths}


@lru_cache(maxsize=100)
def _read(path: Path, changed: int) -> Story:
    # A file that changed since is another call.
    return read(path)


def read(path: Path) -> Story:
    """Return the story of one file. Raises BadRecipe with file, place and remedy."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except ValueError as wrong:
        raise BadRecipe(f"{path}: {wrong}") from wrong
    recipes.only(table, STORY, str(path))
    scenes = tuple(_scene(row, f"{path}, scene {i}") for i, row in enumerate(table.get("scene", ()), 1))
    if not scenes:
        raise BadRecipe(f"{path}: there is no [[scene]]; write one at least")
    said = (recipes.label(table, key, path) for key in ("name", "note"))
    return Story(path.stem, *said, scenes)


def _scene(row: Mapping, place: str) -> Scene:
    count = recipes.take(row[COUNT], place) if COUNT in row else None
    slide = recipes.slide({key: value for key, value in row.items() if key not in OWN}, place)
    if not slide.columns:
        raise BadRecipe(f'{place}: nothing is shown; write left = [{{ take = "page:name" }}]')
    return Scene(slide, count, row.get(WIDE) is True)
