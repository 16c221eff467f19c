"""Tells open browsers that the library has changed, by whichever process, and never what.

A library of this process's own is asked once a second; the hub's service tells by itself.
"""

from __future__ import annotations

import asyncio
import logging
import random
from contextlib import aclosing
from typing import Any

from ..domain.errors import NotSignedIn, PublishError
from .embedded import Embedded

log = logging.getLogger(__name__)
CHANGED = "https://jupyter-hub-publish.readthedocs.io/events/library-changed/v1"
EVERY = 1.0  # seconds between two looks at the counter, while somebody listens
_LONGEST = 60.0  # seconds between two tries to hear from the service
_SHUT_OUT = 300.0  # seconds before a service that does not know this server is asked again
_SCHEMA = {
    "$id": CHANGED,
    "version": "1",
    "title": "The library has changed",
    "personal-data": False,
    "type": "object",
    "required": ["seq", "library"],
    "properties": {
        "seq": {"type": "integer", "description": "The library's change counter."},
        "library": {"type": "string", "description": "The library's id."},
    },
}


class News:
    """Feeds the server's own event bus, while somebody listens to it."""

    def __init__(self, embedded: Embedded, logger: Any) -> None:
        self._embedded = embedded
        self._logger = logger
        self._task: asyncio.Task[None] | None = None
        self._heard = ""  # the service's last event
        logger.register_event_schema(_SCHEMA)

    def start(self) -> None:
        """Begin to look, on the running event loop."""
        service = self._embedded.config.service()
        watch = self._watch() if service is None else self._follow(*service)
        self._task = asyncio.get_running_loop().create_task(watch)

    def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()

    async def _watch(self) -> None:
        known: int | None = None
        while True:
            await asyncio.sleep(EVERY)
            library = self._embedded.opened
            if library is None or not self._is_wanted():
                continue
            loop = asyncio.get_running_loop()
            try:
                seq = await loop.run_in_executor(self._embedded.pool, library.discovery.seq)
            except PublishError as error:
                log.debug("No news: %s", error.message)
                continue
            if known is not None and seq != known:
                self._tell(seq, library.info.id)
            known = seq

    async def _follow(self, url: str, token: str) -> None:
        """Pass on what the service tells; after a failure, wait longer each time."""
        wait = EVERY
        while True:
            await asyncio.sleep(wait)
            heard, wait_longer = self._heard, min(2 * wait, _LONGEST)
            wait = EVERY
            if not self._is_wanted():
                continue
            try:
                await self._hear(url, token)
            except NotSignedIn as error:
                log.info("No news: %s", error.message)
                wait = _SHUT_OUT
            except PublishError as error:
                log.debug("No news: %s", error.message)
                if heard == self._heard:
                    # Not all servers of the hub at once, when the service has been restarted.
                    wait = wait_longer * random.uniform(0.5, 1)  # noqa: S311

    async def _hear(self, url: str, token: str) -> None:
        """Pass on what comes after what was heard last, while somebody listens."""
        from ..remote.listening import listen

        async with aclosing(listen(url, token, since=self._heard)) as told:
            async for news in told:
                self._heard = news.at
                if news.seq is not None:
                    self._tell(news.seq, news.library)
                if not self._is_wanted():
                    return

    def _tell(self, seq: int, library: str) -> None:
        self._logger.emit(schema_id=CHANGED, data={"seq": seq, "library": library})

    def _is_wanted(self) -> bool:
        return self._embedded.opened is not None and self._somebody_listens()

    def _somebody_listens(self) -> bool:
        # jupyter_events has no public way to ask; where its insides change, we look for nobody.
        kinds = ("_modified_listeners", "_unmodified_listeners")  # sockets are of the first kind
        return any(getattr(self._logger, kind, {CHANGED: True}).get(CHANGED) for kind in kinds)
