"""Sentences about cards (亮牌): the tiles of the wall, who holds which, and what the rules leave open."""

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from paceboard import memo, theme, units
from paceboard.answers import Teller
from paceboard.card_terms import Card, Part, Rule, Rules
from paceboard.intervals import ABOVE, BELOW, Box, Interval

Row = Mapping[str, object]
OVERALL = "overall"
NAMED = 5
# Meanings that are worth naming units for, in this order.
TOLD = ("bad", "warn", "praise")
TILE = ("unit", "rule", "mark", "head", "note", "hover", "colour")
# The columns of query problem_list that stand behind a card about problems.
EXPORT = (
    *(
        "unit",
        "rule",
        "head",
        "note",
        "as_of_period",
        "card_state",
        "reading",
        "asked_share",
        "numerator",
        "denominator",
    ),
    *("boundary", "distance", "amount", "months_in_a_row", "is_excused", "author", "noted_on", "reason"),
)
PROBLEM = ("description", "project_name", "problem_kind", "department", "limit_date", "late_days")
PROBLEM += ("is_resolved",)


@memo.kept(60)
def wall(rows: pl.DataFrame, *, rules: Rules, teller: Teller) -> pl.DataFrame:
    """Return the rows of query cards about units with texts: unit, rule, mark, head, note, hover and colour.

    The units with the worst cards come first.
    """
    table = rows.filter(pl.col("cut") == "unit").sort(
        "worst_severity", "unit_order", descending=[True, False], nulls_last=True, maintain_order=True
    )
    tiles = [_tile(row, rules, teller) for row in table.to_dicts()]
    return table.hstack(pl.DataFrame(tiles, schema=dict.fromkeys(TILE, pl.String)))


def _tile(row: Row, rules: Rules, teller: Teller) -> dict[str, str | None]:
    card = rules.card(row["card_before"])
    head, note = _said(row, card, rules, teller)
    names = {"unit": teller.unit(row["unit_id"]), "rule": rule_name(row["rule_id"], rules, teller)}
    mark = theme.SHAPES[card.shape] if card else "?" if row["card_state"] in ("hole", "overlap") else ""
    return names | {
        "mark": mark,
        "head": head,
        "note": note,
        "hover": teller.words("cards.hover", head=head, note=note, **names),
        "colour": card.colour if card else None,
    }


def _said(row: Row, card: Card | None, rules: Rules, teller: Teller) -> tuple[str, str]:
    """Return the two lines of a tile."""
    words, lang = teller.words, teller.words.lang
    if card is None:
        return words(f"cards.{row['card_state']}"), _value_of(row, rules, teller)
    if row["held"] is not None:
        return _counted(row, card, rules, teller)
    parts = [words("cards.excused")] if row["is_excused"] else []
    parts += [_value_of(row, rules, teller)]
    if (row["months_in_a_row"] or 0) > 1:
        parts.append(words("cards.in_a_row", count=units.count(row["months_in_a_row"])))
    return card.label(lang), words("cards.dot").join(part for part in parts if part)


def _counted(row: Row, card: Card, rules: Rules, teller: Teller) -> tuple[str, str]:
    """Return how many projects hold the unit's worst card, and how many every other one."""
    words, lang = teller.words, teller.words.lang
    counts = {held["card"]: held["project_count"] for held in row["held"]}
    said = [
        words("cards.held", card=other.label(lang), count=units.count(counts[other.id]))
        for other in reversed(rules.cards)
        if other.id in counts and other.id != card.id
    ]
    said += [
        words("cards.held", card=words(f"cards.{name}"), count=units.count(row[f"{name}_count"]))
        for name in ("undefined", "excused")
        if row[f"{name}_count"]
    ]
    head = words("cards.held", card=card.label(lang), count=units.count(counts[card.id]))
    return head, teller.listed(said)


def _value_of(row: Row, rules: Rules, teller: Teller) -> str:
    rule = rules.rule(row["rule_id"])
    if rule is None or row["reading"] is None:
        return ""
    return value(rule.parts[0], row["reading"], rule, teller)


def rule_name(id_: str, rules: Rules, teller: Teller) -> str:
    """Return what a rule is called; the whole has a word of its own."""
    rule = rules.rule(id_)
    return rule.label(teller.words.lang) if rule else teller.words("cards.overall")


def value(part: Part, place: Decimal, rule: Rule, teller: Teller) -> str:
    """Return a value of a part as readers see it, with as many decimals as tell it from the ends of bands."""
    said = {
        "points": lambda text: teller.words("cards.points", value=text),
        "share": lambda text: f"{text}%",
        "relative": lambda text: f"{text}%",
        "growth": lambda text: f"{text}%",
        "amount": lambda text: text,
    }
    ends = {end for band in rule.bands for end in _ends(band.when.get(part.id))}
    decimals = 0 if part.is_whole else teller.profile.share_decimals
    while decimals < 9 and units.rounded(place, decimals) in ends and place not in ends:
        decimals += 1
    is_signed = part.position in ("points", "relative", "growth") or part.numerator == "rank_rise"
    written = units.signed(place, decimals) if is_signed else units.number(place, decimals)
    return said[part.position](written)


def _ends(found: Interval | None) -> tuple[Decimal, ...]:
    return () if found is None else (found.low, found.high)


