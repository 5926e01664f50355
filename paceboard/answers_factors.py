"""Sentences about factors, quotas and financing, put together from rows of queries."""

from collections.abc import Mapping

import polars as pl

from paceboard import memo, units
from paceboard.answers import Teller

Row = Mapping[str, object]


def name(factor: str, teller: Teller) -> str:
    """Return what a factor is called, without its unit."""
    return next((f.label(teller.words.lang) for f in teller.profile.factors if f.id == factor), factor)


def unit(factor: str, teller: Teller) -> str:
    """Return the unit that a factor is counted in, "" where the profile does not know the factor."""
    found = next((f for f in teller.profile.factors if f.id == factor), None)
    if found is None:
        return ""
    return found.unit_zh if teller.words.lang == "zh" else found.unit_en


@memo.kept(60)
def answer(needs: pl.DataFrame, *, teller: Teller) -> str:
    """Return how much planned investment waits for factors, and which gap holds back most.

    needs: query factor_needs.
    """
    words, head = teller.words, needs.filter(factor="").row(0, named=True)
    day = units.day(head["cut_off"], words.lang)
    if not head["short_project_count"]:
        return words("factors.answer_full", day=day)
    main = words(
        "factors.answer",
        day=day,
        count=units.count(head["short_project_count"]),
        held=teller.money(head["held_plan"]),
        share=units.share(head["held_share"], teller.profile),
        late=units.count(head["late_project_count"]),
    )
    return teller.joined([main, _first(needs, teller)])


def _first(needs: pl.DataFrame, teller: Teller) -> str:
    row = needs.filter(pl.col("factor") != "").row(0, named=True)
    return teller.words(
        "factors.answer_first",
        factor=name(row["factor"], teller),
        count=units.count(row["short_project_count"]),
        missing=_quantity(row, "missing", teller),
        held=teller.money(row["held_plan"]),
    )


@memo.kept(60)
def gaps_title(needs: pl.DataFrame, *, teller: Teller) -> str:
    """Return the title of the picture of gaps. needs: query factor_needs."""
    first = needs.filter(pl.col("factor") != "").row(0, named=True)
    if not first["short_project_count"]:
        return teller.words("factors.gaps_title_full")
    return teller.words("factors.gaps_title", factor=name(first["factor"], teller))


@memo.kept(60)
def quotas(rows: pl.DataFrame, *, teller: Teller) -> str:
    """Return what is handed down, used and taken in advance, and what was asked for together.

    rows: query factor_quotas.
    """
    return teller.joined(
        sentence for row in rows.to_dicts() for sentence in (_quota(row, teller), _collective(row, teller))
    )


def _said(row: Row, names: tuple[str, ...], teller: Teller) -> dict[str, str]:
    """Return the factor and those quantities of the row (by the last word of their names), in words."""
    said = {part.rpartition("_")[2]: _quantity(row, part, teller) for part in names}
    return {"factor": name(row["factor"], teller)} | said


def _quantity(row: Row, part: str, teller: Teller) -> str:
    """Return a quantity of the row's factor with its unit: "3,603亩"."""
    return units.joined(units.quantity(row[part]), unit(row["factor"], teller), teller.words.lang)


def _quota(row: Row, teller: Teller) -> str:
    if row["quota_issued"] is None and not row["quota_taken"]:
        return ""
    said = _said(row, ("quota_issued", "quota_used", "quota_advance"), teller)
    key = "factors.quota_said" if row["quota_issued"] else "factors.quota_without"
    share = units.share(row["quota_taken_share"], teller.profile)
    return teller.words(key, share=share, count=units.count(row["taking_count"]), **said)


def _collective(row: Row, teller: Teller) -> str:
    if row["collective_needed"] is None:
        return ""
    said = _said(row, ("collective_needed", "collective_secured"), teller)
    return teller.words("factors.collective_said", count=units.count(row["collective_count"]), **said)


@memo.kept(60)
def financing(rows: pl.DataFrame, lists: pl.DataFrame, *, teller: Teller) -> str:
    """Return each kind of funding in one sentence. rows: query financing; lists: query financing_lists."""
    said = [_funding(row, teller) for row in rows.to_dicts() if row["funding_kind"] != "financing_list"]
    latest = [_list(row, teller) for row in lists.tail(1).to_dicts()]
    return teller.joined([*said, *latest])


def _amounts(row: Row, teller: Teller) -> dict[str, str]:
    return {
        "wanted": teller.money(row["wanted"]),
        "granted": teller.money(row["granted"]),
        "share": units.share(row["granted_share"], teller.profile),
    }


def _funding(row: Row, teller: Teller) -> str:
    counts = {
        "count": units.count(row["wanting_count"]),
        "firms": units.count(row["enterprise_count"]),
    }
    return teller.words(f"factors.{row['funding_kind']}_said", **counts, **_amounts(row, teller))


def _list(row: Row, teller: Teller) -> str:
    month = units.month(row["period"], teller.words.lang)
    count = units.count(row["line_count"])
    return teller.words("factors.financing_list_said", month=month, count=count, **_amounts(row, teller))
