"""One publication from end to end: read, run, decide, pack, render, store."""

from __future__ import annotations

import tempfile
import threading
from dataclasses import dataclass
from typing import Protocol

from msgspec.structs import replace

from .. import bundle
from ..domain import notebook as notebooks
from ..domain.drafts import DraftChoice, Progress, Step
from ..domain.errors import Cancelled, TooLarge
from ..domain.following import require_seen
from ..domain.limits import MAX_NOTEBOOK, MAX_PAGE_BYTES
from ..domain.named_pictures import pictures_named
from ..domain.notebook import Notebook
from ..domain.records import Actor, Choices, Published, Run
from ..library.interface import Library
from ..rendering import Page, Renderer
from ..workspace import Workspace
from .luggage import Luggage, packed
from .preparing import Prepared, about, prepared, require_decided

_SPOOL = 4_000_000  # bytes of a bundle that stay in memory; a longer one goes through a file


class Report(Protocol):
    """Is told each step as it begins and goes on, and the run when it has ended well."""

    def __call__(
        self, step: Step, progress: Progress | None, *, ran: Run | None = None
    ) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A notebook on its way into the library, as it is saved or as a run leaves it.

    The author's own file is not touched. Until storing begins, setting `cancelled` ends it with
    Cancelled and nothing stored; from then on it is carried through.
    """

    path: str
    draft: DraftChoice
    actor: Actor
    workspace: Workspace
    renderer: Renderer
    library: Library
    check_key: bytes
    """What the findings were named with that the draft decides about."""
    report: Report
    cancelled: threading.Event

    def carry_out(self, *, key: str | None = None) -> Published:
        """Publish it; with the same idempotency key again, the answer is the same."""
        self.report("reading", None)
        saved = self.workspace.read(self.path).notebook
        notebooks.require_content(saved)
        notebook, ran = self._run(saved) if self.draft.run else (saved, None)
        self._stop_if_cancelled()
        ready = prepared(notebook, self.draft, key=self.check_key)
        _require_size("notebook", len(ready.data), MAX_NOTEBOOK)
        luggage = packed(self.workspace, self.path, saved, self.draft, cancelled=self.cancelled)
        self._stop_if_cancelled()
        page = self._rendered(ready)
        _require_size("page", len(page.html), MAX_PAGE_BYTES)
        self._stop_if_cancelled()

        self.report("storing", None)
        manifest = bundle.Manifest(
            title=ready.said.title,
            summary=ready.said.summary,
            tags=ready.said.tags,
            audience=self.draft.audience,
            people=self.draft.people,
            owner=self.draft.owner,
            source=self.workspace.origin(self.path),
            page_cuts=page.cuts,
            message=ready.said.message,
            follows=self.draft.follows,
            fingerprint=notebooks.fingerprint(saved),
            ran=ran,
            environment=luggage.environment,
            waivers=ready.waivers,
            choices=self._choices(ready, luggage),
            parent=notebooks.parent_of(saved),
        )
        made = self._stored(manifest, ready, page, luggage, key=key)
        return replace(made, notices=page.notices)

    def _run(self, notebook: Notebook) -> tuple[Notebook, Run]:
        """What a run in a kernel of its own makes of the notebook, and the run."""

        def progress(done: int, total: int) -> None:
            self.report("running", Progress(done=done, total=total))

        # Before a run that may take an hour: what would make it vain.
        require_decided(notebook, self.draft, key=self.check_key)
        if self.draft.report is not None:
            known = self.library.reading.open_latest(self.draft.report, actor=self.actor)
            require_seen(known.latest, self.draft.follows, actor=self.actor)
        self.report("running", None)
        result = self.workspace.run(
            self.path, notebook, progress=progress, cancelled=self.cancelled
        )
        self.report("running", None, ran=result.run)
        return result.notebook, result.run

    def _rendered(self, ready: Prepared) -> Page:
        def progress(done: int, total: int) -> None:
            self.report("rendering", Progress(done=done, total=total))

        progress(0, len(ready.notebook["cells"]))
        return self.renderer.render(
            ready.data,
            about(ready, self.actor),
            progress=progress,
            cancelled=self.cancelled,
            pictures=self.workspace.pictures(self.path, pictures_named(ready.notebook)),
            cover=self.draft.cover,
        )

    def _choices(self, ready: Prepared, luggage: Luggage) -> Choices:
        """What the next version begins with."""
        return Choices(
            run=self.draft.run,
            cover=self.draft.cover,
            files=tuple(luggage.attachments),
            left_out=luggage.left_out,
            environment=luggage.environment_chosen,
            masked=ready.masked,
        )

    def _stored(
        self,
        manifest: bundle.Manifest,
        ready: Prepared,
        page: Page,
        luggage: Luggage,
        *,
        key: str | None,
    ) -> Published:
        with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as file:
            bundle.write(
                file,
                manifest=manifest,
                notebook=ready.data,
                page=page.html,
                thumbnail=page.thumbnail,
                attachments=luggage.attachments,
                environment=luggage.environment_files,
            )
            file.seek(0)
            publishing = self.library.publishing
            if self.draft.report is None:
                return publishing.publish_new(file, actor=self.actor, key=key)
            return publishing.publish_version(self.draft.report, file, actor=self.actor, key=key)

    def _stop_if_cancelled(self) -> None:
        if self.cancelled.is_set():
            raise Cancelled("Publishing was cancelled. Nothing was stored.")


def _require_size(what: str, size: int, most: int) -> None:
    if size > most:
        raise TooLarge(
            f"The {what} is {size / 1e6:,.0f} MB large; at most {most // 1_000_000} MB can be"
            " published.",
            hint="Clear the largest outputs, or draw fewer points, and publish again.",
        )
