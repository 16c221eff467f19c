"""Pages to look at before they are published: at most three, in memory, for half an hour."""

from __future__ import annotations

import secrets
import threading

from ..domain.errors import NotFound
from ..domain.records import Record

KEPT = 3  # pages; each may be as large as a publication
KEPT_SECONDS = 1800.0


class PreviewPage(Record):
    """A page that was rendered to be looked at."""

    title: str
    html: bytes


class Previews:
    """The previews of one server. Safe to use from several threads."""

    def __init__(self, *, seconds: float = KEPT_SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._pages: dict[str, tuple[PreviewPage, threading.Timer]] = {}

    def keep(self, page: PreviewPage) -> str:
        """Its id, by which it can be looked at for a while."""
        # Not to be guessed: a page that runs in a sandbox knows where previews lie.
        id = secrets.token_hex(16)
        timer = threading.Timer(self._seconds, self._forget, [id])
        timer.daemon = True
        with self._lock:
            for oldest in list(self._pages)[: max(0, len(self._pages) - KEPT + 1)]:
                self._pages.pop(oldest)[1].cancel()
            self._pages[id] = page, timer
        timer.start()
        return id

    def get(self, id: str) -> PreviewPage:
        """The page; raises NotFound when it is kept no more."""
        with self._lock:
            kept = self._pages.get(id)
        if kept is None:
            raise NotFound("This preview is kept no more.", hint="Press Preview again.")
        return kept[0]

    def _forget(self, id: str) -> None:
        with self._lock:
            self._pages.pop(id, None)
