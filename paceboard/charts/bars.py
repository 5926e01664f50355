"""Bars: plan and actual of each month, and the league of the units that answer for projects."""

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, names, theme, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.profiles import Profile
from paceboard.text import Words

ROW_HEIGHT = 27
NAME_LIMIT = 190


def months(
    rows: pl.DataFrame, *, profile: Profile, words: Words, mode: str, title: str, source: str
) -> go.Figure:
    """Return what was planned (wide, light) and done (narrow, dark) month by month, in money.

    rows: query `curve`, one per month. A correction can make a month negative.
    """
    look = Look(profile, words, mode, title, source)
    colours = look.colours
    scale = axes.scale(rows, ("plan_month", "invested_month"), look)
    months_, axis = axes.month_axis(rows["period"].to_list(), words.lang)
    pale = theme.rgba(colours.plan, 0.32)
    planned = _month_bar("plan", months_, rows["plan_month"], scale, look) | {"width": 0.78}
    done = _month_bar("actual", months_, rows["invested_month"], scale, look) | {"width": 0.46}
    planned["marker"] = {"color": pale}
    done |= {
        "marker": {"color": colours.actual},
        "text": ["" if value is None else scale.number(value) for value in rows["invested_month"]],
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"size": canvas.NOTE_SIZE + 1, "color": colours.text},
        "constraintext": "none",
        "cliponaxis": False,
    }
    parts = [("■", colours.actual, words("chart.actual")), ("■", pale, words("chart.plan"))]
    layout = canvas.layout(
        look,
        name="months",
        kind="bars",
        axis=42,
        notes=[canvas.key(parts, colours), canvas.unit(scale.unit, look)],
        barmode="overlay",
        hovermode="x unified",
        xaxis=axis,
        yaxis={"range": axes.span([*planned["y"], *done["y"]], top=1.12), "tickformat": ",", "nticks": 6},
    )
    return canvas.figure([planned, done], layout)


def _month_bar(part: str, x: list[str], money: pl.Series, scale: axes.Scale, look: Look) -> dict:
    label = look.words(f"chart.{part}")
    hover = [f"{label} {scale.money(value)}" for value in money]
    said = {"customdata": hover, "hovertemplate": "%{customdata}<extra></extra>"}
    return {"type": "bar", "name": label, "meta": part, "x": x, "y": scale.drawn(money), **said}


def league(
    rows: pl.DataFrame, *, profile: Profile, words: Words, mode: str, title: str, source: str
) -> go.Figure:
    """Return one horizontal bar per unit, best rank on top: completion share, gap to time, rank and its change.

    rows: query `league`. Bars that reach the time mark are dark; the gap beside each says by how much. Units
    that have not reported say so. The figure's height grows with the number of units.
    """
    look = Look(profile, words, mode, title, source)
    colours = look.colours
    table = rows.sort("rank", nulls_last=True).to_dicts()
    units_ = names.table("unit_id", profile=profile, words=words)
    labels = [units_.get(row["unit_id"], row["unit_id"]) for row in table]
    shares = [row["completion_share"] for row in table]
    bar = {
        "type": "bar",
        "orientation": "h",
        "name": words("measure.completion_share"),
        "meta": "actual",
        "y": labels,
        "x": shares,
        "width": 0.62,
        "marker": {"color": [_bar_colour(row, look) for row in table]},
        "text": [_value_label(row, look) for row in table],
        "textposition": "outside",
        "textfont": {"size": canvas.LABEL_SIZE, "color": colours.text},
        "constraintext": "none",
        "cliponaxis": False,
        "customdata": [_hover(row, label, look) for row, label in zip(table, labels, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    shown = [safe(canvas.shortened(label, NAME_LIMIT)) for label in labels]
    left = max(canvas.width_of(label) for label in shown) + 30
    times = [row["time_share"] for row in table if row["time_share"] is not None]
    mark, rule = _time_mark(times[0], look) if times else ([], [])
    layout = canvas.layout(
        look,
        name="league",
        kind="bars",
        left=left,
        axis=26,
        height=ROW_HEIGHT * len(table),
        notes=mark,
        shapes=rule,
        xaxis={
            "domain": [0.09, 1],
            "range": axes.span([*shares, *times], top=1.26),
            "tickformat": ".0%",
            "showgrid": True,
            "nticks": 8,
        },
        xaxis2={"domain": [0, 0.085], "range": [0, 1], "visible": False, "fixedrange": True},
        yaxis={
            "type": "category",
            "range": [len(table) - 0.5, -0.5],
            "showgrid": False,
            "tickmode": "array",
            "tickvals": labels,
            "ticktext": shown,
            "tickfont": {"size": canvas.LABEL_SIZE, "color": colours.text},
        },
    )
    return canvas.figure([bar, _ranks(table, labels, look)], layout)


def _is_ahead(row: dict) -> bool:
    return row["completion_share"] is not None and (row["pace_gap"] or 0) >= 0


def _bar_colour(row: dict, look: Look) -> str:
    if not row["has_reported"]:
        return theme.rgba(look.colours.plan, 0.4)
    return look.colours.actual if _is_ahead(row) else look.colours.sequential[4]


def _value_label(row: dict, look: Look) -> str:
    """Return "77.45%  ▲ +10.78"; the sign and the shape say what the colour says."""
    if not row["has_reported"]:
        return look.words("chart.not_reported")
    if row["completion_share"] is None:
        return look.words("chart.no_plan")
    share = f"<b>{units.share(row['completion_share'], look.profile)}</b>"
    gap = units.gap_text(row["completion_share"], row["time_share"], look.profile)
    colour, mark = (look.colours.ahead, "▲") if _is_ahead(row) else (look.colours.behind, "▼")
    return f"{share}  <span style='color:{colour}'>{mark} {gap}</span>"


def _hover(row: dict, label: str, look: Look) -> str:
    money = [units.money(row[name], look.profile, look.words.lang) for name in ("invested_ytd", "plan_year")]
    share = units.share(row["completion_share"], look.profile)
    pace = axes.pace_words(row["completion_share"], row["time_share"], look)
    return f"<b>{safe(label)}</b><br>{money[0]} / {money[1]} = {share}<br>{pace}"


def _ranks(table: list[dict], labels: list[str], look: Look) -> dict:
    """Return rank and change of rank as a column of text between names and bars."""
    return {
        "type": "scatter",
        "mode": "text",
        "name": look.words("measure.rank"),
        "xaxis": "x2",
        "x": [0.0] * len(table),
        "y": labels,
        "text": [_rank_label(row, look) for row in table],
        "textposition": "middle right",
        "textfont": {"size": canvas.LABEL_SIZE},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _rank_label(row: dict, look: Look) -> str:
    if row["rank"] is None:
        return ""
    change = row["rank_change"]
    if not change:
        moved = "" if change is None else look.words("chart.rank_same")
    else:
        moved = look.words("chart.rank_up" if change > 0 else "chart.rank_down", places=abs(change))
    return f"<b>{row['rank']}</b>  <span style='color:{look.colours.muted}'>{moved}</span>"


def _time_mark(time_share: float, look: Look) -> tuple[list[dict], list[dict]]:
    colour = look.colours.time
    text = f"{look.words('chart.time')} {units.share(time_share, look.profile)}"
    note = canvas.note(
        text, x=time_share, y=1, xref="x", yanchor="bottom", yshift=6, font={"color": colour, "size": 13}
    )
    style = {"color": colour, "width": 2, "dash": "dash"}
    return [note], [
        {"type": "line", "x0": time_share, "x1": time_share, "y0": 0, "y1": 1, "yref": "paper", "line": style}
    ]
