"""The words of a profile: terms in both languages, units, money, limits; and how a file states them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One word of a profile in both languages: a list, level, batch, stage, sector, kind."""

    id: str
    zh: str
    en: str

    def label(self, lang: str) -> str:
        """Return the word in the reader's language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Sector(Term):
    """A sector and the GB/T 4754 divisions (inclusive ranges) or category texts that belong to it."""

    divisions: tuple[tuple[int, int], ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Factor(Term):
    """A factor (land, energy, ...) and the unit it is counted in."""

    unit_zh: str = ""
    unit_en: str = ""


@dataclass(frozen=True)
class Unit(Term):
    """Who answers for projects: district, county, development zone, town, bureau, the city itself.

    tile: column and row, from the north-west corner, of its tile where no borders are drawn.
    """

    kind: str = "district"
    code: str | None = None
    parent: str | None = None
    expected: bool = True
    aliases: tuple[str, ...] = ()
    tile: tuple[int, int] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Return every word that it answers to: id, name in both languages, code, aliases."""
        return (self.id, self.zh, self.en, *([self.code] if self.code else []), *self.aliases)


@dataclass(frozen=True)
class Money:
    """The money unit that amounts are stored in, and the larger one that screens show."""

    zh: str
    en: str
    big_zh: str
    big_en: str
    big_factor: int
    big_decimals: int = 2


@dataclass(frozen=True)
class BoundaryFields:
    """What the city's own boundary file calls the code and the name of a district."""

    code: str = "adcode"
    name: str = "name"


@dataclass(frozen=True)
class Deviation:
    """Returns and statistics differ too much: by more than share (0.2 = 20 %), so many months running.

    admitted_from: total investment from which a started project belongs in statistics, in the money unit.
    """

    share: float
    months: int
    admitted_from: int | None = None


def terms(rows: list[dict]) -> tuple[Term, ...]:
    """Return the terms of a list of a profile's file."""
    return tuple(Term(r["id"], r["zh"], r["en"]) for r in rows)


def unit(row: dict) -> Unit:
    """Return the unit in a row of a profile's file. Raises KeyError for what is missing."""
    return Unit(
        id=row["id"],
        zh=row["zh"],
        en=row["en"],
        kind=row["kind"],
        code=row.get("code"),
        parent=row.get("parent"),
        expected=row.get("expected", True),
        aliases=tuple(row.get("aliases", ())),
        tile=tuple(row["tile"]) if "tile" in row else None,
    )


def sector(row: dict) -> Sector:
    """Return the sector in a row of a profile's file. Raises KeyError for what is missing."""
    ranges = tuple((low, high) for low, high in row.get("divisions", []))
    return Sector(row["id"], row["zh"], row["en"], divisions=ranges, labels=tuple(row.get("labels", ())))


def factor(row: dict) -> Factor:
    """Return the factor in a row of a profile's file. Raises KeyError for what is missing."""
    return Factor(row["id"], row["zh"], row["en"], unit_zh=row["unit"]["zh"], unit_en=row["unit"]["en"])
