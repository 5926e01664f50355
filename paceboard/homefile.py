"""Small files below the state folder that many may write: one at a time, and replaced as a whole."""

import fcntl
import json
import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the folder of a file while it is read and written again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with (path.parent / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def write(path: Path, body: Mapping[str, object], *, is_unread: bool = False) -> None:
    """Replace the file as a whole; is_unread: the old one could not be read, and is kept beside it first."""
    if is_unread and path.is_file():
        path.replace(path.with_name(f"unread-{secrets.token_hex(4)}.json"))
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".new")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(body, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(path)
