"""Pipeline: how far has the reserve come, what can still start, and what came to full capacity?"""

from dataclasses import replace

import streamlit as st

from paceboard import answers_pipeline, charts, listing, scope, ui, yields

view = ui.view()
words, teller, profile = view.words, view.teller, view.profile
# The figures of this page speak of the projects of every list, and say so.
wide = replace(view, filters=view.filters.at(list_kind=scope.EVERY_LIST))
top = st.container()
ways = answers_pipeline.ways(teller)
if not ways:
    view.title(words("pipeline.question"))
    view.empty("pipeline.none")
    st.stop()
by = view.choose("by", ways, label=words("pipeline.by")) if len(ways) > 1 else next(iter(ways))
asked = {
    "by": by,
    "steps": ",".join(answers_pipeline.steps(by, teller)),
    "ready": ",".join(profile.pipeline.ready),
    "batches": None,
}
rows = view.ask("pipeline", **asked).rename({"step": by})
projects = view.ask("pipeline_projects", **asked)
day = rows["cut_off_date"][0]
with top:
    known = view.whole().get("register_as_of") or day
    lists = answers_pipeline.lists(projects, teller=teller)
    is_reserved = answers_pipeline.has_reserve(projects)
    ready = answers_pipeline.chosen(projects, "ready").height if is_reserved else None
    sentence = answers_pipeline.answer(rows, ready, by=by, day=known, teller=teller)
    view.title(words("pipeline.question"), sentence if rows["all_count"][0] else "")
if projects.is_empty():
    view.empty("pipeline.none")
else:
    titled = wide.look(answers_pipeline.title(rows, by=by, teller=teller))
    note = answers_pipeline.note(rows, day=day, teller=teller)
    wide.chart(charts.funnel(rows, by=by, **titled), rows, name="funnel", note=note)
    if not is_reserved:
        view.say(words("pipeline.no_reserve"))
    which = view.choose("which", lists, label=words("pipeline.lists"))
    listed = answers_pipeline.chosen(projects, which)
    if listed.is_empty():
        view.empty(f"pipeline.none_{which}", steps=answers_pipeline.ready_steps(by, teller))
    else:
        said = {"name": f"pipeline_{which}", "title": lists[which]}
        columns = answers_pipeline.columns(by)
        chosen = listing.place(wide, listed, columns=columns, pick=True, **said)
        if chosen:
            view.go("pages/plan/project.py", project=chosen["entity"], list_kind=chosen["list_kind"])

yields.life(view, wide)
yields.capacity(view, wide)
