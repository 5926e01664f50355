"""The league of the units that answer for projects, as a table with bars in it."""

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, figures, names, theme, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes, listed
from paceboard.profiles import Profile
from paceboard.text import Words

# Widths of the columns, in pixels; names: (of a wide figure, of a narrow one).
NAME_LIMITS = (190, 112)
RANK_WIDTH = 26
CHANGE_WIDTH = 38
SHARE_WIDTH = 78
GAP_WIDTH = 82
SCORE_WIDTH = 64


@figures.once
def league(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one horizontal bar per unit, best rank on top, like a table with a bar in it.

    rows: query `league`. Columns: rank, its change since last month, name, bar with the time mark, completion
    share and, where it is wide, gap to time and score (by which units rank). Bars that reach the mark are
    dark; a unit that has not reported says so. The figure's height grows with the number of units.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    table = rows.sort("rank", nulls_last=True).to_dicts()
    units_ = names.table("unit_id", profile=profile, words=words)
    labels = [units_.get(row["unit_id"], row["unit_id"]) for row in table]
    shown, wide, row_height = listed.named(labels, NAME_LIMITS[is_narrow])
    columns = _columns(table, shown, wide, look)
    times = [row["time_share"] for row in table if row["time_share"] is not None]
    mark, rule = _time_mark(times[0], look) if times else ([], [])
    layout = canvas.layout(
        look,
        name="league",
        kind="bars",
        left=wide + CHANGE_WIDTH + RANK_WIDTH + canvas.EDGE,
        right=SHARE_WIDTH + (0 if is_narrow else GAP_WIDTH + SCORE_WIDTH) + canvas.EDGE,
        axis=26,
        height=row_height * len(table),
        notes=[*mark, *_heads(wide, look)],
        shapes=rule,
        xaxis=_share_axis([*(row["completion_share"] for row in table), *times]),
        **columns,
    )
    holders = [_holder(axis.replace("axis", "")) for axis in list(columns)[1:]]
    return figures.figure([_bar(table, labels, look), *holders], layout)


def _share_axis(shares: list[float | None]) -> dict:
    return {"range": axes.span(shares, top=1.03), "tickformat": ".0%", "showgrid": True, "nticks": 8}


def _columns(table: list[dict], names_: list[str], wide: int, look: Look) -> dict:
    """Return the upright axes that write the columns: name, rank, change, share; if wide, gap and score."""
    left = -wide
    # Unseen ticks keep the names off the bars.
    apart = {"ticks": "outside", "ticklen": 6, "tickcolor": look.colours.background}
    dark = {"tickfont": {"color": look.colours.text}}
    found = {
        "yaxis": _rows(names_) | {"showgrid": False} | dark | apart,
        "yaxis2": _column([_rank(row) for row in table], left - CHANGE_WIDTH),
        "yaxis3": _column([_change(row, look) for row in table], left),
        "yaxis4": _column([_share(row, look) for row in table], SHARE_WIDTH, is_right=True) | dark,
    }
    if not look.is_narrow:
        gaps = [_gap(row, look) for row in table]
        found["yaxis5"] = _column(gaps, SHARE_WIDTH + GAP_WIDTH, is_right=True)
        scores = [units.score(row["score"]) for row in table]
        found["yaxis6"] = _column(scores, SHARE_WIDTH + GAP_WIDTH + SCORE_WIDTH, is_right=True)
    return found


def _bar(table: list[dict], labels: list[str], look: Look) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "name": look.words("measure.completion_share"),
        "meta": "actual",
        "y": list(range(len(table))),
        "x": [row["completion_share"] for row in table],
        "width": 0.62,
        "marker": {"color": [_bar_colour(row, look) for row in table]},
        # Not drawn (the axis shows it): names the bars for slides and workbooks.
        "hovertext": [_category(row, label, look) for row, label in zip(table, labels, strict=True)],
        "customdata": [_hover(row, label, look) for row, label in zip(table, labels, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _heads(name_width: int, look: Look) -> list[dict]:
    """Return the words above the columns beside the bars."""
    font = {"size": canvas.NOTE_SIZE, "color": look.colours.muted}
    heads = (
        ("measure.rank", 0, -name_width - CHANGE_WIDTH),
        ("chart.rate", 1, SHARE_WIDTH),
        ("chart.pace", 1, SHARE_WIDTH + GAP_WIDTH),
        ("measure.score", 1, SHARE_WIDTH + GAP_WIDTH + SCORE_WIDTH),
    )[: 2 if look.is_narrow else 4]
    place = {"y": 1, "xanchor": "right", "yanchor": "bottom", "yshift": 7, "font": font}
    return [canvas.note(look.words(key), x=x, xshift=shift, **place) for key, x, shift in heads]


def _rows(texts: list[str]) -> dict:
    """Return an upright axis with one text per row, the first on top."""
    ticks = {"tickmode": "array", "tickvals": list(range(len(texts))), "ticktext": texts}
    return ticks | {"range": [len(texts) - 0.5, -0.5], "zeroline": False, "automargin": False}


def _column(texts: list[str], shift: int, *, is_right: bool = False) -> dict:
    """Return a column of texts beside the bars that ends shift pixels from them."""
    place = {"overlaying": "y", "anchor": "free", "shift": shift, "showgrid": False, "ticks": ""}
    side = {"side": "right", "position": 1, "ticklabelposition": "inside"} if is_right else {"side": "left"}
    return _rows(texts) | place | side


def _holder(axis: str) -> dict:
    """Return an empty trace: plotly draws an axis only where a trace lies on it."""
    return {"type": "scatter", "x": [None], "y": [None], "yaxis": axis, "hoverinfo": "skip"}


def _is_ahead(row: dict) -> bool:
    return row["completion_share"] is not None and (row["pace_gap"] or 0) >= 0


def _bar_colour(row: dict, look: Look) -> str:
    if row["has_reported"] is False:
        return theme.rgba(look.colours.plan, 0.4)
    return look.colours.actual if _is_ahead(row) else look.colours.sequential[4]


def _category(row: dict, label: str, look: Look) -> str:
    missing = "" if row["has_reported"] is not False else f" ({look.words('chart.not_reported')})"
    return f"{row['rank'] or ''} {label}{missing}".strip()


def _rank(row: dict) -> str:
    return "" if row["rank"] is None else f"<b>{row['rank']}</b>"


def _change(row: dict, look: Look) -> str:
    change = row["rank_change"]
    if not change:
        return "" if change is None else look.words("chart.rank_same")
    return look.words("chart.rank_up" if change > 0 else "chart.rank_down", places=abs(change))


def _share(row: dict, look: Look) -> str:
    if row["has_reported"] is False:
        return look.words("chart.not_reported")
    if row["completion_share"] is None:
        return look.words("chart.no_plan")
    return f"<b>{units.share(row['completion_share'], look.profile)}</b>"


def _gap(row: dict, look: Look) -> str:
    """Return "▲ +10.78": the shape and the sign say what the colour says."""
    if row["has_reported"] is False or row["completion_share"] is None:
        return ""
    colour, mark = (look.colours.ahead, "▲") if _is_ahead(row) else (look.colours.behind, "▼")
    gap = units.gap_text(row["completion_share"], row["time_share"], look.profile)
    return f"<span style='color:{colour}'>{mark} {gap}</span>"


def _hover(row: dict, label: str, look: Look) -> str:
    money = [units.money(row[name], look.profile, look.words.lang) for name in ("invested_ytd", "plan_year")]
    share = units.share(row["completion_share"], look.profile)
    pace = axes.pace_words(row["completion_share"], row["time_share"], look)
    return f"<b>{safe(label)}</b><br>{money[0]} / {money[1]} = {share}<br>{pace}"


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
