"""Figures as PNG and SVG, drawn by one Chromium that starts with the first picture and stops when idle."""

import asyncio
import atexit
import base64
import shutil
import threading
from collections.abc import Coroutine
from typing import TypeVar

# plotly looks for numpy in sys.modules while it draws: an import half done in another thread breaks it.
import numpy  # noqa: F401 imported for its effect
import plotly.graph_objects as go
from choreographer import Browser
from choreographer.browsers.chromium import Chromium
from kaleido import Kaleido

from paceboard import canvas

WIDTH = 1920
HEIGHT = 1080
# Figures are laid out for a height of 720: on 1080 rows of pixels text is half as large again.
LAID_OUT_HEIGHT = 720
TIMEOUT_SECONDS = 60
IDLE_SECONDS = 300
PIXELS = 88  # of a laid-out figure, per inch of a page: its letters come out at about 11 points
CRISP = 3  # pixels of a picture on a slide for one of its layout

PICTURES_READY = "Promise.all([...document.images].map(image => image.decode()))"

Result = TypeVar("Result")


# A browser that was found stays where it is; one that is missing may be installed meanwhile.
_found: list[str] = []


class NoBrowser(RuntimeError):
    """There is no Chromium to draw with, or it does not start."""


def browser() -> str | None:
    """Return the path of the Chromium that draws pictures, or None."""
    if not _found:
        path = Chromium.find_browser(skip_local=False)
        _found.extend(filter(None, [path and shutil.which(path)]))
    return _found[0] if _found else None


async def _opened(path: str) -> Kaleido:
    # mathjax=False: otherwise every start asks a public server for it and waits a minute without internet.
    kaleido = Kaleido(n=1, mathjax=False, timeout=TIMEOUT_SECONDS, path=path)
    await kaleido.open()
    return kaleido


