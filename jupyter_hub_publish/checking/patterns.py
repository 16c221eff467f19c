"""A pattern is looked for near its keywords only, and its time grows with a text's length alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .texts import Place, Text
from .views import unescaped

EVERYWHERE: frozenset[Place] = frozenset({"code", "text", "output", "metadata"})
_CHUNK = 16_000  # characters that a pattern sees at once
Judge = Callable[[str, re.Match[str], Text], bool]


def _always(value: str, match: re.Match[str], text: Text) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one rule recognises what it is about."""

    rule: str
    keywords: tuple[str, ...]
    """One of them stands in the match or near it, in capitals too where it is in lower case here.
    Without any the pattern looks everywhere."""
    regex: str
    """It has to be linear; its last group that took part is the value, or all of it."""
    before: int = 60
    """How far before its keyword a match may begin."""
    after: int = 400
    """How far after its keyword's beginning a match may end."""
    places: frozenset[Place] = EVERYWHERE
    judge: Judge = _always
    """Whether a match is one, by what a regular expression cannot say."""
    lines: bool = False
    """Whether it has several lines, whose ends are written as `\\n` in the text of a string."""
    context: str = ""
    """What the text has to say somewhere for a number to be more than a number."""

    @property
    def reach(self) -> int:
        """How long a match can be that is seen whole."""
        return self.before + self.after


@cache
def _compiled(regex: str) -> re.Pattern[str]:
    """Not before it is needed: to compile them all takes longer than to check a small notebook."""
    return re.compile(regex)


class Match(NamedTuple):
    """A value in a text, and where the match that it is a part of stands."""

    rule: str
    value: str
    start: int
    end: int

    def __repr__(self) -> str:
        return f"<Match of {self.rule}>"


def matches(
    pattern: Pattern, text: Text, lowered: str, *, stop: Callable[[], bool]
) -> Iterator[Match]:
    """What the pattern finds in the text, of which `lowered` is the lower-case form.

    Some are found twice, where two chunks overlap. Ends early when `stop` says so.
    """
    fits: bool | None = None
    regex = _compiled(pattern.regex)
    for start, end, last in _chunks(pattern, text, lowered):
        if stop() or fits is False:
            return
        for match in regex.finditer(text.content, start, end):
            if not last and match.end() == end and match.start() >= end - pattern.reach:
                break  # cut off here, and whole in the next chunk
            group = match.lastindex or 0
            value = match[group]
            if value and pattern.judge(value, match, text):
                if fits is None:
                    fits = _fits(pattern, text)
                if not fits:
                    return
                whole = unescaped(value) if pattern.lines else value
                yield Match(pattern.rule, whole, *match.span())


def _fits(pattern: Pattern, text: Text) -> bool:
    if not pattern.context:
        return True
    return _compiled(pattern.context).search(text.content) is not None


def _chunks(pattern: Pattern, text: Text, lowered: str) -> Iterator[tuple[int, int, bool]]:
    """The stretches to look at, and whether each is the last one of its kind."""
    most = max(_CHUNK, 2 * pattern.reach)
    for start, end in _stretches(pattern, text, lowered):
        while end - start > most:
            yield start, start + most, False
            start += most - pattern.reach
        yield start, end, True


def _stretches(pattern: Pattern, text: Text, lowered: str) -> Iterator[tuple[int, int]]:
    """Where a keyword is within reach, from the left, no two of them touching."""
    size = len(lowered)
    if not pattern.keywords:
        yield 0, size
        return
    start = end = -1
    for hit in sorted(_hits(pattern, text, lowered)):
        if hit - pattern.before > end:
            if end >= 0:
                yield start, end
            start = max(0, hit - pattern.before)
        end = min(size, hit + 2 * pattern.after)
    if end >= 0:
        yield start, end


def _hits(pattern: Pattern, text: Text, lowered: str) -> Iterator[int]:
    """Where keywords stand; of those within reach of one another the first is enough."""
    for keyword in pattern.keywords:
        content = lowered if keyword.islower() else text.content
        at = content.find(keyword)
        while at >= 0:
            yield at
            at = content.find(keyword, at + pattern.after)


def lower(text: str) -> str:
    """The text in lower case, each character at its own place."""
    return text.replace("İ", "i").lower()  # it alone would become two characters
