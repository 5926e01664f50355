"""Builds snapshots: immutable DuckDB files made from returns, published by replacing store/CURRENT."""

import hashlib
import os
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from paceboard import profiles, query, spelling, store
from paceboard.ingest import facts, profile_rows, steps
from paceboard.ingest.parsed import Parsed, schema

STATED = (
    "project_version",
    "plan_month",
    "investment_return",
    "problem",
    "factor_need",
    "funding",
    "signing",
    "dispatch_meeting",
    "start_ceremony",
    "unit_target",
    "milestone",
    "dispatch_item",
    "progress_note",
    "project_outline",
)
# In this order: a macro may use those of the files before its own.
MACROS = (
    "scope",
    "workdays",
    "projects",
    "kpi",
    "money",
    "ledgers",
    "problems",
    "pipeline",
    "targets",
    "judgements",
    "cards",
    "scores",
    "standings",
    "explore",
)


class UnsoundStore(ValueError):
    """A check in queries/checks found rows: nothing was published."""


def schema_version() -> str:
    """Return the fingerprint of everything a snapshot's contents depend on besides the returns."""
    digest = hashlib.sha256()
    names = ["schema", *(f"macros/{name}" for name in MACROS), *(f"build/{step}" for step in steps.STEPS)]
    for name in names:
        digest.update(query.text(name).encode())
    for path in [*sorted(profiles.PROFILES.glob("*.toml")), *facts.files(), Path(spelling.__file__)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    if frame.is_empty():
        return
    columns = ", ".join(frame.columns)
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"insert into {table} ({columns}) select {columns} from incoming").fetchall()  # noqa: S608 (our own names)
    connection.unregister("incoming")


def _write_profiles(connection: duckdb.DuckDBPyConnection) -> None:
    for table, rows in profile_rows.tables(profiles.load().values()).items():
        connection.execute(f"delete from {table}").fetchall()  # noqa: S608 (our own names)
        _insert(connection, table, pl.DataFrame(rows, infer_schema_length=None))


def _stack(parsed: Sequence[Parsed], table: str) -> pl.DataFrame:
    frames = [p.tables[table] for p in parsed if table in p.tables and not p.tables[table].is_empty()]
    return pl.concat(frames) if frames else pl.DataFrame()


def _write_returns(connection: duckdb.DuckDBPyConnection, parsed: Sequence[Parsed]) -> None:
    """Append what the returns say; temp table new_submission names them for the steps that follow."""
    rows = pl.DataFrame([p.submission for p in parsed], schema=schema("submission"))
    # A file that was refused before may be accepted now.
    connection.register("again", rows.select("submission_id").to_arrow())
    for table in ("submission", "issue"):
        connection.execute(f"delete from {table} where submission_id in (from again)").fetchall()  # noqa: S608 (our own names)
    connection.unregister("again")
    _insert(connection, "submission", rows)
    for p in parsed:
        if p.issues:
            _insert(connection, "issue", issue_rows(p))
    columns = [p.columns for p in parsed if not p.columns.is_empty()]
    if columns:
        _insert(connection, "submission_column", pl.concat(columns))
    accepted = [p for p in parsed if p.submission["status"] == "accepted"]
    for table in STATED:
        _insert(connection, table, _stack(accepted, table))
    connection.execute("create or replace temp table new_submission (submission_id varchar)").fetchall()
    ids = pl.DataFrame(
        {"submission_id": [p.submission["submission_id"] for p in accepted]},
        schema={"submission_id": pl.String},
    )
    _insert(connection, "new_submission", ids)


def issue_rows(parsed: Parsed) -> pl.DataFrame:
    """Return a return's findings as rows of table issue."""
    return pl.DataFrame(
        [
            {
                "submission_id": parsed.submission["submission_id"],
                "severity": i.severity,
                "rule": i.rule,
                "sheet": i.sheet,
                "cell": i.cell,
                "found": i.found,
                "message_zh": i.message_zh,
                "message_en": i.message_en,
            }
            for i in parsed.issues
        ],
        infer_schema_length=None,
    )


