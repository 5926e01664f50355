"""Annual targets: do they keep up with their own time paths?"""

import polars as pl
import streamlit as st

from paceboard import answers_targets, charts, listing, ui, units, yields

COLUMNS = ("set_for", "target_measure", "by_date", "done_of", "asked", "done_share", "path_share")
COLUMNS += ("path_gap", "standing", "at_due")

view = ui.view()
words, teller = view.words, view.teller
rows = yields.goals(view)
if rows.is_empty():
    view.title(words("targets.question"))
    view.empty("targets.none")
    st.stop()
view.title(words("targets.question"), answers_targets.answer(rows, teller=teller))
if any(getattr(view.filters, name) for name in answers_targets.UNNARROWED):
    view.say(words("targets.filters"))

options = answers_targets.options(rows, teller=teller)
show = view.choose("show", options, label=words("targets.show"), is_menu=True)
shown = answers_targets.shown(answers_targets.chosen(rows, show), teller, is_unit=show != "city")
titled = view.look(answers_targets.title(show, teller=teller))
money = units.month(rows["as_of_period"].min(), view.lang)
note = answers_targets.note(view.profile.target_paths, money=money, teller=teller)
view.chart(charts.targets(shown, **titled), shown, name="targets", note=note)

paths = {row["entity"]: row["label"] for row in shown.to_dicts()}
entity = view.choose("target", paths, label=words("targets.path_of"), is_menu=True)
target = shown.row(by_predicate=pl.col("entity") == entity, named=True)
months = yields.path(view, entity)
unit = answers_targets.unit(target["measure_unit"], teller)
titled = view.look(answers_targets.path_title(target, teller=teller))
view.chart(charts.target_path(months, unit=unit, **titled), months, name="target_path", height=360)

st.markdown(f"**{words('targets.rows')}**")
everything = answers_targets.shown(rows, teller)
listing.place(view, everything, columns=COLUMNS, name="target_rows", title=words("targets.rows"))
