"""An index follows its library: changes are taken in before an answer, rebuilding takes its time.

The work is done in a thread, and whoever searches waits for it a moment only. So a small library is
always up to date, and a large one answers from what is there while its index is made anew.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from ..domain.errors import LibraryBusy, LibraryUnavailable, PublishError
from ..domain.indexing import ChangeSource, Clock, Document
from . import fields, live
from .errands import Errand
from .fields import Reached
from .generations import Generations
from .live import Live, Unusable, as_unusable, writing
from .state import IndexState, checked, seen
from .waiting_lock import StillHeld

_log = logging.getLogger(__name__)
_HEAP = 30_000_000  # bytes that a writer fills before it writes a segment
_REBUILDING_HEAP = 120_000_000
_BATCH = 50  # reports read at a time; each has at most a million characters
_OVERLAP = timedelta(seconds=60)  # in which counts of other processes may still be on their way
_AGAIN = 300.0  # seconds after which a folder that could not be used is tried again
_LESS = 10  # times less is waited where others have waited in vain
_LEAVING = 10.0  # seconds to wait for a thread that has been told to stop


@dataclass(frozen=True)
class Pace:
    """How long is waited, and how much is too much."""

    patience: float = 20.0
    """Seconds to wait for another process that is writing."""
    wait: float = 1.5
    """Seconds that a search waits for the index to be brought up to date."""
    counting: float = 120.0
    """Seconds between two times that stars and views are taken in."""
    in_memory: int = 300_000_000
    """Characters that an index is made of without a disk."""


class Stopped(Exception):
    """The process is ending, or has let go of the index."""


class Follower:
    """Keeps the index of one library current. Any number of threads may use it at once."""

    def __init__(self, generations: Generations, pace: Pace) -> None:
        self._generations = generations
        self._pace = pace
        self._writing = threading.Lock()
        self._errands = threading.Lock()
        self._errand: Errand | None = None
        self._takes_long = False  # while it does, nobody else waits
        self._stopping = threading.Event()
        self._next_counting = time.monotonic() + self._pace.counting
        self._again = 0.0  # when a folder that cannot be used is tried again
        self._why_not = ""
        self.live: Live | None = None
        """What there is to search in, or None where there is nothing yet."""
        self._distrusted: str | None = None  # a generation that could be opened and not searched

    def open(self) -> None:
        """Open what lies on the disk, if it can be used."""
        self.live = self._reopened()
        atexit.register(self.close)

    def close(self) -> None:
        """End what is going on, and let go of the files."""
        atexit.unregister(self.close)
        self._stopping.set()
        if self._errand is not None:
            self._errand.wait(_LEAVING)
        self.live = None

    # What others ask for

    def catch_up(self, source: ChangeSource, clock: Clock | None = None) -> bool:
        """Whether the index now holds all that the source's clock counted when this was called.

        `clock`: as it has just been read; what it counted is then what has to be there.
        """
        clock = clock or source.clock()
        if self._has_reached(clock):
            self._count_now_and_then(source)
            return True
        if time.monotonic() < self._again:
            return self._do_without()
        called = time.monotonic()
        while True:
            errand = self._under_way(partial(self._caught_up, source))
            wait = self._pace.wait / (_LESS if self._takes_long else 1)
            if not errand.wait(errand.began + wait - time.monotonic()):
                self._takes_long = not errand.over
                return False
            if not errand.outcome():
                return False
            if errand.began >= called or self._has_reached(clock):
                return True

    def rebuild(self, source: ChangeSource, progress: Callable[[int], None]) -> IndexState:
        """Make the index anew, on the disk, whatever it is like; tell how many are in it."""
        try:
            with self._writing, as_unusable(), self._generations.lock(seconds=self._pace.patience):
                self._build_on_disk(source, progress, other_past=True)
                return seen(self._generations, self.live, source)
        except StillHeld as error:
            raise LibraryBusy(
                "Another process is writing the search index.", hint="Try again in a moment."
            ) from error
        except Unusable as error:
            raise LibraryUnavailable(
                f"The search index cannot be written: {error}.",
                hint=f"It lies in {self._generations.folder}.",
            ) from error

    def check(self, source: ChangeSource, progress: Callable[[int], None]) -> IndexState:
        """What the index on the disk is like, compared report by report with the library."""
        return checked(self._generations, self._reopened(), source, progress)

    def distrust(self, found: Live) -> None:
        """Let go of an index that could not be searched; the next catching up makes another one."""
        self.live, self._distrusted = None, found.name

    def _has_reached(self, clock: Clock) -> bool:
        return self.live is not None and self.live.reached.clock == clock

    def _under_way(self, work: Callable[[], bool]) -> Errand:
        """The errand that is being run, or a new one."""
        with self._errands:
            if self._errand is None or self._errand.over:
                self._errand = Errand(work)
            return self._errand

    # Taking in what has changed

    def _caught_up(self, source: ChangeSource) -> bool:
        try:
            succeeded = self._taken_in(source)
        except Stopped:
            return False
        self._takes_long = not succeeded
        return succeeded

    def _taken_in(self, source: ChangeSource) -> bool:
        with self._writing:
            if self.live is not None and self.live.name is None:
                self._advance_in_memory(self.live, source)
                return True
            found = self._reopened()
            if found is not None:
                self.live = found
                if self._has_reached(source.clock()):
                    return True  # another process has done it
            try:
                with as_unusable(), self._generations.lock(seconds=self._pace.patience):
                    self._advance(self._reopened(), source)
            except StillHeld:
                return False
            except Unusable as error:
                return self._made_do_without_disk(error, source)
            return True

    def _advance(self, found: Live | None, source: ChangeSource) -> None:
        # The clock is read after the index was: it can only be behind when the library went back.
        clock = source.clock()
        other_past = found is not None and not _same_past(found.reached.clock, clock, source)
        if found is not None:
            try:
                if not other_past:
                    done = found.reached.clock == clock
                    self.live = found if done else self._updated(found, clock, source)
                    return
                # Meanwhile nothing is found any more by words that were erased.
                self.live = self._updated(found, found.reached.clock, source, until=clock.seq)
            except Unusable as error:
                _log.warning("The search index is damaged and is built anew (%s).", error)
        self._build_on_disk(source, untold, other_past=other_past)

    def _advance_in_memory(self, found: Live, source: ChangeSource) -> None:
        clock = source.clock()
        if _same_past(found.reached.clock, clock, source):
            self.live = self._updated(found, clock, source)
        else:
            self.live = self._built(None, source, untold)

    def _made_do_without_disk(self, reason: Unusable, source: ChangeSource) -> bool:
        """An index in memory, unless that is too much to ask."""
        try:
            self.live = self._built(None, source, untold)
        except Unusable as error:
            _log.warning("The search index cannot be kept: %s; %s.", reason, error)
            self._again, self._why_not = time.monotonic() + _AGAIN, str(reason)
            return self._do_without()
        _log.warning("The search index is kept in memory: its folder cannot be used (%s).", reason)
        return True

    def _do_without(self) -> bool:
        """Answer from what there was; where there was nothing, say what is wrong."""
        if self.live is None:
            raise LibraryUnavailable(
                f"The search index cannot be written: {self._why_not}.",
                hint=f"It lies in {self._generations.folder}; c.HubPublish.cache_folder names"
                " another place.",
            )
        return False

    def _reopened(self) -> Live | None:
        """The index as it lies on the disk now, or None where it cannot be used."""
        found = self.live
        # A generation may be cleared away between reading its name and opening it.
        for _ in range(3):
            name = self._generations.current()
            if name is None or name == self._distrusted:
                return None
            try:
                if found is not None and found.name == name:
                    return found.reloaded()
                return live.opened(name, self._generations.path(name))
            except Unusable as error:
                _log.info("The search index %s cannot be opened (%s).", name, error)
                found = None
        return None

    def _updated(
        self, found: Live, clock: Clock, source: ChangeSource, until: int | None = None
    ) -> Live:
        last = clock.seq if until is None else until
        reached = found.reached._replace(clock=clock)
        with writing(found.index, reached, heap=_HEAP, threads=1) as writer:
            for report in _changes(source, found.reached.clock.seq, last):
                self._go_on()
                with as_unusable():
                    fields.put(writer, report)
        return found.reloaded()

    # Making it anew

    def _build_on_disk(
        self, source: ChangeSource, progress: Callable[[int], None], *, other_past: bool
    ) -> None:
        name = self._generations.begin()
        try:
            built = self._built(name, source, progress)
            self._generations.swap(name, other_past=other_past)
        except BaseException:
            self._generations.discard(name)
            raise
        self.live = built

    def _built(
        self, name: str | None, source: ChangeSource, progress: Callable[[int], None]
    ) -> Live:
        # The clock is read first: what changes while we read is taken in once more next time.
        reached = Reached(source.clock(), _until(source.counted()))
        index = live.begun(None if name is None else self._generations.path(name))
        characters = 0
        with writing(index, reached, heap=_REBUILDING_HEAP, threads=2) as writer:
            for number, report in enumerate(source.all_documents(), 1):
                self._go_on()
                if name is None:
                    characters += sum(len(passage.text) for passage in report.passages)
                    if characters > self._pace.in_memory:
                        raise Unusable("the library is too large to be searched without a disk")
                with as_unusable():
                    fields.add(writer, report)
                progress(number)
        return live.finished(name, index)

    def _go_on(self) -> None:
        if self._stopping.is_set():
            raise Stopped

    # Taking in what was counted

    def _count_now_and_then(self, source: ChangeSource) -> None:
        if time.monotonic() >= self._next_counting:
            self._next_counting = time.monotonic() + self._pace.counting
            self._under_way(partial(self._counted, source))

    def _counted(self, source: ChangeSource) -> bool:
        """Take in stars and views that were counted since the last time, some at a time."""
        try:
            until, found = _until(source.counted()), self.live
            if until is None or found is None or until == found.reached.counted:
                return True
            since = None if found.reached.counted is None else found.reached.counted - _OVERLAP
            while batch := source.counted_since(since, limit=_BATCH):
                last = batch[-1].counted
                is_last = len(batch) < _BATCH or last is None or last == since
                self._take_in(batch, until if is_last else last)
                if is_last:
                    break
                since = last
        except Stopped:
            return False
        except (PublishError, Unusable, StillHeld) as error:
            _log.info("Stars and views are taken into the search index later (%s).", error)
        return True

    def _take_in(self, batch: list[Document], until: datetime | None) -> None:
        with self._writing:
            found = self.live
            if found is None:
                return
            if found.name is None:
                self.live = self._counted_up(found, batch, until)
                return
            with as_unusable(), self._generations.lock(seconds=self._pace.patience):
                found = self._reopened()
                if found is not None:
                    self.live = self._counted_up(found, batch, until)

    def _counted_up(self, found: Live, batch: list[Document], until: datetime | None) -> Live:
        self._go_on()
        reached = found.reached._replace(counted=until)
        with writing(found.index, reached, heap=_HEAP, threads=1) as writer, as_unusable():
            for report in batch:
                fields.put(writer, report)
        return found.reloaded()


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


def _until(counted: datetime | None) -> datetime | None:
    """That moment, or now where it is in the future: a clock that has jumped is put right."""
    return None if counted is None else min(counted, datetime.now(UTC))


def untold(reports: int) -> None:
    """Progress that nobody wants to hear of."""
