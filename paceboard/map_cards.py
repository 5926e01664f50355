"""Hover cards of sites: what a project is, how large, how far and how late, as plain text."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from paceboard import canvas, profiles, text, units
from paceboard.profiles import Profile
from paceboard.text import Words

NAME_WIDTH, NAME_SIZE = 336, 13  # pixels of a name in one line of a card, and of its letters


class Site(NamedTuple):
    """What a card says of one project (columns of queries/sites.sql)."""

    project_name: str
    unit_id: str
    pace_state: str
    total_investment: Decimal | None
    plan_year: Decimal | None
    invested_ytd: Decimal | None
    completion_share: float | None
    is_overdue_start: bool
    plan_start_date: date | None
    plan_finish_date: date | None
    days_overdue: int | None


def card(row: Mapping, *, profile: Profile, words: Words) -> tuple[str, str]:
    """Return name and lines of a site's card; who draws it escapes it. row: a row of queries/sites.sql."""
    return _card(Site(*(row[name] for name in Site._fields)), profile.id, words.lang)


# A map has a card for each of a thousand sites, and nearly all stay the same from one run to the next.
@lru_cache(maxsize=50_000)
def _card(site: Site, city: str, lang: str) -> tuple[str, str]:
    profile, words = profiles.get(city), text.words(lang)
    unit = profile.unit(site.unit_id)
    who = unit.label(lang) if unit else site.unit_id
    lines = [
        words("sites.card_who", unit=who, state=words(f"state.{site.pace_state}")),
        words("sites.card_total", total=units.money(site.total_investment, profile, lang)),
    ]
    lines += [_year(site, profile, words)] if site.plan_year else []
    lines += [_overdue(site, words)] if site.days_overdue else []
    return shortened(site.project_name), "\n".join(lines)


def _year(site: Site, profile: Profile, words: Words) -> str:
    done, plan = (units.money_number(value, profile) for value in (site.invested_ytd, site.plan_year))
    share = units.share(site.completion_share, profile)
    unit = units.money_unit(profile, words.lang)
    return words("sites.card_year", done=done, plan=plan, unit=unit, share=share)


def _overdue(site: Site, words: Words) -> str:
    kind, due = (
        ("start", site.plan_start_date) if site.is_overdue_start else ("finish", site.plan_finish_date)
    )
    return words(f"sites.card_{kind}", day=units.day(due, words.lang), days=units.count(site.days_overdue))


def shortened(name: str) -> str:
    """Return a name that fits one line of a card.

    The deck would run text that begins with "@@" as an expression, so a space is put before it.
    """
    is_short = len(name) * NAME_SIZE <= NAME_WIDTH  # no letter is wider than it is high
    cut = name if is_short else canvas.shortened(name, NAME_WIDTH, NAME_SIZE)
    return f" {cut}" if cut.startswith("@@") else cut