async def _printed(kaleido: Kaleido, page: str) -> bytes:
    # Kaleido's own tabs belong to its queue: what is printed gets one for itself.
    tab = await Browser.create_tab(kaleido, "about:blank")
    frame = await tab.send_command("Page.getFrameTree")
    frame_id = frame["result"]["frameTree"]["frame"]["id"]
    await tab.send_command("Page.setDocumentContent", {"frameId": frame_id, "html": page})
    wait = {"expression": PICTURES_READY, "awaitPromise": True}
    await tab.send_command("Runtime.evaluate", wait)
    answer = await tab.send_command("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True})
    await kaleido.close_tab(tab.target_id)
    return base64.b64decode(answer["result"]["data"])


class Artist:
    """One Chromium with one tab, used by one caller at a time."""

    def __init__(self) -> None:
        """Prepare; nothing is started yet."""
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._kaleido: Kaleido | None = None
        self._idle: threading.Timer | None = None

    def draw(self, figure: go.Figure, options: dict) -> bytes:
        """Return the picture. Raises NoBrowser, or what kaleido raises where the figure is wrong."""
        with self._lock:
            self._start()
            try:
                return self._wait(self._kaleido.calc_fig(figure, opts=options))
            except BaseException:
                # A tab in an unknown state must not draw the next reader's picture.
                self._stop()
                raise
            finally:
                self._rest()

    def print(self, page: str) -> bytes:
        """Return an HTML document as a PDF. Raises NoBrowser."""
        with self._lock:
            self._start()
            try:
                return self._wait(_printed(self._kaleido, page))
            except BaseException:
                self._stop()
                raise
            finally:
                self._rest()

    def stop(self) -> None:
        """End the Chromium, where one runs; the next picture starts another."""
        with self._lock:
            self._stop()

    def _wait(self, work: Coroutine[object, object, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(TIMEOUT_SECONDS)

    def _start(self) -> None:
        if self._idle:
            self._idle.cancel()
        if self._kaleido:
            return
        path = browser()
        if path is None:
            raise NoBrowser("no picture can be drawn: there is no Chromium on this machine")
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True).start()
        try:
            self._kaleido = self._wait(_opened(path))
        except Exception as failed:
            self._loop.call_soon_threadsafe(self._loop.stop)
            raise NoBrowser(f"no picture can be drawn: {path} does not start: {failed}") from failed

    def _stop(self) -> None:
        if self._kaleido is None:
            return
        try:
            self._wait(self._kaleido.close())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._kaleido = None

    def _rest(self) -> None:
        self._idle = threading.Timer(IDLE_SECONDS, self.stop)
        self._idle.daemon = True
        self._idle.start()


_artist = Artist()
atexit.register(_artist.stop)


def stop() -> None:
    """End the Chromium, where one runs; the next picture starts another."""
    _artist.stop()


def _drawn(figure: go.Figure, format_: str, width: int, height: int) -> bytes:
    # In steps of nine rows a 16:9 picture has whole numbers of pixels at any scale.
    laid_out = -(-max(LAID_OUT_HEIGHT, figure.layout.height or 0) // 9) * 9
    scale = height / laid_out
    size = {"width": round(width / scale), "height": laid_out, "scale": scale}
    return _artist.draw(figure, {"format": format_} | size)


def png(figure: go.Figure, *, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """Return the figure as a PNG of width x height pixels. Raises NoBrowser."""
    return _drawn(figure, "png", width, height)


def svg(figure: go.Figure, *, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """Return the figure as an SVG of width x height pixels. Raises NoBrowser."""
    return _drawn(figure, "svg", width, height)


def vector(figure: go.Figure, width: int, height: int) -> bytes:
    """Return the figure as an SVG laid out for just that many pixels. Raises NoBrowser."""
    return _artist.draw(figure, {"format": "svg", "width": width, "height": height, "scale": 1})


def pixels(figure: go.Figure, width: int, height: int) -> bytes:
    """Return the figure as a PNG laid out for that many pixels, crisp on a wall. Raises NoBrowser."""
    return _artist.draw(figure, {"format": "png", "width": width, "height": height, "scale": CRISP})


def filling(figure: go.Figure, width: float, height: float) -> tuple[go.Figure, int, int]:
    """Return a figure that fills a place (inches) of a page which bears its title and source, in pixels."""
    plain = bare(figure)
    scale = max(PIXELS, (plain.layout.height or 0) / height)
    plain.layout.height = None
    _thin(plain, width * scale)
    return plain, round(width * scale), round(height * scale)


def bare(figure: go.Figure) -> go.Figure:
    """Return a figure without its title, source line and mark, and without the room for them."""
    plain = figure.to_plotly_json()
    layout = plain["layout"]
    notes = layout.get("annotations", ())
    source = next((note["text"] for note in notes if note.get("name") == "source"), "")
    above = canvas.EDGE + (layout["title"]["text"].count("<br>") + 1) * (canvas.TITLE_SIZE + 8)
    below = (source.count("<br>") + 1) * (canvas.NOTE_SIZE + 5) + 10
    margin = layout["margin"] | {"t": layout["margin"]["t"] - above, "b": layout["margin"]["b"] - below}
    kept = [note for note in notes if note.get("name") not in ("source", "sample")]
    size = {"height": layout["height"] - above - below} if layout.get("height") else {}
    rest = {name: value for name, value in layout.items() if name not in ("title", "height")}
    return go.Figure(plain["data"], rest | size | {"margin": margin, "annotations": kept}, _validate=False)


def _thin(figure: go.Figure, width: float) -> None:
    """Leave out every other word under a narrow plot, where all of them would run into each other."""
    axis, margin = figure.layout.xaxis, figure.layout.margin
    words = list(axis.ticktext or axis.tickvals or ())
    if axis.tickmode != "array" and not axis.tickvals:
        return
    room = (width - (margin.l or 0) - (margin.r or 0)) / max(len(words), 1)
    if any(canvas.width_of(str(word).partition("<br>")[0]) > room for word in words):
        axis.tickvals, axis.ticktext = list(axis.tickvals)[::2], words[::2]


def pdf(page: str) -> bytes:
    """Return an HTML document as a PDF, printed on the pages that its style asks for. Raises NoBrowser."""
    return _artist.print(page)
