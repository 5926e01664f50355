"""What can be taken away: rows as CSV and workbook, figures as pictures and as slides that can be edited."""

from paceboard.exports.bundles import bundle
from paceboard.exports.files import csv, file_name, parquet, xlsx
from paceboard.exports.leaves import Card, Cards, Chart, Leaf, Lines, Table
from paceboard.exports.masters import missing
from paceboard.exports.pictures import NoBrowser, browser, png, svg
from paceboard.exports.prints import pdf
from paceboard.exports.slides import deck, notes, pptx, table_pptx

__all__ = [
    "Card",
    "Cards",
    "Chart",
    "Leaf",
    "Lines",
    "NoBrowser",
    "Table",
    "browser",
    "bundle",
    "csv",
    "deck",
    "file_name",
    "missing",
    "notes",
    "parquet",
    "pdf",
    "png",
    "pptx",
    "svg",
    "table_pptx",
    "xlsx",
]
