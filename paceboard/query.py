"""The questions in queries/*.sql, by name, with the header comment that documents each."""

from functools import cache

from paceboard.profiles import ROOT

QUERIES = ROOT / "queries"


@cache
def text(name: str) -> str:
    """Return the SQL of one question. Raises KeyError with the names that exist."""
    path = QUERIES / f"{name}.sql"
    if not path.is_file():
        known = sorted(p.relative_to(QUERIES).with_suffix("").as_posix() for p in QUERIES.rglob("*.sql"))
        raise KeyError(f"no query {name!r}; there are: {', '.join(known)}")
    return path.read_text("utf-8")


def header(name: str) -> str:
    """Return the leading comment of a question: what it answers, ending with what one row is."""
    lines: list[str] = []
    for line in text(name).splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)


def statements(name: str) -> list[str]:
    """Return the statements of one file, in order, without their line comments."""
    bare = "\n".join(line.partition("--")[0] for line in text(name).splitlines())
    return [part.strip() for part in bare.split(";") if part.strip()]
