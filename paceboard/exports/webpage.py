"""The public notice as one web page that fetches nothing: text, lists, table, light and dark, for print."""

from functools import lru_cache
from html import escape

from paceboard import theme
from paceboard.notice import Notice, Section, Table
from paceboard.notice_cards import Listed
from paceboard.text import words

# Colours come from the theme; the sign and the word tell a card apart where colours do not.
HUES = ("green", "blue", "yellow", "orange", "red", "violet", "gray")
STYLE = """
:root {{ color-scheme: light dark; {light} }}
@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; background: var(--background); color: var(--text); font: 17px/1.85 {font}; }}
main {{ max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 3rem; }}
h1 {{ font-size: 1.7rem; line-height: 1.4; text-align: center; text-wrap: balance; margin: 0 0 1.6rem; }}
h2 {{ font-size: 1.15rem; margin: 1.8rem 0 .4rem; }}
p {{ margin: .3rem 0; }}
.zh p {{ text-indent: 2em; }}
.sample {{ text-align: center; text-indent: 0 !important; color: var(--behind); font-weight: 600; }}
.cards {{ margin: .6rem 0 0; }}
.cards dt {{ font-weight: 600; margin-top: .5rem; }}
.cards dd {{ margin: 0 0 0 1.6em; }}
.wide {{ overflow-x: auto; margin-top: .6rem; }}
table {{ border-collapse: collapse; width: 100%; font-size: .82rem; line-height: 1.45; }}
th, td {{ border: 1px solid var(--border); padding: .3rem .45rem; text-align: left; }}
th {{ background: var(--panel); vertical-align: middle; text-align: center; }}
td.number {{ text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }}
tbody tr:last-child {{ font-weight: 600; background: var(--panel); }}
footer {{ margin-top: 2rem; border-top: 1px solid var(--border); padding-top: .8rem; }}
footer {{ font-size: .82rem; color: var(--muted); }}
footer p {{ text-indent: 0 !important; }}
@media print {{
  body {{ font-size: 12pt; }} main {{ max-width: none; padding: 0; }}
  tr, h2 {{ break-inside: avoid; }} thead {{ display: table-header-group; }}
}}
"""


def _colours(mode: str) -> str:
    colours = theme.palette(mode)
    named = {
        name: getattr(colours, name) for name in ("background", "panel", "text", "muted", "border", "behind")
    }
    named |= {hue: theme.hue(hue, mode) for hue in HUES}
    return " ".join(f"--{name}: {colour};" for name, colour in named.items())


@lru_cache(maxsize=32)
def html(notice: Notice) -> bytes:
    """Return the notice as a UTF-8 web page with everything inside."""
    said = words(notice.lang)
    style = STYLE.format(font=theme.font(), light=_colours("light"), dark=_colours("dark"))
    language = {"zh": "zh-CN"}.get(notice.lang, notice.lang)
    numbered = enumerate(notice.sections, 1)
    parts = [
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(notice.title)}</title>\n<style>{style}</style>\n</head>",
        f'<body class="{notice.lang}">\n<main>\n<h1>{escape(notice.title)}</h1>',
        f'<p class="sample">{escape(notice.sample)}</p>' if notice.sample else "",
        *(_section(section, said(f"bulletin.number_{i}")) for i, section in numbered),
        f"<footer>\n<h2>{escape(said('bulletin.notes'))}</h2>",
        *(f"<p>{escape(note)}</p>" for note in notice.notes),
        "</footer>\n</main>\n</body>\n</html>\n",
    ]
    return "\n".join(part for part in parts if part).encode("utf-8")


def _section(section: Section, number: str) -> str:
    parts = [f"<section>\n<h2>{escape(number + section.heading)}</h2>"]
    parts += [f"<p>{escape(sentence)}</p>" for sentence in section.sentences]
    if section.lists:
        parts.append('<dl class="cards">' + "".join(map(_listed, section.lists)) + "</dl>")
    if section.table:
        parts.append(_table(section.table))
    return "\n".join([*parts, "</section>"])


def _listed(listed: Listed) -> str:
    sign = f'<span style="color:var(--{escape(listed.colour)})">{escape(listed.sign)}</span>'
    return f"<dt>{sign} {escape(listed.word)}</dt><dd>{escape(listed.text)}</dd>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in table.headings)
    rows = "\n".join(f"<tr>{_cells(row, table)}</tr>" for row in table.rows)
    body = f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>"
    return f'<div class="wide"><table>\n{body}\n</table></div>'


def _cells(row: tuple[str, ...], table: Table) -> str:
    shape = {True: '<td class="number">{}</td>', False: "<td>{}</td>"}
    return "".join(
        shape[is_number].format(escape(cell)) for cell, is_number in zip(row, table.is_number, strict=True)
    )
