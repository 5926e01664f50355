"""What every picture shares: title, source line, sample mark, key, margins and labels at line ends.

Sizes are pixels of the laid-out figure; widths of text are estimates, Chinese characters taken as square.
"""

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from paceboard import theme
from paceboard.profiles import Profile
from paceboard.text import Words

TITLE_SIZE = 18
NOTE_SIZE = 12
LABEL_SIZE = 14
EDGE = 18
# What titles and source lines may take: (of a figure at least 700 wide, of a narrow one).
TITLE_WIDTHS = (596, 350)  # the sample mark stands beside the title
NOTE_WIDTHS = (790, 430)
# Places where a line of Chinese or English may break.
BREAKS = re.compile(r"[^，。；：、！？·,;:\s]+[，。；：、！？·,;:]*\s*|[，。；：、！？·,;:]+\s*|\s+")


@dataclass(frozen=True)
class Look:
    """What pages hand to every chart: city, words, mode ("light", "dark"), title sentence, source line.

    is_narrow: the figure stands in a column of about 480 to 720 pixels.
    """

    profile: Profile
    words: Words
    mode: str
    title: str
    source: str
    is_narrow: bool = False

    @property
    def colours(self) -> theme.Palette:
        """Return the palette of the mode."""
        return theme.palette(self.mode)


def safe(text: str) -> str:
    """Return text that plotly shows as it is written: names come from other people's workbooks."""
    return html.escape(text, quote=False)


@lru_cache(maxsize=8192)
def width_of(text: str, size: int = LABEL_SIZE) -> int:
    """Return about how many pixels wide a text of that font size is."""
    squares = sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.58 for c in text)
    return round(squares * size)


def shortened(text: str, limit: int, size: int = LABEL_SIZE) -> str:
    """Return the text, cut with … where it is wider than limit pixels."""
    if width_of(text, size) <= limit:
        return text
    kept = text
    while kept and width_of(kept + "…", size) > limit:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(text: str, limit: int, size: int) -> list[str]:
    """Return a text as lines at most limit pixels wide, broken after punctuation and blanks if possible."""
    lines = [""]
    for piece in BREAKS.findall(text):
        if lines[-1] and width_of(lines[-1] + piece.rstrip(), size) > limit:
            lines.append("")
        lines[-1] += piece
        while len(lines[-1]) > 1 and width_of(lines[-1].rstrip(), size) > limit:
            # Never less than one letter, however narrow the place: it would never come to an end.
            head = shortened(lines[-1], limit, size).removesuffix("…") or lines[-1][:1]
            lines[-1:] = [head, lines[-1][len(head) :]]
    return [line.strip() for line in lines if line.strip()] or [""]


def in_two(text: str, limit: int) -> list[str]:
    """Return a name as one line or, smaller, as two; what is still too long is cut with …."""
    if width_of(text) <= limit:
        return [text]
    lines = wrapped(text, limit, NOTE_SIZE)
    return lines if len(lines) < 3 else [lines[0], shortened(" ".join(lines[1:]), limit, NOTE_SIZE)]


def spread(values: Sequence[float], gap: float) -> list[float]:
    """Return positions as near to the values as can be, in the same order, at least gap apart."""
    order = sorted(range(len(values)), key=values.__getitem__)
    groups: list[list[float]] = []  # [centre, count] of labels that touch
    for index in order:
        groups.append([values[index], 1])
        while len(groups) > 1 and groups[-1][0] - groups[-2][0] < gap * (groups[-1][1] + groups[-2][1]) / 2:
            centre, count = groups.pop()
            groups[-1][0] = (groups[-1][0] * groups[-1][1] + centre * count) / (groups[-1][1] + count)
            groups[-1][1] += count
    placed = [c + gap * (i - (n - 1) / 2) for c, n in groups for i in range(int(n))]
    result = [0.0] * len(values)
    for index, place in zip(order, placed, strict=True):
        result[index] = place
    return result


