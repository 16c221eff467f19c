"""What somebody who types might be looking for: only what the reader may meet, counted as such."""

from __future__ import annotations

from collections.abc import Sequence

import tantivy
from tantivy import Query

from ..domain.indexing import Reader
from ..domain.queries import Asked
from ..domain.records import Suggestion
from . import profiles, querying
from .asking import Wanted, sought
from .excerpts import whole
from .fields import SUGGESTED, key, opening, shown
from .matching import matches, patterns
from .querying import May
from .words import composed

_TITLES = 3  # for which there is room, whatever names there are
_OF_A_KIND = 3  # names
_SELDOM = "column"  # there are too many of these for a single letter to tell which
_MOST_WORDS = 8  # of a title that is being typed; the rest is not looked at
_READ = 4  # times as many names are read as are shown: one can begin so at several of its words


def suggestions(
    schema: tantivy.Schema,
    searcher: tantivy.Searcher,
    typed: str,
    asked: Asked,
    *,
    reader: Reader,
    limit: int,
) -> tuple[Suggestion, ...]:
    """Names that begin so, the most used first, then titles that have all that was typed."""
    may = querying.may(schema, reader=reader, asked=asked)
    titles = _titles(schema, searcher, asked, may, limit)
    names = _names(searcher, typed, may)[: limit - min(_TITLES, len(titles))]
    return (*names, *titles)[:limit]


# Names


def _names(searcher: tantivy.Searcher, typed: str, may: May) -> list[Suggestion]:
    begun = opening(typed)
    found: list[Suggestion] = []
    for kind in SUGGESTED:
        if not begun or (kind == _SELDOM and len(begun) < 2):
            continue
        terms = searcher.terms_with_prefix(
            f"{kind}_openings", begun, filter_query=may.alone, limit=_READ * _OF_A_KIND
        )
        counts = {shown(term): reports for term, reports in reversed(terms)}
        for name in sorted(counts, key=lambda name: (-counts[name], name))[:_OF_A_KIND]:
            found.append(
                Suggestion(kind=kind, text=name, parts=_marked(name, begun), reports=counts[name])
            )
    return sorted(found, key=lambda one: (key(one.text) != begun, -(one.reports or 0)))


def _marked(name: str, begun: str) -> tuple[str, ...]:
    """The name in three parts, of which the second is what was typed; whole where that is hard."""
    plain = "".join(key(sign)[:1] or sign for sign in name)
    at = plain.find(begun)
    while at > 0 and plain[at - 1].isalnum():
        at = plain.find(begun, at + 1)
    if at < 0:
        return (name,)
    end = at + len(begun)
    return (name[:at], name[at:end], name[end:])


# Titles


def _titles(
    schema: tantivy.Schema, searcher: tantivy.Searcher, asked: Asked, may: May, limit: int
) -> list[Suggestion]:
    wanted = sought(asked)
    if not wanted:
        return []
    found = searcher.search(
        may.having(*_in_title(schema, wanted)),
        max(1, limit),
        count=False,
        weight_by_field="standing",
    )
    marked = patterns(tuple(Wanted(one.words, open=True) for one in wanted))
    titles = []
    for _, address in found.hits:
        document = searcher.doc(address)
        title = composed(profiles.read(document.get_first("profile")).title)  # type: ignore[arg-type]
        parts = whole(title, matches(title, marked), field="title").parts
        titles.append(
            Suggestion(kind="report", text=title, parts=parts, report=str(document.get_first("id")))
        )
    return titles


def _in_title(schema: tantivy.Schema, wanted: Sequence[Wanted]) -> list[Query]:
    """That each word is one of the title's, or begins one."""
    words = [word.folded for one in wanted for word in one.words][:_MOST_WORDS]
    return [
        Query.const_score_query(
            Query.fuzzy_term_query(schema, "title_words", word, 0, True, True), 1.0
        )
        for word in words
    ]
