"""The steps that derive a snapshot from its submissions: queries/build, in order."""

from collections.abc import Callable

import duckdb
from duckdb.sqltypes import HUGEINT, VARCHAR

from paceboard import query, spelling

STEPS = (
    "statement",
    "touched",
    "tombstone",
    "interval",
    "project_state",
    "plan_state",
    "investment_piece",
    "ledger",
    "search_entry",
)
# What the steps call beside SQL's own functions, each from text.
FUNCTIONS = {
    "spelled": (spelling.spelled, VARCHAR),
    "sound": (spelling.sound, VARCHAR),
    "grams_low": (spelling.grams_low, HUGEINT),
    "grams_high": (spelling.grams_high, HUGEINT),
}
Progress = Callable[[int, int, str], None]


def run(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run every statement of one file of queries/."""
    for statement in query.statements(name):
        connection.execute(statement).fetchall()


def derive(connection: duckdb.DuckDBPyConnection, progress: Progress | None = None) -> None:
    """Run the steps that follow from the submissions in temp table new_submission."""
    for name, (function, result) in FUNCTIONS.items():
        connection.create_function(name, function, [VARCHAR], result)
    for done, step in enumerate(STEPS):
        if progress:
            progress(done, len(STEPS), step)
        run(connection, f"build/{step}")
    for name in FUNCTIONS:
        connection.remove_function(name)
