"""What a word is: the index and the marking of matches take every text apart by these rules.

A word is a run of letters, digits and the marks that belong to them. `train_test_split` is three
words side by side, so it is asked for as a phrase; `HTMLExporter` is one word, and its parts count
as well. In scripts that put no space between words, every character is a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import tantivy

LONGEST = 100  # bytes; what is longer is no word but data that someone printed
_MAX_PARTS = 8  # of one word; base64 looks like a name in camel case of many more

# Thai to Lao, Myanmar, Khmer, kana, Han, Hangul, and the ideographs beyond the first plane.
_ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
# Python's \w leaves out vowel signs and accents that stand for themselves (Hebrew, Arabic, Indic).
_MARKS = "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
_WORD = re.compile(rf"[{_ALONE}]|(?:[^\W_{_ALONE}]|[{_MARKS}])+")
_ASCII_WORD = re.compile("[0-9A-Za-z]+")  # the same for ASCII, which takes a third of the time
_STANDS_ALONE = re.compile(f"[{_ALONE}]")
_NO_WORD = re.compile(rf"[^\w{_MARKS}{_ALONE}]+")
_FOREIGN = re.compile(r"([^\x00-\x7f]+)")  # a run of characters beyond ASCII
_PART = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+")
_SPACED = {code: " " for code in range(128) if not chr(code).isalnum()}
BOUND = "\x1e"  # between texts; one that has it inside becomes two
_BOUNDED = {code: " " for code in _SPACED if chr(code) != BOUND}


def composed(text: str) -> str:
    """The text with each letter and its accent as one character, as everything here expects it."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def sound(text: str) -> str:
    """The text with a `?` for each lone surrogate: tantivy takes none."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def spaced(text: str) -> str:
    """The words of the text with spaces between them: what the index's analyzers are given."""
    return _spaced(text, _SPACED)


def spaced_all(texts: Iterable[str]) -> str:
    """All the texts so, with a `BOUND` between one and the next, those that are ASCII first."""
    quick: list[str] = []
    slow: list[str] = []
    for text in texts:
        (quick if text.isascii() else slow).append(text)
    # A single accent would otherwise send all of them the slow way.
    together = (_spaced(BOUND.join(some), _BOUNDED) for some in (quick, slow) if some)
    return BOUND.join(together)


def _spaced(text: str, table: dict[int, str]) -> str:
    if text.isascii():
        return text.translate(table)
    # Most of nearly every text is ASCII, for which there is a quick way.
    pieces = _FOREIGN.split(composed(text))
    pieces[::2] = [piece.translate(table) for piece in pieces[::2]]
    pieces[1::2] = map(_spaced_run, pieces[1::2])
    return "".join(pieces)


@lru_cache(maxsize=20_000)
def _spaced_run(run: str) -> str:
    return _STANDS_ALONE.sub(r" \g<0> ", _NO_WORD.sub(" ", run))


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """The words of a composed text between two places, as they were found there."""
    words = _ASCII_WORD if text.isascii() else _WORD
    return words.finditer(text, start, len(text) if end is None else end)


@lru_cache(maxsize=20_000)
def parts(word: str) -> tuple[str, ...]:
    """The parts of a name in camel case: HTML and Exporter; nothing for any other word."""
    if word.islower() or word.isupper() or word[1:].islower() or word.isdecimal():
        return ()
    found = _PART.findall(word) if word.isascii() and len(word) < LONGEST else ()
    return tuple(found) if 1 < len(found) <= _MAX_PARTS else ()


def in_parts(token: re.Match[str]) -> list[re.Match[str]]:
    """The parts of a name in camel case, of which there are some, as tokens of their own."""
    return [*_PART.finditer(token.string, *token.span())]


def stands_alone(word: str) -> bool:
    """Whether it is a character of a script that puts no space between words."""
    return _STANDS_ALONE.match(word) is not None


@cache
def analyzer(*, stemming: bool) -> tantivy.TextAnalyzer:
    """How the index reads the words of a spaced text: small letters, no accents, English stems."""
    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
        .filter(tantivy.Filter.remove_long(LONGEST))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    if stemming:
        builder = builder.filter(tantivy.Filter.stemmer("english"))
    return builder.build()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word as the stemmed fields hold it; one too long for them comes back unchanged."""
    return next(iter(analyzer(stemming=True).analyze(word)), word)


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """The word as the unstemmed fields hold it: small letters, no accents."""
    return next(iter(analyzer(stemming=False).analyze(word)), word)
