"""What a scene of a briefing shows: one sentence, one number, one picture, as the pages say them."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from paceboard import canvas, cards, excerpts, exports, kpis, packs, units
from paceboard.excerpts import Excerpt
from paceboard.exports.printed import Printed, printed
from paceboard.kpis import Measure
from paceboard.recipes import Take
from paceboard.stories import Scene
from paceboard.view import View

log = logging.getLogger("paceboard")
MOST_COLUMNS = 6
TYPE, TWO_LINES = 30, 2350  # of the sentence, on a screen 1280 wide
LEFT_OUT = ("source", "sample")  # the row below the scene says both
# page, its address -> what it shows there, by name
Taking = Callable[[str, packs.Query], Mapping[str, Excerpt]]


@dataclass(frozen=True)
class Number:
    """The big number: what it is called, its value in words, the scope tag, the change or ""."""

    label: str
    value: str
    note: str = ""
    change: str = ""


@dataclass(frozen=True)
class Part:
    """One part of a scene: a figure (data and layout), or a table in words, or else words."""

    figure: Mapping | None = None
    table: Printed | None = None
    heading: str = ""
    words: str = ""


@dataclass(frozen=True)
class Shot:
    """A scene under the filters of a view; widths: how much of the width each column takes."""

    question: str
    sentence: str
    source: str
    number: Number | None
    columns: tuple[tuple[Part, ...], ...]
    widths: tuple[float, ...]
    is_wide: bool = False

    @property
    def is_long(self) -> bool:
        """Say whether the sentence would take more than two lines in large type."""
        return canvas.width_of(self.sentence, TYPE) > TWO_LINES


def shot(scene: Scene, view: View, taking: Taking) -> Shot:
    """Return what a scene shows; what pages show comes through taking."""
    slide, lang = scene.slide, view.lang
    found = [[(take, _excerpt(take, view, taking)) for take in column] for column in slide.columns]
    shown = [excerpt for column in found for _, excerpt in column if excerpt]
    first = shown[0] if shown else None
    said = packs.sentence(slide, view, first) if view.whole() else ""
    said = said or slide.columns[0][0].none.label(lang) or view.words("briefing.nothing")
    return Shot(
        slide.title.label(lang) or (first.question if first else ""),
        said,
        view.source(),
        _number(scene, view, taking),
        tuple(tuple(_part(take, excerpt, view, said) for take, excerpt in column) for column in found),
        (slide.split, 1 - slide.split) if len(found) == 2 else (1.0,),
        scene.is_wide,
    )


def prepare(scene: Scene, view: View, taking: Taking) -> None:
    """Have everything asked that a scene shows; what fails now is told when the scene is shown."""
    with excerpts.unseen():
        try:
            shot(scene, view, taking)
        except Exception:
            log.exception("the next scene failed")


def _excerpt(take: Take, view: View, taking: Taking) -> Excerpt | None:
    if not view.whole():
        return None
    asked = packs.query(view.filters) | {name: [value] for name, value in take.choices.items()}
    return taking(take.page, asked).get(take.name)


def _part(take: Take, excerpt: Excerpt | None, view: View, said: str) -> Part:
    """Return one part of a scene; what its sentence already says is not said a second time."""
    heading = take.heading.label(view.lang)
    if excerpt is None:
        words = take.none.label(view.lang) or view.words("briefing.nothing")
        return Part(heading=heading, words=words) if words != said else Part()
    if excerpt.figure is not None and not take.is_table:
        return Part(figure=bare(excerpt.figure), heading=heading)
    wanted = take.columns or excerpt.columns
    kept = tuple(column for column in wanted if column in excerpt.rows.columns)
    table = exports.Table(excerpt.rows, kept, most=take.rows)
    return Part(
        table=printed(table, profile=view.profile, words=view.words, most=MOST_COLUMNS), heading=heading
    )


def _number(scene: Scene, view: View, taking: Taking) -> Number | None:
    counted = _excerpt(scene.count, view, taking) if scene.count else None
    if counted:
        return Number(scene.count.heading.label(view.lang), units.count(counted.rows.height), note=_day(view))
    if not scene.slide.cards:
        return None
    measure = kpis.measures()[scene.slide.cards[0]]
    row = _row(measure, view)
    if row.get(measure.id) is None:
        return None
    said = (view.profile, view.words)
    movement = view.ask("movement").row(0, named=True) if measure.query == "kpis" else {}
    change = cards.moved(measure, movement, *said) or ""
    since = f" {view.words('overview.since')}" if change[:1] in cards.ARROWS else ""
    return Number(
        cards.named(measure, *said),
        cards.shown(measure, row, *said),
        note=cards.tag(measure, row, *said),
        change=change + since,
    )


def _day(view: View) -> str:
    day = view.whole().get("register_as_of")
    return view.words("overview.as_of", day=units.day(day, view.lang)) if day else ""


def _row(measure: Measure, view: View) -> Mapping:
    """Return the row for the whole scope that holds a measure, beside the headline figures."""
    head = view.whole()
    if measure.query == "kpis" or not head:
        return head
    rows = view.ask(measure.query)
    whole = rows.filter(pl.col("cut") == "all") if "cut" in rows.columns else rows
    return {**head, **whole.row(0, named=True)} if whole.height else {}


def bare(figure: object) -> dict:
    """Return data and layout of a figure without what stands around it: title, source line, mark."""
    plain = figure.to_dict()
    layout = plain["layout"]
    margin, title = layout["margin"], layout["title"]["text"]
    notes = layout["annotations"]
    lines = sum(note["text"].count("<br>") + 1 for note in notes if note.get("name") == "source")
    above = (title.count("<br>") + 1) * (canvas.TITLE_SIZE + 8)
    kept = {key: value for key, value in layout.items() if key not in ("title", "height")}
    kept["margin"] = margin | {
        "t": max(margin["t"] - above, canvas.EDGE),
        "b": max(margin["b"] - lines * (canvas.NOTE_SIZE + 5), canvas.EDGE),
    }
    kept["annotations"] = [note for note in notes if note.get("name") not in LEFT_OUT]
    return {"data": plain["data"], "layout": kept}
