"""The schemes that officially ranked each city: every version ever built with is kept by its content."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from paceboard import scheme_files
from paceboard.profiles import Profile

STAMP = "%Y%m%dT%H%M%S"
SCHEMA = pl.Schema(
    {
        "city": pl.String,
        "scheme_id": pl.String,
        "version": pl.String,
        "effective_from": pl.Date,
        "known_from": pl.Date,
        "archived_at": pl.Datetime("us"),
        "digest": pl.String,
        "is_official": pl.Boolean,
        "body": pl.String,
    }
)


def place(folder: Path, city: str) -> Path:
    """Return where a city's official schemes are kept: one file per version, <when>-<digest>.toml."""
    return folder / "rules" / "official" / city


def rows(cities: Iterable[Profile], folder: Path | None) -> pl.DataFrame:
    """Return table scheme: what was official until now and what each profile names, archived in the folder.

    folder None: nothing is kept. Raises scheme_files.BadScheme.
    """
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    found = [row for city in cities for row in _city(city, folder, now)]
    return pl.DataFrame(found, schema=SCHEMA, orient="row")


def _city(city: Profile, folder: Path | None, now: datetime) -> list[tuple]:
    scheme_files.get(city.league_scheme)
    text = (scheme_files.SCHEMES / f"{city.league_scheme}.toml").read_text("utf-8")
    if folder is None:
        return [_row(city, text, now)]
    kept = place(folder, city.id)
    kept.mkdir(parents=True, exist_ok=True)
    files = sorted(kept.glob("*.toml"))
    mark = digest(text)[:12]
    if not files or files[-1].stem.partition("-")[2] != mark:
        path = kept / f"{now:{STAMP}}-{mark}.toml"
        path.write_text(text, "utf-8")
        files.append(path)
    return [_row(city, path.read_text("utf-8"), _when(path)) for path in files]


def digest(text: str) -> str:
    """Return the fingerprint of a scheme's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _when(path: Path) -> datetime:
    return datetime.strptime(path.stem.partition("-")[0], STAMP)


def _row(city: Profile, text: str, archived_at: datetime) -> tuple:
    scheme = scheme_files.parse(text, f"{city.id}, {archived_at:%Y-%m-%d}")
    return (
        city.id,
        scheme.id,
        scheme.version,
        scheme.effective_from,
        archived_at.date(),
        archived_at,
        digest(text),
        True,
        scheme.body(big_factor=city.money.big_factor),
    )
