"""Who may import whom: one table, no list of exceptions."""

import ast
import sys
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VALUES = "filters memo profiles kpis text units"
SPOKEN = f"{VALUES} answers names scope"
DRAWN = f"{SPOKEN} borders canvas figures theme"
# Sentences of single pages; whoever adds such a page names its module here.
TOLD = "answers_slips answers_starts answers_problems answers_reconcile answers_schedule answers_dispatch"
TOLD += (
    " answers_card_reasons answers_cards answers_factors answers_pipeline answers_targets answers_movement"
    " answers_why answers_whatif answers_held answers_certainty"
)

# file -> (our modules, other people's packages) that it may import; the standard library is open to all.
# An exact name wins over a pattern, an earlier pattern over a later one.
MAY_IMPORT = {
    "app.py": ("ui", "streamlit"),
    "pages/*/*.py": (
        f"{SPOKEN} {TOLD} bulletins card_rules card_wall cards certainty charts draws financing "
        "glossary league_wall leagues listing map_room maps readings records saving scheme_checks sheets "
        "standings tables timetable trials ui unpaced watchroom webgl workshop yields",
        "polars streamlit",
    ),
    "pages/review/bulletin.py": (f"{SPOKEN} exports notice ui", "streamlit"),
    "pages/plan/find.py": (f"{SPOKEN} finding focus ui", "polars streamlit"),
    "pages/desk/console.py": ("ui workbench", "streamlit"),
    "pages/desk/checker.py": ("proof tables ui units", "streamlit"),
    "pages/plan/explore.py": (
        "builder charts crosstabs explorer listing maps questions ui units",
        "streamlit",
    ),
    "pages/plan/saved.py": ("bookmarks saving store ui units", "streamlit"),
    "pages/desk/returns.py": (f"{SPOKEN} tables tray ui uploads", "streamlit"),
    "paceboard/__init__.py": ("", ""),
    # Plain values, and sentences made of them.
    "paceboard/filters.py": ("", ""),
    "paceboard/workdays.py": ("", "chinese_calendar"),
    "paceboard/terms.py": ("", ""),
    "paceboard/pipelines.py": ("", ""),
    # Rules of cards.
    "paceboard/intervals.py": ("", ""),
    "paceboard/card_wall.py": ("answers_cards tiles ui view", "plotly polars"),
    "paceboard/card_*.py": ("card_checks card_terms intervals profiles", ""),
    "paceboard/profiles.py": ("filters pipelines terms workdays", ""),
    "paceboard/kpis.py": ("profiles", ""),
    "paceboard/text.py": ("profiles", ""),
    "paceboard/spelling.py": ("", "pypinyin"),
    "paceboard/units.py": ("profiles", ""),
    "paceboard/address.py": (VALUES, ""),
    "paceboard/answers.py": (VALUES, "polars"),
    "paceboard/scheme_variants.py": ("indicators memo schemes", ""),
    "paceboard/certainty.py": ("filters leagues memo scheme_variants schemes view", "polars"),
    "paceboard/trials.py": ("indicators scheme_checks schemes", ""),
    "paceboard/own_schemes.py": ("scheme_checks schemes", ""),
    "paceboard/workshop.py": (
        "leagues own_schemes scheme_checks scheme_files schemes store trials view",
        "streamlit",
    ),
    "paceboard/answers_whatif.py": (f"{VALUES} answers schemes", "polars"),
    "paceboard/answers_held.py": ("answers answers_card_reasons answers_cards card_terms", "polars"),
    "paceboard/answers_why.py": (f"{VALUES} answers indicators schemes", "polars"),
    "paceboard/answers_cards.py": (f"{VALUES} answers card_terms intervals theme", "polars"),
    "paceboard/answers_card_reasons.py": (f"{VALUES} answers answers_cards card_terms theme", "polars"),
    "paceboard/answers_*.py": (f"{VALUES} answers names pipelines", "polars"),
    "paceboard/bulletins.py": (f"{VALUES} answers", "polars"),
    "paceboard/glossary.py": (VALUES, "polars"),
    "paceboard/specimens.py": (f"{SPOKEN} theme", ""),
    "pages/desk/glossary.py": (f"{SPOKEN} glossary specimens ui", "streamlit"),
    "paceboard/finding.py": (f"{VALUES} glossary names spelling", ""),
    "paceboard/notice.py": (
        f"{VALUES} answers card_rules card_terms fields notice_cards notice_text ranking scope",
        "polars",
    ),
    "paceboard/notice_cards.py": (f"{VALUES} answers card_terms theme", "polars"),
    "paceboard/notice_text.py": (f"{VALUES} answers", ""),
    "paceboard/names.py": (VALUES, ""),
    "paceboard/fields.py": (SPOKEN, "polars"),
    "paceboard/scope.py": (VALUES, ""),
    # Frames in, drawings out: none of them sees the store.
    "paceboard/borders.py": ("profiles", "numpy shapely"),
    "paceboard/theme.py": ("profiles", ""),
    "paceboard/memo.py": ("filters", "polars"),
    "paceboard/figures.py": ("memo", "orjson plotly"),
    "paceboard/canvas.py": (DRAWN, ""),
    "paceboard/charts/*.py": (f"{DRAWN} charts fields", "plotly polars"),
    "paceboard/map*.py": (
        f"{DRAWN} map_cards map_columns map_deck map_figure map_flags map_keys map_layers map_markers"
        " map_names map_outlines map_tile_places map_tiles terms tile_grid",
        "plotly polars pydeck shapely",
    ),
    "paceboard/tile_grid.py": ("", ""),
    "paceboard/map_room.py": (
        f"{VALUES} map_board map_deck map_keys map_layers map_tiles tables ui view",
        "polars streamlit",
    ),
    "paceboard/records.py": (f"{SPOKEN} fields", "polars"),
    "paceboard/tables.py": (f"{SPOKEN} fields", "polars pyarrow streamlit"),
    "paceboard/exports/document*.py": ("exports notice profiles text theme", "docx"),
    "paceboard/exports/webpage.py": ("notice notice_cards text theme", ""),
    "paceboard/exports/geojson.py": ("fields profiles text", "polars shapely"),
    "paceboard/exports/*.py": (
        f"{DRAWN} exports fields works",
        "choreographer kaleido lxml numpy plotly polars pptx xlsxwriter",
    ),
    # The store: the only door to DuckDB besides the build.
    "paceboard/query.py": ("profiles", ""),
    "paceboard/store.py": ("filters profiles query", "duckdb polars"),
    # The SQL console. Its worker is the third door to DuckDB: a process of its own, started by path, that
    # imports nothing of ours and holds nothing but the rows that one reader may see.
    "paceboard/console_worker.py": ("", "duckdb pyarrow"),
    "paceboard/console_book.py": (f"{SPOKEN} fields query", "polars"),
    "paceboard/console.py": ("console_book filters query store", "polars"),
    "paceboard/completion.py": ("", "streamlit"),
    "paceboard/tiles.py": ("", "streamlit"),
    "paceboard/paper.py": ("memo text theme units", "polars streamlit"),
    "paceboard/workbench.py": (
        f"{SPOKEN} charts completion console console_book fields ui view",
        "polars streamlit",
    ),
    # What a page stands in.
    "paceboard/works.py": ("", ""),
    "paceboard/tray.py": ("exports text works", "streamlit"),
    "paceboard/cards.py": (f"{SPOKEN} examples", "polars streamlit"),
    "paceboard/downloads.py": (f"{SPOKEN} exports tray", "plotly polars streamlit"),
    "paceboard/frame.py": (f"{SPOKEN} address", "streamlit"),
    "paceboard/webgl.py": ("", "streamlit"),
    "paceboard/offers.py": ("address filters memo view", "polars"),
    "paceboard/view.py": (
        f"{SPOKEN} cards downloads frame paper shelf tables tray",
        "plotly polars streamlit",
    ),
    # Decks: what pages show, taken without showing it, and laid out by a recipe.
    "paceboard/excerpts.py": ("address filters profiles offers view", "plotly polars streamlit"),
    "paceboard/baskets.py": ("", ""),
    "paceboard/shelf.py": ("baskets text", "streamlit"),
    "paceboard/decks.py": ("baskets excerpts exports packs scope view works", ""),
    "paceboard/binder.py": (f"{VALUES} baskets decks excerpts exports shelf tables view", "streamlit"),
    "pages/review/deck.py": ("binder ui", ""),
    "paceboard/recipes.py": ("kpis profiles", ""),
    # Briefings: the same excerpts, one scene on a whole screen.
    "paceboard/wall.py": ("text theme", "streamlit"),
    "paceboard/stories.py": ("profiles recipes", ""),
    "paceboard/scenes.py": (f"{SPOKEN} canvas cards excerpts exports packs recipes stories view", "polars"),
    "paceboard/stage.py": ("figures exports scenes stories ui view", "streamlit"),
    "pages/brief/briefing.py": ("stage stories ui", ""),
    "paceboard/packs.py": (f"{SPOKEN} cards excerpts exports recipes view works", "polars"),
    "paceboard/pressroom.py": ("excerpts exports packs recipes view", "polars streamlit"),
    "paceboard/command_pack.py": (
        f"{VALUES} address commands excerpts exports packs progress recipes store view",
        "",
    ),
    "pages/review/pack.py": (f"{VALUES} answers_pack listing pressroom recipes ui", "polars streamlit"),
    "paceboard/yields.py": (
        f"{VALUES} answers_pipeline answers_targets charts listing view",
        "polars streamlit",
    ),
    "paceboard/league_wall.py": ("charts standings ui view", "polars streamlit"),
    "paceboard/leagues.py": ("card_terms filters memo ranking schemes view", "polars"),
    "paceboard/ranking.py": ("card_terms memo profiles scheme_files schemes", "polars"),
    "paceboard/readings.py": (
        "answers_card_reasons card_terms card_variants leagues listing view",
        "streamlit",
    ),
    "paceboard/listing.py": ("tables view", "polars streamlit"),
    "paceboard/draws.py": ("ingest listing store view", "polars streamlit"),
    "paceboard/standings.py": ("leagues memo schemes view", "polars"),
    "paceboard/timetable.py": ("charts view", ""),
    "paceboard/financing.py": (f"{SPOKEN} answers_factors charts listing ui", "streamlit"),
    "paceboard/sheets.py": ("exports view works", "polars streamlit"),
    "paceboard/unpaced.py": (f"{SPOKEN} answers_slips charts tables view", "polars streamlit"),
    "paceboard/ui.py": (
        f"{VALUES} address editions excerpts frame helping offers paper saving shelf store tour tray view"
        " wall",
        "polars streamlit",
    ),
    # A planner's own question.
    "paceboard/dimensions.py": ("profiles", ""),
    "paceboard/formulas.py": ("dimensions kpis", ""),
    "paceboard/questions.py": ("dimensions filters formulas kpis", ""),
    "paceboard/keys.py": ("dimensions names profiles text units", ""),
    "paceboard/crosstabs.py": (f"{SPOKEN} dimensions formulas keys questions", "polars"),
    "paceboard/explorer.py": (
        f"{SPOKEN} charts crosstabs dimensions formulas keys maps questions",
        "plotly polars",
    ),
    "paceboard/builder.py": (
        "crosstabs dimensions excerpts formulas frame keys questions tables ui units view",
        "streamlit",
    ),
    # The way in for other tools.
    "paceboard/dictionary.py": ("kpis profiles query text", "polars"),
    "paceboard/command_export.py": ("commands dictionary progress store units", ""),
    # Saved views.
    "paceboard/bookmarks.py": ("homefile profiles", ""),
    "paceboard/homefile.py": ("", ""),
    # Help in place: where figures come from, and what they come to now.
    "paceboard/focus.py": ("", "streamlit"),
    "paceboard/editions.py": ("store view", "streamlit"),
    "paceboard/tour.py": ("view", "streamlit"),
    "paceboard/origins.py": ("ingest kpis profiles text", ""),
    "paceboard/examples.py": (f"{VALUES} origins", ""),
    "paceboard/helping.py": ("examples glossary kpis origins view watches", "polars streamlit"),
    # Rules that planners watch figures by.
    "paceboard/watches.py": ("dimensions kpis profiles", ""),
    "paceboard/watch_book.py": ("homefile watches", ""),
    "paceboard/watch_round.py": ("answers_targets profiles questions watches", "polars"),
    "paceboard/answers_watches.py": (f"{VALUES} answers dimensions fields keys names watches", "polars"),
    "paceboard/webhook.py": ("", ""),
    "paceboard/lookout.py": (
        f"{VALUES} answers answers_watches store watch_book watch_round watches webhook",
        "polars",
    ),
    "paceboard/watchroom.py": (
        "answers_watches dimensions lookout names store tables units view watch_book watch_round watches",
        "polars streamlit",
    ),
    "paceboard/command_watch.py": (
        f"{VALUES} answers answers_watches commands exports lookout progress scope store watch_book"
        " watch_round watches",
        "polars",
    ),
    "pages/plan/watches.py": ("answers_watches ui watchroom", "polars streamlit"),
    "paceboard/saving.py": ("bookmarks editions profiles store units view", "streamlit"),
    # Everything that runs at another time than a page.
    "paceboard/published.py": ("profiles", "polars"),
    "paceboard/judgements.py": ("filters profiles", "polars"),
    # Schemes that rank units: values, how files state them, and the versions that were official.
    "paceboard/indicators.py": ("terms", ""),
    "paceboard/schemes.py": ("filters indicators kpis memo terms", ""),
    "paceboard/scheme_checks.py": ("indicators kpis schemes", ""),
    "paceboard/scheme_files.py": ("filters indicators profiles scheme_checks schemes terms", ""),
    "paceboard/ingest/official.py": ("profiles scheme_files", "polars"),
    "paceboard/ingest/facts.py": ("ingest judgements profiles published scheme_files", "polars"),
    "paceboard/ingest/build.py": ("ingest profiles query spelling store", "duckdb polars"),
    "paceboard/ingest/steps.py": ("query spelling", "duckdb"),
    "paceboard/ingest/desk.py": ("ingest lookout store", "polars"),
    "paceboard/ingest/*.py": (
        f"{VALUES} borders ingest workdays",
        "numpy polars python_calamine shapely stdnum tqdm xlsxwriter",
    ),
    "paceboard/demo/*.py": (f"{VALUES} borders demo ingest workdays", "numpy polars shapely tqdm"),
    "paceboard/uploads.py": ("ingest judgements profiles scheme_files store works", ""),
    "paceboard/progress.py": ("", "tqdm"),
    "paceboard/proof/draft.py": ("proof", "docx"),
    "paceboard/proof/*.py": (f"{VALUES} bulletins proof theme", "polars"),
    "paceboard/command_proof.py": (f"{VALUES} commands progress proof store", "polars"),
    "paceboard/command_notice.py": (f"{VALUES} commands exports notice progress store", "polars"),
    "paceboard/commands.py": (f"{VALUES} progress", ""),
    "paceboard/__main__.py": (f"{VALUES} commands demo ingest progress store", "polars streamlit"),
}
STATE = {"paceboard/frame.py", "paceboard/ui.py"}
FOLDERS = (ROOT / "pages", ROOT / "paceboard")
FILES = ["app.py", *sorted(p.relative_to(ROOT).as_posix() for d in FOLDERS for p in d.rglob("*.py"))]


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


