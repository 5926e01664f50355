"""Three projects with six milestones around the end of May 2020, few enough to count their days by hand."""

from datetime import date, datetime

from tests.returns import parsed

APRIL, MAY = date(2020, 4, 1), date(2020, 5, 1)


def milestone(project: str, kind: str, promised: str, **values) -> dict:
    """Return one milestone; days are written 2020-05-31."""
    days = {"promised_date": promised} | {k: v for k, v in values.items() if k.endswith("_date")}
    stated = {
        "entity": f"{project}·{kind}",
        "project_code": project,
        "milestone_kind": kind,
        "milestone_name": kind,
        "slip_reason": values.get("slip_reason"),
    }
    return stated | {name: date.fromisoformat(day) for name, day in days.items()}


# In April the start of A was forecast for 20 May; in May it is put off to 15 June.
APRIL_START = milestone("A", "start", "2020-05-01", forecast_date="2020-05-20", slip_reason="site")
MILESTONES = [
    # A: done three days late; 30 days overdue at the end of May; expected 20 days after 30 June.
    milestone("A", "land", "2020-03-31", actual_date="2020-04-03", slip_reason="approval"),
    milestone("A", "start", "2020-05-01", forecast_date="2020-06-15", slip_reason="site"),
    milestone("A", "foundation", "2020-06-30", forecast_date="2020-07-20", slip_reason="site"),
    # B: done on the day promised; done 10 days before a promise that is still to come; no forecast given.
    milestone("B", "start", "2020-05-31", actual_date="2020-05-31"),
    milestone("B", "foundation", "2020-06-10", actual_date="2020-05-31"),
    milestone("B", "topping", "2020-12-31"),
]
# What boxing says of C in June is of no concern in May: the deed of 2 June is still to come.
C = [milestone("C", "start", "2020-05-29", actual_date="2020-06-02")]
PROJECTS = [
    {"entity": "A", "project_code": "A", "project_name": "示例一", "sector": "chemicals", "is_focus": True},
    {"entity": "B", "project_code": "B", "project_name": "示例二", "level_id": "provincial"},
    {"entity": "C", "project_code": "C", "project_name": "示例三", "is_focus": True},
    {"entity": "D", "project_code": "D", "project_name": "示例四", "is_focus": True},
]


def submissions() -> list:
    """Boxing reports in April (the start of A alone) and in May, Wudi in May."""
    boxing = {"city": "binzhou", "unit": "boxing"}
    register = [project | {"plan_year": 100} for project in PROJECTS]
    return [
        parsed(
            **boxing,
            period=APRIL,
            received=datetime(2020, 4, 29, 9),
            project_version=[row for row in register if row["entity"] != "C"],
            milestone=[APRIL_START],
        ),
        parsed(**boxing, period=MAY, received=datetime(2020, 6, 3, 9), milestone=MILESTONES),
        parsed(
            city="binzhou",
            unit="wudi",
            period=MAY,
            received=datetime(2020, 6, 4, 9),
            project_version=[row for row in register if row["entity"] == "C"],
            milestone=C,
        ),
    ]
