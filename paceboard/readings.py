"""The cards that another reading of the rules would change, asked for when the reader opens the list."""

import streamlit as st

from paceboard import answers_card_reasons as reasons
from paceboard import card_variants, leagues, listing
from paceboard.card_terms import Rules
from paceboard.view import View


def place(view: View, rules: Rules) -> None:
    """Offer the cards of units that change with ends of bands, denominator, rounding or cut-off."""
    title = view.words("cards.flips")
    folded = st.expander(title, key="card_flips", on_change="rerun")
    if not folded.open:
        return
    with folded:
        if not any(rule.subject == "unit" for rule in rules.rules):
            view.say(view.words("cards.flips_projects"))
            return
        rows = view.ask(
            "card_flips",
            **card_variants.asked(rules, view.profile, places=leagues.ranking(view).places(rules)),
        )
        flips = reasons.flips(rows, rules=rules, teller=view.teller)
        if flips.is_empty():
            view.say(view.words("cards.flips_none"))
        else:
            listing.place(view, flips, columns=reasons.FLIPS, name="card_flip_rows", title=title, height=300)
