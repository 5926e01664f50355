"""Hand-made returns for tests: a few rows in, a Parsed as the reader would give it out."""

import hashlib
from datetime import datetime
from decimal import Decimal

import polars as pl

from paceboard.ingest import parsed as shapes
from paceboard.ingest.parsed import Parsed

DEFAULTS = {
    "project_version": {
        "project_name": "示例项目",
        "list_kind": "key",
        "level_id": "city",
        "sector": "manufacturing",
    },
    "investment_return": {},
    "plan_month": {},
    "problem": {"ledger": "collected"},
}


def table(name: str, rows: list[dict], head: dict) -> pl.DataFrame:
    """Return rows of one schema table; what a row does not say is null."""
    schema = shapes.schema(name)
    full = []
    for number, row in enumerate(rows, 5):
        values = {**DEFAULTS.get(name, {}), **head, "sheet": name, "row": number, **row}
        full.append({column: _typed(values.get(column), schema[column]) for column in schema})
    return pl.DataFrame(full, schema=schema)


def _typed(value: object, dtype: pl.DataType) -> object:
    is_money = isinstance(dtype, pl.Decimal) and isinstance(value, float | int)
    return Decimal(str(value)) if is_money else value


def parsed(
    *,
    unit: str,
    period,
    received: datetime,
    city: str = "chengdu",
    form: str = "monthly-1",
    columns: list[tuple[str, str, str]] | None = None,
    **tables: list[dict],
) -> Parsed:
    """Return one accepted submission: tables by schema name, rows as dicts (entity and what matters)."""
    name = f"{unit}-{period:%Y%m}-{received:%Y%m%dT%H%M}.xlsx"
    sha = hashlib.sha256(f"{name}{tables}".encode()).hexdigest()
    head = {"submission_id": sha[:16], "city": city, "unit_id": unit, "period": period}
    submission = {
        "submission_id": sha[:16],
        "city": city,
        "unit_id": unit,
        "period": period,
        "form": form,
        "file_name": name,
        "sha256": sha,
        "received_at": received,
        "submitted_by": None,
        "status": "accepted",
        "reason": None,
        "row_count": sum(len(rows) for rows in tables.values()),
    }
    frames = {key: table(key, rows, head) for key, rows in tables.items()}
    return Parsed(submission=submission, tables=frames, columns=_cells(sha[:16], columns or []))


def _cells(submission_id: str, columns: list[tuple[str, str, str, str]]) -> pl.DataFrame:
    """Return the columns read: kind, sheet, field and letter of each."""
    rows = [
        {"submission_id": submission_id, "kind": k, "sheet": s, "field": f, "column_letter": c, "header": f}
        for k, s, f, c in columns
    ]
    return pl.DataFrame([row | {"factor": 1.0} for row in rows], schema=shapes.schema("submission_column"))
