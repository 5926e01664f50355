"""One visitor in Chromium: opens pages, waits until they stand, remembers requests and complaints."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

FLAGS = (
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",  # without a real GPU, pages are put together faster by the processor itself
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
HERE = ("127.0.0.1", "localhost")
TRACEBACK = re.compile(r"Traceback \(most recent call last\)|\b[A-Z][A-Za-z]*(Error|Exception): ")
READY = "[data-testid=stApp][data-test-script-state=notRunning]"
SIZE = {"width": 1366, "height": 768}
WAIT = 60_000
# By how many pixels the page can be scrolled sideways; what is clipped cannot be scrolled to.
SIDEWAYS = """() => Math.max(...[document.scrollingElement, ...document.querySelectorAll(
    '[data-testid=stMain], [data-testid=stAppViewContainer]')]
    .filter((e) => !["clip", "hidden"].includes(getComputedStyle(e).overflowX))
    .map((e) => e.scrollWidth - e.clientWidth))"""

# Goes to an address inside the app, as the browser's Back and Forward do.
WALK = "url => { history.pushState(null, '', url); dispatchEvent(new PopStateEvent('popstate')); }"
# A tenth of a second and a frame: what the server said last is on its way into the page.
MOMENT = "() => new Promise(done => setTimeout(() => requestAnimationFrame(done), 100))"
LONGEST_WORD = 400  # bytes; "the script has run" is short


def has_run(said: bytes | str) -> bool:
    """Tell whether the server says that the script has run to its end."""
    if isinstance(said, str) or len(said) > LONGEST_WORD:
        return False
    told = ForwardMsg.FromString(said)
    return (
        told.WhichOneof("type") == "script_finished"
        and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )


@contextmanager
def launch(playwright: Playwright, path: str, *flags: str) -> Iterator[Browser]:
    """Start Chromium with a software GPU and no way out of this machine."""
    running = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
    yield running
    running.close()


@dataclass
class Visit:
    """A tab of its own; outside holds every address asked for beyond this machine, errors every complaint."""

    page: Page
    server: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    socket: WebSocket | None = None

    @classmethod
    @contextmanager
    def tab(cls, context: BrowserContext, server: str) -> Iterator["Visit"]:
        """Open an empty tab of a browser profile and close it at the end; tabs share the profile's cache."""
        visit = cls(context.new_page(), server)
        visit.page.on("request", lambda request: visit.saw(request.url))
        visit.page.on("websocket", visit.connected)
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.page.on("console", visit.heard)
        visit.page.set_default_timeout(WAIT)
        yield visit
        visit.page.close()

    @classmethod
    @contextmanager
    def begin(cls, browser: Browser, server: str, *, lang: str = "zh-CN") -> Iterator["Visit"]:
        """Open a tab of a visitor who was never here before, whose browser speaks that language."""
        context = browser.new_context(viewport=SIZE, locale=lang)
        with cls.tab(context, server) as visit:
            yield visit
        context.close()

    def connected(self, socket: WebSocket) -> None:
        """Note the line to the server."""
        self.saw(socket.url)
        self.socket = socket

    def saw(self, url: str) -> None:
        """Note a request that leaves this machine."""
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in HERE:
            self.outside.append(url)

    def heard(self, message: ConsoleMessage) -> None:
        """Note an error on the console (workers report blocked requests only here)."""
        place = message.location.get("url", "")
        # On a deep link Streamlit's frontend first looks for its server below the page's own path.
        looked_for_server = "404" in message.text and "/_stcore/" in place
        if message.type == "error" and not looked_for_server:
            self.errors.append(f"{message.text} ({place})")

    def open(self, path: str) -> "Visit":
        """Go to an address of the product and wait until it stands."""
        self.page.goto(self.server + path)
        return self.settle()

    def walk(self, path: str) -> "Visit":
        """Go to an address without loading the app anew, and wait until it stands."""
        with self.socket.expect_event("framereceived", has_run, timeout=WAIT):
            self.page.evaluate(WALK, path)
        self.page.evaluate(MOMENT)
        return self.settle()

    def settle(self) -> "Visit":
        """Wait until the script has run and no chart is still a placeholder."""
        self.page.wait_for_selector(READY)
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=WAIT)
        self.page.wait_for_selector(READY)
        return self

    @property
    def query(self) -> dict[str, list[str]]:
        """The filters in the address bar."""
        return parse_qs(urlsplit(self.page.url).query)

    @property
    def text(self) -> str:
        """Every word the visitor can read."""
        return self.page.locator("body").inner_text()

    def sideways(self) -> int:
        """Return by how many pixels the page can be scrolled sideways; 0 is right."""
        return self.page.evaluate(f"({SIDEWAYS})()")

    def resize(self, width: int, height: int) -> "Visit":
        """Make the window that large and wait until nothing hangs over its side: tables follow late."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.settle().page.wait_for_function(f"() => ({SIDEWAYS})() <= 0", timeout=5000)
        return self
