"""House style that a machine can check; each rule names the place that breaks it."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from paceboard.ingest import build

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "pages").rglob("*.py"))
PRODUCT = [ROOT / "app.py", *PAGES, *sorted((ROOT / "paceboard").rglob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
QUERIES = sorted((ROOT / "queries").rglob("*.sql"))
MACROS = [path for path in QUERIES if path.parent.name == "macros"]
TABLES = [ROOT / "queries" / "schema.sql", *MACROS]  # many statements in one file, each with its own comment
PAGE_LINES, MODULE_LINES, FUNCTION_LINES = 80, 250, 40
INGEST = ("paceboard/ingest/", "paceboard/__main__.py")
CLOCK = r"\b(?:date\.today|datetime\.(?:now|today|utcnow))\b"
SILENCE = "# no" + "qa"


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def tree(path: Path) -> ast.AST:
    return ast.parse(text(path), name(path))


def functions(path: Path) -> list[ast.FunctionDef]:
    return [n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def bare_sql(path: Path) -> str:
    """A query without its comments and strings."""
    return re.sub(r"--[^\n]*|'[^']*'", " ", text(path))


def test_the_linter_and_the_formatter_have_nothing_to_say():
    for command in (["check", "--output-format=concise"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stdout.decode()


def test_no_page_script_stands_directly_in_pages():
    assert not list((ROOT / "pages").glob("*.py")), "a deep link to it would skip app.py"


def test_modules_are_short():
    lines = {path: len(text(path).splitlines()) for path in PRODUCT}
    limit = {path: PAGE_LINES if path in PAGES else MODULE_LINES for path in PRODUCT}
    assert not {name(path): count for path, count in lines.items() if count > limit[path]}


def test_functions_are_short():
    length = {
        f"{name(path)} {f.name}": f.end_lineno - f.lineno + 1
        for path in PRODUCT + TESTS
        for f in functions(path)
    }
    assert not {place: lines for place, lines in length.items() if lines > FUNCTION_LINES}


def test_nothing_unsafe_or_unfinished_is_left():
    words = ("unsafe_allow_" + "html", "TO" + "DO", "FIX" + "ME", "X" * 3)
    assert not [(name(path), word) for path in PRODUCT for word in words if word in text(path)]


def test_pages_place_charts_and_tables_through_the_view():
    calls = ("plotly_chart", "pydeck_chart", "dataframe", "download_button")
    assert not [(name(path), call) for path in PAGES for call in calls if f"st.{call}(" in text(path)]


def test_only_ingest_asks_the_clock():
    """The month on screen comes from the snapshot."""
    asking = [path for path in PRODUCT if re.search(CLOCK, text(path))]
    assert not [name(path) for path in asking if not name(path).startswith(INGEST)]


def test_the_linter_is_told_to_look_away_only_with_a_reason():
    """It finds SQL that is pasted together (S608) and much else: silence needs words after the code."""
    reason = re.compile(r"# no" + r"qa: [A-Z]+\d+(, [A-Z]+\d+)* \(?\w")
    silenced = [
        (path, line) for path in PRODUCT + TESTS for line in text(path).splitlines() if SILENCE in line
    ]
    assert not [(name(path), line.strip()) for path, line in silenced if not reason.search(line)]


def test_a_query_says_what_one_row_is():
    for path in (path for path in QUERIES if path not in TABLES):
        header = re.match(r"(?:--[^\n]*\n)+", text(path))
        assert header, f"{name(path)} has no header comment"
        words = " ".join(line.removeprefix("--").strip() for line in header[0].splitlines())
        assert re.search(r"One row\b(?!.*\. ).*$", words), (
            f"{name(path)}: end the header with 'One row per ...'"
        )


def stars(path: Path, tables: set[str]) -> list[str]:
    """Stored tables of which a query takes every column; a step of the query may bear a table's name."""
    sql = bare_sql(path)
    stored = tables - set(re.findall(r"(\w+) as (?:materialized )?\(", sql))
    whole = re.findall(r"\bselect\s+\*\s+from\s+(\w+)", sql)
    parts = []
    for star in re.finditer(r"(?:select|,)\s*(\w+)\.\*", sql):
        named = re.compile(rf"\b(?:from|join)\s+(\w+)\s+{star[1]}\b").search(sql, star.end())
        parts += [named[1]] if named else []
    return [table for table in whole + parts if table in stored]


def test_a_query_names_the_columns_of_stored_tables():
    """A star may stand for a macro or a step above; a stored table may grow columns nobody asked for."""
    tables = set(re.findall(r"^create table (\w+)", text(ROOT / "queries" / "schema.sql"), re.MULTILINE))
    found = {name(path): stars(path, tables) for path in QUERIES if path not in MACROS}
    assert not {path: tables for path, tables in found.items() if tables}


def test_every_file_of_macros_is_part_of_a_snapshot():
    assert {path.stem for path in MACROS} == set(build.MACROS)


def test_sql_is_lower_case():
    loud = re.compile(r"\b(?:SELECT|FROM|WHERE|GROUP BY|ORDER BY|JOIN|WITH)\b")
    assert not [name(path) for path in QUERIES if loud.search(bare_sql(path))]


def test_the_lock_holds_hashes_and_no_addresses():
    lock = text(ROOT / "requirements.lock")
    assert "://" not in lock
    pins = re.split(r"\n(?=\S)", lock.strip())
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)
