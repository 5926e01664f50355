"""Stores of any size, built by the product's own build steps from returns made up in SQL."""

import hashlib
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from paceboard import profiles
from paceboard.ingest import build, steps

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".cache" / "bench"
CITY = "chengdu"
MONTHS = 36
LAST_MONTH = date(2019, 8, 1)
STAMP = "insert into meta select 'bench', timestamp '2019-09-30', ?, count(*) from submission"
ONE_PROJECT = "2017-510105-15-03-000005"


def _variables(projects: int, months: int) -> dict[str, object]:
    profile = profiles.get(CITY)
    return {
        "city": CITY,
        "projects": projects,
        "months": months,
        "last_month": LAST_MONTH,
        "sectors": [s.id for s in profile.sectors],
        "batches": [b.id for b in profile.batches] or ["none"],
    }


def _statements() -> list[str]:
    lines = (HERE / "returns.sql").read_text("utf-8").splitlines()
    bare = "\n".join(line.partition("--")[0] for line in lines)
    return [part for part in bare.split(";") if part.strip()]


def write(path: Path, projects: int, months: int, more: Sequence[str] = ()) -> None:
    """Write a store of so many projects x months; path must not exist. more: statements that add returns."""
    with duckdb.connect(str(path)) as connection:
        build.create(connection)
        for name, value in _variables(projects, months).items():
            connection.execute(f"set variable {name} = $value", {"value": value}).fetchall()
        for statement in (*_statements(), *more):
            connection.execute(statement).fetchall()
        steps.derive(connection)
        connection.execute(STAMP, [build.schema_version()]).fetchall()
        connection.execute("checkpoint").fetchall()


def of_size(projects: int, months: int = MONTHS, more: Sequence[str] = ()) -> Path:
    """Return a state folder with a store of that size, written once per version of schema and returns."""
    returns = hashlib.sha256((HERE / "returns.sql").read_bytes() + "".join(more).encode()).hexdigest()[:8]
    home = CACHE / f"{projects}-{months}-{build.schema_version()}-{returns}"
    pointer = home / "store" / "CURRENT"
    if not pointer.is_file():
        shutil.rmtree(home, ignore_errors=True)
        pointer.parent.mkdir(parents=True)
        write(pointer.with_name("bench.duckdb"), projects, months, more)
        pointer.write_text("bench", "utf-8")
    return home
