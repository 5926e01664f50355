"""The command that writes the public notice: bulletin."""

import argparse
from functools import partial
from pathlib import Path

import polars as pl

from paceboard import commands, notice, profiles, store, text, units
from paceboard.exports import document, webpage
from paceboard.filters import NAMES, Filters
from paceboard.progress import Bar

DONE, REFUSED = 0, 1
SUFFIXES = (".docx", ".html")


def add(command: commands.Command) -> None:
    """Add the command and its arguments."""
    made = command("bulletin", run)
    made.add_argument("--city", default=next(iter(profiles.load())))
    made.add_argument("--month", type=commands.month)
    made.add_argument("--list", help="universe, e.g. key or reserve")
    made.add_argument("--known-on", type=commands.day)
    made.add_argument("--lang", choices=text.LANGS, default="zh")
    made.add_argument("--out", type=Path, required=True, help="file to write, .docx or .html")


def run(args: argparse.Namespace, bar: Bar) -> int:
    """Write the public monthly notice as .docx or .html."""
    said = commands.words()
    if args.out.suffix not in SUFFIXES:
        raise ValueError(said("bulletin.wrong_suffix", file=args.out.name))
    profile, words = profiles.get(args.city), text.words(args.lang)
    month = args.month or profile.opens_at
    filters = Filters(profile.id, month, known_on=args.known_on, list_kind=args.list or profile.main_list)
    snapshot = store.current()
    opened = store.open_current()
    made = notice.compose(
        partial(answer, opened, filters), filters, profile=profile, words=words, snapshot=snapshot
    )
    opened.close()
    bar.close()
    if made is None:
        city = profile.name.label(said.lang)
        raise ValueError(said("bulletin.nothing", city=city, month=units.month(month, said.lang)))
    for sentence in _write(made, args.out, profile.id):
        print(sentence)
    print(said("bulletin.written", file=args.out))
    return DONE


def answer(opened: store.Store, filters: Filters, name: str, **changes: object) -> pl.DataFrame:
    """Answer a question about the list; names of filters change it, others are its parameters."""
    values = {key: value for key, value in changes.items() if key not in NAMES}
    asked = filters.at(**{key: value for key, value in changes.items() if key in NAMES})
    return opened.ask(name, asked, **values)


def _write(made: notice.Notice, out: Path, city: str) -> tuple[str, ...]:
    """Write the file; return what its template lacks."""
    if out.suffix == ".html":
        out.write_bytes(webpage.html(made))
        return ()
    content, found = document.write(made, document.template(city, made.lang))
    out.write_bytes(content)
    return found
