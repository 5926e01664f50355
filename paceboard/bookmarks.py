"""Saved views: pages with their addresses, names and notes, in one small file below the state folder.

They belong to everybody who uses this Paceboard: there are no personal accounts. The file has a version; an
older one is brought up to date when read, and what cannot be read is kept aside and explained, never lost.
"""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from paceboard import homefile
from paceboard.profiles import ROOT

VERSION = 2
MOST = 500
MOST_LETTERS = 80
MOST_NOTE = 400
IS_FIXED = ("month", "known_on", "snapshot")
NAME = re.compile(r"[a-z_]{1,40}")
LEFT_OUT = ("lang", "deck")


@dataclass(frozen=True)
class Saved:
    """One saved view. pairs: the page's address; snapshot: the one it was saved from.

    is_fixed: it shows what was known then; else the latest month and everything known. is_pinned: it stands
    on the overview.
    """

    id: str
    name: str
    page: str
    pairs: tuple[tuple[str, str], ...]
    note: str = ""
    snapshot: str = ""
    is_fixed: bool = False
    is_pinned: bool = False

    def query(self) -> dict[str, list[str]]:
        """Return the page's address."""
        found: dict[str, list[str]] = {}
        for key, value in self.pairs:
            found.setdefault(key, []).append(value)
        return found

    @property
    def script(self) -> str | None:
        """Return the path of the page's script; None where this version has no such page."""
        found = next((ROOT / "pages").glob(f"*/{self.page}.py"), None) if NAME.fullmatch(self.page) else None
        return found.relative_to(ROOT).as_posix() if found else None


@dataclass(frozen=True)
class Book:
    """Every saved view in the order it was saved, and how many entries of the file could not be read."""

    views: tuple[Saved, ...] = ()
    unread: int = 0
    aside: str = ""


def made(
    name: str, page: str, address: Mapping[str, list[str]], *, note: str, snapshot: str, is_fixed: bool
) -> Saved:
    """Return a new view of a page; ids only, so that it opens in either language."""
    kept = {key: values for key, values in address.items() if key not in LEFT_OUT}
    if not is_fixed:
        kept = {key: values for key, values in kept.items() if key not in IS_FIXED}
    pairs = tuple((key, value) for key, values in kept.items() for value in values)
    said = " ".join(name.split())[:MOST_LETTERS], note.strip()[:MOST_NOTE]
    return Saved(secrets.token_hex(4), said[0], page, pairs, said[1], snapshot, is_fixed)


def _path(home: Path) -> Path:
    return home / "views" / "views.json"


def read(home: Path) -> Book:
    """Return the saved views; a file of another shape is an empty book that says so."""
    path = _path(home)
    if not path.is_file():
        return Book()
    try:
        rows = json.loads(path.read_text("utf-8"))
        rows = rows if isinstance(rows, list) else rows["views"]
        found = [_saved(row) for row in rows]
    except (ValueError, KeyError, TypeError):
        return Book(unread=1, aside=str(path))
    views = tuple(view for view in found if view)
    return Book(views, unread=len(found) - len(views), aside=str(path))


def _saved(row: object) -> Saved | None:
    """Return one entry; None where it is not one. Version 1 had "address" and "latest" in place of pairs."""
    if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in ("name", "page")):
        return None
    pairs = row.get("pairs")
    if pairs is None and isinstance(row.get("address"), dict):
        pairs = [(key, value) for key, values in row["address"].items() for value in _many(values)]
    if not isinstance(pairs, list) or not all(_is_pair(pair) for pair in pairs):
        return None
    return Saved(
        id=str(row.get("id") or secrets.token_hex(4)),
        name=row["name"][:MOST_LETTERS],
        page=row["page"],
        pairs=tuple((key, value) for key, value in pairs),
        note=str(row.get("note") or "")[:MOST_NOTE],
        snapshot=str(row.get("snapshot") or ""),
        is_fixed=bool(row.get("is_fixed", not row.get("latest", True))),
        is_pinned=bool(row.get("is_pinned", row.get("pinned", False))),
    )


def _many(values: object) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list) else [str(values)]


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(part, str) for part in pair)


def _write(home: Path, book: Book) -> None:
    body = {"version": VERSION, "views": [asdict(view) for view in book.views]}
    homefile.write(_path(home), body, is_unread=bool(book.unread))


def add(home: Path, view: Saved) -> None:
    """Add a view. Raises ValueError where there are too many."""
    with homefile.alone(_path(home)):
        book = read(home)
        if len(book.views) >= MOST:
            raise ValueError(f"{_path(home)} holds {MOST} views already")
        _write(home, replace(book, views=(*book.views, view)))


def change(home: Path, id_: str, **values: object) -> None:
    """Change a view (name, note, is_pinned); one that is gone meanwhile stays gone."""
    with homefile.alone(_path(home)):
        book = read(home)
        views = tuple(replace(v, **values) if v.id == id_ else v for v in book.views)  # type: ignore[arg-type]
        _write(home, replace(book, views=views))


def drop(home: Path, id_: str) -> None:
    """Remove a view."""
    with homefile.alone(_path(home)):
        book = read(home)
        _write(home, replace(book, views=tuple(v for v in book.views if v.id != id_)))
