"""What the library tells the search index about a report, and how the index knows what is new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from .notebook import Passage
from .records import Record


class Clock(Record):
    """The library's change counter: it grows by one with every change, in commit order."""

    seq: int
    """0 in a library that nothing has ever happened to."""
    mark: str
    """Random, drawn anew with every change: tells a restored backup from the library it was."""


class Document(Record):
    """A report as search knows it: its newest version, and who may meet it."""

    id: str
    seq: int
    version: int
    gone: bool = False
    """Whether it has to be forgotten; the rest is empty then."""
    title: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    finders: frozenset[str] = frozenset()
    """The principals that may meet it: `domain.access.finders`."""
    updated: datetime | None = None
    archived: bool = False
    """Whether it is kept and said to be old: it comes after its like."""
    passages: tuple[Passage, ...] = ()


class ChangeSource(Protocol):
    """Where an index learns what has changed; each method is one short read of the library."""

    def clock(self) -> Clock:
        """The counter as it stands."""
        ...

    def mark_at(self, seq: int) -> str | None:
        """The mark of that change, or None where the library knows of no such change."""
        ...

    def changed_since(self, seq: int, *, limit: int) -> list[Document]:
        """The next reports that changed after `seq`, each once, by ascending `seq`."""
        ...

    def all_documents(self) -> Iterator[Document]:
        """Every report as of one moment, for building an index anew."""
        ...
