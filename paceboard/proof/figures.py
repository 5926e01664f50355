"""Every figure of a text: its exact value, its unit, its printed decimals, and how it is bound."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from paceboard.proof import lexicon, numerals

# Full-width digits and signs, one character for one: places in the text stay as they are.
PLAIN = str.maketrans("０１２３４５６７８９．％＋－（）", "0123456789.%+-()")
ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
CHINESE = rf"[{numerals.CHARACTERS}]+"
MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
# Dates, ordinals, numbers of papers and paragraphs: no figures.
NO_FIGURE = re.compile(
    r"\d{4}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*[日号])?"
    r"|\d{1,2}\s*[-—–~－至到]\s*\d{1,2}\s*月份?"
    r"|\d{1,2}\s*月份?(?:\s*\d{1,2}\s*[日号])?|\d{1,2}\s*[日号](?!均)|\d+\s*个月"
    rf"|第\s*(?:\d+|{CHINESE})\s*[期次届季批号条个轮]?|[一二三四1-4前两三]+个?季度"
    r"|[〔\[]\d{4}[〕\]]\s*\d*\s*号?|\d{1,2}:\d{2}|[A-Za-z]\d+|https?://\S+"
    rf"|\b\d{{1,2}}\s+{MONTHS}(?:\s+\d{{4}})?|\b{MONTHS}\s+\d{{4}}"
    r"|\b(?:19|20)\d{2}\b(?![.,]?\d)(?!\s*[个亿万元%项])"
    rf"|(?m:^\s*[（(]?(?:\d{{1,2}}|{CHINESE})[)）.、]\s*(?!\d))"
    rf"|(?:{CHINESE})(?:是|要|类|级|批)"
)
NOUN = re.compile(r"\s*[a-z]{2}")
BETWEEN = re.compile(r"\s*(?:[、,，和及与至到~—–-]|of(?: the)?|and)\s*")


@dataclass(frozen=True)
class Figure:
    """One figure as printed: value and decimals in its unit, kind of unit, factor to the base unit.

    bound: least, most, about or ""; start and end: where it stands in the text, its unit and bound included.
    """

    text: str
    start: int
    end: int
    value: Decimal
    decimals: int
    unit: str
    kind: str
    factor: Decimal
    bound: str = ""

    @property
    def base(self) -> Decimal:
        """Return the value in the base unit of its kind."""
        return self.value * self.factor


@cache
def _pattern() -> re.Pattern:
    def any_of(words: object) -> str:
        return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))

    bounds = [word for words in lexicon.settings()["bounds"].values() for word in words]
    units = any_of(lexicon.units())
    return re.compile(
        rf"(?P<before>(?:{any_of(bounds)})\s*)?"
        rf"(?:百分之(?P<hundredth>{CHINESE}(?:点{CHINESE})?)"
        rf"|(?P<arabic>(?<![\d.])(?:[+−-](?=\d))?(?:{ARABIC}))\s*(?P<more>多|余)?\s*(?P<unit>{units})?"
        rf"|(?P<chinese>{CHINESE})(?P<more2>多|余)?(?P<unit2>{units}))"
        r"(?P<after>以上|以下|以内|左右)?"
    )


def masked(text: str) -> str:
    """Return the text with all that only looks like a figure blanked out, every character in its place."""
    found = text.translate(PLAIN)
    for phrase in lexicon.settings()["ignore"]["phrases"]:
        found = found.replace(phrase, "　" * len(phrase))
    return NO_FIGURE.sub(lambda hit: "　" * len(hit[0]), found)


def find(text: str) -> tuple[Figure, ...]:
    """Return every figure of a text in order; figures of one list share the unit of its last."""
    found = [_figure(hit, text) for hit in _pattern().finditer(masked(text))]
    shared: list[Figure] = []
    for figure in reversed([f for f in found if f]):
        after = shared[-1] if shared else None
        if after and not figure.unit and after.unit and BETWEEN.fullmatch(text[figure.end : after.start]):
            unit = {"unit": after.unit, "kind": after.kind, "factor": after.factor}
            shared.append(Figure(**{**figure.__dict__, **unit}))
        else:
            shared.append(figure)
    return tuple(reversed(shared))


def _figure(hit: re.Match, whole: str) -> Figure | None:
    value, decimals = _value(hit)
    if value is None:
        return None
    unit = "%" if hit["hundredth"] else hit["unit"] or hit["unit2"] or ""
    is_signed = bool(hit["arabic"]) and hit["arabic"][0] in "+−-"
    # A bare number with a sign is a distance, 武侯区（+24.13）; before an English word it counts, 308 starts.
    counts = bool(NOUN.match(hit.string, hit.end()))
    bare = "points" if is_signed else "count" if counts else ""
    kind, factor = lexicon.units().get(unit, (bare, Decimal(1)))
    said = [word.strip() for word in (hit["before"], hit["more"], hit["more2"], hit["after"]) if word]
    bound = next((b for b, words in lexicon.settings()["bounds"].items() if set(said) & set(words)), "")
    start = hit.start("arabic") if hit["arabic"] else hit.start() + len(hit["before"] or "")
    text = whole[start : hit.end()].rstrip()
    return Figure(text, start, start + len(text), value, decimals, unit, kind, factor, bound)


def _value(hit: re.Match) -> tuple[Decimal | None, int]:
    written = hit["hundredth"] or hit["chinese"]
    if written:
        value = numerals.number(written)
        return value, len(written.partition("点")[2])
    plain = hit["arabic"].replace(",", "").replace("−", "-")
    return Decimal(plain), len(plain.partition(".")[2])
