"""A library in a folder: storage, search index, and the deeds over them."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from ..domain.records import LibraryInfo
from ..search import SearchIndex
from ..storage import Storage
from .discovery import LocalDiscovery
from .publishing import LocalPublishing
from .reading import LocalReading


def _now() -> datetime:
    return datetime.now(UTC)


class LocalLibrary:
    """The embedded library: made on first use, migrated when an old one is found."""

    def __init__(self, storage: Storage, *, cache: Path) -> None:
        self._storage = storage
        self._cache = cache
        self._index: SearchIndex | None = None
        self._lock = threading.Lock()
        self.publishing = LocalPublishing(storage, now=_now)
        self.reading = LocalReading(storage)
        self.discovery = LocalDiscovery(storage, self._open_index)

    @classmethod
    def open(cls, folder: Path, *, cache: Path) -> LocalLibrary:
        """The library in `folder`, its index under `cache`; raises kinds of LibraryUnavailable."""
        return cls(Storage.open(folder), cache=cache)

    @cached_property
    def info(self) -> LibraryInfo:
        """Which library this is."""
        return LibraryInfo(
            id=self._storage.id, shape="embedded", location=str(self._storage.location)
        )

    def close(self) -> None:
        """Let go of the database and the index."""
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None
            self._storage.close()

    def _open_index(self) -> SearchIndex:
        with self._lock:
            if self._index is None:
                self._index = SearchIndex.open(self._cache, library=self._storage.id)
            return self._index
