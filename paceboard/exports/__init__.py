"""What can be taken away: rows as CSV and workbook, figures as pictures and as slides that can be edited."""

from functools import partial

from paceboard.exports.bundles import bundle
from paceboard.exports.files import csv, file_name, parquet, xlsx
from paceboard.exports.geojson import geojson, is_placed
from paceboard.exports.leaves import Card, Cards, Chart, Leaf, Lines, Table
from paceboard.exports.masters import missing
from paceboard.exports.pictures import NoBrowser, browser, png, svg
from paceboard.exports.prints import PAPERS, pdf
from paceboard.exports.slides import deck, notes, pptx, table_pptx

# What a deck can be taken away as: suffix, and who makes it of leaves.
FILES = {"pptx": ("pptx", deck), "pdf": ("pdf", pdf), "a4": ("pdf", partial(pdf, paper="a4"))}

__all__ = [
    "FILES",
    "PAPERS",
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
    "geojson",
    "is_placed",
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
