"""Words that may be meant by one that hardly any report has: one edit from five letters, two from
nine, and only words that reports have which the reader may meet.

The index cannot say which words are near to another one, only which begin so. So the most frequent
words of the same beginning are compared with what was typed, and a mistake in the first letters is
looked for by making it good in every way there is.
"""

from __future__ import annotations

import string
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import tantivy
from tantivy import Occur, Query

from ..domain.ranking import BEGINNINGS
from .asking import Spelling, Wanted, Word
from .querying import May, one_of
from .words import stands_alone, stem

HARDLY = 2
"""Reports; a word that more have is no mistake."""
_ONE_EDIT, _TWO_EDITS = 5, 9  # letters
_LIKELIER = 10  # times as many reports have a word that is meant by one that some have
_BEGINNINGS = (3, 2, 1)  # letters
_MENDED = 2  # first letters in which a mistake is made good in every way
_COMPARED = 3_000  # words of one beginning and field, the most frequent
_SURE = 10  # reports; where so many have a word that is one edit away, no other is looked for
_COUNTED = 40  # words whose reports are counted
_MEANT = 3  # words that are looked for beside the one that was typed
_MISTAKES = 4  # of one query that are made good


def spellings(
    schema: tantivy.Schema,
    searcher: tantivy.Searcher,
    wanted: Iterable[Wanted],
    may: May,
) -> dict[Wanted, Spelling]:
    """What may be meant by those of the wanted things that hardly any of these reports has."""
    words = _Words(schema, searcher, may)
    found = {}
    doubtful = (one for one in wanted if not one.quoted and any(map(_may_be_mistaken, one.words)))
    unknown = ((one, reports) for one in doubtful if (reports := words.reports(one)) <= HARDLY)
    for one, reports in islice(unknown, _MISTAKES):
        if others := words.near(one, reports):
            found[one] = Spelling(others, instead=not reports)
    return found


