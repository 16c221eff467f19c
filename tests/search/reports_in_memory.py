"""A library without a disk, which is all that the search index asks of one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from jupyter_hub_publish.domain.indexing import Clock, Document, Reader
from jupyter_hub_publish.domain.notebook import Passage
from jupyter_hub_publish.search import Pace, SearchIndex

EVERYONE = frozenset({"everyone"})
ANYONE = Reader(principals=EVERYONE)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def text(words: str, cell: int = 1) -> Passage:
    return Passage(cell=cell, kind="text", heading="", text=words)


def code(words: str, cell: int = 1) -> Passage:
    return Passage(cell=cell, kind="code", heading="", text=words)


def output(words: str, cell: int = 1) -> Passage:
    return Passage(cell=cell, kind="output", heading="", text=words)


def package(name: str, cell: int = 1) -> Passage:
    return Passage(cell=cell, kind="package", heading="", text=name)


def column(name: str, cell: int = 1) -> Passage:
    return Passage(cell=cell, kind="column", heading="", text=name)


def file(name: str, cell: int = 1) -> Passage:
    return Passage(cell=cell, kind="file", heading="", text=name)


@dataclass
class ReportsInMemory:
    """A ChangeSource whose marks are drawn from `past`: equal pasts give equal marks."""

    past: int = 0
    reports: dict[str, Document] = field(default_factory=dict)
    marks: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._random = random.Random(self.past)
        self.marks = self.marks or {0: "born"}

    def publish(
        self,
        name: str,
        *passages: Passage,
        title: str = "",
        summary: str = "",
        tags: tuple[str, ...] = (),
        authors: tuple[str, ...] = (),
        finders: frozenset[str] = EVERYONE,
        updated: datetime | None = None,
        **more: Any,
    ) -> None:
        """`more`: any other field of a Document."""
        seq = self._tick()
        self.reports[name] = Document(
            id=name,
            seq=seq,
            title=title,
            summary=summary,
            tags=tags,
            authors=authors,
            finders=finders,
            updated=updated or NOON + timedelta(minutes=seq),
            passages=passages,
            **({"version": 1} | more),
        )

    def erase(self, name: str) -> None:
        self.reports[name] = Document(id=name, seq=self._tick(), version=0, gone=True)

    def archive(self, name: str) -> None:
        self.reports[name] = msgspec.structs.replace(
            self.reports[name], archived=True, seq=self._tick()
        )

    def backup(self, *, past: int) -> ReportsInMemory:
        """The library as it is now, about to live on differently."""
        return replace(self, past=past, reports=dict(self.reports), marks=dict(self.marks))

    def _tick(self) -> int:
        seq = max(self.marks) + 1
        self.marks[seq] = f"{self._random.getrandbits(64):x}"
        return seq

    def clock(self) -> Clock:
        seq = max(self.marks)
        return Clock(seq=seq, mark=self.marks[seq])

    def mark_at(self, seq: int) -> str | None:
        return self.marks.get(seq)

    def changed_since(self, seq: int, *, limit: int) -> list[Document]:
        changed = [report for report in self.reports.values() if report.seq > seq]
        return sorted(changed, key=lambda report: report.seq)[:limit]

    def star(self, name: str, *, stars: int, when: datetime) -> None:
        """Count stars, which is no change."""
        counted = {"stars": stars, "counted": when}
        self.reports[name] = msgspec.structs.replace(self.reports[name], **counted)

    def counted(self) -> datetime | None:
        return max(
            (report.counted for report in self.reports.values() if report.counted), default=None
        )

    def counted_since(self, moment: datetime | None, *, limit: int) -> list[Document]:
        found = [(report.counted, report.id) for report in self.reports.values() if report.counted]
        late = sorted(one for one in found if moment is None or one[0] >= moment)
        return [self.reports[name] for _, name in late[:limit]]

    def all_documents(self) -> Iterator[Document]:
        return iter(list(self.reports.values()))


def many(count: int) -> ReportsInMemory:
    """A library of so many reports, the same in every process."""
    library = ReportsInMemory()
    for number in range(count):
        library.publish(
            f"r{number}", text(f"common words and number{number}"), title=f"No {number}"
        )
    return library


def caught_up(folder: Path, library: ReportsInMemory) -> SearchIndex:
    """An index of the library in this folder."""
    index = SearchIndex.open(folder, library="one", pace=Pace(wait=60))
    assert index.catch_up(library)
    return index


def ids(index: SearchIndex, words: str, reader: Reader = ANYONE) -> list[str]:
    return list(index.find(words, reader=reader, limit=100).ids)
