"""Every query of the index is built here, under a filter of what the reader may meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import tantivy
from tantivy import FieldType, Occur, Query

from ..domain.access import EVERYONE
from ..domain.indexing import Reader
from ..domain.installed import imported_as
from ..domain.queries import Asked, Either, Filter, Node, Not, Words
from ..domain.ranking import BEGINNINGS, FIELDS, MISSPELT, SIDE_BY_SIDE, TEAM, TIE
from ..domain.records import NO_FILTERS, Filters
from .asking import Spelling, Wanted, Word, is_limit, wanted
from .fields import RESTRICTED, key, moment, package_key, uses_key

Spellings = Mapping[Wanted, Spelling]
_NOTHING_ASKED = Asked()
_AS_TYPED: Spellings = {}


@dataclass(frozen=True)
class May:
    """What a reader may meet, and what filters let through of it: scores nothing."""

    must: tuple[Query, ...]
    must_not: tuple[Query, ...] = ()

    @property
    def alone(self) -> Query:
        """All of it."""
        return self.having(Query.const_score_query(Query.all_query(), 0.0))

    def having(self, *queries: Query) -> Query:
        """What of it all these queries find, scored by them."""
        # Side by side: tantivy takes longer over the same conditions one inside the other.
        return Query.boolean_query(
            [
                *((Occur.Must, query) for query in queries),
                *((Occur.Must, Query.const_score_query(query, 0.0)) for query in self.must),
                *((Occur.MustNot, query) for query in self.must_not),
            ]
        )


def may(
    schema: tantivy.Schema,
    *,
    reader: Reader,
    filters: Filters = NO_FILTERS,
    asked: Asked = _NOTHING_ASKED,
) -> May:
    """The documents that this reader may meet, and that pass the filters, chosen and typed.

    The newest versions; the older ones too where the query asks for them.
    """
    builder = _Builder(schema, reader, asked, _AS_TYPED)
    limits = filter(is_limit, asked.parts)
    must = _chosen(schema, filters, reader)
    must += [query for part in limits if (query := builder.query(part)) is not None]
    if asked.all_versions or EVERYONE not in reader.principals:
        fields = ("finders", "older_finders") if asked.all_versions else ("finders",)
        may = [_any_of(schema, name, reader.principals) for name in fields]
        return May((_either(may), *must))
    return May(tuple(must), (_hidden(schema, reader),))


def _hidden(schema: tantivy.Schema, reader: Reader) -> Query:
    """All that somebody who is one of everyone does not meet; mostly that is little."""
    own = _sorted(reader.principals - {EVERYONE})
    return Query.boolean_query(
        [
            (Occur.Must, _term(schema, "restricted", RESTRICTED)),
            *((Occur.MustNot, _term(schema, "finders", one)) for one in own),
        ]
    )


def matching(
    schema: tantivy.Schema,
    asked: Asked,
    *,
    reader: Reader,
    spellings: Spellings = _AS_TYPED,
    some: bool = False,
) -> Query | None:
    """What has all the words, or `some` of them, as good as the fields that have them.

    None where there are no words, so that nothing is better than anything else.
    """
    builder = _Builder(schema, reader, asked, spellings)
    parts = [part for part in asked.parts if not is_limit(part)]
    queries = [query for part in parts if (query := builder.query(part)) is not None]
    if not queries:
        return None
    found = _either(queries) if some else _all(queries)
    teams = [_term(schema, "finders", team) for team in _sorted(reader.teams & reader.principals)]
    if not teams:
        return found
    bonus = Query.const_score_query(_either(teams), TEAM)
    return Query.boolean_query([(Occur.Must, found), (Occur.Should, bonus)])


def begins(typed: str, *, in_body: bool) -> bool:
    """Whether words are looked for that this is only the beginning of."""
    return len(typed) > 1 or not in_body


# Filters


def _chosen(schema: tantivy.Schema, filters: Filters, reader: Reader) -> list[Query]:
    must = [_term(schema, "tags", tag) for tag in _sorted(filters.tags)]
    must += [_term(schema, "packages", package) for package in _sorted(filters.packages)]
    if filters.authors:
        must.append(_any_of(schema, "authors", filters.authors))
    if filters.owners:
        must.append(_any_of(schema, "owner", filters.owners))
    if filters.languages:
        must.append(_any_of(schema, "language", map(key, filters.languages)))
    if filters.after or filters.before:
        must.append(_updated(schema, filters.after, filters.before))
    return must + [_state(schema, state, reader) for state in dict.fromkeys(filters.states)]


def _typed(schema: tantivy.Schema, asked: Filter, reader: Reader) -> Query:
    if asked.key == "after":
        return _updated(schema, date.fromisoformat(asked.value), None)
    if asked.key == "before":
        return _updated(schema, None, date.fromisoformat(asked.value))
    if asked.key == "is":
        return _state(schema, asked.value, reader)
    value = key(asked.value)
    if asked.key == "tag":
        value = value.lstrip("#")
    elif asked.key == "file":
        value = value.removeprefix("./")
    elif asked.key == "package":  # sklearn.linear_model is a part of sklearn
        whole = value.partition(".")[0]
        return _any_of(schema, "package", map(package_key, (value, whole, *imported_as(whole))))
    elif asked.key == "uses":
        value = uses_key(asked.value)
    return _term(schema, asked.key, value)


def _state(schema: tantivy.Schema, state: str, reader: Reader) -> Query:
    if state == "starred":
        return Query.term_set_query(schema, "id", list(_sorted(reader.starred)))
    if state == "mine":
        owned = _term(schema, "owner", f"user:{reader.name}")
        return _either([owned, _term(schema, "authors", reader.name)])
    return _term(schema, "states", state)


def _updated(schema: tantivy.Schema, after: date | None, before: date | None) -> Query:
    first = moment(after) if after else None
    last = moment(before) - 1 if before else None  # microseconds
    return Query.range_query(schema, "updated", FieldType.Integer, first, last)


# Words


class _Builder:
    """Turns a query as it was understood into one of the index's."""

    def __init__(
        self, schema: tantivy.Schema, reader: Reader, asked: Asked, spellings: Spellings
    ) -> None:
        self._schema, self._reader = schema, reader
        self._growing = asked.growing
        self._spellings = spellings

    def query(self, node: Node) -> Query | None:
        """What the node finds; None where it has nothing that can be looked for."""
        if isinstance(node, Words):
            one = wanted(node, growing=node == self._growing)
            return None if one is None else self._wanted(one)
        if isinstance(node, Filter):
            return Query.const_score_query(_typed(self._schema, node, self._reader), 0.0)
        if isinstance(node, Not):
            inner = self._excluded(node.part)
            return None if inner is None else _none_of([inner])
        parts = [query for part in node.parts if (query := self.query(part)) is not None]
        if not parts:
            return None
        return _either(parts) if isinstance(node, Either) else _all(parts)

    def _excluded(self, node: Node) -> Query | None:
        # What is being typed would exclude far more than it will once it is finished.
        if isinstance(node, Words):
            one = wanted(node)
            return None if one is None else _closed(self._schema, one.words)
        return self.query(node)

    def _wanted(self, one: Wanted) -> Query:
        found = one_of(self._schema, one)
        spelling = self._spellings.get(one)
        if spelling is None:
            return found
        near = [one_of(self._schema, other) for other in spelling.others]
        if spelling.instead:
            return Query.disjunction_max_query([found, *near])
        worth_less = Query.const_score_query(_either(near), MISSPELT)
        return Query.disjunction_max_query([found, worth_less])


