"""Work that somebody waits for a moment only: it goes on in a thread of its own."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_USUAL_TURN = sys.getswitchinterval()  # seconds
_SHORT_TURN = min(0.0005, _USUAL_TURN)


class Errand:
    """A piece of work in a thread, begun when this is made."""

    def __init__(self, work: Callable[[], bool]) -> None:
        self._work = work
        self._over = threading.Event()
        self._succeeded = False
        self._error: BaseException | None = None
        self.began = time.monotonic()
        # Nobody's exit waits for an index; whoever owns the errand ends it before the interpreter.
        self._thread = threading.Thread(target=self._run, name="hub-publish-index", daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether it has come to an end, good or bad."""
        return self._over.is_set()

    def wait(self, seconds: float) -> bool:
        """Whether it came to an end in that time."""
        return self._over.wait(max(0.0, seconds))

    def outcome(self) -> bool:
        """What the work has returned; raises what it has raised."""
        if self._error is not None:
            raise self._error
        return self._succeeded

    def _run(self) -> None:
        try:
            with _short_turns():
                self._succeeded = self._work()
        except BaseException as error:
            self._error = error
        finally:
            self._over.set()


@contextmanager
def _short_turns() -> Iterator[None]:
    """Let Python's threads take turns ten times as often.

    Whoever answers a request lets go of the interpreter with every row that is read, and would wait
    5 ms each time for a thread that has nothing to wait for.
    """
    sys.setswitchinterval(_SHORT_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(_USUAL_TURN)
