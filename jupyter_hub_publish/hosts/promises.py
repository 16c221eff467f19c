"""Looks once a minute for datasets that are late, so that those who rely on them hear of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from ..domain.errors import PublishError

log = logging.getLogger(__name__)
EVERY = 60.0  # seconds between two looks; each is one short read while nothing is late


class Promises:
    """Belongs to one event loop. Several processes may look at one library: each is told once."""

    def __init__(self, opened: Callable[[], Any], pool: Executor, *, every: float = EVERY) -> None:
        """`opened` gives the library, where there is one that this process holds itself."""
        self._opened = opened
        self._pool = pool
        self._every = every
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look, on the running event loop."""
        self._task = asyncio.get_running_loop().create_task(self._watch())

    def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            # A hub's library, asked over HTTP, has nobody who could be told here.
            notifier = getattr(self._opened(), "notifier", None)
            if notifier is None:
                continue
            try:
                await asyncio.get_running_loop().run_in_executor(self._pool, notifier.tell_late)
            except PublishError as error:
                log.debug("Nobody was told of what is late: %s", error.message)
