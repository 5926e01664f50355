"""The sentences of the public notice; every figure rounds half up and none is said to be more than it is."""

from collections.abc import Mapping, Sequence

from paceboard import units
from paceboard.answers import Teller
from paceboard.filters import Filters

Row = Mapping[str, object]


def title(filters: Filters, teller: Teller) -> str:
    """Return the title: city, list and month."""
    words, profile = teller.words, teller.profile
    return words(
        "bulletin.title",
        city=profile.name.label(words.lang),
        list=_list(filters, teller),
        month=units.month(filters.month, words.lang),
    )


def _list(filters: Filters, teller: Teller) -> str:
    """Return the list's name; after the name of the city, "市重点项目" is "重点项目"."""
    named = next((t for t in teller.profile.lists if t.id == filters.list_kind), None)
    return named.label(teller.words.lang).removeprefix("市") if named else filters.list_kind


def overall(head: Row, levels: Sequence[Row], filters: Filters, teller: Teller) -> list[str]:
    """Return the size of the list and its money against plan and time, and the same of its higher levels."""
    words = teller.words
    size = words(
        "bulletin.size",
        month=units.month(filters.month, words.lang),
        city=teller.profile.name.label(words.lang),
        list=_list(filters, teller),
        count=units.count(head["project_count"]),
        total=teller.money(head["total_investment"]),
    )
    said = [teller.joined([size, _money(head, teller)])]
    higher = [_level(row, teller) for row in levels if 0 < row["project_count"] < head["project_count"]]
    if higher:
        said.append(words("bulletin.levels", parts=words("bulletin.apart").join(higher)))
    return said


def _money(head: Row, teller: Teller) -> str:
    words = teller.words
    if head["invested_as_of"] is None:
        return words("bulletin.no_money")
    said = {
        "month": units.month(head["invested_as_of"], words.lang),
        "invested": teller.money(head["invested_ytd"]),
    }
    if head["completion_share"] is None:
        return words("bulletin.no_plan", **said)
    return words(
        "bulletin.money",
        plan=teller.money(head["plan_year"]),
        share=units.share(head["completion_share"], teller.profile),
        time=units.share(head["time_share"], teller.profile),
        verdict=verdict(head, teller),
        **said,
    )


def verdict(row: Row, teller: Teller) -> str:
    """Return 超/落后序时进度 x 个百分点, by the city's rounding custom."""
    gap = units.gap(row["completion_share"], row["time_share"], teller.profile)
    if not gap:
        return teller.words("bulletin.level_with")
    points = units.number(abs(gap), teller.profile.share_decimals)
    return teller.words("bulletin.ahead" if gap > 0 else "bulletin.behind", points=points)


def _level(row: Row, teller: Teller) -> str:
    words = teller.words
    level = next((t.label(words.lang) for t in teller.profile.levels if t.id == row["key"]), row["key"])
    count = units.count(row["project_count"])
    if row["completion_share"] is None:
        return words("bulletin.level_size", level=level, count=count)
    return words(
        "bulletin.level",
        level=level,
        count=count,
        invested=teller.money(row["invested_ytd"]),
        share=units.share(row["completion_share"], teller.profile),
    )


def starts(head: Row, teller: Teller) -> list[str]:
    """Return the planned and the actual starts on both denominators; nothing where none was planned."""
    if not head["planned_start_count"]:
        return []
    words = teller.words
    counts = ("planned_start", "started", "due_start", "overdue_start")
    said = {name: units.count(head[f"{name}_count"]) for name in counts}
    said |= {name: units.share(head[name], teller.profile) for name in ("start_share", "due_start_share")}
    day = units.day(head["register_as_of"], words.lang)
    sentences = [words("bulletin.starts", day=day, **said)]
    if head["started_count"]:
        money = {name: teller.money(head[f"new_start_{name}"]) for name in ("total", "average")}
        sentences.append(words("bulletin.start_sizes", **money))
    return [teller.joined(sentences)]


def finishes(head: Row, teller: Teller) -> list[str]:
    """Return the planned and the actual completions; nothing where none was planned."""
    if not head["planned_finish_count"]:
        return []
    words = teller.words
    counts = ("planned_finish", "finished", "overdue_finish", "expected_finish")
    said = {name: units.count(head[f"{name}_count"]) for name in counts}
    share = units.share(head["finish_share"], teller.profile)
    day = units.day(head["register_as_of"], words.lang)
    sentences = [words("bulletin.finishes", day=day, finish_share=share, **said)]
    if head["finished_count"]:
        sentences.append(words("bulletin.finish_total", total=teller.money(head["finished_total"])))
    if head["expected_finish_count"]:
        sentences.append(
            words(
                "bulletin.expected",
                count=units.count(head["expected_finish_count"]),
                total=teller.money(head["expected_finish_total"]),
            )
        )
    return [teller.joined(sentences)]


def problems(head: Row, teller: Teller) -> list[str]:
    """Return how many problems were collected and resolved; nothing where none was collected."""
    if not head["problem_collected_count"]:
        return []
    said = {name: units.count(head[f"problem_{name}_count"]) for name in ("collected", "resolved", "open")}
    share = units.share(head["problem_share"], teller.profile)
    return [teller.words("bulletin.problems", share=share, **said)]


def notes(head: Row, *, teller: Teller) -> list[str]:
    """Return what a reader needs to recompute the figures: dates, denominators, rounding."""
    words = teller.words
    said = []
    if head["invested_as_of"] is not None:
        dates = {
            "money": units.month(head["invested_as_of"], words.lang),
            "register": units.day(head["register_as_of"], words.lang),
        }
        said.append(words("bulletin.note_dates", **dates))
    said.append(words("bulletin.note_shares"))
    if head["completion_share"] is not None:
        custom = words(f"bulletin.note_gap_{teller.profile.gap_from}")
        said.append(words("bulletin.note_rounding", gap=custom))
    return said
