"""The league as pages ask for it: units by a scheme's score, with the places gained since earlier."""

import json
from collections.abc import Mapping
from datetime import date

import polars as pl

from paceboard import scheme_files, schemes
from paceboard.filters import month_before
from paceboard.view import FILTER_NAMES, View


def official(view: View) -> schemes.Scheme:
    """Return the scheme that is official at the month on screen, as known on its day of knowledge."""
    body = view.ask("official_schemes").filter(pl.col("is_current"))["body"]
    return schemes.from_body(body[0]) if len(body) else scheme_files.get(view.profile.league_scheme)


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
    return view.ask("scores", **_values(view, scheme, changes), ranks=written, **changes)


def table(view: View) -> pl.DataFrame:
    """Return the league on screen with each unit's trend over the months."""
    return ask(view).join(view.ask("trends"), on="unit_id", how="left", maintain_order="left")


def note(view: View) -> str:
    """Return by which scheme the units rank, in its own words."""
    scheme, lang = official(view), view.lang
    said = {"name": scheme.name.label(lang), "version": scheme.version, "said": scheme.note.label(lang)}
    return view.words("league.note", **said)


def ranks(
    view: View, *, scheme: schemes.Scheme | None = None, **changes: object
) -> Mapping[str, Mapping[str, int]]:
    """Return each league's ranks of a month: {league: {unit: rank}}; none before any money came in."""
    rows = view.ask("scores", **_values(view, scheme, changes), ranks=None, **changes)
    counted = rows.filter(pl.col("invested_as_of").is_not_null())
    return {
        league: dict(mine.select("unit_id", "rank").iter_rows())
        for (league,), mine in counted.group_by("league", maintain_order=True)
    }


def items(view: View, *, scheme: schemes.Scheme | None = None, **changes: object) -> pl.DataFrame:
    """Return the rows of query score_items: what each unit's score is made of."""
    return view.ask("score_items", **_values(view, scheme, changes), **changes)


def answer(
    view: View, name: str, *, scheme: schemes.Scheme | None = None, **changes: object
) -> pl.DataFrame:
    """Answer any query that takes $scheme and $more; changes are filters and the query's own parameters."""
    filters = {key: value for key, value in changes.items() if key in FILTER_NAMES}
    return view.ask(name, **_values(view, scheme, filters), **changes)


def _values(
    view: View, scheme: schemes.Scheme | None, changes: Mapping[str, object]
) -> dict[str, str | None]:
    """Return what the questions need of the scheme: its text, and the measures that kpi does not know."""
    chosen = scheme or official(view)
    body = scheme.body(big_factor=view.profile.money.big_factor) if scheme else None
    if not chosen.needs_more:
        return {"scheme": body, "more": None}
    text = chosen.body(big_factor=view.profile.money.big_factor)
    return {"scheme": body, "more": view.ask("score_measures", scheme=text, **changes)["measures"].item()}
