"""The index of one library is a cache: nothing is lost with it, any process may rebuild it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

from ..domain.errors import LibraryBusy, LibraryUnavailable
from ..domain.indexing import ChangeSource, Clock, Document
from ..domain.records import Record, Sort
from . import fields, querying
from .asking import Wanted, understood
from .generations import Generations
from .waiting_lock import StillHeld

_log = logging.getLogger(__name__)
_HEAP = 50_000_000  # bytes that a writer fills before it writes a segment
_BATCH = 50  # reports read at a time; each has at most a million characters
PATIENCE = 20.0  # seconds to wait for another process that is writing


class Found(Record, frozen=True):
    """What a search found."""

    total: int
    ids: tuple[str, ...]
    """Those of the page that was asked for, in order."""


class Unusable(Exception):
    """tantivy or the disk refused; nothing that a person should read."""


@dataclass(frozen=True)
class _Live:
    """An index that is open, as of one commit."""

    name: str | None
    """Its generation, or None for one in memory."""
    index: tantivy.Index
    searcher: tantivy.Searcher
    reached: Clock


class SearchIndex:
    """Finds reports by their words. Any number of threads may use it at once."""

    def __init__(self, generations: Generations, patience: float) -> None:
        self._generations = generations
        self._patience = patience
        self._live: _Live | None = None
        self._distrusted: str | None = None  # a generation that could be opened and not searched
        self._catching_up = threading.Lock()

    @classmethod
    def open(cls, folder: Path, *, library: str, patience: float = PATIENCE) -> SearchIndex:
        """The index of this library in a cache folder. It finds nothing before it has caught up.

        A missing or damaged index, or one of another layout, is no error: catching up rebuilds it.
        `patience`: seconds to wait for another process that is writing.
        """
        index = cls(Generations(folder / library), patience)
        index._live = index._reopened()
        return index

    def close(self) -> None:
        """Let go of the files. Searching afterwards finds nothing."""
        self._live = None

    # Keeping up

    def catch_up(self, source: ChangeSource) -> None:
        """Take in what has changed: the next `find` knows all that the source's clock counted.

        Costs one read of the clock when nothing has. Rebuilds an index that is missing, damaged, of
        another layout, or of another past than the library's (a restored backup). Where the folder
        cannot be written, the index is built in memory. Raises LibraryBusy when another process
        writes for longer than our patience: `find` answers meanwhile from what was there.
        """
        if self._has_reached(source.clock()):
            return
        if not self._catching_up.acquire(timeout=self._patience):
            raise _busy()
        try:
            if self._live is not None and self._live.name is None:
                self._advance(self._live, source)
            else:
                self._catch_up_on_disk(source)
        finally:
            self._catching_up.release()

    def _has_reached(self, clock: Clock) -> bool:
        return self._live is not None and self._live.reached == clock

    def _catch_up_on_disk(self, source: ChangeSource) -> None:
        live = self._reopened()
        if live is not None:
            self._live = live
            if self._has_reached(source.clock()):
                return  # another process or thread has done it
        try:
            with _as_unusable(), self._generations.lock(seconds=self._patience):
                self._advance(self._reopened(), source)
        except StillHeld as error:
            raise _busy() from error
        except Unusable as error:
            _log.warning(
                "The search index is kept in memory: its folder cannot be used (%s).", error
            )
            self._live = self._built(None, source)

    def _advance(self, live: _Live | None, source: ChangeSource) -> None:
        # The clock is read after the index was: it can only be behind when the library went back.
        clock = source.clock()
        if live is not None and _same_past(live.reached, clock, source):
            try:
                self._live = live if live.reached == clock else self._updated(live, clock, source)
                return
            except Unusable as error:
                _log.warning("The search index is damaged and is built anew (%s).", error)
        if live is not None and live.name is None:
            self._live = self._built(None, source)
            return
        name = self._generations.begin()
        try:
            self._live = self._built(name, source)
            self._generations.swap(name)
        except BaseException:
            self._generations.discard(name)
            raise

    def _reopened(self) -> _Live | None:
        """The index as it lies on the disk now, or None where it cannot be used."""
        live = self._live
        for _ in range(
            3
        ):  # a generation may be cleared away between reading its name and opening it
            name = self._generations.current()
            if name is None or name == self._distrusted:
                return None
            try:
                with _as_unusable():
                    if live is not None and live.name == name:
                        return _reloaded(name, live.index)
                    return _opened(name, tantivy.Index.open(str(self._generations.path(name))))
            except Unusable as error:
                _log.info("The search index %s cannot be opened (%s).", name, error)
                live = None
        return None

    def _updated(self, live: _Live, clock: Clock, source: ChangeSource) -> _Live:
        with _writing(live.index, clock, threads=1) as writer:
            for report in _changes(source, live.reached.seq, clock.seq):
                with _as_unusable():
                    fields.put(writer, report)
        return _reloaded(live.name, live.index)

    def _built(self, name: str | None, source: ChangeSource) -> _Live:
        # The clock is read first: what changes while we read is taken in once more next time.
        clock = source.clock()
        with _as_unusable():
            path = None if name is None else str(self._generations.path(name))
            index = fields.register(tantivy.Index(fields.schema(), path=path))
            index.config_reader("Manual")
        with _writing(index, clock, threads=2) as writer:
            for report in source.all_documents():
                with _as_unusable():
                    fields.put(writer, report)
        return _reloaded(name, index)

    # Finding

    def find(
        self,
        words: str,
        *,
        principals: frozenset[str],
        authors: tuple[str, ...] = (),
        tags: tuple[str, ...] = (),
        sort: Sort = "relevance",
        offset: int = 0,
        limit: int = 20,
    ) -> Found:
        """The reports that these principals may meet and that have every word.

        Where no report has them all, those that have some, the ones with most first. Without words,
        all of them, the newest first. `authors` are alternatives; of `tags` each must be there.
        No text is an error. Raises LibraryUnavailable where the index turns out to be damaged; the
        next catching up rebuilds it.
        """
        live = self._live
        if live is None:
            return Found(total=0, ids=())
        wanted = understood(words)
        try:
            with _as_unusable():
                schema = live.index.schema
                may = querying.filtered(schema, principals=principals, authors=authors, tags=tags)
                return _page(live.searcher, may, _asked(live, wanted, may), sort, offset, limit)
        except Unusable as error:
            self._live, self._distrusted = None, live.name
            raise LibraryUnavailable(
                "The search index is damaged.", hint="It is being built anew; try again."
            ) from error


def _asked(live: _Live, wanted: tuple[Wanted, ...], may: tantivy.Query) -> tantivy.Query | None:
    if not wanted:
        return None
    schema = live.index.schema
    query = querying.both(may, querying.matching(schema, wanted))
    if len(wanted) > 1 and not live.searcher.search(query, 1, count=False).hits:
        return querying.both(may, querying.matching_any(schema, wanted))
    return query


def _page(
    searcher: tantivy.Searcher,
    may: tantivy.Query,
    query: tantivy.Query | None,
    sort: Sort,
    offset: int,
    limit: int,
) -> Found:
    newest = sort == "newest" or query is None
    # tantivy sets memory aside for offset + limit hits before it looks for any.
    offset = min(max(offset, 0), searcher.num_docs)
    result = searcher.search(
        may if query is None else query,
        max(1, min(limit, searcher.num_docs)),
        offset=offset,
        order_by_field="updated" if newest else None,
        weight_by_field=None if newest else "recency",
    )
    addresses = [address for _, address in result.hits][: max(limit, 0)]
    ids = tuple(str(searcher.doc(address).get_first("id")) for address in addresses)
    return Found(total=result.count, ids=ids)  # type: ignore[attr-defined]


def _same_past(reached: Clock, clock: Clock, source: ChangeSource) -> bool:
    """Whether what the index has taken in is what the library remembers."""
    if reached.seq == 0:
        return True  # it has taken in nothing
    return reached.seq <= clock.seq and source.mark_at(reached.seq) == reached.mark


def _changes(source: ChangeSource, after: int, until: int) -> Iterator[Document]:
    while after < until:
        batch = source.changed_since(after, limit=_BATCH)
        if not batch:
            return
        yield from batch
        after = batch[-1].seq


@contextmanager
def _writing(index: tantivy.Index, clock: Clock, *, threads: int) -> Iterator[tantivy.IndexWriter]:
    """A writer whose work is committed together with the clock, or not at all."""
    with _as_unusable():
        writer = index.writer(_HEAP, threads)
    yield writer
    with _as_unusable():
        fields.put_clock(writer, clock)
        writer.commit()
        # Dropping a writer ends its merges; without them every change would leave a segment more.
        writer.wait_merging_threads()


def _opened(name: str | None, index: tantivy.Index) -> _Live:
    fields.register(index)
    index.config_reader("Manual")  # the default is a thread that watches the folder
    return _reloaded(name, index)


def _reloaded(name: str | None, index: tantivy.Index) -> _Live:
    with _as_unusable():
        index.reload()
        searcher = index.searcher()
        reached = fields.clock_of(index, searcher)
    if reached is None:
        raise Unusable("it does not say how far it has come")
    return _Live(name, index, searcher, reached)


def _busy() -> LibraryBusy:
    return LibraryBusy(
        "Another process is bringing the search index up to date.", hint="Try again in a moment."
    )


@contextmanager
def _as_unusable() -> Iterator[None]:
    """Turn whatever tantivy and the disk raise into Unusable, Rust's panics included."""
    try:
        yield
    except (ValueError, OSError, RuntimeError, TypeError) as error:
        raise Unusable(str(error)) from error
    except BaseException as error:
        if (
            type(error).__name__ != "PanicException"
        ):  # pyo3 hangs it below BaseException, unexported
            raise
        raise Unusable(str(error)) from error
