"""A part of a notebook that takes too long is given up, and the rest of the report is not."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

PART_SECONDS = 10.0
ALL_SECONDS = 25.0  # for all parts that are slow; a page has 60, and is worth more than its colours
_MOMENT = 0.005  # seconds; of 5,000 cells all may be slow
_QUICK = 0.05  # seconds; what takes less is no part that one waits for


class TookTooLong(Exception):
    """A part has used up its time."""


class Patience:
    """How long all slow parts of one page may take together; those after them get a moment each."""

    def __init__(self, seconds: float = ALL_SECONDS) -> None:
        self._left = seconds

    @contextmanager
    def part(self) -> Iterator[None]:
        """Raise TookTooLong in here when this part, or all of them, have used up their time."""
        began = time.monotonic()
        try:
            with time_limit(max(_MOMENT, min(PART_SECONDS, self._left / 2))):
                yield
        finally:
            took = time.monotonic() - began
            self._left -= took if took > _QUICK else 0


@contextmanager
def time_limit(seconds: float = PART_SECONDS) -> Iterator[None]:
    """Raise TookTooLong in here after so long; only on Unix, and only in the main thread.

    Regular expressions are interrupted too: Python's engine looks for signals while it matches.
    """
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(signum: int, frame: FrameType | None) -> None:
    raise TookTooLong
