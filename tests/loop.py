"""Seven problems around Labour Day 2020, few enough to count their working days on a calendar.

1 to 5 May 2020 were holidays; Sunday 26 April and Saturday 9 May were worked instead.
"""

from datetime import date, datetime

from tests.returns import parsed

APRIL, MAY = date(2020, 4, 1), date(2020, 5, 1)


def day(text: str) -> date:
    """Return a day of 2020, written 05-31."""
    return date.fromisoformat(f"2020-{text}")


def problem(entity: str, **values) -> dict:
    dates = {k: day(v) if k.endswith("_date") and isinstance(v, str) else v for k, v in values.items()}
    return {
        "entity": entity,
        "problem_kind": "approval",
        "severity": "general",
        "department": "水务局",
    } | dates


# P1 took five working days (26 27 28 29 30 April), P2 four (30 April, 6 7 8 May).
P1_OPEN = problem("P1", raised_date="04-23", assigned_date="04-24", due_date="04-30", project_code="A")
P1 = P1_OPEN | {"resolved_date": day("04-30"), "confirmed_date": day("05-06")}
PROBLEMS = [
    P1,
    problem("P2", raised_date="04-28", assigned_date="04-29", due_date="05-08", resolved_date="05-08"),
    # States no limit: five working days after 30 April are 6 7 8 9 11 May.
    problem("P3", raised_date="04-29", assigned_date="04-30", problem_kind="funds", escalation="city"),
    # Hard ones: P4 had its plan within two working days, P5 not; P5 came back.
    problem(
        "P4",
        raised_date="05-06",
        assigned_date="05-06",
        plan_date="05-08",
        due_date="06-10",
        severity="hard",
        department=None,
    ),
    problem(
        "P5",
        raised_date="05-06",
        assigned_date="05-06",
        plan_date="05-11",
        due_date="05-18",
        resolved_date="05-20",
        confirmed_date="05-21",
        reopened_date="05-25",
        severity="hard",
        escalation="department",
    ),
]
YOUNG = problem("P6", raised_date="05-28", due_date="06-05", problem_kind="site", project_code="A")
APART = problem("Z1", raised_date="05-06", assigned_date="05-06", due_date="05-12", resolved_date="05-09") | {
    "ledger": "taskforce"
}
PROJECT = {"entity": "A", "project_code": "A", "sector": "chemicals", "plan_year": 100}


def submissions() -> list:
    """Boxing reports in April (P1 still open) and in May, Wudi in May."""
    return [
        parsed(
            city="binzhou",
            unit="boxing",
            period=APRIL,
            received=datetime(2020, 4, 29, 9),
            project_version=[PROJECT],
            investment_return=[{"entity": "A", "invested_ytd": 10}],
            problem=[P1_OPEN],
        ),
        parsed(
            city="binzhou",
            unit="boxing",
            period=MAY,
            received=datetime(2020, 6, 3, 9),
            problem=[*PROBLEMS, APART],
        ),
        parsed(city="binzhou", unit="wudi", period=MAY, received=datetime(2020, 6, 4, 9), problem=[YOUNG]),
    ]
