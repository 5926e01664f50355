"""Reads and checks rules of cards (亮牌) from data/cards/<id>.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from paceboard import card_checks as checks
from paceboard import card_terms, intervals
from paceboard.card_checks import WrongRules
from paceboard.card_terms import Band, Card, Part, Rule, Rules, Run
from paceboard.profiles import ROOT

__all__ = ["CARDS", "WrongRules", "get", "load", "read"]

CARDS = ROOT / "data" / "cards"


@cache
def load() -> Mapping[str, Rules]:
    """Return every file of rules by id, the neutral one first. Raises WrongRules for a wrong file."""
    found = [read(path) for path in sorted(CARDS.glob("*.toml"))]
    return {rules.id: rules for rules in sorted(found, key=lambda r: (r.id != "neutral", r.id))}


def get(id_: str) -> Rules:
    """Return one file of rules. Raises WrongRules with the ids that exist."""
    if id_ not in load():
        known = ", ".join(load())
        raise WrongRules(
            "data/cards", f"没有“{id_}”，现有：{known}", f"there is no {id_!r}; there are: {known}"
        )
    return load()[id_]


def read(path: Path) -> Rules:
    """Return the rules in one TOML file. Raises WrongRules naming file, key and remedy."""
    try:
        row = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as wrong:
        raise WrongRules(
            path.name, f"不是正确的TOML（{wrong}），请改正该行", f"is no TOML ({wrong}); mend that line"
        ) from wrong
    return _rules(row, path.name, path.stem)


def _rules(row: Mapping, file: str, stem: str) -> Rules:
    if checks.need(row, "id", file) != stem:
        raise WrongRules(
            f"{file}, id", f"应与文件名相同，请写“{stem}”", f"must be the file's name; write {stem!r}"
        )
    cards = tuple(
        _card(said, f"{file}, cards {no}") for no, said in enumerate(checks.need(row, "cards", file), 1)
    )
    checks.unique([card.id for card in cards], f"{file}, cards")
    rules = tuple(
        _rule(said, f"{file}, rules {no}", cards)
        for no, said in enumerate(checks.need(row, "rules", file), 1)
    )
    checks.unique([rule.id for rule in rules], f"{file}, rules")
    name = checks.term(row, "name", file)
    return Rules(
        id=stem,
        zh=name.zh,
        en=name.en,
        version=str(checks.need(row, "version", file)),
        source=checks.term(row, "source", file),
        unpublished=tuple(checks.words(said, f"{file}, unpublished") for said in row.get("unpublished", [])),
        gap=checks.one(row.get("gap", "unrounded"), card_terms.GAPS, f"{file}, gap"),
        overall=checks.one(row.get("overall", "worst"), card_terms.OVERALLS, f"{file}, overall"),
        cards=cards,
        rules=rules,
    )


def _card(row: Mapping, place: str) -> Card:
    id_ = checks.need(row, "id", place)
    place = f"{place} ({id_})"
    return Card(
        id=id_,
        zh=checks.need(row, "zh", place),
        en=checks.need(row, "en", place),
        meaning=checks.one(checks.need(row, "meaning", place), card_terms.MEANINGS, f"{place}, meaning"),
        shape=checks.one(checks.need(row, "shape", place), card_terms.SHAPES, f"{place}, shape"),
        colour=checks.one(checks.need(row, "colour", place), card_terms.COLOURS, f"{place}, colour"),
        follows=checks.words(row["follows"], f"{place}, follows") if "follows" in row else None,
    )


def _rule(row: Mapping, place: str, cards: Sequence[Card]) -> Rule:
    known = [card.id for card in cards]
    id_ = checks.need(row, "id", place)
    place = f"{place} ({id_})"
    name = checks.term(row, "name", place)
    parts = tuple(
        _part(said, f"{place}, parts {no}") for no, said in enumerate(checks.need(row, "parts", place), 1)
    )
    checks.unique([part.id for part in parts], f"{place}, parts")
    bands = tuple(
        _band(said, f"{place}, bands {no}", known, [part.id for part in parts])
        for no, said in enumerate(checks.need(row, "bands", place), 1)
    )
    holes, overlaps = intervals.uncovered(
        [(band.card, band.when) for band in bands],
        {part.id: part.domain for part in parts},
        frozenset(part.id for part in parts if part.is_whole),
    )
    return Rule(
        id=id_,
        zh=name.zh,
        en=name.en,
        subject=checks.one(row.get("subject", "unit"), card_terms.SUBJECTS, f"{place}, subject"),
        parts=parts,
        bands=bands,
        runs=tuple(
            _run(said, f"{place}, runs {no}", known) for no, said in enumerate(row.get("runs", []), 1)
        ),
        kinds=tuple(row.get("kinds", ())),
        months=tuple(checks.month(month, f"{place}, months") for month in row.get("months", ())),
        min_plan=checks.number(row["min_plan"], f"{place}, min_plan") if "min_plan" in row else None,
        level=row.get("level"),
        excused=checks.one(row["excused"], known, f"{place}, excused") if "excused" in row else None,
        holes=tuple(holes),
        overlaps=tuple(overlaps),
    )


def _part(row: Mapping, place: str) -> Part:
    name = checks.term(row, "name", place)
    said = row.get("target")
    is_path = isinstance(said, list)
    target = "path" if is_path else said and checks.one(said, card_terms.TARGETS, f"{place}, target")
    position = checks.one(row.get("position", "share"), card_terms.POSITIONS, f"{place}, position")
    if position in ("points", "relative") and target is None:
        raise WrongRules(
            f"{place}, target",
            "缺少目标，请写 time、own_plan、city 或 [[6, 0.8], [9, 1.0]]",
            "is missing; write time, own_plan, city or [[6, 0.8], [9, 1.0]]",
        )
    measures = card_terms.MEASURES
    return Part(
        id=checks.need(row, "id", place),
        zh=name.zh,
        en=name.en,
        numerator=checks.one(checks.need(row, "numerator", place), measures, f"{place}, numerator"),
        denominator=checks.one(row["denominator"], measures, f"{place}, denominator")
        if "denominator" in row
        else None,
        position=position,
        target=target or None,
        path=_path(said, f"{place}, target", is_step=row.get("is_step", False)) if is_path else (),
        judged=checks.need(row, "judged", place) if target == "judged" else None,
    )


def _path(points: Sequence, place: str, *, is_step: bool) -> tuple[Decimal | None, ...]:
    """Return what the path asks by the end of each month: nothing before its first point."""
    known = [(checks.month(month, place), checks.number(share, place)) for month, share in points]
    if not known or [month for month, _ in known] != sorted({month for month, _ in known}):
        raise WrongRules(
            place, "月份须递增，如 [[6, 0.8], [9, 1.0]]", "months must rise, e.g. [[6, 0.8], [9, 1.0]]"
        )
    asked: list[Decimal | None] = []
    for month in range(1, 13):
        low = next((point for point in reversed(known) if point[0] <= month), None)
        high = next((point for point in known if point[0] > month), None)
        if low is None or high is None or is_step:
            asked.append(low and low[1])
        else:
            asked.append(low[1] + (high[1] - low[1]) * (month - low[0]) / (high[0] - low[0]))
    return tuple(asked)


def _band(row: Mapping, place: str, cards: Sequence[str], parts: Sequence[str]) -> Band:
    when = checks.need(row, "when", place)
    for id_ in when:
        checks.one(id_, parts, f"{place}, when")
    return Band(
        checks.one(checks.need(row, "card", place), cards, f"{place}, card"),
        {id_: checks.interval(said, f"{place}, when.{id_}") for id_, said in when.items()},
    )


def _run(row: Mapping, place: str, cards: Sequence[str]) -> Run:
    return Run(
        card=checks.one(checks.need(row, "card", place), cards, f"{place}, card"),
        times=int(checks.number(checks.need(row, "times", place), f"{place}, times")),
        becomes=checks.one(checks.need(row, "becomes", place), cards, f"{place}, becomes"),
    )
