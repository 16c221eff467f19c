"""What travels between rooms and over the wire: frozen records, whose types are the API's types."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, dataclass_transform

import msgspec
from msgspec import Meta, Struct

from .limits import MAX_SUMMARY, MAX_TAG, MAX_TAGS, MAX_TITLE

Audience = Literal["private", "people", "link", "everyone"]
Place = Literal["title", "summary", "tags", "authors", "text", "code", "output"]
Sort = Literal["relevance", "newest"]
Title = Annotated[str, Meta(min_length=1, max_length=MAX_TITLE)]
Summary = Annotated[str, Meta(max_length=MAX_SUMMARY)]
Tag = Annotated[str, Meta(min_length=1, max_length=MAX_TAG)]
Tags = Annotated[tuple[Tag, ...], Meta(max_length=MAX_TAGS)]


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record(Struct, frozen=True, kw_only=True):
    """The base of what is sent as JSON: immutable, fields by name, in snake case."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Request(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of what is received as JSON: a field that we do not know is an error."""


# Who asks


class Actor(Record):
    """Whoever asks: a name as the host knows it, and the groups it belongs to."""

    name: str
    display_name: str = ""
    groups: tuple[str, ...] = ()
    is_admin: bool = False


# Reports


class ReportSummary(Record):
    """A report as a card shows it."""

    id: str
    title: str
    summary: str
    authors: tuple[str, ...]
    owner: str
    """A principal, such as `user:alice`."""
    audience: Audience
    tags: tuple[str, ...]
    version: int
    """The number of its newest version."""
    created: datetime
    updated: datetime
    """When its newest version was published."""
    may_update: bool
    """Whether whoever asks may publish a version of it."""
    url: str | None
    """Its permanent link, or null where nothing serves it."""
    thumbnail: str | None
    """A tag of the picture of its newest version, which changes with the picture; null where there
    is none."""


class Highlight(Record):
    """Why a report was found: a short text, and where in the report it stands."""

    field: Place
    cell: int | None
    """The cell's number, counted from 1, where the text is in a cell."""
    heading: str
    """The heading that the cell stands under, or the empty string."""
    text: str
    parts: tuple[str, ...]
    """The same text cut in pieces: the second, fourth, … are the words that matched."""


class Hit(ReportSummary):
    """A report that was found, and why."""

    highlights: tuple[Highlight, ...] = ()


class HitPage(Record):
    """One page of what was found."""

    total: int
    hits: tuple[Hit, ...]
    next: str | None
    """The cursor of the next page, or null on the last one."""
    seq: int
    """The library's change counter when this was answered; it grows with every change."""


class TagCount(Record):
    """A tag in use, and how many reports carry it that the reader may find."""

    tag: str
    reports: int


class TagList(Record):
    """Tags in use, the most used first."""

    tags: tuple[TagCount, ...]


class Version(Record):
    """One immutable publication of a report."""

    report: str
    number: int
    title: str
    published: datetime
    publisher: str
    """The name of the person who published it."""
    cells: int
    language: str
    notebook_size: int
    """Bytes of the notebook as it was published."""
    page_size: int
    """Bytes of its page."""
    fingerprint: str
    """What its cells hold, as `domain.notebook.fingerprint` counts it."""
    thumbnail: str | None
    """A tag of its picture, or null where there is none."""


class VersionList(Record):
    """All versions of a report, the newest first."""

    versions: tuple[Version, ...]


class ReportDetail(ReportSummary):
    """A report and its newest version."""

    latest: Version
    source: str | None
    """Where the notebook that was last published lies; told only to those who may update it."""


class Published(Record):
    """What publishing made."""

    id: str
    version: int
    title: str
    url: str | None
    library: str
    thumbnail: str | None = None
    """A tag of the version's picture, or null where there is none."""


# The library


class Limits(Record):
    """What a publication may not exceed."""

    bundle_bytes: int
    title_length: int
    summary_length: int
    tags: int
    tag_length: int


class LibraryInfo(Record):
    """Which library answers."""

    id: str
    shape: Literal["embedded", "shared", "service"]
    location: str
    """A short text for people: where it lies."""


class Me(Record):
    """Who asks, of which library, and what can be done there."""

    name: str
    display_name: str
    library: LibraryInfo
    link: str | None
    """The pattern of permanent links, `{id}` where the id goes; null if nothing serves them."""
    audiences: tuple[Audience, ...]
    limits: Limits
    program: str
    """The version of this program."""


class Health(Record):
    """That the process answers."""

    status: Literal["ok"]


class ErrorDetail(Record):
    """One sentence that says what is wrong, and a hint that says what to do."""

    code: str
    message: str
    hint: str


class ErrorBody(Record):
    """The one shape of every error."""

    error: ErrorDetail


# The author's side


class Remembered(Record):
    """What a published notebook carries in `metadata.hub_publish`: its report."""

    library: str
    report: str
    version: int


Relation = Literal["none", "mine", "other_library", "not_mine", "other_path"]


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
    says otherwise; after the other three the author is asked, and the default is a new report."""
    report: ReportSummary | None
    """The remembered report, where the library has it and the author may see it."""
    changed: bool
    """Whether its cells differ from those of the report's newest version."""
    images: tuple[str, ...] = ()
    """The files beside it that its text shows, and that become part of the report."""


class InspectRequest(Request):
    """POST /workspace/inspect."""

    path: Annotated[str, Meta(min_length=1, max_length=4096)]


class Status(Record):
    """How a notebook stands to its report: what the toolbar's button says."""

    state: Literal["unpublished", "published", "changed"]
    report: ReportSummary | None


class DraftChoice(Request):
    """What the author decided in the dialog."""

    title: Title
    summary: Summary = ""
    tags: Tags = ()
    audience: Literal["everyone"] = "everyone"
    report: str | None = None
    """The report that gets a new version; null makes a new report."""


class PublishRequest(Request):
    """POST /workspace/publish."""

    path: Annotated[str, Meta(min_length=1, max_length=4096)]
    draft: DraftChoice


class Progress(Record):
    """How far a step has come: `done` of `total` cells."""

    done: int
    total: int


Step = Literal["reading", "rendering", "storing"]
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


class JobList(Record):
    """The jobs of this server that a browser has still to take notice of, the newest first."""

    jobs: tuple[Job, ...]


class RememberRequest(Request):
    """PUT /workspace/jobs/{id}/remembered: who writes the report into the notebook."""

    by: Literal["browser", "server"]
    """`browser` has done it in an open notebook; `server` is asked to do it in the file."""


def to_json(record: object) -> bytes:
    """The record as JSON; times as RFC 3339 in UTC."""
    return msgspec.json.encode(record)
