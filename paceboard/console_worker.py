"""The process behind the SQL console: answers one question over rows copied for it, then ends.

Started by path, without environment, by paceboard/console.py. It opens the snapshot read only, copies of the
tables asked for those rows that the reader's filters allow, lets go of the snapshot, locks DuckDB and only
then runs what the reader wrote: whatever that manages to say, nothing else is there to be seen.

stdin: one JSON object (see main). stdout: one line of JSON, then the rows as an Arrow stream.
"""

import json
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import duckdb
import pyarrow as pa

try:
    import resource
except ImportError:  # Windows has none: DuckDB's own limits and the time limit of the parent remain
    resource = None

# Before anything else: no files by name, no Python variables by name, nothing loaded or written by itself.
SETTINGS = {
    "threads": "1",
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "temp_directory": "",
    "max_temp_directory_size": "0KB",
}
ADDRESS_SPACE = 3 << 30
# What a question may be made of, in the words of DuckDB's parser.
NODES = re.compile("SELECT_NODE|SET_OPERATION_NODE|RECURSIVE_CTE_NODE|CTE_NODE")
SOURCES = re.compile("EMPTY|BASE_TABLE|SUBQUERY|JOIN|TABLE_FUNCTION|EXPRESSION_LIST|PIVOT|SHOW_REF")
CLASSES = re.compile(
    "BETWEEN|CASE|CAST|COLLATE|COLUMN_REF|COMPARISON|CONJUNCTION|CONSTANT|FUNCTION|LAMBDA|LAMBDA_REF"
    "|OPERATOR|POSITIONAL_REFERENCE|STAR|SUBQUERY|WINDOW|TYPE"
)
TABLE_FUNCTIONS = {"range", "generate_series", "unnest"}
# What tells of the machine, the connection or the catalog, or acts: none of it says anything of projects.
REFUSED_FUNCTIONS = re.compile(
    r"__.*|current_(?!date$|timestamp$|localtime).*|pg_.*|inet_.*|has_.*privilege|(un)?register_.*|sleep.*"
    r"|json_(de)?serialize_.*|json_execute.*|get(env|variable|_block_size)|(cur|next|set)val|setseed|write_log"
    r"|parse_duckdb_log.*|txid.*|version|stats|vector_type|in_search_path|(col|obj|shobj)_description|user"
    r"|session_user|index_key|query(_table)?|finalize|combine|invoke|to_aggregate_state|hive_partition.*"
)
# Words without brackets that stand for such functions.
SAID = re.compile("user|session_user|current_user|current_role|current_catalog|current_schema")
# Types that a table on screen can show as they are; others become text.
PLAIN = re.compile(
    r"BOOLEAN|U?(TINYINT|SMALLINT|INTEGER|BIGINT)|FLOAT|DOUBLE|DECIMAL\(.*|VARCHAR|DATE|TIMESTAMP|TIME"
)
WHOLE = {"HUGEINT", "UHUGEINT"}


class Refused(ValueError):
    """The question is not one that the console answers; code names the reason, what the thing refused."""

    def __init__(self, code: str, what: str = "") -> None:
        """Hold the reason."""
        super().__init__(code)
        self.code, self.what = code, what


def limit(seconds: float) -> None:
    """Let the system end this process when it takes too much: memory, time, or a file written."""
    limits = {"AS": ADDRESS_SPACE, "CPU": int(seconds) + 5, "FSIZE": 0, "CORE": 0}
    for name, most in limits.items() if resource else ():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


def parse(connection: duckdb.DuckDBPyConnection, sql: str) -> dict:
    """Return the tree of the one SELECT that a text holds. Raises Refused, duckdb.Error."""
    found = connection.extract_statements(sql)
    if len(found) != 1:
        raise Refused("none" if not found else "many")
    if found[0].type != duckdb.StatementType.SELECT:
        raise Refused("kind", found[0].type.name)
    written = connection.execute("select json_serialize_sql($sql)", {"sql": found[0].query}).fetchall()
    tree = json.loads(written[0][0])
    if tree["error"]:
        raise Refused("kind", tree["error_message"])
    return tree["statements"][0]


