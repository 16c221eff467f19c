"""A search as it is asked of the index: what was typed, and under which conditions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeVar

import tantivy

from ..domain.indexing import Reader
from ..domain.queries import Asked, reworded, understood
from ..domain.records import NO_FILTERS, Filters
from . import querying, typos
from .asking import as_typed, respelt
from .querying import Spellings
from .typos import HARDLY


class Counted(Protocol):
    """An answer that says how many reports there are."""

    @property
    def total(self) -> int | None: ...


T = TypeVar("T", bound=Counted)


@dataclass(frozen=True)
class Search:
    """What is asked of the index; every query of it passes the reader's filter."""

    asked: Asked
    may: querying.May
    words: tantivy.Query | None
    """What has the words, and how well; None where there are none, so that nothing is better."""
    spellings: Spellings = field(default_factory=dict)
    """What else is looked for in the place of what hardly any report has."""
    correction: str | None = None
    """The query with the likeliest of these."""

    @property
    def query(self) -> tantivy.Query:
        """What is found."""
        return self.may.alone if self.words is None else self.may.having(self.words)

    def under(self, schema: tantivy.Schema, *, reader: Reader, filters: Filters) -> Search:
        """The same words under other filters."""
        may = querying.may(schema, reader=reader, filters=filters, asked=self.asked)
        return replace(self, may=may)


def answered(
    schema: tantivy.Schema,
    searcher: tantivy.Searcher,
    words: str,
    ask: Callable[[Search], T],
    *,
    reader: Reader,
    filters: Filters = NO_FILTERS,
    today: date,
) -> T:
    """What is asked of the search for what was typed.

    Where hardly anything is found it is asked again: words count as well that are near to those
    that hardly any report has, and where nothing is found, reports that have some of the words.
    """
    asked = understood(words, today)
    may = querying.may(schema, reader=reader, filters=filters, asked=asked)
    search = Search(asked, may, querying.matching(schema, asked, reader=reader))
    answer = ask(search)
    if search.words is None or (answer.total or 0) > HARDLY:
        return answer
    again = _spelt(schema, searcher, search, reader)
    if len(asked.parts) > 1 and not searcher.search(again.query, 1, count=False).hits:
        some = querying.matching(schema, asked, reader=reader, spellings=again.spellings, some=True)
        again = replace(again, words=some)
    return answer if again is search else ask(again)


def _spelt(
    schema: tantivy.Schema, searcher: tantivy.Searcher, search: Search, reader: Reader
) -> Search:
    """The search with what may be meant by its mistakes, if it has any."""
    asked = search.asked
    # Whether a word is a mistake is for all to tell that the reader may meet, not for what is left.
    anything = querying.may(schema, reader=reader, asked=Asked(all_versions=asked.all_versions))
    typed = as_typed(asked)
    spellings = typos.spellings(schema, searcher, typed, anything)
    if not spellings:
        return search
    likelier = {typed[one]: respelt(typed[one], near.others[0]) for one, near in spellings.items()}
    return replace(
        search,
        words=querying.matching(schema, asked, reader=reader, spellings=spellings),
        spellings=spellings,
        correction=reworded(asked, likelier).text,
    )
