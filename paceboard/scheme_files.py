"""Schemes as planners write them: data/schemes/<id>.toml read into values, or what is wrong with it."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

from paceboard import scheme_checks
from paceboard.filters import parse_month
from paceboard.indicators import Gate, Indicator, Knot, Piece, Step, Target
from paceboard.profiles import ROOT
from paceboard.scheme_checks import BadScheme
from paceboard.schemes import Count, Honour, League, Scheme, Tie
from paceboard.terms import Term

__all__ = ["BadScheme", "get", "load", "read"]

SCHEMES = ROOT / "data" / "schemes"
TOP = {
    *("id", "version", "effective_from", "name", "note", "source", "unpublished", "total", "rounding"),
    *("bonus_limit", "penalty_limit", "ties", "leagues", "lists", "counts", "indicators"),
}
# A table's own keys, beside id, zh and en.
LEAGUE = {"kinds", "units", "by", "months"}
LIST = {"leagues", "indicators", "state", "first", "last"}
COUNT = {
    *("of", "flags", "annual_classes", "sectors", "levels", "industries"),
    *("total_from", "total_below", "plan_from", "plan_below"),
}
INDICATOR = {
    *("group", "numerator", "denominator", "weight", "base", "good", "position", "rates", "target", "pieces"),
    *("steps", "floor", "cap", "empty", "months", "leagues", "note"),
}
MEASURED = ("ratio", "points", "gap")  # positions against a target; the others need none
TARGET = {"value", "measure", "mean", "path", "steps", "gates"}
LINEAR = (Knot(12, 1.0),)
QUARTER = {1: (1, 2, 3), 2: (4, 5, 6), 3: (7, 8, 9), 4: (10, 11, 12)}


def _known(row: Mapping, keys: set[str], place: str) -> None:
    if unknown := set(row) - keys - {"id", "zh", "en"}:
        word = min(unknown)
        raise BadScheme(
            f"{place}：不认识“{word}”，可以写：{'、'.join(sorted(keys))}。",
            f"{place}: {word!r} is unknown; there are: {', '.join(sorted(keys))}",
        )


def _term(row: Mapping, term_id: str) -> Term:
    return Term(term_id, row["zh"], row["en"])


def _number(value: object) -> float | None:
    """Return a number; text is a fraction such as "1/60", exact where decimals would not be."""
    return None if value is None else float(Fraction(value) if isinstance(value, str) else value)


def _end(value: object) -> float | None:
    number = _number(value)
    return None if number in (float("inf"), float("-inf")) else number


def _target(said: object, place: str) -> Target:
    if not isinstance(said, Mapping):
        return Target(value=_number(said))
    _known(said, TARGET, f"{place}.target")
    path = said.get("path", ())
    knots = LINEAR if path == "linear" else tuple(Knot(int(m), _number(s)) for m, s in path)
    gates = tuple(
        Gate(g["measure"], _number(g["from"]), _end(g.get("to")), _number(g["target"]))
        for g in said.get("gates", ())
    )
    return Target(
        value=_number(said.get("value", None if said.keys() & {"measure", "mean", "gates"} else 1)),
        measure=said.get("measure"),
        mean=said.get("mean"),
        path=knots,
        is_step=bool(said.get("steps", False)),
        gates=gates,
    )


def _parts(rows: Sequence, kind: Callable) -> tuple:
    return tuple(kind(_end(low), _end(high), _number(worth)) for low, high, worth in rows)


def _months(row: Mapping) -> tuple[int, ...]:
    return tuple(
        m
        for said in row.get("months", ())
        for m in (QUARTER[int(said[1])] if isinstance(said, str) else (said,))
    )


def _indicator(row: Mapping) -> Indicator:
    place = f"indicators.{row['id']}"
    _known(row, INDICATOR, place)
    base, empty, denominator = row.get("base", 0), row.get("empty", "leave_out"), row.get("denominator")
    is_sum = bool(denominator) and denominator.startswith("sum:")
    position = row.get("position", "ratio")
    return Indicator(
        id=row["id"],
        name=_term(row, row["id"]),
        group=row.get("group", "base"),
        numerator=row["numerator"],
        denominator=denominator.removeprefix("sum:") if denominator else None,
        denominator_of="league" if is_sum else "unit",
        weight=_number(row.get("weight", 0)),
        base=0.0 if base == "weight" else _number(base),
        base_share=1.0 if base == "weight" else 0.0,
        good=row.get("good", "up"),
        position=position,
        rates=row.get("rates", "points"),
        target=_target(row.get("target", 1 if position in MEASURED else None), place),
        pieces=_parts(row.get("pieces", ()), Piece),
        steps=_parts(row.get("steps", ()), Step),
        floor=_number(row.get("floor")),
        cap=_number(row.get("cap")),
        empty=empty if isinstance(empty, str) else "number",
        empty_points=None if isinstance(empty, str) else _number(empty),
        months=_months(row),
        leagues=tuple(row.get("leagues", ())),
        note=_term(row["note"], "note") if "note" in row else None,
    )


def _league(row: Mapping) -> League:
    _known(row, LEAGUE, f"leagues.{row['id']}")
    kinds, units = (tuple(row.get(key, ())) for key in ("kinds", "units"))
    return League(row["id"], _term(row, row["id"]), kinds, units, row.get("by", "unit"), _months(row))


def _honour(row: Mapping) -> Honour:
    _known(row, LIST, f"lists.{row['id']}")
    leagues, indicators = (tuple(row.get(key, ())) for key in ("leagues", "indicators"))
    ends = row.get("first"), row.get("last")
    return Honour(row["id"], _term(row, row["id"]), leagues, indicators, row["state"], *ends)


def _count(row: Mapping) -> Count:
    _known(row, COUNT, f"counts.{row['id']}")
    lists = (
        tuple(row.get(key, ())) for key in ("flags", "annual_classes", "sectors", "levels", "industries")
    )
    bounds = (_number(row.get(key)) for key in ("total_from", "total_below", "plan_from", "plan_below"))
    return Count(row["id"], _term(row, row["id"]), row.get("of", "count"), *lists, *bounds)


def _scheme(row: Mapping) -> Scheme:
    _known(row, TOP, "")
    month = parse_month(row["effective_from"])
    if month is None:
        raise BadScheme(
            f"effective_from：“{row['effective_from']}”不是月份，请写成2019-01。",
            f"effective_from: {row['effective_from']!r} is not a month; write YYYY-MM",
        )
    rounding = {"gap": "unrounded", "share_decimals": 2, "points_decimals": 2} | row.get("rounding", {})
    return Scheme(
        id=row["id"],
        version=row["version"],
        effective_from=month,
        name=_term(row["name"], row["id"]),
        note=_term(row["note"], "note"),
        source=_term(row["source"], "source"),
        unpublished=tuple(_term(clause, "unpublished") for clause in row.get("unpublished", ())),
        total=_number(row.get("total")),
        **rounding,
        bonus_limit=_number(row.get("bonus_limit")),
        penalty_limit=_number(row.get("penalty_limit")),
        ties=tuple(Tie(tie["measure"], tie.get("best", "high")) for tie in row.get("ties", ())),
        leagues=tuple(_league(league) for league in row["leagues"]),
        lists=tuple(_honour(honour) for honour in row.get("lists", ())),
        counts=tuple(_count(count) for count in row.get("counts", ())),
        indicators=tuple(_indicator(one) for one in row["indicators"]),
    )


def parse(text: str, file: str) -> Scheme:
    """Return the scheme in the text of one TOML file. Raises BadScheme naming file, key and remedy."""
    try:
        scheme = _scheme(tomllib.loads(text))
        scheme_checks.check(scheme)
    except BadScheme as wrong:
        raise BadScheme(f"{file}, {wrong.zh}", f"{file}, {wrong.en}") from wrong
    except KeyError as missing:
        raise BadScheme(f"{file}：缺少{missing}。", f"{file}: {missing} is missing") from missing
    except (ValueError, TypeError, AttributeError) as wrong:
        raise BadScheme(f"{file}：{wrong}。", f"{file}: {wrong}") from wrong
    return scheme


def read(path: Path) -> Scheme:
    """Return the scheme in one TOML file, named as its id. Raises BadScheme."""
    scheme = parse(path.read_text("utf-8"), path.name)
    if scheme.id != path.stem:
        raise BadScheme(
            f"{path.name}, id：“{scheme.id}”与文件名不同，请写“{path.stem}”。",
            f"{path.name}, id: {scheme.id!r} is not the file's name; write {path.stem!r}",
        )
    return scheme


@cache
def load() -> Mapping[str, Scheme]:
    """Return every preset by id. Raises BadScheme."""
    return {path.stem: read(path) for path in sorted(SCHEMES.glob("*.toml"))}


def get(scheme_id: str) -> Scheme:
    """Return one preset. Raises BadScheme with the ids that exist."""
    if scheme_id not in load():
        known = "、".join(load())
        raise BadScheme(
            f"没有考核办法“{scheme_id}”，有：{known}。", f"no scheme {scheme_id!r}; there are: {known}"
        )
    return load()[scheme_id]
