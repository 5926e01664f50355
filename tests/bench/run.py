"""Prints the tables that README quotes: python tests/bench/run.py [queries|loads|reruns|firsts|maps ...]."""

import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from paceboard import store
from tests.bench import crowd, decks, finds, firsts, loads, maps, queries, reruns, stores
from tests.conftest import ROOT

CITY_BUDGET_MS, RERUN_BUDGET, LOAD_BUDGET_S, DEMO_BUDGET_S = 15, 1.5, 1, 60


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    sys.stdout.write("\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n\n")
    sys.stdout.flush()


def show_queries() -> None:
    """Time every question at two sizes."""
    questions = queries.asked(stores.of_size(queries.CITY_PROJECTS))
    pages = {q.name: len({other.page for other in questions if other.name == q.name}) for q in questions}
    found = []
    for projects, repeats in ((queries.CITY_PROJECTS, 9), (queries.COUNTRY_PROJECTS, 3)):
        opened = store.open_current(stores.of_size(projects))
        found.append(queries.by_name(questions, opened, repeats))
        opened.close()
    city, country = found
    heads = ("question", "pages", "ms, 1,100 projects", "of 15 ms", "ms, 100,000 projects", "growth")
    rows = [
        (q, pages[q], f"{t:.1f}", f"{t / CITY_BUDGET_MS:.2f}x", f"{country[q]:.0f}", f"{country[q] / t:.1f}x")
        for q, t in sorted(city.items())
    ]
    table(heads, rows)


def show_finds() -> None:
    """Time the search box among a million projects."""
    opened = store.open_current(stores.of_size(finds.PROJECTS, finds.MONTHS))
    rows = [(shows, entered, f"{ms:.0f}", found) for shows, entered, ms, found in finds.by_entry(opened)]
    opened.close()
    table((f"search, {finds.PROJECTS:,} projects", "entered", "ms", "found"), rows)


def show_loads() -> None:
    """Time one workbook and the whole demo."""
    workbook, demo = loads.one_workbook(), loads.demo()
    rows = [
        ("one workbook, 100 projects", f"{workbook:.2f}", f"{workbook / LOAD_BUDGET_S:.2f}x"),
        ("the whole demo", f"{demo:.0f}", f"{demo / DEMO_BUDGET_S:.2f}x"),
    ]
    table(("check, load, publish", "s", "of its budget"), rows)


def show_reruns() -> None:
    """Time a warm rerun of each page and of its bare twin."""
    rows = [
        (page, f"{ours:.0f}", f"{bare:.0f}", f"{ours / bare:.2f}x") for page, ours, bare in reruns.compare()
    ]
    table(("page, warm rerun", "ms", "bare page with the same elements, ms", "ratio (budget 1.5x)"), rows)


def show_firsts() -> None:
    """Time the first load of each page in Chromium, and of its bare twin."""
    rows = [
        (page, f"{ours:.2f}", f"{bare:.2f}", f"{ours / bare:.2f}x") for page, ours, bare in firsts.compare()
    ]
    table(("page, first load in Chromium", "s", "bare page, s", "ratio (budget 1.5x)"), rows)


def show_crowd() -> None:
    """Let fifty people change something every three seconds."""
    rows = [
        (name, f"{usual:.0f}", f"{slow:.0f}", waits, errors, f"{grown:.2f}")
        for name, usual, slow, waits, errors, grown in crowd.compare()
    ]
    table(("50 people, a change each 3 s", "ms", "p95 ms (of 1,000)", "changes", "errors", "MB each"), rows)


def show_decks() -> None:
    """Time a review pack of about twenty slides."""
    opened = store.open_current()
    spent = decks.steps(opened, store.current())
    opened.close()
    rows = [(name, count, f"{busy:.1f}", f"{clock:.1f}") for name, count, busy, clock in spent]
    table(("review pack (budget 5 s)", "slides", "processor s", "s"), rows)


def show_maps() -> None:
    """Time the map of the war room with 20,000 sites, 1,000 of them lines or areas."""
    home = maps.home()
    rows = [(what, f"{ms:.0f}", f"{kilobytes:.0f}") for what, ms, kilobytes in maps.sent(home)]
    table((f"map, {maps.PROJECTS:,} sites: marks, months", "ms on the server", "kB sent"), rows)
    moved = [(marks, act, *(f"{ms:.0f}" for ms in spent)) for marks, act, *spent in maps.moved(home)]
    table(("marks", "act", "ms from frame to frame, median", "95 %", "longest"), moved)


def main() -> None:
    """Run the benchmarks named, or all of them."""
    subprocess.run([sys.executable, "-m", "paceboard", "demo"], cwd=ROOT, check=True)
    shows = {
        "queries": show_queries,
        "finds": show_finds,
        "loads": show_loads,
        "reruns": show_reruns,
        "firsts": show_firsts,
        "decks": show_decks,
        "crowd": show_crowd,
        "maps": show_maps,
    }
    for name in sys.argv[1:] or shows:
        shows[name]()


if __name__ == "__main__":
    main()
