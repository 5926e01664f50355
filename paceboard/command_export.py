"""The command that hands the snapshot to other tools: export, as Parquet with a data dictionary."""

import argparse
import json
from pathlib import Path

from paceboard import commands, dictionary, store, units
from paceboard.progress import Bar

DONE = 0
MARK = "snapshot.json"


def add(command: commands.Command) -> None:
    """Add the command and its arguments."""
    made = command("export", run)
    made.add_argument(
        "--out", type=Path, required=True, help="folder to write to: new, empty, or of an export"
    )


def run(args: argparse.Namespace, bar: Bar) -> int:
    """Write every table of the live snapshot as Parquet, with a data dictionary."""
    words, folder = commands.words(), args.out
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise ValueError(words("cli.export_not_empty", folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    snapshot = store.current()
    opened = store.open_current()
    columns = opened.columns()
    names = columns["table"].unique(maintain_order=True).to_list()
    counts = {}
    for done, name in enumerate(names):
        bar(done, len(names), name)
        rows = opened.table(name)
        said = {
            "snapshot": snapshot,
            "table": name,
            "zh": dictionary.table(name)[0],
            "en": dictionary.table(name)[1],
        }
        rows.write_parquet(folder / f"{name}.parquet", metadata=said)
        counts[name] = rows.height
    opened.close()
    dictionary.rows(columns).write_csv(folder / "dictionary.csv", include_bom=True)
    written = dictionary.markdown(columns, counts, snapshot=snapshot)
    (folder / "dictionary.md").write_text(written, "utf-8")
    (folder / MARK).write_text(json.dumps({"snapshot": snapshot, "rows": counts}, indent=1), "utf-8")
    bar.close()
    total = units.count(sum(counts.values()))
    print(words("cli.export_done", tables=len(names), rows=total, folder=folder, id=snapshot))
    return DONE
