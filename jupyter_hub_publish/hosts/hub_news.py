"""Each reader hears that something has changed which they may find, and of nothing else.

The database is asked once a second while somebody listens, however many they are.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection
from concurrent.futures import Executor
from typing import Protocol, TypeVar

from ..domain.errors import PublishError
from ..domain.indexing import Change

T = TypeVar("T")
log = logging.getLogger(__name__)
EVERY = 1.0  # seconds between two looks at the counter
_AT_ONCE = 500  # changes that are asked for together
_MISSED = 2_000  # changes that are looked through for somebody; after more, they just look again
_REMEMBERED = 10_000  # reports of which it is kept who has heard of them


class Changes(Protocol):
    """Where it is learnt what has changed; both may block, and raise LibraryUnavailable."""

    def seq(self) -> int:
        """The change counter."""
        ...

    def changes(self, *, since: int, limit: int) -> list[Change]:
        """The next changes after that."""
        ...


class Listener:
    """Somebody who listens: told the newest number that is for them, however slowly they read."""

    def __init__(self, principals: frozenset[str]) -> None:
        self.principals = principals
        self.ended = False
        self._newest: int | None = None
        self._something = asyncio.Event()

    def tell(self, seq: int) -> None:
        """There is news."""
        self._newest = seq
        self._something.set()

    def end(self) -> None:
        """Nothing more will be told."""
        self.ended = True
        self._something.set()

    async def news(self, *, within: float) -> int | None:
        """The newest number that was not told yet, or None when nothing comes in time."""
        try:
            await asyncio.wait_for(self._something.wait(), within)
        except TimeoutError:
            return None
        newest, self._newest = self._newest, None
        if not self.ended:
            self._something.clear()
        return newest


class Herald:
    """Looks for changes, and tells those who may hear of them. Belongs to one event loop."""

    def __init__(self, open_changes: Callable[[], Changes], pool: Executor) -> None:
        self._open_changes = open_changes
        self._pool = pool
        self._listeners: set[Listener] = set()
        self._task: asyncio.Task[None] | None = None
        self._heard_by: OrderedDict[str, frozenset[str]] = OrderedDict()
        self._known: int | None = None  # what everybody has heard of
        self._ended = False

    def __len__(self) -> int:
        """How many listen."""
        return len(self._listeners)

    async def listen(
        self, principals: frozenset[str], *, since: int | None
    ) -> tuple[Listener, int]:
        """Somebody who hears from now on, and the number that it is now.

        What they have missed `since` then, they hear at once. Raises LibraryUnavailable.
        """
        listener = Listener(principals)
        self._listeners.add(listener)  # before it is asked what it is now: nothing falls between
        try:
            seq = await self._in_pool(lambda: self._open_changes().seq())
            if since is not None and since != seq:
                await self._catch_up(listener, since, seq)
        except BaseException:
            self.leave(listener)
            raise
        if self._known is None:
            self._known = seq
        if self._ended:
            listener.end()
        elif self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._watch())
        return listener, seq

    async def _catch_up(self, listener: Listener, since: int, seq: int) -> None:
        if not 0 <= seq - since <= _MISSED:
            return listener.tell(seq)
        for change in await self._in_pool(self._all_since, since):
            if not listener.principals.isdisjoint(change.hearers):
                listener.tell(change.seq)

    def leave(self, listener: Listener) -> None:
        """They hear nothing more."""
        self._listeners.discard(listener)

    def end(self) -> None:
        """Send everybody away: the process ends."""
        self._ended = True
        for listener in self._listeners:
            listener.end()
        if self._task is not None:
            self._task.cancel()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            if not self._listeners:
                self._known = None  # whoever comes next says since when they want to know
            elif self._known is not None:
                try:
                    self._known = await self._look(self._known)
                except PublishError as error:
                    log.debug("No news: %s", error.message)

    async def _look(self, known: int) -> int:
        seq = await self._in_pool(lambda: self._open_changes().seq())
        if seq < known:  # a backup was put back: the library has another past
            self._tell_all(seq)
        if seq <= known:
            return seq
        for change in await self._in_pool(self._all_since, known):
            self._tell(change)
            seq = max(seq, change.seq)
        return seq

    def _tell(self, change: Change) -> None:
        # Those from whom it was hidden just now have it in their lists.
        hearers = change.hearers | self._heard_by.pop(change.report, frozenset())
        self._heard_by[change.report] = change.hearers
        while len(self._heard_by) > _REMEMBERED:
            self._heard_by.popitem(last=False)
        for listener in self._listeners:
            if not listener.principals.isdisjoint(hearers):
                listener.tell(change.seq)

    def _tell_all(self, seq: int) -> None:
        self._heard_by.clear()
        for listener in self._listeners:
            listener.tell(seq)

    def _all_since(self, seq: int) -> Collection[Change]:
        found: list[Change] = []
        library = self._open_changes()
        while some := library.changes(since=seq, limit=_AT_ONCE):
            found += some
            seq = some[-1].seq
        return found

    async def _in_pool(self, function: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, function, *args)