def offences(file: str) -> list[str]:
    """What a file imports beside its row."""
    ours, others = (set(words.split()) for words in MAY_IMPORT[row_of(file)])
    found = []
    for module in sorted(imported(source(file))):
        top, _, rest = module.partition(".")
        if top == "paceboard":
            allowed = rest.split(".")[0] in ours
        else:
            allowed = top in sys.stdlib_module_names or top in others
        if not allowed:
            found.append(f"{file} must not import {module}")
    return found


def test_a_file_imports_only_what_its_row_says():
    assert not [offence for file in FILES for offence in offences(file)]


def test_every_row_speaks_of_a_file_that_exists():
    assert not set(MAY_IMPORT) - {row_of(file) for file in FILES}


def test_only_the_frame_touches_session_state():
    touching = {file for file in FILES if "session_state" in attributes(source(file))}
    assert touching <= STATE


def test_caches_live_in_ui_and_have_an_end():
    for file in FILES:
        for node in ast.walk(source(file)):
            caches = [
                ast.unparse(d) for d in getattr(node, "decorator_list", []) if "cache_" in ast.unparse(d)
            ]
            assert not caches or file == "paceboard/ui.py", f"{file} keeps a cache of its own"
            assert all("max_entries" in written for written in caches), f"{file}: a cache may grow for ever"
