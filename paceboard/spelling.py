"""How words are spelt for finding: plain, in pinyin without tones, in first letters, and by sound."""

import re
import unicodedata
import zlib
from functools import lru_cache
from itertools import pairwise

# A word of Latin letters or digits, or one Chinese character.
PIECE = re.compile(r"[a-z]+|[0-9]+|[^\W\d_]|\d")
HAN = re.compile(r"[\u3400-\u9fff]")
# What many readers do not tell apart, or mistype: flat and curled tongue, front and back nasal, n and l.
ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"))
# Two numbers of 120 bits: DuckDB counts bits in a signed integer of 128.
BITS = 240
HALF = (1 << BITS // 2) - 1


def folded(text: str) -> str:
    """Return text in half width and lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def plain(text: str) -> str:
    """Return the letters, digits and characters of a text, without what stands between them."""
    return "".join(c for c in folded(text) if c.isalnum())


@lru_cache(maxsize=20_000)
def _syllables(text: str) -> tuple[str, ...]:
    """Return the pieces of a text, each character as it is read in its context, each Latin word whole."""
    if not HAN.search(text):
        return tuple(PIECE.findall(folded(text)))
    # The dictionary takes 0.2 s to read: those who look for nothing need not wait for it.
    from pypinyin import lazy_pinyin  # noqa: PLC0415 (see above)

    read = lazy_pinyin(folded(text), errors=PIECE.findall)
    return tuple(word.replace("ü", "v") for word in read)


def pinyin(text: str) -> str:
    """Return a text in pinyin without tones: 成都 chengdu; Latin words and digits stay."""
    return "".join(_syllables(text))


def initials(text: str) -> str:
    """Return the first letter of each character or Latin word, numbers whole: 5G 基站 5gjz."""
    return "".join(word if word.isdigit() else word[0] for word in _syllables(text))


def spelled(text: str) -> str:
    """Return every way in which a text can be looked for, each after a bar: |成都|chengdu|cd."""
    ways = dict.fromkeys((plain(text), pinyin(text), initials(text)))
    return "".join(f"|{way}" for way in ways if way)


def sound(text: str) -> str:
    """Return the pinyin of a text without the differences that are often missed."""
    heard = pinyin(text)
    for pair, one in ALIKE:
        heard = heard.replace(pair, one)
    return heard


@lru_cache(maxsize=4096)
def _bit(gram: str) -> int:
    return 1 << zlib.crc32(gram.encode()) % BITS


def _grams(heard: str) -> int:
    found = 0
    for pair in pairwise(heard):
        found |= _bit("".join(pair))
    return found


def grams_low(heard: str) -> int:
    """Return which pairs of letters a sound holds, as bits, the lower half: what sounds alike shares most."""
    return _grams(heard) & HALF


def grams_high(heard: str) -> int:
    """Return the upper half of these bits."""
    return _grams(heard) >> BITS // 2


def words(text: str) -> list[str]:
    """Return the words that a reader looks for: apart at blanks, and where Chinese and Latin meet."""
    parts = re.findall(r"[\u3400-\u9fff]+|[^\s\u3400-\u9fff]+", folded(text))
    return [word for word in map(plain, parts) if word]
