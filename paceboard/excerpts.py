"""What a page draws and lists, taken from the page without showing it: the parts of decks and packs.

The page's own script runs, over a view that keeps what it is given instead of drawing it. So a slide cannot
say anything but what the screen says, and whatever a page draws can be taken into a deck.
"""

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import CodeType

import plotly.graph_objects as go
import polars as pl
import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from paceboard import address, profiles
from paceboard.filters import parse_day
from paceboard.offers import offer
from paceboard.profiles import ROOT
from paceboard.view import Answer, View

# Without a reader, Streamlit draws nothing and says so at each call.
SAY_SO = (
    "streamlit.runtime.scriptrunner_utils.script_run_context",
    "streamlit.runtime.state.session_state_proxy",
    "streamlit",
)
AT_ONCE = threading.BoundedSemaphore(2)
_taken: ContextVar["Taker | None"] = ContextVar("taken", default=None)
_is_unseen: ContextVar[bool] = ContextVar("is_unseen", default=False)


class Absent(LookupError):
    """The page does not show that under the filters asked for."""


@dataclass(frozen=True)
class Excerpt:
    """One chart or table of a page: its name there, its sentence, source line, rows and, for a chart, figure.

    columns: those of the rows that the page shows, in order; empty means all. question, answer: what the page
    asks, and its sentence.
    """

    page: str
    name: str
    title: str
    source: str
    rows: pl.DataFrame
    figure: go.Figure | None = None
    columns: tuple[str, ...] = ()
    note: str = ""
    question: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Taker(View):
    """A view that keeps what the page would show; the page's own choices come from the address."""

    found: dict[str, Excerpt] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    def title(self, question: str, answer: str = "") -> None:
        """Keep what the page asks and answers."""
        self.told.update(question=question, answer=answer)

    def chart(
        self, figure: go.Figure, rows: pl.DataFrame, *, name: str, height: int | None = 420, note: str = ""
    ) -> None:
        """Keep a chart."""
        self._keep(name, rows, title=_said(figure)["title"], figure=figure, note=note)

    def deck(self, draw: object, rows: pl.DataFrame, *, figure: object, name: str) -> list:
        """Keep a map as the picture that stands for it."""
        drawn = figure() if callable(figure) else figure
        self.chart(drawn, rows, name=name)
        return []

    def table(self, rows: pl.DataFrame, *, columns: Mapping[str, object], name: str, **_: object) -> None:
        """Show nothing: a table is kept with its downloads."""

    def downloads(
        self,
        rows: pl.DataFrame,
        *,
        figure: object = None,
        name: str,
        title: str = "",
        columns: Sequence[str] = (),
    ) -> None:
        """Keep a table."""
        self._keep(name, rows, title=title, columns=tuple(columns))

    def offer(self, label: str, *, make: object, file_name: str) -> None:
        """Offer nothing: nobody is there to take it."""

    def choose(self, name: str, options: Mapping[str, str], **_: object) -> str:
        """Return what the address chooses among the options, else the first."""
        wish = self.address.get(name, [""])[-1]
        chosen = wish if wish in options else next(iter(options))
        if name in address.OURS:
            _taken.set(replace(self, filters=self.filters.at(**{name: chosen or None})))
        return chosen

    def pick(self, name: str, options: Mapping[str, str], *, most: int, **rest: object) -> list[str]:
        """Return what the address chooses among the options, else the default."""
        wish = self.address.get(name, list(rest.get("default", ())))
        return list(dict.fromkeys(one for one in wish if one in options))[:most]

    def day(self, name: str, **_: object) -> date | None:
        """Return the day that the address names."""
        return parse_day(self.address.get(name, [""])[-1])

    def keep(self, name: str, value: str | None) -> None:
        """Keep nothing: the address stays as it is."""

    def enter(self, name: str, default: str, **_: object) -> str:
        """Return the text that the address enters, else the default."""
        return self.address.get(name, [""])[-1] or default

    def link(self, page: str, label: str, **changes: object) -> None:
        """Lead nowhere."""

    def go(self, page: str, **changes: object) -> None:
        """Stay."""

    def _keep(self, name: str, rows: pl.DataFrame, *, title: str, **rest: object) -> None:
        source = _said(rest["figure"])["source"] if "figure" in rest else self.source()
        self.found[name] = Excerpt(self.page, name, title, source, rows, **rest, **self.told)


def _said(figure: go.Figure) -> Mapping[str, str]:
    """Return what a figure says of itself, without making plotly's objects."""
    return figure.to_dict()["layout"]["meta"]


def view() -> View | None:
    """Return the view of the page that is being taken from in this thread, None where a reader looks on."""
    return _taken.get()


def script(page: str) -> Path:
    """Return the script of a page, by its name in the address. Raises Absent."""
    found = next((path for path in (ROOT / "pages").glob("*/*.py") if path.stem == page), None)
    if found is None:
        raise Absent(f"there is no page {page!r}")
    return found


@cache
def _code(path: Path) -> CodeType:
    return compile(path.read_text("utf-8"), str(path), "exec")


class _Quiet(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """Let pass what is not said while a page is taken from."""
        return _taken.get() is None and not _is_unseen.get()


@dataclass(frozen=True)
class Studio:
    """Where excerpts are taken: one snapshot, one language, light or dark, and who answers questions."""

    snapshot: str
    lang: str
    mode: str
    answer: Answer

    def view(self, page: str, query: Mapping[str, list[str]]) -> View:
        """Return the view of a page at an address; what the address leaves out is where its city opens."""
        asked = address.asked(query)
        found = offer(self.answer, self.snapshot, asked)
        profile = profiles.get(asked.city)
        filters = address.settle(asked, profile=profile, offer=found)
        given = (profile, self.lang, self.mode, self.snapshot, page, found.months, query)
        return View(filters, *given, is_fresh=True, answer=self.answer)

    def take(self, page: str, query: Mapping[str, list[str]]) -> dict[str, Excerpt]:
        """Return what a page shows at an address, by name. Raises Absent, and what the page raises."""
        view = self.view(page, query)
        taker = Taker(**{one.name: getattr(view, one.name) for one in fields(View)})
        failed: list[BaseException] = []
        thread = threading.Thread(target=_run, args=(taker, failed), name=f"excerpts of {page}")
        with AT_ONCE:
            thread.start()
            thread.join()
        if failed:
            raise failed[0]
        return taker.found


def _run(taker: Taker, failed: list[BaseException]) -> None:
    _taken.set(taker)
    try:
        exec(_code(script(taker.page)), {"__name__": "__main__"})
    except StopException:  # the page has no more to show
        return
    except Exception as raised:  # handed to whoever asked, in the thread that asked
        failed.append(raised)


@contextmanager
def unseen() -> Iterator[None]:
    """Let no word be logged about a thread without a reader: what runs in it is made ready, not shown."""
    token = _is_unseen.set(True)
    try:
        yield
    finally:
        _is_unseen.reset(token)


_stop = st.stop


def _stopped() -> None:
    """Stop a page that is taken from, too: without a reader, st.stop does nothing."""
    if _taken.get() is not None:
        raise StopException
    _stop()


st.stop = _stopped
for _name in SAY_SO:
    logging.getLogger(_name).addFilter(_Quiet())
