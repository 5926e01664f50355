"""Recipes of review packs: data/packs/*.toml, which slides a meeting gets and what stands on each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from paceboard import kpis
from paceboard.profiles import ROOT

FOLDER = ROOT / "data" / "packs"
ORDERS = ("rank", "profile")
SENTENCES = ("pace", "curve", "page")
SLIDE = {"title", "say", "cards", "left", "right", "split"}
PART = {"take", "with", "as", "columns", "rows", "zh", "en", "none_zh", "none_en"}
RECIPE = {"name", "note", "order", "city", "unit", "close"}


class BadRecipe(ValueError):
    """A recipe that cannot be followed: the file, the place in it and the remedy."""


@dataclass(frozen=True)
class Label:
    """Words in both languages."""

    zh: str = ""
    en: str = ""

    def label(self, lang: str) -> str:
        """Return the words of one language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Take:
    """One part of a slide: what a page shows under a name, and how it is shown here."""

    page: str
    name: str
    choices: Mapping[str, str] = field(default_factory=dict)
    is_table: bool = False
    columns: tuple[str, ...] = ()
    rows: int | None = None
    heading: Label = Label()
    none: Label = Label()


@dataclass(frozen=True)
class Slide:
    """One slide of a recipe."""

    title: Label = Label()
    say: str = ""
    cards: tuple[str, ...] = ()
    columns: tuple[tuple[Take, ...], ...] = ()
    split: float = 0.5


@dataclass(frozen=True)
class Recipe:
    """A recipe: slides for the city, for each unit in turn, and to close with."""

    id: str
    name: Label
    note: Label
    order: str
    city: tuple[Slide, ...]
    unit: tuple[Slide, ...]
    close: tuple[Slide, ...]


def load(folder: Path = FOLDER) -> dict[str, Recipe]:
    """Return every recipe by its id, the stem of its file. Raises BadRecipe."""
    return {path.stem: _kept(path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.toml"))}


@lru_cache(maxsize=100)
def _kept(path: Path, changed: int) -> Recipe:
    # A file that changed since is another call.
    return _recipe(path)


def get(recipe: str, folder: Path = FOLDER) -> Recipe:
    """Return one recipe. Raises BadRecipe with those there are."""
    found = load(folder)
    if recipe not in found:
        raise BadRecipe(f"no recipe {recipe!r} in {folder}; there are: {', '.join(found)}")
    return found[recipe]


def _recipe(path: Path) -> Recipe:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except ValueError as wrong:
        raise BadRecipe(f"{path}: {wrong}") from wrong
    only(table, RECIPE, str(path))
    order = table.get("order", "rank")
    if order not in ORDERS:
        raise BadRecipe(f"{path}: order = {order!r}; write one of: {', '.join(ORDERS)}")
    parts = {
        name: tuple(slide(row, f"{path}, {name} slide {i}") for i, row in enumerate(table.get(name, ()), 1))
        for name in ("city", "unit", "close")
    }
    return Recipe(path.stem, label(table, "name", path), label(table, "note", path), order, **parts)


def label(table: Mapping, key: str, place: object) -> Label:
    """Return the words that a table of a recipe holds under a key. Raises BadRecipe."""
    words = table.get(key, {})
    if not (isinstance(words, Mapping) and set(words) <= {"zh", "en"}):
        raise BadRecipe(f'{place}: {key} wants both languages: {{ zh = "...", en = "..." }}')
    return Label(**words)


def slide(row: Mapping, place: str) -> Slide:
    """Return a slide as a recipe writes it; place says where it stands. Raises BadRecipe."""
    only(row, SLIDE, place)
    if row.get("say", "") not in ("", *SENTENCES):
        raise BadRecipe(f"{place}: say = {row['say']!r}; write one of: {', '.join(SENTENCES)}")
    unknown = [card for card in row.get("cards", ()) if card not in kpis.measures()]
    if unknown:
        raise BadRecipe(f"{place}: cards {', '.join(unknown)} are not in data/kpis.toml")
    split = row.get("split", 0.5)
    if not (isinstance(split, int | float) and 0.1 <= split <= 0.9):
        raise BadRecipe(f"{place}: split = {split!r}; write a part of the width, 0.1 to 0.9")
    columns = tuple(
        tuple(take(part, place) for part in row[side]) for side in ("left", "right") if side in row
    )
    return Slide(label(row, "title", place), row.get("say", ""), tuple(row.get("cards", ())), columns, split)


def take(row: Mapping, place: str) -> Take:
    """Return a part as a recipe writes it; place says where it stands. Raises BadRecipe."""
    only(row, PART, place)
    page, colon, name = str(row.get("take", "")).partition(":")
    if not (page and colon and name):
        raise BadRecipe(f'{place}: take = {row.get("take")!r}; write "page:name", as in "curve:curve-total"')
    if row.get("as", "table") != "table":
        raise BadRecipe(f'{place}: as = {row["as"]!r}; only "table" can be asked for')
    return Take(
        page,
        name,
        {key: str(value) for key, value in row.get("with", {}).items()},
        is_table="as" in row,
        columns=tuple(row.get("columns", ())),
        rows=row.get("rows"),
        heading=Label(row.get("zh", ""), row.get("en", "")),
        none=Label(row.get("none_zh", ""), row.get("none_en", "")),
    )


def only(table: Mapping, known: set[str], place: str) -> None:
    """Raise BadRecipe where a table holds a name that means nothing."""
    strange = sorted(set(table) - known)
    if strange:
        raise BadRecipe(
            f"{place}: {', '.join(strange)} means nothing here; known: {', '.join(sorted(known))}"
        )
