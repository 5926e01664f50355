"""Asks the process behind the SQL console (console_worker.py) and ends it when it takes too long."""

import atexit
import io
import json
import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

import polars as pl

from paceboard import console_book, query, store
from paceboard.filters import Filters

WORKER = Path(__file__).with_name("console_worker.py")
MOST_BYTES = 64 << 20
MOST_WHOLE = 1 << 63
# Questions at once, of everybody together: the pages keep a core for themselves.
SEATS = threading.BoundedSemaphore(2)
PATIENCE = 5  # seconds to wait for a seat
COMMAND = [sys.executable, "-I", "-X", "utf8", str(WORKER)]


class Busy(RuntimeError):
    """Others are asking; nothing is wrong with the question."""


class _Spare:
    """A process that has read its libraries and waits for a question; it ends when this one does.

    Nobody who never asks pays for it: the first is made after the first question.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: subprocess.Popen | None = None
        atexit.register(self.end)

    def take(self) -> subprocess.Popen:
        """Return a process to ask."""
        with self._lock:
            ready, self._waiting = self._waiting, None
        return ready if ready and ready.poll() is None else _begin()

    def prepare(self) -> None:
        """Let one process wait."""
        with self._lock:
            if self._waiting is None or self._waiting.poll() is not None:
                self._waiting = _begin()

    def end(self) -> None:
        """End the one that waits."""
        with self._lock:
            if self._waiting:
                self._waiting.kill()
                self._waiting.wait()


def _begin() -> subprocess.Popen:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(COMMAND, cwd=WORKER.parent, env={}, **pipes)


_spare = _Spare()


@dataclass(frozen=True)
class Limits:
    """What one question may take: seconds of computing, seconds in all, rows and memory."""

    seconds: float = 10
    whole_seconds: float = 30
    rows: int = 10_000
    memory: str = "512MB"


LIMITS = Limits()


@dataclass(frozen=True)
class Answer:
    """What came of a question: rows, or the fault (console.fault_... in data/text) and what it names."""

    sql: str
    rows: pl.DataFrame
    seconds: float = 0
    is_more: bool = False
    fault: str = ""
    what: str = ""


class Running:
    """One question under way, in a process of its own."""

    def __init__(self, sql: str, process: subprocess.Popen, asked: bytes, limits: Limits) -> None:
        """Hand the question over and begin to listen."""
        self._sql, self.process, self._limits = sql, process, limits
        self._said = b""
        self.waited = 0.0
        self._listener = threading.Thread(target=self._listen, args=(asked,), daemon=True)
        self._listener.start()

    def _listen(self, asked: bytes) -> None:
        try:
            self.process.stdin.write(asked)
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        self._said = self.process.stdout.read(MOST_BYTES + 1)

    def wait(self, seconds: float) -> bool:
        """Wait for so long; return whether there is an answer, or the time is over."""
        self._listener.join(seconds)
        self.waited += seconds
        return not self._listener.is_alive() or self.waited >= self._limits.whole_seconds

    def stop(self) -> None:
        """End the process; nothing is left of it."""
        self.process.kill()
        self._listener.join()
        self.process.wait()
        self.process.stdout.close()
        SEATS.release()
        _spare.prepare()

    def answer(self) -> Answer:
        """Return the answer, or why there is none."""
        if self._listener.is_alive():
            return self._fault("time")
        if len(self._said) > MOST_BYTES:
            return self._fault("large")
        head, _, rows = self._said.partition(b"\n")
        if not head:
            return self._fault("memory")
        said = json.loads(head)
        if "error" in said:
            return self._fault(*named(said["error"], said["what"]))
        return Answer(self._sql, _frame(rows), said["seconds"], said["is_more"])

    def _fault(self, fault: str, what: str = "") -> Answer:
        return Answer(self._sql, pl.DataFrame(), fault=fault, what=what)


# What DuckDB's errors mean to who asks; any other is told in DuckDB's own words.
FAULTS = {"OutOfMemoryException": "memory", "MemoryError": "memory", "InterruptException": "time"}
REFUSALS = ("none", "many", "kind", "table", "function", "expression")


def named(error: str, what: str) -> tuple[str, str]:
    """Return the fault and what it names."""
    if error in REFUSALS:
        return error, what
    if "Interrupted" in what or "max_execution_time" in what:
        return "time", ""
    return FAULTS.get(error, "sql"), what.split("\n\nLINE", maxsplit=1)[0].strip()


def _frame(stream: bytes) -> pl.DataFrame:
    rows = pl.read_ipc_stream(io.BytesIO(stream))
    whole = [name for name, kind in rows.schema.items() if kind == pl.Decimal(38, 0)]
    # Sums of whole numbers come as very wide ones; those that fit are counts like any other.
    fitting = [
        name for name in whole if rows[name].abs().max() is None or rows[name].abs().max() < MOST_WHOLE
    ]
    return rows.with_columns(pl.col(fitting).cast(pl.Int64))


class Console:
    """What questions are asked of: one snapshot, narrowed by the reader's filters."""

    def __init__(self, snapshot: str, filters: Filters, limits: Limits = LIMITS) -> None:
        """Hold the snapshot's id, the filters and the limits."""
        self._path = store.snapshot_path(snapshot)
        self._filters = filters
        self._limits = limits

    def but(self, **limits: float | str) -> Self:
        """Return a console with other limits."""
        changed = object.__new__(type(self))
        changed.__dict__ |= self.__dict__ | {"_limits": replace(self._limits, **limits)}
        return changed

    def start(self, sql: str) -> Running:
        """Begin to answer a question; whoever starts it stops it. Raises Busy."""
        asked = self._asked(sql)
        if not SEATS.acquire(timeout=PATIENCE):
            raise Busy("others are asking")
        return Running(sql, _spare.take(), asked, self._limits)

    def _asked(self, sql: str) -> bytes:
        struct = self._filters.struct()
        filters = {k: v.isoformat() if isinstance(v, date) else v for k, v in struct.items()}
        limits = self._limits
        said = {"sql": sql, "path": str(self._path), "filters": filters, "when": query.text("when")}
        said |= {"tables": console_book.sources(), "codes": console_book.codes(self._filters.city)}
        said |= {"seconds": limits.seconds, "rows": limits.rows, "memory": limits.memory}
        return json.dumps(said).encode()

    def ask(self, sql: str) -> Answer:
        """Answer a question and wait for it."""
        running = self.start(sql)
        try:
            while not running.wait(0.1):
                pass
            return running.answer()
        finally:
            running.stop()
