"""Sentences about a trial: whom another scheme would lift and lower."""

import polars as pl

from paceboard import memo, schemes, units
from paceboard.answers import Teller


@memo.kept(60)
def answer(rows: pl.DataFrame, official: schemes.Scheme, *, teller: Teller) -> str:
    """Return how many ranks the trial changes and who would lead. rows: standings.tried()."""
    words, lang = teller.words, teller.words.lang
    if not rows["rank_official"].count():
        return words("whatif.elsewhere", name=official.name.label(lang))
    moved = rows.filter(pl.col("rank_change") != 0)
    said = {"name": official.name.label(lang), "version": official.version}
    if moved.is_empty():
        return words("whatif.same", **said)
    first = rows.sort("rank_trial", maintain_order=True).row(0, named=True)
    before = rows.sort("rank_official", maintain_order=True).row(0, named=True)
    lead = "whatif.lead_same" if first["unit_id"] == before["unit_id"] else "whatif.lead_other"
    most = moved.sort(pl.col("rank_change").abs(), descending=True, maintain_order=True).row(0, named=True)
    way = "whatif.most_up" if most["rank_change"] > 0 else "whatif.most_down"
    return teller.joined(
        [
            words("whatif.answer", count=units.count(moved.height), **said),
            words(lead, first=teller.unit(first["unit_id"]), before=teller.unit(before["unit_id"])),
            words(way, unit=teller.unit(most["unit_id"]), places=units.count(abs(most["rank_change"]))),
        ]
    )
