"""Tells open browsers that the library has changed, by whichever process, and never what."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from ..domain.errors import PublishError
from .embedded import Embedded

log = logging.getLogger(__name__)
CHANGED = "https://jupyter-hub-publish.readthedocs.io/events/library-changed/v1"
EVERY = 1.0  # seconds between two looks at the counter, while somebody listens
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
    """Looks at the library's counter once a second while somebody listens."""

    def __init__(self, embedded: Embedded, logger: Any) -> None:
        self._embedded = embedded
        self._logger = logger
        self._task: asyncio.Task[None] | None = None
        logger.register_event_schema(_SCHEMA)

    def start(self) -> None:
        """Begin to look, on the running event loop."""
        self._task = asyncio.get_running_loop().create_task(self._watch())

    def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()

    async def _watch(self) -> None:
        known: int | None = None
        while True:
            await asyncio.sleep(EVERY)
            library = self._embedded.opened
            if library is None or not self._somebody_listens():
                continue
            loop = asyncio.get_running_loop()
            try:
                seq = await loop.run_in_executor(self._embedded.pool, library.discovery.seq)
            except PublishError as error:
                log.debug("No news: %s", error.message)
                continue
            if known is not None and seq != known:
                data = {"seq": seq, "library": library.info.id}
                self._logger.emit(schema_id=CHANGED, data=data)
            known = seq

    def _somebody_listens(self) -> bool:
        # jupyter_events has no public way to ask; where its insides change, we look for nobody.
        kinds = ("_modified_listeners", "_unmodified_listeners")  # sockets are of the first kind
        return any(getattr(self._logger, kind, {CHANGED: True}).get(CHANGED) for kind in kinds)
