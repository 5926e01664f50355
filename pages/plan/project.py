"""One project: is it on pace, what was promised, what is in its way, and where does each number come from?"""

import streamlit as st

from paceboard import answers, charts, maps, memo, records, tables, timetable, ui, units

HERE = "pages/plan/project.py"
WHOLE = {"units": None, "sectors": None, "batches": None, "level": None, "search": None}

view = ui.view()
words, look = view.words, {"profile": view.profile, "words": view.words}
reader = records.Reader(**look)
entity = view.filters.project

names = memo.named(view.ask("sites", project=None), "entity", "project_name")
top, corner = st.columns([3, 1], gap="medium")
picked = corner.selectbox(
    words("project.pick"),
    list(names),
    index=list(names).index(entity) if entity in names else None,
    format_func=names.get,
    placeholder=words("project.pick_hint", count=units.count(len(names))),
)
if picked and picked != entity:
    view.go(HERE, project=picked)
if not entity:
    top.subheader(words("project.title"), anchor=False)
    view.empty("project.none_chosen")
    st.stop()
found = view.ask("project", **WHOLE)
if found.is_empty():
    top.subheader(words("project.title"), anchor=False)
    view.empty("project.absent", entity=entity, month=units.month(view.filters.month, view.lang))
    st.stop()

project = found.row(0, named=True)
name = project["project_name"]
with top:
    view.title(name, answers.standing(project, teller=view.teller))
view.say(reader.facts(project))

left, right = st.columns([3, 2], gap="medium")
with left:
    rows = view.ask("curve", split="none", **WHOLE)
    if rows["invested_ytd"].is_null().all() and rows["plan_year"].is_null().all():
        view.empty("project.no_money")
    else:
        drawn = charts.project_curve(
            rows, dates=reader.dates(project), **view.look(words("project.curve_title", name=name))
        )
        view.chart(drawn, rows, name="project_curve", height=560)
with right:
    st.markdown(f"**{words('project.dates')}**")
    dates = reader.milestones(project)
    view.table(dates, columns={c: words(f"project.{c}") for c in dates.columns}, name="project_dates")
    if project["lon"] is None:
        view.say(words("project.no_position"))
    else:
        short = {"source": words("source.snapshot", id=view.snapshot)}
        titled = view.look(words("project.map_title", name=name)) | short
        place = maps.figure(found, name="project_map", **titled)
        view.chart(place, found, name="project_map", height=400)

timetable.place(view, name)
problems = view.ask("project_problems", **WHOLE)
stated = (
    ("sources", reader.stated(view.ask("project_cells"), ["value"]), records.SOURCES),
    ("changes", reader.stated(view.ask("project_history"), ["old_value", "new_value"]), records.CHANGES),
)
for part, rows, columns in (("problems", problems, records.PROBLEMS), *stated):
    st.markdown(f"**{words(f'project.{part}')}**")
    if rows.is_empty():
        view.say(words(f"project.no_{part}"))
        continue
    shown, config = tables.table(rows, columns=columns, **look)
    config = {key: {**c, "width": 240} if key.endswith("value") else c for key, c in config.items()}
    view.table(shown, columns=config, name=f"project_{part}")
    view.downloads(rows.select(columns), name=f"project_{part}", title=f"{name}：{words(f'project.{part}')}")
