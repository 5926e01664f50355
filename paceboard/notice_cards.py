"""The lists of the public notice: which unit holds which card by the city's own rules, and why."""

from dataclasses import dataclass

import polars as pl

from paceboard import memo, theme, units
from paceboard.answers import Teller
from paceboard.card_terms import Card, Rules


@dataclass(frozen=True)
class Listed:
    """One list of units: sign, name of the colour and word of its card, and its units in words.

    A card is told apart by its sign and its word, not by its colour alone.
    """

    sign: str
    colour: str
    word: str
    text: str


@memo.kept(100)
def lists(rows: pl.DataFrame, *, rules: Rules, teller: Teller) -> tuple[Listed, ...]:
    """Return one list per card, best first. rows: unit_id, rule_id, rule_no (0: the whole) and card."""
    whole = rows.filter(pl.col("rule_no") == rows["rule_no"].min())
    return tuple(_listed(card, whole, rows, rules, teller) for card in rules.cards)


def _listed(card: Card, whole: pl.DataFrame, rows: pl.DataFrame, rules: Rules, teller: Teller) -> Listed:
    words = teller.words
    mine = [row["unit_id"] for row in whole.filter(pl.col("card") == card.id).to_dicts()]
    named = [_unit(unit, card, rows, rules, teller) for unit in mine]
    word = words("bulletin.card", card=card.label(words.lang), count=units.count(len(mine)))
    text = teller.listed(named) if named else words("bulletin.no_unit")
    return Listed(theme.SHAPES[card.shape], card.colour, word, text)


def _unit(unit: str, card: Card, rows: pl.DataFrame, rules: Rules, teller: Teller) -> str:
    """Return a unit with the rules that gave it a card other than the best."""
    mine = rows.filter(pl.col("unit_id") == unit)
    same = mine.filter(pl.col("rule_no") > 0, pl.col("card") == card.id)
    is_plain = card == rules.cards[0] or len(rules.rules) == 1
    why = [] if is_plain else [rules.rule(id_).label(teller.words.lang) for id_ in same["rule_id"]]
    # Without a word an excused card would contradict the figures of the table.
    why += [teller.words("bulletin.excused")] if mine["is_excused"].any() else []
    if not why:
        return teller.unit(unit)
    return teller.words("bulletin.in_list", unit=teller.unit(unit), rules=teller.listed(why))


def rule(rules: Rules, *, teller: Teller) -> str:
    """Return by which rules the cards are given."""
    lang = teller.words.lang
    named = teller.listed(r.label(lang) for r in rules.rules if r.subject == "unit")
    key = "bulletin.card_rules" if rules.overall == "worst" and len(rules.rules) > 1 else "bulletin.card_rule"
    return teller.words(key, rules=rules.label(lang), version=rules.version, named=named)
