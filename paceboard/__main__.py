"""The command line: demo, check, load, build, trace, template, serve.

Exit codes: 0 done, 1 refused or unsound, 2 wrong usage, 3 no store yet.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from paceboard import commands, profiles, store, units
from paceboard.filters import Filters
from paceboard.ingest import build, desk, door, forms, template
from paceboard.ingest.door import Overrides, Receipt
from paceboard.progress import Bar

DONE, REFUSED, WRONG_USAGE, NO_STORE = 0, 1, 2, 3
# What adds up over projects; queries/trace.sql says from which column each is counted.
# fmt: off
TRACED = (
    "invested_ytd", "stat_ytd", "paid_ytd", "invested_total", "plan_year", "total_investment",
    "project_count", "planned_start_count", "started_count", "overdue_start_count", "early_start_count",
    "new_start_total", "planned_finish_count", "finished_count", "finished_total", "overdue_finish_count",
    "expected_finish_count", "expected_finish_total", "connected_count", "focus_count",
)
# fmt: on


def _paths(given: Sequence[Path]) -> list[Path]:
    """Return the files named, and those in the folders named, in order."""
    found: list[Path] = []
    for path in given:
        if not path.exists():
            raise ValueError(commands.words()("cli.no_file", file=path))
        found += sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return found


def _overrides(args: argparse.Namespace) -> Overrides:
    received = args.received and datetime.combine(args.received, datetime.min.time())
    return Overrides(city=args.city, unit=args.unit, period=args.month, received_at=received, form=args.form)


def _report(receipts: Sequence[Receipt]) -> int:
    """Say what became of each file, every finding on a line of its own; return the exit code."""
    words = commands.words()
    for receipt in receipts:
        print(words(f"cli.{receipt.status}", file=receipt.file_name, id=receipt.submission_id or "-"))
        for issue in receipt.issues:
            message = issue.message_zh if words.lang == "zh" else issue.message_en
            print(f"  {words(f'cli.{issue.severity}')}: {receipt.file_name}, {message}")
    counted = {s: sum(r.status == s for r in receipts) for s in ("accepted", "refused", "duplicate")}
    print(words("cli.counted", **counted))
    return REFUSED if counted["refused"] else DONE


def check(args: argparse.Namespace, bar: Bar) -> int:
    """Read the files and run every check; write nothing."""
    receipts = door.check(_paths(args.files), overrides=_overrides(args), known=desk.known(store.home()))
    bar.close()
    return _report(receipts)


def load(args: argparse.Namespace, bar: Bar) -> int:
    """Take the files in and publish the next snapshot with those accepted."""
    receipts = desk.load(_paths(args.files), folder=store.home(), overrides=_overrides(args), progress=bar)
    bar.close()
    return _report(receipts)


def rebuild(_args: argparse.Namespace, bar: Bar) -> int:
    """Build a snapshot from every original in the archive."""
    snapshot_id = desk.rebuild(store.home(), progress=bar)
    bar.close()
    print(commands.words()("cli.built", id=snapshot_id))
    return DONE


def make_demo(args: argparse.Namespace, bar: Bar) -> int:
    """Write the demo returns, take them in and build; nothing where that was done already."""
    from paceboard import demo  # noqa: PLC0415 (slow to load, and only this command needs it)

    words, folder = commands.words(), store.home()
    stamp = folder / "store" / "demo"
    mark = demo.fingerprint() + build.schema_version()
    if not args.again and stamp.is_file() and stamp.read_text("utf-8") == mark and build.is_current(folder):
        print(words("cli.demo_ready", id=store.current(folder)))
        return DONE
    with tempfile.TemporaryDirectory() as returns:
        paths = demo.write(Path(returns), progress=bar)
        overrides = Overrides(submitted_by=demo.SENDER)
        receipts = desk.load(paths, folder=folder, overrides=overrides, anew=True, progress=bar)
    refused = [r for r in receipts if r.status == "refused"]
    if refused:
        bar.close()
        return _report(refused)
    stamp.write_text(mark, "utf-8")
    bar.close()
    print(words("cli.built", id=store.current(folder)))
    return DONE


def _no_unit(profile: profiles.Profile, found: str) -> int:
    known = "、".join(u.zh for u in profile.units)
    print(commands.words()("cli.no_unit", found=found, known=known), file=sys.stderr)
    return WRONG_USAGE


def trace(args: argparse.Namespace, _bar: Bar) -> int:
    """Walk one figure back to the cells that add up to it."""
    words = commands.words()
    profile = profiles.get(args.city)
    month = args.month or profile.opens_at
    unit = args.unit and profile.find_unit(args.unit)
    if args.unit and not unit:
        return _no_unit(profile, args.unit)
    filters = Filters(
        city=profile.id,
        month=month,
        known_on=args.known_on,
        list_kind=args.list or profile.main_list,
        units=(unit.id,) if unit else None,
        project=args.project,
    )
    rows = store.open_current().ask("trace", filters, measure=args.measure)
    print("\t".join(words(f"cli.trace_{c}") for c in ("file", "sheet", "cell", "project", "value")))
    for row in rows.iter_rows(named=True):
        print(f"{row['file_name']}\t{row['sheet']}\t{row['cell']}\t{row['project_name']}\t{row['value']}")
    total = rows["total"][0] if rows.height else 0
    print(words("cli.trace_total", measure=args.measure, total=total, cells=rows.height))
    return DONE


def write_template(args: argparse.Namespace, _bar: Bar) -> int:
    """Write the empty form of a unit as a workbook with drop-down lists."""
    words = commands.words()
    profile = profiles.get(args.city)
    unit = profile.find_unit(args.unit or "city")
    if unit is None:
        return _no_unit(profile, args.unit)
    month = args.month or profile.opens_at
    form = forms.load(args.form or profile.forms[0])
    path = args.out or Path(f"{profile.name.zh}_{unit.zh}_{units.month(month, 'zh')}.xlsx")
    template.write(path, form, profile, unit=unit.id, period=month, received_on=None, rows={})
    print(words("cli.template", file=path))
    return DONE


def serve(args: argparse.Namespace, bar: Bar) -> int:
    """Serve the pages on localhost until stopped."""
    desk.refresh(store.home(), progress=bar)
    # A full garbage collection after every click costs more than the page itself.
    os.environ["STREAMLIT_RUNNER_POST_SCRIPT_GC"] = "false"
    os.chdir(profiles.ROOT)
    from streamlit.runtime.pages_manager import PagesManager  # noqa: PLC0415 (only this command needs it)
    from streamlit.web import cli  # noqa: PLC0415 (as above)

    # Streamlit takes the folder pages/ for its old automatic menu until a first run of app.py says otherwise:
    # a bookmark opened first after a restart would be told "Page not found" over the page it asked for.
    PagesManager.uses_pages_directory = False
    return cli.main(["run", "app.py", "--server.port", str(args.port)], standalone_mode=False) or DONE


def _add_scope(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--city", help="profile id, e.g. chengdu")
    parser.add_argument("--unit", help="unit, by name or id")
    parser.add_argument("--month", type=commands.month, help="reporting month, YYYY-MM")
    parser.add_argument("--received", type=commands.day, help="day the file came in, YYYY-MM-DD")
    parser.add_argument("--form", help="form id, where the file does not say")


def parser() -> argparse.ArgumentParser:
    """Return the command line's grammar."""
    top = argparse.ArgumentParser(prog="python -m paceboard", description=__doc__)
    sub = top.add_subparsers(dest="command", required=True)

    def command(name: str, run: Callable[[argparse.Namespace, Bar], int]) -> argparse.ArgumentParser:
        made = sub.add_parser(name, help=run.__doc__, description=run.__doc__)
        made.set_defaults(run=run)
        return made

    command("demo", make_demo).add_argument("--again", action="store_true", help="write and build them anew")
    for name, run in (("check", check), ("load", load)):
        made = command(name, run)
        made.add_argument("files", nargs="+", type=Path, metavar="FILE")
        _add_scope(made)
    command("build", rebuild)
    made = command("trace", trace)
    made.add_argument("measure", choices=TRACED)
    made.add_argument("--city", default=next(iter(profiles.load())))
    made.add_argument("--list", help="universe, e.g. key or reserve")
    made.add_argument("--unit")
    made.add_argument("--project")
    made.add_argument("--month", type=commands.month)
    made.add_argument("--known-on", type=commands.day)
    made = command("template", write_template)
    made.add_argument("--city", default=next(iter(profiles.load())))
    made.add_argument("--unit")
    made.add_argument("--month", type=commands.month)
    made.add_argument("--form")
    made.add_argument("--out", type=Path)
    command("serve", serve).add_argument("--port", type=int, default=8501)
    commands.add(command)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; errors are one sentence on standard error."""
    args = parser().parse_args(arguments)
    bar = Bar()
    try:
        return args.run(args, bar)
    except store.NoSnapshot as missing:
        print(missing, file=sys.stderr)
        return NO_STORE
    except (build.UnsoundStore, KeyError, ValueError, OSError) as wrong:
        print(wrong.args[0] if isinstance(wrong, KeyError) else wrong, file=sys.stderr)
        return REFUSED
    finally:
        bar.close()


if __name__ == "__main__":
    sys.exit(main())
