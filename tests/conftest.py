"""What every test may lean on: the demo store and the running product."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

import polars as pl
import pytest

from paceboard import store as snapshots

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / ".cache" / "demo"
ANSWERS = 200
# The longest files, longest first: two workers end together where no long file is begun last. The second asks
# nothing of the demo, so that both have work while one builds it.
LONGEST = (
    "test_notice",
    "test_cards",
    "test_desk",
    "test_decks",
    "test_console",
    "test_scores",
    "test_proof",
    "test_page_movement",
    "test_certainty",
    "test_page_briefing",
    "test_explore",
    "test_build",
    "test_pages",
    "test_watches",
)
PROCESSES: dict[str, int] = {}  # address of a running server -> its process

# No test ever writes into a reader's own data/: whoever needs another store names it.
os.environ["PACEBOARD_HOME"] = str(DEMO)
os.environ["STREAMLIT_LOGGER_LEVEL"] = "warning"  # a server that starts is no news


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files."""
    place = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(LONGEST)))


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold the lock file: the workers of one test run (and a second run beside it) take turns."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as handle:
        flock(handle, LOCK_EX)
        yield


@pytest.fixture(scope="session")
def demo_home() -> Path:
    """The demo store, built by the product's own command where missing or outdated; copy it to write."""
    with _alone(DEMO.with_suffix(".lock")):
        command = [sys.executable, "-m", "paceboard", "demo"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"python -m paceboard demo failed:\n{done.stdout}\n{done.stderr}"
    return DEMO


class Answered(snapshots.Store):
    """A snapshot that keeps its last answers: frames never change, and many tests ask the same."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.answers: dict[str, pl.DataFrame] = {}

    def ask(self, name, filters=None, **values) -> pl.DataFrame:
        key = repr((name, filters, sorted(values.items())))
        rows = self.answers.pop(key, None)
        self.answers[key] = super().ask(name, filters, **values) if rows is None else rows
        if len(self.answers) > ANSWERS:
            del self.answers[next(iter(self.answers))]
        return self.answers[key]


@pytest.fixture(scope="session")
def store(demo_home):
    """The live snapshot of the demo."""
    opened = Answered(snapshots.snapshot_path(snapshots.current(demo_home), demo_home))
    yield opened
    opened.close()


def free_port() -> int:
    """Return a port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address: str, process: subprocess.Popen) -> None:
    """Ask until the server says ok; give up after a minute, or when it died."""
    for _ in range(600):
        assert process.poll() is None, "the server stopped; its words stand above"
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            process_wait(process, 0.1)
    raise AssertionError("the server did not answer within a minute")


def process_wait(process: subprocess.Popen, seconds: float) -> None:
    """Wait for the process to end, at most so long."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[str]:
    """Run a server and end only what was started here."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process)
        PROCESSES[address] = process.pid
        yield address
    finally:
        process.terminate()
        process_wait(process, 10)
        process.kill()


@contextmanager
def serving(home: Path, port: int = 0) -> Iterator[str]:
    """Run the product over the stores in home, on that port or a free one; gives its address."""
    port = port or free_port()
    with _running(
        ["paceboard", "serve", "--port", str(port)], port, {"PACEBOARD_HOME": str(home)}
    ) as address:
        yield address


@contextmanager
def streamlit(script: Path, environment: dict[str, str]) -> Iterator[str]:
    """Run any Streamlit script on a free port with the product's own settings; gives its address."""
    port = free_port()
    with _running(
        ["streamlit", "run", str(script), "--server.port", str(port)], port, environment
    ) as address:
        yield address


@pytest.fixture(scope="session")
def server(demo_home) -> Iterator[str]:
    """Address of the real product over the demo store."""
    with serving(demo_home) as address:
        yield address
