"""Three districts in June 2019, small enough to work every scheme's points out by hand; money in 万元."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial

import polars as pl

from paceboard import judgements, profiles, scheme_files, store
from paceboard.filters import Filters
from paceboard.ingest import build
from paceboard.ranking import Ranking
from paceboard.schemes import Scheme
from tests.returns import parsed
from tests.test_build import connection

JUNE = date(2019, 6, 1)
OLD = date(2018, 3, 1)
# J1: large, started in time. J2: from last year, finished in May. J3: overdue. J4: begun a year early.
JINJIANG = (
    {"entity": "J1", "industry_code": "C35", "total_investment": 120000, "plan_year": 100000}
    | {"annual_class": "new", "plan_start_date": date(2019, 2, 1), "actual_start_date": date(2019, 2, 9)}
    | {"in_statistics_date": date(2019, 3, 1), "plan_finish_date": date(2021, 6, 1)},
    {"entity": "J2", "sector": "transport", "total_investment": 20000, "plan_year": 10000}
    | {"annual_class": "carry", "plan_start_date": OLD, "actual_start_date": OLD, "in_statistics_date": OLD}
    | {"plan_finish_date": date(2019, 5, 1), "actual_finish_date": date(2019, 5, 20)}
    | {"commission_date": date(2019, 6, 3)},
    {"entity": "J3", "sector": "society", "total_investment": 8000, "plan_year": 5000}
    | {"annual_class": "new", "plan_start_date": date(2019, 4, 1)},
    {"entity": "J4", "sector": None, "total_investment": 150000, "annual_class": "prepare"}
    | {"plan_start_date": date(2020, 3, 1), "actual_start_date": date(2019, 6, 10)},
)
WUHOU = (
    {"entity": "W1", "industry_code": "C26", "total_investment": 50000, "plan_year": 40000}
    | {"annual_class": "new", "plan_start_date": date(2019, 3, 1), "actual_start_date": date(2019, 3, 1)},
    {"entity": "W2", "total_investment": 12000, "plan_year": 10000}
    | {"annual_class": "new", "plan_start_date": date(2019, 9, 1)},
)
QINGYANG = (
    {"entity": "Q1", "sector": "services", "level_id": "provincial", "total_investment": 30000}
    | {"plan_year": 20000, "annual_class": "carry", "plan_start_date": OLD, "actual_start_date": OLD}
    | {"in_statistics_date": OLD, "plan_finish_date": date(2019, 11, 1)},
)
REGISTER = {"jinjiang": JINJIANG, "wuhou": WUHOU, "qingyang": QINGYANG}
MONEY = {
    "jinjiang": [
        {"entity": "J1", "invested_ytd": 60000, "stat_ytd": 20000},
        {"entity": "J2", "invested_ytd": 10000},
    ],
    "wuhou": [{"entity": "W1", "invested_ytd": 10000}],
    "qingyang": [{"entity": "Q1", "invested_ytd": 12000}],
}
CEREMONIES = [
    {"entity": e, "ceremony_kind": "zone", "held_date": day, "project_count": 3, "total_investment": 100}
    for e, day in (("K1", date(2019, 3, 1)), ("K2", date(2019, 6, 1)))
]
SIGNED = [{"entity": "S1", "agreement_name": "S1", "signed_date": date(2019, 4, 1), "agreed_total": 60000}]
TARGETS = [
    {"entity": m, "measure": m, "target_unit_id": "jinjiang", "target_value": v, "measure_unit": u}
    for m, v, u in (
        ("signed_count", 4, "个"),
        ("signed_total", 10, "亿元"),
        ("in_statistics_total", 8, "亿元"),
    )
]
MORE = {"jinjiang": {"start_ceremony": CEREMONIES, "signing": SIGNED, "unit_target": TARGETS}}


def returns(units: tuple[str, ...] = tuple(REGISTER), **money: list[dict]) -> list:
    """One return for June of each unit, in that order; money: other rows than MONEY by unit."""
    return [
        parsed(
            unit=unit,
            period=JUNE,
            received=datetime(2019, 7, 3),
            project_version=[{"project_code": row["entity"]} | row for row in REGISTER[unit]],
            investment_return=(MONEY | money)[unit],
            **MORE.get(unit, {}),
        )
        for unit in units
    ]


def judged(unit: str, subject: str, kind: str, value: float | None = None) -> dict:
    """A judgement of June, known in July."""
    exact = None if value is None else Decimal(str(value))
    row = {"city": "chengdu", "line": 2, "period": JUNE, "until": JUNE, "unit_id": unit, "project_code": None}
    said = {"author": "市重大项目办", "noted_on": date(2019, 7, 5), "reason": "平时考核"}
    return row | {"subject": subject, "kind": kind, "value": exact} | said


def table(rows: list | None = None, hand: tuple[dict, ...] = ()):
    """A store with these returns and judgements."""
    db = connection()
    db.execute("delete from judgement").fetchall()  # the samples of the demo
    build.append(db, returns() if rows is None else rows)
    if hand:
        db.register("hand", pl.DataFrame(list(hand), schema=judgements.SCHEMA).to_arrow())
        db.execute("insert into judgement by name from hand").fetchall()
    return db


def ask(db, name: str, scheme: Scheme | str, *, ranks: str | None = None, **filters) -> pl.DataFrame:
    """The rows of query scores or score_items by a scheme (or the preset of that id)."""
    cursor = db.cursor()
    chosen = scheme_files.get(scheme) if isinstance(scheme, str) else scheme
    asked = Filters(**{"city": "chengdu", "month": JUNE} | filters)
    answer = partial(store.answer, cursor, resolve=partial(store.resolve, cursor))
    body = chosen.body(big_factor=10000)
    ranking = Ranking(lambda name, **values: answer(name, asked, **values), profiles.get(asked.city))
    more = ranking.values(chosen)["more"]
    values = {"ranks": ranks} if name == "scores" else {}
    return answer(name, asked, scheme=body, more=more, **values)


def points(db, scheme: Scheme | str, unit: str, **filters) -> dict[str, float]:
    """What each active item of a unit earns."""
    rows = ask(db, "score_items", scheme, **filters).filter(pl.col("is_active"), unit_id=unit)
    return {i: float(p) for i, p in rows.select("indicator", "points").iter_rows()}


def scores(db, scheme: Scheme | str, **filters) -> dict[str, float]:
    """Each unit's score."""
    return {
        u: float(s) for u, s in ask(db, "scores", scheme, **filters).select("unit_id", "score").iter_rows()
    }
