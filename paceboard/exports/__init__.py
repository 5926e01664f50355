"""What can be taken away: rows as CSV and workbook, figures as pictures and as slides that can be edited."""

from paceboard.exports.bundles import bundle
from paceboard.exports.files import csv, file_name, xlsx
from paceboard.exports.pictures import NoBrowser, browser, png, svg
from paceboard.exports.slides import pptx, table_pptx

__all__ = ["NoBrowser", "browser", "bundle", "csv", "file_name", "png", "pptx", "svg", "table_pptx", "xlsx"]
