"""Schemes that planners tried and kept under a name: one file each, beside the returns, never official."""

import re
from pathlib import Path

from paceboard import schemes
from paceboard.scheme_checks import BadScheme

NAME = re.compile(r"[\w（）() .-]{1,40}")


def _place(folder: Path, city: str) -> Path:
    return folder / "rules" / "own" / city


def _file(folder: Path, city: str, name: str) -> Path:
    """Return the file of a name. Raises BadScheme where a file cannot bear it."""
    if not NAME.fullmatch(name) or name.startswith(".") or not name.strip():
        raise BadScheme(
            f"名称“{name}”不能用：请用40字以内的文字、数字、空格和横线。",
            f"{name!r} cannot be a name: use up to 40 letters, digits, blanks and dashes",
        )
    return _place(folder, city) / f"{name.strip()}.json"


def names(folder: Path, city: str) -> list[str]:
    """Return the names kept for a city."""
    return sorted(path.stem for path in _place(folder, city).glob("*.json"))


def load(folder: Path, city: str, name: str) -> schemes.Scheme:
    """Return one kept scheme. Raises BadScheme where there is none of that name."""
    path = _file(folder, city, name)
    if not path.is_file():
        raise BadScheme(f"没有名为“{name}”的自存办法。", f"no scheme was saved as {name!r}")
    return schemes.from_body(path.read_text("utf-8"))


def save(folder: Path, city: str, name: str, scheme: schemes.Scheme) -> None:
    """Keep a scheme under a name; one of the same name is replaced. Raises BadScheme for a bad name."""
    path = _file(folder, city, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(scheme.body(), "utf-8")
    fresh.replace(path)


def delete(folder: Path, city: str, name: str) -> None:
    """Throw a kept scheme away; one that is gone already is no fault."""
    _file(folder, city, name).unlink(missing_ok=True)
