"""Demo returns: real workbooks in the form's layout, plainly invented, exact to every published figure."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from paceboard import profiles
from paceboard.demo import recipe, returns
from paceboard.ingest import forms, template

FORM = "monthly-1"
SENDER = "demo"  # submitted_by of every demo return
Progress = Callable[[int, int, str], None]


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
    form = forms.load(FORM)
    paths: list[Path] = []
    for number, one in enumerate(found, 1):
        profile = profiles.get(one.city)
        path = folder / one.city / one.file_name(profile.name.zh)
        path.parent.mkdir(parents=True, exist_ok=True)
        template.write(
            path,
            form,
            profile,
            unit=one.unit,
            period=one.period,
            received_on=one.received_on,
            rows=one.rows,
        )
        paths.append(path)
        if progress:
            progress(number, len(found), path.name)
    return paths
