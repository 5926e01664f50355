"""The closed loop of problems as a picture of its flow: bars at each step, ribbons from step to step."""

from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, theme, units
from paceboard.canvas import Look
from paceboard.charts import axes
from paceboard.profiles import Profile
from paceboard.text import Words

STEPS = ("collected", "assigned", "due", "resolved", "confirmed")
# Node -> the colour's name in the palette: on its way, done, in trouble.
COLOURS = {
    "collected": "plan",
    "assigned": "actual",
    "unassigned": "behind",
    "in_time": "actual",
    "late": "behind",
    "unlimited": "plan",
    "resolved": "actual",
    "open": "behind",
    "reopened": "behind",
    "confirmed": "actual",
    "unconfirmed": "plan",
}
UNSEEN = {"showticklabels": False, "showline": False}
BAR = 0.055  # half the thickness of a bar; steps are 1 apart
GAP_PART = 0.13  # space between the nodes of one step, as a part of all problems


@dataclass(frozen=True)
class Node:
    """A node of the picture: step (0..4), name, number of problems, and where it begins from below."""

    step: int
    id: str
    count: int
    base: float

    @property
    def top(self) -> float:
        """Return where it ends."""
        return self.base + self.count


@figures.once
def problem_flow(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return the loop from left to right; a ribbon is as thick as the number of problems that went that way.

    rows: query `problem_flow`. Problems that were reopened go back to the step of assignment (dashed).
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    nodes = _nodes(rows)
    heads = [words(f"problems.step_{step}") for step in STEPS]
    tallest = max(node.top for node in nodes.values())
    low = -0.2 * tallest
    layout = canvas.layout(
        look,
        name="problem_flow",
        kind="bars",
        left=canvas.EDGE + 6,
        right=canvas.EDGE,
        axis=6,
        about={"unit": words("problems.unit"), "decimals": 0, "is_stacked": True},
        notes=_notes(nodes, heads, low, look),
        shapes=[*_ribbons(rows, nodes, look), *_back(nodes, low, look)],
        barmode="overlay",
        xaxis=axes.categories(heads) | UNSEEN | {"range": [-0.08, len(STEPS) - 0.1]},
        yaxis={"range": [low, tallest], "visible": False},
    )
    return figures.figure([_bar(node, heads, look) for node in nodes.values()], layout)


def _nodes(rows: pl.DataFrame) -> dict[str, Node]:
    """Return the nodes, those of one step stacked from above, with room between them."""
    listed = rows.select("step_no", "node", "node_count").unique(maintain_order=True)
    total = listed["node_count"].max()
    placed: dict[str, Node] = {}
    for step in listed.partition_by("step_no", maintain_order=True):
        edge = total * (1 + 2 * GAP_PART)
        for step_no, id_, count in step.iter_rows():
            placed[id_] = Node(step_no - 1, id_, count, edge - count)
            edge -= count + total * GAP_PART
    return placed


def _colour(id_: str, look: Look) -> str:
    return getattr(look.colours, COLOURS[id_])


def _bar(node: Node, heads: list[str], look: Look) -> dict:
    colour = _colour(node.id, look)
    said = look.words(f"problems.node_{node.id}", count=units.count(node.count))
    return {
        "type": "bar",
        "name": look.words(f"term.node.{node.id}"),
        "meta": node.id,
        "x": [heads[node.step]],
        "y": [node.count],
        "base": [node.base],
        "width": 2 * BAR,
        # The outline keeps a single problem among hundreds in sight.
        "marker": {"color": colour, "line": {"color": colour, "width": 2}},
        "customdata": [said],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _ribbons(rows: pl.DataFrame, nodes: dict[str, Node], look: Look) -> list[dict]:
    """Return one band per link; bands leave and reach a node one below the other."""
    leaving = {id_: node.top for id_, node in nodes.items()}
    reaching = dict(leaving)
    found = []
    links = rows.drop_nulls("node_from").select("node_from", "node", "link_count")
    for source, target, count in links.iter_rows():
        start, end = nodes[source], nodes[target]
        path = _band(start.step + BAR, leaving[source], end.step - BAR, reaching[target], count)
        leaving[source] -= count
        reaching[target] -= count
        style = {"fillcolor": theme.rgba(_colour(target, look), 0.2), "line": {"width": 0}, "layer": "below"}
        found.append({"type": "path", "path": path} | style)
    return found


def _band(x0: float, y0: float, x1: float, y1: float, thick: float) -> str:
    """Return the outline of a ribbon from (x0, y0) to (x1, y1), its upper edge, thick downwards."""
    middle = (x0 + x1) / 2
    over = f"M {x0},{y0} C {middle},{y0} {middle},{y1} {x1},{y1}"
    back = f"L {x1},{y1 - thick} C {middle},{y1 - thick} {middle},{y0 - thick} {x0},{y0 - thick} Z"
    return f"{over} {back}"


def _back(nodes: dict[str, Node], low: float, look: Look) -> list[dict]:
    """Return the dashed way of the reopened back to assignment."""
    if not {"reopened", "assigned"} <= set(nodes):
        return []
    start, end = nodes["reopened"], nodes["assigned"]
    floor = low * 0.55
    path = (
        f"M {start.step},{start.base} C {start.step},{floor} {start.step},{floor} {start.step - 0.5},{floor} "
        f"L {end.step + 0.3},{floor} C {end.step},{floor} {end.step},{floor} {end.step},{end.base}"
    )
    style = {"color": _colour("reopened", look), "width": 2, "dash": "dot"}
    return [{"type": "path", "path": path, "line": style}]


def _back_word(nodes: dict[str, Node], low: float, look: Look) -> list[dict]:
    if not {"reopened", "assigned"} <= set(nodes):
        return []
    font = {"size": canvas.NOTE_SIZE + 1, "color": _colour("reopened", look)}
    text = look.words("problems.back", count=units.count(nodes["reopened"].count))
    place = {"x": 2, "y": low * 0.55, "xref": "x", "yref": "y", "yanchor": "top", "font": font}
    arrow = {"x": 1, "y": nodes["assigned"].base, "xref": "x", "yref": "y", "yanchor": "top", "font": font}
    return [canvas.note(text, **place), canvas.note("▲", **arrow)]


def _notes(nodes: dict[str, Node], heads: list[str], low: float, look: Look) -> list[dict]:
    labels = [_label(node, look) for node in nodes.values()]
    return [*_heads(heads, look), *labels, *_back_word(nodes, low, look)]


def _heads(heads: list[str], look: Look) -> list[dict]:
    font = {"size": canvas.LABEL_SIZE, "color": look.colours.muted}
    place = {"y": 1, "xref": "x", "xanchor": "left", "yanchor": "bottom", "yshift": 8, "font": font}
    return [canvas.note(f"{i + 1} {head}", x=i - BAR, **place) for i, head in enumerate(heads)]


def _label(node: Node, look: Look) -> dict:
    text = look.words(f"term.node.{node.id}")
    place = {"x": node.step + BAR, "y": (node.base + node.top) / 2, "xref": "x", "yref": "y"}
    font = {"size": canvas.LABEL_SIZE, "color": look.colours.text}
    said = f"{text} <b>{units.count(node.count)}</b>"
    return canvas.note(said, xanchor="left", xshift=7, align="left", font=font, **place)
