"""Work that takes its time: done in a thread of its own, it says how far it is and can be ended."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

log = logging.getLogger("paceboard")

T = TypeVar("T")
# Works at once, of everybody together: the pages keep a core for themselves.
SEATS = threading.BoundedSemaphore(2)
PAUSE = 0.2  # seconds between two looks whether a seat is free
_mine: ContextVar["Work | None"] = ContextVar("mine", default=None)


class Ended(Exception):
    """The work is not wanted any more."""


@dataclass(frozen=True)
class Step:
    """How far a work is: stage is works.<stage> in data/text, said what it is about, "" for nothing."""

    stage: str = "begun"
    done: int = 0
    total: int = 0
    said: str = ""


class Work:
    """One piece of work; result is None until it is done, failed what went wrong."""

    def __init__(self, make: Callable[[], object]) -> None:
        """Prepare; nothing is begun yet."""
        self._make = make
        self._is_unwanted = threading.Event()
        self._is_over = threading.Event()
        self.step = Step()
        self.is_final = False  # from here on it can no longer be ended
        self.result: object = None
        self.failed: Exception | None = None
        self._began = self._until = time.monotonic()

    def start(self) -> None:
        """Begin, in a thread of its own."""
        threading.Thread(target=self._run, name="work", daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Wait for so long at most; return whether it is over."""
        return self._is_over.wait(seconds)

    def end(self) -> None:
        """Ask it to end: it does so at its next step, unless that would leave something half done."""
        self._is_unwanted.set()

    @property
    def is_over(self) -> bool:
        """Say whether it is done, failed or ended."""
        return self._is_over.is_set()

    @property
    def is_ended(self) -> bool:
        """Say whether somebody asked it to end in time."""
        return self._is_unwanted.is_set() and not self.is_final

    @property
    def seconds(self) -> float:
        """Return how long it has been at work."""
        return (self._until if self.is_over else time.monotonic()) - self._began

    @property
    def age(self) -> float:
        """Return how many seconds ago it was over."""
        return time.monotonic() - self._until if self.is_over else 0

    def note(self, step: Step, *, is_final: bool) -> None:
        """Note how far it is. Raises Ended."""
        if self.is_ended:
            raise Ended
        self.step, self.is_final = step, self.is_final or is_final

    def _run(self) -> None:
        _mine.set(self)
        try:
            self._sit()
            try:
                self.result = self._make()
            finally:
                SEATS.release()
        except Ended:
            pass
        except Exception as wrong:
            log.exception("work failed")
            self.failed = wrong
        finally:
            self._until = time.monotonic()
            self._is_over.set()

    def _sit(self) -> None:
        while not SEATS.acquire(timeout=PAUSE):
            self.note(Step("waiting"), is_final=False)


def step(stage: str, done: int, total: int, *, said: str = "", is_final: bool = False) -> None:
    """Say how far the work of this thread is; where it does none, nothing happens. Raises Ended.

    is_final: from here on the work cannot be ended without leaving something half done.
    """
    work = _mine.get()
    if work is not None:
        work.note(Step(stage, done, total, said), is_final=is_final)


def counted(things: Iterable[T], stage: str, total: int) -> Iterator[T]:
    """Give the things one by one and say each time how far the work is. Raises Ended."""
    for done, thing in enumerate(things):
        step(stage, done, total)
        yield thing
