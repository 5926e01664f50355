"""Quotas of factors: what was handed down, and what of it is used or taken in advance."""

import plotly.graph_objects as go
import polars as pl

from paceboard import figures, names, units
from paceboard.canvas import Look, safe
from paceboard.charts import axes
from paceboard.charts.listed import Column, Part, listed
from paceboard.profiles import Profile
from paceboard.text import Words

# From the back to the front: what is used lies over what was taken in advance, both over the quota.
QUOTA = ("issued", "advance", "used")


@figures.once
def factor_quotas(
    rows: pl.DataFrame,
    *,
    profile: Profile,
    words: Words,
    mode: str,
    title: str,
    source: str,
    is_narrow: bool = False,
) -> go.Figure:
    """Return one bar per factor: what was handed down (100 %), and of it what is used and taken in advance.

    rows: query `factor_quotas` of factors that have a quota.
    """
    look = Look(profile, words, mode, title, source, is_narrow)
    known = names.table("factor", profile=profile, words=words)
    labels, taken = [known.get(id_, id_) for id_ in rows["factor"]], rows["quota_taken_share"].to_list()
    shares = {"issued": [1.0] * rows.height, "advance": taken, "used": rows["quota_used_share"].to_list()}
    hover = [f"<b>{safe(a)}</b> {units.share(v, profile)}" for a, v in zip(labels, taken, strict=True)]
    key = _quota_key(look)
    parts = [
        Part(word, part, shares[part], [colour] * rows.height, hover, 0.7 if part == "issued" else 0.4)
        for part, (_, colour, word) in zip(QUOTA, key, strict=True)
    ]
    figures = {part: [units.quantity(v) for v in rows[f"quota_{part}"]] for part in QUOTA}
    return listed(
        look,
        name="factor_quotas",
        labels=labels,
        parts=parts,
        columns=[
            Column(words("factors.head_taken"), [units.share(v, profile) for v in taken], is_strong=True),
            *(Column(word, figures[part]) for part, (_, _, word) in zip(QUOTA, key, strict=True)),
        ],
        xaxis={"range": axes.span([1.0, *taken], top=1.03), "tickformat": ".0%"},
        key=key,
    )


def _quota_key(look: Look) -> list[tuple[str, str, str]]:
    colours = (look.colours.sequential[2], look.colours.behind, look.colours.actual)
    return [("■", c, look.words(f"factors.quota_{part}")) for part, c in zip(QUOTA, colours, strict=True)]
