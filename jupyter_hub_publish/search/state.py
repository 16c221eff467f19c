"""What an index is like: where it lies, how large it is, and whether it holds every report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import tantivy

from ..domain.indexing import ChangeSource
from ..domain.records import Record
from .fields import LAYOUT
from .generations import Generations
from .live import Live, Unusable, as_unusable

_READ_AT_ONCE = 10_000  # documents


class IndexState(Record):
    """What an index is like."""

    folder: str
    layout: int
    reports: int
    """That it holds."""
    size: int
    """Bytes on the disk."""
    behind: int
    """Changes of the library that it has not taken in yet: the next search does."""
    faults: tuple[str, ...]
    """What is wrong with it, one sentence each; a rebuild mends all of it."""


def checked(
    generations: Generations,
    found: Live | None,
    source: ChangeSource,
    progress: Callable[[int], None],
) -> IndexState:
    """The state of the index that was found on the disk; everything in it is read."""
    folder = str(generations.folder)
    name = generations.current()
    if found is None:
        fault = "There is no index yet." if name is None else "The index cannot be opened."
        return IndexState(
            folder=folder,
            layout=LAYOUT,
            reports=0,
            size=0,
            behind=source.clock().seq,
            faults=(fault,),
        )
    path = generations.path(str(found.name))
    size = sum(file.stat().st_size for file in path.iterdir() if file.is_file())
    clock, reached = source.clock(), found.reached.clock
    faults: tuple[str, ...] = ()
    held: dict[str, int] = {}
    if reached.seq and source.mark_at(reached.seq) != reached.mark:
        faults += ("The index is of another past than the library.",)
    try:
        held = dict(_held(found.searcher))
        faults += tuple(_compared(held, reached.seq, source, progress))
    except Unusable as error:
        faults += (f"The index cannot be read: {error}.",)
    return IndexState(
        folder=folder,
        layout=LAYOUT,
        reports=len(held),
        size=size,
        behind=max(0, clock.seq - reached.seq),
        faults=faults,
    )


def _held(searcher: tantivy.Searcher) -> Iterator[tuple[str, int]]:
    """The reports in the index, and with which change each of them was taken in."""
    every = tantivy.Query.all_query()
    for start in range(0, searcher.num_docs, _READ_AT_ONCE):
        with as_unusable():
            hits = searcher.search(every, _READ_AT_ONCE, count=False, offset=start).hits
            documents = [searcher.doc(address).to_dict() for _, address in hits]
        for document in documents:
            if "profile" in document:  # neither an older version nor what the index remembers
                yield document["id"][0], document["seq"][0]


def _compared(
    held: dict[str, int], until: int, source: ChangeSource, progress: Callable[[int], None]
) -> Iterator[str]:
    missing = outdated = 0
    left = dict(held)
    for number, report in enumerate(source.all_documents(), 1):
        seq = left.pop(report.id, None)
        due = report.seq <= until  # what has changed since is taken in by the next search
        missing += due and not report.gone and seq is None
        outdated += due and seq is not None and (report.gone or seq < report.seq)
        progress(number)
    for count, one, several in (
        (missing, "1 report is missing.", "{:,} reports are missing."),
        (outdated, "1 report is not as it is now.", "{:,} reports are not as they are now."),
        (len(left), "1 report is not in the library.", "{:,} reports are not in the library."),
    ):
        if count:
            yield one if count == 1 else several.format(count)
