"""Why a report was found: the places that match best, marked by the index's own rules for words.

Looking is done in two steps, because taking a whole notebook apart word by word would take longer
than the search: first the beginnings of the words are looked for as plain text, in all passages,
then only the surroundings of the densest places are taken apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ..domain.notebook import Passage
from ..domain.queries import understood
from ..domain.records import Highlight, Place
from .asking import Meant, Word, sought
from .excerpts import WIDTH, excerpt, whole
from .matching import (
    Match,
    Needle,
    Pattern,
    has_ligatures,
    holding_all,
    matches,
    needles,
    occurrences,
    patterns,
    plain_letters,
)
from .words import composed

MOST = 3  # highlights of one report
_AROUND = 40  # characters for each word, that are taken apart to either side of a place
_PASSAGES = 24  # that are looked at closely; mostly the first three turn out to match
_ENDLESS = 200  # characters; a longer word is cut
_PLACES = 3  # of one passage that are looked at closely
_OCCURRENCES = 12  # of a word's beginning in one passage
_ORDER = {"column": 0, "text": 1, "package": 2, "file": 2, "code": 3, "output": 4}
_NAMES = ("package", "column", "file")
_ANY_DAY = date(2026, 1, 1)  # what day it is matters to filters, which mark nothing


class _Sought(NamedTuple):
    """A pattern, and what every match of it has in it."""

    pattern: Pattern
    common: tuple[Needle, ...]
    careful: tuple[Needle, ...]

    def needles(self, ligatures: bool) -> tuple[Needle, ...]:
        """For a text with ligatures, or for one without."""
        return self.careful if ligatures else self.common


class _LookedFor(NamedTuple):
    """All that is marked for a search, which is the same for every report of a page."""

    sought: tuple[_Sought, ...]
    patterns: tuple[Pattern, ...]
    means: frozenset[tuple[Word, ...]]
    around: int
    """Characters that are taken apart to either side of a place."""


class _Texts(NamedTuple):
    """Composed texts, and the same in plain letters."""

    composed: Sequence[str]
    plain: Sequence[str]
    ligatures: bool

    @classmethod
    def of(cls, texts: Sequence[str]) -> _Texts:
        """The texts as they are looked through."""
        texts, plain = list(texts), [text.lower() for text in texts]
        foreign = [number for number, text in enumerate(texts) if not text.isascii()]
        if not foreign:  # as mostly
            return cls(texts, plain, ligatures=False)
        own = [composed(texts[number]) for number in foreign]
        for number, text, letters in zip(foreign, own, plain_letters(own), strict=True):
            texts[number], plain[number] = text, letters
        return cls(texts, plain, has_ligatures("\n".join(own)))

    def holding(self, sought: Iterable[_Sought]) -> Iterator[tuple[int, Pattern]]:
        """What has the beginnings of all its words in a text, with the text's number."""
        for one in sought:
            for number in holding_all(self.plain, one.needles(self.ligatures)):
                yield number, one.pattern


