"""Answers as the index will, until it does: what it cannot tell yet is empty."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from ..domain.records import Facets
from ..search import SearchIndex


class Meanwhile:
    """The index of before, asked in the words of the next one."""

    def __init__(self, index: Any) -> None:
        self._index = index

    def close(self) -> None:
        """Let go of the files."""
        self._index.close()

    def catch_up(self, source: Any) -> bool:
        """Take in what has changed."""
        self._index.catch_up(source)
        return True

    def find(self, words: str, *, reader: Any, filters: Any, sort: Any, **page: int) -> Any:
        """By words, authors and tags."""
        found = self._index.find(
            words,
            principals=reader.principals,
            authors=filters.authors,
            tags=filters.tags,
            sort="relevance" if sort == "relevance" else "newest",
            **page,
        )
        versions = (0,) * len(found.ids)
        return SimpleNamespace(
            total=found.total, ids=found.ids, versions=versions, understood=None, correction=None
        )

    def facets(self, words: str, *, reader: Any, filters: Any) -> Facets:
        """How many there are, and nothing else."""
        found = self.find(words, reader=reader, filters=filters, sort="relevance", limit=1)
        return Facets(total=found.total)

    def suggest(self, words: str, **_: Any) -> tuple[Any, ...]:
        """Nothing yet."""
        return ()

    related = near = suggest


def adapted(index: Any) -> Any:
    """The index itself, once it answers everything."""
    return index if hasattr(SearchIndex, "facets") else Meanwhile(index)
