"""Why this rank: what a unit's score is made of, what one more would change, how far the next card is."""

import polars as pl
import streamlit as st

from paceboard import (
    answers_held,
    answers_slips,
    answers_why,
    card_rules,
    charts,
    leagues,
    listing,
    memo,
    standings,
    ui,
    units,
    unpaced,
)

ITEMS = ("name", "points", "points_max", "room", "value_said", "target_said", "counted")
GAINS = ("one_more", "gained_points", "score_then", "rank_then", "gained_places")

view = ui.view()
words, teller = view.words, view.teller
if view.whole() and not answers_slips.is_paced(view.whole()):
    unpaced.league(view)
    st.stop()
scheme = leagues.official(view)
every = leagues.answer(view, "score_places")
if every.is_empty():
    view.title(words("why.question"))
    view.empty("league.no_units")
    st.stop()
head = st.container()  # the answer comes first, and depends on the choices below it
with st.container(horizontal=True, key="choices"):
    league = standings.league(view, every, scheme)
    places = {row["unit_id"]: row for row in memo.where(every, league=league).to_dicts()}
    named = {
        unit: words("why.option", rank=row["rank"], unit=teller.unit(unit)) for unit, row in places.items()
    }
    unit = view.choose("unit", named, label=words("why.unit"), is_menu=True)
    others = {"": words("why.nobody")} | {id_: name for id_, name in named.items() if id_ != unit}
    other = view.choose("other", others, label=words("why.other"), is_menu=True)
rows = memo.where(leagues.items(view), league=league, unit_id=unit, is_active=True)
rows = answers_why.worded(rows, scheme, teller=teller)
names = answers_why.names(scheme, teller=teller)
with head:
    view.title(words("why.question"), answers_why.answer(places[unit], rows, teller=teller))
    view.say(answers_why.neighbours(places[unit], teller=teller))

left, right = st.columns([3, 2], gap="medium")
with left:
    score = units.score(places[unit]["score"])
    titled = view.look(words("why.title", unit=teller.unit(unit), score=score))
    view.chart(charts.items(rows, named=names, **titled), rows, name="items")
    listing.place(view, rows, columns=ITEMS, name="score_items", title=titled["title"])
with right:
    if other:
        pairs = leagues.answer(view, "score_pairs", league=league, unit=unit, other=other)
        pairs = pairs.with_columns(pl.col("indicator").replace(names).alias("name"))
        called = [teller.unit(unit), teller.unit(other)]
        titled = view.look(words("why.pair_title", unit=called[0], other=called[1]))
        view.say(answers_why.compared(pairs, places, pair=(unit, other), teller=teller))
        figure = charts.pairs(pairs, named=names, called=called, is_narrow=True, **titled)
        view.chart(figure, pairs, name="pairs")
    gains = memo.where(leagues.answer(view, "score_gains"), league=league, unit_id=unit)
    gains = answers_why.steps(gains, scheme, teller=teller)
    st.markdown(f"**{words('why.gains')}**")
    view.say(answers_why.best(gains, teller=teller))
    listing.place(view, gains, columns=GAINS, name="score_gains", title=words("why.gains"))
    view.say(words("why.gains_note"))
    rules = card_rules.load()[view.profile.cards]
    held = memo.where(leagues.cards(view, rules), cut="unit", unit_id=unit)
    if not held.is_empty():
        st.markdown(f"**{words('why.cards', rules=ui.plain(rules.label(view.lang)))}**")
    for sentence in answers_held.cards(held, rules=rules, teller=teller):
        view.say(sentence)
    view.link("pages/review/cards.py", words("why.to_cards"))
view.say(leagues.note(view))
