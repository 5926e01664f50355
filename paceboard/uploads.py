"""Files handed in through a page, and the blank form handed out: bytes in, receipts out."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from paceboard import judgements, scheme_files, store, works
from paceboard.ingest import build, desk, forms, template
from paceboard.ingest.door import Overrides, Receipt
from paceboard.profiles import Profile

SENDER = "page"
SUFFIXES = ("xlsx", "xls", "csv", "geojson")


@dataclass(frozen=True)
class Outcome:
    """What became of some files: one receipt each, and the snapshot that is live now (None: none yet).

    fault: why the store could not take them in although the files are sound; nothing was published then.
    """

    receipts: list[Receipt]
    snapshot: str | None
    fault: str = ""


def take(files: Sequence[tuple[str, bytes]], *, folder: Path | None = None) -> Outcome:
    """Check files (name, contents), archive them and publish what is accepted; nothing is half loaded.

    folder holds submissions/ and store/; None: the product's own.
    """
    folder = folder or store.home()
    with tempfile.TemporaryDirectory() as place:
        paths = [_put(Path(place) / str(i), name, content) for i, (name, content) in enumerate(files)]
        try:
            said = {"overrides": Overrides(submitted_by=SENDER), "progress": _told(len(paths))}
            receipts = desk.load(paths, folder=folder, **said)
        except (build.UnsoundStore, judgements.BadJudgement, scheme_files.BadScheme) as wrong:
            return Outcome([], _live(folder), str(wrong))
    return Outcome(receipts, _live(folder))


def _told(count: int) -> Callable[[int, int, str], None]:
    """Return what says how far a load is: until every file is read it can be ended, then it stands whole."""

    left = count

    def told(done: int, total: int, said: str) -> None:
        nonlocal left
        left -= 1
        if left > 0:
            works.step("reading", done, count, said=said)
        else:
            works.step("publishing", done, total, is_final=True)

    return told


def _put(place: Path, name: str, content: bytes) -> Path:
    # Two files of one name are two files; a name never says where to write.
    place.mkdir()
    path = place / (Path(name.replace("\\", "/")).name or "return")
    path.write_bytes(content)
    return path


def _live(folder: Path) -> str | None:
    try:
        return store.current(folder)
    except store.NoSnapshot:
        return None


def blank(form_id: str, *, profile: Profile, unit_id: str | None, month: date) -> bytes:
    """Return the empty form as a workbook with drop-down lists. Raises KeyError for an unknown form."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "form.xlsx"
        template.write(path, forms.load(form_id), profile, unit=unit_id, period=month)
        return path.read_bytes()


def form_names(profile: Profile, lang: str) -> dict[str, str]:
    """Return the forms that a city's returns come in: id -> name."""
    return {id_: forms.load(id_).name.label(lang) for id_ in profile.forms}


def findings(receipt: Receipt, lang: str) -> list[str]:
    """Return the sentences about one file, errors first; each says where, what, and what to write."""
    ranked = sorted(receipt.issues, key=lambda issue: issue.severity != "error")
    return [issue.message_zh if lang == "zh" else issue.message_en for issue in ranked]
