"""League table: who leads, who lags, and who moved?"""

import polars as pl
import streamlit as st

from paceboard import (
    answers,
    answers_slips,
    charts,
    league_wall,
    leagues,
    listing,
    standings,
    tables,
    ui,
    units,
    unpaced,
)

COLUMNS = (
    *("rank", "rank_change", "unit_id", "score", "trend", "completion_share", "pace_gap", "invested_ytd"),
    *("plan_year", "started_count", "planned_start_count", "overdue_start_count", "finished_count"),
    *("planned_finish_count", "problem_resolved_count", "problem_collected_count"),
)
TABLE_HEIGHT = 620

view = ui.view()
words, teller = view.words, view.teller
rows = leagues.table(view)
if rows.is_empty():
    view.title(words("league.question"))
    view.empty("league.no_units")
    st.stop()
if not answers_slips.is_paced(view.whole()):
    unpaced.league(view)
    st.stop()

head = st.container()  # the answer comes first, and depends on the choices below it
with st.container(horizontal=True, key="choices"):
    scheme = leagues.official(view)
    league = standings.league(view, rows, scheme)
    rows = rows.filter(league=league)
    forms = {form: words(f"league.form_{form}") for form in ("table", "wall")}
    form = view.choose("form", forms, label=words("league.form"))
with head:
    view.title(words("league.question"), answers.league(rows, teller=teller))
late = rows.filter(~pl.col("has_reported"))
month = units.month(rows["invested_as_of"].max(), view.lang)
title = words("league.title", month=month, first=teller.unit(rows["unit_id"].first()))
chosen = None
if form == "wall":
    league_wall.place(view, rows, title=title)
else:
    left, right = st.columns([3, 2])
    with left:
        view.chart(charts.league(rows, **view.look(title)), rows, name="league")
    with right:
        is_of_units = view.profile.unit(rows["unit_id"].first()) is not None
        view.say(words("league.open" if is_of_units else "league.open_department"))
        shown, columns = tables.table(rows, columns=COLUMNS, profile=view.profile, words=words)
        chosen = view.table(shown, columns=columns, name="league", height=TABLE_HEIGHT, pick=True)
view.say(leagues.note(view))
view.say(standings.counted(view, league, scheme))
if not late.is_empty():
    view.say(words("league.partial", names=teller.listed(teller.unit(i) for i in late["unit_id"])))
listing.behind(view)
with st.container(horizontal=True, key="choices_more"):
    for page in ("movement", "why", "certainty", "whatif"):
        view.link(f"pages/review/{page}.py", words(f"league.to_{page}"))
    view.link("pages/review/published.py", words("league.elsewhere"))
if chosen and view.profile.unit(chosen["unit_id"]):
    view.go("pages/review/curve.py", units=(chosen["unit_id"],))
elif chosen:
    view.go("pages/review/why.py", league=league, unit=chosen["unit_id"])
