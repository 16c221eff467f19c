"""The renderer keeps one limited process warm, watches it, and never loads nbconvert itself."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, BinaryIO, cast

from ..domain.errors import Cancelled, RenderingFailed
from ..domain.records import CoverChoice
from .channel import (
    Advance,
    Answer,
    CoversJob,
    Done,
    Drawn,
    Failed,
    Job,
    PageJob,
    next_answer,
    send,
)
from .page import About, Page

_BEST = CoverChoice()
_GLANCE = 0.05  # seconds between two looks at the clock and at the person's wish to stop
_ROOT = Path(__file__).resolve().parents[2]
# Nothing of these is a secret; without them Python does not find its libraries on some systems.
_PASSED_ON = (
    "PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "TMPDIR", "TEMP", "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH", "PYTHONHOME", "PYTHONUSERBASE", "XDG_DATA_DIRS", "XDG_DATA_HOME",
)  # fmt: skip
_LIGHTER = "Clear its largest outputs, or split the notebook, and publish again."


class Renderer:
    """Makes pages, one at a time, in a process of its own; safe to use from several threads.

    The process starts at the first page or with `warm_up`, may take so many bytes of address space,
    seconds of computing and seconds by the clock for a page, and ends after `idle_seconds` without
    work, with this process, and with `close`.
    """

    def __init__(
        self,
        *,
        memory_bytes: int = 1_500_000_000,
        cpu_seconds: int = 60,
        wall_seconds: float = 60,
        idle_seconds: float = 600,
    ) -> None:
        self._memory_bytes = memory_bytes
        self._cpu_seconds = cpu_seconds
        self._wall_seconds = wall_seconds
        self._idle_seconds = idle_seconds
        self._turn = threading.Lock()
        self._process: _Process | None = None
        self._idle: threading.Timer | None = None

    def render(
        self,
        notebook: bytes,
        about: About,
        *,
        progress: Callable[[int, int], None],
        cancelled: threading.Event,
        pictures: dict[str, bytes] | None = None,
        cover: CoverChoice = _BEST,
    ) -> Page:
        """The page of a notebook (JSON of nbformat 4); raises RenderingFailed or Cancelled.

        `pictures` are the images beside the notebook, by the paths that it names; `cover` says
        which picture comes with the page.

        `progress` is called in this thread with the number of cells done and of all cells.
        """
        job = PageJob(notebook=notebook, about=about, pictures=pictures or {}, cover=cover)
        answer = self._answer(job, progress, cancelled)
        assert isinstance(answer, Done)  # it was asked for a page
        return answer.page

    def covers(
        self, notebook: bytes, about: About, *, cancelled: threading.Event
    ) -> tuple[tuple[CoverChoice, bytes], ...]:
        """The pictures that could stand for it: at most 12 figures, then the title's card.

        The best figure is the first. Raises RenderingFailed or Cancelled.
        """
        job = CoversJob(notebook=notebook, about=about)
        answer = self._answer(job, lambda done, total: None, cancelled)
        assert isinstance(answer, Drawn)  # it was asked for pictures
        return answer.covers

    def _answer(
        self, job: Job, progress: Callable[[int, int], None], cancelled: threading.Event
    ) -> Done | Drawn:
        while not self._turn.acquire(timeout=_GLANCE):
            if cancelled.is_set():
                raise _stopped()
        try:
            return self._ask(job, progress, cancelled)
        except BaseException as error:
            if not isinstance(error, RenderingFailed):
                self._drop()  # it would go on working, and answer when nobody asks
            raise
        finally:
            self._end_when_idle()
            self._turn.release()

    def warm_up(self) -> None:
        """Start the process, so that the first page does not wait for it. Returns at once."""
        if self._turn.acquire(blocking=False):
            try:
                with suppress(RenderingFailed):  # whoever wants a page will be told
                    self._running()
                self._end_when_idle()
            finally:
                self._turn.release()

    def close(self) -> None:
        """End the process; a page that is being made fails. The next page starts a new one."""
        process = self._process
        if process is not None:
            process.end()
        if self._idle is not None:
            self._idle.cancel()

    def _ask(
        self, job: Job, progress: Callable[[int, int], None], cancelled: threading.Event
    ) -> Done | Drawn:
        if self._process is not None and not self._process.send(job):
            self._drop()  # it has died since its last page
        if self._process is None and not self._running().send(job):
            raise self._ended_by_itself()
        deadline = time.monotonic() + self._wall_seconds
        while True:
            answer = self._await_answer(deadline, cancelled)
            if isinstance(answer, Advance):
                progress(answer.done, answer.total)
                continue
            if isinstance(answer, Failed):
                raise RenderingFailed(answer.message, hint=answer.hint)
            if answer.leaving:
                self._drop()
            return answer

    def _await_answer(self, deadline: float, cancelled: threading.Event) -> Answer:
        assert self._process is not None
        while True:
            if cancelled.is_set():
                raise _stopped()
            left = deadline - time.monotonic()
            if left <= 0:
                self._drop()
                seconds = f"{self._wall_seconds:g} seconds"
                raise RenderingFailed(
                    f"The page took longer than {seconds} to make.", hint=_LIGHTER
                )
            try:
                answer = self._process.answers.get(timeout=min(_GLANCE, left))
            except queue.Empty:
                continue
            if answer is None:
                raise self._ended_by_itself()
            return answer

    def _running(self) -> _Process:
        if self._process is not None and not self._process.alive:
            self._drop()
        if self._process is None:
            try:
                self._process = _Process(self._memory_bytes, self._cpu_seconds)
            except OSError as error:
                raise RenderingFailed(
                    "The process that makes pages could not be started.",
                    hint=f"The system says: {error.strerror or error}.",
                ) from error
        return self._process

    def _drop(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None

    def _ended_by_itself(self) -> RenderingFailed:
        code = self._process.wait() if self._process is not None else 0
        self._drop()
        if code == -getattr(signal, "SIGXCPU", 0):
            return RenderingFailed(
                f"The page took more than {self._cpu_seconds} seconds of computing.", hint=_LIGHTER
            )
        return RenderingFailed("The process that makes the page ended unexpectedly.", hint=_LIGHTER)

    def _end_when_idle(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        self._idle = threading.Timer(self._idle_seconds, self._end_if_idle)
        self._idle.daemon = True
        self._idle.start()

    def _end_if_idle(self) -> None:
        if self._turn.acquire(blocking=False):
            try:
                self._drop()
            finally:
                self._turn.release()


class _Process:
    """One process that makes pages, and a thread that listens to it."""

    def __init__(self, memory_bytes: int, cpu_seconds: int) -> None:
        self.answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        # -P: the folder that the server was started in may hold a json.py of the author's own.
        module = f"{__package__}.worker"
        self._popen = subprocess.Popen(  # noqa: S603  our own program and two numbers
            [sys.executable, "-P", "-m", module, str(memory_bytes), str(cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env=_environment(),
            start_new_session=True,  # Ctrl-C in the server's terminal is for the server
        )
        threading.Thread(target=self._listen, name="hub-publish-rendering", daemon=True).start()

    @property
    def alive(self) -> bool:
        return self._popen.poll() is None

    def send(self, job: Job) -> bool:
        """Whether the process took the job; it did not where it has ended."""
        if not self.alive:
            return False
        try:
            send(_stream(self._popen.stdin), job)
        except OSError:
            return False
        return True

    def wait(self) -> int:
        """Its exit code, once it has closed its end."""
        try:
            return self._popen.wait(timeout=2)
        except subprocess.TimeoutExpired:
            return 0

    def end(self) -> None:
        """Kill it: it holds nothing that is worth saving."""
        self._popen.kill()
        self._popen.wait()
        with suppress(OSError):
            _stream(self._popen.stdin).close()

    def _listen(self) -> None:
        with _stream(self._popen.stdout) as stream:
            try:
                while (answer := next_answer(stream)) is not None:
                    self.answers.put(answer)
            finally:
                self.answers.put(None)


def _stream(stream: IO[bytes] | None) -> BinaryIO:
    assert stream is not None  # subprocess.PIPE was asked for
    return cast(BinaryIO, stream)


def _environment() -> dict[str, str]:
    """What the process gets to know of ours: no token, no password, no proxy."""
    known = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    search = [*os.environ.get("PYTHONPATH", "").split(os.pathsep), str(_ROOT)]
    known["PYTHONPATH"] = os.pathsep.join(path for path in search if os.path.isabs(path))
    known["LANG"] = "C.UTF-8"
    return known


def _stopped() -> Cancelled:
    return Cancelled("Publishing was cancelled.", hint="Nothing was stored.")
