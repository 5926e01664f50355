"""Which cards one unit holds, and how far each is from the next better one."""

import polars as pl

from paceboard import answers_card_reasons, answers_cards
from paceboard.answers import Teller
from paceboard.card_terms import Rules


def cards(rows: pl.DataFrame, *, rules: Rules, teller: Teller) -> list[str]:
    """Return one sentence per rule: shape, word, why, what leads to the next card. rows: cards of a unit."""
    wall = answers_cards.wall(rows, rules=rules, teller=teller)
    return [_card(row, rules, teller) for row in wall.to_dicts() if rules.rule(row["rule_id"])]


def _card(row: dict, rules: Rules, teller: Teller) -> str:
    why = teller.joined(answers_card_reasons.reasons(row, rules=rules, teller=teller))
    return teller.words("why.card", rule=row["rule"], mark=row["mark"] or "", head=row["head"], why=why)
