"""Small multiples: one little curve per unit, sector, level or batch, all on one scale, worst first."""

from dataclasses import dataclass
from decimal import Decimal

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, names, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.profiles import Profile
from paceboard.text import Words

MAX_PANELS = 24
PANEL_HEIGHT = 168
HEADING_HEIGHT = 46
AXIS_HEIGHT = 26
# Where panels stand on the one axis of their row: twelve months and a gap.
STEP = 13.2
NARROW = 145
WIDE = 230


@dataclass(frozen=True)
class Panel:
    """One split key: name, months, share and gap at its last reported month (None: no plan or no return)."""

    name: str
    rows: pl.DataFrame
    share: float | None
    gap: Decimal | None


@figures.once
def small_multiples(
    rows: pl.DataFrame,
    *,
    split: str,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
) -> go.Figure:
    """Return a grid of curves in share of the annual plan: actual, own plan and time-proportional.

    rows: query `curve`, one per split key and month; split: unit, sector, level or batch. The worst gap comes
    first, at most 24 are drawn and the figure says how many are left out. Its height grows with their number.
    """
    look = Look(profile, words, mode, title, source)
    panels = _panels(rows, split, look)
    shown, left_out = panels[:MAX_PANELS], len(panels) - MAX_PANELS
    columns, key = _columns(len(shown)), _key(left_out, look)
    grid = [shown[i : i + columns] for i in range(0, len(shown), columns)]
    placed = [_place(row, number, len(grid), columns, look) for number, row in enumerate(grid)]
    range_ = axes.span([1.0, *(value for p in shown for value in p.rows["invested_share"])], top=1.08)
    scale = {"range": range_, "dtick": 0.5 if range_[1] < 2.2 else 1}
    layout = canvas.layout(
        look,
        name="small_multiples",
        kind="panels",
        axis=0,
        height=PANEL_HEIGHT * len(grid),
        notes=[note for _, _, notes in placed for note in notes] + [canvas.key(key, look.colours)],
        about=_about(shown, columns, key, look),
        hovermode="closest",
        **{
            name: axis | (scale if name[0] == "y" else {})
            for _, there, _ in placed
            for name, axis in there.items()
        },
    )
    return figures.figure([trace for traces, _, _ in placed for trace in traces], layout)


def _place(
    row: list[Panel], number: int, row_count: int, columns: int, look: Look
) -> tuple[list[dict], dict[str, dict], list[dict]]:
    """Return the traces, axes and headings of one row of panels."""
    whole = row_count * PANEL_HEIGHT
    top = 1 - (number * PANEL_HEIGHT + HEADING_HEIGHT) / whole
    bottom = max(0.0, top - (PANEL_HEIGHT - HEADING_HEIGHT - AXIS_HEIGHT) / whole)
    limit = WIDE if columns <= 4 else NARROW
    headings = [_heading(panel, i, number, top, limit, look) for i, panel in enumerate(row)]
    there = _row_axes(number, (len(row), columns), [bottom, top], look)
    return _row_traces(row, number, look), there, headings


def _about(panels: list[Panel], columns: int, key: list[tuple[str, str, str]], look: Look) -> dict:
    """Return what slides need to draw the same grid."""
    parts = [(f"{mark} {word}".strip(), colour) for mark, colour, word in [*key, _months_drawn(look)]]
    return {"columns": columns, "panels": [_facts(panel, look) for panel in panels], "key": parts}


def _facts(panel: Panel, look: Look) -> dict:
    """Return what slides need of one panel besides its actual line."""
    lines = {part: panel.rows[f"{part}_share"].to_list() for part in ("plan", "time")}
    return lines | {"name": panel.name, "said": _said(panel, look)}


def _said(panel: Panel, look: Look) -> str:
    """Return "77.45% ▲ +10.78"."""
    if panel.share is None:
        return look.words("chart.no_plan")
    share = units.share(panel.share, look.profile)
    return share if panel.gap is None else f"{share} {_mark(panel, look)}"


def _mark(panel: Panel, look: Look) -> str:
    mark = "▲" if panel.gap >= 0 else "▼"
    return f"{mark} {units.signed(panel.gap, look.profile.share_decimals)}"


def _columns(count: int) -> int:
    if count <= 4:
        return count
    return 6 if count > 10 else (count + 1) // 2


