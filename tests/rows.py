"""Hand-made rows of the queries that charts and exports take."""

from datetime import date
from decimal import Decimal

import polars as pl

MONEY = pl.Decimal(18, 2)
PLANNED = (3, 5, 9, 9, 10, 12, 10, 9, 9, 9, 8, 7)  # per cent of the annual plan, January to December
DONE = (
    "138209.70",
    "276419.40",
    "506768.90",
    "460699.00",
    "552838.80",
    "600000.00",
    "580000.00",
    "453162.20",
)
CURVE_MONEY = (
    "plan_month",
    "plan_ytd",
    "time_ytd",
    "invested_month",
    "invested_ytd",
    "plan_year",
    "stat_ytd",
    "paid_ytd",
)


def curve(
    key: str = "", *, plan: str | None = "4606990.00", done: tuple[str, ...] = DONE, year: int = 2019
) -> pl.DataFrame:
    """Rows of query `curve`: twelve months, the last ones without a return; plan None: nobody planned."""
    found, planned, invested = [], Decimal(0), Decimal(0)
    total = None if plan is None else Decimal(plan)
    for i in range(12):
        part = None if total is None else total * PLANNED[i] / 100
        month = Decimal(done[i]) if i < len(done) else None
        planned += part or 0
        invested += month or 0
        found.append(
            {
                "split_key": key,
                "period": date(year, i + 1, 1),
                "month_no": i + 1,
                "plan_month": part,
                "plan_ytd": None if total is None else planned,
                "time_ytd": None if total is None else total * (i + 1) / 12,
                "invested_month": month,
                "invested_ytd": None if month is None else invested,
                "plan_year": total,
                "invested_share": None if month is None or total is None else float(invested / total),
                "plan_share": None if total is None else float(planned / total),
                "time_share": (i + 1) / 12,
                "stat_ytd": None,
                "paid_ytd": None,
            }
        )
    return pl.DataFrame(
        found, schema_overrides=dict.fromkeys(CURVE_MONEY, MONEY) | SHARES, infer_schema_length=None
    )


SHARES = dict.fromkeys(("invested_share", "plan_share", "time_share"), pl.Float64)


def league(shares: list[float | None], names: list[str] | None = None) -> pl.DataFrame:
    """Rows of query `league`, best first; the last unit has not reported where there is more than one."""
    time = 8 / 12
    return pl.DataFrame(
        [
            {
                "unit_id": names[i] if names else f"u{i}",
                "completion_share": share,
                "time_share": time,
                "pace_gap": None if share is None else share - time,
                "score": 100.0 - i,
                "rank": i + 1,
                "rank_change": (i % 3 - 1) * 2,
                "has_reported": i == 0 or i < len(shares) - 1,
                "invested_ytd": Decimal("123456.78"),
                "plan_year": Decimal("234567.89"),
            }
            for i, share in enumerate(shares)
        ],
        schema_overrides={"completion_share": pl.Float64, "pace_gap": pl.Float64},
    )


def slips(compared: int = 3) -> pl.DataFrame:
    """Rows of query `slips`: three units, the last one known by its key alone; compared: its promises."""
    totals = ("4000000.00", "1500000.50", None)
    return pl.DataFrame(
        [
            {
                "key": key,
                "position": i + 1,
                "project_count": 10 - i,
                "total_investment": None if totals[i] is None else Decimal(totals[i]),
                "total_share": (0.727, 0.273, None)[i],
                "compared_count": 0 if i else compared,
                "later_count": 0 if i else compared - 1,
            }
            for i, key in enumerate(("jinjiang", "qingyang", "elsewhere"))
        ],
        schema_overrides={"total_investment": MONEY},
    )


def years(*spans: tuple[int, int]) -> pl.DataFrame:
    """Rows of query `years`: (fiscal year, months reported) each."""
    return pl.DataFrame(
        [
            {"fiscal_year": year, "month_no": m + 1, "invested_share": (m + 1) * 0.08 if m < count else None}
            for year, count in spans
            for m in range(12)
        ],
        schema_overrides={"invested_share": pl.Float64},
    )
