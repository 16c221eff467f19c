"""What an author is offered before publishing, what the author decides, and how far it has come."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from .limits import MAX_ATTACHMENTS, MAX_DECISIONS, MAX_PAGE, MAX_PATH, MAX_REASON
from .records import (
    Audience,
    CoverChoice,
    Environment,
    ErrorDetail,
    Message,
    People,
    Principal,
    Published,
    Record,
    ReportId,
    ReportSummary,
    Request,
    Run,
    Summary,
    Tags,
    Title,
)

Path = Annotated[str, Meta(min_length=1, max_length=MAX_PATH)]
Relation = Literal["none", "mine", "other_library", "not_mine", "other_path", "withdrawn"]

# The check

Remedy = Literal["mask", "hide", "drop", "attach", "run", "leave", "waive"]
"""`mask` writes dots over it, in sources and outputs; `hide` keeps the cell out of the page and the
published notebook's text; `drop` removes the outputs concerned; `attach` ticks the file; `run` runs
before publishing; `leave` publishes it as it is; `waive` does so too, and needs a reason."""
FindingKind = Literal[
    "secret", "personal", "order", "unrun", "error", "path", "missing", "large", "title", "prose"
]


class Finding(Record):
    """Something that the check before publishing noticed. It never holds what was matched."""

    id: str
    """The same for the same finding as long as the server runs; it does not tell the value."""
    kind: FindingKind
    rule: str
    """Such as `github-token`: what an admin names to block it."""
    severity: Literal["stop", "warn", "note"]
    """`stop` has to be decided, `warn` is coloured, `note` is not."""
    message: str
    """A sentence, such as `A GitHub token in the code and in one output`."""
    cells: tuple[int, ...]
    """Counted from 1, ascending; empty where it is about the whole notebook."""
    masked: str = ""
    """What was found, but for most of its letters."""
    remedies: tuple[Remedy, ...] = ()
    """What can be done, the advised one first."""
    file: str = ""
    """The file that `attach` would tick."""
    proposed: Remedy | None = None
    """What was decided about its like in the version before."""


class Checked(Record):
    """What the check found, in the order in which it should be read."""

    findings: tuple[Finding, ...]
    complete: bool
    """Whether all of the notebook was looked at; a large one is not, for want of time."""


class Decision(Request):
    """What the author decided about a finding."""

    finding: Annotated[str, Meta(min_length=1, max_length=64)]
    remedy: Literal["mask", "hide", "drop", "leave", "waive"]
    reason: Annotated[str, Meta(max_length=MAX_REASON)] = ""


# Files, environment, cover


class FileOffer(Record):
    """A file that the notebook seems to need."""

    name: str
    """Relative to the notebook's folder, with `/` between its parts."""
    reason: Literal["read", "image", "script", "module", "added"]
    cells: tuple[int, ...]
    size: int | None
    """Bytes; null where it is not there."""
    state: Literal["ready", "missing", "hidden", "outside", "too_large", "not_a_file"]
    """Only what is `ready` can travel. `hidden` is a name with a dot in front."""
    chosen: bool
    """Whether it is ticked before the author decides."""


class FileOffers(Record):
    """Files, and how they stand to the limits."""

    files: tuple[FileOffer, ...]


class FilesRequest(Request):
    """POST /workspace/files: files that the author adds, relative to the notebook's folder."""

    path: Path
    names: Annotated[tuple[Path, ...], Meta(max_length=MAX_ATTACHMENTS)]


class EnvironmentFile(Record):
    """A file that says how to make the environment again."""

    name: str
    size: int
    origin: Literal["made", "found"]
    """`made` from what the kernel says, or `found` beside the notebook."""
    chosen: bool


class EnvironmentOffer(Record):
    """What the kernel says of its environment, and the files that can travel with the report."""

    environment: Environment
    files: tuple[EnvironmentFile, ...]


class Cover(Record):
    """A picture to choose from."""

    choice: CoverChoice
    picture: str
    """A `data:` address, 480 × 300."""


class Covers(Record):
    """The pictures to choose from: the best figure first, the card of the title last."""

    covers: tuple[Cover, ...]


# The draft


