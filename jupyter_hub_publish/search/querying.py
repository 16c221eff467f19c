"""Every query of the index is built here, under a filter of the reader's principals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tantivy
from tantivy import Occur, Query

from .asking import Wanted, Word
from .fields import OPENING_WEIGHTS, WEIGHTS

_TIE = 0.3  # how much the other fields count that a word is found in as well
_SIDE_BY_SIDE = 2.0  # how much more words count side by side that are wanted side by side


def filtered(
    schema: tantivy.Schema,
    *,
    principals: Iterable[str],
    authors: Sequence[str] = (),
    tags: Sequence[str] = (),
) -> Query:
    """The reports that these principals may meet, by any of the authors, with all of the tags."""
    must = [_any_of(schema, "finders", principals)]
    if authors:
        must.append(_any_of(schema, "authors", authors))
    must += [_term(schema, "tags", tag) for tag in sorted(set(tags))]
    return Query.const_score_query(_all(must), 0.0)


def matching(schema: tantivy.Schema, wanted: Sequence[Wanted]) -> Query:
    """The reports that have everything that is wanted; as good as the fields that have it."""
    return _all([_one(schema, one) for one in wanted])


def matching_any(schema: tantivy.Schema, wanted: Sequence[Wanted]) -> Query:
    """The reports that have something of what is wanted, those with most of it first."""
    return _either([_one(schema, one) for one in wanted])


def both(first: Query, second: Query) -> Query:
    """What both queries find, scored by both."""
    return _all([first, second])


def _one(schema: tantivy.Schema, wanted: Wanted) -> Query:
    closed = _closed(schema, wanted.words)
    if not wanted.open:
        return closed
    *head, last = wanted.words
    opening = _beginning(schema, last)
    if not head:
        return _either([closed, opening])
    # Positions are kept of stems, beginnings are looked for among whole words: while a name is
    # being typed, its last part may stand anywhere; reports that have it in place come first.
    apart = _all([Query.const_score_query(_closed(schema, head), 0.1), opening])
    return _either([Query.boost_query(closed, _SIDE_BY_SIDE), apart])


def _closed(schema: tantivy.Schema, words: Sequence[Word]) -> Query:
    stems = [word.stem for word in words]
    return Query.disjunction_max_query(
        [
            Query.boost_query(
                Query.phrase_query(schema, name, list(stems))
                if len(stems) > 1
                else _term(schema, name, stems[0]),
                weight,
            )
            for name, weight in WEIGHTS.items()
        ],
        _TIE,
    )


def _beginning(schema: tantivy.Schema, word: Word) -> Query:
    # An edit distance of 0 with `prefix` is tantivy's fastest way to ask for a beginning. One
    # letter begins a word of every body, which tells nothing and takes long: `begins` says no.
    return Query.disjunction_max_query(
        [
            Query.const_score_query(
                Query.fuzzy_term_query(schema, name, word.folded, 0, True, True), weight
            )
            for name, weight in OPENING_WEIGHTS.items()
            if begins(word.folded, in_body=name == "body_words")
        ],
        _TIE,
    )


def begins(typed: str, *, in_body: bool) -> bool:
    """Whether words are looked for that this is only the beginning of."""
    return len(typed) > 1 or not in_body


def _term(schema: tantivy.Schema, name: str, value: str) -> Query:
    value = value.encode("utf-8", "replace").decode()  # tantivy takes no lone surrogates
    return Query.term_query(schema, name, value, "position" if name in WEIGHTS else "basic")


def _any_of(schema: tantivy.Schema, name: str, values: Iterable[str]) -> Query:
    return _either([_term(schema, name, value) for value in sorted(set(values))])


def _all(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _either(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
