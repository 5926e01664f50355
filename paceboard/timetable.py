"""A project's own milestones as one row of the schedule's picture."""

from paceboard.charts import schedule
from paceboard.view import View


def place(view: View, name: str) -> None:
    """Draw the milestones of the project that the filters ask for, by its name; nothing where it has none."""
    rows = view.ask_whole("schedule", chosen="all", size=1)
    if not rows.is_empty():
        figure = schedule.gantt(rows, **view.look(view.words("schedule.project_title", name=name)))
        view.chart(figure, rows, name="project_schedule", height=None)
