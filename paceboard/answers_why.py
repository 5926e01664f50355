"""Sentences about one unit's rank: what its score is made of, the next place, what one more would change."""

from collections.abc import Mapping

import polars as pl

from paceboard import kpis, memo, schemes, units
from paceboard.answers import Teller
from paceboard.indicators import Indicator

Row = Mapping[str, object]
LIMITS = ("bonus_limit", "penalty_limit")
TEXTS = dict.fromkeys(("name", "counted", "value_said", "target_said"), pl.String)


def names(scheme: schemes.Scheme, *, teller: Teller) -> dict[str, str]:
    """Return what each item of a scheme is called, the limits of bonus and penalty too."""
    named = {one.id: one.name.label(teller.words.lang) for one in scheme.indicators}
    return named | {limit: teller.words(f"why.{limit}") for limit in LIMITS}


def measure(id_: str, scheme: schemes.Scheme, *, teller: Teller) -> str:
    """Return what a measure of a scheme is called."""
    own = {count.id: count.name.label(teller.words.lang) for count in scheme.counts}
    known = kpis.measures().get(id_)
    if id_ in own or known:
        return own.get(id_) or known.label(teller.words.lang)
    return teller.words(f"measure.{id_}") if f"measure.{id_}" in teller.words else id_


@memo.kept(60)
def worded(rows: pl.DataFrame, scheme: schemes.Scheme, *, teller: Teller) -> pl.DataFrame:
    """Return rows of query score_items with texts: name, counted (what by what), value_said, target_said."""
    named = names(scheme, teller=teller)
    known = {one.id: one for one in scheme.indicators}
    texts = [_texts(row, known.get(row["indicator"]), named, scheme, teller) for row in rows.to_dicts()]
    return rows.hstack(pl.DataFrame(texts, schema=TEXTS, orient="row"))


def _texts(
    row: Row, one: Indicator | None, named: Mapping[str, str], scheme: schemes.Scheme, teller: Teller
) -> tuple[str, str, str, str]:
    name = named.get(row["indicator"], row["indicator"])
    if one is None:
        return name, "", "", ""
    if row["is_left_out"]:
        return name, teller.words("why.left_out"), "", ""
    if row["is_judged"] or one.numerator == schemes.BY_HAND:
        return name, _judged(row, teller), "", ""
    kind = "share" if one.denominator else scheme.kind(one.numerator)
    value, target = (_said(row[key], kind, teller) for key in ("value", "target"))
    return (
        name,
        _counted(row, one, scheme, teller),
        value,
        "" if one.position in ("value", "rank") else target,
    )


def _judged(row: Row, teller: Teller) -> str:
    if row["author"] is None:
        return teller.words("why.not_judged")
    day = units.day(row["noted_on"], teller.words.lang)
    return teller.words("why.judged", author=row["author"], day=day, reason=row["reason"] or "")


def _counted(row: Row, one: Indicator, scheme: schemes.Scheme, teller: Teller) -> str:
    parts = [(one.numerator, row["numerator"]), (one.denominator, row["denominator"])]
    said = [
        f"{measure(id_, scheme, teller=teller)} {_said(value, scheme.kind(id_), teller)}"
        for id_, value in parts
        if id_
    ]
    return " ÷ ".join(said)


def _said(value: object, kind: str, teller: Teller) -> str:
    return units.figure(value, kind=kind, profile=teller.profile, lang=teller.words.lang)


@memo.kept(60)
def answer(place: Row, rows: pl.DataFrame, *, teller: Teller) -> str:
    """Return score, rank and the sum of the items. place: row of score_places; rows: worded()."""
    words = teller.words
    terms = [
        words("why.term", name=row["name"], points=units.score(row["points"]))
        for row in rows.filter(~pl.col("is_left_out")).to_dicts()
    ]
    return words(
        "why.answer",
        unit=teller.unit(place["unit_id"]),
        rank=units.count(place["rank"]),
        count=units.count(place["unit_count"]),
        score=units.score(place["score"]),
        sum=words("why.plus").join(terms),
    )


@memo.kept(60)
def neighbours(place: Row, *, teller: Teller) -> str:
    """Return how far the unit above is and the unit below. place: row of query score_places."""
    words = teller.words
    said = []
    if place["unit_above"]:
        key = "why.to_next" if place["to_next"] else "why.tied"
        points = units.score(place["to_next"])
        said.append(words(key, unit=teller.unit(place["unit_above"]), points=points))
    if place["unit_below"]:
        points = units.score(place["lead"])
        said.append(words("why.lead", unit=teller.unit(place["unit_below"]), points=points))
    return teller.joined(said)


@memo.kept(60)
def steps(rows: pl.DataFrame, scheme: schemes.Scheme, *, teller: Teller) -> pl.DataFrame:
    """Return query score_gains with the column one_more: "one more: started 1"."""
    said = [
        teller.words(
            "why.one_more" if row["step"] > 0 else "why.one_less",
            measure=measure(row["measure"], scheme, teller=teller),
            step=_said(abs(row["step"]), scheme.kind(row["measure"]), teller),
        )
        for row in rows.to_dicts()
    ]
    return rows.with_columns(pl.Series("one_more", said, dtype=pl.String))


@memo.kept(60)
def best(rows: pl.DataFrame, *, teller: Teller) -> str:
    """Return what helps most of what one more would change. rows: steps()."""
    if rows.is_empty() or rows["gained_points"].max() <= 0:
        return teller.words("why.nothing_helps")
    row = rows.sort("gained_points", descending=True, maintain_order=True).row(0, named=True)
    said = {"step": row["one_more"], "points": units.score(row["gained_points"])}
    then = {"rank": units.count(row["rank"]), "then": units.count(row["rank_then"])}
    return teller.words("why.best" if row["gained_places"] else "why.best_same", **said, **then)


@memo.kept(60)
def compared(pairs: pl.DataFrame, places: Mapping[str, Row], *, pair: tuple[str, str], teller: Teller) -> str:
    """Return by how much one unit leads the other and through which items. pairs: score_pairs with names."""
    ahead, behind = sorted(pair, key=lambda unit: places[unit]["rank"])
    sign = 1 if ahead == pair[0] else -1
    ranked = pairs.sort(pl.col("difference") * sign, descending=True, maintain_order=True)
    main = ranked.filter(pl.col("difference") * sign > 0).head(2)
    against = ranked.filter(pl.col("difference") * sign < 0).tail(1)
    said = {
        key: teller.listed(
            teller.words("why.term", name=name, points=units.score(abs(points)))
            for name, points in part.select("name", "difference").iter_rows()
        )
        for key, part in (("main", main), ("against", against))
    }
    scores = {side: units.score(places[unit]["score"]) for side, unit in (("a", ahead), ("b", behind))}
    sentence = teller.words("why.compared", ahead=teller.unit(ahead), behind=teller.unit(behind), **scores)
    more = [teller.words(f"why.through_{key}", items=text) for key, text in said.items() if text]
    return teller.joined([sentence, *more])
