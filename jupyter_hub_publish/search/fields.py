"""The fields of the index, and a report as documents of them: one, and one for each older version.

    title … output                stemmed text with positions: words and phrases
    title_words … body_words      unstemmed text: beginnings of words, and words that are near
    authors, tags, packages …     names as they are written: facets, likeness, filters chosen
    author, tag, package, file …  the same names as `key` writes them: filters typed
    author_openings …             where a name begins, to be suggested: `opening` and `shown`
    shared, profile               what makes reports alike: to find them by, and to compare them
    finders, older_finders        who may meet the report, and its older versions
    restricted                    set unless everyone may meet it: asked always, or the finders are
    updated, stars, standing …    numbers that filter, sort and weigh

An older version has no `finders`, so that nothing finds it that does not ask for older versions.
"""

from __future__ import annotations

import hashlib
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import filterfalse
from typing import Literal, NamedTuple

import tantivy

from ..domain.access import EVERYONE
from ..domain.dataset_names import key_of
from ..domain.indexing import Clock, Document
from ..domain.notebook import Passage
from ..domain.ranking import BEGINNINGS, FIELDS, OLDER, standing
from . import profiles
from .words import BOUND, analyzer, parts, spaced, spaced_all

LAYOUT = 4
"""Grows with every change to the fields or to what a word is; others are built anew."""