@memo.kept(60)
def answer(rows: pl.DataFrame, *, rules: Rules, teller: Teller) -> str:
    """Return how many units hold each card, and who holds those that matter. rows: query cards."""
    lang = teller.words.lang
    units_ = rows.filter(pl.col("cut") == "unit")
    told = units_.filter(pl.col("rule_no") == units_["rule_no"].min())
    held = {card: part for (card,), part in told.drop_nulls("card").group_by("card")}
    counts = [
        teller.words("cards.held", card=card.label(lang), count=units.count(held[card.id].height))
        for card in reversed(rules.cards)
        if card.id in held
    ]
    name = rule_name(told["rule_id"].first(), rules, teller)
    said = [
        teller.words("cards.answer", rule=name, counts=teller.listed(counts))
        if counts
        else teller.words("cards.answer_none", rule=name)
    ]
    telling = [c for meaning in TOLD for c in rules.cards if c.meaning == meaning and c.id in held]
    for card in telling[:2]:
        ids = held[card.id].sort("unit_order")["unit_id"]
        listed = teller.listed(teller.unit(id_) for id_ in ids.head(NAMED))
        key = "cards.who" if len(ids) <= NAMED else "cards.who_more"
        said.append(teller.words(key, card=card.label(lang), names=listed))
    return teller.joined(said)


def holes(rules: Rules, *, teller: Teller) -> list[str]:
    """Return in words which values the rules give no card to, and to which they give several."""
    lang = teller.words.lang
    return [
        teller.words(f"cards.{kind}_said", rule=rule.label(lang), box=_boxed(box, rule, teller))
        for rule in rules.rules
        for kind, boxes in (("hole", rule.holes), ("overlap", rule.overlaps))
        for box in boxes
    ]


def _boxed(box: Box, rule: Rule, teller: Teller) -> str:
    """Return a box in words: which part lies where."""
    said = [
        ranged(rule.part(id_), found, teller) for id_, found in box.items() if found != rule.part(id_).domain
    ]
    return teller.words("cards.and").join(said) or teller.words("cards.anything")


def ranged(part: Part, found: Interval, teller: Teller) -> str:
    """Return a range in words: "growth at least 0 % and below 10 %"."""
    words = teller.words
    if found.low == found.high:
        return words("cards.exactly", part=part.label(words.lang), value=ended(part, found.low, teller))
    ends = []
    whole = part.domain
    if found.low != BELOW and (found.low, found.is_low_in) != (whole.low, whole.is_low_in):
        key = "cards.from" if found.is_low_in else "cards.above"
        ends.append(words(key, value=ended(part, found.low, teller)))
    if found.high != ABOVE and (found.high, found.is_high_in) != (whole.high, whole.is_high_in):
        key = "cards.to" if found.is_high_in else "cards.below"
        ends.append(words(key, value=ended(part, found.high, teller)))
    return words("cards.ranged", part=part.label(words.lang), ends=words("cards.ends").join(ends))


def ended(part: Part, end: Decimal, teller: Teller) -> str:
    """Return the end of a range with its unit."""
    written = units.quantity(end).replace("-", "−")
    if part.position == "points":
        return teller.words("cards.points", value=written)
    return written if part.position == "amount" else f"{written}%"


def options(every: Mapping[str, Rules], *, official: str, teller: Teller) -> dict[str, str]:
    """Return the rules to choose from, the city's own first and marked."""
    lang = teller.words.lang
    own = (
        {official: teller.words("cards.official", rules=every[official].label(lang))}
        if official in every
        else {}
    )
    return own | {id_: rules.label(lang) for id_, rules in every.items() if id_ != official}


def legend(rules: Rules, *, teller: Teller) -> list[tuple[str, str, str]]:
    """Return mark, name of the colour and word of each card, best first."""
    return [(theme.SHAPES[card.shape], card.colour, card.label(teller.words.lang)) for card in rules.cards]


@memo.kept(60)
def heading(chosen: pl.DataFrame, *, unit: str, rule: Rule, teller: Teller) -> str:
    """Return whose card of which rule is looked at, and which it is."""
    said = {"unit": teller.unit(unit), "rule": rule.label(teller.words.lang)}
    if chosen.is_empty():
        return teller.words("cards.heading_none", **said)
    row = chosen.row(0, named=True)
    return teller.words("cards.heading", head=f"{row['mark']} {row['head']}".strip(), **said)


@memo.kept(60)
def projects(rows: pl.DataFrame, *, unit: str, rule: Rule, rules: Rules, teller: Teller) -> pl.DataFrame:
    """Return the rows of query cards about the projects of a unit by one rule, with the texts of tiles."""
    found = rows.filter(cut="project", unit_id=unit, rule_id=rule.id)
    tiles = [_tile(row, rules, teller) for row in found.to_dicts()]
    return found.hstack(pl.DataFrame(tiles, schema=dict.fromkeys(TILE, pl.String)))


def about(rules: Rules, *, teller: Teller) -> str:
    """Return where the rules come from and which clauses were not published."""
    lang = teller.words.lang
    said = [teller.words("cards.source", source=rules.source.label(lang), version=rules.version)]
    if rules.unpublished:
        clauses = teller.words("cards.clauses").join(clause.label(lang) for clause in rules.unpublished)
        said.append(teller.words("cards.unpublished", clauses=clauses))
    return teller.joined([*said, teller.words("cards.note")])
