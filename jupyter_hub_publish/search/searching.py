"""A search as it is asked of the index: what was typed, and under which conditions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import tantivy

from ..domain.indexing import Reader
from ..domain.queries import Asked, reworded, understood
from ..domain.records import NO_FILTERS, Filters
from . import querying, typos
from .asking import as_typed, respelt
from .querying import Spellings
from .typos import HARDLY


@dataclass(frozen=True)
class Search:
    """What is asked of the index; every query of it passes the reader's filter."""

    asked: Asked
    may: tantivy.Query
    """What the reader may meet and the filters let through: scores nothing."""
    words: tantivy.Query | None
    """What has the words, and how well; None where there are none, so that nothing is better."""
    spellings: Spellings = field(default_factory=dict)
    """What else is looked for in the place of what hardly any report has."""
    correction: str | None = None
    """The query with the likeliest of these."""

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
    """The search for what was typed.

    Where hardly anything is found, words count as well that are near to those that hardly any
    report has; where nothing is, reports that have some of the words.
    """
    asked = understood(words, today)
    may = querying.may(schema, reader=reader, filters=filters, asked=asked)
    search = Search(asked, may, querying.matching(schema, asked, reader=reader))
    if search.words is None or _found(searcher, search) > HARDLY:
        return search
    # Whether a word is a mistake is for all to tell that the reader may meet, not for what is left.
    anything = querying.may(schema, reader=reader, asked=Asked(all_versions=asked.all_versions))
    typed = as_typed(asked)
    spellings = typos.spellings(schema, searcher, typed, anything)
    if spellings:
        likelier = {
            typed[one]: respelt(typed[one], near.others[0]) for one, near in spellings.items()
        }
        search = replace(
            search,
            words=querying.matching(schema, asked, reader=reader, spellings=spellings),
            spellings=spellings,
            correction=reworded(asked, likelier).text,
        )
    if len(asked.parts) > 1 and not _found(searcher, search):
        some = querying.matching(schema, asked, reader=reader, spellings=spellings, some=True)
        return replace(search, words=some)
    return search


def _found(searcher: tantivy.Searcher, search: Search) -> int:
    """How many there are, up to one more than hardly any."""
    return len(searcher.search(search.query, HARDLY + 1, count=False).hits)