def _panels(rows: pl.DataFrame, split: str, look: Look) -> list[Panel]:
    words = names.table(split, profile=look.profile, words=look.words)
    found = []
    for part in rows.partition_by("split_key", maintain_order=True):
        id_ = part["split_key"][0]
        name = words.get(id_, id_) or look.words("term.flag.none")
        last = axes.last_known(part["invested_share"].to_list())
        share = None if last is None else part["invested_share"][last]
        gap = None if last is None else units.gap(share, part["time_share"][last], look.profile)
        found.append(Panel(name, part, share, gap))
    return sorted(found, key=lambda panel: (panel.gap is None, panel.gap or 0))


def _row_traces(row: list[Panel], number: int, look: Look) -> list[dict]:
    """Return the lines of one row of panels: plan and time as one line with gaps each, actual one by one."""
    axis = {"xaxis": f"x{number + 1}", "yaxis": f"y{number + 1}"}
    traces = []
    for part, dash in (("plan", "solid"), ("time", "dot")):
        x: list[float | None] = []
        y: list[float | None] = []
        for i, panel in enumerate(row):
            x += [*(i * STEP + m for m in range(panel.rows.height)), None]
            y += [*panel.rows[f"{part}_share"], None]
        style = {"color": getattr(look.colours, part), "width": 1.5, "dash": dash}
        name = look.words(f"chart.{part}")
        line = {"type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "line": style}
        traces.append(line | axis | {"meta": part, "hoverinfo": "skip"})
    return traces + [_actual(panel, i, look) | axis for i, panel in enumerate(row)]


def _actual(panel: Panel, place: int, look: Look) -> dict:
    shares = panel.rows["invested_share"].to_list()
    months = [units.month_name(period, look.words.lang) for period in panel.rows["period"]]
    name = safe(panel.name)
    hover = [
        f"<b>{name}</b> {month} {units.share(share, look.profile)}"
        for month, share in zip(months, shares, strict=True)
    ]
    style = {"color": look.colours.actual, "width": 3}
    x = [place * STEP + m for m in range(len(shares))]
    # text is not drawn; it carries the month's name to slides and workbooks.
    return axes.line(x, shares, hover, name=panel.name, style=style, meta="actual", text=months)


def _row_axes(number: int, counts: tuple[int, int], domain: list[float], look: Look) -> dict:
    """Return the axes of one row; counts: its panels, and those of a full row."""
    months = [units.month_name(month, look.words.lang) for month in axes.fiscal_months(look.profile)]
    here, full = counts
    tail = str(number + 1) if number else ""
    ticks = [(i * STEP + m, months[m]) for i in range(here) for m in (0, 11)]
    small = {"size": canvas.NOTE_SIZE - 1, "color": look.colours.muted}
    return {
        f"xaxis{tail}": {
            "anchor": f"y{number + 1}",
            "domain": [0, (here * STEP - 0.4) / (full * STEP - 0.4)],
            "range": [-0.6, here * STEP - 1],
            "tickmode": "array",
            "tickvals": [x for x, _ in ticks],
            "ticktext": [text for _, text in ticks],
            "tickfont": small,
            "tickangle": 0,
            "showline": False,
        },
        f"yaxis{tail}": {
            "anchor": f"x{number + 1}",
            "domain": domain,
            "tickformat": ".0%",
            "tickfont": small,
        },
    }


def _heading(panel: Panel, place: int, number: int, top: float, limit: int, look: Look) -> dict:
    colours = look.colours
    name = safe(canvas.shortened(panel.name, limit))
    said = _said(panel, look)
    if panel.gap is not None:
        colour, mark = (colours.ahead if panel.gap >= 0 else colours.behind), _mark(panel, look)
        said = said.replace(mark, f"<span style='color:{colour}'>{mark}</span>")
    return canvas.note(
        f"<b>{name}</b><br><span style='font-size:{canvas.NOTE_SIZE}px'>{said}</span>",
        x=place * STEP - 0.4,
        y=top,
        xref=f"x{number + 1}",
        xanchor="left",
        yanchor="bottom",
        yshift=3,
        align="left",
    )


def _months_drawn(look: Look) -> tuple[str, str, str]:
    """Return "1月–12月" as a part of the key, for slides whose small charts do not name their months."""
    first, *_, last = (units.month_name(m, look.words.lang) for m in axes.fiscal_months(look.profile))
    return "", look.colours.muted, f"{first}–{last}"


def _key(left_out: int, look: Look) -> list[tuple[str, str, str]]:
    colours, words = look.colours, look.words
    parts = [
        ("━", colours.actual, words("chart.actual")),
        ("━", colours.plan, words("chart.plan")),
        ("┅", colours.time, words("chart.time")),
    ]
    if left_out > 0:
        parts = [*parts, ("", colours.muted, words("chart.more_panels", count=left_out))]
    return parts
