"""What makes a scheme unsound: unknown measures, pieces with holes, weights that miss their total."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from paceboard import kpis, schemes
from paceboard.indicators import Gate, Indicator, Piece, Step
from paceboard.schemes import Scheme

WORDS = {
    "group": ("base", "bonus", "penalty", "improvement"),
    "good": ("up", "down"),
    "position": ("ratio", "points", "gap", "value", "rank"),
    "rates": ("points", "weight"),
    "empty": ("full", "leave_out", "number"),
}
BY = ("unit", "division", "department")
STATES = ("beyond", "missed")
OF = ("count", "total_investment", "plan_year", "invested_ytd")
FLAGS = {
    *("is_planned_start", "is_started", "is_due_start", "is_overdue_start", "is_planned_finish", "is_begun"),
    "is_begun_this_year",
    *("is_finished", "is_finished_this_year", "is_due_finish", "is_overdue_finish", "is_admitted"),
}
MONTHS = range(1, 13)
END = float("inf")


class BadScheme(ValueError):
    """A scheme that cannot stand: what, where and the remedy, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        """Keep both sentences."""
        super().__init__(f"{zh} / {en}")
        self.zh, self.en = zh, en


def check(scheme: Scheme) -> None:
    """Raise BadScheme for the first thing that is wrong."""
    _choices("rounding", {"gap": scheme.gap}, {"gap": ("rounded", "unrounded")})
    for name in ("share_decimals", "points_decimals"):
        _choices("rounding", {name: getattr(scheme, name)}, {name: (0, 1, 2, 3, 4)})
    _measures(scheme)
    for kind, rows in (
        ("leagues", scheme.leagues),
        ("indicators", scheme.indicators),
        ("counts", scheme.counts),
    ):
        _unique(kind, [row.id for row in rows])
    for league in scheme.leagues:
        _choices(f"leagues.{league.id}", {"by": league.by}, {"by": BY})
        _within(f"leagues.{league.id}.months", league.months, MONTHS)
    for count in scheme.counts:
        _choices(f"counts.{count.id}", {"of": count.of}, {"of": OF})
        _within(f"counts.{count.id}.flags", count.flags, FLAGS)
    for one in scheme.indicators:
        _indicator(scheme, one)
    for honour in scheme.lists:
        place = f"lists.{honour.id}"
        _choices(place, {"state": honour.state}, {"state": STATES})
        _within(f"{place}.leagues", honour.leagues, [league.id for league in scheme.leagues])
        _within(f"{place}.indicators", honour.indicators, [one.id for one in scheme.indicators])
    _total(scheme)


def _unique(place: str, ids: Sequence[str]) -> None:
    if twice := [one for one in ids if ids.count(one) > 1]:
        raise BadScheme(f"{place}：“{twice[0]}”写了两次。", f"{place}: {twice[0]!r} stands twice")


def _choices(place: str, said: dict, allowed: dict) -> None:
    for name, value in said.items():
        if value not in allowed[name]:
            words = [str(word) for word in allowed[name]]
            raise BadScheme(
                f"{place}.{name}：“{value}”不认识，请写{'、'.join(words)}之一。",
                f"{place}.{name}: {value!r} is unknown; write one of {', '.join(words)}",
            )


def _within(place: str, said: Iterable, allowed: Iterable) -> None:
    known = list(allowed)
    if wrong := [value for value in said if value not in known]:
        words = [str(word) for word in known]
        raise BadScheme(
            f"{place}：“{wrong[0]}”不认识，有：{'、'.join(words)}。",
            f"{place}: {wrong[0]!r} is unknown; there are: {', '.join(words)}",
        )


def _measures(scheme: Scheme) -> None:
    known = {m.id for m in kpis.measures().values() if m.query == "kpis" and m.kind not in ("date", "days")}
    known |= set(schemes.MORE) | {count.id for count in scheme.counts} | {schemes.BY_HAND}
    annual = re.compile("|".join(schemes.ANNUAL))
    for name in scheme.measures:
        if name not in known and not annual.match(name) and name != "rank_change":
            raise BadScheme(
                f"指标“{name}”不存在：请写data/kpis.toml中的指标、{'、'.join(schemes.MORE)}、target_…、done_…、"
                f"本方案的counts或{schemes.BY_HAND}。",
                f"measure {name!r} is unknown: write one of data/kpis.toml, {', '.join(schemes.MORE)}, "
                f"target_..., done_..., a count of this scheme, or {schemes.BY_HAND}",
            )


