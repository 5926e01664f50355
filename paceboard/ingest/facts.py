"""What a snapshot holds beside returns: published figures, what forms state, official schemes, judgements."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from paceboard import judgements, profiles, published, scheme_files
from paceboard.ingest import forms, official


def tables(folder: Path | None) -> Mapping[str, pl.DataFrame]:
    """Return the rows by table name; folder: where official schemes are kept (None: nowhere).

    Raises judgements.BadJudgement and scheme_files.BadScheme.
    """
    every = [judgements.read(city) for city in profiles.load().values()]
    return {
        "published_figure": published.read(profiles.ROOT / "data" / "published"),
        "form_kind": _form_kinds(),
        "judgement": pl.concat(every),
        "scheme": official.rows(profiles.load().values(), folder),
    }


def files() -> list[Path]:
    """Return every file that these rows come from and that planners edit between two builds."""
    return [*sorted(judgements.JUDGEMENTS.glob("*.csv")), *sorted(scheme_files.SCHEMES.glob("*.toml"))]


def _form_kinds() -> pl.DataFrame:
    kinds = [
        {"form": form.id, "kind": kind, "is_complete": sheet.complete}
        for form in forms.every()
        for sheet in form.sheets
        for kind in sheet.kinds
    ]
    return pl.DataFrame(kinds).unique(["form", "kind"])