NAMED = ("authors", "tags", "packages", "columns", "files", "languages")
"""The fields that hold names as they are written."""
SUGGESTED: dict[Literal["author", "tag", "package", "column"], str] = {
    "author": "authors",
    "tag": "tags",
    "package": "packages",
    "column": "columns",
}
"""The kinds of names that are suggested, and the fields that hold them."""
_KEYS = ("author", "tag", "package", "file", "language", "kernel", "uses")
_COUNTS = ("stars", "views", "report")
_KINDS = {
    "text": "prose",
    "code": "code",
    "output": "output",
    "package": "vocabulary",
    "column": "vocabulary",
    "file": "vocabulary",
}
RESTRICTED = "1"
"""The only value of the field `restricted`."""
_REACHED = "reached"  # the id of the document that remembers; no report's id looks like it
_BETWEEN = "\x1f"  # in `author_openings` and its like, between what is typed and what is shown
_ENLARGED = 8.0
_LONGEST_OPENING = 200  # characters
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def schema() -> tantivy.Schema:
    """The schema of an index of this layout."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    openings = [f"{kind}_openings" for kind in SUGGESTED]
    for name in ("finders", "older_finders", "restricted", "owner", "states", *_KEYS, *openings):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in NAMED:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="stemmed", index_option="position")
    for name in BEGINNINGS:
        builder.add_text_field(name, tokenizer_name="unstemmed", index_option="basic")
    for name in ("updated", "created"):
        builder.add_integer_field(name, fast=True)
    for name in _COUNTS:
        builder.add_unsigned_field(name, fast=True)
    builder.add_text_field("shared", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("profile", stored=True)
    builder.add_unsigned_field("version", stored=True)
    builder.add_float_field("standing", fast=True)
    builder.add_unsigned_field("seq", stored=True)
    builder.add_integer_field("counted", stored=True)
    builder.add_text_field("mark", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def register(index: tantivy.Index) -> tantivy.Index:
    """The index with its analyzers, which are not kept on the disk: needed after every opening."""
    index.register_tokenizer("stemmed", analyzer(stemming=True))
    index.register_tokenizer("unstemmed", analyzer(stemming=False))
    return index


# Reports


def put(writer: tantivy.IndexWriter, report: Document) -> None:
    """Take the report in, in place of what was known of it; forget one that is gone."""
    writer.delete_documents_by_term("id", report.id)
    add(writer, report)


def add(writer: tantivy.IndexWriter, report: Document) -> None:
    """Take in a report that the index does not have yet."""
    if not report.gone:
        for document in _documents(report):
            writer.add_document(document)


def moment(when: datetime | date | None) -> int:
    """A moment, or the beginning of a day in UTC, as `updated` and `created` hold it."""
    if when is None:
        return 0
    if not isinstance(when, datetime):
        when = datetime.combine(when, time(), tzinfo=UTC)
    return (when - _EPOCH) // timedelta(microseconds=1)


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """A name as typed filters compare it: small letters without accents, one space at a time."""
    apart = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def package_key(name: str) -> str:
    """The same for packages, which are written with `-` where they are installed."""
    return key(name).replace("-", "_")


def uses_key(name: str) -> str:
    """The same for tables, which are written with and without their database."""
    return key(key_of(name))


def opening(typed: str) -> str:
    """What the openings begin with of the names that begin so, or one of whose words does."""
    return key(typed)[:_LONGEST_OPENING]


def shown(opening: str) -> str:
    """The name, as it is written, that this opening belongs to."""
    return opening.partition(_BETWEEN)[2]


def _documents(report: Document) -> Iterator[tantivy.Document]:
    names = _names(report, report.passages)
    newest, words = _document(report, report.title, report.summary, report.passages, names)
    newest.add_unsigned("version", report.version)
    newest.add_float("standing", _weight(standing(report)))
    newest.add_unsigned("seq", report.seq)
    for finder in report.finders:
        newest.add_text("finders", finder)
    if EVERYONE not in report.finders:
        newest.add_text("restricted", RESTRICTED)
    profile = profiles.of_report(report, names, words)
    newest.add_bytes("profile", profiles.written(profile))
    for thing in profiles.things_of(profile):
        newest.add_text("shared", profiles.term(thing))
    for kind, name in SUGGESTED.items():
        for value in names[name]:
            for begun in _openings(value):
                newest.add_text(f"{kind}_openings", begun)
    yield newest
    for older in report.older:
        names = _names(report, older.passages)
        document, _ = _document(report, older.title, older.summary, older.passages, names)
        document.add_unsigned("version", older.number)
        document.add_float("standing", _weight(OLDER * standing(report)))
        document.add_text("restricted", RESTRICTED)
        for finder in report.finders:
            document.add_text("older_finders", finder)
        yield document


def _document(
    report: Document,
    title: str,
    summary: str,
    passages: tuple[Passage, ...],
    names: dict[str, tuple[str, ...]],
) -> tuple[tantivy.Document, dict[str, Counter[str]]]:
    """The document of a version, and the words of each of its stemmed fields."""
    document = tantivy.Document()
    document.add_text("id", report.id)
    document.add_text("owner", report.owner)
    for state, holds in (("archived", report.archived), ("ran-clean", report.ran_clean)):
        if holds:
            document.add_text("states", state)
    for name in NAMED:
        for value in names[name]:
            document.add_text(name, value)
    for name, value in _keys(names, report.kernel):
        document.add_text(name, value)
    words = _add_words(document, report, title, summary, passages)
    document.add_integer("updated", moment(report.updated))
    document.add_integer("created", moment(report.created or report.updated))
    document.add_unsigned("stars", report.stars)
    document.add_unsigned("views", report.views)
    document.add_unsigned("report", _number(report.id))
    return document, words


def _names(report: Document, passages: Iterable[Passage]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {"package": [], "column": [], "file": [], "dataset": []}
    for passage in passages:
        if passage.kind in found:
            found[passage.kind].append(passage.text)
    return {
        "authors": report.authors,
        "tags": report.tags,
        "languages": (report.language,) if report.language else (),
        **{f"{kind}s": tuple(dict.fromkeys(names)) for kind, names in found.items()},
    }


def _keys(names: dict[str, tuple[str, ...]], kernel: str) -> Iterator[tuple[str, str]]:
    """What a typed filter finds each name by."""
    for name in ("author", "tag", "package", "file", "language"):
        whole = {key(value) for value in names[f"{name}s"]}
        if name == "author":  # people are asked for by one of their names
            whole |= {word for value in whole for word in value.split()}
        elif name == "package":
            whole = set(map(package_key, whole))
        elif name == "file":
            whole |= {value.rsplit("/", 1)[-1] for value in whole}
        yield from ((name, value) for value in whole)
    for table in names["datasets"]:
        named = uses_key(table)
        yield from (("uses", value) for value in {named, named.rpartition(".")[2]})
    yield from (("kernel", value) for value in {key(kernel), *key(spaced(kernel)).split()} if value)


@lru_cache(maxsize=20_000)
def _openings(name: str) -> tuple[str, ...]:
    whole = key(name)[:_LONGEST_OPENING]
    return tuple(
        f"{whole[at:]}{_BETWEEN}{name}"
        for at, sign in enumerate(whole)
        if at == 0 or (sign.isalnum() and not whole[at - 1].isalnum())
    )


def _weight(standing: float) -> float:
    """The number by which the index multiplies a score in proportion to the standing.

    It takes the binary logarithm of 2 and the number, and never less than 1; so all are enlarged.
    """
    factor = min(100.0, max(1.0, _ENLARGED * standing))
    return math.pow(2.0, factor) - 2.0


def _number(id: str) -> int:
    """A number for the id: two documents that have the same are the same report's."""
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest()) >> 1


