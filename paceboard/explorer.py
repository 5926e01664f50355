"""What fits a planner's question: the chart suggested, what would mislead and why, and its title."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import plotly.graph_objects as go
import polars as pl

from paceboard import charts, formulas, keys, maps, units
from paceboard.charts.series import Cells
from paceboard.crosstabs import Sheet
from paceboard.dimensions import dimensions
from paceboard.questions import Fault, Question
from paceboard.text import Words

Drawn = Callable[[Sheet, dict], go.Figure]


def suggested(asked: Question) -> tuple[str, str]:
    """Return the form of chart that fits best, and the key of the sentence that says why."""
    if not asked.dimensions:
        return "table", "why_table"
    if asked.time:
        return ("line", "why_line") if len(asked.things) <= 1 else ("pivot", "why_pivot")
    if len(asked.things) == 1:
        kinds = {formulas.measures()[key].kind for key in asked.measures}
        return (
            ("scatter", "why_scatter") if len(kinds) > 1 and asked.against == "none" else ("bar", "why_bar")
        )
    return ("heat", "why_heat") if len(asked.things) == 2 else ("pivot", "why_pivot")


def objection(asked: Question, form: str, *, has_borders: bool = True) -> str:
    """Return the key of the sentence that says why a form of chart would mislead; "" where it fits."""
    places = [thing.id for thing in asked.things]
    adds_up = "" if _adds_up(asked) else "form_no_sum"
    needs = {
        "line": "" if asked.time else "form_no_time",
        "area": adds_up if asked.time else "form_no_time",
        "bar": "" if asked.dimensions else "form_no_split",
        "pivot": "" if asked.dimensions else "form_no_split",
        "heat": "" if len(asked.dimensions) == 2 and asked.things else "form_no_two",
        "treemap": "form_no_split" if not places or asked.time else adds_up,
        "scatter": "" if len(asked.measures) >= 2 and places and not asked.time else "form_no_pair",
        "box": _no_spread(asked),
        "map": "" if places in (["unit"], ["district"]) and not asked.time and has_borders else "form_no_map",
    }
    return needs.get(form, "")


def _no_spread(asked: Question) -> str:
    """Return why there is no box plot: it shows single projects, so a count of them has none."""
    if asked.time or len(asked.things) > 1:
        return "form_one_split"
    return "" if formulas.is_of_project(asked.measures[0]) else "form_no_spread"


def _adds_up(asked: Question) -> bool:
    return formulas.is_sum(asked.measures[0]) and not asked.is_nested


def form(asked: Question, *, has_borders: bool) -> tuple[str, str]:
    """Return the form to draw and the objection to the one asked for; an unfit one becomes the suggested."""
    wish = asked.form or suggested(asked)[0]
    against = objection(asked, wish, has_borders=has_borders)
    return (suggested(asked)[0], against) if against else (wish, "")


def faults(asked: Question) -> list[Fault]:
    """Return what a question asks for and must not have, as sentences: nothing is silently dropped."""
    known = formulas.measures()
    found: list[Fault] = []
    for key in asked.measures:
        words = {"label": key, "flow": "invested_month"}
        if asked.against in ("plan", "original") and not formulas.other_measure(asked, key):
            found.append((f"no_{asked.against}", words))
        is_share = known[key].over_time == "share"
        if asked.extra == "part" and is_share:
            found.append(("no_part", words))
        if asked.extra == "running" and not formulas.runs(asked, key):
            found.append((_no_running(asked, is_share=is_share), words))
    if asked.is_nested:
        found.append(("nested", {}))
    return found


def _no_running(asked: Question, *, is_share: bool) -> str:
    if is_share:
        return "no_running_share"
    return "no_running" if asked.time else "no_running_split"


def say(fault: Fault, words: Words) -> str:
    """Return the sentence of a fault, its measures by their names."""
    key, values = fault
    known = formulas.measures()
    said = {
        name: known[value].label(words.lang) if name in ("label", "flow") else value
        for name, value in values.items()
    }
    return words(f"explore.{key}", **said)


def title(asked: Question, sheet: Sheet) -> str:
    """Return what is drawn in one line: measures, dimensions, what is compared with."""
    words = sheet.words
    known = formulas.measures()
    measures = words("explore.list_and").join(known[key].label(words.lang) for key in asked.measures)
    labels = [dimensions()[key].label(words.lang) for key in asked.dimensions]
    if not labels:
        said = words("explore.title_whole", measures=measures)
    else:
        split = words("explore.by", names=words("explore.dim_and").join(labels))
        said = words("explore.title", measures=measures, split=split)
    if asked.against == "none":
        return said
    other = words("explore.against_said", other=sheet.other(asked.measures[0]))
    return words("explore.list_and").join([said, other])


def cells(sheet: Sheet) -> Cells:
    """Return the cells that charts draw."""
    asked = sheet.question
    other = "" if asked.against == "none" else sheet.other(asked.measures[0])
    return Cells(sheet.cells(), asked.measures, len(asked.things), asked.time is not None, other)


def spread(rows: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """Return the rows of query explore_spread with the words of their keys."""
    things = sheet.question.things
    word = keys.reader(things[0], profile=sheet.profile, words=sheet.words) if things else None
    whole = sheet.words("explore.whole")
    said = [word(key) if word else whole for key in rows["key_1"]]
    return rows.with_columns(word_1=pl.Series(said, dtype=pl.String))


def _treemap(sheet: Sheet, look: dict) -> go.Figure:
    depths = range(len(sheet.question.things))
    whole = pl.concat([sheet.cells(depth=depth) for depth in depths])
    return charts.explore_treemap(cells(sheet), whole, **look)


def _map(sheet: Sheet, look: dict) -> go.Figure:
    measure = sheet.question.first
    rows = (
        sheet.cells()
        .filter(measure=measure.id)
        .select(pl.col("key_1").alias("key"), pl.col("value").alias(measure.id))
    )
    shade = maps.shade(rows, measure=measure, profile=sheet.profile)
    return maps.figure(NO_SITES, shade=shade, name="explore", **look)


def is_rest(chosen: Mapping[str, object]) -> bool:
    """Return whether a row puts several keys together."""
    return keys.REST in (chosen.get("key_1"), chosen.get("key_2"))


def plain(asked: Question) -> Question:
    """Return the question without time and comparison: what the projects of a cell are asked by."""
    things = tuple(thing.id for thing in asked.things)
    return replace(asked, dimensions=things, against="none", at="", is_same=False)


def cell(asked: Question, chosen: Mapping[str, object]) -> tuple[str | None, ...]:
    """Return the keys of the cell that a row of a table stands for; None: all keys of that dimension."""
    return tuple(
        None if chosen.get(f"is_all_{place}", True) else str(chosen[f"key_{place}"])
        for place in range(1, len(asked.things) + 1)
    )


def heading(sheet: Sheet, chosen: Mapping[str, object], *, count: int) -> str:
    """Return what the projects of a cell are headed by: its keys in words, and how many they are."""
    words = sheet.words
    named = [
        keys.reader(thing, profile=sheet.profile, words=words)(str(key))
        for thing, key in zip(sheet.question.things, cell(sheet.question, chosen), strict=True)
        if key is not None
    ]
    said = words("source.joint").join(named) or words("explore.whole")
    return words("explore.rows_of", cell=said, count=units.count(count))


# What the projects behind a cell show.
ROWS = (
    *("project_name", "unit_id", "pace_state", "plan_year", "invested_ytd", "completion_share", "pace_gap"),
    *("total_investment", "plan_start_date", "actual_start_date", "is_started", "is_overdue_start", "leader"),
)
# The columns of a site that a map without sites asks for.
NO_SITES = pl.DataFrame(
    schema={"entity": pl.String, "division_id": pl.String, "pace_state": pl.String}
    | dict.fromkeys(("lon", "lat", "total_investment"), pl.Float64)
)
FORMS: dict[str, Drawn] = {
    "bar": lambda sheet, look: charts.explore_bars(cells(sheet), **look),
    "line": lambda sheet, look: charts.explore_lines(cells(sheet), **look),
    "area": lambda sheet, look: charts.explore_lines(cells(sheet), is_area=True, **look),
    "heat": lambda sheet, look: charts.explore_heat(cells(sheet), **look),
    "scatter": lambda sheet, look: charts.explore_scatter(cells(sheet), **look),
    "treemap": _treemap,
    "map": _map,
}
