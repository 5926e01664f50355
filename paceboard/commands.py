"""What commands share, and the register of those that make documents: a module named here adds its own."""

import argparse
import locale
import os
from collections.abc import Callable
from datetime import date
from importlib import import_module

from paceboard import text
from paceboard.filters import parse_day, parse_month
from paceboard.progress import Bar

# Each has add(command), which calls command(name, run) and gives the parser it returns its arguments.
MODULES: tuple[str, ...] = (
    "command_notice",
    "command_proof",
    "command_pack",
    "command_export",
    "command_watch",
)
Run = Callable[[argparse.Namespace, Bar], int]
Command = Callable[[str, Run], argparse.ArgumentParser]


def words() -> text.Words:
    """Return the words of the terminal's language."""
    name = os.environ.get("LANG") or locale.getlocale()[0] or ""
    return text.words("zh" if name.lower().startswith("zh") else "en")


def month(value: str) -> date:
    """Return the month of an argument YYYY-MM. Raises argparse.ArgumentTypeError."""
    found = parse_month(value)
    if found is None:
        raise argparse.ArgumentTypeError(words()("cli.not_a_month", found=value))
    return found


def day(value: str) -> date:
    """Return the day of an argument YYYY-MM-DD. Raises argparse.ArgumentTypeError."""
    found = parse_day(value)
    if found is None:
        raise argparse.ArgumentTypeError(words()("cli.not_a_day", found=value))
    return found


def add(command: Command) -> None:
    """Add the commands of every module in the register."""
    for name in MODULES:
        import_module(f"paceboard.{name}").add(command)
