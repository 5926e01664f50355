"""A store of four hand-made projects, small enough to work every figure out by hand."""

from datetime import date, datetime
from pathlib import Path

from paceboard.ingest import build
from tests.returns import parsed

JUNE, JULY = date(2019, 6, 1), date(2019, 7, 1)
NASTY = "<b>@@=alert(1)</b> & 子公司*项目*"
COLUMNS = [
    ("project", "project_version", "project_name", "B"),
    ("project", "project_version", "total_investment", "H"),
    ("investment", "investment_return", "invested_ytd", "G"),
]
# A has done 100 of 600 (16.67 %) at seven twelfths, B 400 of 600; C was to start on 1 May; D has no position.
PROJECTS = (
    {
        "entity": "A-behind",
        "project_name": NASTY,
        "division_id": "jinjiang",
        "lon": 104.11,
        "lat": 30.61,
        "total_investment": 4000,
        "plan_year": 600,
        "plan_start_date": date(2019, 2, 1),
        "actual_start_date": date(2019, 2, 13),
        "plan_finish_date": date(2021, 6, 30),
        "leader": "示例领导",
    },
    {
        "entity": "B-on-pace",
        "project_name": "示例产业园",
        "division_id": "jinjiang",
        "lon": 104.12,
        "lat": 30.60,
        "total_investment": 1000,
        "plan_year": 600,
        "plan_start_date": date(2018, 2, 1),
        "actual_start_date": date(2018, 2, 1),
        "plan_finish_date": date(2021, 6, 30),
    },
    {
        "entity": "C-overdue",
        "project_name": "示例道路",
        "division_id": "jinjiang",
        "lon": 104.13,
        "lat": 30.62,
        "total_investment": 2000,
        "plan_year": 120,
        "plan_start_date": date(2019, 5, 1),
    },
    {
        "entity": "D-unplaced",
        "project_name": "示例管网",
        "division_id": "jinjiang",
        "total_investment": 500,
        "plan_year": 60,
        "plan_start_date": date(2019, 11, 1),
    },
)
PROBLEM = {
    "entity": "P1",
    "project_code": "A-behind",
    "problem_kind": "site",
    "description": "场地未交付",
    "raised_date": date(2019, 6, 3),
    "due_date": date(2019, 6, 10),
}


def submissions() -> list:
    """Two months of one district: in July the total of A-behind is stated anew, 4,000 becomes 4,200."""
    dearer = [p | {"total_investment": 4200} if p["entity"] == "A-behind" else p for p in PROJECTS]
    money = {JUNE: {"A-behind": 80, "B-on-pace": 300}, JULY: {"A-behind": 100, "B-on-pace": 400}}
    return [
        parsed(
            unit="jinjiang",
            period=month,
            received=datetime(2019, month.month + 1, 3, 9, 30),
            columns=COLUMNS,
            project_version=list(register),
            investment_return=[
                {"entity": e, "invested_ytd": m, "invested_total": m} for e, m in money[month].items()
            ],
            problem=[PROBLEM],
        )
        for month, register in ((JUNE, PROJECTS), (JULY, dearer))
    ]


def build_store(home: Path) -> Path:
    """Build the store of submissions() below home and return home."""
    build.full(home, submissions())
    return home
