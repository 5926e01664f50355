"""What a snapshot holds beside returns: published figures, what forms state, and judgements given by hand."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from paceboard import judgements, profiles, published
from paceboard.ingest import forms


def tables() -> Mapping[str, pl.DataFrame]:
    """Return the rows by table name. Raises judgements.BadJudgement."""
    every = [judgements.read(city) for city in profiles.load().values()]
    return {
        "published_figure": published.read(profiles.ROOT / "data" / "published"),
        "form_kind": _form_kinds(),
        "judgement": pl.concat(every),
    }


def files() -> list[Path]:
    """Return every file that these rows come from and that planners edit between two builds."""
    return sorted(judgements.JUDGEMENTS.glob("*.csv"))


def _form_kinds() -> pl.DataFrame:
    kinds = [
        {"form": form.id, "kind": kind, "is_complete": sheet.complete}
        for form in forms.every()
        for sheet in form.sheets
        for kind in sheet.kinds
    ]
    return pl.DataFrame(kinds).unique(["form", "kind"])