def _indicator(scheme: Scheme, one: Indicator) -> None:
    place = f"indicators.{one.id}"
    _choices(place, {name: getattr(one, name) for name in WORDS}, WORDS)
    _within(f"{place}.months", one.months, MONTHS)
    _within(f"{place}.leagues", one.leagues, [league.id for league in scheme.leagues])
    _pieces(f"{place}.pieces", one)
    _steps(f"{place}.steps", one)
    _path(f"{place}.target.path", one)
    _gates(f"{place}.target.gates", one.target.gates)
    if one.floor is not None and one.cap is not None and one.floor > one.cap:
        raise BadScheme(f"{place}：floor大于cap。", f"{place}: floor is above cap")
    if not (one.pieces or one.steps or one.base or one.base_share):
        raise BadScheme(
            f"{place}：没有计分方法，请写pieces、steps或base。",
            f"{place}: earns nothing; write pieces, steps or base",
        )


def _sign(one: Indicator) -> int:
    """Return 1 where a higher position is better, -1 where a lower one is: the first rank is 1."""
    return -1 if one.position == "rank" or one.good == "down" else 1


def _low(part: Piece | Step | Gate) -> float:
    return -END if part.low is None else part.low


def _high(part: Piece | Step | Gate) -> float:
    return END if part.high is None else part.high


def _pieces(place: str, one: Indicator) -> None:
    for piece in one.pieces:
        if _low(piece) >= _high(piece):
            raise BadScheme(
                f"{place}：{piece.low}至{piece.high}为空。", f"{place}: {piece.low} to {piece.high} is empty"
            )
        if piece.rate * _sign(one) < 0:
            raise BadScheme(
                f"{place}：比率{piece.rate}会使做得更好的单位失分，请改正负号或good。",
                f"{place}: rate {piece.rate} takes points from who does better; change its sign or good",
            )
    for before, after in pairwise(one.pieces):
        if _high(before) != _low(after):
            zh = "重叠" if _high(before) > _low(after) else "有空隙"
            en = "overlap" if _high(before) > _low(after) else "leave a hole"
            raise BadScheme(
                f"{place}：{before.high}与{after.low}之间{zh}，请首尾相接。",
                f"{place}: pieces {en} between {before.high} and {after.low}; let each begin where one ends",
            )


def _steps(place: str, one: Indicator) -> None:
    if not one.steps:
        return
    for before, after in pairwise(one.steps):
        if _high(before) >= _low(after):
            raise BadScheme(
                f"{place}：{after.low}同时属于两档。", f"{place}: {after.low} belongs to two steps; part them"
            )
    first = [] if one.steps[0].low is None or one.position == "rank" else [0.0]
    last = [] if one.steps[-1].high is None else [0.0]
    points = [*first, *(step.points for step in one.steps), *last]
    if any((after - before) * _sign(one) < 0 for before, after in pairwise(points)):
        raise BadScheme(
            f"{place}：做得更好反而得分更少（各档之外为0分）。",
            f"{place}: who does better gets fewer points (outside the steps: none); put them in order",
        )


def _path(place: str, one: Indicator) -> None:
    months = [knot.month for knot in one.target.path]
    shares = [knot.share for knot in one.target.path]
    if months != sorted(set(months)) or shares != sorted(shares) or not set(months) <= set(MONTHS):
        raise BadScheme(
            f"{place}：里程碑须按月（1至12）递增，份额不减，如[[6, 0.8], [9, 1.0]]。",
            f"{place}: milestones go up month by month (1 to 12) and never fall, e.g. [[6, 0.8], [9, 1.0]]",
        )


def _gates(place: str, gates: Sequence[Gate]) -> None:
    for before, after in pairwise(gates):
        if before.measure == after.measure and _high(before) >= _low(after):
            raise BadScheme(
                f"{place}：{after.low}同时属于两个门槛。",
                f"{place}: {after.low} falls under two gates; part them",
            )


def _weighed(scheme: Scheme) -> Iterator[tuple[str, int, float]]:
    """Give what the weights of the base items add up to in each league and month."""
    base = [one for one in scheme.indicators if one.group == "base"]
    for league in scheme.leagues:
        for month in MONTHS:
            active = [
                one.weight
                for one in base
                if (not one.months or month in one.months) and (not one.leagues or league.id in one.leagues)
            ]
            yield league.id, month, sum(active)


def _total(scheme: Scheme) -> None:
    for league, month, weight in _weighed(scheme):
        if scheme.total is not None and abs(weight - scheme.total) > 1e-9:
            raise BadScheme(
                f"indicators：{league}第{month}月的权重合计为{weight:g}，不是{scheme.total:g}。",
                f"indicators: in month {month} weights of {league} sum to {weight:g}, not {scheme.total:g}",
            )