def note(text: str, **place: object) -> dict:
    """Return an annotation without arrow; place overrides any of its properties."""
    return {"text": text, "showarrow": False, "xref": "paper", "yref": "paper"} | place


def key(parts: Sequence[tuple[str, str, str]], colours: theme.Palette) -> dict:
    """Return one line that names the marks of a chart, (mark, colour, word) each, at the top right."""
    text = "　".join(
        f"<span style='color:{colour}'>{mark}</span> {safe(word)}" for mark, colour, word in parts
    )
    font = {"size": NOTE_SIZE + 1, "color": colours.muted}
    return note(text, x=1, y=1, xanchor="right", yanchor="bottom", yshift=8, font=font)


def unit(name: str, look: Look) -> dict:
    """Return the name of the unit of the upright axis, above it."""
    font = {"size": NOTE_SIZE + 1, "color": look.colours.muted}
    return note(safe(name), x=0, y=1, xanchor="left", yanchor="bottom", xshift=-40, yshift=8, font=font)


def layout(  # noqa: PLR0913 a frame has four sides
    look: Look,
    *,
    name: str,
    kind: str,
    left: int = 66,
    right: int = 28,
    axis: int = 30,
    top: int = 40,
    height: int | None = None,
    notes: Sequence[dict] = (),
    about: Mapping[str, object] | None = None,
    **rest: object,
) -> dict:
    """Return the layout of one figure.

    name and kind go into layout.meta; left, right, axis (below the plot) and top (below the title) are the
    pixels that the chart itself needs there; height is what it needs in all, None where any height does;
    about adds to layout.meta.
    """
    title = [safe(line) for line in wrapped(look.title, TITLE_WIDTHS[look.is_narrow], TITLE_SIZE)]
    source = [safe(line) for line in wrapped(look.source, NOTE_WIDTHS[look.is_narrow], NOTE_SIZE)]
    above = EDGE + len(title) * (TITLE_SIZE + 8) + top
    below = axis + 12 + len(source) * (NOTE_SIZE + 5) + 10
    foot = _source(source, look.colours, left=left, axis=axis)
    marks = [_sample(look, right=right, above=above)] if look.profile.sample else []
    facts = {"name": name, "kind": kind, "title": look.title, "source": look.source, "mode": look.mode}
    facts["share_decimals"] = look.profile.share_decimals
    size = {"height": height + above + below} if height else {}
    return {
        "template": theme.template(look.mode),
        "title": _title(title, look.colours),
        "margin": {"l": left, "r": right, "t": above, "b": below},
        "annotations": [*notes, foot, *marks],
        "meta": facts | dict(about or {}),
        **size,
        **rest,
    }


def _source(lines: Sequence[str], colours: theme.Palette, *, left: int, axis: int) -> dict:
    place = {"x": 0, "y": 0, "xanchor": "left", "yanchor": "top", "xshift": EDGE - left, "yshift": -axis - 12}
    font = {"size": NOTE_SIZE, "color": colours.muted}
    return note("<br>".join(lines), name="source", align="left", font=font, **place)


def _title(lines: Sequence[str], colours: theme.Palette) -> dict:
    return {
        "text": "<br>".join(lines),
        "x": 0,
        "xanchor": "left",
        "xref": "container",
        "y": 1,
        "yanchor": "top",
        "yref": "container",
        # plotly centres the lines on where a single one would stand.
        "pad": {"l": EDGE, "t": EDGE + (len(lines) - 1) * TITLE_SIZE * 0.65},
        "font": {"size": TITLE_SIZE, "weight": 600, "color": colours.text},
    }


def _sample(look: Look, *, right: int, above: int) -> dict:
    colours = look.colours
    return note(
        look.words("source.sample"),
        x=1,
        y=1,
        xanchor="right",
        yanchor="top",
        xshift=right - EDGE,
        yshift=above - EDGE,
        font={"size": NOTE_SIZE + 1, "color": colours.behind},
        bordercolor=colours.behind,
        borderwidth=1,
        borderpad=4,
        name="sample",
    )
