"""Sentences about rules: what one watches, what it found, and all of them together."""

from collections.abc import Mapping

import polars as pl

from paceboard import fields, keys, kpis, memo, names, units, watches
from paceboard.answers import Teller
from paceboard.dimensions import dimensions
from paceboard.watches import WHOLE, Watch

Row = Mapping[str, object]
COLUMNS = ("watch_name", "watch_thing", "watch_measure", "watch_value", "watch_rule", "watch_new", "watch_by")
SIGNS = {"below": "<", "at_most": "≤", "above": ">", "at_least": "≥"}


def measure(name: str, teller: Teller) -> str:
    """Return what a measure is called: as on its card, else as the column of a table."""
    found = kpis.measures().get(name)
    return found.label(teller.words.lang) if found else fields.label(name, teller.words)


def unit(kind: str, teller: Teller) -> str:
    """Return the unit in which a threshold of a kind is stated, with the space that belongs before it."""
    words = teller.words
    if kind == "share":
        return "%"
    if kind == "money":
        name = units.money_unit(teller.profile, words.lang)
        return words("watch.unit_times" if name[:1].isdigit() else "watch.unit", unit=name)
    known = {"points": "watch.points", "days": "watch.days"}
    return words("watch.unit", unit=words(known[kind])) if kind in known else ""


def bare_unit(name: str, teller: Teller) -> str:
    """Return the unit in which a threshold is stated, as it stands in brackets; "" for plain numbers."""
    kind = watches.kind(name)
    if kind == "money":
        return units.money_unit(teller.profile, teller.words.lang)
    if kind == "points":
        return teller.words("chart.points_unit")
    return unit(kind, teller).strip()


def cut(name: str, teller: Teller) -> str:
    """Return for what one by one a rule watches."""
    words = teller.words
    if f"watch.cut_{name}" in words:
        return words(f"watch.cut_{name}")
    label = dimensions()[name].label(words.lang)
    return words("watch.each", name=label[:1].lower() + label[1:])


def key(cut_: str, row: Row, teller: Teller) -> str:
    """Return what a thing that a rule fires for is called. row: a row of query watches."""
    words = teller.words
    if cut_ == WHOLE:
        return teller.profile.name.label(words.lang)
    if row["name"]:
        name, owner = str(row["name"]), row["unit_id"]
        return name if owner is None else words("watch.of", unit=teller.unit(owner), name=name)
    if cut_ == "target":
        return _target(str(row["key"]), teller)
    if cut_ in dimensions():
        return keys.reader(dimensions()[cut_], profile=teller.profile, words=words)(str(row["key"]))
    return names.of(cut_, str(row["key"]), profile=teller.profile, words=words)


def _target(entity: str, teller: Teller) -> str:
    """Return what a target is called, by its id <measure>·<unit>[·<month>]."""
    name, *rest = entity.split("·")
    if not rest:
        return entity
    called = names.of("target_measure", name, profile=teller.profile, words=teller.words)
    return " ".join([teller.unit(rest[0]), called, *rest[1:]])


def value(watch: Watch, row: Row, teller: Teller) -> str:
    """Return the figure of a row as it is printed anywhere else."""
    kind = watches.kind(watch.measure)
    if watch.measure == "pace_gap":
        printed = units.printed_gap(row["beside"], row["value"], teller.profile)
        return f"{printed}{unit(kind, teller)}"
    printed = units.figure(row["value"], kind=kind, profile=teller.profile, lang=teller.words.lang)
    return f"{printed}{unit(kind, teller)}" if kind in ("points", "days") else printed


def threshold(watch: Watch, teller: Teller) -> str:
    """Return what a rule compares with, in its unit."""
    number = watches.number(watch.threshold)
    written = "?" if number is None else f"{number.normalize():,f}".replace("-", "−")
    return f"{written}{unit(watches.kind(watch.measure), teller)}"


def rule(watch: Watch, teller: Teller) -> str:
    """Return what a rule watches, in one sentence."""
    words = teller.words
    if watch.keys:
        blank = {"name": None, "unit_id": None}
        who = teller.listed(key(watch.cut, blank | {"key": one}, teller) for one in watch.keys)
    else:
        who = cut(watch.cut, teller)
    listed = next((one.label(words.lang) for one in teller.profile.lists if one.id == watch.list_kind), "")
    return words(
        "watch.rule",
        who=who,
        measure=measure(watch.measure, teller),
        comparison=words(f"watch.{watch.comparison}"),
        threshold=threshold(watch, teller),
        list=listed,
    )


def found(watch: Watch, rows: pl.DataFrame, teller: Teller) -> str:
    """Return what one rule found. rows: query watches, of this rule."""
    words, first = teller.words, rows.row(0, named=True)
    if not first["watched_count"]:
        return words("watch.nothing_to_hold")
    said = {"watched": units.count(first["watched_count"]), "fired": units.count(first["fired_count"])}
    if watch.cut == WHOLE:
        return words("watch.is_fired" if first["fired_count"] else "watch.is_quiet")
    return words("watch.found" if first["fired_count"] else "watch.found_none", **said)


def thing(watch: Watch, row: Row, teller: Teller) -> str:
    """Return one thing that a rule fires for, with its figure, and that it is new."""
    words = teller.words
    said = words("watch.thing", name=key(watch.cut, row, teller), value=value(watch, row, teller))
    return words("watch.new", thing=said) if row["is_new"] else said


@memo.kept(60)
def summary(rows: pl.DataFrame, asked: list[Watch], teller: Teller) -> str:
    """Return in one sentence how many rules fire, for what first, and how much of it is new."""
    words = teller.words
    hit = rows.drop_nulls("key")
    if hit.is_empty():
        return words("watch.quiet", count=units.count(len(asked)))
    new = hit.filter(pl.col("is_new").fill_null(value=False)).height
    said = words(
        "watch.summary",
        count=units.count(len(asked)),
        fired=units.count(hit["rule"].n_unique()),
        things=units.count(int(hit.unique("rule")["fired_count"].sum())),
    )
    return teller.joined([said, words("watch.summary_new", count=units.count(new)) if new else ""])


@memo.kept(60)
def table(rows: pl.DataFrame, asked: list[Watch], teller: Teller) -> pl.DataFrame:
    """Return what fired as a table of words and numbers: what stands on screen and goes into files."""
    by_id = {watch.id: watch for watch in asked}
    hit = rows.drop_nulls("key")
    words = teller.words
    said = [
        {
            "watch_name": watch.name,
            "watch_thing": key(watch.cut, row, teller),
            "watch_measure": measure(watch.measure, teller),
            "watch_value": value(watch, row, teller),
            "watch_rule": f"{SIGNS[watch.comparison]} {threshold(watch, teller)}",
            "watch_new": words("term.flag.yes" if row["is_new"] else "term.flag.no")
            if row["is_new"] is not None
            else words("watch.not_known"),
            "watch_by": watch.by,
        }
        for row in hit.iter_rows(named=True)
        for watch in [by_id[row["rule"]]]
    ]
    schema = dict.fromkeys(COLUMNS, pl.String)
    kept = hit.select("key", "unit_id", "project", pl.col("shown").cast(pl.Float64).alias("watch_number"))
    return pl.DataFrame(said, schema=schema).hstack(kept)


def label_of(name: str, teller: Teller) -> str:
    """Return what a measure is called in a menu, with the unit of its threshold."""
    said, label = bare_unit(name, teller), measure(name, teller)
    return teller.words("watch.label", label=label, unit=said) if said else label