def one_of(schema: tantivy.Schema, one: Wanted) -> Query:
    """What has the wanted thing, as good as the fields that have it."""
    closed = _closed(schema, one.words)
    if not one.open:
        return closed
    *head, last = one.words
    opening = _beginning(schema, last)
    if not head:
        return _either([closed, opening])
    # Positions are kept of stems, beginnings are looked for among whole words: while a name is
    # being typed, its last part may stand anywhere; reports that have it in place come first.
    apart = _all([Query.const_score_query(_closed(schema, head), 0.1), opening])
    return _either([Query.boost_query(closed, SIDE_BY_SIDE), apart])


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
            for name, weight in FIELDS.items()
        ],
        TIE,
    )


def _beginning(schema: tantivy.Schema, word: Word) -> Query:
    # An edit distance of 0 with `prefix` is tantivy's fastest way to ask for a beginning. One
    # letter begins a word of every body, which tells nothing and takes long: `begins` says no.
    return Query.disjunction_max_query(
        [
            Query.const_score_query(
                Query.fuzzy_term_query(schema, name, word.folded, 0, True, True), weight
            )
            for name, weight in BEGINNINGS.items()
            if begins(word.folded, in_body=name == "body_words")
        ],
        TIE,
    )


def _term(schema: tantivy.Schema, name: str, value: str) -> Query:
    value = value.encode("utf-8", "replace").decode()  # tantivy takes no lone surrogates
    return Query.term_query(schema, name, value, "position" if name in FIELDS else "basic")


def _any_of(schema: tantivy.Schema, name: str, values: Iterable[str]) -> Query:
    return _either([_term(schema, name, value) for value in _sorted(values)])


def _sorted(values: Iterable[str]) -> Sequence[str]:
    return sorted(set(values))


def _all(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _either(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _none_of(queries: Sequence[Query]) -> Query:
    everything = Query.const_score_query(Query.all_query(), 0.0)
    return Query.boolean_query(
        [(Occur.Must, everything), *((Occur.MustNot, query) for query in queries)]
    )
