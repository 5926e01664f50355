"""Problems: how many are resolved by unit, kind and department, what causes most, how long they take."""

import plotly.graph_objects as go
import polars as pl

from paceboard import canvas, fields, figures, names, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.charts.listed import Column, Part, listed
from paceboard.profiles import Profile
from paceboard.text import Words

FIELDS = {"unit": "unit_id", "kind": "problem_kind", "department": "department"}
# The key of the causes: mark, the colour's name in the palette, word.
CAUSES = (("■", "actual", "vital"), ("━", "behind", "still_open"))
# Band of working days -> the colour's name in the palette.
BANDS = {"quick": "actual", "in_limit": "plan", "over": "behind"}


@figures.once
def problem_rates(
    rows: pl.DataFrame,
    *,
    by: str,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one bar per unit, kind or department: the share resolved, with age and reopen rate beside it.

    rows: query `problem_cuts`; by: unit kind department. The share of all is a dashed line.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    table = rows.filter(cut=by).to_dicts()
    whole = rows.filter(cut="all")["problem_share"].item()
    labels = _labels(table, by, look)
    bars = Part(
        fields.label("problem_share", words),
        "actual",
        [row["problem_share"] for row in table],
        [_rate_colour(row["problem_share"], whole, look) for row in table],
        [_rate(label, row, look) for label, row in zip(labels, table, strict=True)],
    )
    return listed(
        look,
        name=f"problem_rates_{by}",
        labels=labels,
        parts=[bars],
        columns=_rate_columns(table, look),
        xaxis={"range": axes.span([1.0], top=1.03), "tickformat": ".0%"},
        mark=None if whole is None else (whole, words("problems.all", share=units.share(whole, profile))),
    )


def _rate_columns(table: list[dict], look: Look) -> list[Column]:
    """Return the columns beside the bars: rate, counts, overdue, age, reopen rate."""
    words = look.words
    shares = [units.share(row["problem_share"], look.profile) for row in table]
    back = [units.share(row["problem_reopened_share"], look.profile) for row in table]
    return [
        Column(words("problems.head_share"), shares, is_strong=True),
        Column(words("problems.head_counts"), [_counts(row) for row in table]),
        Column(words("problems.head_overdue"), [units.count(row["problem_overdue_count"]) for row in table]),
        Column(
            words("problems.head_age"),
            [_days(row["problem_age_days"], row["problem_oldest_days"]) for row in table],
        ),
        Column(words("problems.head_reopened"), back),
    ]


def _counts(row: dict) -> str:
    """Return "196 / 222": resolved of collected."""
    return f"{units.count(row['problem_resolved_count'])} / {units.count(row['problem_collected_count'])}"


def _rate(label: str, row: dict, look: Look) -> str:
    share = units.share(row["problem_share"], look.profile)
    return f"<b>{safe(label)}</b><br>{share} = {_counts(row)}"


def _labels(table: list[dict], by: str, look: Look) -> list[str]:
    known = names.table(FIELDS[by], profile=look.profile, words=look.words)
    return [known.get(row["key"], row["key"]) or look.words("term.flag.none") for row in table]


def _rate_colour(share: float | None, whole: float | None, look: Look) -> str:
    is_low = share is not None and whole is not None and share < whole
    return look.colours.sequential[4] if is_low else look.colours.actual


def _days(median: int | None, longest: int | None) -> str:
    """Return "14 / 38": median and longest age in working days; "" where nothing is open."""
    if median is None:
        return ""
    return f"{units.count(median)} / {units.count(longest)}"


@figures.once
def problem_causes(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one bar per kind of problem, the most frequent on top, with the shares added up (Pareto).

    rows: query `problem_cuts`. The kinds that together reach four fifths are dark; the narrow bar is what is
    still open.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    table = rows.filter(cut="kind").sort("cause_share").to_dicts()
    labels, colours = _labels(table, "kind", look), look.colours
    counts = [row["problem_collected_count"] for row in table]
    opened = [row["problem_open_count"] for row in table]
    hover = [_cause(label, row, look) for label, row in zip(labels, table, strict=True)]
    fill = [colours.actual if row["is_vital"] else colours.sequential[3] for row in table]
    names_ = [fields.label(f"problem_{part}_count", words) for part in ("collected", "open")]
    return listed(
        look,
        name="problem_causes",
        labels=labels,
        parts=[
            Part(names_[0], "plan", counts, fill, hover, 0.66),
            Part(names_[1], "actual", opened, [colours.behind] * len(table), hover, 0.26),
        ],
        columns=[
            Column(words("problems.head_count"), [units.count(v) for v in counts], is_strong=True),
            Column(words("problems.head_open"), [units.count(v) for v in opened]),
            Column(words("problems.head_sum"), [units.share(row["cause_share"], profile) for row in table]),
        ],
        xaxis={"range": axes.span(counts, top=1.03), "tickformat": ",d"},
        key=[(mark, getattr(colours, c), words(f"problems.{word}")) for mark, c, word in CAUSES],
        about={"decimals": 0},
    )


def _cause(label: str, row: dict, look: Look) -> str:
    share = units.share(row["part_share"], look.profile)
    count = units.count(row["problem_collected_count"])
    return f"<b>{safe(label)}</b><br>{look.words('problems.cause', count=count, share=share)}"


@figures.once
def problem_days(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return how many ordinary problems took how many working days, in three bands, with the limit marked.

    rows: query `problem_days`.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    table = rows.to_dicts()
    ticks = [f"{row['taken_days']}+" if row["is_open_end"] else str(row["taken_days"]) for row in table]
    bands = [band for band in BANDS if band in set(rows["band"])]
    limit = table[0]["general_days"]
    rule, said = _limit(limit, look) if limit is not None else ([], [])
    key = [("■", getattr(look.colours, BANDS[band]), _band(band, rows, look)) for band in bands]
    layout = canvas.layout(
        look,
        name="problem_days",
        kind="bars",
        axis=46,
        top=58,
        about={"unit": words("problems.unit"), "decimals": 0, "is_overlaid": True},
        notes=[canvas.key(key, look.colours) | {"yshift": 26}, *said, _under(look)],
        shapes=rule,
        barmode="overlay",
        xaxis=axes.categories(ticks),
        yaxis=axes.counts(rows["problem_count"].to_list()),
    )
    return figures.figure([_band_bars(band, table, ticks, look) for band in bands], layout)


def _band(band: str, rows: pl.DataFrame, look: Look) -> str:
    first = rows.filter(band=band).row(0, named=True)
    limits = {"quick": first["general_min_days"], "limit": first["general_days"]}
    return look.words(f"problems.band_{band}", count=units.count(first["band_count"]), **limits)


def _band_bars(band: str, table: list[dict], ticks: list[str], look: Look) -> dict:
    mine = [
        (tick, row["problem_count"]) for tick, row in zip(ticks, table, strict=True) if row["band"] == band
    ]
    shown = [units.count(count) if count else "" for _, count in mine]
    return {
        "type": "bar",
        "name": look.words(f"problems.short_{band}"),
        "meta": band,
        "x": [tick for tick, _ in mine],
        "y": [count for _, count in mine],
        "width": 0.72,
        "marker": {"color": getattr(look.colours, BANDS[band])},
        "text": shown,
        "textposition": "outside",
        "textfont": {"size": canvas.NOTE_SIZE + 1, "color": look.colours.text},
        "cliponaxis": False,
        "customdata": [look.words("problems.took", days=tick, count=count) for tick, count in mine],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _under(look: Look) -> dict:
    font = {"size": canvas.NOTE_SIZE + 1, "color": look.colours.muted}
    place = {"x": 1, "y": 0, "xanchor": "right", "yanchor": "top", "yshift": -24, "font": font}
    return canvas.note(look.words("problems.axis_days"), **place)


def _limit(limit: int, look: Look) -> tuple[list[dict], list[dict]]:
    colour, at = look.colours.time, limit + 0.5
    style = {"color": colour, "width": 2, "dash": "dash"}
    line = {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": style}
    text = look.words("problems.limit", days=limit)
    font = {"color": colour, "size": canvas.NOTE_SIZE + 1}
    place = {"x": at, "y": 1, "xref": "x", "xanchor": "left", "xshift": 6, "yanchor": "top", "font": font}
    return [line], [canvas.note(text, **place)]
