"""Who may import whom: one table, no list of exceptions."""

import ast
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
VALUES = "filters profiles kpis text units"
DRAW = f"{VALUES} theme"

# file -> (our modules, other people's packages) that it may import; the standard library is open to all.
MAY_IMPORT = {
    "app.py": ("ui", "streamlit"),
    "pages/*/*.py": (f"ui charts maps tables {VALUES}", "streamlit polars"),
    "paceboard/__init__.py": ("", ""),
    "paceboard/filters.py": ("", ""),
    "paceboard/profiles.py": ("filters", ""),
    "paceboard/kpis.py": ("profiles", ""),
    "paceboard/text.py": ("profiles", ""),
    "paceboard/units.py": ("profiles", ""),
    "paceboard/query.py": ("profiles", ""),
    "paceboard/theme.py": ("profiles", "plotly"),
    "paceboard/charts.py": (DRAW, "plotly polars"),
    "paceboard/maps.py": (f"{DRAW} charts", "plotly polars pydeck shapely"),
    "paceboard/tables.py": (VALUES, "polars streamlit"),
    "paceboard/exports.py": (DRAW, "kaleido lxml numpy pandas plotly polars pptx pyarrow xlsxwriter"),
    "paceboard/store.py": ("filters profiles query", "duckdb polars"),
    "paceboard/downloads.py": (f"{VALUES} exports", "plotly polars streamlit"),
    "paceboard/address.py": (VALUES, ""),
    "paceboard/scope.py": (VALUES, ""),
    "paceboard/frame.py": (f"{VALUES} address", "streamlit"),
    "paceboard/ui.py": (
        f"{DRAW} address downloads frame scope store",
        "plotly polars pydeck streamlit",
    ),
    "paceboard/published.py": ("profiles", "polars"),
    "paceboard/demo.py": ("filters profiles units ingest store", "polars shapely tqdm"),
    "paceboard/__main__.py": ("filters profiles store demo ingest text units kpis", "polars tqdm"),
    "paceboard/ingest/__init__.py": ("", ""),
    "paceboard/ingest/build.py": ("ingest profiles published query store", "duckdb polars"),
    "paceboard/ingest/*.py": (
        "filters profiles text ingest",
        "polars python_calamine shapely stdnum tqdm xlsxwriter",
    ),
}
FILES = sorted(
    p.relative_to(ROOT).as_posix() for d in ("pages", "paceboard") for p in (ROOT / d).rglob("*.py")
)


def row_of(file: str) -> str:
    """The pattern that speaks of a file: the file itself, else the first pattern that fits."""
    fitting = [pattern for pattern in MAY_IMPORT if fnmatch(file, pattern)]
    assert fitting, f"{file} has no row in MAY_IMPORT: say what it may import"
    return file if file in fitting else fitting[0]


def is_ours(dotted: str) -> bool:
    place = ROOT / dotted.replace(".", "/")
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def imported(tree: ast.AST) -> set[str]:
    """Every module that a file imports, wherever in the file the import stands."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "write imports in full: from paceboard import ..."
            modules = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {m if is_ours(m) else node.module for m in modules}
    return found


def source(file: str) -> ast.AST:
    return ast.parse((ROOT / file).read_text("utf-8"), file)


def attributes(tree: ast.AST) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("file", ["app.py", *FILES])
def test_a_file_imports_only_what_its_row_says(file):
    ours, others = (set(words.split()) for words in MAY_IMPORT[row_of(file)])
    for module in imported(source(file)):
        top, _, rest = module.partition(".")
        if top == "paceboard":
            assert rest.split(".")[0] in ours, f"{file} must not import {module}"
        elif top not in sys.stdlib_module_names:
            assert top in others, f"{file} must not import {module}"


def test_every_row_speaks_of_a_file_that_exists():
    unused = set(MAY_IMPORT) - {row_of(file) for file in ["app.py", *FILES]}
    assert not unused


@pytest.mark.parametrize("file", ["app.py", *FILES])
def test_only_the_frame_touches_session_state(file):
    allowed = file in ("paceboard/ui.py", "paceboard/frame.py")
    assert allowed or "session_state" not in attributes(source(file)), f"{file} touches st.session_state"


@pytest.mark.parametrize("file", FILES)
def test_caches_live_in_ui_and_have_an_end(file):
    for node in ast.walk(source(file)):
        for decorator in getattr(node, "decorator_list", []):
            if "cache_" not in (written := ast.unparse(decorator)):
                continue
            assert file == "paceboard/ui.py", f"{file} keeps a cache of its own"
            assert "max_entries" in written, f"{file}: {written} may grow for ever"
