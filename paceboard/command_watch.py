"""The command that holds rules against figures: watch, on the terminal or as a file."""

import argparse
from functools import partial
from pathlib import Path

import polars as pl

from paceboard import (
    answers_watches,
    commands,
    exports,
    lookout,
    profiles,
    scope,
    store,
    text,
    watch_book,
    watch_round,
    watches,
)
from paceboard.answers import Teller
from paceboard.filters import Filters
from paceboard.progress import Bar
from paceboard.watches import Watch

DONE = 0
SUFFIXES = (".csv", ".xlsx")


def add(command: commands.Command) -> None:
    """Add the command and its arguments."""
    made = command("watch", run)
    made.add_argument("--city", help="profile id; without it every city that has rules")
    made.add_argument("--month", type=commands.month, help="reporting month, YYYY-MM; without it the newest")
    made.add_argument("--lang", choices=text.LANGS, help="without it the terminal's")
    made.add_argument("--out", type=Path, help="file to write, .csv or .xlsx; it needs --city")


def run(args: argparse.Namespace, bar: Bar) -> int:
    """Say which rules of planners fire, and for what; or write it to a file."""
    said = commands.words()
    if args.out and (args.out.suffix not in SUFFIXES or not args.city):
        raise ValueError(said("watch.cli_out", file=args.out.name))
    cities = [profiles.get(args.city)] if args.city else list(profiles.load().values())
    words = text.words(args.lang or said.lang)
    book = watch_book.read(store.home())
    for key, values in book.faults:
        print(words(f"watch.{key}", **values))
    opened = store.open_current()
    bar.close()
    held = [
        (watches.sound(book.watches, city=profile.id), lookout.newest(opened, profile), profile)
        for profile in cities
    ]
    held = [(asked, filters, profile) for asked, filters, profile in held if asked and filters]
    for asked, filters, profile in held:
        at = filters.at(month=args.month or filters.month)
        _city(opened, at, asked, teller=Teller(profile, words), out=args.out)
    opened.close()
    if not held:
        print(words("watch.cli_none"))
    return DONE


def _city(
    opened: store.Store, filters: Filters, asked: list[Watch], *, teller: Teller, out: Path | None
) -> None:
    """Say, or write, what fires in one city."""
    profile, words = teller.profile, teller.words
    before = watch_book.earlier(store.home(), store.current(), asked)
    ask = partial(lookout.ask, opened, filters)
    rows = watch_round.fired(ask, asked, profile=profile, earlier=before, most=lookout.EVERY)
    answer = answers_watches.summary(rows, asked, teller)
    head = opened.ask("kpis", filters).filter(cut="all").to_dicts()
    source = scope.source(head[0] if head else {}, filters, profile, words, store.current())
    print(f"{answer}\n{source}")
    if out:
        said = {"words": words, "profile": profile}
        shown = answers_watches.table(rows, asked, teller).drop("project")
        is_csv = out.suffix == ".csv"
        made = (
            exports.csv(shown, **said) if is_csv else exports.xlsx(shown, title=answer, source=source, **said)
        )
        out.write_bytes(made)
        print(words("watch.cli_written", file=out))
        return
    for watch in asked:
        mine = rows.filter(pl.col("rule") == watch.id)
        print(f"\n{watch.name}{words('watch.colon')}{answers_watches.rule(watch, teller)}")
        print(words("watch.set_by", found=answers_watches.found(watch, mine, teller), by=watch.by))
        for row in mine.drop_nulls("key").iter_rows(named=True):
            print(f"  {answers_watches.thing(watch, row, teller)}")
