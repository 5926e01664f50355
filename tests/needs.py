"""Five projects, nine needs, three lines of quota and a handful of loans, small enough to add up by hand."""

from datetime import date, datetime

from tests.returns import parsed

MARCH, MAY = date(2020, 3, 1), date(2020, 5, 1)
# Annual plans; together 2,000.
PLANS = {"A": 100, "B": 300, "C": 50, "D": 550, "E": 1000}


def need(
    entity: str, project: str | None, factor: str, needed: float, secured: float | None, by: str | None
) -> dict:
    return {
        "entity": entity,
        "project_code": project,
        "factor_kind": factor,
        "line_kind": "need",
        "measure_unit": "亩",
        "needed": needed,
        "secured": secured,
        "needed_by": by and date.fromisoformat(f"2020-{by}"),
    }


def quota(entity: str, line_kind: str, amount: float, count: int | None = None) -> dict:
    return need(entity, None, "land", amount, amount, None) | {"line_kind": line_kind, "project_count": count}


# Land: A lacks 60 of 120 (its second need has 10 too many), C all 30; power: B 300, D 5,000, C 6.
NEEDS = [
    need("N1", "A", "land", 100, 40, "04-25"),
    need("N2", "B", "land", 200, 200, "06-25"),
    need("N3", "C", "land", 30, None, "05-31"),
    need("N4", "A", "land", 20, 30, "07-01"),
    need("N5", "B", "power", 1000, 700, "08-25"),
    need("N6", "C", "power", 10, 4, "11-01"),
    need("N7", "D", "power", 5000, 0, None),
    need("N8", None, "land", 1928, 1928, None) | {"project_count": 10},
    quota("Q1", "quota_issued", 4415),
    quota("Q2", "quota_advance", 3603, 71),
    quota("Q3", "quota_used", 100, 2),
]


def loan(
    entity: str, kind: str, firm: str, wanted: float, granted: float | None = None, project: str | None = None
) -> dict:
    amounts = {"wanted": wanted, "granted": granted}
    return {"entity": entity, "funding_kind": kind, "enterprise": firm, "project_code": project} | amounts


LOANS = [
    loan("F1", "credit", "甲公司", 500, 300, "A"),
    loan("F2", "credit", "乙公司", 100, None, "B"),
    loan("G1", "loan_intention", "丙公司", 50),
    # The list of May: one entry of March again, one new.
    loan("L1", "financing_list", "丁公司", 10, 5),
    loan("L3", "financing_list", "戊公司", 30),
]
LIST_OF_MARCH = [loan("L1", "financing_list", "丁公司", 10), loan("L2", "financing_list", "己公司", 20, 20)]


def submissions() -> list:
    """Boxing reports in March the projects and a financing list, in May needs, quotas and loans."""
    register = [
        {"entity": e, "project_code": e, "project_name": f"示例{e}", "plan_year": p} for e, p in PLANS.items()
    ]
    here = {"city": "binzhou", "unit": "boxing"}
    return [
        parsed(
            **here,
            period=MARCH,
            received=datetime(2020, 4, 3, 9),
            project_version=register,
            investment_return=[{"entity": "A", "invested_ytd": 10}],
            funding=LIST_OF_MARCH,
        ),
        parsed(**here, period=MAY, received=datetime(2020, 6, 3, 9), factor_need=NEEDS, funding=LOANS),
    ]
