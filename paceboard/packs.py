"""Review packs: a recipe followed for one city and month, slide by slide, with what the pages show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from paceboard import answers, cards, exports, kpis, memo, scope, units, works
from paceboard.excerpts import Excerpt, Studio
from paceboard.exports import Leaf
from paceboard.filters import Filters
from paceboard.recipes import Recipe, Slide, Take
from paceboard.text import Words
from paceboard.view import View

Query = Mapping[str, list[str]]


@dataclass(frozen=True)
class Pack:
    """The leaves of a pack in order, and the excerpts that they are made of, as (place, excerpt)."""

    title: str
    leaves: tuple[Leaf, ...]
    excerpts: tuple[tuple[str, Excerpt], ...]


def query(filters: Filters) -> Query:
    """Return filters as the address of a page."""
    return {k: v if isinstance(v, list) else [v] for k, v in filters.query().items()}


class Press:
    """Follows a recipe: takes excerpts from pages and lays them out as leaves."""

    def __init__(self, recipe: Recipe, studio: Studio, filters: Filters) -> None:
        """Prepare; pages are asked when pack() is called."""
        self.recipe, self.studio = recipe, studio
        self.whole = studio.view("overview", query(filters))
        self.words, self.lang = self.whole.words, studio.lang
        self.taken: list[tuple[str, Excerpt]] = []
        self._pages: dict[tuple, dict[str, Excerpt]] = {}

    def pack(self) -> Pack:
        """Return the whole pack: cover, city, units, close, appendix."""
        recipe = self.recipe
        by_unit = [(slide, unit) for unit in (self._units() if recipe.unit else ()) for slide in recipe.unit]
        city, close = ([(slide, "") for slide in slides] for slides in (recipe.city, recipe.close))
        planned = [*city, *by_unit, *close]
        cover = self._cover()
        found = (
            self._leaf(slide, self._narrowed(unit) if unit else self.whole, unit=unit)
            for slide, unit in works.counted(planned, "pages", len(planned))
        )
        leaves = [cover, *(leaf for leaf in found if leaf)]
        return Pack(cover.title, (*leaves, *appendix(leaves, cover.source, self.words)), tuple(self.taken))

    def _cover(self) -> Leaf:
        profile, month = self.whole.profile, units.month(self.whole.filters.month, self.lang)
        name = profile.name.label(self.lang)
        title = self.words("pack.cover", city=name, recipe=self.recipe.name.label(self.lang), month=month)
        return Leaf(title, self.whole.source(), notes=(title, self.whole.source()), is_cover=True)

    def _units(self) -> list[str]:
        """Return the units in the recipe's order: those with projects, within the filters."""
        found = self.whole.ask("kpis").filter(pl.col("cut") == "unit", pl.col("project_count") > 0)
        present = set(found["key"])
        known = [unit.id for unit in self.whole.profile.units if unit.id in present]
        if self.recipe.order == "rank":
            league = self._page("league", self.whole, {}).get("league")
            if league is not None and "unit_id" in league.rows.columns:
                ranked = [unit for unit in league.rows["unit_id"] if unit in present]
                return [*ranked, *(unit for unit in known if unit not in ranked)]
        return known

    def _narrowed(self, unit: str) -> View:
        return self.studio.view("overview", query(self.whole.filters.at(units=(unit,))))

    def _page(self, page: str, view: View, choices: Mapping[str, str]) -> dict[str, Excerpt]:
        key = (page, view.filters, tuple(choices.items()))
        if key not in self._pages:
            asked = query(view.filters) | {name: [value] for name, value in choices.items()}
            self._pages[key] = self.studio.take(page, asked)
        return self._pages[key]

    def _leaf(self, slide: Slide, view: View, *, unit: str = "") -> Leaf | None:
        """Return a slide of the recipe; None where nothing that it wants is shown."""
        found = [
            [(take, self._page(take.page, view, take.choices).get(take.name)) for take in column]
            for column in slide.columns
        ]
        shown = [(take, excerpt) for column in found for take, excerpt in column if excerpt is not None]
        if not shown:
            return None
        columns = tuple(
            tuple(part for take, excerpt in column if (part := self._part(take, excerpt))) for column in found
        )
        columns = tuple(column for column in columns if column)
        title = self._title(slide, view, shown[0][1], unit)
        place = f"{unit}:{len(self.taken)}"
        self.taken += [(place, excerpt) for _, excerpt in shown]
        return Leaf(
            title,
            view.source(),
            columns,
            notes=self._notes(title, view, shown),
            cards=_cards(slide.cards, view),
            widths=(slide.split, 1 - slide.split) if len(columns) == 2 else (),
        )

    def _title(self, slide: Slide, view: View, first: Excerpt, unit: str) -> str:
        said = slide.title.label(self.lang) or sentence(slide, view, first)
        name = view.teller.unit(unit) if unit else ""
        return self.words("pack.unit_title", unit=name, said=said) if unit else said

    def _part(self, take: Take, excerpt: Excerpt | None) -> exports.Chart | exports.Table | None:
        heading, none = take.heading.label(self.lang), take.none.label(self.lang)
        if excerpt is None:
            return exports.Table(pl.DataFrame(), heading=heading, none=none) if none else None
        if excerpt.figure is not None and not take.is_table:
            return exports.Chart(excerpt.figure)
        columns = take.columns or excerpt.columns
        kept = tuple(column for column in columns if column in excerpt.rows.columns)
        return exports.Table(excerpt.rows, kept, heading=heading, none=none, most=take.rows)

    def _notes(self, title: str, view: View, shown: list[tuple[Take, Excerpt]]) -> tuple[str, ...]:
        """Return the scope tag, and for each part where its numbers are on screen."""
        said = [title, f"{self.words('export.scope')}: {view.source()}"]
        for take, excerpt in shown:
            address = scope.trace(take.page, query(view.filters) | {k: [v] for k, v in take.choices.items()})
            said.append(self.words("pack.part", title=excerpt.title or take.name, count=excerpt.rows.height))
            said.append(self.words("export.trace", address=address))
        return tuple(said)


