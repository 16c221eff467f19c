"""The fields of the index, what each weighs, and a report as a document of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import tantivy

from ..domain.indexing import Clock, Document
from .words import analyzer, parts, spaced

LAYOUT = 1
"""Grows with every change to the fields or to what a word is; others are built anew."""

# How much a match in a field counts. They are the stemmed fields, and hold no bodies.
WEIGHTS = {
    "title": 6.0,
    "names": 4.0,  # tags and authors
    "summary": 3.0,
    "prose": 1.0,
    "code": 0.8,
    "output": 0.5,
}
# The unstemmed fields, for the beginnings of words. A beginning counts the same for every word it
# begins, and little, so that the word itself comes first.
OPENING_WEIGHTS = {
    "title_words": 0.6,
    "names_words": 0.4,
    "summary_words": 0.3,
    "body_words": 0.1,
}
_DOUBLING = 8 * 365.25 * 86400  # seconds; a report counts 9 % more than one that is a year older
_ARCHIVED = 0.5  # times what the report would count for if it were not archived
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_PLACES = {"text": "prose", "code": "code", "output": "output"}
_CLOCK = "clock"  # the id of the document that remembers the clock; no report's id looks like it


def schema() -> tantivy.Schema:
    """The schema of an index of this layout."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("finders", "authors", "tags"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name="stemmed", index_option="position")
    for name in OPENING_WEIGHTS:
        builder.add_text_field(name, tokenizer_name="unstemmed", index_option="basic")
    builder.add_integer_field("updated", fast=True)
    builder.add_float_field("recency", fast=True)
    builder.add_unsigned_field("seq", stored=True)
    builder.add_text_field("mark", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def register(index: tantivy.Index) -> tantivy.Index:
    """The index with its analyzers, which are not kept on the disk: needed after every opening."""
    index.register_tokenizer("stemmed", analyzer(stemming=True))
    index.register_tokenizer("unstemmed", analyzer(stemming=False))
    return index


def put(writer: tantivy.IndexWriter, report: Document) -> None:
    """Take the report in, in place of what was known of it; forget one that is gone."""
    writer.delete_documents_by_term("id", report.id)
    if not report.gone:
        writer.add_document(_document(report))


def put_clock(writer: tantivy.IndexWriter, clock: Clock) -> None:
    """Remember how far the index has come, in the same commit as what it has taken in."""
    writer.delete_documents_by_term("id", _CLOCK)
    remembered = tantivy.Document()
    remembered.add_text("id", _CLOCK)
    remembered.add_unsigned("seq", clock.seq)
    remembered.add_text("mark", clock.mark)
    writer.add_document(remembered)


def clock_of(index: tantivy.Index, searcher: tantivy.Searcher) -> Clock | None:
    """How far the index has come, or None where it does not say."""
    query = tantivy.Query.term_query(index.schema, "id", _CLOCK)
    for _, address in searcher.search(query, 1, count=False).hits:
        remembered = searcher.doc(address)
        return Clock(seq=remembered.get_first("seq"), mark=remembered.get_first("mark"))  # type: ignore[arg-type]
    return None


def _document(report: Document) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", report.id)
    for name, values in (
        ("finders", report.finders),
        ("authors", report.authors),
        ("tags", report.tags),
    ):
        for value in values:
            document.add_text(name, value)
    _add(document, "title", "title_words", (report.title,))
    _add(document, "names", "names_words", (*report.tags, *report.authors))
    _add(document, "summary", "summary_words", (report.summary,))
    for kind, name in _PLACES.items():
        texts = (passage.text for passage in report.passages if passage.kind == kind)
        _add(document, name, "body_words", texts)
    since = ((report.updated or _EPOCH) - _EPOCH).total_seconds()
    document.add_integer("updated", int(since * 1_000_000))
    standing = _ARCHIVED if report.archived else 1.0
    document.add_float("recency", standing * 2.0 ** (since / _DOUBLING))
    return document


def _add(document: tantivy.Document, stemmed: str, unstemmed: str, texts: Iterable[str]) -> None:
    # Each text is a value of its own, and so is each name taken apart: no phrase spans two of them.
    # The unstemmed fields keep no positions, so they get all of it at once, which is faster.
    values = [spaced(text) for text in texts]
    taken_apart = map(parts, set(" ".join(values).split()))
    values += [" ".join(split) for split in taken_apart if split]
    for value in values:
        document.add_text(stemmed, value)
    document.add_text(unstemmed, " ".join(values))
