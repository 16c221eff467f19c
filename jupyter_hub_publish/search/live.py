"""An index that is open, as of one commit; whatever tantivy and the disk raise is Unusable here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import tantivy

from . import fields
from .fields import Reached

_READER = "Manual"  # the default is a thread that watches the folder


class Unusable(Exception):
    """tantivy or the disk refused; nothing that a person should read."""


@dataclass(frozen=True)
class Live:
    """An index that is open, as of one commit."""

    name: str | None
    """Its generation, or None for one in memory."""
    index: tantivy.Index
    searcher: tantivy.Searcher
    reached: Reached

    def reloaded(self) -> Live:
        """The same index as of its last commit."""
        return _as_committed(self.name, self.index)


def opened(name: str, path: Path) -> Live:
    """The index in this folder; raises Unusable."""
    with as_unusable():
        index = fields.register(tantivy.Index.open(str(path)))
        index.config_reader(_READER)
    return _as_committed(name, index)


def begun(path: Path | None) -> tantivy.Index:
    """A new, empty index in this folder, or in memory; raises Unusable."""
    with as_unusable():
        place = None if path is None else str(path)
        index = fields.register(tantivy.Index(fields.schema(), path=place))
        index.config_reader(_READER)
        return index


def finished(name: str | None, index: tantivy.Index) -> Live:
    """The new index with what was committed to it."""
    return _as_committed(name, index)


def _as_committed(name: str | None, index: tantivy.Index) -> Live:
    with as_unusable():
        index.reload()
        searcher = index.searcher()
        reached = fields.reached_by(index, searcher)
    if reached is None:
        raise Unusable("it does not say how far it has come")
    return Live(name, index, searcher, reached)


@contextmanager
def writing(
    index: tantivy.Index, reached: Reached, *, heap: int, threads: int
) -> Iterator[tantivy.IndexWriter]:
    """A writer whose work is committed together with how far it has come, or not at all."""
    with as_unusable():
        writer = index.writer(heap, threads)
    try:
        yield writer
    except BaseException:
        # Its threads would go on writing into a folder that is about to be removed.
        with suppress(Unusable), as_unusable():
            writer.rollback()
            writer.wait_merging_threads()
        raise
    with as_unusable():
        fields.put_reached(writer, reached)
        writer.commit()
        # Dropping a writer ends its merges; without them every change would leave a segment more.
        writer.wait_merging_threads()


@contextmanager
def as_unusable() -> Iterator[None]:
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
