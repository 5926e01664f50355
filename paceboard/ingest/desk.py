"""From files to the next snapshot: in at the door, then build. Page and command line both come here."""

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from paceboard import store
from paceboard.ingest import archive, build, door
from paceboard.ingest.door import Overrides, Receipt
from paceboard.ingest.known import Known
from paceboard.ingest.parsed import Parsed, empty

Progress = Callable[[int, int, str], None]


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold the desk: two loads at once would each build on the same snapshot and one would be lost."""
    (folder / "store").mkdir(parents=True, exist_ok=True)
    with (folder / "store" / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def known(folder: Path) -> Known:
    """Return what the live snapshot knows of earlier months; nothing where there is no snapshot."""
    try:
        found = store.open_current(folder)
    except store.NoSnapshot:
        return Known.empty()
    try:
        return Known.from_frames(found.ask("known_investment"), found.ask("known_projects"))
    finally:
        found.close()


def receive(
    paths: Sequence[Path],
    *,
    folder: Path,
    overrides: Overrides,
    known: Known,
    progress: Progress | None = None,
) -> list[Receipt]:
    """Take files in at the door and archive them; the store is not touched."""
    return door.receive(
        paths, archive=folder / "submissions", known=known, overrides=overrides, progress=progress
    )


def publish(folder: Path, receipts: Sequence[Receipt], *, progress: Progress | None = None) -> str:
    """Publish the next snapshot with these receipts (all anew over an older make); return its id."""
    fresh = [r.parsed for r in receipts if r.parsed is not None]
    ids = {r.submission_id for r in receipts if r.parsed}
    archived = archive.ids(folder / "submissions")
    # What was dropped and taken in again is in the snapshot already: added to it, it would count twice.
    is_new = not ids & _held(folder, status="accepted")
    if build.is_current(folder) and is_new and _held(folder) | ids == archived:
        return build.add(folder, fresh, progress)
    if archived == ids:
        return build.full(folder, fresh, progress)
    return rebuild(folder, progress=progress)


def _held(folder: Path, *, status: str | None = None) -> set[str]:
    """Return the ids of the submissions in the live snapshot, of one status or of all; none without one."""
    try:
        found = store.open_current(folder)
    except store.NoSnapshot:
        return set()
    held = found.ask("submission_ids")
    found.close()
    return set((held.filter(status=status) if status else held)["submission_id"])


def load(
    paths: Sequence[Path],
    *,
    folder: Path,
    overrides: Overrides,
    progress: Progress | None = None,
) -> list[Receipt]:
    """Take files in and publish; one load at a time.

    What an earlier load archived but could not publish (it was killed) is published along with it.
    Raises build.UnsoundStore: then nothing is published, and these files count as refused.
    """
    with _one_at_a_time(folder):
        receipts = receive(paths, folder=folder, overrides=overrides, known=known(folder), progress=progress)
        taken = [r for r in receipts if r.parsed is not None]
        if taken or _held(folder) != archive.ids(folder / "submissions"):
            try:
                publish(folder, receipts, progress=progress)
            except build.UnsoundStore as wrong:
                for receipt in taken:
                    archive.refuse(folder / "submissions", receipt.parsed, str(wrong))
                raise
    return receipts


def rebuild(folder: Path, *, progress: Progress | None = None) -> str:
    """Build a snapshot from every original in the archive and publish it; return its id."""
    originals = folder / "submissions"
    refused = [
        Parsed(r.submission, {}, empty("submission_column"), r.issues) for r in door.refused(originals)
    ]
    return build.full(folder, door.accepted(originals, progress=progress) + refused, progress)
