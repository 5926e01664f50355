"""Find: where is what is called so?"""

import polars as pl
import streamlit as st

from paceboard import finding, focus, ui, units

view = ui.view()
words = view.words
view.title(words("find.question"))
entered = view.enter("q", "", label=words("find.hint"), is_live=True)
focus.on("find_q")
asked = finding.question(entered)
if not asked["whole"]:
    view.say(words("find.how"))
    st.stop()

known = {"known": finding.known(view.filters.city, view.lang), "most": finding.MOST}
found = view.ask("find", **finding.NARROWED, **asked, **known, is_near=0)
if found.is_empty():
    found = view.ask("find", **finding.NARROWED, **asked, **known, is_near=1)
    if found.is_empty():
        view.empty("find.none", text=entered, city=view.profile.name.label(view.lang))
        st.stop()
    view.say(words("find.near", text=entered))

present = [kind for kind in finding.KINDS if kind in found["kind"]]
for place, kind in zip(st.columns(len(present), gap="large"), present, strict=True):
    rows = found.filter(pl.col("kind") == kind)
    with place, st.container(gap="xxsmall", key=f"find_{kind}"):
        total = rows["found_count"].item(0)
        st.markdown(f"**{words(f'find.{kind}', count=units.count(total))}**")
        for row in rows.iter_rows(named=True):
            page, changes = finding.lead(row)
            view.link(page, row["title"], **changes)
            said = finding.detail(row, profile=view.profile, words=words)
            if said:
                view.say(said)
        if total > rows.height:
            view.say(words("find.more", count=rows.height))
