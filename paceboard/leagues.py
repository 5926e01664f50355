"""The league as pages ask for it: units by a scheme's score, with the places gained since earlier."""

import json
from collections.abc import Mapping
from datetime import date

import polars as pl

from paceboard import memo, schemes
from paceboard.card_terms import Rules
from paceboard.filters import NAMES, month_before
from paceboard.ranking import Ranking
from paceboard.view import View


def ranking(view: View) -> Ranking:
    """Return how the city on screen ranks its units."""
    return Ranking(view.ask, view.profile)


def official(view: View) -> schemes.Scheme:
    """Return the scheme that is official at the month on screen, as known on its day of knowledge."""
    return ranking(view).official()


def ask(
    view: View, *, since: date | None = None, scheme: schemes.Scheme | None = None, **changes: object
) -> pl.DataFrame:
    """Return the rows of query scores; changes are those of view.ask (month=...).

    since: the month that ranks are compared with, the month before where none is given. scheme: the official
    one where none is given.
    """
    month = view.filters.at(**changes).month
    earlier = ranks(view, scheme=scheme, **changes | {"month": since or month_before(month)})
    written = json.dumps(earlier) if earlier else None
    found = view.ask("scores", **ranking(view).values(scheme, **changes), ranks=written, **changes)
    return ranking(view).printed(found, scheme)


def table(view: View) -> pl.DataFrame:
    """Return the league on screen with each unit's trend over the months."""
    return _joined(ask(view), view.ask("trends"))


@memo.kept(100)
def _joined(rows: pl.DataFrame, trends: pl.DataFrame) -> pl.DataFrame:
    return rows.join(trends, on="unit_id", how="left", maintain_order="left")


def first(view: View) -> pl.DataFrame:
    """Return the league that the official scheme names first."""
    return ranking(view).first(table(view))


def note(view: View) -> str:
    """Return by which scheme the units rank, in its own words."""
    scheme, lang = official(view), view.lang
    said = {"name": scheme.name.label(lang), "version": scheme.version, "said": scheme.note.label(lang)}
    return view.words("league.note", **said)


def ranks(
    view: View, *, scheme: schemes.Scheme | None = None, **changes: object
) -> Mapping[str, Mapping[str, int]]:
    """Return each league's ranks of a month: {league: {unit: rank}}; none before any money came in."""
    return ranking(view).ranks(scheme, **changes)


def cards(view: View, rules: Rules) -> pl.DataFrame:
    """Return the rows of query cards by these rules; rules about ranks take those of the official scheme."""
    return view.ask("cards", rules=rules.written(view.profile, places=ranking(view).places(rules)))


def items(view: View, *, scheme: schemes.Scheme | None = None, **changes: object) -> pl.DataFrame:
    """Return the rows of query score_items: what each unit's score is made of."""
    found = view.ask("score_items", **ranking(view).values(scheme, **changes), **changes)
    return ranking(view).printed(found, scheme)


def answer(view: View, name: str, *, scheme: schemes.Scheme | None = None, **changes: object) -> pl.DataFrame:
    """Answer any query that takes $scheme and $more; changes are filters and the query's own parameters."""
    filters = {key: value for key, value in changes.items() if key in NAMES}
    found = view.ask(name, **ranking(view).values(scheme, **filters), **changes)
    return ranking(view).printed(found, scheme)
