"""Investment curve: is the money running ahead of time, and where is it not?"""

import streamlit as st

from paceboard import answers, charts, ui, units

LINES = {"total": charts.curve, "month": charts.months, "years": charts.years}
SPLITS = {"unit": "units", "sector": "sectors", "level": "levels", "batch": "batches"}

view = ui.view()
words = view.words
splits = [split for split, terms in SPLITS.items() if len(getattr(view.profile, terms)) > 1]
shows = {show: words(f"curve.show_{show}") for show in [*LINES, *splits]}
projects = {
    row["entity"]: row["project_name"] for row in view.ask("sites", project=None).iter_rows(named=True)
}
with st.container(horizontal=True, vertical_alignment="bottom"):
    show = view.choose("show", shows, label=words("curve.show"))
    everything = {"": words("curve.all_projects")}
    view.choose("project", everything | projects, label=words("curve.project"), is_menu=True)

view = ui.view()
head = view.whole()
if not head:
    view.title(words("curve.question"))
    view.empty("frame.no_projects")
    st.stop()
rows = view.ask("years") if show == "years" else view.ask("curve", split=show if show in SPLITS else "none")
view.title(words("curve.question"), answers.curve(head, teller=view.teller))
if rows.is_empty():
    view.empty("curve.no_rows")
    st.stop()

sentence = answers.reached(head, teller=view.teller)
if show in SPLITS:
    title = words("curve.title_split", split=words(f"curve.show_{show}"))
    figure = charts.small_multiples(rows, split=show, **view.look(title))
else:
    titles = {"total": sentence, "month": words("curve.title_month"), "years": words("curve.title_years")}
    figure = LINES[show](rows, **view.look(titles[show]))
view.chart(figure, rows, name=f"curve-{show}", height=520, alt=sentence)
if head["invested_as_of"] and head["invested_as_of"] < view.filters.month:
    months = [units.month(day, view.lang) for day in (view.filters.month, head["invested_as_of"])]
    view.say(words("curve.stale", month=months[0], as_of=months[1]))
if show == "years" and rows["fiscal_year"].n_unique() == 1:
    view.say(words("curve.one_year"))
