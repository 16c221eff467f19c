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


class OlderVersion(Record):
    """A version that is not the newest: found where `version:all` is asked for."""

    number: int
    title: str
    summary: str
    passages: tuple[Passage, ...]


class Reader(Record):
    """Whoever asks, as search sees them."""

    principals: frozenset[str]
    name: str = ""
    teams: frozenset[str] = frozenset()
    """The groups as principals, `group:…`: what is theirs counts more."""
    starred: frozenset[str] = frozenset()
    """The ids of the reports that they have starred; given where a search asks for them."""


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
    replaced: bool = False
    """Whether another report has taken its place."""
    created: datetime | None = None
    owner: str = ""
    language: str = ""
    kernel: str = ""
    ran_clean: bool = False
    stars: int = 0
    views: int = 0
    counted: datetime | None = None
    """When its stars or views were last counted."""
    passages: tuple[Passage, ...] = ()
    """Packages, columns and files are passages of their kinds."""
    older: tuple[OlderVersion, ...] = ()


class Change(Record):
    """That a report has changed, and who may hear of it."""

    report: str
    seq: int
    hearers: frozenset[str]
    """The principals that may find it, or might have before it was withdrawn."""


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

    def counted(self) -> datetime | None:
        """When a star or a view was last counted; they are no changes."""
        ...

    def counted_since(self, moment: datetime | None, *, limit: int) -> list[Document]:
        """Reports whose stars or views were counted then or later, the longest ago first."""
        ...

    def all_documents(self) -> Iterator[Document]:
        """Every report as of one moment, for building an index anew."""
        ...
