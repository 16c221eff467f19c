"""A notebook runs from top to bottom in a kernel of its own, which never outlives the run."""

from __future__ import annotations

import asyncio
import logging
import re
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from subprocess import DEVNULL
from typing import IO, Any

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

from ..domain import notebook as notebooks
from ..domain.errors import Cancelled, RunFailed
from ..domain.limits import MAX_NOTEBOOK
from ..domain.notebook import Notebook, joined
from ..domain.records import Run
from .formats import plain
from .interface import Ran
from .kernels import Kernel, kernel_to_run, wanted

START_SECONDS = 60  # until a kernel answers; loading a large environment from a network takes long
_GLANCE = 0.1  # seconds between two looks at the person's wish to stop
_GRACE = 0.5  # seconds for a cell that was interrupted to end by itself
_MOST_WORDS = 300  # characters of what an error says
_SKIPPED = "skip-execution"
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_HINT = "Mend it, or publish without running it first."
Progress = Callable[[int, int], None]
log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())  # what nbclient has to say is said by our errors


def run(
    notebook: Notebook,
    *,
    folder: str,
    specs: Any,
    progress: Progress,
    cancelled: threading.Event,
    start_seconds: int = START_SECONDS,
) -> Ran:
    """The notebook with the outputs of this run and no others.

    It blocks, and has an event loop of its own: no other may run in this thread.
    """
    kernel = kernel_to_run(wanted(notebook), specs)
    prepared = _prepared(notebook)
    with tempfile.TemporaryFile() as words:
        manager = AsyncKernelManager(kernel_name=kernel.name, kernel_spec_manager=specs, log=log)
        client = _Client(prepared, km=manager, startup_timeout=start_seconds, log=log)
        started = _Started(kernel, manager, client, words)
        asyncio.run(started.run(folder, progress, cancelled))
    return Ran(
        notebook=notebooks.mended(plain(prepared)),
        run=Run(kernel=kernel.title, cells=len(_to_run(prepared)), seconds=started.seconds),
    )


class _Client(NotebookClient):
    """Executes cells, and counts what they print: it would all be held in memory."""

    printed = 0

    def __init__(self, notebook: Any, **options: Any) -> None:
        options |= {"record_timing": False, "coalesce_streams": True, "iopub_timeout": 60}
        super().__init__(notebook, skip_cells_with_tag=_SKIPPED, **options)

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> Any:
        content = msg["content"]
        if isinstance(content.get("text"), str):
            self.printed += len(content["text"])
        data = content.get("data")
        if isinstance(data, dict):
            self.printed += sum(len(part) for part in data.values() if isinstance(part, str))
        return super().process_message(msg, cell, cell_index)


