"""Why a report was found: the places that match best, marked by the index's own rules for words.

Looking is done in two steps, because taking a whole notebook apart word by word would take longer
than the search: first the beginnings of the words are looked for as plain text, in all passages at
once, then only the surroundings of the densest places are taken apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate, islice
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
    wanted = _looked_for(words, meant)
    if not wanted:
        return ()
    found: list[Highlight] = []
    shown: set[tuple[Word, ...]] = set()
    title, summary = composed(title), composed(summary)
    in_title, in_summary = _likely_matches(title, wanted), _likely_matches(summary, wanted)
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


@lru_cache(maxsize=64)
def _looked_for(words: str, meant: Meant) -> tuple[_Sought, ...]:
    return tuple(
        _Sought(pattern, needles(pattern, ligatures=False), needles(pattern, ligatures=True))
        for pattern in patterns(sought(understood(words, _ANY_DAY)), meant)
    )


def _has_all(found: Sequence[Match], wanted: Sequence[_Sought]) -> bool:
    return {match.pattern.means for match in found} >= {one.pattern.means for one in wanted}


def _likely_matches(text: str, wanted: Iterable[_Sought]) -> list[Match]:
    """What stands in a short text, most of which need not be taken apart to be left out."""
    plain, ligatures = plain_letters(text), has_ligatures(text)
    likely = [one.pattern for one in wanted if has_all(plain, one.needles(ligatures))]
    return matches(text, likely) if likely else []


def _named(
    field: Place, names: Sequence[str], wanted: Sequence[_Sought], shown: set[tuple[Word, ...]]
) -> Iterator[Highlight]:
    for name in map(composed, names):
        found = _likely_matches(name, [one for one in wanted if one.pattern.means not in shown])
        if found:
            shown.update(match.pattern.means for match in found)
            yield whole(name, found, field=field)


def _in_passages(passages: Sequence[Passage], wanted: Sequence[_Sought]) -> Iterator[Highlight]:
    candidates = sorted(_candidates(passages, wanted), key=lambda candidate: candidate.rank)
    for _, passage, text, plain in candidates[:_PASSAGES]:
        found = _close_look(text, plain, wanted)
        if found and passage.kind != "dataset":
            shown = whole if passage.kind in _NAMES else excerpt
            yield shown(text, found, field=passage.kind, cell=passage.cell, heading=passage.heading)


def _candidates(passages: Sequence[Passage], wanted: Sequence[_Sought]) -> Iterator[_Candidate]:
    passages = [passage for passage in passages if passage.kind != "dataset"]  # its code says it
    texts = [composed(passage.text) for passage in passages]
    plain = "\n".join(map(plain_letters, texts))
    ligatures = any(map(has_ligatures, texts))
    starts = [0, *accumulate(len(one) + 1 for one in texts)]
    worth: dict[int, float] = defaultdict(float)
    for one in wanted:
        for number in holding_all(plain, one.needles(ligatures), starts[:-1]):
            worth[number] += one.pattern.worth
    for number, gained in worth.items():
        passage, own = passages[number], plain[starts[number] : starts[number + 1] - 1]
        rank = (-gained, _ORDER[passage.kind], number)
        yield _Candidate(rank, passage, texts[number], own)


def _close_look(text: str, plain: str, wanted: Sequence[_Sought]) -> list[Match]:
    """The matches around the most promising place of a passage that has any."""
    ligatures = has_ligatures(text)
    places = sorted(
        (at, one.pattern.worth, one.pattern)
        for one in wanted
        for at in occurrences(plain, one.needles(ligatures), most=_OCCURRENCES)
    )
    looked_for = [one.pattern for one in wanted]
    around = _AROUND * max(len(pattern.words) for pattern in looked_for)
    ranked = sorted(_ranked(places))
    seen: list[int] = []
    for _, at in ranked:
        if len(seen) == _PLACES:
            break
        if any(abs(at - other) < around for other in seen):
            continue
        seen.append(at)
        start, end = _on_spaces(text, at - around, at + WIDTH + around)
        found = matches(text, looked_for, start=start, end=end, in_body=True)
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
