"""Which reports are near to another one, or to what is being written, and why.

What two have in common counts for as much as it is rare. Candidates are those that share most of
it; they are then compared one by one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

import tantivy
from tantivy import Occur, Query

from ..domain.indexing import Reader
from ..domain.records import Likeness, Probe, Record
from . import profiles, querying
from .profiles import Kind, Profile, Thing, term, things_of

Rarity = Mapping[Thing, float]
"""How much it tells that something is shared, from 0 to 1."""

_COUNTS: dict[Kind, float] = {
    "datasets": 1.5, "files": 1.5, "tags": 1.0, "columns": 1.0, "packages": 0.8, "words": 0.6,
    "authors": 0.0,
}  # fmt: skip
_SHOWN: dict[Kind, int] = {
    "datasets": 3, "files": 3, "tags": 4, "columns": 5, "packages": 5, "words": 4, "authors": 3,
}  # fmt: skip
_ASKED = 32  # things that candidates may share
_CANDIDATES = 12  # that are compared besides twice as many as are wanted
_COMMON = 0.1  # of all reports; what more of them have finds no candidates
_SUBJECT = 0.55  # how alike reports are that share all but their lines
_TELLING = 0.35  # rarity from which a word is given as a reason
_FEW = 2  # lines; as if there were so many more, all different: short texts are alike by chance
_SAME_HANDS = 0.05  # what counts besides where an author is the same
_PAST = 0.7  # times what a report would count for that is archived or replaced
_LEAST_RELATED, _LEAST_NEAR = 0.06, 0.2


class Alike(Record, frozen=True):
    """A report that is near, and why."""

    id: str
    reasons: tuple[Likeness, ...]
    """The most telling first."""
    alike: float
    """From 0 to 1; from 0.5 it looks like the same work."""


def related(
    schema: tantivy.Schema,
    searcher: tantivy.Searcher,
    report: str,
    *,
    reader: Reader,
    limit: int,
) -> tuple[Alike, ...]:
    """The reports near to this one, which the reader may meet, the nearest first."""
    itself = Query.term_query(schema, "id", report, "basic")
    for _, address in searcher.search(itself, limit=100, count=False).hits:
        if kept := searcher.doc(address).get_first("profile"):
            profile = profiles.read(kept)
            return _nearest(
                schema, searcher, profile, reader, but=report, least=_LEAST_RELATED, limit=limit
            )
    return ()


def near(
    schema: tantivy.Schema,
    searcher: tantivy.Searcher,
    probe: Probe,
    *,
    reader: Reader,
    limit: int,
) -> tuple[Alike, ...]:
    """The reports near to what is being written, the nearest first; none where nothing is."""
    profile = profiles.of_probe(probe)
    return _nearest(
        schema, searcher, profile, reader, but=probe.but, least=_LEAST_NEAR, limit=limit
    )


def _nearest(
    schema: tantivy.Schema,
    searcher: tantivy.Searcher,
    profile: Profile,
    reader: Reader,
    *,
    but: str | None,
    least: float,
    limit: int,
) -> tuple[Alike, ...]:
    rarity = _Rarity(searcher)
    asked = _telling(searcher, profile, rarity)
    if not asked:
        return ()
    sharing = [
        (Occur.Should, Query.const_score_query(_is(schema, term(thing)), weight))
        for thing, weight in asked
    ]
    may = querying.may(schema, reader=reader)
    if but is not None:
        itself = Query.term_query(schema, "id", but, "basic")
        may = replace(may, must_not=(*may.must_not, itself))
    found: list[tuple[float, Alike]] = []
    for _, address in searcher.search(
        may.having(Query.boolean_query(sharing)), limit=2 * limit + _CANDIDATES, count=False
    ).hits:
        document = searcher.doc(address).to_dict()
        other = profiles.read(document["profile"][0])
        alike, reasons = compared(profile, other, rarity)
        if alike >= least and reasons:
            by_the_same = any(reason.kind == "authors" for reason in reasons)
            rank = alike + (_SAME_HANDS if by_the_same else 0.0)
            one = Alike(id=document["id"][0], reasons=reasons, alike=round(alike, 3))
            found.append((rank * (_PAST if other.past else 1.0), one))
    found.sort(key=lambda one: (-one[0], one[1].id))
    return tuple(one for _, one in found[:limit])


def compared(one: Profile, other: Profile, rarity: Rarity) -> tuple[float, tuple[Likeness, ...]]:
    """How alike two reports are, from 0 to 1, and what they share, the most telling first."""
    all_of_one, all_of_other = dict.fromkeys(things_of(one)), set(things_of(other))
    shared = [thing for thing in all_of_one if thing in all_of_other]
    whole = sum(_weight(thing, rarity) for thing in all_of_other.union(all_of_one))
    subject = sum(_weight(thing, rarity) for thing in shared) / whole if whole else 0.0
    lines, known = profiles.shared_lines(one.lines, other.lines)
    lines *= known / (known + _FEW)
    alike = 1 - (1 - lines) * (1 - _SUBJECT * subject)
    return alike, tuple(_reasons(shared, rarity))


def _reasons(shared: list[Thing], rarity: Rarity) -> Iterator[Likeness]:
    by_kind: dict[Kind, list[Thing]] = {}
    # Of things that are about as rare, those that are used most come first.
    for thing in sorted(shared, key=lambda thing: -round(rarity[thing], 1)):
        if thing[0] != "words" or rarity[thing] >= _TELLING:
            by_kind.setdefault(thing[0], []).append(thing)
    for kind in sorted(
        by_kind, key=lambda kind: -sum(_weight(thing, rarity) for thing in by_kind[kind])
    ):
        yield Likeness(kind=kind, values=tuple(name for _, name in by_kind[kind][: _SHOWN[kind]]))


class _Rarity(Mapping[Thing, float]):
    """Asked of the index, each thing once."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._known: dict[Thing, float] = {}
        self._reports = max(1, searcher.num_docs)

    def __getitem__(self, thing: Thing) -> float:
        if thing not in self._known:
            having = self._searcher.doc_freq("shared", term(thing))
            told = math.log(1 + self._reports / (1 + having))
            self._known[thing] = told / math.log(1 + self._reports)
        return self._known[thing]

    def __iter__(self) -> Iterator[Thing]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _telling(
    searcher: tantivy.Searcher, profile: Profile, rarity: Rarity
) -> list[tuple[Thing, float]]:
    """What candidates may share: what some have and not too many, the most telling of it."""
    most = max(50, _COMMON * searcher.num_docs)
    found = [
        (thing, _weight(thing, rarity))
        for thing in dict.fromkeys(things_of(profile))
        if 0 < searcher.doc_freq("shared", term(thing)) <= most
    ]
    found = [one for one in found if one[1] > 0]
    found.sort(key=lambda one: (-one[1], one[0]))
    return found[:_ASKED]


def _weight(thing: Thing, rarity: Rarity) -> float:
    count = _COUNTS[thing[0]]
    return count * rarity[thing] if count else 0.0


def _is(schema: tantivy.Schema, term: str) -> Query:
    return Query.term_query(schema, "shared", term, "basic")
