"""A query taken apart into words, phrases, filters, operators and brackets, whatever it holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from .limits import MAX_QUERY

_DEEPEST = 20  # brackets within brackets
_KEY = re.compile(
    "(author|tag|package|file|language|kernel|uses|after|before|is|version):", re.IGNORECASE
)
_QUOTES = '"“”„«»'
_TYPOGRAPHIC = _QUOTES[1:]  # they are never a part of code, as in `df["x"]`
# Controls, and what only directs the writing: it could turn round what is shown beside it.
_UNSEEN: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " "),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF)),
}


class Token(NamedTuple):
    """A piece of a query."""

    kind: Literal["word", "phrase", "filter", "AND", "OR", "NOT", "(", ")", "stray"]
    """`stray` is a bracket that groups nothing."""
    text: str
    """Of a filter its value."""
    end: int
    key: str = ""
    closed: bool = True
    """Whether a phrase has its closing quote."""


def clean(text: str) -> str:
    """As much of the text as is read, composed (NFC), without what cannot be seen."""
    seen = text[:MAX_QUERY].encode("utf-8", "replace").decode().translate(_UNSEEN)
    return unicodedata.normalize("NFC", seen)


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a clean text, in order; a `)` always has its `(`.

    A bracket behind a word groups nothing: `merge(left, right)` is two words.
    """
    at = 0
    groups: list[bool] = []  # of each open bracket, whether it groups
    while at < len(text):
        sign = text[at]
        if sign.isspace():
            at += 1
        elif sign in "()":
            yield from _bracket(text, at, groups)
            at += 1
        else:
            token = _piece(text, at)
            yield token
            at = token.end


def _bracket(text: str, at: int, groups: list[bool]) -> Iterator[Token]:
    if text[at] == "(":
        begins = at == 0 or text[at - 1] in "(-" or text[at - 1].isspace()
        groups.append(begins and len(groups) < _DEEPEST)
        if begins:
            yield Token("(" if groups[-1] else "stray", "(", at + 1)
    elif not groups:
        yield Token("stray", ")", at + 1)
    elif groups.pop():
        yield Token(")", ")", at + 1)


def _piece(text: str, at: int) -> Token:
    """A word, phrase, filter or operator."""
    following = text[at + 1 : at + 2]
    if text[at] == "-" and following not in ("", "-", ")") and not following.isspace():
        return Token("NOT", "-", at + 1)
    key = _KEY.match(text, at)
    begins = key.end() if key else at
    if text[begins : begins + 1] in tuple(_QUOTES):
        end, closed = _end_of_phrase(text, begins)
        value = text[begins + 1 : end - closed]
    else:
        end, closed = _end_of_word(text, begins), True
        value = text[begins:end]
        if not key:
            kind = value if value in ("AND", "OR", "NOT") else "word"
            return Token(kind, value, end)  # type: ignore[arg-type]
        value = value.replace('"', " ")
    value = " ".join(value.split())
    if key:
        return Token("filter", value, end, key=key[1].lower())
    return Token("phrase", value, end, closed=closed)


def _end_of_phrase(text: str, at: int) -> tuple[int, bool]:
    """Where the next quote or the text ends, and whether it is a quote."""
    for end in range(at + 1, len(text)):
        if text[end] in _QUOTES:
            return end + 1, True
    return len(text), False


def _end_of_word(text: str, at: int) -> int:
    """Where a space comes, or a bracket that has no partner in the word."""
    opened: list[int] = []
    while at < len(text) and not text[at].isspace() and text[at] not in _TYPOGRAPHIC:
        if text[at] == "(":
            opened.append(at)
        elif text[at] == ")" and not opened:
            break
        elif text[at] == ")":
            opened.pop()
        at += 1
    return opened[0] if opened else at