def _add_words(
    document: tantivy.Document,
    report: Document,
    title: str,
    summary: str,
    passages: tuple[Passage, ...],
) -> dict[str, Counter[str]]:
    texts: dict[str, list[str]] = {}
    for passage in passages:
        if passage.kind == "dataset":
            continue  # the code has its words
        texts.setdefault(_KINDS[passage.kind], []).append(passage.text)
    return {
        "title": _add(document, "title", "title_words", (title,)),
        "names": _add(document, "names", "names_words", (*report.tags, *report.authors)),
        "summary": _add(document, "summary", "summary_words", (summary,)),
        **{name: _add(document, name, "body_words", values) for name, values in texts.items()},
    }


def _add(
    document: tantivy.Document, stemmed: str, unstemmed: str, texts: Iterable[str]
) -> Counter[str]:
    """Add the texts to the two fields; what comes back is how often each word is in them."""
    # Each text is a value of its own, and so is each name taken apart: no phrase spans two of them.
    written = spaced_all(texts)
    for value in written.split(BOUND):
        document.add_text(stemmed, value)
    words = Counter(written.split())
    inner: list[str] = []
    # Most words are in small letters, and are passed over without running Python.
    for word in [*filterfalse(str.islower, words)]:
        if (lowered := word.lower()) != word:
            words[lowered] = words.get(lowered, 0) + words.pop(word)
            if taken_apart := parts(word):
                document.add_text(stemmed, " ".join(taken_apart))
                inner += map(str.lower, taken_apart)
    words.update(inner)
    # The unstemmed fields keep neither places nor numbers.
    document.add_text(unstemmed, " ".join(words))
    return words


# How far the index has come


class Reached(NamedTuple):
    """How far an index has come."""

    clock: Clock
    counted: datetime | None
    """Stars and views that were counted before are in it; None where none were ever counted."""


def put_reached(writer: tantivy.IndexWriter, reached: Reached) -> None:
    """Remember how far the index has come, in the same commit as what it has taken in."""
    writer.delete_documents_by_term("id", _REACHED)
    remembered = tantivy.Document()
    remembered.add_text("id", _REACHED)
    remembered.add_text("restricted", RESTRICTED)
    remembered.add_unsigned("seq", reached.clock.seq)
    remembered.add_text("mark", reached.clock.mark)
    if reached.counted is not None:
        remembered.add_integer("counted", moment(reached.counted))
    writer.add_document(remembered)


def reached_by(index: tantivy.Index, searcher: tantivy.Searcher) -> Reached | None:
    """How far the index has come, or None where it does not say."""
    query = tantivy.Query.term_query(index.schema, "id", _REACHED)
    for _, address in searcher.search(query, 1, count=False).hits:
        remembered = searcher.doc(address)
        clock = Clock(seq=remembered.get_first("seq"), mark=remembered.get_first("mark"))  # type: ignore[arg-type]
        counted = remembered.get_first("counted")
        return Reached(clock, None if counted is None else _EPOCH + timedelta(microseconds=counted))
    return None
