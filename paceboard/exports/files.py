"""Rows as CSV, as a workbook and as Parquet, and what such files are called.

Amounts leave in the unit they are stored in and shares as ratios, both to the last digit; formats only shape
what a reader sees. Cells that a spreadsheet would take for a formula are made harmless.
"""

import io
import json
from datetime import date, datetime

import polars as pl
import xlsxwriter

from paceboard import canvas, fields, profiles, theme
from paceboard.fields import header, kind
from paceboard.filters import Filters
from paceboard.profiles import Profile
from paceboard.text import Words

FORMULA_START = r"^([=+\-@\t\r])"
# Excel's number formats by kind of column.
FORMATS = {
    "money": "#,##0.00",
    "number": "#,##0.00",
    "printed": "General",
    "share": "0.00%",
    "points": "+0.00%;-0.00%;0.00%",
    "count": "#,##0",
    "days": "#,##0",
    "change": "+0;-0;0",
    "plain": "0",
    "degree": "0.000000",
    "date": "yyyy-mm-dd",
    "month": "yyyy-mm",
    "time": "yyyy-mm-dd hh:mm",
}
HEAD = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
PIXELS_PER_CHARACTER = 7.5
# Without a fixed date the same rows would make a different file each time.
CREATED = datetime(2000, 1, 1)


def file_name(name: str, filters: Filters, suffix: str) -> str:
    """Return "chengdu_2019-08_curve.png": city, month, what it is, and whatever narrows it; ASCII only.

    Sample data says so in the name. Without a suffix there is no dot.
    """
    parts = [filters.city, filters.month.strftime("%Y-%m"), name]
    parts += [f"known-{filters.known_on.isoformat()}"] if filters.known_on else []
    narrowed = (filters.level, filters.units, filters.sectors, filters.batches, filters.search)
    parts += ["part"] if any(narrowed) else []
    parts += ["sample"] if profiles.get(filters.city).sample else []
    return "_".join(parts) + (f".{suffix}" if suffix else "")


def _flat(rows: pl.DataFrame, *, profile: Profile, words: Words) -> tuple[pl.DataFrame, list[str]]:
    """Return the rows without lists and structs, ids and flags as words, and the kind of each column."""
    kept = [name for name, dtype in rows.schema.items() if not dtype.is_nested()]
    rows = fields.shaped(rows, words=words)
    flags = {True: words("term.flag.yes"), False: words("term.flag.no")}
    worded = fields.worded(rows.select(kept), profile=profile, words=words).with_columns(
        pl.col(name).replace_strict(flags, return_dtype=pl.String)
        for name in kept
        if rows.schema[name] == pl.Boolean
    )
    return worded, [kind(name, rows.schema[name]) for name in kept]


def _headers(names: list[str], kinds: list[str], *, profile: Profile, words: Words) -> list[str]:
    unit = fields.stored_unit(profile, words)
    found: list[str] = []
    for name, kind_ in zip(names, kinds, strict=True):
        # In files a gap is a ratio like the shares it comes from, so its heading names no unit.
        text = header(name, "share" if kind_ == "points" else kind_, unit=unit, words=words)
        found.append(f"{text} [{name}]" if text in found else text)
    return found


def csv(rows: pl.DataFrame, *, words: Words, profile: Profile) -> bytes:
    """Return the rows as UTF-8 CSV with a byte order mark, so that Excel reads the Chinese.

    Text that begins like a formula gets an apostrophe in front. Sample data says so in a last column.
    """
    flat, kinds = _flat(rows, profile=profile, words=words)
    names = _headers(flat.columns, kinds, profile=profile, words=words)
    written = flat.with_columns(pl.selectors.string().str.replace(FORMULA_START, "'${1}"))
    written = written.rename(dict(zip(flat.columns, names, strict=True)))
    if profile.sample:
        written = written.with_columns(pl.lit(words("source.sample")).alias(words("export.note")))
    return written.write_csv(include_bom=True, datetime_format="%Y-%m-%d %H:%M").encode("utf-8")


