"""Many people at once: each opens a page and every few seconds asks for another month of it."""

import itertools
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from websockets.exceptions import WebSocketException

from paceboard import profiles, store
from tests.bench.reruns import PAGES
from tests.bench.session import Session
from tests.conftest import DEMO, PROCESSES, serving

PEOPLE, SECONDS, PAUSE = 50, 60, 3.0
# Whoever waits for a project or a file looks at something else meanwhile.
SHOWN = [page for page in PAGES if page not in {"project", "briefing"}]


@dataclass
class Crowd:
    """What they met: seconds of each wait, what went wrong, megabytes of the server before and after."""

    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    def figures(self) -> tuple[float, float, int, int, float]:
        """Return median and 95th percentile in milliseconds, waits, errors, megabytes more per person."""
        slow = quantiles(self.waits, n=20)[-1]
        grown = (self.megabytes[-1] - self.megabytes[0]) / PEOPLE
        return 1000 * median(self.waits), 1000 * slow, len(self.waits), len(self.errors), grown


def _addresses() -> list[tuple[str, list[str]]]:
    """Return a page and the addresses of its months for each person, spread over cities and pages."""
    opened = store.open_current(DEMO)
    asked = {
        city: [
            urlencode({"city": city, "month": f"{month:%Y-%m}", "lang": "zh"})
            for month in opened.ask("months", city=city)["period"].to_list()[:6]
        ]
        for city in profiles.load()
    }
    opened.close()
    told = itertools.cycle(months for months in asked.values() if months)
    return list(itertools.islice(zip(itertools.cycle(SHOWN), told, strict=False), PEOPLE))


def _person(server: str, page: str, asked: list[str], late: float, crowd: Crowd, until: float) -> None:
    time.sleep(late)
    try:
        with Session.begin(server, page, asked[-1]) as session:
            for query in itertools.cycle(asked):
                if time.monotonic() > until:
                    return
                session.query = query
                taken = session.run()
                crowd.waits.append(taken)
                time.sleep(max(PAUSE - taken, 0))
    except (OSError, WebSocketException) as wrong:
        crowd.errors.append(f"{page}: {wrong}")


def _megabytes(server: str) -> float:
    lines = Path(f"/proc/{PROCESSES[server]}/smaps_rollup").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Rss:")) / 1024


def _gather(server: str, seconds: float) -> Crowd:
    """Let everybody in and return what they met; they come one after another over the first seconds."""
    crowd, until = Crowd(), time.monotonic() + seconds
    crowd.megabytes.append(_megabytes(server))
    people = [
        threading.Thread(target=_person, args=(server, page, asked, at * PAUSE / PEOPLE, crowd, until))
        for at, (page, asked) in enumerate(_addresses())
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    crowd.megabytes.append(_megabytes(server))
    return crowd


def compare() -> list[tuple[str, float, float, int, int, float]]:
    """Return for two minutes: median and 95th percentile in ms, changes, errors, megabytes more each."""
    with serving(DEMO) as server:
        return [(name, *_gather(server, SECONDS).figures()) for name in ("first minute", "second minute")]
