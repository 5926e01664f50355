"""Every word on screen exists, in both languages."""

import ast
import string
from pathlib import Path

import pytest

from paceboard import text

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted([*ROOT.glob("app.py"), *ROOT.glob("pages/*/*.py"), *ROOT.glob("paceboard/**/*.py")])


def asked(path: Path) -> set[tuple[str, int]]:
    """Keys that a file asks for in so many words: words("a.b"), view.words("a.b"), view.empty("a.b")."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        key = node.args[0].value
        if name in ("words", "empty", "_words") and isinstance(key, str) and "." in key:
            found.add((key, node.lineno))
    return found


def placeholders(words: str) -> set[str]:
    """Names to be filled in; one that ends in _zh or _en stands for the same value in that language."""
    names = {name for _, name, _, _ in string.Formatter().parse(words) if name}
    return {name.removesuffix("_zh").removesuffix("_en") for name in names}


def test_both_languages_have_the_same_keys():
    zh, en = text.words("zh").entries, text.words("en").entries
    assert set(zh) ^ set(en) == set()


def test_both_languages_fill_in_the_same_values():
    zh, en = text.words("zh").entries, text.words("en").entries
    assert [k for k in zh if placeholders(zh[k]) != placeholders(en[k])] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_key_that_code_asks_for_has_words(path):
    missing = [f"{path.name}:{line} {key}" for key, line in asked(path) if key not in text.words("zh")]
    assert missing == []


def test_every_key_says_something_in_one_language_at_least():
    zh, en = text.words("zh").entries, text.words("en").entries
    assert [key for key in zh if not (zh[key] or en[key])] == []


def test_values_are_filled_in():
    words = text.Words("en", {"a.b": "{count} of {total}"})
    assert words("a.b", count=3, total=5) == "3 of 5"


def test_an_unknown_key_names_the_file_to_write_it_in():
    with pytest.raises(KeyError, match=r"data/text/zh\.toml has no 'no\.such'"):
        text.words("zh")("no.such")


def test_an_unknown_language_names_those_that_exist():
    with pytest.raises(KeyError, match="zh, en"):
        text.words("fr")


def test_words_that_are_no_text_are_refused():
    with pytest.raises(ValueError, match=r"a\.b = 3 is no text"):
        text.flatten({"a": {"b": 3}})


@pytest.mark.parametrize(
    ("locale", "lang"),
    [("zh-CN", "zh"), ("zh", "zh"), ("en-US", "en"), ("de", "en"), (None, "zh"), ("", "zh")],
)
def test_the_browsers_language_comes_first(locale, lang):
    assert text.language(locale) == lang
