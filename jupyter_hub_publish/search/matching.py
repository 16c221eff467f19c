"""Which words of a text match a query, by the same rules as the index's own matching."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, islice
from typing import NamedTuple

from .asking import Meant, Wanted, Word
from .querying import begins
from .words import analyzer, folded, in_parts, parts, stem, tokens

_REACH = 40  # characters; how far apart words side by side are looked for, for each of them
_LOOKS = 400  # occurrences of a word that are looked at
_SHORT = 2  # letters; so short a beginning stands in too many words to be looked for inside them
_LIGATURE = re.compile("aa|ae|ao|au|av|ay|dz|ff|fi|fl|hv|ij|lj|nj|oe|oo|ss|st|th|tz|ue|vy")
_FOLDABLE = (  # blocks of Latin letters, and of small letters and digits above and below the line
    *range(0xA0, 0x250),
    *range(0x1D00, 0x1DC0),
    *range(0x1E00, 0x1F00),
    *range(0x2070, 0x20A0),
    *range(0xFB00, 0xFB07),
    *range(0xFF10, 0xFF5B),
)
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be by for from how in is it of on or that the this to was what with",
    )
)  # they are looked for like all words, and make no place worth showing


class Pattern(NamedTuple):
    """Words side by side that are marked where they stand."""

    words: tuple[Word, ...]
    open: bool
    """Whether the last one may be the beginning of a word."""
    worth: float
    """How much a place gains by it."""
    means: tuple[Word, ...]
    """What was typed; patterns that mean the same may stand for each other."""


class Match(NamedTuple):
    """Where a pattern stands in a text."""

    start: int
    end: int
    pattern: Pattern


@lru_cache(maxsize=64)
def patterns(wanted: tuple[Wanted, ...], meant: Meant = ()) -> tuple[Pattern, ...]:
    """What is marked for each thing that is wanted, and for what was looked for beside it.

    An open phrase is also found by reports that have its last word elsewhere, so the two halves
    are marked as well, where they stand apart.
    """
    found: list[Pattern] = []
    beside = dict(meant)
    for one in wanted:
        words, is_open = one.words, one.open
        found += [_pattern(like, words) for like in (one, *beside.get(one, ()))]
        if is_open and len(words) > 1:
            head, last = words[:-1], words[-1:]
            found += [Pattern(head, False, 0.5, head), Pattern(last, True, 0.5, last)]
    return tuple(dict.fromkeys(found))


def _pattern(one: Wanted, means: tuple[Word, ...]) -> Pattern:
    worth = sum(0.1 if word.folded in _COMMON else 1.0 for word in one.words)
    return Pattern(one.words, one.open, worth, means)


def matches(
    text: str,
    looked_for: Sequence[Pattern],
    *,
    start: int = 0,
    end: int | None = None,
    in_body: bool = False,
) -> list[Match]:
    """Where the patterns stand in a composed text, or a stretch of it, in order."""
    if not looked_for:
        return []
    row = list(tokens(text, start, end))
    if row and start and row[0].start() == start and text[start - 1].isalnum():
        del row[0]  # the end of a word that was cut
    found = list(_in_row(row, looked_for, in_body))
    for token in row:
        if not token[0].islower() and parts(token[0]):
            found += _in_row(in_parts(token), looked_for, in_body)
    found.sort(key=lambda match: (match.start, -match.end, -match.pattern.worth))
    kept: list[Match] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _in_row(
    row: list[re.Match[str]], looked_for: Sequence[Pattern], in_body: bool
) -> Iterator[Match]:
    words = [token[0] for token in row]
    stems = list(map(stem, words))
    for pattern in looked_for:
        *head, last = pattern.words
        endings = {at for at, found in enumerate(stems) if found == last.stem}
        if pattern.open and begins(last.folded, in_body=in_body):
            opening = last.folded
            endings.update(
                [at for at, word in enumerate(map(folded, words)) if word.startswith(opening)]
            )
        for ending in endings:
            at = ending - len(head)
            if not head or (at >= 0 and stems[at:ending] == [word.stem for word in head]):
                yield Match(row[at].start(), row[ending].end(), pattern)


# Looking for the beginnings of words in a text that has not been taken apart


def plain_letters(texts: Sequence[str]) -> list[str]:
    """The composed texts in small letters without accents, character for character."""
    lowered = "\n".join(map(_lowered, texts))
    # Letters with accents are many, but few different ones, and the texts have them in common.
    for letter in set(_foldable().findall(lowered)):
        lowered = lowered.replace(letter, _folds()[letter])
    ends = accumulate(len(text) + 1 for text in texts)
    return [lowered[end - len(text) - 1 : end - 1] for text, end in zip(texts, ends, strict=True)]


def _lowered(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # İ alone becomes two characters.
    return "".join(one if len(one) == 1 else one[0] for one in map(str.lower, text))


@cache
def _read_alone() -> dict[int, str]:
    read = analyzer(stemming=False).analyze
    return {code: next(iter(read(chr(code))), "") for code in _FOLDABLE}


@cache
def _folds() -> dict[str, str]:
    folds = {chr(code): letters[0] for code, letters in _read_alone().items() if letters}
    return {letter: plain for letter, plain in folds.items() if letter != plain}


@cache
def _foldable() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_folds())}]")


@cache
def _ligatures() -> re.Pattern[str]:
    found = (chr(code) for code, letters in _read_alone().items() if len(letters) > 1)
    return re.compile(f"[{''.join(found)}]")


def has_ligatures(text: str) -> bool:
    """Whether a character of the text stands for two letters of a word, such as ß for ss."""
    return not text.isascii() and _ligatures().search(text) is not None


class Needle(NamedTuple):
    """What every match of a word has in it, in plain letters: its longest sure beginning."""

    letters: str
    first: bool
    """Whether it is so short that it is looked for only where a word begins."""
    alone: bool
    """Whether it is so short that it is looked for only as a word."""


def needles(pattern: Pattern, *, ligatures: bool) -> tuple[Needle, ...]:
    """What every match of the pattern has in it, in a text with ligatures or in one without."""
    beginnings = [_beginning(word) for word in pattern.words]
    if pattern.open and not beginnings[-1].startswith(pattern.words[-1].folded):
        beginnings[-1] = min(beginnings[-1], pattern.words[-1].folded, key=len)
    return tuple(
        Needle(
            _up_to_ligature(letters) if ligatures else letters,
            first=letters.isascii() and len(letters) <= _SHORT,
            alone=letters.isascii() and len(letters) == 1,
        )
        for letters in beginnings
    )


def _beginning(word: Word) -> str:
    # Of the words that English stems come from, only dying, lying and tying begin differently.
    changed = len(word.stem) > 2 and (word.stem[-1] in "eiy" or word.stem.endswith("bl"))
    return word.stem[:-1] if changed else word.stem  # hoping, happy, skies, possibility


def _up_to_ligature(beginning: str) -> str:
    found = _LIGATURE.search(beginning)
    return beginning[: found.start() + 1] if found else beginning


def holding_all(plain: Sequence[str], sought: Sequence[Needle]) -> Sequence[int]:
    """The numbers of those plain texts that hold all needles."""
    found: Sequence[int] = range(len(plain))
    for needle in sought:
        letters = needle.letters
        found = [number for number in found if letters in plain[number]]
        if needle.first:
            found = [number for number in found if _place(plain[number], needle, 0) >= 0]
    return found


def occurrences(plain: str, sought: Sequence[Needle], *, most: int) -> list[int]:
    """Where all the needles stand near each other in a plain text: the places of the rarest."""
    if len(sought) == 1:
        return list(islice(_places(plain, sought[0]), most))
    rarest = min(sought, key=lambda needle: plain.count(needle.letters))
    others = [needle.letters for needle in sought if needle is not rarest]
    reach = _REACH * len(others)
    near = (
        at
        for at in islice(_places(plain, rarest), _LOOKS)
        if all(other in plain[max(0, at - reach) : at + reach] for other in others)
    )
    return list(islice(near, most))


def _places(plain: str, needle: Needle) -> Iterator[int]:
    at = _place(plain, needle, 0)
    while at >= 0:
        yield at
        at = _place(plain, needle, at + len(needle.letters))


def _place(plain: str, needle: Needle, start: int) -> int:
    """The first place of the needle from there on, or -1."""
    letters, first, alone = needle
    at = plain.find(letters, start)
    while first and at >= 0:
        after = at + len(letters)
        begins_word = at == 0 or not plain[at - 1].isalnum()
        if begins_word and (not alone or after == len(plain) or not plain[after].isalnum()):
            break
        at = plain.find(letters, after)
    return at
