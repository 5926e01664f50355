"""What fits a planner's question: the chart suggested, what would mislead and why, and its title."""

from collections.abc import Callable

import plotly.graph_objects as go

from paceboard import charts, formulas
from paceboard.charts.series import Cells
from paceboard.crosstabs import Sheet
from paceboard.dimensions import dimensions
from paceboard.questions import Fault, Question
from paceboard.text import Words

FEW = 3  # series that grouped bars still show well
Drawn = Callable[[Sheet, dict], go.Figure]


def suggested(asked: Question) -> tuple[str, str]:
    """Return the form of chart that fits best, and the key of the sentence that says why."""
    if not asked.dimensions:
        return "table", "why_table"
    if asked.time:
        return ("line", "why_line") if len(asked.things) <= 1 else ("pivot", "why_pivot")
    if len(asked.things) == 1:
        return "bar", "why_bar"
    return "pivot", "why_pivot"


def objection(asked: Question, form: str) -> str:
    """Return the key of the sentence that says why a form of chart would mislead; "" where it fits."""
    needs = {
        "line": "" if asked.time else "form_no_time",
        "area": "form_no_time" if not asked.time else "" if _adds_up(asked) else "form_no_sum",
        "bar": "" if asked.dimensions else "form_no_split",
        "pivot": "" if asked.dimensions else "form_no_split",
    }
    return needs.get(form, "")


def _adds_up(asked: Question) -> bool:
    return formulas.is_sum(asked.measures[0]) and not asked.is_nested


def form(asked: Question) -> tuple[str, str]:
    """Return the form to draw and the objection to the one asked for; an unfit one becomes the suggested."""
    wish = asked.form or suggested(asked)[0]
    against = objection(asked, wish)
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


FORMS: dict[str, Drawn] = {
    "bar": lambda sheet, look: charts.explore_bars(cells(sheet), **look),
    "line": lambda sheet, look: charts.explore_lines(cells(sheet), **look),
    "area": lambda sheet, look: charts.explore_lines(cells(sheet), is_area=True, **look),
}
