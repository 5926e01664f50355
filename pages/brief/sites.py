"""Sites: where are the projects, and how do they stand?"""

from functools import partial

import polars as pl
import streamlit as st

from paceboard import answers, kpis, map_room, maps, memo, ui, units, webgl

PROJECT = "pages/plan/project.py"
KINDS = ("moving", "room", "still", "tiles")
SPOTS = ("sites", "columns")
MARKS = {"moving": SPOTS, "room": ("clusters", *SPOTS), "still": SPOTS, "tiles": ()}

view = ui.view()
words, lang = view.words, view.lang
look = {"profile": view.profile, "words": words}
head = view.ask("whereabouts").row(0, named=True)
if not head["project_count"]:
    view.title(words("sites.title"))
    view.empty("frame.no_projects")
    st.stop()
view.title(words("sites.title"), answers.whereabouts(head, month=view.filters.month, teller=view.teller))

canvas, side = st.columns([7, 3], gap="medium")
with side:
    kinds = {kind: words(f"sites.kind_{kind}") for kind in KINDS}
    kind = view.choose("map", kinds, label=words("sites.kind"))
    is_shown = not {"moving": webgl.is_missing, "room": map_room.is_refused}.get(kind, bool)()
    marks = {mark: words(f"map.marks_{mark}") for mark in MARKS[kind]}
    mark = view.choose("marks", marks, label=words("map.marks")) if marks else ""
    counts = memo.named(view.ask("site_states"), "pace_state", "project_count")
    legend = {s: maps.legend_entry(s, counts[s], words=words, mode=view.mode) for s in maps.ordered(counts)}
    many = {"selection_mode": "multi", "format_func": legend.get, "wrap": True, "key": "sites_states"}
    chosen = st.pills(words("sites.states"), list(legend), **many)
    options = maps.measures(lang, none=words("sites.shade_none"))
    shading = view.choose("shade", options, label=words("sites.shade"), is_menu=True, is_named=True)
    measure = kpis.measures().get(shading)
    rows = memo.where(view.ask("kpis"), cut="division")
    shade = maps.shade(rows, measure=measure, profile=view.profile)
    if kind != "tiles" and (gone := maps.missing_borders(**look)):
        view.say(gone)

sites = view.ask("sites")
shown = sites.filter(pl.col("pace_state").is_in(chosen)) if chosen else sites
with canvas:
    title = answers.site_map(
        shade.measure.label(lang) if shade else None, month=view.filters.month, teller=view.teller
    )
    columns = memo.where(view.ask("site_columns"), period=view.filters.month) if mark == "columns" else None
    figure = partial(maps.figure, shown, shade=shade, columns=columns, **view.look(title))
    clicked = []
    note = words(f"sites.size_note_{kind if is_shown else 'still'}")
    if kind == "tiles":
        map_room.tile(view, measure, note=note)
    elif kind == "still" or not is_shown:
        view.chart(figure(), shown, name="sites", height=640)
    elif kind == "room":
        wish = map_room.Wish(measure, mark, chosen, title)
        view.deck(partial(map_room.draw, view, shown, wish), shown, figure=figure, name="sites")
    else:
        turn = partial(map_room.turn, view, shown, shade=shade, columns=columns, title=title)
        clicked = view.deck(turn, shown, figure=figure, name="sites")
    if kind != "tiles":
        view.say(note)
    if not is_shown:
        st.info(words(f"sites.missing_{kind}"), icon=":material/layers_clear:")
    if kind != "tiles" and head["unplaced_count"]:
        view.say(words("sites.unplaced", count=units.count(head["unplaced_count"])))
    if kind != "room" and len(view.months) > 1:
        map_room.turn_month(view)

with side:
    st.markdown(f"**{words('sites.list')}**")
    picked = map_room.pick(view, shown)
    view.say(words("map.attention"))
for row in (*clicked, picked):
    if row and "entity" in row:
        view.go(PROJECT, project=row["entity"])