def parquet(rows: pl.DataFrame, *, words: Words, profile: Profile, source: str, title: str = "") -> bytes:
    """Return the rows as Parquet, typed, with ids as they are; scope, units and headings are in its metadata.

    Metadata: title, scope, note (sample data), money_unit, and columns: JSON of column name -> heading.
    """
    kept = rows.select(name for name, dtype in rows.schema.items() if not dtype.is_nested())
    kinds = [kind(name, dtype) for name, dtype in kept.schema.items()]
    names = _headers(kept.columns, kinds, profile=profile, words=words)
    said = {
        "title": title,
        "scope": source,
        "note": words("source.sample") if profile.sample else "",
        "money_unit": fields.stored_unit(profile, words),
        "columns": json.dumps(dict(zip(kept.columns, names, strict=True)), ensure_ascii=False),
    }
    buffer = io.BytesIO()
    kept.write_parquet(buffer, metadata={key: value for key, value in said.items() if value})
    return buffer.getvalue()


def xlsx(rows: pl.DataFrame, *, words: Words, profile: Profile, source: str, title: str = "") -> bytes:
    """Return the rows as a workbook: title, scope tag, frozen headings, typed cells, filters."""
    flat, kinds = _flat(rows, profile=profile, words=words)
    names = _headers(flat.columns, kinds, profile=profile, words=words)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": CREATED, "title": title, "comments": source})
        sheet = book.add_worksheet(words("export.sheet"))
        top = _scope_block(book, sheet, [title, source, words("source.sample") if profile.sample else ""])
        heads = [book.add_format(_style() | HEAD | {"align": side}) for side in ("left", "right")]
        for place, (name, kind_) in enumerate(zip(names, kinds, strict=True)):
            column = flat.to_series(place)
            side = "right" if _is_number(kind_) else "left"
            shape = book.add_format(_style() | {"num_format": _format(kind_, column.dtype), "align": side})
            sheet.set_column(place, place, _width(name, kind_, column), shape)
            sheet.write_string(top, place, name, heads[_is_number(kind_)])
            _write(sheet, top + 1, place, column.to_list(), shape)
        sheet.freeze_panes(top + 1, 1)
        _for_print(sheet, top)
        if names:
            sheet.autofilter(top, 0, top + flat.height, len(names) - 1)
    return buffer.getvalue()


def _format(kind_: str, dtype: pl.DataType) -> str:
    if kind_ == "score":
        return f"#,##0.{'0' * fields.decimals(dtype)}".rstrip(".")
    return FORMATS.get(kind_, "@")


def _is_number(kind_: str) -> bool:
    return (kind_ in FORMATS or kind_ == "score") and kind_ not in ("date", "month", "time")


def _for_print(sheet: object, top: int) -> None:
    """Print on A4 across, one page wide, headings on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)


def _style() -> dict:
    return {"font_name": theme.office_font(), "font_size": 10.5}


def _scope_block(book: xlsxwriter.Workbook, sheet: object, lines: list[str]) -> int:
    """Write the title and the scope tag above the table; return the row of the headings."""
    styles = (
        {"bold": True, "font_size": 14},
        {},
        {"bold": True, "font_color": theme.palette("light").behind},
    )
    row = 0
    for line, style in zip(lines, styles, strict=True):
        if line:
            sheet.write_string(row, 0, line, book.add_format(_style() | style))
            row += 1
    return row + 1


def _width(name: str, kind_: str, column: pl.Series) -> float:
    """Return the width in characters: of the heading, or of the longest of the first texts."""
    texts = [str(value) for value in column.head(200).to_list() if value is not None and kind_ == "text"]
    widest = max((canvas.width_of(text) for text in [name, *texts]), default=0)
    return min(max(widest / PIXELS_PER_CHARACTER + 3, 12), 48)


def _write(sheet: object, row: int, column: int, values: list, shape: object) -> None:
    """Write one column; text is written as text, never as a formula or a link."""
    for i, value in enumerate(values, row):
        if value is None:
            continue
        if isinstance(value, str):
            sheet.write_string(i, column, value, shape)
        elif isinstance(value, date):
            sheet.write_datetime(i, column, value, shape)
        else:
            sheet.write_number(i, column, value, shape)