class _Started:
    """One run: a kernel, who talks to it, and what it says outside of cells."""

    seconds = 0.0
    """How long its cells took."""

    def __init__(
        self, kernel: Kernel, manager: AsyncKernelManager, client: _Client, words: IO[bytes]
    ) -> None:
        self._kernel = kernel
        self._manager = manager
        self._client = client
        self._words = words
        self._at = 0  # the cell that is running, counted from 1

    async def run(self, folder: str, progress: Progress, cancelled: threading.Event) -> None:
        """Start the kernel, run each cell, and end the kernel whatever happens."""
        working = asyncio.ensure_future(self._work(folder, progress))
        ended_well = False
        try:
            await self._watch(working, cancelled)
            ended_well = True
        finally:
            await self._end(working, patient=ended_well)

    async def _work(self, folder: str, progress: Progress) -> None:
        await self._start(folder)
        cells = _to_run(self._client.nb)
        progress(0, len(cells))
        began = time.monotonic()
        for done, (number, cell) in enumerate(cells, 1):
            self._at = number
            await self._execute(number, cell)
            progress(done, len(cells))
        self.seconds = round(time.monotonic() - began, 3)
        self._client.set_widgets_metadata()

    async def _start(self, folder: str) -> None:
        began = time.monotonic()
        try:
            # Not our own stdout: a command line prints JSON there.
            await self._client.async_start_new_kernel(
                cwd=folder, stdout=DEVNULL, stderr=self._words
            )
            talk = await self._client.async_start_new_kernel_client()
            reply = await self._client.async_wait_for_reply(talk.kernel_info())
        except Exception as error:  # Popen, a provisioner or the kernel itself: whatever they raise
            seconds = self._client.startup_timeout
            late = f" within {seconds} seconds" if time.monotonic() - began >= seconds else ""
            raise RunFailed(
                f"The kernel “{self._kernel.title}” did not start{late}.", hint=self._why(error)
            ) from error
        language = reply["content"].get("language_info") if reply else None
        if isinstance(language, dict):
            self._client.nb.metadata["language_info"] = _node(language)

    async def _execute(self, number: int, cell: Any) -> None:
        try:
            await self._client.async_execute_cell(cell, number - 1)
        except CellExecutionError as error:
            raise RunFailed(
                f"Cell {number} stopped the run: {_said(error)}.", hint=_HINT, cell=number
            ) from error
        except DeadKernelError as error:
            raise RunFailed(
                f"The kernel died in cell {number}.",
                hint="It may have used more memory than there is. " + _HINT,
                cell=number,
            ) from error

    async def _watch(self, working: asyncio.Future[None], cancelled: threading.Event) -> None:
        while not working.done():
            await asyncio.wait({working}, timeout=_GLANCE)
            if cancelled.is_set():
                raise Cancelled("The run was cancelled.", hint="Nothing was stored.")
            if self._client.printed > MAX_NOTEBOOK:
                raise RunFailed(
                    f"Cell {self._at} stopped the run: the outputs are larger than"
                    f" {MAX_NOTEBOOK // 1_000_000} MB.",
                    hint=_HINT,
                    cell=self._at,
                )
        working.result()

    async def _end(self, working: asyncio.Future[None], *, patient: bool) -> None:
        """Leave no kernel behind: one that has worked well may tidy up after itself."""
        if self._manager.has_kernel and not working.done():
            await _tried(self._manager.interrupt_kernel())
            await asyncio.wait({working}, timeout=_GRACE)
        working.cancel()
        with suppress(Exception, asyncio.CancelledError):
            await working
        if self._client.kc is not None:
            self._client.kc.stop_channels()
        await _tried(self._manager.shutdown_kernel(now=not patient))
        await _tried(self._manager.cleanup_resources())

    def _why(self, error: Exception) -> str:
        """The last line that the kernel wrote, or what was raised."""
        self._words.seek(0, 2)
        self._words.seek(max(0, self._words.tell() - 2_000))
        lines = self._words.read().decode(errors="replace").split("\n")
        last = next((line for line in reversed(lines) if line.strip()), str(error))
        return f"It says: {_line(last)}"


async def _tried(ending: Awaitable[Any]) -> None:
    with suppress(Exception):  # it is gone already, or will not listen
        await asyncio.wait_for(ending, timeout=10)


def _to_run(notebook: Any) -> list[tuple[int, Any]]:
    """The code cells that a run executes, by their numbers counted from 1."""
    return [
        (number, cell)
        for number, cell in enumerate(notebook.cells, 1)
        if cell.cell_type == "code" and cell.source.strip() and not _is_skipped(cell)
    ]


def _prepared(notebook: Notebook) -> Any:
    """A copy as nbclient wants it, with no output that does not come from this run."""
    copy = _node(notebook)
    if not isinstance(copy.get("metadata"), dict):
        copy.metadata = _node({})
    for cell in copy.cells:
        cell.source = joined(cell.get("source"))
        if not isinstance(cell.get("metadata"), dict):
            cell.metadata = _node({})
        if not isinstance(cell.metadata.get("tags", []), list):
            del cell.metadata["tags"]
        if cell.cell_type == "code" and not _is_skipped(cell):
            cell.outputs, cell.execution_count = [], None
    return copy


def _node(content: dict[str, Any]) -> Any:
    return nbformat.from_dict(content)  # type: ignore[no-untyped-call]


def _is_skipped(cell: Any) -> bool:
    return _SKIPPED in cell.metadata.get("tags", [])


def _said(error: CellExecutionError) -> str:
    """Its kind and its words, on one line and without a full stop."""
    return _line(f"{error.ename}: {error.evalue}".removesuffix(": "))


def _line(words: str) -> str:
    first = next((line for line in _ANSI.sub("", words).splitlines() if line.strip()), "")
    return first.strip()[:_MOST_WORDS].rstrip(".")
