"""Why a unit or project holds its card, how far the next one is, and what another reading would give."""

from collections.abc import Mapping, Sequence

import polars as pl

from paceboard import answers_cards, memo, theme, units
from paceboard.answers import Teller
from paceboard.card_terms import BEFORE, MONEY, MONTHLY, Rule, Rules

Row = Mapping[str, object]
FLIPS = ("unit", "rule", "head", "reading_said", "other_head")


def reasons(row: Row, *, rules: Rules, teller: Teller) -> list[str]:
    """Return why a unit or project holds its card: values, months in a row, excuse, and the next card."""
    rule, card = rules.rule(row["rule_id"]), rules.card(row["card_before"])
    if rule is None or row["readings"] is None:
        return []
    said = [
        teller.words(
            "cards.part",
            part=part.label(teller.words.lang),
            value=answers_cards.value(part, place, rule, teller),
        )
        for part, place in zip(rule.parts, row["readings"], strict=True)
        if place is not None
    ]
    sentences = [teller.words("cards.because", parts=teller.listed(said))] if said else []
    if row["card_state"] in ("hole", "overlap", "empty"):
        sentences.append(teller.words(f"cards.{row['card_state']}_why"))
    if row["card_before"] != row["base_card"]:
        sentences.append(_raised(row, rules, teller))
    if row["is_excused"]:
        sentences.append(_excuse(row, rules, teller))
    if card and card.follows:
        follows = {"card": card.label(teller.words.lang), "follows": card.follows.label(teller.words.lang)}
        sentences.append(teller.words("cards.follows", **follows))
    return [*sentences, *_next(row, rule, rules, teller)]


def _raised(row: Row, rules: Rules, teller: Teller) -> str:
    lang = teller.words.lang
    count = units.count(row["months_in_a_row"])
    cards = {
        "base": rules.card(row["base_card"]).label(lang),
        "card": rules.card(row["card_before"]).label(lang),
    }
    return teller.words("cards.raised", count=count, **cards)


def _excuse(row: Row, rules: Rules, teller: Teller) -> str:
    lang, after = teller.words.lang, rules.card(row["card"])
    key = "cards.excuse_to" if after else "cards.excuse"
    said = {"author": row["author"], "day": units.day(row["noted_on"], lang), "reason": row["reason"]}
    return teller.words(key, card=after.label(lang) if after else "", **said)


def _next(row: Row, rule: Rule, rules: Rules, teller: Teller) -> Sequence[str]:
    """Return how far the next better card is, where one part alone leads to it."""
    if row["next_card"] is None:
        return []
    part = rule.parts[row["next_part"] - 1]
    lang = teller.words.lang
    said = {
        "card": rules.card(row["next_card"]).label(lang),
        "part": part.label(lang),
        "end": answers_cards.ended(part, row["boundary"], teller),
        "side": teller.words("cards.reach" if row["is_reached"] else "cards.pass"),
    }
    sentence = teller.words("cards.next", **said)
    if row["amount"] is None or part.numerator == "wait_months":
        return [sentence]
    is_money = part.numerator in (*MONEY, *MONTHLY, *BEFORE)
    amount = teller.money(row["amount"]) if is_money else units.quantity(row["amount"])
    key = "cards.next_money" if is_money else "cards.next_count"
    return [sentence, teller.words(key, amount=amount)] if row["amount"] > 0 else [sentence]


@memo.kept(60)
def flips(rows: pl.DataFrame, *, rules: Rules, teller: Teller) -> pl.DataFrame:
    """Return the rows of query card_flips in words: unit, rule, head, reading_said and other_head."""
    table = rows.to_dicts()
    texts = {
        "unit": [teller.unit(row["unit_id"]) for row in table],
        "rule": [answers_cards.rule_name(row["rule_id"], rules, teller) for row in table],
        "head": [_held(row["card"], row["card_state"], rules, teller) for row in table],
        "reading_said": [teller.words(f"cards.if_{row['reading']}") for row in table],
        "other_head": [_held(row["other_card"], row["other_state"], rules, teller) for row in table],
    }
    return rows.with_columns(pl.Series(name, values, pl.String) for name, values in texts.items())


def _held(id_: str | None, state: str, rules: Rules, teller: Teller) -> str:
    card = rules.card(id_)
    if card is None:
        return teller.words(f"cards.{'excused' if state == 'card' else state}")
    return f"{theme.SHAPES[card.shape]} {card.label(teller.words.lang)}"
