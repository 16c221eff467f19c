"""A lock between processes that waits; the operating system drops it when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SHORTEST, _LONGEST = 0.002, 0.05  # seconds between two tries


class StillHeld(Exception):
    """Another process has held the lock for as long as we would wait."""


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def held(path: Path, *, seconds: float) -> Iterator[None]:
    """Hold the lock of this file; raises StillHeld after so long, OSError without a file."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline, pause = time.monotonic() + seconds, _SHORTEST
        while not _take(descriptor):
            if time.monotonic() > deadline:
                raise StillHeld(str(path))
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST)
        yield
    finally:
        os.close(descriptor)  # which gives the lock up as well
