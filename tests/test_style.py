"""House style that a machine can check; each rule names the place that breaks it."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "pages").rglob("*.py"))
PRODUCT = [ROOT / "app.py", *PAGES, *sorted((ROOT / "paceboard").rglob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
QUERIES = sorted((ROOT / "queries").rglob("*.sql"))
TABLES = ("schema.sql", "macros.sql")  # many statements in one file, each with a comment of its own
PAGE_LINES, MODULE_LINES, FUNCTION_LINES = 80, 250, 40
CLOCK = ("paceboard/ingest/", "paceboard/__main__.py")


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


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_modules_are_short(path):
    limit = PAGE_LINES if path in PAGES else MODULE_LINES
    count = len(text(path).splitlines())
    assert count <= limit, f"{name(path)} has {count} lines, {limit} is the limit"


@pytest.mark.parametrize("path", [*PRODUCT, *TESTS], ids=name)
def test_functions_are_short(path):
    length = {f.name: f.end_lineno - f.lineno + 1 for f in functions(path)}
    long = {function: lines for function, lines in length.items() if lines > FUNCTION_LINES}
    assert not long, f"{name(path)}: over {FUNCTION_LINES} lines: {long}"


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_nothing_unsafe_or_unfinished_is_left(path):
    words = ("unsafe_allow_" + "html", "TO" + "DO", "FIX" + "ME", "X" * 3)
    assert not [word for word in words if word in text(path)]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_pages_place_charts_through_the_view(path):
    calls = ("plotly_chart", "pydeck_chart", "dataframe", "download_button")
    assert not [c for c in calls if f"st.{c}(" in text(path)], "use view.chart, view.deck, view.table"


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_only_ingest_asks_the_clock(path):
    if not name(path).startswith(CLOCK):
        asked = re.findall(r"\b(?:date\.today|datetime\.(?:now|today|utcnow))\b", text(path))
        assert not asked, f"{name(path)}: the month on screen comes from the snapshot"


@pytest.mark.parametrize("path", [*PRODUCT, *TESTS], ids=name)
def test_the_linter_is_told_to_look_away_only_with_a_reason(path):
    """It finds SQL that is pasted together (S608) and much else: silence needs words after the code."""
    silenced = [line.strip() for line in text(path).splitlines() if "# no" + "qa" in line]
    assert not [
        line for line in silenced if not re.search(r"# no" + r"qa: [A-Z]+\d+(, [A-Z]+\d+)* \(?\w.*", line)
    ]


@pytest.mark.parametrize("path", QUERIES, ids=name)
def test_a_query_says_what_one_row_is(path):
    if path.name not in TABLES:
        header = re.match(r"(?:--[^\n]*\n)+", text(path))
        assert header, f"{name(path)} has no header comment"
        last = " ".join(line.removeprefix("--").strip() for line in header[0].splitlines())
        assert re.search(r"One row\b[^.]*\.?$", last), f"{name(path)}: end the header with 'One row per ...'"


@pytest.mark.parametrize("path", QUERIES, ids=name)
def test_a_query_names_the_columns_of_stored_tables(path):
    """A star may stand for a macro or a step above; a stored table may grow columns nobody asked for."""
    tables = re.findall(r"^create table (\w+)", text(ROOT / "queries" / "schema.sql"), re.MULTILINE)
    sql = bare_sql(path)
    aliases = {
        alias for table, alias in re.findall(r"\b(?:from|join)\s+(\w+)\s+(\w+)", sql) if table in tables
    }
    whole = [table for table in re.findall(r"\bselect\s+\*\s+from\s+(\w+)", sql) if table in tables]
    parts = [alias for alias in re.findall(r"(?:select|,)\s*(\w+)\.\*", sql) if alias in aliases]
    assert path.name == "macros.sql" or not whole + parts, f"{name(path)} says select *"


@pytest.mark.parametrize("path", QUERIES, ids=name)
def test_sql_is_lower_case(path):
    loud = re.findall(r"\b(?:SELECT|FROM|WHERE|GROUP BY|ORDER BY|JOIN|WITH)\b", bare_sql(path))
    assert not loud, f"{name(path)}: {loud}"


def test_the_lock_holds_hashes_and_no_addresses():
    lock = text(ROOT / "requirements.lock")
    assert "://" not in lock
    pins = re.split(r"\n(?=\S)", lock.strip())
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)
