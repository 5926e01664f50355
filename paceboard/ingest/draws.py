"""The log of draws for the live inspection: one line each, never changed after it is written."""

import fcntl
import json
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

SCHEMA = pl.Schema(
    {
        "drawn_at": pl.Datetime("us"),
        "city": pl.String,
        "seed": pl.String,
        "drawn_count": pl.Int64,
        "pool_count": pl.Int64,
        "snapshot": pl.String,
        "scope": pl.String,
        "rule": pl.String,
        "projects": pl.List(pl.String),
    }
)


def _path(home: Path) -> Path:
    return home / "draws.jsonl"


def record(home: Path, *, scope: Mapping[str, object], projects: Sequence[str], **said: str | int) -> None:
    """Append one draw to home/draws.jsonl: when (UTC), from which snapshot and scope, by which rule, what.

    scope: the filters as in the address, with city; projects: their codes in the order drawn;
    said: seed, pool_count (projects drawn from), snapshot and rule.
    """
    line = {
        "drawn_at": datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
        "city": scope["city"],
        "drawn_count": len(projects),
        "scope": json.dumps(scope, ensure_ascii=False),
        "projects": list(projects),
        **said,
    }
    home.mkdir(parents=True, exist_ok=True)
    with _path(home).open("a", encoding="utf-8") as log:
        # Two readers may log at the same moment.
        fcntl.flock(log, fcntl.LOCK_EX)
        log.write(json.dumps(line, ensure_ascii=False) + "\n")
        log.flush()
        os.fsync(log.fileno())


def logged(home: Path, city: str) -> pl.DataFrame:
    """Return the draws of a city, latest first, in the columns of SCHEMA; none where nothing was logged."""
    path = _path(home)
    if not path.is_file():
        return pl.DataFrame(schema=SCHEMA)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    kept = [
        line | {"drawn_at": datetime.fromisoformat(line["drawn_at"])}
        for line in lines
        if line["city"] == city
    ]
    return pl.DataFrame(kept[::-1], schema=SCHEMA)
