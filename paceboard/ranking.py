"""What a city's schemes say of its units, for whoever can ask the store: pages and commands alike."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from paceboard import memo, scheme_files, schemes
from paceboard.card_terms import Rules
from paceboard.profiles import Profile

# name of a query, changed filters and the query's own parameters -> its rows
Ask = Callable[..., pl.DataFrame]
POINTS = 4  # decimals with which queries give points, and nothing else


def merged(first: str, *rest: str) -> str:
    """Return JSON {cut: {key: {measure: number}}} of several; each has measures of its own."""
    if not rest:
        return first
    found: dict[str, dict[str, dict]] = {}
    for cuts in map(json.loads, (first, *rest)):
        for cut, keys in cuts.items():
            for key, measures in keys.items():
                found.setdefault(cut, {}).setdefault(key, {}).update(measures)
    return json.dumps(found, ensure_ascii=False)


@memo.kept(200)
def _current(rows: pl.DataFrame) -> str | None:
    """Return the text of the scheme in force. rows: query official_schemes."""
    found = rows.filter(pl.col("is_current"))["body"]
    return found[0] if len(found) else None


@memo.kept(400)
def _ranks(rows: pl.DataFrame) -> Mapping[str, Mapping[str, int]]:
    """Return each league's ranks. rows: query scores."""
    counted = rows.filter(pl.col("invested_as_of").is_not_null())
    return {
        league: dict(mine.select("unit_id", "rank").iter_rows())
        for (league,), mine in counted.group_by("league", maintain_order=True)
    }


@memo.kept(400)
def _printed(rows: pl.DataFrame, places: int) -> pl.DataFrame:
    exact = {name: dtype for name, dtype in rows.schema.items() if isinstance(dtype, pl.Decimal)}
    points = [name for name, dtype in exact.items() if dtype.scale == POINTS]
    # Points are rounded where they are counted: nothing is lost here.
    return rows.with_columns(pl.col(points).cast(pl.Decimal(18, places)))


@memo.kept(100)
def _once(rows: pl.DataFrame, leagues: tuple[str, ...]) -> pl.DataFrame:
    order = {league: at for at, league in enumerate(leagues)}
    mine = rows.filter(pl.col("league").is_in(leagues))
    placed = mine.sort(pl.col("league").replace_strict(order), maintain_order=True)
    return placed.unique("unit_id", keep="first", maintain_order=True)


@memo.kept(100)
def _one(rows: pl.DataFrame, league: str) -> pl.DataFrame:
    return rows.filter(league=league)


@dataclass(frozen=True)
class Ranking:
    """How one city ranks its units: who answers questions, and by whose customs."""

    ask: Ask
    profile: Profile

    def official(self, **changes: object) -> schemes.Scheme:
        """Return the scheme that is official at the month, as known on the day of knowledge."""
        body = _current(self.ask("official_schemes", **changes))
        return schemes.from_body(body) if body else scheme_files.get(self.profile.league_scheme)

    def values(self, scheme: schemes.Scheme | None = None, **changes: object) -> dict[str, str | None]:
        """Return what questions need of a scheme: its text, and the measures that kpi does not know.

        scheme: the official one where none is given.
        """
        chosen = scheme or self.official(**changes)
        body = scheme.body(big_factor=self.profile.money.big_factor) if scheme else None
        if not chosen.needs:
            return {"scheme": body, "more": None}
        text = chosen.body(big_factor=self.profile.money.big_factor)
        said = {"score_measures": {"scheme": text}}
        found = [self.ask(name, **said.get(name, {}), **changes)["measures"].item() for name in chosen.needs]
        return {"scheme": body, "more": merged(*found)}

    def printed(self, rows: pl.DataFrame, scheme: schemes.Scheme | None = None) -> pl.DataFrame:
        """Return the rows with points of as many decimals as the scheme prints; queries keep four."""
        return _printed(rows, (scheme or self.official()).points_decimals)

    def ranks(
        self, scheme: schemes.Scheme | None = None, **changes: object
    ) -> Mapping[str, Mapping[str, int]]:
        """Return each league's ranks of a month: {league: {unit: rank}}; none before any money came in."""
        rows = self.ask("scores", **self.values(scheme, **changes), ranks=None, **changes)
        return _ranks(rows)

    def first(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the league that the official scheme names first, of those present. rows: query scores."""
        present = set(rows["league"])
        named = next((one.id for one in self.official().leagues if one.id in present), "")
        return _one(rows, named)

    def once(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return each unit where the official scheme names it first; departments are no units."""
        return _once(rows, tuple(one.id for one in self.official().leagues if one.by != "department"))

    def places(self, rules: Rules) -> list[dict]:
        """Return the ranks that rules about ranks look at: period, unit_id, league and rank.

        The official scheme ranks, all units beside one another whichever a page shows; a unit in several
        leagues counts in the one that the scheme names first.
        """
        told = [rule for rule in rules.rules if rule.is_of_ranks]
        if not told:
            return []
        months = self.ask("standing_months", units=None)["period"].to_list()
        if not any(rule.is_followed for rule in told):
            # What counts is the last month with money, against the month before it.
            latest = self.ask("kpis", units=None)["invested_as_of"].max()
            months = [month for month in months if latest and month <= latest][-2:]
        return [row for month in months for row in self._places(month)]

    def _places(self, month: date) -> list[dict]:
        found = self.ranks(month=month, units=None)
        first: dict[str, dict] = {}
        leagues = [one for one in self.official(month=month).leagues if one.by != "department"]
        for league in leagues:
            for unit, rank in found.get(league.id, {}).items():
                first.setdefault(unit, {"unit_id": unit, "league": league.id, "rank": rank})
        return [row | {"period": str(month)} for row in first.values()]
