"""The archive: every file ever received, by its content, with one receipt for each submission in it."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from paceboard.ingest.head import Overrides
from paceboard.ingest.parsed import Issue, Parsed

PREFIX = "receipt-"
LONGEST_NAME = 200  # bytes; a Chinese character takes three


@dataclass(frozen=True)
class Entry:
    """What the archive holds of one submission: its row, its issues, the original, what its sender said."""

    submission: dict[str, object]
    issues: list[Issue]
    original: Path
    overrides: Overrides


def folder(archive: Path, sha256: str) -> Path:
    """Return where a file of that content lies."""
    return archive / sha256[:2] / sha256


def keep(archive: Path, name: str, content: bytes, sha256: str) -> Path:
    """Store a file under its content and return its path; what is there already stays as it is."""
    place = folder(archive, sha256)
    held = original(place)
    if held:
        return held
    place.mkdir(parents=True, exist_ok=True)
    path = place / _safe(Path(name).name)
    _replace(path, content)
    return path


def _safe(name: str) -> str:
    """Return a name that is no receipt's and that every file system takes."""
    path = Path(name)
    while len(path.name.encode()) > LONGEST_NAME:
        path = path.with_name(path.stem[:-1] + path.suffix)
    return f"file-{path.name}" if path.name.startswith((PREFIX, ".")) else path.name


def original(place: Path) -> Path | None:
    """Return the file in one folder of the archive, or None."""
    found = (path for path in place.glob("*") if not path.name.startswith((PREFIX, ".")))
    return next(found, None)


def write(archive: Path, parsed: Parsed, path: Path, overrides: Overrides) -> None:
    """Write the receipt of a submission beside its original."""
    row = {
        "submission": parsed.submission,
        "issues": [asdict(found) for found in parsed.issues],
        "original": path.name,
        "overrides": asdict(overrides),
    }
    name = f"{PREFIX}{parsed.submission['submission_id']}.json"
    text = json.dumps(row, ensure_ascii=False, indent=1, default=_iso)
    _replace(path.parent / name, text.encode())


def refuse(archive: Path, parsed: Parsed, reason: str) -> None:
    """Turn an accepted submission into a refused one: the store could not take it in."""
    place = folder(archive, str(parsed.submission["sha256"]))
    path = place / f"{PREFIX}{parsed.submission['submission_id']}.json"
    row = json.loads(path.read_text("utf-8"))
    row["submission"] |= {"status": "refused", "reason": reason}
    _replace(path, json.dumps(row, ensure_ascii=False, indent=1).encode())


def find(archive: Path, parsed: Parsed) -> Entry | None:
    """Return what the archive holds of that very submission, or None."""
    place = folder(archive, str(parsed.submission["sha256"]))
    path = place / f"{PREFIX}{parsed.submission['submission_id']}.json"
    return _entry(path) if path.is_file() else None


def entries(archive: Path) -> list[Entry]:
    """Return everything in the archive in the order it was received."""
    found = [_entry(path) for path in _receipts(archive)]
    return sorted(found, key=lambda e: (e.submission["received_at"], e.submission["submission_id"]))


def ids(archive: Path) -> set[str]:
    """Return the ids of every submission in the archive."""
    return {path.stem.removeprefix(PREFIX) for path in _receipts(archive)}


def drop(archive: Path, *, submitted_by: str) -> None:
    """Take out everything that one sender filed, originals and all: demo returns can be made again."""
    for entry in entries(archive):
        if entry.submission["submitted_by"] == submitted_by:
            shutil.rmtree(entry.original.parent, ignore_errors=True)


def _receipts(archive: Path) -> Iterator[Path]:
    return archive.glob(f"*/*/{PREFIX}*.json")


def _entry(path: Path) -> Entry:
    row = json.loads(path.read_text("utf-8"))
    submission = row["submission"]
    submission["received_at"] = datetime.fromisoformat(submission["received_at"])
    submission["period"] = _day(submission["period"])
    said = row["overrides"]
    received = said["received_at"]
    overrides = Overrides(
        city=said["city"],
        unit=said["unit"],
        period=_day(said["period"]),
        received_at=datetime.fromisoformat(received) if received else None,
        form=said["form"],
        submitted_by=said["submitted_by"],
    )
    return Entry(
        submission, [Issue(**found) for found in row["issues"]], path.parent / row["original"], overrides
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be written to a receipt")


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)


def readings(found: Sequence[Entry]) -> list[tuple[Path, Overrides]]:
    """Return the originals to be read for some entries, each once for everything its sender said of it."""
    return list(dict.fromkeys((entry.original, entry.overrides) for entry in found))
