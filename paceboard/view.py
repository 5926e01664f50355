"""What a page holds while it runs: the question asked, the answers, and where to place them."""

from collections.abc import Callable, Hashable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from paceboard import answers, cards, downloads, frame, memo, paper, scope, shelf, tables, text, units
from paceboard.filters import NAMES, Filters
from paceboard.profiles import Profile
from paceboard.text import Words, plain
from paceboard.tray import Tray

WHOLE = {"units": None, "sectors": None, "batches": None, "level": None, "search": None}
Value = str | int | date | Hashable | None
# snapshot, name of the query, filters, further parameters -> its rows
Answer = Callable[[str, str, Filters | None, tuple[tuple[str, Value], ...]], pl.DataFrame]


@memo.kept(200)
def _first(found: pl.DataFrame) -> dict:
    heads = found.filter(pl.col("cut") == "all").to_dicts()
    return heads[0] if heads else {}


@dataclass(frozen=True)
class View:
    """One run of one page: filters, profile, language, theme mode and snapshot, and what a page may do.

    page is the page's path in the address, months what the store has (newest first), address what
    stands after the question mark; is_fresh: the reader came by it (link, back, forward), not by a widget;
    shelf, tray: where the reader's tab keeps the basket and the works under way.
    """

    filters: Filters
    profile: Profile
    lang: str
    mode: str
    snapshot: str
    page: str
    months: tuple[date, ...]
    address: Mapping[str, list[str]]
    is_fresh: bool
    answer: Answer
    shelf: MutableMapping[str, str] = field(default_factory=dict)
    tray: Tray = field(default_factory=dict)

    @property
    def is_enlarged(self) -> bool:
        """Say whether the page stands alone on a screen, drawn small and enlarged by the browser."""
        return self.address.get("wall") == ["1"]

    @property
    def words(self) -> Words:
        """Return the words of the reader's language."""
        return text.words(self.lang)

    def ask(self, name: str, **changes: object) -> pl.DataFrame:
        """Answer queries/<name>.sql; names of filters change the question, other names are its parameters."""
        asked = self.filters.at(**{k: v for k, v in changes.items() if k in NAMES})
        values = tuple((k, v) for k, v in changes.items() if k not in NAMES)
        return self.answer(self.snapshot, name, asked, values)

    def ask_whole(self, name: str, **changes: object) -> pl.DataFrame:
        """Answer queries/<name>.sql for the whole list, whatever narrows the page."""
        return self.ask(name, **(WHOLE | changes))

    def title(self, question: str, answer: str = "") -> None:
        """Show the question that the page answers, and the answer in one sentence."""
        st.subheader(plain(question), anchor=False)
        if answer:
            st.markdown(plain(answer))

    def say(self, sentence: str) -> None:
        """Show a sentence in small print."""
        st.caption(plain(sentence))

    def empty(self, key: str, **values: object) -> None:
        """Say in a sentence why there is nothing to show."""
        st.info(plain(self.words(key, **values)), icon=":material/inbox:")

    @property
    def teller(self) -> answers.Teller:
        """Return who puts answers into words: this city's customs, this reader's language."""
        return answers.Teller(self.profile, self.words)

    @cached_property
    def _head(self) -> dict:
        head = _first(self.ask("kpis"))
        return head if head.get("project_count") else {}

    def whole(self) -> dict:
        """Return the row of kpis for everything in scope; empty where no project fits the filters."""
        return self._head

    def cards(self, ids: Sequence[str]) -> None:
        """Show headline figures (ids of data/kpis.toml) with their change since the month before."""
        movement = self.ask("movement").row(0, named=True)
        cards.draw(ids, self.whole(), movement, profile=self.profile, words=self.words)

    @cached_property
    def _source(self) -> str:
        return scope.source(self.whole(), self.filters, self.profile, self.words, self.snapshot)

    def source(self) -> str:
        """Return the source line: scope, period, as-of dates, units reported and snapshot id."""
        # Every picture, table and download of a page asks for it.
        return self._source

    def look(self, title: str) -> dict:
        """Return what every figure needs besides its rows: profile, words, mode, title and source line."""
        said = {"profile": self.profile, "words": self.words, "mode": self.mode}
        return said | {"title": title, "source": self.source()}

    def chart(
        self, figure: go.Figure, rows: pl.DataFrame, *, name: str, height: int | None = 420, note: str = ""
    ) -> None:
        """Draw a figure, a note beneath it and its downloads; name is its key and file name.

        height: pixels; None fills the reader's screen, unless the figure brings a height of its own. Its
        title is read to those who do not see it.
        """
        layout = figure.to_dict()["layout"]
        fixed = layout.get("height") or height
        with st.container(key=f"chart_{name}" if fixed else f"tall_{name}"):
            st.plotly_chart(
                getattr(figure, "sent", figure),
                theme=None,
                height=fixed or "stretch",
                key=f"figure_{name}",
                config=downloads.config(self.filters, name=name, words=self.words),
                alt=layout["meta"]["title"],
            )
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(plain(note))
            self.downloads(rows, figure=figure, name=name)

    def deck(
        self, draw: Callable[..., list], rows: pl.DataFrame, *, figure: downloads.Picture, name: str
    ) -> list[dict]:
        """Let draw, given a key, draw a map; offer its downloads (pictures come from the SVG figure)."""
        found = draw(key=f"map_{name}")
        self.downloads(rows, figure=figure, name=name)
        return found

    def table(
        self,
        rows: pl.DataFrame,
        *,
        columns: Mapping[str, object],
        name: str,
        height: int | str = "auto",
        pick: bool = False,
    ) -> dict | None:
        """Show the columns configured, in that order; with pick, return the row that the reader selected."""
        event = st.dataframe(
            tables.arrow(rows),
            column_config=dict(columns),
            column_order=list(columns),
            hide_index=True,
            height=height,
            key=f"table_{name}",
            placeholder=units.NOTHING,
            on_select="rerun" if pick else "ignore",
            selection_mode="single-row",
        )
        paper.sheet(rows, columns=columns, name=name, source=self.source(), words=self.words)
        chosen = event.selection["rows"] if pick else []
        return rows.row(chosen[0], named=True) if chosen else None

    def downloads(
        self,
        rows: pl.DataFrame,
        *,
        figure: downloads.Picture | None = None,
        name: str,
        title: str = "",
        columns: Sequence[str] = (),
    ) -> None:
        """Offer rows as CSV, XLSX and PPTX and a figure as PNG and SVG; each is made when asked for.

        columns: those that the page shows, in order; a slide shows them too, and names of persons leave the
        product only where they are among them.
        """
        said = {"title": title, "source": self.source(), "words": self.words, "filters": self.filters}
        said |= {"tray": self.tray, "columns": columns, "trace": scope.trace(self.page, self.filters.query())}
        with st.container(horizontal=True, width="content"):
            shelf.offer(self.shelf, page=self.page, name=name, words=self.words)
            downloads.menu(rows, figure=figure, name=name, **said)

    def offer(self, label: str, *, make: Callable[[], bytes], file_name: str) -> None:
        """Offer one file, made when asked for: the tray says how far it is."""
        downloads.offer(label, make=make, file_name=file_name, tray=self.tray)

    def choose(self, name: str, options: Mapping[str, str], *, label: str, **look: bool) -> str:
        """Let the reader choose one of options (id: word), kept in the address; the first is the default.

        name is a filter (split, project) or a name of the page's own. look: is_menu draws a drop-down list,
        is_named writes the label above it.
        """
        return frame.choose(self, name, options, label=label, **({"is_menu": False} | look))

    def pick(
        self, name: str, options: Mapping[str, str], *, label: str, most: int, **default: object
    ) -> list:
        """Let the reader choose several of options, at most so many, kept in the address."""
        return frame.pick(self, name, options, label=label, most=most, **default)

    def day(self, name: str, *, label: str) -> date | None:
        """Let the reader enter a day, kept in the address."""
        return frame.day(self, name, label=label)

    def enter(self, name: str, default: str, *, label: str, is_live: bool = False) -> str:
        """Let the reader enter a text, kept in the address; what is left empty is the default.

        is_live: answered while the reader types.
        """
        return frame.enter(self, name, default, label=label, is_live=is_live)

    def keep(self, name: str, value: str | None) -> None:
        """Keep a choice of the page's own in the address; None is the default."""
        frame.keep(name, value)

    def link(self, page: str, label: str, **changes: object) -> None:
        """Draw a link to another page (the path of its script), with some filters or own choices changed."""
        asked = self._query(changes)
        st.page_link(page, label=plain(label), icon=":material/arrow_forward:", query_params=asked)

    def go(self, page: str, **changes: object) -> None:
        """Open another page (the path of its script) with some filters or own choices changed."""
        st.switch_page(page, query_params=self._query(changes))

    def _query(self, changes: Mapping[str, object]) -> dict[str, str | list[str]]:
        asked = self.filters.at(**{k: v for k, v in changes.items() if k in NAMES})
        own = {k: v if isinstance(v, list) else str(v) for k, v in changes.items() if k not in NAMES}
        return asked.query() | {"lang": self.lang} | own
