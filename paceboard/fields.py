"""What kind of value each column holds, what it is called, and its ids turned into words."""

import polars as pl

from paceboard import kpis, names
from paceboard.profiles import Profile
from paceboard.text import Words

MONEY = frozenset(
    {
        "prev_years_invested",
        "plan_month",
        "plan_ytd",
        "time_ytd",
        "plan_amount",
        "amount",
        "agreed_total",
        "wanted",
        "granted",
        "ungranted",
        "only_plan",
        "release_plan",
        "first_total",
        "total_change",
        "ceremony_total",
        "ceremony_average",
        "step_total",
        "all_total",
        "followed_total",
        "not_full_total",
    }
)
# Whole numbers that are names rather than amounts: no thousands separator.
PLAIN = frozenset(
    {
        "fiscal_year",
        "finish_year",
        "first_year",
        "since_year",
        "step_order",
        "month_no",
        "rank",
        "rank_before",
        "rank_then",
        "rank_official",
        "rank_trial",
        "row",
        "unit_order",
    }
)
# What bulletins printed, in the unit printed beside it: as many digits as there are.
PRINTED = frozenset(
    {"printed", "computed", "recomputed", "difference", "projects", "printed_total", "annual_plan"}
    | {"investment_ytd", "completion_rate", "gap_to_linear", "planned_starts", "started", "start_rate"}
    | {"unstarted", "completed", "finish_rate", "year_on_year"}
)
DEGREES = frozenset({"lon", "lat", "lon_given", "lat_given"})
MONTHS = frozenset({"period", "plan_period", "as_of_period"})
SHARES = frozenset({"share_of_gap"})
POINTS = frozenset({"move", "plan_from", "work_from", "joined_from"})
DAYS = frozenset(
    {
        "days_overdue",
        "days_early",
        "days_late",
        "days_in_step",
        "idle_days",
        "waiting_days",
        "cadence_days",
        "noted_days",
    }
)
# Points of a league's scheme: as many decimals as the scheme prints.
SCORES = frozenset(
    {"score", "score_plain", "base_points", "bonus_points", "penalty_points", "improvement_points"}
    | {"points", "points_max", "room", "next_points", "points_other", "gained_points", "score_then"}
    | {"score_official", "score_trial", "to_next", "lead"}
)
CHANGES = frozenset({"rank_change", "gained_places"})
# Kinds that a column of a cross table may name itself.
ACROSS = frozenset({"share", "points"})
BY_NAME = (
    (MONEY, "money"),
    (PLAIN, "plain"),
    (PRINTED, "printed"),
    (DEGREES, "degree"),
    (MONTHS, "month"),
    (SHARES, "share"),
    (POINTS, "points"),
    (DAYS, "days"),
    (CHANGES, "change"),
)
SUFFIXES = {
    "_share": "share",
    "_before": "share",
    "_now": "share",
    "_effect": "points",
    "_gap": "points",
    "_count": "count",
    "_days": "days",
}


def kind(field: str, dtype: pl.DataType) -> str:
    """Return what a column holds.

    One of money share points count plain printed days change number score degree date month time flag trend
    text. A column of a cross table is named "<measure or kind>@<its heading>".
    """
    field, is_across, _ = field.partition("@")
    if is_across and field in ACROSS:
        return field
    measure = kpis.measures().get(field)
    if measure:
        return measure.kind
    named = next((answer for known, answer in BY_NAME if field in known), None)
    if named:
        return named
    if field in SCORES and dtype.is_numeric():
        return "score"
    if dtype.is_numeric():
        return next((k for suffix, k in SUFFIXES.items() if field.endswith(suffix)), _number(dtype))
    return _other(dtype)


def _number(dtype: pl.DataType) -> str:
    return "count" if dtype.is_integer() else "number"


def _other(dtype: pl.DataType) -> str:
    if dtype == pl.Date:
        return "date"
    if isinstance(dtype, pl.Datetime):
        return "time"
    if dtype == pl.Boolean:
        return "flag"
    return "trend" if isinstance(dtype, pl.List) else "text"


def decimals(dtype: pl.DataType) -> int:
    """Return how many decimals points of that type have."""
    return dtype.scale if isinstance(dtype, pl.Decimal) else 2


def label(field: str, words: Words) -> str:
    """Return what a column is called, without its unit; a field without a word is shown as it is."""
    if "@" in field:
        return field.partition("@")[2]
    if f"measure.{field}" in words:
        return words(f"measure.{field}")
    measure = kpis.measures().get(field)
    return measure.label(words.lang) if measure else field


def header(field: str, kind_: str, *, unit: str, words: Words) -> str:
    """Return the heading of a column: its label, with the unit in brackets; unit is the money unit shown."""
    unit = {"money": unit, "points": words("chart.points_unit"), "days": words("chart.days_unit")}.get(
        kind_, ""
    )
    name = label(field, words)
    if not unit:
        return name
    return f"{name}（{unit}）" if words.lang == "zh" else f"{name} ({unit})"


def stored_unit(profile: Profile, words: Words) -> str:
    """Return the name of the unit that amounts are stored in: 万元."""
    return profile.money.zh if words.lang == "zh" else profile.money.en


def shaped(rows: pl.DataFrame, *, words: Words) -> pl.DataFrame:
    """Return the rows with a word, line or area, in place of a drawing's coordinates."""
    if "outline" not in rows.columns:
        return rows
    is_area = pl.col("outline").str.contains('"(Multi)?Polygon"')
    said = pl.when(is_area).then(pl.lit(words("export.area"))).otherwise(pl.lit(words("export.line")))
    return rows.with_columns(outline=pl.when(pl.col("outline").is_not_null()).then(said))


def worded(rows: pl.DataFrame, *, profile: Profile, words: Words) -> pl.DataFrame:
    """Return the rows with the ids of coded columns replaced by words; empty stays empty."""
    coded = [name for name in rows.columns if rows[name].dtype == pl.String and names.is_coded(name)]
    return rows.with_columns(
        pl.col(name).replace(names.table(name, profile=profile, words=words)) for name in coded
    )
