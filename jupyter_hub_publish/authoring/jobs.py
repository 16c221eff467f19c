"""Jobs: publications on their way, which go on while the browser reloads."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime

from msgspec.structs import replace

from ..domain.drafts import Job, JobList, Progress, Step
from ..domain.errors import Cancelled, Conflict, NotFound, PublishError
from ..domain.records import ErrorDetail, Published, Run
from .publication import Report

log = logging.getLogger(__name__)
KEPT = 100  # ended jobs; more than anyone publishes between two looks at the browser
Work = Callable[[Report, threading.Event], Published]


@dataclass
class _Entry:
    job: Job
    cancelled: threading.Event = field(default_factory=threading.Event)


class JobBoard:
    """The jobs of one server, in memory: they end with it, and what they stored stays."""

    def __init__(self, *, workers: int = 4) -> None:
        self._entries: dict[str, _Entry] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="hub-publish-job")

    def start(self, path: str, title: str, work: Work, *, runs: bool = False) -> Job:
        """Begin a job; raises Conflict while the same notebook is being published.

        `runs` where the notebook is run first.
        """
        with self._lock:
            if any(e.job.path == path and e.job.state == "running" for e in self._entries.values()):
                raise Conflict(
                    "This notebook is being published already.", hint="Wait until that has ended."
                )
            entry = _Entry(
                Job(
                    id=secrets.token_hex(8),
                    path=path,
                    title=title,
                    state="running",
                    step="reading",
                    progress=None,
                    published=None,
                    error=None,
                    remembered=False,
                    started=datetime.now(UTC),
                    runs=runs,
                )
            )
            self._entries[entry.job.id] = entry
            self._forget_the_oldest()
        self._pool.submit(self._run, entry, work)
        return entry.job

    def all(self) -> JobList:
        """The jobs, the newest first."""
        with self._lock:
            jobs = [entry.job for entry in self._entries.values()]
        return JobList(jobs=tuple(reversed(jobs)))

    def get(self, id: str) -> Job:
        """One job; raises NotFound after a restart of the server."""
        return self._entry(id).job

    def end(self, id: str) -> Job:
        """Ask a running job to stop; forget one that has ended.

        Raises Conflict when it is storing: from there it is carried through.
        """
        entry = self._entry(id)
        with self._lock:
            if entry.job.state != "running":
                self._entries.pop(id, None)
                return entry.job
            if entry.job.step == "storing":
                raise Conflict(
                    "The report is being stored and cannot be stopped any more.",
                    hint="It will be there in a moment.",
                )
            entry.cancelled.set()
            return entry.job

    def remembered(self, id: str) -> Job:
        """Note that the notebook has been told its report."""
        return self._change(self._entry(id), remembered=True)

    def close(self) -> None:
        """Cancel what runs, and wait until it has ended."""
        with self._lock:
            for entry in self._entries.values():
                entry.cancelled.set()
        self._pool.shutdown(wait=True)

    def _run(self, entry: _Entry, work: Work) -> None:
        def report(step: Step, progress: Progress | None, *, ran: Run | None = None) -> None:
            with self._lock:
                # Under the lock that `end` takes: a job is either stopped or stored, never both.
                if step == "storing" and entry.cancelled.is_set():
                    raise Cancelled("Publishing was cancelled. Nothing was stored.")
                known = ran or entry.job.ran
                entry.job = replace(entry.job, step=step, progress=progress, ran=known)

        try:
            published = work(report, entry.cancelled)
        except Cancelled:
            self._change(entry, state="cancelled")
        except PublishError as error:
            detail = ErrorDetail(
                code=error.code, message=error.message, hint=error.hint, cell=error.cell
            )
            self._change(entry, state="failed", error=detail)
        except Exception:
            log.exception("Publishing %s failed", entry.job.path)
            detail = ErrorDetail(
                code="unexpected",
                message="Publishing failed for a reason that we did not foresee.",
                hint="The server's log has the details. Nothing was stored.",
            )
            self._change(entry, state="failed", error=detail)
        else:
            self._change(entry, state="done", published=published)

    def _change(self, entry: _Entry, **changes: object) -> Job:
        with self._lock:
            entry.job = replace(entry.job, **changes)
            return entry.job

    def _entry(self, id: str) -> _Entry:
        with self._lock:
            entry = self._entries.get(id)
        if entry is None:
            raise NotFound("There is no such job.", hint="The server was restarted: publish again.")
        return entry

    def _forget_the_oldest(self) -> None:
        ended = [id for id, entry in self._entries.items() if entry.job.state != "running"]
        for id in ended[: max(0, len(ended) - KEPT)]:
            del self._entries[id]
