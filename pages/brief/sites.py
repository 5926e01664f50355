"""Sites: where are the projects, and how do they stand?"""

from functools import partial

import polars as pl
import streamlit as st

from paceboard import answers, kpis, maps, tables, ui, units, webgl

HERE, PROJECT = "pages/brief/sites.py", "pages/plan/project.py"

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
    kinds = {kind: words(f"sites.kind_{kind}") for kind in ("moving", "still")}
    is_wanted = view.choose("map", kinds, label=words("sites.kind")) == "moving"
    is_moving = is_wanted and not webgl.is_missing()
    counts = dict(view.ask("site_states").select("pace_state", "project_count").iter_rows())
    legend = {s: maps.legend_entry(s, counts[s], words=words, mode=view.mode) for s in maps.ordered(counts)}
    many = {"selection_mode": "multi", "format_func": legend.get, "wrap": True, "key": "sites_states"}
    chosen = st.pills(words("sites.states"), list(legend), **many)
    st.caption(words("sites.shade"))
    options = maps.measures(lang, none=words("sites.shade_none"))
    measure = kpis.measures().get(view.choose("shade", options, label=words("sites.shade"), is_menu=True))
    rows = view.ask("kpis").filter(pl.col("cut") == "division")
    shade = maps.shade(rows, measure=measure, profile=view.profile)
    if shade:
        st.caption(maps.scale(shade, mode=view.mode, **look))
    elif gone := maps.missing_borders(**look):
        view.say(gone)

sites = view.ask("sites")
shown = sites.filter(pl.col("pace_state").is_in(chosen)) if chosen else sites
with canvas:
    shaded = shade.measure.label(lang) if shade else None
    title = answers.site_map(shaded, month=view.filters.month, teller=view.teller)
    figure = partial(maps.figure, shown, shade=shade, **view.look(title))
    if is_moving:
        deck = maps.deck(shown, shade=shade, mode=view.mode, **look)
        clicked = view.deck(deck, shown, figure=figure, name="sites", height=560)
    else:
        clicked = []
        view.chart(figure(), shown, name="sites", height=600)
    view.say(words("sites.size_note" if is_moving else "sites.size_note_still"))
    if is_wanted and not is_moving:
        st.info(words("sites.no_webgl"), icon=":material/layers_clear:")
    if head["unplaced_count"]:
        view.say(words("sites.unplaced", count=units.count(head["unplaced_count"])))
    if len(view.months) > 1:
        now = view.filters.month
        months = {m: units.month(m, lang) for m in view.months[::-1]}
        to = st.select_slider(words("sites.month"), list(months), value=now, format_func=months.get)
        if to != now:
            st.switch_page(HERE, query_params={**view.address, **view.filters.at(month=to).query()})

with side:
    st.markdown(f"**{words('sites.list')}**")
    columns = {"project_name": 140, "gap_amount": 96, "unit_id": 76}
    rows = maps.with_icons(shown, view.mode).select("entity", "icon", *columns)
    listed, config = tables.table(rows, columns=list(columns), **look)
    sized = {key: {**config[key], "width": w} for key, w in zip(config, columns.values(), strict=True)}
    config = {"icon": st.column_config.ImageColumn("", width=36), **sized}
    picked = view.table(listed, columns=config, name="sites_list", height=300, pick=True)
for row in (*clicked, picked):
    if row and "entity" in row:
        view.go(PROJECT, project=row["entity"])
