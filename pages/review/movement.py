"""Movement: who gained and lost places since last month or last quarter, and why did the rates move?"""

import polars as pl
import streamlit as st

from paceboard import (
    answers,
    answers_movement,
    answers_slips,
    charts,
    leagues,
    listing,
    standings,
    ui,
    units,
    unpaced,
)

COLUMNS = (
    *("rank", "rank_before", "rank_change", "unit_id", "share_before", "left_effect", "plan_effect"),
    *("work_effect", "joined_effect", "share_now", "move", "main_step", "same_before", "same_now"),
)
MEASURES = ("completion", "starts", "finishes")

view = ui.view()
words, teller = view.words, view.teller
if view.whole() and not answers_slips.is_paced(view.whole()):
    unpaced.league(view)
    st.stop()
head = st.container()  # the answer comes first, and depends on the choices below it
with st.container(horizontal=True, key="choices"):
    sides = {side: words(f"movement.since_{side}") for side in standings.SINCE}
    side = view.choose("since", sides, label=words("movement.since"))
    measures = {id_: words(f"movement.measure_{id_}") for id_ in MEASURES}
    measure = view.choose("measure", measures, label=words("movement.measure"))
found = standings.compared(view, side, leagues.official(view))
if found.rows.is_empty() or found.since is None:
    view.title(words("movement.question"))
    view.empty("league.no_units" if found.rows.is_empty() else f"movement.none_{side}")
    st.stop()

answer = answers_movement.answer(found.rows, since=found.since, teller=teller)
stale = answers.stale(view.whole(), month=view.filters.month, teller=teller)
with head:
    view.title(words("movement.question"), teller.joined([answer, stale]))
now, then = (units.month(day, view.lang) for day in (view.filters.month, found.since))
steps = view.ask("bridge", measure=measure, since=found.since)
left, right = st.columns([3, 2], gap="medium")
with left:
    titled = view.look(words("movement.bump_title", since=then, now=now))
    figure = charts.bump(found.ranks, changes=found.changes, since=found.since, **titled)
    view.chart(figure, found.ranks, name="bump")
with right:
    rows = {row["unit_id"]: row for row in steps.to_dicts()}
    named = {id_: teller.unit(id_) if id_ else words("movement.whole") for id_ in rows}
    unit = view.choose("unit", named, label=words("movement.unit"), is_menu=True)
    said = {"measure": measure, "name": named[unit], "teller": teller}
    view.say(answers_movement.why(rows[unit], **said))
    titled = view.look(answers_movement.title(rows[unit], **said))
    shown = steps.filter(unit_id=unit)
    view.chart(charts.bridge(rows[unit], is_narrow=True, **titled), shown, name="bridge")
    view.say(answers_movement.lists(rows[unit], teller=teller))
    view.say(words("movement.steps_note"))

places = found.rows.select("unit_id", "rank", "rank_before", "rank_change")
table = places.join(steps.filter(pl.col("unit_id") != ""), on="unit_id", how="left", maintain_order="left")
title = words("movement.table_title", measure=measures[measure], since=then, now=now)
st.markdown(f"**{title}**")
listing.place(view, table, columns=COLUMNS, name="movement", title=title)
view.link("pages/review/league.py", words("movement.to_league"))