def check(node: object, names: frozenset[str], known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Give the tables that a tree reads; names: what WITH calls so around it. Raises Refused.

    known: "tables" of the console and "taken", the names of DuckDB's own views.
    """
    if isinstance(node, list):
        for part in node:
            yield from check(part, names, known)
    if not isinstance(node, dict):
        return
    if "cte_map" in node:
        if not NODES.fullmatch(node["type"]):
            raise Refused("kind", node["type"])
        names |= _ctes(node, known["taken"])
    elif "class" in node:
        _expression(node)
    elif "sample" in node and "alias" in node:
        yield from _source(node, names, known["tables"])
    for part in node.values():
        yield from check(part, names, known)


def _ctes(node: dict, taken: frozenset[str]) -> set[str]:
    named = {entry["key"].lower() for entry in node["cte_map"]["map"]}
    named |= {node["cte_name"].lower()} if node.get("cte_name") else set()
    for name in named:
        if name in taken or not name.isidentifier():
            raise Refused("table", name)
    return named


def _expression(node: dict) -> None:
    if not CLASSES.fullmatch(node["class"]):
        raise Refused("expression", node["class"])
    if "function_name" in node:
        _called(node, None)
    if node["class"] == "COLUMN_REF" and SAID.fullmatch(node["column_names"][-1].lower()):
        raise Refused("function", node["column_names"][-1])


def _called(node: dict, allowed: set[str] | None) -> None:
    path = node["qualified_name"]["path"] if "qualified_name" in node else [node["function_name"]]
    name = path[-1].lower()
    if len(path) > 1 or node.get("schema") or node.get("catalog"):
        raise Refused("function", ".".join(path))
    if name not in allowed if allowed is not None else REFUSED_FUNCTIONS.fullmatch(name):
        raise Refused("function", name)


def _source(node: dict, names: frozenset[str], tables: frozenset[str]) -> Iterator[str]:
    if not SOURCES.fullmatch(node["type"]):
        raise Refused("kind", node["type"])
    if node["type"] == "TABLE_FUNCTION":
        _called(node["function"], TABLE_FUNCTIONS)
    if node["type"] == "SHOW_REF" and (node["table_name"] or not node["query"]):
        raise Refused("kind", "SHOW")
    if node["type"] != "BASE_TABLE":
        return
    path = [part.lower() for part in node["qualified_name"]["path"]]
    if path[-1] not in tables | names or len(path) > 1 or node.get("at_clause"):
        raise Refused("table", ".".join(path))
    if path[-1] not in names:
        yield path[-1]


def copy(connection: duckdb.DuckDBPyConnection, asked: Mapping, wanted: Sequence[str]) -> None:
    """Copy the tables wanted, narrowed by the reader's filters, and let go of the snapshot."""
    path = asked["path"].replace("'", "''")
    connection.execute(f"attach '{path}' as snapshot (read_only)").fetchall()
    connection.execute("use snapshot").fetchall()
    connection.execute("set timezone = 'UTC'").fetchall()
    for name in wanted:
        sql = asked["tables"][name]
        values = {key: value for key, value in _values(connection, asked).items() if f"${key}" in sql}
        connection.execute(f"create table memory.main.{name} as {sql}", values).fetchall()
    connection.execute("use memory").fetchall()
    connection.execute("detach snapshot").fetchall()


def _values(connection: duckdb.DuckDBPyConnection, asked: Mapping) -> dict[str, object]:
    """Return what tables are made with: f, filters and their days, and codes, words of the profile."""
    cells = connection.sql(asked["when"], params={"f": asked["filters"]})
    days = dict(zip(cells.columns, cells.fetchall()[0], strict=True))
    return {"f": asked["filters"] | days, "codes": asked["codes"]}


def lock(connection: duckdb.DuckDBPyConnection, seconds: float) -> None:
    """Close every door: from here on no setting can be changed back."""
    for setting in (
        f"max_execution_time = {int(seconds * 1000)}",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"set {setting}").fetchall()


def answer(connection: duckdb.DuckDBPyConnection, sql: str, rows: int) -> pa.Table:
    """Return at most one row more than asked for; types that a screen cannot show become text."""
    relation = connection.sql(sql).limit(rows + 1)
    names = [f"c{place}" for place in range(len(relation.columns))]
    made = ", ".join(f"{_typed(n, str(kind))} as {n}" for n, kind in zip(names, relation.types, strict=True))
    found = relation.to_arrow_table().rename_columns(names)
    return (
        connection.from_arrow(found).project(made).to_arrow_table().rename_columns(_names(relation.columns))
    )


def _names(columns: Sequence[str]) -> list[str]:
    """Return the columns' names with a number behind those that came before."""
    names: list[str] = []
    for name in columns:
        known = sum(name.lower() == old.lower() for old in columns[: len(names)])
        names.append(f"{name}_{known}" if known else name)
    return names


def _typed(name: str, kind: str) -> str:
    if PLAIN.fullmatch(kind):
        return name
    return f"cast({name} as {'decimal(38, 0)' if kind in WHOLE else 'varchar'})"


def main() -> None:
    """Answer the question on stdin: sql, path, filters, when, tables, codes, seconds, rows, memory."""
    given = sys.stdin.buffer.read()
    if not given:  # whoever started it is gone
        return
    asked = json.loads(given)
    limit(asked["seconds"])
    asked["filters"] |= {key: date.fromisoformat(asked["filters"][key]) for key in ("month", "known_on")}
    began = time.perf_counter()
    try:
        table = _answered(asked)
    except Refused as refused:
        said = {"error": refused.code, "what": refused.what}
    except (duckdb.Error, MemoryError, RecursionError, pa.ArrowException) as wrong:
        said = {"error": type(wrong).__name__, "what": str(wrong)}
    else:
        said = {"rows": min(table.num_rows, asked["rows"]), "is_more": table.num_rows > asked["rows"]}
        said["seconds"] = time.perf_counter() - began
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
    if "error" not in said:
        with pa.ipc.new_stream(sys.stdout.buffer, table.schema) as stream:
            stream.write_table(table.slice(0, asked["rows"]))
    sys.stdout.buffer.flush()


def _answered(asked: dict) -> pa.Table:
    settings = SETTINGS | {"memory_limit": asked["memory"]}
    with duckdb.connect(":memory:", config=settings) as connection:
        tree = parse(connection, asked["sql"])
        views = connection.execute("select lower(view_name) from duckdb_views() where internal").fetchall()
        known = {"tables": frozenset(asked["tables"]), "taken": frozenset(name for (name,) in views)}
        wanted = sorted(set(check(tree, frozenset(), known)))
        copy(connection, asked, wanted)
        lock(connection, asked["seconds"])
        return answer(connection, asked["sql"], asked["rows"])


if __name__ == "__main__":
    main()
