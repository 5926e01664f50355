"""Figures that real bulletins printed: facts to compare with, never mixed with returns."""

from decimal import Decimal, InvalidOperation
from pathlib import Path

import polars as pl

from paceboard.profiles import ROOT

PUBLISHED = ROOT / "data" / "published"
VALUE = pl.Decimal(18, 4)
SCHEMA = pl.Schema(
    {
        "source": pl.String,
        "issuer": pl.String,
        "city": pl.String,
        "as_of": pl.String,
        "scope": pl.String,
        "measure": pl.String,
        "unit_name": pl.String,
        "value": VALUE,
        "measure_unit": pl.String,
        "figure_id": pl.String,
        "note": pl.String,
    }
)
REQUIRED = ("issuer", "as_of", "scope", "measure", "value", "measure_unit")


def read(folder: Path = PUBLISHED) -> pl.DataFrame:
    """Return every figure of every CSV in the folder, one row each, in the columns of table published_figure.

    value is exact, in the measure_unit printed (100M CNY, percent, points, projects, ...). An empty folder
    gives no rows.
    Raises ValueError naming file, line and column where a file cannot be read as such a table.
    """
    frames = [_read_file(path) for path in sorted(folder.glob("*.csv"))]
    return pl.concat(frames) if frames else pl.DataFrame(schema=SCHEMA)


def _read_file(path: Path) -> pl.DataFrame:
    rows = pl.read_csv(path, infer_schema=False)
    if missing := [name for name in SCHEMA if name not in rows.columns]:
        raise ValueError(f"{path.name}: column {missing[0]} is missing; the columns are {', '.join(SCHEMA)}")
    for number, row in enumerate(rows.iter_rows(named=True), start=2):
        _check(path, number, row)
    return rows.select(SCHEMA.names()).cast(SCHEMA)


def _check(path: Path, number: int, row: dict[str, str | None]) -> None:
    if row["source"] != path.stem:
        raise ValueError(f"{path.name}, line {number}: source is {row['source']!r}; write {path.stem!r}")
    for name in REQUIRED:
        if row[name] is None:
            raise ValueError(f"{path.name}, line {number}: {name} is empty")
    try:
        Decimal(row["value"] or "")
    except InvalidOperation as wrong:
        raise ValueError(f"{path.name}, line {number}: {row['value']!r} is not a number") from wrong
