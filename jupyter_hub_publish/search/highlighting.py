"""Why a report was found: the places that match best, marked by the index's own rules for words.

Looking is done in two steps, because taking a whole notebook apart word by word would take longer
than the search: first the beginnings of the words are looked for as plain text, then only the
surroundings of the densest places are taken apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
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
    has_all,
    has_ligatures,
    matches,
    needles,
    occurrences,
    patterns,
    plain_letters,
)
from .words import composed

MOST = 3  # highlights of one report
_AROUND = 160  # characters that are taken apart to either side of a place
_PASSAGES = 24  # that are looked at closely; mostly the first three turn out to match
_PLACES = 3  # of one passage that are looked at closely
_OCCURRENCES = 12  # of a word's beginning in one passage
_ORDER = {"column": 0, "text": 1, "package": 2, "file": 2, "code": 3, "output": 4}
_Sought = tuple[tuple[Needle, ...], float]  # what a match has in it, and what it is worth
_NAMES_TRIED = 200  # of one report
_NAMES = ("package", "column", "file")
_ANY_DAY = date(2026, 1, 1)  # what day it is matters to filters, which mark nothing


class _Candidate(NamedTuple):
    """A passage that has the beginnings of words in it; the most promising sort first."""

    rank: tuple[float, int, int]
    passage: Passage
    text: str
    plain: str


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
    wanted = patterns(sought(understood(words, _ANY_DAY)), meant)
    if not wanted:
        return ()
    found: list[Highlight] = []
    shown: set[tuple[Word, ...]] = set()
    title, summary = composed(title), composed(summary)
    in_title, in_summary = matches(title, wanted), matches(summary, wanted)
    in_passages = _in_passages(passages, wanted)
    if not any(_has_all(one, wanted) for one in (in_title, in_summary)):
        found += islice(in_passages, 1)
    if in_title:
        found.append(whole(title, in_title, field="title"))
    if in_summary:
        found.append(excerpt(summary, in_summary, field="summary"))
    shown.update(match.pattern.means for match in (*in_title, *in_summary))
    found += _named("tags", tags, wanted, shown)
    found += _named("authors", authors, wanted, shown)
    found += islice(in_passages, max(0, MOST - len(found)))
    return tuple(found[:MOST])


def _has_all(found: Sequence[Match], wanted: Sequence[Pattern]) -> bool:
    return {match.pattern.means for match in found} >= {pattern.means for pattern in wanted}


def _named(
    field: Place, names: Sequence[str], wanted: Sequence[Pattern], shown: set[tuple[Word, ...]]
) -> Iterator[Highlight]:
    for name in map(composed, names):
        found = matches(name, [pattern for pattern in wanted if pattern.means not in shown])
        if found:
            shown.update(match.pattern.means for match in found)
            yield whole(name, found, field=field)


def _in_passages(passages: Sequence[Passage], wanted: Sequence[Pattern]) -> Iterator[Highlight]:
    candidates = sorted(_candidates(passages, wanted), key=lambda candidate: candidate.rank)
    for _, passage, text, plain in candidates[:_PASSAGES]:
        found = _close_look(text, plain, wanted)
        if found and passage.kind != "dataset":
            shown = whole if passage.kind in _NAMES else excerpt
            yield shown(text, found, field=passage.kind, cell=passage.cell, heading=passage.heading)


def _candidates(passages: Sequence[Passage], wanted: Sequence[Pattern]) -> Iterator[_Candidate]:
    common = [(needles(pattern, ligatures=False), pattern.worth) for pattern in wanted]
    careful = [(needles(pattern, ligatures=True), pattern.worth) for pattern in wanted]
    names = {number for number, one in enumerate(passages) if one.kind in _NAMES}
    hopeless = names - set(_with_a_chance(passages, sorted(names), careful))
    for number, passage in enumerate(passages):
        if number in hopeless or passage.kind == "dataset":  # the code has its words
            continue
        text = composed(passage.text)
        plain = plain_letters(text)
        worth = 0.0
        for needed, gain in careful if has_ligatures(text) else common:
            if has_all(plain, needed):
                worth += gain
        if worth:
            yield _Candidate((-worth, _ORDER[passage.kind], number), passage, text, plain)


def _with_a_chance(
    passages: Sequence[Passage], names: Sequence[int], sought: Sequence[_Sought]
) -> Iterable[int]:
    """Those of the names that may match, by one look at all of them: there may be thousands."""
    told = (" ".join(passages[number].text.split()) for number in names)
    plain = plain_letters(composed("\n".join(told)))
    patterns = [[one.letters for one in needed] for needed, _ in sought]
    patterns = [letters for letters in patterns if all(one in plain for one in letters)]
    lines = plain.split("\n") if patterns else []
    found = (
        number
        for number, line in zip(names, lines, strict=False)
        if any(all(one in line for one in letters) for letters in patterns)
    )
    return islice(found, _NAMES_TRIED)


def _close_look(text: str, plain: str, wanted: Sequence[Pattern]) -> list[Match]:
    """The matches around the most promising place of a passage that has any."""
    ligatures = has_ligatures(text)
    places = sorted(
        (at, pattern.worth, pattern)
        for pattern in wanted
        for at in occurrences(plain, needles(pattern, ligatures=ligatures), most=_OCCURRENCES)
    )
    ranked = sorted(_ranked(places))
    seen: list[int] = []
    for _, at in ranked:
        if len(seen) == _PLACES:
            break
        if any(abs(at - other) < _AROUND for other in seen):
            continue
        seen.append(at)
        start, end = _on_spaces(text, at - _AROUND, at + WIDTH + _AROUND)
        found = matches(text, wanted, start=start, end=end, in_body=True)
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
    while start and not text[start - 1].isspace() and start > 0 and end - start < 4 * _AROUND:
        start -= 1
    while end < len(text) and not text[end].isspace() and end - start < 5 * _AROUND:
        end += 1
    return start, end
