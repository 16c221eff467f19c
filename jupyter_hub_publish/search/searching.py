"""A search as it is asked of the index: what was typed, and under which conditions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import tantivy

from ..domain.indexing import Reader
from ..domain.queries import Asked, understood
from ..domain.records import NO_FILTERS, Filters
from . import querying


@dataclass(frozen=True)
class Search:
    """What is asked of the index; every query of it passes the reader's filter."""

    asked: Asked
    may: tantivy.Query
    """What the reader may meet and the filters let through: scores nothing."""
    words: tantivy.Query | None
    """What has the words, and how well; None where there are none, so that nothing is better."""
    correction: str | None = None

    @property
    def query(self) -> tantivy.Query:
        """What is found."""
        return self.may if self.words is None else querying.both(self.may, self.words)

    def under(self, schema: tantivy.Schema, *, reader: Reader, filters: Filters) -> Search:
        """The same words under other filters."""
        may = querying.may(schema, reader=reader, filters=filters, asked=self.asked)
        return replace(self, may=may)


def asked_query(
    schema: tantivy.Schema,
    searcher: tantivy.Searcher,
    words: str,
    *,
    reader: Reader,
    filters: Filters = NO_FILTERS,
    today: date,
) -> Search:
    """The search for what was typed; where nothing has all the words, for some of them."""
    asked = understood(words, today)
    may = querying.may(schema, reader=reader, filters=filters, asked=asked)
    search = Search(asked, may, querying.matching(schema, asked, reader=reader, spellings={}))
    if search.words is None or len(asked.parts) < 2:
        return search
    if searcher.search(search.query, 1, count=False).hits:
        return search
    some = querying.matching(schema, asked, reader=reader, spellings={}, some=True)
    return replace(search, words=some)
