"""Meetings of invented projects, what they decided and who did it, and the notes of daily dispatch."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from paceboard import workdays
from paceboard.demo.lines import Line, day_in, end_of
from paceboard.demo.project import Project, Row, step
from paceboard.demo.recipe import Recipe, words
from paceboard.profiles import Profile

TITLES = {
    "central": "集中调度会",
    "single": "单体调度会",
    "site": "现场调度会",
    "inspection": "巡回督导",
    "rally": "项目竞进拉练",
}
DECIDED = {"central": 4, "single": 2, "site": 1, "inspection": 2, "rally": 3}  # decisions of one meeting
DUE = (5, 20)  # working days after the meeting
# Working days from the meeting to the deed, as a part of those allowed; None: not done so far.
KEPT = [0.5, 0.7, 0.8, 0.9, 1.0, 1.0, 1.4, 2.2, None, None]
# Days between the last note and the end of the month: most keep to the rhythm, some do not.
FOCUS_GAPS = [0] * 16 + [1, 1, 2, 4, 9]
WEEKLY_GAPS = [0, 1, 2, 3, 4, 5, 6, 6, 9, 15]
STEADY = 4  # notes of a project in each of the last months
SPELL = {True: 6, False: 7}  # days between two notes that are kept, by whether the project is a focus project


def lines(recipe: Recipe, profile: Profile, coded: Sequence[Project]) -> list[Line]:
    """Return the rows of the sheets on meetings, their decisions, and daily dispatch."""
    meetings = list(_meetings(recipe))
    return [*meetings, *_items(recipe, profile, meetings, coded), *_notes(recipe, profile, coded)]


def _meetings(recipe: Recipe) -> Iterator[Line]:
    chance = recipe.chance("meetings")
    for kind, count, months, looked_at in recipe.options["activities"]["meetings"]:
        for number in range(count):
            month = sorted(months)[number * len(months) // count]
            row: Row = {
                "entity": f"DD{recipe.year}-{kind}-{number + 1:02d}",
                "meeting_kind": kind,
                "held_date": day_in(recipe, month, chance),
                "title": f"第{number + 1}次{TITLES[kind]}",
                "project_count": looked_at,
            }
            yield Line("meeting", "city", month, row)


def _items(
    recipe: Recipe, profile: Profile, meetings: Sequence[Line], coded: Sequence[Project]
) -> Iterator[Line]:
    """State each decision in the month of its meeting, and again in the month in which it was done."""
    chance = recipe.chance("decisions")
    running = [p for p in coded if not p.actual_finish]
    for meeting in meetings:
        kind = str(meeting.row["meeting_kind"])
        project = chance.choice(running)
        for number in range(1, DECIDED[kind] + 1):
            if kind != "single":
                project = chance.choice(running)
            yield from _item(recipe, profile, meeting, number, project, chance)


def _item(
    recipe: Recipe, profile: Profile, meeting: Line, number: int, project: Project, chance: Random
) -> Iterator[Line]:
    held, days = meeting.row["held_date"], chance.randint(*DUE)
    if not isinstance(held, date):
        raise TypeError(f"{meeting.row['entity']}: held on no day")
    cause, decision = chance.choice(
        [(cause, text) for cause, texts in words()["decisions"].items() for text in texts]
    )
    kept = chance.choice(KEPT)
    row: Row = {
        "meeting_code": meeting.row["entity"],
        "item_no": f"{number}",
        "project_code": project.code,
        "decision": decision,
        "owner_unit_id": project.unit,
        "department": _department(cause, project),
        "due_date": workdays.after(held, days, holidays=profile.holidays),
    }
    yield Line("item", "city", meeting.month, row)
    if kept is None:
        return
    done = workdays.after(held, max(1, round(days * kept)), holidays=profile.holidays)
    if done <= end_of(recipe, recipe.last) and done.year == recipe.year:
        yield Line("item", "city", done.month, row | {"done_date": done})


def _department(cause: str, project: Project) -> str:
    known = words()["departments"]
    return known[words()["answerable"].get(cause, project.trade.department)]


def _notes(recipe: Recipe, profile: Profile, coded: Sequence[Project]) -> Iterator[Line]:
    """Note the progress of provincial and focus projects: often in the last months, once in those before."""
    top = profile.levels[0].id
    months = [*recipe.months, *([recipe.closing] if recipe.closing else [])]
    for project in coded:
        if not (project.is_focus or project.level == top):
            continue
        chance = recipe.chance(f"notes {project.code}")
        for month in months:
            first, end = date(recipe.year, month, 1), end_of(recipe, month)
            if project.actual_finish and project.actual_finish < first:
                break
            gap = chance.choice(FOCUS_GAPS if project.is_focus else WEEKLY_GAPS)
            spells = STEADY if month in months[-2:] else 1
            for back in range(spells):
                day = end - timedelta(days=gap + back * SPELL[project.is_focus])
                if day >= first:
                    yield _note(project, month, day, chance)


def _note(project: Project, month: int, day: date, chance: Random) -> Line:
    hands = chance.randint(20, 400) // 10 * 10
    text = words()["note"].format(step=step(project, day.replace(day=1)), hands=hands)
    row: Row = {"project_code": project.code, "noted_on": day, "note": text}
    return Line("note", project.unit, month, row)
