"""The author's desk: drafts, and jobs that publish them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal

from ..domain import notebook as notebooks
from ..domain.drafting import propose
from ..domain.drafts import Draft, Job, PublishRequest, Relation, Status
from ..domain.errors import Conflict, NotFound
from ..domain.named_pictures import pictures_named
from ..domain.notebook import Notebook
from ..domain.records import Actor, Published, Remembered, ReportDetail, ReportSummary
from ..library.interface import Library
from ..rendering import Renderer
from ..workspace import Workspace
from .jobs import JobBoard
from .publication import Report, publish


class Desk:
    """What an author does, over any library; its methods block."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        renderer: Renderer,
        open_library: Callable[[], Library],
        jobs: JobBoard,
    ) -> None:
        self._workspace = workspace
        self._renderer = renderer
        self._open_library = open_library
        self.jobs = jobs

    def inspect(self, path: str, *, actor: Actor) -> Draft:
        """The draft of a saved notebook.

        What its front matter says comes first; an update keeps the rest as the report has it.
        """
        self._renderer.warm_up()  # the author reads the dialog for longer than that takes
        source = self._workspace.read(path)
        said = propose(source.notebook, path)
        relation, report = self._relation(source.notebook, path, actor)
        title, summary, tags = said.title, said.summary, said.tags
        if report is not None and relation == "mine":
            title = title if "title" in said.stated else report.title
            summary = summary if "summary" in said.stated else report.summary
            tags = tags if "tags" in said.stated else report.tags
        facts = notebooks.facts(source.notebook)
        return Draft(
            path=path,
            title=title,
            summary=summary,
            tags=tags,
            cells=facts.cells,
            language=facts.language,
            size=source.size,
            relation=relation,
            report=_summary(report),
            changed=_changed(source.notebook, report),
            images=tuple(self._workspace.pictures(path, pictures_named(source.notebook))),
        )

    def status(self, path: str, *, actor: Actor) -> Status:
        """How a saved notebook stands to its report: only one's own counts as published."""
        notebook = self._workspace.read(path).notebook
        relation, report = self._relation(notebook, path, actor)
        if relation != "mine" or report is None:
            return Status(state="unpublished", report=None)
        state: Literal["changed", "published"] = "published"
        if _changed(notebook, report):
            state = "changed"
        return Status(state=state, report=_summary(report))

    def publish(self, request: PublishRequest, *, actor: Actor) -> Job:
        """Begin to publish; raises Conflict while the same notebook is being published."""
        library = self._open_library()

        def work(report: Report, cancelled: threading.Event) -> Published:
            return publish(
                request.path,
                request.draft,
                actor=actor,
                workspace=self._workspace,
                renderer=self._renderer,
                library=library,
                report=report,
                cancelled=cancelled,
            )

        return self.jobs.start(request.path, request.draft.title, work)

    def remember(self, id: str, *, by: Literal["browser", "server"]) -> Job:
        """Note that the notebook knows its report, after writing it into the file if asked to."""
        job = self.jobs.get(id)
        if job.published is None:
            raise Conflict("This job has published nothing that could be remembered.")
        if by == "server" and not job.remembered:
            made = job.published
            memory = Remembered(library=made.library, report=made.id, version=made.version)
            self._workspace.remember(job.path, memory)
        return self.jobs.remembered(id)

    def _relation(
        self, notebook: Notebook, path: str, actor: Actor
    ) -> tuple[Relation, ReportDetail | None]:
        memory = notebooks.remembered(notebook)
        if memory is None:
            return "none", None
        library = self._open_library()
        if memory.library != library.info.id:
            return "other_library", None
        try:
            report = library.reading.open_latest(memory.report, actor=actor)
        except NotFound:
            return "not_mine", None
        if not report.may_update:
            return "not_mine", report
        same = report.source in (None, self._workspace.origin(path))
        return ("mine" if same else "other_path"), report


def _changed(notebook: Notebook, report: ReportDetail | None) -> bool:
    return report is None or notebooks.fingerprint(notebook) != report.latest.fingerprint


def _summary(report: ReportDetail | None) -> ReportSummary | None:
    if report is None:
        return None
    return ReportSummary(
        **{name: getattr(report, name) for name in ReportSummary.__struct_fields__}
    )
