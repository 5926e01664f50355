"""The one narrow door: files go in, receipts come out; a file is taken whole or refused whole, and kept."""

import copy
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from paceboard import profiles
from paceboard.ingest import archive as archives
from paceboard.ingest import reader, rules
from paceboard.ingest.archive import Entry
from paceboard.ingest.head import Overrides
from paceboard.ingest.known import Known
from paceboard.ingest.parsed import Issue, Parsed
from paceboard.ingest.workbook import SUFFIXES

__all__ = ["Overrides", "Receipt", "accepted", "check", "parse", "receive", "refused"]

MANY = 40  # files from which a second process pays
WORKERS = 2
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Receipt:
    """What became of one submission: "accepted", "refused" or "duplicate". parsed: None for a duplicate."""

    submission_id: str
    file_name: str
    status: str
    issues: list[Issue]
    parsed: Parsed | None = None


@dataclass(frozen=True)
class Refusal:
    """A refused submission: its row of table `submission` and the issues for which it was refused."""

    submission: dict[str, object]
    issues: list[Issue]


def parse(path: Path, *, overrides: Overrides | None = None) -> list[Parsed]:
    """Return the submissions in one file, in the order of their months, read but not judged."""
    return reader.parse(path.name, path.read_bytes(), overrides=overrides or Overrides())


def check(
    paths: Iterable[Path],
    overrides: Overrides | None = None,
    *,
    known: Known | None = None,
    progress: Progress | None = None,
) -> list[Receipt]:
    """Return the receipts that files would get; nothing is written."""
    said = overrides or Overrides()
    memory = copy.deepcopy(known) if known else Known.empty()
    judged = (_judge(found, memory) for _, found in _in_order(list(_files(paths)), said, progress))
    return [_receipt(one) for found in judged for one in found]


def receive(
    paths: Iterable[Path],
    *,
    archive: Path,
    known: Known,
    overrides: Overrides | None = None,
    progress: Progress | None = None,
) -> list[Receipt]:
    """Judge files in the order of receipt, keep every original, and return a receipt for each submission.

    A file is accepted whole or refused whole. known grows by what is accepted. A file that was accepted
    before is a duplicate and changes nothing; one that was refused before is judged again.
    """
    said = overrides or Overrides()
    receipts: list[Receipt] = []
    last: dict[tuple, datetime] = {}
    for path, read in _in_order(list(_files(paths)), said, progress):
        found = [_after(one, last) for one in read]
        held = [archives.find(archive, one) for one in found]
        if all(entry and entry.submission["status"] == "accepted" for entry in held):
            receipts += [_duplicate(entry) for entry in held if entry]
            continue
        judged = [_sent(one, said.submitted_by) for one in _judge(found, known)]
        sha256 = str(found[0].submission["sha256"])
        kept = archives.keep(archive, path.name, path.read_bytes(), sha256)
        for one in judged:
            archives.write(archive, one, kept, said)
        receipts += [_receipt(one) for one in judged]
    return receipts


def accepted(archive: Path, *, progress: Progress | None = None) -> list[Parsed]:
    """Return everything accepted, read again from the originals, in the order of receipt.

    Raises ValueError naming the original that can no longer be read as it was accepted.
    """
    taken = [e for e in archives.entries(archive) if e.submission["status"] == "accepted"]
    jobs = archives.readings(taken)
    read = [one for found in _parse_all(jobs, progress, len(jobs)) for one in found]
    by_id = {str(one.submission["submission_id"]): one for one in read}
    return [_restored(entry, by_id) for entry in taken]


def refused(archive: Path) -> list[Refusal]:
    """Return everything refused, in the order of receipt."""
    held = archives.entries(archive)
    return [Refusal(e.submission, e.issues) for e in held if e.submission["status"] == "refused"]


def _restored(entry: Entry, read: dict[str, Parsed]) -> Parsed:
    one = read.get(str(entry.submission["submission_id"]))
    if one is None or one.errors:
        why = one.errors[0].message_en if one else "it now holds another city, unit, month or form"
        raise ValueError(f"{entry.original}: accepted before, but no longer readable: {why}")
    return replace(one, submission=entry.submission, issues=entry.issues)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Return the files named, and for a folder the workbooks and tables in it."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.name[0] not in ".~"
            )
        else:
            yield path


def _in_order(
    paths: Sequence[Path], overrides: Overrides, progress: Progress | None
) -> Iterator[tuple[Path, list[Parsed]]]:
    """Return each file with its submissions, in the order of receipt; equal times in the order given."""
    total = 2 * len(paths)
    read = list(_parse_all([(path, overrides) for path in paths], progress, total))
    pairs = sorted(zip(paths, read, strict=True), key=lambda pair: pair[1][0].submission["received_at"])
    for number, (path, found) in enumerate(pairs, len(paths) + 1):
        yield path, found
        if progress:
            progress(number, total, path.name)


def _parse_all(
    jobs: Sequence[tuple[Path, Overrides]], progress: Progress | None, total: int
) -> Iterator[list[Parsed]]:
    for number, ((path, _), found) in enumerate(zip(jobs, _mapped(jobs), strict=True), 1):
        yield found
        if progress:
            progress(number, total, path.name)


def _mapped(jobs: Sequence[tuple[Path, Overrides]]) -> Iterator[list[Parsed]]:
    if len(jobs) < MANY:
        yield from map(_parse_job, jobs)
        return
    # A fresh interpreter each: polars' threads do not survive a fork.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=spawn) as pool:
        yield from pool.map(_parse_job, jobs, chunksize=8)


def _parse_job(job: tuple[Path, Overrides]) -> list[Parsed]:
    return parse(job[0], overrides=job[1])


def _judge(found: Sequence[Parsed], known: Known) -> list[Parsed]:
    """Return a file's submissions with the gate's issues and their fate; known grows by what is accepted."""
    memory = copy.deepcopy(known) if len(found) > 1 else known
    checked = []
    for one in found:
        checked.append(one.with_issues(_issues(one, memory)))
        if len(found) > 1 and one.tables:
            memory.add(one)
    status = "refused" if any(one.errors for one in checked) else "accepted"
    fated = [_fated(one, status) for one in checked]
    for one in fated if status == "accepted" else ():
        known.add(one)
    return fated


def _issues(one: Parsed, known: Known) -> list[Issue]:
    if not one.tables:
        return []
    return rules.check(one, profile=profiles.get(str(one.submission["city"])), known=known)


def _fated(one: Parsed, status: str) -> Parsed:
    reason = one.errors[0].message_zh if one.errors else None
    return replace(one, submission={**one.submission, "status": status, "reason": reason})


def _after(one: Parsed, last: dict[tuple, datetime]) -> Parsed:
    """Return a submission received after the last of that unit and month: a correction comes later."""
    row = one.submission
    key = (row["city"], row["unit_id"], row["period"], row["form"])
    received = row["received_at"]
    if last.get(key) == received:
        received = last[key] + timedelta(seconds=1)
    last[key] = max(received, last.get(key, received))
    return replace(one, submission={**row, "received_at": received})


def _sent(one: Parsed, sender: str | None) -> Parsed:
    return replace(one, submission={**one.submission, "submitted_by": sender})


def _receipt(one: Parsed) -> Receipt:
    row = one.submission
    return Receipt(str(row["submission_id"]), str(row["file_name"]), str(row["status"]), one.issues, one)


def _duplicate(entry: Entry) -> Receipt:
    row = entry.submission
    return Receipt(str(row["submission_id"]), str(row["file_name"]), "duplicate", entry.issues)
