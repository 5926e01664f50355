"""From files to the next snapshot: in at the door, then build. Page and command line both come here."""

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from paceboard import lookout, store
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
        for left in (folder / "store").glob("draft-*"):
            left.unlink()  # of a build that was killed: whoever holds the desk knows that nobody else builds
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
    held = _held(folder)
    # What was dropped and taken in again is in the snapshot already: added to it, it would count twice.
    is_new = all(held.get(submission_id) != "accepted" for submission_id in ids)
    if is_new and held.keys() | ids == archived and build.is_current(folder):
        return build.add(folder, fresh, progress)
    if archived == ids:
        return build.full(folder, fresh, progress)
    return _rebuild(folder, progress)


def _held(folder: Path) -> dict[str, str]:
    """Return the submissions in the live snapshot, id -> status; none without one."""
    try:
        found = store.open_current(folder)
    except store.NoSnapshot:
        return {}
    held = dict(found.ask("submission_ids").iter_rows())
    found.close()
    return held


def load(
    paths: Sequence[Path],
    *,
    folder: Path,
    overrides: Overrides,
    anew: bool = False,
    progress: Progress | None = None,
) -> list[Receipt]:
    """Take files in and publish; one load at a time. anew: drop first what the same sender handed in before.

    What an earlier load archived but could not publish (it was killed) is published along with it.
    Raises build.UnsoundStore: then nothing is published, and these files count as refused.
    """
    with _one_at_a_time(folder):
        if anew and overrides.submitted_by:
            archive.drop(folder / "submissions", submitted_by=overrides.submitted_by)
        # What the snapshot knows was said by the very returns that are replaced.
        before = Known.empty() if anew else known(folder)
        receipts = receive(paths, folder=folder, overrides=overrides, known=before, progress=progress)
        taken = [r for r in receipts if r.parsed is not None]
        is_published = False
        if taken or _held(folder).keys() != archive.ids(folder / "submissions"):
            try:
                publish(folder, receipts, progress=progress)
            except build.UnsoundStore as wrong:
                for receipt in taken:
                    archive.refuse(folder / "submissions", receipt.parsed, str(wrong))
                raise
            is_published = True
    if is_published:
        lookout.after(folder)
    return receipts


def rebuild(folder: Path, *, progress: Progress | None = None) -> str:
    """Build a snapshot from every original in the archive and publish it; return its id."""
    with _one_at_a_time(folder):
        snapshot = _rebuild(folder, progress)
    lookout.after(folder)
    return snapshot


def _rebuild(folder: Path, progress: Progress | None) -> str:
    originals = folder / "submissions"
    refused = [
        Parsed(r.submission, {}, empty("submission_column"), r.issues) for r in door.refused(originals)
    ]
    return build.full(folder, door.accepted(originals, progress=progress) + refused, progress)


def refresh(folder: Path, *, progress: Progress | None = None) -> str:
    """Return the live snapshot's id; one of an older make, or without all that was archived, is built anew.

    Raises store.NoSnapshot where there is none.
    """
    live = store.current(folder)
    is_whole = _held(folder).keys() == archive.ids(folder / "submissions")
    return live if is_whole and build.is_current(folder) else rebuild(folder, progress=progress)