def highlights(
    words: str,
    *,
    title: str,
    summary: str,
    tags: tuple[str, ...],
    authors: tuple[str, ...],
    passages: tuple[Passage, ...],
    meant: Meant = (),
) -> tuple[Highlight, ...]:
    """At most three places that match, first what tells best why the report was found.

    That is the title or the summary where one of them has all that was looked for; else the
    passage with most of it, then title and summary, and in the end the other passages.

    A title, a tag or another name is given whole, the rest as about 120 characters with `…` where
    it was cut. A tag or an author is given only for what neither title nor summary has. Texts come
    back with letters and accents composed (NFC). Filters and words that must not be there mark
    nothing, so this is empty where nothing else was typed. `meant`: what the search says that it
    looked for besides.
    """
    looked_for = _looked_for(words, meant)
    if not looked_for.sought:
        return ()
    short = _Texts.of((title, summary, *tags, *authors))
    likely: dict[int, list[Pattern]] = defaultdict(list)
    for number, pattern in short.holding(looked_for.sought):
        likely[number].append(pattern)
    in_title, in_summary = (matches(short.composed[at], likely.pop(at, ())) for at in (0, 1))
    shown = {match.pattern.means for match in in_title}
    shown_below = {match.pattern.means for match in in_summary}
    found: list[Highlight] = []
    in_passages = _in_passages(passages, looked_for)
    if looked_for.means not in (shown, shown_below):
        found += islice(in_passages, 1)
    if in_title:
        found.append(whole(short.composed[0], in_title, field="title"))
    if in_summary:
        found.append(excerpt(short.composed[1], in_summary, field="summary"))
    shown |= shown_below
    for at in sorted(likely):  # the tags, then the authors
        left = [pattern for pattern in likely[at] if pattern.means not in shown]
        if in_name := matches(short.composed[at], left):
            field: Place = "tags" if at < 2 + len(tags) else "authors"
            found.append(whole(short.composed[at], in_name, field=field))
            shown.update(match.pattern.means for match in in_name)
    found += islice(in_passages, max(0, MOST - len(found)))
    return tuple(found[:MOST])


@lru_cache(maxsize=64)
def _looked_for(words: str, meant: Meant) -> _LookedFor:
    marked = patterns(sought(understood(words, _ANY_DAY)), meant)
    return _LookedFor(
        tuple(
            _Sought(pattern, needles(pattern, ligatures=False), needles(pattern, ligatures=True))
            for pattern in marked
        ),
        marked,
        frozenset(pattern.means for pattern in marked),
        _AROUND * max((len(pattern.words) for pattern in marked), default=0),
    )


def _in_passages(passages: Iterable[Passage], looked_for: _LookedFor) -> Iterator[Highlight]:
    passages = [passage for passage in passages if passage.kind != "dataset"]  # its code says it
    texts = _Texts.of([passage.text for passage in passages])
    worth: dict[int, float] = defaultdict(float)
    for number, pattern in texts.holding(looked_for.sought):
        worth[number] += pattern.worth
    # The most promising first.
    ranked = sorted(
        [(-gained, _ORDER[passages[number].kind], number) for number, gained in worth.items()]
    )
    for _, _, number in ranked[:_PASSAGES]:
        passage, text = passages[number], texts.composed[number]
        found = _close_look(text, texts.plain[number], looked_for)
        if found and passage.kind != "dataset":
            shown = whole if passage.kind in _NAMES else excerpt
            yield shown(text, found, field=passage.kind, cell=passage.cell, heading=passage.heading)


def _close_look(text: str, plain: str, looked_for: _LookedFor) -> list[Match]:
    """The matches around the most promising place of a passage that has any."""
    ligatures, around = has_ligatures(text), looked_for.around
    places = sorted(
        [
            (at, one.pattern.worth, one.pattern)
            for one in looked_for.sought
            for at in occurrences(plain, one.needles(ligatures), most=_OCCURRENCES)
        ]
    )
    seen: list[int] = []
    for _, at in sorted(_ranked(places)):
        if len(seen) == _PLACES:
            break
        if any(abs(at - other) < around for other in seen):
            continue
        seen.append(at)
        start, end = _on_spaces(text, at - around, at + WIDTH + around)
        found = matches(text, looked_for.patterns, start=start, end=end, in_body=True)
        if found:
            return found
    return []


def _ranked(places: Sequence[tuple[int, float, Pattern]]) -> Iterator[tuple[float, int]]:
    for number, (at, _, _) in enumerate(places):
        near = {}
        for other, worth, pattern in places[number:]:
            if other > at + WIDTH:
                break
            near[pattern] = worth
        yield -sum(near.values()), at


def _on_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    """The two places moved outwards to where no word is cut, unless the word is endless."""
    start, end = max(0, start), min(len(text), end)
    longest = end - start + _ENDLESS
    while start and not text[start - 1].isspace() and end - start < longest:
        start -= 1
    while end < len(text) and not text[end].isspace() and end - start < longest + _ENDLESS:
        end += 1
    return start, end
