"""The command that checks the figures of a draft: proof."""

import argparse
from datetime import date
from pathlib import Path

import polars as pl

from paceboard import commands, profiles, store
from paceboard.filters import Filters
from paceboard.progress import Bar
from paceboard.proof import checking, draft, facts, telling
from paceboard.proof.findings import RIGHT, WRONG

DONE, FOUND_WRONG = 0, 1


def add(command: commands.Command) -> None:
    """Add the command and its arguments."""
    made = command("proof", run)
    made.add_argument("file", type=Path, metavar="FILE", help="draft, .txt or .docx")
    made.add_argument("--city", help="profile id; without it the draft is held against itself alone")
    made.add_argument("--month", type=commands.month, help="month of the draft, YYYY-MM")
    made.add_argument("--list", help="universe, e.g. key or reserve")
    made.add_argument("--all", action="store_true", help="name the right figures too")


def run(args: argparse.Namespace, bar: Bar) -> int:
    """Find every figure of a draft, recompute it and say which are wrong; exit code 1 where one is."""
    words = commands.words()
    if not args.file.is_file():
        raise ValueError(words("cli.no_file", file=args.file))
    try:
        text = draft.read(args.file.name, args.file.read_bytes())
    except draft.Unreadable as wrong:
        raise ValueError(words("checker.unreadable", file=args.file.name)) from wrong
    profile = profiles.get(args.city) if args.city else None
    opened = store.open_current() if profile else None
    known = _known(opened, profile, args.month or profile.opens_at, args.list) if profile else None
    verdicts = checking.check(text, known=known)
    bar.close()
    for row, verdict in zip(_told(verdicts, profile), _ranked(verdicts), strict=True):
        if args.all or verdict.status != RIGHT:
            right = words("checker.cli_right", right=row["right_figure"]) if row["right_figure"] else ""
            print(
                words(
                    "checker.cli_line", right=right, **{k: v for k, v in row.items() if k != "right_figure"}
                )
            )
    print(telling.answer(verdicts, words))
    if opened:
        opened.close()
    return FOUND_WRONG if any(v.status == WRONG for v in verdicts) else DONE


def _ranked(verdicts: tuple[checking.Verdict, ...]) -> list[checking.Verdict]:
    return sorted(verdicts, key=lambda v: telling.ORDER.index(v.status))


def _told(verdicts: tuple[checking.Verdict, ...], profile: profiles.Profile | None) -> list[dict]:
    return telling.rows(verdicts, profile=profile, words=commands.words()).to_dicts()


def _known(opened: store.Store, profile: profiles.Profile, month: date, list_kind: str | None) -> facts.Facts:
    def ask(wanted: date) -> tuple[pl.DataFrame, pl.DataFrame]:
        filters = Filters(profile.id, wanted, list_kind=list_kind or profile.main_list)
        return opened.ask("proof_facts", filters), opened.ask("published", filters)

    months = tuple(opened.ask("months", city=profile.id)["period"])
    return facts.Facts(profile, month, months, ask)
