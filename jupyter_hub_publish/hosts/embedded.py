"""What a user's own server holds: the library, opened on first use, and the author's desk."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from ..config import HubPublish
from ..domain.errors import LibraryUnavailable
from ..domain.records import Actor

if TYPE_CHECKING:  # a second of imports that only the first request pays, in a pool thread
    from ..authoring.desk import Desk
    from ..library.interface import Library

log = logging.getLogger(__name__)
RETRY_AFTER = 2.0  # seconds before a library that could not be opened is tried again
WORKERS = 8  # requests at work at once; SQLite reads side by side and writes one after the other


class Embedded:
    """The library and the desk of one server process. Safe to use from all threads of its pool."""

    def __init__(self, config: HubPublish, contents: Any, *, kernel_specs: Any = None) -> None:
        self.actor = Actor(name=config.author_name())
        self.config = config
        self.pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="hub-publish")
        self._contents = contents
        self._kernel_specs = kernel_specs  # an extension may find kernels where Jupyter does not
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()
        self._library: Library | None = None
        self._desk: Desk | None = None
        self._failure: tuple[float, LibraryUnavailable] | None = None

    def live_on(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell on which event loop the contents manager lives."""
        self._loop = loop

    @property
    def opened(self) -> Library | None:
        """The library, if somebody has asked for it yet."""
        return self._library

    def open_library(self) -> Library:
        """The library; raises LibraryUnavailable with the reason if it cannot be opened."""
        with self._lock:
            if self._library is not None:
                return self._library
            if self._failure and time.monotonic() - self._failure[0] < RETRY_AFTER:
                raise self._failure[1]
            from .libraries import library_of

            try:
                self._library = library_of(self.config)
            except LibraryUnavailable as error:
                log.warning("The library of reports cannot be opened: %s", error.message)
                self._failure = (time.monotonic(), error)
                raise
            self._failure = None
            return self._library

    def open_desk(self) -> Desk:
        """The author's desk; it works without a library until something has to be asked of it."""
        with self._lock:
            if self._desk is None:
                from ..authoring import Desk, JobBoard
                from ..rendering import Renderer
                from ..workspace import ContentsWorkspace

                assert self._loop is not None, "the server has started"
                self._renderer = Renderer()
                self._desk = Desk(
                    workspace=ContentsWorkspace(
                        self._contents, self._loop, kernel_specs=self._kernel_specs
                    ),
                    renderer=self._renderer,
                    open_library=self.open_library,
                    jobs=JobBoard(),
                    blocked_rules=self.config.blocked_rules,
                )
            return self._desk

    def close(self) -> None:
        """Cancel jobs, end the renderer, close the library."""
        with self._lock:
            desk, library = self._desk, self._library
            self._desk = self._library = None
        if desk is not None:
            desk.jobs.close()
            self._renderer.close()
        if library is not None:
            library.close()
        self.pool.shutdown(wait=False, cancel_futures=True)
