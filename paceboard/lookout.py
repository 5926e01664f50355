"""What happens after a snapshot was published: rules are held against it, what fired is kept and sent.

Nothing here may stop or slow a publication: whatever goes wrong is logged and kept as a sentence.
"""

import logging
import threading
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import polars as pl

from paceboard import answers_watches, profiles, store, text, watch_book, watch_round, watches, webhook
from paceboard.answers import Teller
from paceboard.filters import Filters
from paceboard.profiles import Profile
from paceboard.watch_book import Record
from paceboard.watches import Watch

log = logging.getLogger("paceboard")
EVERY = 100_000


def ask(
    opened: store.Store, filters: Filters, name: str, *, list_kind: str, **values: object
) -> pl.DataFrame:
    """Answer a question about one of the city's lists, whole."""
    return opened.ask(name, filters.at(list_kind=list_kind), **values)


def newest(opened: store.Store, profile: Profile) -> Filters | None:
    """Return the question about the newest month of a city; None where it has no returns."""
    month = opened.ask("known_until", None, city=profile.id)["month"].item()
    return Filters(profile.id, month, list_kind=profile.main_list) if month else None


def after(home: Path) -> threading.Thread | None:
    """Hold the rules against the live snapshot in a thread, which is returned; None where there are none.

    A process that ends waits for it: it takes seconds, and a webhook has a few of its own.
    """
    book = watch_book.read(home)
    if not book.watches:
        return None
    looking = threading.Thread(target=_after, args=(home, store.current(home), book), name="lookout")
    looking.start()
    return looking


def _after(home: Path, snapshot: str, book: watch_book.Book) -> None:
    try:
        record, news = look(home, snapshot, book)
        watch_book.note(home, record)
        if book.webhook:
            sent = send(book.webhook, body(snapshot, news))
            watch_book.note(home, replace(record, sent=sent))
    except Exception:
        log.exception("rules were not held against snapshot %s", snapshot)


def look(home: Path, snapshot: str, book: watch_book.Book) -> tuple[Record, list[dict[str, object]]]:
    """Return what fires at a snapshot, city by city at its newest month: to keep, and as news."""
    opened = store.Store(store.snapshot_path(snapshot, home))
    rules: dict[str, Mapping[str, object]] = {}
    news: list[dict[str, object]] = []
    try:
        for profile in profiles.load().values():
            asked = watches.sound(book.watches, city=profile.id)
            filters = newest(opened, profile) if asked else None
            if filters is None:
                continue
            before = watch_book.earlier(home, snapshot, asked)
            rows = watch_round.fired(
                partial(ask, opened, filters), asked, profile=profile, earlier=before, most=EVERY
            )
            hit = rows.drop_nulls("key")
            for watch in asked:
                found = hit.filter(pl.col("rule") == watch.id)["key"].to_list()
                rules[watch.id] = {"mark": watch.mark, "month": f"{filters.month:%Y-%m}", "keys": found}
            news += _news(hit, asked, filters, profile)
    finally:
        opened.close()
    return Record(snapshot, rules), news


def _news(
    hit: pl.DataFrame, asked: list[Watch], filters: Filters, profile: Profile
) -> list[dict[str, object]]:
    """Return what fired as it is sent: every figure in words of both languages, and as a number."""
    by_id = {watch.id: watch for watch in asked}
    tellers = {lang: Teller(profile, text.words(lang)) for lang in text.LANGS}
    return [
        {
            "rule": watch.name,
            "by": watch.by,
            "city": profile.id,
            "month": f"{filters.month:%Y-%m}",
            "list": watch.list_kind,
            "measure": watch.measure,
            "cut": watch.cut,
            "key": row["key"],
            "value": float(row["shown"]),
            "comparison": watch.comparison,
            "threshold": float(row["threshold"]),
            "is_new": row["is_new"],
        }
        | {lang: _sentence(watch, row, teller) for lang, teller in tellers.items()}
        for row in hit.iter_rows(named=True)
        for watch in [by_id[row["rule"]]]
    ]


def _sentence(watch: Watch, row: Mapping[str, object], teller: Teller) -> str:
    said = {"rule": answers_watches.rule(watch, teller), "thing": answers_watches.thing(watch, row, teller)}
    return teller.words("watch.sentence", **said)


def body(snapshot: str, news: list[dict[str, object]]) -> dict[str, object]:
    """Return what is posted."""
    new = [one for one in news if one["is_new"]]
    counts = {"fired_count": len(news), "new_count": len(new)}
    return {"product": "paceboard", "snapshot": snapshot, **counts, "fired": news}


def send(url: str, news: Mapping[str, object]) -> dict[str, object]:
    """Post news and return what came of it, to keep: where to, key and values of a sentence."""
    key, values = webhook.send(url, news)
    said = text.words("zh")(f"watch.{key}", **values)
    log.log(logging.INFO if key == "hook_sent" else logging.WARNING, "webhook %s: %s", url, said)
    return {"to": url, "key": key, "values": {name: str(value) for name, value in values.items()}}


def remember(home: Path) -> None:
    """Keep what the rules as they are now find at the live snapshot: the next will be compared with it."""
    book, snapshot = watch_book.read(home), store.current(home)
    if book.watches:
        sent = next((r.sent for r in watch_book.records(home) if r.snapshot == snapshot), {})
        watch_book.note(home, replace(look(home, snapshot, book)[0], sent=sent))
