"""Every visible word, from data/text/<language>.toml."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache

from paceboard.profiles import ROOT

FOLDER = ROOT / "data" / "text"
LANGS = ("zh", "en")


def flatten(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """Return nested tables as one mapping "table.key" -> words. Raises ValueError where a leaf is no text."""
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            flat[prefix + key] = value
        else:
            raise ValueError(f"{prefix}{key} = {value!r} is no text; put it in quotation marks")
    return flat


class Words:
    """The words of one language: words("curve.title", month="2019年8月")."""

    def __init__(self, lang: str, entries: Mapping[str, str]) -> None:
        """Hold the entries of one language, "table.key" -> words."""
        self.lang = lang
        self.entries = entries
        self._under: dict[str, Mapping[str, str]] = {}

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key with {name} filled in. Raises KeyError for what is unknown or missing."""
        if key not in self.entries:
            raise KeyError(f"data/text/{self.lang}.toml has no {key!r}")
        words = self.entries[key]
        return words.format(**values) if values else words

    def under(self, prefix: str) -> Mapping[str, str]:
        """Return the words of every key that begins with prefix, by what follows it."""
        # Tables ask this for each coded column; the words never change while the product runs.
        if prefix not in self._under:
            found = {k.removeprefix(prefix): v for k, v in self.entries.items() if k.startswith(prefix)}
            self._under[prefix] = found
        return self._under[prefix]

    def __contains__(self, key: str) -> bool:
        """Say whether there are words of that key."""
        return key in self.entries


@lru_cache(maxsize=4096)
def plain(sentence: str) -> str:
    """Return text with Markdown's signs made harmless: names come from other people's workbooks."""
    return re.sub(r"([\\`*_\[\]<>#|~$])", r"\\\1", sentence)


@cache
def words(lang: str) -> Words:
    """Return the words of "zh" or "en". Raises KeyError for another, ValueError naming a broken file."""
    if lang not in LANGS:
        raise KeyError(f"no language {lang!r}; there are: {', '.join(LANGS)}")
    path = FOLDER / f"{lang}.toml"
    try:
        return Words(lang, flatten(tomllib.loads(path.read_text("utf-8"))))
    except ValueError as wrong:
        raise ValueError(f"{path}: {wrong}") from wrong


def language(locale: str | None) -> str:
    """Return the language for a browser's locale: Chinese for zh-* and where unknown, else English."""
    return "zh" if not locale or locale.lower().startswith("zh") else "en"
