"""The wall of cards as a way in: a tile opens its reasons, the tile of the whole why its unit ranks there."""

import plotly.graph_objects as go
import polars as pl

from paceboard import answers_cards, tiles, ui
from paceboard.view import View

DETAIL = "card_detail"  # key of the container where the reasons of the chosen card stand


def place(view: View, wall: pl.DataFrame, figure: go.Figure) -> None:
    """Draw the wall and answer what the reader opens. wall: answers_cards.wall(), a row per tile."""
    view.chart(figure, wall.select(answers_cards.EXPORT), name="cards")
    hint = view.words("cards.open")
    picked = tiles.opened(_opening(view, wall), name="cards", label=hint, shows=DETAIL)
    view.say(hint)
    if picked and picked["rule"] == answers_cards.OVERALL:
        view.go("pages/review/why.py", unit=picked["unit"])
    elif picked:
        for name in ("unit", "rule"):
            ui.put(f"{view.page}_{name}", picked[name])


def _opening(view: View, wall: pl.DataFrame) -> list[dict]:
    """Return what each tile opens and how it is read aloud."""
    rows = {unit: at for at, unit in enumerate(wall["unit_id"].unique(maintain_order=True))}
    return [
        {
            "label": view.words("cards.open_label", text=row["hover"]),
            "row": rows[row["unit_id"]],
            "column": row["rule_no"],
            "opens": {"unit": row["unit_id"], "rule": row["rule_id"]},
        }
        for row in wall.to_dicts()
    ]
