"""What an index is like: where it lies, how large it is, and whether it holds every report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import tantivy
from msgspec.structs import replace

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
    """That it holds, older versions counted too unless they were looked at."""
    size: int
    """Bytes on the disk."""
    behind: int
    """Changes of the library that it has not taken in yet: the next search does."""
    faults: tuple[str, ...]
    """What is wrong with it, one sentence each; a rebuild mends all of it."""


def seen(generations: Generations, found: Live | None, source: ChangeSource) -> IndexState:
    """The state of the index that was found on the disk, as far as that can be seen at once."""
    clock, folder = source.clock(), str(generations.folder)
    if found is None or found.name is None:
        is_there = generations.current() is not None
        fault = "The index cannot be opened." if is_there else "There is no index yet."
        return IndexState(
            folder=folder, layout=LAYOUT, reports=0, size=0, behind=clock.seq, faults=(fault,)
        )
    files = generations.path(found.name).iterdir()
    reached, faults = found.reached.clock, list[str]()
    if reached.seq and source.mark_at(reached.seq) != reached.mark:
        faults.append("The index is of another past than the library.")
    return IndexState(
        folder=folder,
        layout=LAYOUT,
        reports=max(0, found.searcher.num_docs - 1),
        size=sum(file.stat().st_size for file in files if file.is_file()),
        behind=max(0, clock.seq - reached.seq),
        faults=tuple(faults),
    )


def checked(
    generations: Generations,
    found: Live | None,
    source: ChangeSource,
    progress: Callable[[int], None],
) -> IndexState:
    """The same, and compared with the library report by report."""
    state = seen(generations, found, source)
    if found is None:
        return state
    held: dict[str, int] = {}
    try:
        held = dict(_held(found.searcher))
        faults = tuple(_compared(held, found.reached.clock.seq, source, progress))
    except Unusable as error:
        faults = (f"The index cannot be read: {error}.",)
    return replace(state, reports=len(held), faults=(*state.faults, *faults))


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
