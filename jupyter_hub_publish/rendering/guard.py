"""A part of a notebook that takes too long is given up, and the rest of the report is not."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

PART_SECONDS = 10.0


class TookTooLong(Exception):
    """A part has used up its time."""


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