def _check(connection: duckdb.DuckDBPyConnection) -> None:
    found = []
    for path in sorted((query.QUERIES / "checks").glob("*.sql")):
        rows = connection.sql(query.text(f"checks/{path.stem}")).pl()
        if not rows.is_empty():
            found.append(f"{path.stem}: {rows.height} rows, first {rows.row(0, named=True)}")
    if found:
        raise UnsoundStore("; ".join(found))


def _publish(draft: Path, folder: Path, snapshot_id: str) -> None:
    os.replace(draft, store.snapshot_path(snapshot_id, folder))  # noqa: PTH105 (atomic replace, both on one disk)
    pointer = folder / "store" / "CURRENT"
    fresh = pointer.with_suffix(".new")
    fresh.write_text(snapshot_id, "utf-8")
    fresh.replace(pointer)


def _finish(connection: duckdb.DuckDBPyConnection) -> str:
    """Stamp the snapshot; return its id: when it was built and a fingerprint of what from."""
    built = datetime.now(UTC)
    rows = connection.execute("select submission_id from submission order by submission_id").fetchall()
    mark = hashlib.sha256("".join(r[0] for r in rows).encode() + schema_version().encode()).hexdigest()[:8]
    snapshot_id = f"{built:%Y%m%dT%H%M%S}-{mark}"
    connection.execute("delete from meta").fetchall()
    connection.execute(
        "insert into meta values (?, ?, ?, ?)",
        [snapshot_id, built.replace(tzinfo=None, microsecond=0), schema_version(), len(rows)],
    ).fetchall()
    return snapshot_id


def _draft(folder: Path) -> Path:
    (folder / "store").mkdir(parents=True, exist_ok=True)
    return folder / "store" / f"draft-{os.getpid()}.duckdb"


def create(connection: duckdb.DuckDBPyConnection, folder: Path | None = None) -> None:
    """Make an empty store in a connection: tables, profiles, facts, macros; folder: see facts.tables."""
    connection.execute("set timezone = 'UTC'").fetchall()
    steps.run(connection, "schema")
    _write_profiles(connection)
    for table, rows in facts.tables(folder).items():
        _insert(connection, table, rows)
    for name in MACROS:
        steps.run(connection, f"macros/{name}")


def append(
    connection: duckdb.DuckDBPyConnection, parsed: Sequence[Parsed], progress: steps.Progress | None = None
) -> None:
    """Add returns to the store in a connection and refresh what they touch. Raises UnsoundStore."""
    connection.execute("begin").fetchall()
    _write_returns(connection, parsed)
    steps.derive(connection, progress)
    connection.execute("commit").fetchall()
    _check(connection)


def full(folder: Path, parsed: Sequence[Parsed], progress: steps.Progress | None = None) -> str:
    """Build a snapshot from nothing but these returns, publish it, and return its id. Raises UnsoundStore."""
    draft = _draft(folder)
    draft.unlink(missing_ok=True)
    return _build(draft, folder, parsed, progress, fresh=True)


def add(folder: Path, parsed: Sequence[Parsed], progress: steps.Progress | None = None) -> str:
    """Build the next snapshot from the live one and these returns, publish it, and return its id."""
    draft = _draft(folder)
    shutil.copyfile(store.snapshot_path(store.current(folder), folder), draft)
    return _build(draft, folder, parsed, progress, fresh=False)


def _build(
    draft: Path, folder: Path, parsed: Sequence[Parsed], progress: steps.Progress | None, *, fresh: bool
) -> str:
    try:
        with duckdb.connect(str(draft)) as connection:
            if fresh:
                create(connection, folder)
            append(connection, parsed, progress)
            snapshot_id = _finish(connection)
            connection.execute("checkpoint").fetchall()
        _publish(draft, folder, snapshot_id)
    finally:
        for left in (draft, draft.with_suffix(".duckdb.wal")):
            left.unlink(missing_ok=True)
    return snapshot_id


def is_current(folder: Path) -> bool:
    """Return whether the live snapshot was built by this version of schema, queries and profiles."""
    try:
        found = store.Store(store.snapshot_path(store.current(folder), folder))
    except store.NoSnapshot:
        return False
    version = found.ask("snapshot")["schema_version"].item()
    found.close()
    return version == schema_version()
