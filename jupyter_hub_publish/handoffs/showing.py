"""What a cell shows of a handoff: a bar while it lasts, then one summary in the same place.

The summary carries the handoff itself as one more MIME type, which is what a publication reads.
Outside of IPython nothing is shown. An error is one sentence and what to do, without a traceback.
"""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from ..domain.errors import PublishError
from ..domain.handoffs import MIME, Handoff, dumped
from .summary import html, in_progress, plain

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")
_QUICK = 0.5  # seconds; a bar that comes and goes at once is a flicker
_EVERY = 0.2  # seconds between two looks of the bar


class Shown:
    """A handoff, as a cell shows it."""

    def __init__(self, handoff: Handoff) -> None:
        self.handoff = handoff

    def __repr__(self) -> str:
        return plain(self.handoff)

    def _ipython_display_(self) -> None:
        """Nothing: it was shown when it was made, in the same cell."""

    def show(self, handle: Any = None) -> None:
        """Show it now, in the place of the bar where there was one."""
        if not _in_ipython():
            return
        if handle is None:
            from IPython.display import display

            display(self.bundle(), raw=True)  # type: ignore[no-untyped-call]
        else:
            handle.update(self.bundle(), raw=True)

    def bundle(self) -> dict[str, Any]:
        """The output's data: to be looked at, to be read as text, and to be registered."""
        return {
            MIME: dumped(self.handoff),
            "text/html": html(self.handoff),
            "text/plain": plain(self.handoff),
        }


class Showing:
    """A write while it lasts."""

    def __init__(self, name: str, rows: int, *, wanted: bool) -> None:
        self._name = name
        self._rows = rows
        self._wanted = wanted and _in_ipython()
        self._written = 0
        self._looked = self._begun = time.monotonic()
        self._handle: Any = None

    def __enter__(self) -> Showing:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is not None and self._handle is not None:
            stopped = in_progress(self._name, self._written, self._rows, stopped=True)
            self._handle.update(stopped, raw=True)

    def advance(self, rows: int) -> None:
        """So many rows more are on their way."""
        self._written += rows
        now = time.monotonic()
        if not self._wanted or now - self._begun < _QUICK or now - self._looked < _EVERY:
            return
        self._looked = now
        shown = in_progress(self._name, self._written, self._rows)
        if self._handle is None:
            from IPython.display import display

            self._handle = display(shown, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        else:
            self._handle.update(shown, raw=True)

    def done(self, handoff: Handoff) -> Shown:
        """The summary, in the bar's place."""
        shown = Shown(handoff)
        shown.show(self._handle)
        return shown


def in_a_sentence(call: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """Let errors that are ours be shown as what they say; others keep their traceback."""

    @functools.wraps(call)
    def called(*given: _Given.args, **named: _Given.kwargs) -> _Result:
        try:
            return call(*given, **named)
        except PublishError as error:
            if error.hint:
                error.add_note(error.hint)
            lines = [f"{type(error).__name__}: {error.message}", *filter(None, [error.hint])]
            error._render_traceback_ = lambda: lines  # type: ignore[attr-defined]  # IPython asks
            raise

    return called


def _in_ipython() -> bool:
    module = sys.modules.get("IPython")
    return module is not None and module.get_ipython() is not None
