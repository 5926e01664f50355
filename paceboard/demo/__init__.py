"""Demo returns: real workbooks in the form's layout, plainly invented, exact to every published figure."""

import hashlib
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from paceboard import profiles
from paceboard.demo import recipe, returns
from paceboard.demo.returns import Return
from paceboard.ingest import forms, template

FORM = "monthly-1"
SENDER = "demo"  # submitted_by of every demo return
MANY = 150  # files from which a second process pays
WORKERS = 2
Progress = Callable[[int, int, str], None]
Job = tuple[Path, Return]


def fingerprint() -> str:
    """Return a digest of what the returns are made from: recipes, profiles, form, borders, code."""
    data = profiles.ROOT / "data"
    folders = (data / "demo", data / "profiles", data / "forms", data / "boundaries", Path(__file__).parent)
    digest = hashlib.sha256()
    for path in sorted(p for folder in folders for p in folder.glob("*.*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def write(
    folder: Path, *, cities: Sequence[str] | None = None, progress: Progress | None = None
) -> list[Path]:
    """Write the demo returns as <folder>/<city>/<city>_<unit>_<month>.xlsx and return the files.

    Order: by city, unit and month. cities: None means every city that has a recipe. progress(done, total,
    file name) is called for each file. The same recipes give the same rows. Raises KeyError for a city
    without a recipe.
    """
    found = [one for city in cities or recipe.cities() for one in returns.of_city(city)]
    for city in dict.fromkeys(one.city for one in found):
        (folder / city).mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for path in _written([(folder, one) for one in found]):
        paths.append(path)
        if progress:
            progress(len(paths), len(found), path.name)
    return paths


def _written(jobs: Sequence[Job]) -> Iterator[Path]:
    if len(jobs) < MANY:
        yield from map(_write_one, jobs)
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=spawn) as pool:
        yield from pool.map(_write_one, jobs, chunksize=8)


def _write_one(job: Job) -> Path:
    folder, one = job
    profile = profiles.get(one.city)
    path = folder / one.city / one.file_name(profile.name.zh)
    template.write(
        path,
        forms.load(FORM),
        profile,
        unit=one.unit,
        period=one.period,
        received_on=one.received_on,
        rows=one.rows,
    )
    return path
