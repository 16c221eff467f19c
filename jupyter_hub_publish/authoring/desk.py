"""The author's desk: drafts, previews, copies, and jobs that publish."""

from __future__ import annotations

import base64
import secrets
import threading
from collections.abc import Iterable
from concurrent.futures import Future
from typing import Literal

from msgspec.structs import replace

from .. import checking
from ..domain import notebook as notebooks
from ..domain.drafting import Proposal, propose
from ..domain.drafts import (
    Checked,
    Copied,
    CopyRequest,
    Cover,
    Covers,
    Draft,
    EnvironmentOffer,
    FileOffer,
    FileOffers,
    Job,
    Preview,
    PublishRequest,
    Status,
    Updates,
)
from ..domain.errors import Conflict
from ..domain.named_pictures import pictures_named
from ..domain.notebook import Notebook
from ..domain.pictures import measured
from ..domain.records import Actor, Choices, CoverChoice, Published, RelatedList, Remembered
from ..rendering import Renderer
from ..workspace import Surroundings, Workspace
from .copying import copy
from .guarding import guarded
from .jobs import JobBoard
from .luggage import environment_offer, file_offers
from .nearness import near, updates
from .preparing import about, previewed, with_blocking
from .previews import PreviewPage, Previews
from .publication import Publication, Report
from .standing import OpenLibrary, Standing, changed, parent_of, standing_of, standing_to

# Seconds for the environment. The workspace gives up after 3, and what it says then is of use.
_PATIENCE = 3.5