class Draft(Record):
    """What the publish dialog is filled with."""

    path: str
    title: str
    summary: str
    tags: tuple[str, ...]
    cells: int
    language: str
    size: int
    """Bytes of the notebook's file."""
    relation: Relation
    """How the notebook stands to the report that it remembers: `mine` is updated unless the author
    says otherwise; after the others the author is asked, and the default is a new report."""
    report: ReportSummary | None
    """The remembered report, where the library has it and the author may see it."""
    changed: bool
    """Whether its cells differ from those of the report's newest version."""
    images: tuple[str, ...] = ()
    """The files beside it that its text shows, and that become part of the report."""
    check: Checked = Checked(findings=(), complete=True)
    files: tuple[FileOffer, ...] = ()
    environment: EnvironmentOffer | None = None
    run: bool = False
    """Whether the version before was run from top to bottom first."""
    cover: CoverChoice = CoverChoice()
    parent: ReportSummary | None = None
    """The report that the notebook was copied from."""


class InspectRequest(Request):
    """POST /workspace/inspect."""

    path: Path


class UpdatesRequest(Request):
    """POST /workspace/updates: which of these reports, one's own, wait for an update."""

    reports: Annotated[tuple[ReportId, ...], Meta(max_length=MAX_PAGE)]


class Update(Record):
    """A report whose notebook has changed since it was published."""

    report: str
    path: str


class Updates(Record):
    """The reports whose notebooks here are newer than they are."""

    updates: tuple[Update, ...]


class Status(Record):
    """How a notebook stands to its report: what the toolbar's button says."""

    state: Literal["unpublished", "published", "changed"]
    report: ReportSummary | None


class DraftChoice(Request):
    """What the author decided in the dialog."""

    title: Title
    summary: Summary = ""
    tags: Tags = ()
    audience: Audience | None = None
    """Null keeps the report's own; of a new report it is the library's first."""
    people: People = ()
    """Whom the audience `people` names."""
    owner: Principal | None = None
    """Of a new report: null is the author, else a group of the author's."""
    report: str | None = None
    """The report that gets a new version; null makes a new report."""
    follows: int | None = None
    """The version that the author has seen as the newest; another one by now is a conflict. Null
    publishes whatever came meanwhile."""
    message: Message = ""
    decisions: Annotated[tuple[Decision, ...], Meta(max_length=MAX_DECISIONS)] = ()
    files: Annotated[tuple[Path, ...], Meta(max_length=MAX_ATTACHMENTS)] = ()
    """The attachments, relative to the notebook's folder."""
    environment: Annotated[tuple[Path, ...], Meta(max_length=20)] | None = None
    """The environment files that travel; null takes those that are offered as chosen."""
    run: bool = False
    """Whether to run from top to bottom first, in a kernel of its own."""
    cover: CoverChoice = CoverChoice()


class PublishRequest(Request):
    """POST /workspace/publish, /workspace/covers and /workspace/preview."""

    path: Path
    draft: DraftChoice


class Preview(Record):
    """A page to look at before it is published; it is forgotten after a while."""

    id: str
    shell: str
    """The address of its shell, relative to where all routes lie."""
    notices: tuple[str, ...]
    """What is not shown as it was."""


# Jobs


class Progress(Record):
    """How far a step has come: `done` of `total` cells."""

    done: int
    total: int


Step = Literal["reading", "running", "rendering", "storing"]
JobState = Literal["running", "done", "failed", "cancelled"]


class Job(Record):
    """One publication on its way; it lives in the author's own server."""

    id: str
    path: str
    title: str
    state: JobState
    step: Step
    """The step that it is at, or was at when it ended."""
    progress: Progress | None
    published: Published | None
    error: ErrorDetail | None
    remembered: bool
    """Whether the notebook has been told its report."""
    started: datetime
    runs: bool = False
    """Whether it runs the notebook first."""
    ran: Run | None = None
    """The run, once it has ended well."""


class JobList(Record):
    """The jobs of this server that a browser has still to take notice of, the newest first."""

    jobs: tuple[Job, ...]


class RememberRequest(Request):
    """PUT /workspace/jobs/{id}/remembered: who writes the report into the notebook."""

    by: Literal["browser", "server"]
    """`browser` has done it in an open notebook; `server` is asked to do it in the file."""


# Copies


class CopyRequest(Request):
    """POST /workspace/copy."""

    report: ReportId
    version: int | None = None
    """Null is the newest."""
    directory: Annotated[str, Meta(max_length=MAX_PATH)] = ""
    """The folder of the workspace that gets the copy's folder."""


class Copied(Record):
    """A runnable copy in the workspace."""

    folder: str
    notebook: str
    """Its path, folder included."""
    version: int
    files: int
    """How many files came along."""