def sentence(slide: Slide, view: View, first: Excerpt | None) -> str:
    """Return what a slide says by itself: from the figures, the page's answer, or its first title."""
    if slide.say in SAY:
        return SAY[slide.say](view)
    if first is None:
        return ""
    return (slide.say and first.answer) or first.title


def appendix(leaves: Sequence[Leaf], source: str, words: Words) -> list[Leaf]:
    """Return the list of slides with their scope tags, whole, as the last leaf."""
    names = [words(f"pack.appendix_{column}") for column in ("page", "slide", "scope")]
    rows = pl.DataFrame(
        [(str(i), leaf.title, leaf.source) for i, leaf in enumerate(leaves, 1)], schema=names, orient="row"
    )
    title = words("pack.appendix")
    return [Leaf(title, source, ((exports.Table(rows, is_whole=True),),), notes=(title, source))]


def _pace(view: View) -> str:
    # Who explains the gap stands in the tables below the title.
    nobody = _none(view.ask("kpis"))
    return answers.pace(view.whole(), unit_rows=nobody, projects=nobody, teller=view.teller)


@memo.kept(50)
def _none(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.clear()


SAY: dict[str, Callable[[View], str]] = {
    "pace": _pace,
    "curve": lambda view: answers.curve(view.whole(), teller=view.teller),
}


def _cards(ids: tuple[str, ...], view: View) -> exports.Cards | None:
    head, found = view.whole(), kpis.measures()
    if not (ids and head):
        return None
    said = (view.profile, view.words)
    return exports.Cards(
        tuple(
            exports.Card(
                cards.named(found[key], *said),
                cards.shown(found[key], head, *said),
                cards.tag(found[key], head, *said),
            )
            for key in ids
        )
    )
