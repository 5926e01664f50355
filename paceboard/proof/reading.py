"""What each figure of a draft speaks of: measure, scope and month, read from the words around it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from paceboard.profiles import Profile
from paceboard.proof import figures, lexicon, strangers
from paceboard.proof.figures import Figure

SENTENCE = re.compile(r"[。！？!?\n·|]|\.(?=\s|$)")
SEGMENT = re.compile(r"[。！？!?\n；;]|\.(?=\s|$)")
CLAUSE = re.compile(r"[。！？!?\n；;，,：:、·|]")
PERIOD = re.compile(
    r"(?:(?P<year>\d{4})\s*年(?:的)?\s*)?(?:\d{1,2}\s*[-—–~－至到]\s*)?(?P<month>1[0-2]|0?[1-9])\s*月"
    r"|(?P<half>上半年)|(?P<quarters>前三季度)|(?P<first>[第前]?[一1]季度)|(?P<whole>全年(?!计划|度|目标|投资))"
)
NAMED = {"half": 6, "quarters": 9, "first": 3, "whole": 12}
RANGE = re.compile(r"\s*[至到~—–-]\s*")
PART = "其中"


@dataclass(frozen=True)
class Reading:
    """One figure with what it speaks of.

    measure: id of a measure, "<scope>|<measure>" of a published figure, or "". scope: (cut, key);
    ("part", ...) where the text names a part that nobody here knows. year and month: as last said, or None.
    is_loose: the words may mean something else. is_far: its scope stands in an earlier clause and may no
    longer hold. place: its number among the figures of the text.
    """

    figure: Figure
    place: int
    measure: str
    scope: tuple[str, str]
    year: int | None
    month: int | None
    sentence: int
    segment: int
    paragraph: int
    is_loose: bool = False
    is_part: bool = False
    is_list: bool = False
    is_far: bool = False

    @property
    def kind(self) -> str:
        """Return the kind of the figure."""
        return self.figure.kind


class Reader:
    """Reads one text; profile: the city that it speaks of, whose units and levels are scopes too, or None."""

    def __init__(self, text: str, profile: Profile | None = None) -> None:
        """Take the text as it is; its places are kept."""
        self.text = text
        self.plain = text.translate(figures.PLAIN).lower()
        self.found = figures.find(text)
        self.scopes = tuple((word.lower(), scope) for word, scope in lexicon.scopes(profile))

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Return every figure with what it speaks of, in order."""
        read: list[Reading] = []
        for place, figure in enumerate(self.found):
            read.append(self._reading(place, figure, read))
        return tuple(read)

    def _reading(self, place: int, figure: Figure, before: Sequence[Reading]) -> Reading:
        measure, is_loose = self._measure(place, figure, before)
        year, month = self._period(figure)
        scope, is_part, is_far = self._scope(figure)
        return Reading(
            figure=figure,
            place=place,
            measure=measure,
            scope=scope,
            year=year,
            month=month,
            sentence=self._count(SENTENCE, figure.start),
            segment=self._count(SEGMENT, figure.start),
            paragraph=self.text.count("\n", 0, figure.start),
            is_loose=is_loose,
            is_part=is_part,
            is_far=is_far,
            is_list=place > 0 and bool(figures.BETWEEN.fullmatch(self._gap(place))),
        )

    def _gap(self, place: int) -> str:
        return self.text[self.found[place - 1].end : self.found[place].start]

    @cached_property
    def _ends(self) -> dict[re.Pattern, list[int]]:
        """Return where each kind of stretch ends; points and commas inside figures end nothing."""
        inside = {place for f in self.found for place in range(f.start, f.end)}
        return {
            boundary: [hit.end() for hit in boundary.finditer(self.text) if hit.start() not in inside]
            for boundary in (SENTENCE, SEGMENT, CLAUSE)
        }

    def _count(self, boundary: re.Pattern, end: int) -> int:
        return bisect_right(self._ends[boundary], end)

    def _start(self, boundary: re.Pattern, end: int) -> int:
        """Return where the stretch that ends at a place began."""
        count = self._count(boundary, end)
        return self._ends[boundary][count - 1] if count else 0

    def _measure(self, place: int, figure: Figure, before: Sequence[Reading]) -> tuple[str, bool]:
        """Return the measure that the nearest words name: before the figure, in its clause, after it."""
        if self._is_range(place) or self._is_other(figure):
            return "", True
        if figure.kind == "points" and not figure.unit:
            return "pace_ahead", True
        last = self.found[place - 1].end if place else 0
        sentence, clause = self._start(SENTENCE, figure.start), self._start(CLAUSE, figure.start)
        for start in (max(last, clause), max(last, sentence), clause):
            said = self.plain[start : figure.start].rstrip()
            if word := self._nearest(said, figure.kind):
                meant, is_sure = self._meant(word.id, before, sentence)
                # English says its nouns behind the number: only a heading of a table stands right before it.
                is_apart = word.text.isascii() and not said.endswith(word.text)
                later = self._later(place, figure) if is_apart else None
                is_unsure = word.is_loose or is_apart or not is_sure
                return (later.id, True) if later else (meant, is_unsure)
        said = self.plain[max(last, clause) : figure.start].rstrip()
        if figure.kind == "count" and (
            self._following(figure) or any(said.endswith(w) for w, _ in self.scopes)
        ):
            return "project_count", True
        if (
            before
            and place
            and figures.BETWEEN.fullmatch(self._gap(place))
            and before[-1].kind == figure.kind
        ):
            return before[-1].measure, True
        later = self._later(place, figure)
        return (later.id, True) if later else ("", True)

    def _later(self, place: int, figure: Figure) -> lexicon.Word | None:
        """Return the word behind a figure, to the end of its clause or to the next figure."""
        after = self.found[place + 1].start if place + 1 < len(self.found) else len(self.text)
        rest = CLAUSE.split(self.plain[figure.end : after])[0]
        words = (w for w in lexicon.words() if w.kind in ("", figure.kind) and w.text in rest)
        return next(words, None)

    def _nearest(self, said: str, kind: str) -> lexicon.Word | None:
        """Return the word that ends last; among those the longest; firm words before loose ones."""
        fitting = [w for w in lexicon.words() if w.kind in ("", kind) and w.text in said]
        if not kind:
            return None
        return max(
            fitting,
            key=lambda w: (_is_telling(w), said.rindex(w.text) + len(w.text), len(w.text)),
            default=None,
        )

    def _meant(self, measure: str, before: Sequence[Reading], sentence: int) -> tuple[str, bool]:
        """Return what "总投资" is the total of, and whether that is sure: what was counted just before."""
        meanings = lexicon.settings()["speaks_of"].get(measure)
        counts = [r for r in before if r.kind == "count" and r.figure.start >= sentence]
        counted = ["" if r.is_loose and r.measure != "project_count" else r.measure for r in counts]
        if not meanings or not counted:
            return measure, True
        if "|" in counted[-1]:
            return f"{counted[-1].partition('|')[0]}|{measure}", True
        return meanings.get(counted[-1], measure), bool(counted[-1])

    def _is_other(self, figure: Figure) -> bool:
        """Say whether a count counts something that is no project: 23个单位."""
        rest = self.plain[figure.end :].lstrip(" ")
        return figure.kind == "count" and rest.startswith(tuple(lexicon.settings()["ignore"]["counted"]))

    def _is_range(self, place: int) -> bool:
        """Say whether a figure is the lower end of a range: 3—5个工作日."""
        later = self.found[place + 1] if place + 1 < len(self.found) else None
        return later is not None and bool(RANGE.fullmatch(self.text[self.found[place].end : later.start]))

    def _following(self, figure: Figure) -> tuple[str, str] | None:
        """Return the scope named right behind a count: 17个列省、354个市级."""
        rest = self.plain[figure.end :].lstrip(" ")
        return next((scope for word, scope in self.scopes if rest.startswith(word)), None)

    def _scope(self, figure: Figure) -> tuple[tuple[str, str], bool, bool]:
        """Return the scope named last before the figure, whether it is a part, and whether it is far."""
        start, clause = self._start(SENTENCE, figure.start), self._start(CLAUSE, figure.start)
        following = self._following(figure) if figure.kind == "count" else None
        if following:
            return following, False, False
        said = self.plain[start : figure.start]
        part = said.rfind(PART)
        at, end, scope = self._named(said)
        if part > at:
            return ("part", str(start + part)), True, start + part < clause
        if end < 0 and (row := next((r.name for r in self._rows if r.start < figure.start < r.end), "")):
            return ("part", row), False, False
        if name := strangers.last(said, max(end, 0)):
            return ("part", name.name), part >= 0, start + name.start < clause
        return scope, part >= 0, start + at < clause

    @cached_property
    def _rows(self) -> list[strangers.Row]:
        return strangers.rows(self.text)

    def _named(self, said: str) -> tuple[int, int, tuple[str, str]]:
        """Return the last scope that a text names, from where to where; of words that overlap the first."""
        found = (-1, -1, lexicon.WHOLE)
        hits = sorted(
            (hit.start(), -len(word), scope)
            for word, scope in self.scopes
            for hit in re.finditer(re.escape(word), said)
        )
        end = 0
        for at, length, scope in hits:
            if at >= end:
                end = at - length
                found = (at, end, scope)
        return found

    def _period(self, figure: Figure) -> tuple[int | None, int | None]:
        said = [when for end, *when in self._periods if end <= figure.start]
        years = [year for year, _ in said if year]
        return years[-1] if years else None, said[-1][1] if said else None

    @cached_property
    def _periods(self) -> list[tuple[int, int | None, int]]:
        """Return every month that the text names: where its name ends, its year if said, its number."""
        return [
            (
                hit.end(),
                int(hit["year"]) if hit["year"] else None,
                int(hit["month"]) if hit["month"] else next(m for name, m in NAMED.items() if hit[name]),
            )
            for hit in PERIOD.finditer(self.plain)
        ]


def _is_telling(word: lexicon.Word) -> bool:
    """Say whether a word outranks "项目", which stands behind most others: 新开工重大产业项目219个."""
    return not word.is_loose and word.id != "project_count"


def read(text: str, profile: Profile | None = None) -> tuple[Reading, ...]:
    """Return every figure of a text with what it speaks of."""
    return Reader(text, profile).readings
