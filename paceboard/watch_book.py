"""Where rules and what they found are kept: views/watches.json and views/fired.json below the state folder.

They belong to everybody who uses this Paceboard, as saved views do. What cannot be read is named by its place
and kept aside when the file is next written, never lost.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from paceboard import homefile, watches
from paceboard.watches import Fault, Watch

VERSION = 1
MOST = 200
MOST_RECORDS = 12
TEXTS = ("name", "city", "list_kind", "measure", "cut", "comparison", "threshold")


@dataclass(frozen=True)
class Book:
    """Every rule in the order it was set, what could not be read (and where), and the webhook's address."""

    watches: tuple[Watch, ...] = ()
    faults: tuple[Fault, ...] = ()
    webhook: str = ""


@dataclass(frozen=True)
class Record:
    """What fired at one snapshot: per rule its mark, the newest month then and the keys.

    sent: where the news was sent and what came of it (key, values of a sentence); empty where it was not.
    """

    snapshot: str
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    sent: Mapping[str, object] = field(default_factory=dict)


def path(home: Path) -> Path:
    """Return the file of the rules."""
    return home / "views" / "watches.json"


def _records(home: Path) -> Path:
    return home / "views" / "fired.json"


def read(home: Path) -> Book:
    """Return the rules; whatever cannot be read is named."""
    file = path(home)
    if not file.is_file():
        return Book()
    try:
        body = json.loads(file.read_text("utf-8"))
    except json.JSONDecodeError as wrong:
        return _unread("fault_json", file, line=wrong.lineno, column=wrong.colno)
    except (OSError, UnicodeDecodeError) as wrong:
        return _unread("fault_file", file, why=str(wrong))
    if not isinstance(body, dict) or not isinstance(body.get("watches"), list):
        return _unread("fault_shape", file)
    if not isinstance(body.get("version"), int) or body["version"] > VERSION:
        return _unread("fault_newer", file, found=body.get("version"), known=VERSION)
    found = [_watch(row) for row in body["watches"]]
    faults = [
        ("fault_entry", {"file": file, "place": place, "field": one})
        for place, one in enumerate(found, 1)
        if isinstance(one, str)
    ]
    webhook = body.get("webhook")
    kept = tuple(one for one in found if isinstance(one, Watch))
    return Book(kept, tuple(faults), webhook if isinstance(webhook, str) else "")


def _unread(key: str, file: Path, **values: object) -> Book:
    return Book(faults=((key, {"file": file} | values),))


def _watch(row: object) -> Watch | str:
    """Return one entry, or the name of the field that is no text."""
    if not isinstance(row, dict):
        return "{}"
    for name in TEXTS:
        if not isinstance(row.get(name), str):
            return name
    keys = row.get("keys") or []
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        return "keys"
    said = {name: row[name] for name in TEXTS} | {"by": str(row.get("by") or ""), "keys": tuple(keys)}
    return watches.made(id=str(row.get("id") or ""), **said)


def _write(home: Path, book: Book) -> None:
    body = {"version": VERSION, "webhook": book.webhook, "watches": [asdict(one) for one in book.watches]}
    homefile.write(path(home), body, is_unread=bool(book.faults))


def put(home: Path, watch: Watch) -> None:
    """Add a rule, or put it in the place of the one with its id. ValueError: there are too many."""
    with homefile.alone(path(home)):
        book = read(home)
        others = {one.id: one for one in book.watches}
        if watch.id not in others and len(others) >= MOST:
            raise ValueError(f"{path(home)} holds {MOST} rules already")
        _write(home, replace(book, watches=tuple((others | {watch.id: watch}).values())))


def drop(home: Path, id_: str) -> None:
    """Remove a rule."""
    with homefile.alone(path(home)):
        book = read(home)
        _write(home, replace(book, watches=tuple(one for one in book.watches if one.id != id_)))


def call(home: Path, webhook: str) -> None:
    """Set the webhook's address; "" for none."""
    with homefile.alone(path(home)):
        _write(home, replace(read(home), webhook=webhook))


def records(home: Path) -> list[Record]:
    """Return what fired at the snapshots before, oldest first; what cannot be read is as good as not kept."""
    try:
        rows = json.loads(_records(home).read_text("utf-8"))["records"]
        return [Record(row["snapshot"], dict(row["rules"]), dict(row["sent"])) for row in rows]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def note(home: Path, record: Record) -> None:
    """Keep what fired at a snapshot, in the place of what was kept of it before."""
    with homefile.alone(_records(home)):
        others = [one for one in records(home) if one.snapshot != record.snapshot]
        kept = [asdict(one) for one in (*others, record)][-MOST_RECORDS:]
        homefile.write(_records(home), {"version": VERSION, "records": kept})


def earlier(home: Path, snapshot: str, asked: Sequence[Watch]) -> str:
    """Return what the rules found at the snapshot before, as queries/watches.sql takes it.

    A rule that was not there then, or asked something else, is left out: there is nothing to compare with.
    """
    # Ids begin with the time at which a snapshot was built.
    before = [record for record in records(home) if record.snapshot < snapshot]
    known = max(before, key=lambda record: record.snapshot).rules if before else {}
    found = [
        {"rule": watch.id, "keys": known[watch.id]["keys"]}
        for watch in asked
        if watch.id in known and known[watch.id]["mark"] == watch.mark
    ]
    return json.dumps(found)