class _Words:
    """The words of the reports that a reader may meet."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, may: May) -> None:
        self._schema, self._searcher, self._may = schema, searcher, may

    def reports(self, one: Wanted) -> int:
        """How many reports have it, up to one more than hardly any."""
        query = self._may.having(Query.const_score_query(one_of(self._schema, one), 0.0))
        return len(self._searcher.search(query, HARDLY + 1, count=False).hits)

    def near(self, one: Wanted, reports: int) -> tuple[Wanted, ...]:
        """The wanted thing with other words in the place of those that hardly any report has."""
        if len(one.words) == 1:
            near = self._likeliest(one.words[0].folded, reports, one.open)[:_MEANT]
            return tuple(Wanted((_word(word),)) for word in near)
        typed = list(one.words)
        for at, word in enumerate(one.words):
            last = one.open and at == len(typed) - 1
            alone = self.reports(Wanted((word,), open=last))
            if _may_be_mistaken(word) and alone <= HARDLY:
                near = self._likeliest(word.folded, alone, last)
                typed[at] = _word(near[0]) if near else word
        other = Wanted(tuple(typed))
        return (other,) if tuple(typed) != one.words and self.reports(other) else ()

    def _likeliest(self, typed: str, reports: int, is_open: bool) -> list[str]:
        """The words that are nearest, those first that most reports have."""
        most = 2 if len(typed) >= _TWO_EDITS and not is_open else 1
        away: dict[str, int] = {}
        likely: list[tuple[int, bool, int, str]] = []
        for words in self._where_it_may_be(typed, most, is_open):
            near = sorted(self._near(typed, words, away, most, is_open))
            for edits, word in near[: max(0, _COUNTED - len(likely))]:
                count = self._count(word)
                if count and count >= _LIKELIER * reports:
                    # The right letters in a wrong order are the likelier mistake.
                    likely.append((edits, sorted(word) != sorted(typed), -count, word))
            if any(edits == 1 and -count >= _SURE for edits, _, count, _ in likely):
                break
        nearest = min((edits for edits, *_ in likely), default=0)
        return [word for edits, _, _, word in sorted(likely) if edits == nearest]

    def _where_it_may_be(self, typed: str, most: int, is_open: bool) -> Iterator[Iterable[str]]:
        """Words to compare with, the likeliest first, whoever may meet them."""
        beginnings: Sequence[int] = _BEGINNINGS
        mended = _MENDED
        if most == 1 and not is_open and typed.isascii():
            # A single mistake is after the longest beginning or in it, where it can be made good;
            # of the thousands of words with a shorter one, none is nearer.
            beginnings, mended = _BEGINNINGS[:1], _BEGINNINGS[0]
        for letters in beginnings:
            yield self._begun(typed[:letters])
        yield filter(self._is_known, _mended(typed, first=mended))

    @staticmethod
    def _near(
        typed: str, words: Iterable[str], away: dict[str, int], most: int, is_open: bool
    ) -> Iterator[tuple[int, str]]:
        """Those that are near and not in `away`, which remembers what has been compared."""
        has, root = set(typed), stem(typed)
        shortest = len(typed) - most
        longest = sys.maxsize if is_open else len(typed) + most
        for word in words:
            # The length tells most words apart at once; and an edit brings one missing letter.
            if not shortest <= len(word) <= longest or word in away:
                continue
            if len(has.difference(word)) <= most:
                away[word] = distance(typed, word, most, begun=is_open)
                if away[word] <= most and stem(word) != root:
                    yield away[word], word

    def _begun(self, letters: str) -> Iterator[str]:
        for field in BEGINNINGS:
            terms = self._searcher.terms_with_prefix(field, letters, None, limit=_COMPARED)
            yield from (word for word, _ in terms)

    def _is_known(self, word: str) -> bool:
        return any(self._searcher.doc_freq(field, word) for field in BEGINNINGS)

    def _count(self, word: str) -> int:
        """How many reports have the word that the reader may meet."""
        terms = (Query.term_query(self._schema, field, word, "basic") for field in BEGINNINGS)
        has = Query.boolean_query([(Occur.Should, term) for term in terms])
        found = self._searcher.search(self._may.having(Query.const_score_query(has, 0.0)), 1)
        return found.count  # type: ignore[attr-defined, no-any-return]


def _may_be_mistaken(word: Word) -> bool:
    letters = word.folded
    return len(letters) >= _ONE_EDIT and letters.isalpha() and not stands_alone(letters)


def _word(folded: str) -> Word:
    return Word(stem(folded), folded)


def _mended(typed: str, *, first: int) -> Iterator[str]:
    """What it would be without one mistake in so many first letters, in every way there is."""
    letters = string.ascii_lowercase if typed.isascii() else "".join(sorted(set(typed)))
    for at in range(first):
        head, tail = typed[:at], typed[at:]
        yield head + tail[1:]
        yield head + tail[1] + tail[0] + tail[2:]
        for letter in letters:
            yield head + letter + tail
            yield head + letter + tail[1:]


def distance(typed: str, word: str, most: int, *, begun: bool = False) -> int:
    """Letters added, left out, replaced or swapped with the next; `most` + 1 stands for more.

    `begun`: to the word or to a beginning of it, whichever is nearer.
    """
    if begun:
        word = word[: len(typed) + most]
    if abs(len(word) - len(typed)) > most:
        return most + 1
    same = 0
    while same < len(typed) and typed[same : same + 1] == word[same : same + 1]:
        same += 1
    typed, word = typed[same:], word[same:]
    width = len(word)
    before: list[int] = []
    row = list(range(width + 1))
    for i, letter in enumerate(typed, 1):
        # Farther from the diagonal than `most`, everything takes more edits than that.
        first, last = max(1, i - most), min(width, i + most)
        before, row, above = row, [most + 1] * (width + 1), before
        row[0] = i
        for j in range(first, last + 1):
            if letter == word[j - 1]:
                row[j] = before[j - 1]
                continue
            edits = min(before[j], row[j - 1], before[j - 1])
            if i > 1 and j > 1 and letter == word[j - 2] and typed[i - 2] == word[j - 1]:
                edits = min(edits, above[j - 2])
            row[j] = edits + 1
        if min(row) > most:
            return most + 1
    return min(most + 1, min(row) if begun else row[width])
