"""The one module that reads the store: an immutable DuckDB snapshot that `store/CURRENT` names."""

import os
import warnings
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Protocol, runtime_checkable

import duckdb
import polars as pl

from paceboard import query
from paceboard.filters import Filters
from paceboard.profiles import ROOT

# Every connection to one file in one process must carry the same settings.
SETTINGS = {"enable_external_access": "false"}
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")


@runtime_checkable
class Struct(Protocol):
    """A frozen value that a query takes as a struct."""

    def struct(self) -> dict[str, object]:
        """Return what is bound."""


Value = str | int | date | Struct | None


class NoSnapshot(LookupError):
    """There is no store yet: `python -m paceboard demo` or `load` builds one."""


def home() -> Path:
    """Return the folder that holds submissions/ and store/: PACEBOARD_HOME, or data/ of the project."""
    return Path(os.environ.get("PACEBOARD_HOME") or ROOT / "data")


def current(folder: Path | None = None) -> str:
    """Return the id of the live snapshot. Raises NoSnapshot where none was published."""
    pointer = (folder or home()) / "store" / "CURRENT"
    try:
        return pointer.read_text("utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise NoSnapshot(f"{pointer.parent} holds no snapshot; run: python -m paceboard demo") from None


def snapshot_path(snapshot_id: str, folder: Path | None = None) -> Path:
    """Return the file of one snapshot."""
    return (folder or home()) / "store" / f"{snapshot_id}.duckdb"


class Store:
    """One open snapshot, read only; safe for many threads because every question takes its own cursor."""

    def __init__(self, path: Path) -> None:
        """Open the snapshot file. Raises NoSnapshot where it is gone."""
        if not path.is_file():
            raise NoSnapshot(f"{path} is gone; run: python -m paceboard build")
        self.path = path
        self._connection = duckdb.connect(str(path), read_only=True, config=SETTINGS)
        # Not in SETTINGS: the time zone belongs to an extension that is not loaded yet while a file opens.
        self._connection.execute("set global timezone = 'UTC'").fetchall()
        # The days of a question never change inside a snapshot, and every question of a page asks for them.
        self._resolve = lru_cache(maxsize=512)(self._days)

    def _days(self, filters: Filters) -> dict[str, object]:
        with self._connection.cursor() as cursor:
            return resolve(cursor, filters)

    def ask(self, name: str, filters: Filters | None = None, **values: Value) -> pl.DataFrame:
        """Answer queries/<name>.sql with $f = filters and other $name values. KeyError: no such query."""
        with self._connection.cursor() as cursor:
            return answer(cursor, name, filters, resolve=self._resolve, **values)

    def columns(self) -> pl.DataFrame:
        """Return the columns of every stored table, in the order of the schema."""
        with self._connection.cursor() as cursor:
            return _rows(cursor, query.text("stored_columns"), {})

    def table(self, name: str) -> pl.DataFrame:
        """Return every row of one stored table, by a name that `columns` gives."""
        with self._connection.cursor() as cursor:
            return cursor.table(name).pl()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def answer(
    cursor: duckdb.DuckDBPyConnection,
    name: str,
    filters: Filters | None = None,
    *,
    resolve: Callable[[Filters], dict[str, object]],
    **values: Value,
) -> pl.DataFrame:
    """Answer one question: $f is the filters and their days, $before the same at the month `since`.

    since: a value of the question's that SQL does not see; the month before where none is given.
    """
    sql = query.text(name)
    params = {k: v.struct() if isinstance(v, Struct) else v for k, v in values.items()}
    since = params.pop("since", None)
    if filters:
        params["f"] = resolve(filters)
        if "$before" in sql:
            params["before"] = resolve(filters.at(month=since) if since else filters.previous())
    return _rows(cursor, sql, params)


def _rows(cursor: duckdb.DuckDBPyConnection, sql: str, params: Mapping[str, object]) -> pl.DataFrame:
    # A relation (cursor.sql) is planned once to name its columns and again to run, and planning is most of
    # what a page asks costs. DuckDB warns that the rows are copied once more this way: they are few.
    cursor.execute(sql, params)
    return pl.from_arrow(cursor.to_arrow_table(), rechunk=False)


def resolve(cursor: duckdb.DuckDBPyConnection, filters: Filters) -> dict[str, object]:
    """Return the filters with their days (queries/when.sql), as bound to $f. LookupError: no such city."""
    asked = filters.struct()
    days = _rows(cursor, query.text("when"), {"f": asked})
    if days.is_empty():
        raise LookupError(f"no profile {filters.city!r} in this snapshot, or a month outside its calendar")
    return asked | days.row(0, named=True)


def open_current(folder: Path | None = None) -> Store:
    """Open the live snapshot. Raises NoSnapshot."""
    return Store(snapshot_path(current(folder), folder))