class Desk:
    """What an author does, over any library; its methods block."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        renderer: Renderer,
        open_library: OpenLibrary,
        jobs: JobBoard,
        blocked_rules: Iterable[str] = (),
    ) -> None:
        """`blocked_rules` of the check are those whose findings the library refuses."""
        self._workspace = workspace
        self._renderer = renderer
        self._open_library = open_library
        # Findings are named with it: whoever reads a name cannot try values until one fits.
        self._check_key = secrets.token_bytes(32)
        self._blocked_rules = frozenset(blocked_rules)
        self.jobs = jobs
        self.previews = Previews()

    def inspect(self, path: str, *, actor: Actor, report: str | None = None) -> Draft:
        """The draft of a saved notebook, for the report that it remembers or for this one.

        What its front matter says comes first; an update keeps the rest as the report has it.
        """
        self._renderer.warm_up()  # the author reads the dialog for longer than that takes
        source = self._workspace.read(path)
        notebook = source.notebook
        notebooks.require_content(notebook)
        surroundings = self._asking_for_surroundings(path, notebook)
        standing = self._standing(notebook, path, actor, report)
        choices = standing.choices or Choices()
        files, check = self._looked_through(notebook, path, standing.choices)
        said = _said(notebook, path, standing)
        facts = notebooks.facts(notebook)
        return Draft(
            path=path,
            title=said.title,
            summary=said.summary,
            tags=said.tags,
            cells=facts.cells,
            language=facts.language,
            size=source.size,
            relation=standing.relation,
            report=standing.summary,
            changed=changed(notebook, standing.report),
            images=tuple(self._workspace.pictures(path, pictures_named(notebook))),
            check=check,
            files=files,
            run=choices.run,
            cover=choices.cover,
            parent=parent_of(notebook, actor=actor, open_library=self._open_library),
            environment=_offered(surroundings, standing.choices),
        )

    def offer_files(self, path: str, names: tuple[str, ...]) -> FileOffers:
        """How files that the author adds stand to the limits."""
        return FileOffers(files=self._workspace.added(path, names))

    def covers(self, request: PublishRequest, *, actor: Actor) -> Covers:
        """The pictures that could stand for the report, of what would be published."""
        source = self._workspace.read(request.path)
        ready = previewed(source.notebook, request.draft, key=self._check_key)
        drawn = self._renderer.covers(ready.data, about(ready, actor), cancelled=threading.Event())
        return Covers(covers=tuple(_cover(choice, picture) for choice, picture in drawn))

    def preview(self, request: PublishRequest, *, actor: Actor) -> Preview:
        """The page as it would be published without a run, kept for a while to be looked at."""
        source = self._workspace.read(request.path)
        ready = previewed(source.notebook, request.draft, key=self._check_key)
        page = self._renderer.render(
            ready.data,
            about(ready, actor),
            progress=lambda done, total: None,
            cancelled=threading.Event(),
            pictures=self._workspace.pictures(request.path, pictures_named(ready.notebook)),
        )
        id = self.previews.keep(PreviewPage(title=ready.said.title, html=page.html))
        shell = f"preview/{id}/shell"
        return Preview(id=id, shell=shell, notices=page.notices)

    def status(self, path: str, *, actor: Actor) -> Status:
        """How a saved notebook stands to its report: only one's own counts as published."""
        notebook = self._workspace.read(path).notebook
        standing = self._standing(notebook, path, actor)
        if standing.relation != "mine":
            return Status(state="unpublished", report=None)
        state: Literal["changed", "published"] = "published"
        if changed(notebook, standing.report):
            state = "changed"
        return Status(state=state, report=standing.summary)

    def near(self, path: str, *, actor: Actor) -> RelatedList:
        """Published reports that are near to a saved notebook."""
        notebook = self._workspace.read(path).notebook
        return near(notebook, path, actor=actor, library=self._open_library())

    def updates(self, reports: tuple[str, ...], *, actor: Actor) -> Updates:
        """Those of the author's reports whose notebooks have changed since they were published."""
        library = self._open_library()
        return updates(reports, actor=actor, library=library, workspace=self._workspace)

    def publish(self, request: PublishRequest, *, actor: Actor) -> Job:
        """Begin to publish; raises Conflict while the same notebook is being published."""
        self._open_library()  # one that cannot be opened is told at once

        def work(report: Report, cancelled: threading.Event) -> Published:
            return self.carry_out(request, actor=actor, report=report, cancelled=cancelled)

        draft = request.draft
        return self.jobs.start(request.path, draft.title, work, runs=draft.run)

    def carry_out(
        self,
        request: PublishRequest,
        *,
        actor: Actor,
        report: Report,
        cancelled: threading.Event,
    ) -> Published:
        """Publish here and now, as a job does."""
        publication = Publication(
            path=request.path,
            draft=request.draft,
            actor=actor,
            workspace=self._workspace,
            renderer=self._renderer,
            library=self._open_library(),
            check_key=self._check_key,
            report=report,
            cancelled=cancelled,
        )
        return publication.carry_out()

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

    def copy(self, request: CopyRequest, *, actor: Actor) -> Copied:
        """A runnable copy of a report, in a new folder of the workspace."""
        library = self._open_library()
        return copy(request, actor=actor, library=library, workspace=self._workspace)

    def _looked_through(
        self, notebook: Notebook, path: str, choices: Choices | None
    ) -> tuple[tuple[FileOffer, ...], Checked]:
        """The files that are offered, and what the check finds in the notebook and in them."""
        key, workspace = self._check_key, self._workspace
        offers = file_offers(workspace, path, notebook, choices)
        files, in_files = guarded(workspace, path, offers, choices, key=key)
        masked = frozenset(choices.masked if choices else ())
        check = checking.check(notebook, key=key, files=files, masked=masked)
        check = with_blocking(check, self._blocked_rules)
        return files, replace(check, findings=(*check.findings, *in_files))

    def _standing(
        self, notebook: Notebook, path: str, actor: Actor, report: str | None = None
    ) -> Standing:
        if report is not None:
            return standing_to(report, actor=actor, open_library=self._open_library)
        origin = self._workspace.origin(path)
        return standing_of(notebook, origin, actor=actor, open_library=self._open_library)

    def _asking_for_surroundings(self, path: str, notebook: Notebook) -> Future[Surroundings]:
        """Ask the kernel's interpreter while the check goes on."""
        future: Future[Surroundings] = Future()

        def ask() -> None:
            try:
                future.set_result(self._workspace.environment(path, notebook))
            except BaseException as error:
                future.set_exception(error)

        # Not of a pool: one that hangs would keep the next one waiting, and the server from ending.
        threading.Thread(target=ask, name="hub-publish-environment", daemon=True).start()
        return future


def _said(notebook: Notebook, path: str, standing: Standing) -> Proposal:
    """Title, summary and tags: the notebook's own front matter, else the report's, else a guess."""
    said = propose(notebook, path)
    report = standing.report
    if report is None or standing.relation != "mine":
        return said
    known = {"title": report.title, "summary": report.summary, "tags": report.tags}
    return replace(said, **{name: known[name] for name in known if name not in said.stated})


def _offered(
    surroundings: Future[Surroundings], choices: Choices | None
) -> EnvironmentOffer | None:
    try:
        return environment_offer(surroundings.result(_PATIENCE).offer, choices)
    except TimeoutError:
        return None


def _cover(choice: CoverChoice, picture: bytes) -> Cover:
    header = measured(picture)
    kind = header.media_type if header else "image/png"
    encoded = base64.b64encode(picture).decode("ascii")
    return Cover(choice=choice, picture=f"data:{kind};base64,{encoded}")
