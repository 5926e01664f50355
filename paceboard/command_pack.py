"""The command that makes the slides of a review meeting: pack."""

import argparse
from functools import cache
from pathlib import Path

from paceboard import commands, exports, profiles, recipes, store, text
from paceboard.address import settled_month
from paceboard.commands import Command
from paceboard.excerpts import Studio
from paceboard.filters import Filters
from paceboard.packs import Pack, Press
from paceboard.progress import Bar
from paceboard.view import Answer

SUFFIXES = (".pptx", ".pdf")


def add(command: Command) -> None:
    """Add the command to the command line."""
    made = command("pack", pack)
    made.add_argument("--city", default=next(iter(profiles.load())), help="profile id, e.g. chengdu")
    made.add_argument("--month", type=commands.month, help="reporting month, YYYY-MM; else the latest")
    made.add_argument("--known-on", type=commands.day, help="as known on that day, YYYY-MM-DD")
    made.add_argument("--recipe", default="dispatch", help="file of data/packs, without .toml")
    made.add_argument("--lang", choices=text.LANGS, default="zh")
    made.add_argument("--paper", choices=exports.PAPERS, default="slide", help="size of a .pdf's pages")
    made.add_argument("--out", type=Path, help="file to write, .pptx or .pdf")


def pack(args: argparse.Namespace, bar: Bar) -> int:
    """Write the slides of a review meeting, as a deck (.pptx) or to print (.pdf)."""
    words, profile = commands.words(), profiles.get(args.city)
    recipe = recipes.get(args.recipe)
    opened = store.open_current()
    filters = _filters(args, profile, opened)
    out = args.out or Path(exports.file_name(f"pack-{recipe.id}", filters, "pptx"))
    if out.suffix not in SUFFIXES:
        raise ValueError(words("pack.bad_suffix", file=out, known="、".join(SUFFIXES)))
    for sentence in exports.missing(profile, words):
        print(sentence)
    bar(0, 2, recipe.name.label(words.lang))
    studio = Studio(store.current(), args.lang, "light", _answerer(opened))
    made = Press(recipe, studio, filters).pack()
    bar(1, 2, recipe.name.label(words.lang))
    out.write_bytes(_file(made, out.suffix, profile, args))
    bar.close()
    print(words("pack.written", count=len(made.leaves) - 1, file=out))
    return 0


def _filters(args: argparse.Namespace, profile: profiles.Profile, opened: store.Store) -> Filters:
    """Return what is asked for. Raises ValueError where the store has no such month."""
    months = tuple(opened.ask("months", city=profile.id)["period"])
    if not months or (args.month and args.month not in months):
        known = "、".join(f"{month:%Y-%m}" for month in months[:6])
        raise ValueError(commands.words()("pack.no_month", city=profile.id, month=args.month, known=known))
    bare = Filters(profile.id, args.month or months[0], args.known_on, profile.main_list)
    return bare.at(month=settled_month(bare, months))


def _answerer(opened: store.Store) -> Answer:
    """Return who answers each question once: the slides of a pack share many."""
    return cache(lambda _snapshot, name, filters, values: opened.ask(name, filters, **dict(values)))


def _file(made: Pack, suffix: str, profile: profiles.Profile, args: argparse.Namespace) -> bytes:
    said = {"words": text.words(args.lang), "profile": profile}
    if suffix == ".pptx":
        return exports.deck(made.leaves, **said)
    return exports.pdf(made.leaves, paper=args.paper, **said)
