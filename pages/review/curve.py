"""Investment curve: is the money running ahead of time, and where is it not?"""

import streamlit as st

from paceboard import answers, charts, listing, ui

LINES = {"total": charts.curve, "month": charts.months, "years": charts.years}
SPLITS = {"unit": "units", "sector": "sectors", "level": "levels", "batch": "batches"}

view = ui.view()
words = view.words
splits = [split for split, terms in SPLITS.items() if len(getattr(view.profile, terms)) > 1]
shows = {show: words(f"curve.show_{show}") for show in [*LINES, *splits]}
projects = dict(view.ask("project_names", project=None).iter_rows())
answer = st.container()
with st.container(horizontal=True, vertical_alignment="center"):
    show = view.choose("show", shows, label=words("curve.show"))
    everything = {"": words("curve.all_projects")}
    view.choose("project", everything | projects, label=words("curve.project"), is_menu=True)

view = ui.view()
head = view.whole()
if not head:
    view.empty("frame.no_projects")
    st.stop()
with answer:
    view.title(words("curve.question"), answers.curve(head, teller=view.teller))
rows = view.ask("years") if show == "years" else view.ask("curve", split=show if show in SPLITS else "none")
if rows.is_empty():
    view.empty("curve.no_rows", show=shows[show])
    st.stop()

if show in SPLITS:
    title = words("curve.title_split", split=words(f"curve.show_{show}"))
    figure = charts.small_multiples(rows, split=show, **view.look(title))
else:
    reached = answers.reached(head, teller=view.teller)
    titles = {"total": reached, "month": words("curve.title_month"), "years": words("curve.title_years")}
    figure = LINES[show](rows, **view.look(titles[show]))
note = answers.stale(head, month=view.filters.month, teller=view.teller)
if show == "years" and rows["fiscal_year"].n_unique() == 1:
    note = words("curve.one_year")
view.chart(figure, rows, name=f"curve-{show}", height=None, note=note)
listing.behind(view)
