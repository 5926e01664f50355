"""Leaves a briefing running as on a kiosk: how much memory do browser and server gain in an hour?

python tests/bench/kiosk.py MINUTES prints one line per reading and the slopes; see watch for what happens.
"""

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import linear_regression

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from paceboard import store
from tests.browser import chromium
from tests.browser.visit import Visit, launch
from tests.conftest import DEMO, PROCESSES, ROOT, streamlit

ADDRESS = "/briefing?city=chengdu&lang=zh&auto={auto}"
AUTO, USUAL = 5, 30  # seconds a scene stands: here, and as the product begins
READING, PUBLISHING = 60, 180  # seconds from one reading, and from one new snapshot, to the next
WARM = 1 / 3  # of the time: caches fill, and no slope is taken
MB = 2**20
PATIENCE = 300_000  # milliseconds: the machine may be busy with other things
MINUTES, BUDGET_MB = 25, 20
HEADS = ("minutes", "scenes", "snapshots", "browser MB", "page's process MB", "nodes", "server MB")


@dataclass(frozen=True)
class Reading:
    """What was held at a moment: JavaScript after a collection, the page's process, the server (MB)."""

    minutes: float
    scenes: int
    snapshots: int
    heap: float
    tab: float
    nodes: int
    server: float


def resident(process: int) -> float:
    """Return the megabytes that a process holds for itself alone."""
    said = Path(f"/proc/{process}/status").read_text("utf-8")
    return sum(int(n) for n in re.findall(r"Rss(?:Anon|Shmem):\s+(\d+)", said)) / 1024


def _renderer(browser: Browser) -> int:
    """Return the process of the page: of the browser's renderers, the one that holds most."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return max((one["id"] for one in found if one["type"] == "renderer"), key=resident)


def _read(page: Page, began: float, seen: set[str], scenes: int, tab: int, server: int) -> Reading:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"] / MB
    session.detach()
    nodes = page.evaluate("document.querySelectorAll('*').length")
    minutes = (time.monotonic() - began) / 60
    return Reading(minutes, scenes, len(seen), heap, resident(tab), nodes, resident(server))


def publish(home: Path, number: int) -> str:
    """Publish the live snapshot under a new name, and drop the one before the last; return the name."""
    old = store.current(home)
    new = f"{old[:-8]}{number:08d}"
    shutil.copy(store.snapshot_path(old, home), store.snapshot_path(new, home))
    (home / "store" / "CURRENT").write_text(new, "utf-8")
    for path in sorted((home / "store").glob("*.duckdb"))[:-2]:
        path.unlink()
    return new


def watch(minutes: float) -> Iterator[Reading]:
    """Give a reading now and then, while scenes turn by themselves and new snapshots come up."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        launch(playwright, chromium.find() or sys.exit(chromium.MISSING)) as browser,
    ):
        home = Path(folder)
        (home / "store").mkdir()
        shutil.copy(store.snapshot_path(store.current(DEMO), DEMO), home / "store")
        shutil.copy(DEMO / "store" / "CURRENT", home / "store")
        # Not `paceboard serve`: it would build the store anew from the returns, which are not copied.
        environment = {"PACEBOARD_HOME": folder}
        with streamlit(ROOT / "app.py", environment) as server, Visit.begin(browser, server) as visit:
            yield from _watched(visit, home, PROCESSES[server], minutes)


def _watched(visit: Visit, home: Path, server: int, minutes: float) -> Iterator[Reading]:
    page = visit.page
    page.set_default_timeout(PATIENCE)
    page.goto(visit.server + ADDRESS.format(auto=AUTO))
    page.wait_for_selector(".wall-sentence")
    tab = _renderer(page.context.browser)
    began = read = published = time.monotonic()
    scenes, last, seen = 0, "", {store.current(home)}
    while (now := time.monotonic()) - began < minutes * 60:
        question = page.locator(".wall-question").first.text_content()
        scenes, last = scenes + (question != last), question
        if now - published >= PUBLISHING:
            publish(home, len(seen))
            published = now
        shown = page.locator(".wall-source").first.text_content() or ""
        seen |= {found for found in re.findall(r"\d{8}T\d{6}-\w{8}", shown)}
        if now - read >= READING:
            read = now
            yield _read(page, began, seen, scenes, tab, server)
        page.wait_for_timeout(1000)
    sys.stdout.write("".join(f"said on the console: {error}\n" for error in dict.fromkeys(visit.errors)))


def slopes(readings: Sequence[Reading]) -> dict[str, float]:
    """Return the megabytes gained per hour, of each memory, after it has warmed up."""
    warm = [r for r in readings if r.minutes >= WARM * readings[-1].minutes]
    hours = [r.minutes / 60 for r in warm]
    return {
        name: linear_regression(hours, [getattr(r, name) for r in warm]).slope
        for name in ("heap", "tab", "server")
    }


def main() -> None:
    """Watch for so many minutes."""
    sys.stdout.write("\t".join(HEADS) + "\n")
    readings = []
    for reading in watch(float(sys.argv[1]) if sys.argv[1:] else MINUTES):
        readings.append(reading)
        sys.stdout.write("\t".join(f"{value:.1f}" for value in astuple(reading)) + "\n")
        sys.stdout.flush()
    for name, gained in slopes(readings).items():
        usual = gained * AUTO / USUAL
        said = f"{gained:+.1f} MB per hour at {AUTO} s a scene, {usual:+.1f} MB at {USUAL} s"
        sys.stdout.write(f"{name}: {said} (at most {BUDGET_MB} MB)\n")


if __name__ == "__main__":
    main()
