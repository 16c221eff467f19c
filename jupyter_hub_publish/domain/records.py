"""What travels between rooms and over the wire: frozen records, whose types are the API's types."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, dataclass_transform

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from .ids import REPORT_ID_PATTERN
from .limits import (
    MAX_AUTHORS,
    MAX_MESSAGE,
    MAX_NAME,
    MAX_PEOPLE,
    MAX_PROBE,
    MAX_QUERY,
    MAX_SEARCH_NAME,
    MAX_SUMMARY,
    MAX_TAG,
    MAX_TAGS,
    MAX_TITLE,
)

Audience = Literal["private", "people", "link", "everyone"]
Place = Literal[
    "title", "summary", "tags", "authors", "text", "code", "output", "package", "column", "file"
]
Sort = Literal["relevance", "newest", "updated", "stars", "views", "popular"]
"""`newest` by the first version, `updated` by the last one, `popular` by the past seven days."""
Shape = Literal["embedded", "shared", "service"]
"""Where a library lies: with one person, in a database that a team shares, or behind a hub."""
State = Literal["mine", "starred", "archived", "ran-clean"]
"""`mine`: owned or written by whoever asks."""
Title = Annotated[str, Meta(min_length=1, max_length=MAX_TITLE)]
Summary = Annotated[str, Meta(max_length=MAX_SUMMARY)]
Tag = Annotated[str, Meta(min_length=1, max_length=MAX_TAG)]
Tags = Annotated[tuple[Tag, ...], Meta(max_length=MAX_TAGS)]
Message = Annotated[str, Meta(max_length=MAX_MESSAGE)]
"""What an author says has changed in a version."""
Name = Annotated[str, Meta(min_length=1, max_length=MAX_NAME)]
Authors = Annotated[tuple[Name, ...], Meta(min_length=1, max_length=MAX_AUTHORS)]
Principal = Annotated[str, Meta(pattern="^(user|group):", min_length=6, max_length=MAX_NAME + 6)]
"""A person or a group, as access sees them: `user:ada`, `group:team-a`."""
People = Annotated[tuple[Principal, ...], Meta(max_length=MAX_PEOPLE)]
ReportId = Annotated[str, Meta(pattern=f"^{REPORT_ID_PATTERN}$")]


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record(Struct, frozen=True, kw_only=True, gc=False):
    """The base of what is sent as JSON: immutable, fields by name, in snake case.

    What never changes is never part of a cycle, so the garbage collector need not look at it.
    """


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
    address: str = ""
    """Where they ask from, as the hub's service sees it; empty elsewhere."""


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
    """A tag of its cover, which changes with the picture; null where there is none."""
    archived: bool = False
    """Whether its owner keeps it, and says that it is old."""
    ran_clean: bool = False
    """Whether its newest version comes out of a run from top to bottom without an error."""
    stars: int = 0
    starred: bool = False
    """Whether whoever asks has starred it."""
    views: int = 0
    """How often it was read, each reader counted once a day, its authors never."""


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
    """What tells best why comes first: a title or a summary does where it has all the words."""
    found_in: int | None = None
    """The number of the older version that was found, where it is not the newest."""


class Ignored(Record):
    """A part of a query that could not be understood, and was left out."""

    text: str
    reason: Literal["filter", "date", "state", "operator", "quote", "bracket", "length", "number"]


class Understood(Record):
    """How a query was understood; given where that needs saying."""

    text: str
    """The query as it was understood, written out in the query language."""
    ignored: tuple[Ignored, ...] = ()


class HitPage(Record):
    """One page of what was found."""

    total: int | None
    """Null where the index could not be brought up to date: a count might tell too much."""
    hits: tuple[Hit, ...]
    next: str | None
    """The cursor of the next page, or null on the last one."""
    seq: int
    """The library's change counter when this was answered; it grows with every change."""
    current: bool = True
    """Whether all that the library holds was looked through; not while the index is being made."""
    understood: Understood | None = None
    """Null where the query is nothing but words."""
    correction: str | None = None
    """A query of likelier words, where hardly anything was found."""


# Discovery


class Filters(Record, forbid_unknown_fields=True):
    """What reports must be, besides having the words."""

    authors: tuple[str, ...] = ()
    """By any of them."""
    tags: tuple[str, ...] = ()
    """With all of them."""
    packages: tuple[str, ...] = ()
    """Importing all of them."""
    languages: tuple[str, ...] = ()
    """In any of them."""
    after: date | None = None
    """Updated on that day or later, in UTC."""
    before: date | None = None
    """Updated before that day."""
    states: tuple[State, ...] = ()
    """In all of them."""
    owners: tuple[str, ...] = ()
    """Owned by any of these principals, such as `group:team-a`."""


NO_FILTERS = Filters()


class FacetCount(Record):
    """A value that reports found have, and how many of them have it."""

    value: str
    reports: int


class SinceCount(Record):
    """How many of the reports found were updated on that day or later."""

    span: Literal["week", "month", "year"]
    after: date
    reports: int


class Facets(Record):
    """What the reports found have in common, the most frequent first.

    Authors and languages are alternatives: they are counted as if none of their kind were chosen.
    """

    total: int | None
    authors: tuple[FacetCount, ...] = ()
    tags: tuple[FacetCount, ...] = ()
    packages: tuple[FacetCount, ...] = ()
    languages: tuple[FacetCount, ...] = ()
    since: tuple[SinceCount, ...] = ()
    current: bool = True
    """Whether the index is up to date; where it is not, nothing is counted."""


class Suggestion(Record):
    """What somebody who types might be looking for."""

    kind: Literal["report", "tag", "author", "package", "column"]
    text: str
    parts: tuple[str, ...]
    """The text cut in pieces: the second, fourth, … are what was typed."""
    report: str | None = None
    """For `report`: its id."""
    reports: int | None = None
    """For the others: how many reports have it that the reader may find."""


class Suggestions(Record):
    """What somebody who types might be looking for, the likeliest first."""

    suggestions: tuple[Suggestion, ...]


class Likeness(Record):
    """What two reports share, the most telling first."""

    kind: Literal["datasets", "packages", "tags", "columns", "files", "words", "authors"]
    values: tuple[str, ...]


class Related(ReportSummary, kw_only=True):
    """A report that is near to another one, and why."""

    reasons: tuple[Likeness, ...]
    alike: float
    """From 0 to 1; from 0.5 it looks like the same work."""


class RelatedList(Record):
    """Reports that are near to another one, the nearest first."""

    reports: tuple[Related, ...]


class Probe(Request):
    """POST /api/near: something that is being written, to be compared with what there is."""

    title: Annotated[str, Meta(max_length=MAX_TITLE)] = ""
    text: Annotated[str, Meta(max_length=MAX_PROBE)] = ""
    code: Annotated[str, Meta(max_length=MAX_PROBE)] = ""
    tags: Tags = ()
    packages: Annotated[tuple[str, ...], Meta(max_length=MAX_TAGS)] = ()
    columns: Annotated[tuple[str, ...], Meta(max_length=MAX_TAGS)] = ()
    files: Annotated[tuple[str, ...], Meta(max_length=MAX_TAGS)] = ()
    but: ReportId | None = None
    """The report that it is an update of, which is not named."""


class Stars(Record):
    """How a report stands with its readers."""

    stars: int
    starred: bool


class SearchToSave(Request):
    """POST /api/searches: a search that somebody wants to come back to."""

    name: Annotated[str, Meta(min_length=1, max_length=MAX_SEARCH_NAME)]
    words: Annotated[str, Meta(max_length=MAX_QUERY)] = ""
    filters: Filters = NO_FILTERS
    sort: Sort | None = None


class SavedSearch(Record):
    """A search that its owner has kept."""

    id: str
    name: str
    words: str
    filters: Filters
    sort: Sort | None
    created: datetime


class SavedSearchList(Record):
    """A person's saved searches, by name."""

    searches: tuple[SavedSearch, ...]


class TagCount(Record):
    """A tag in use, and how many reports carry it that the reader may find."""

    tag: str
    reports: int


class TagList(Record):
    """Tags in use, the most used first."""

    tags: tuple[TagCount, ...]


# Versions


class Attachment(Record):
    """A file that belongs to a version."""

    path: str
    """Relative to the notebook's folder, with `/` between its parts."""
    size: int


class Package(Record):
    """A distribution that was installed where the notebook ran."""

    name: str
    version: str


class Environment(Record):
    """What the notebook ran in, as far as its kernel could tell."""

    kernel: str
    """The kernel's name as people read it, such as `Python 3 (ipykernel)`."""
    language: str
    version: str
    """The interpreter's version, or the empty string."""
    platform: str
    """Such as `Linux x86_64`."""
    packages: tuple[Package, ...]
    """Those that the notebook imports from."""
    note: str = ""
    """Why no more is known; empty where all is."""


class Run(Record):
    """A run from top to bottom, in a kernel of its own, without an error."""

    kernel: str
    cells: int
    seconds: float


class Waiver(Record):
    """A finding of the check that the author published all the same."""

    rule: str
    message: str
    cells: tuple[int, ...]
    masked: str
    """What was found, but for most of its letters."""
    reason: str


class CoverChoice(Record, forbid_unknown_fields=True):
    """Which picture stands for the report."""

    kind: Literal["best", "figure", "title"] = "best"
    """The figure that we find best, one that the author names, or a card of the title."""
    cell: int = 0
    """For `figure`: its cell, counted from 1."""
    output: int = 0
    """For `figure`: which of the cell's outputs, counted from 0."""


class Choices(Record):
    """What the author decided for a version, so that the next one begins with it."""

    run: bool = False
    cover: CoverChoice = CoverChoice()
    files: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """The files that were offered as chosen, and did not travel."""
    environment: tuple[str, ...] | None = None
    """The names of the environment files; null took what was offered."""
    masked: tuple[str, ...] = ()
    """The rules whose findings were masked."""


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
    """Bytes of the notebook as it was published; 0 where it was erased."""
    page_size: int
    """Bytes of its page; 0 where it was erased."""
    fingerprint: str
    """What the cells of the author's notebook held, as `domain.notebook.fingerprint` counts it;
    told only to those who may update the report."""
    thumbnail: str | None
    """A tag of its picture, or null where there is none."""
    message: str = ""
    """What has changed, in the author's words."""
    ran: Run | None = None
    """The run from top to bottom that it comes out of, if it does."""
    environment: Environment | None = None
    environment_files: tuple[Attachment, ...] = ()
    """Such as `requirements.txt`."""
    attachments: tuple[Attachment, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    """Told only to those who may update the report."""
    restores: int | None = None
    """The number of the version that it brought back."""
    erased: datetime | None = None
    """When its bytes and its text were removed; its number stays."""


class VersionList(Record):
    """All versions of a report, the newest first; those that were erased too."""

    versions: tuple[Version, ...]


class Origin(Record):
    """The version that a notebook was copied from, for a reader who may see it."""

    report: ReportSummary
    version: int


class DatasetLink(Record):
    """A dataset as a report names it that writes or reads it."""

    name: str
    id: str | None
    """Null where the library knows of none that whoever asks may see."""
    freshness: Literal["fresh", "late", "none"] | None = None
    version: str | None = None
    """The newest, such as `2.31`."""


class ReportDatasets(Record):
    """The datasets that a report's newest version reads and writes, by name."""

    reads: tuple[DatasetLink, ...] = ()
    writes: tuple[DatasetLink, ...] = ()


class ReportDetail(ReportSummary, kw_only=True):
    """A report and its newest version."""

    latest: Version
    source: str | None
    """Where the notebook that was last published lies; told only to those who may update it."""
    withdrawn: datetime | None = None
    """Since when it is hidden from everyone but those who may update it."""
    removed_on: datetime | None = None
    """When a withdrawn report will be removed for good."""
    replaced_by: ReportSummary | None = None
    """The report that has taken its place."""
    based_on: Origin | None = None
    basis_of: tuple[ReportSummary, ...] = ()
    """The newest of the reports that are based on it."""
    choices: Choices | None = None
    """What was decided for its newest version; told only to those who may update it."""
    people: tuple[str, ...] = ()
    """The principals that the audience `people` names; told only to those who may update it."""
    datasets: ReportDatasets = ReportDatasets()


class ReportEdits(Request):
    """PATCH /api/reports/{id}: what is not named stays as it is."""

    title: Title | UnsetType = UNSET
    summary: Summary | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET
    authors: Authors | UnsetType = UNSET
    archived: bool | UnsetType = UNSET
    replaced_by: ReportId | UnsetType | None = UNSET
    audience: Audience | UnsetType = UNSET
    people: People | UnsetType = UNSET
    """Kept, and without effect, while the audience is another one than `people`."""
    owner: Principal | UnsetType = UNSET
    """To whom it is handed over: a person whom the library knows, or a group of the actor's."""
    withdrawn: Literal[False] | UnsetType = UNSET
    """False takes a withdrawal back; DELETE withdraws."""


class RestoreRequest(Request):
    """POST /api/reports/{id}/versions/{n}/restore."""

    message: Message = ""


class Published(Record):
    """What publishing made."""

    id: str
    version: int
    title: str
    url: str | None
    library: str
    thumbnail: str | None = None
    """A tag of the version's picture, or null where there is none."""
    notices: tuple[str, ...] = ()
    """What the page does not show as it was, one sentence each; told to its author only."""


# People


class Known(Record):
    """A person or a group that the library knows."""

    principal: str
    name: str
    """As it is shown."""


class KnownList(Record):
    """People and groups, those first whose names begin as was typed."""

    people: tuple[Known, ...]


class AskForAccess(Request):
    """POST /api/reports/{id}/access: please let me see it."""

    message: Message = ""


class Received(Record):
    """Something was taken notice of; what became of it is not told."""

    status: Literal["received"] = "received"


class AccessRequest(Record):
    """Somebody would like to see a report of one's own."""

    id: str
    report: ReportSummary
    person: str
    name: str
    """As it is shown."""
    message: str
    asked: datetime


class AccessRequestList(Record):
    """The requests that wait for whoever asks, the oldest first."""

    requests: tuple[AccessRequest, ...]


class AskedFor(Record):
    """What somebody has asked to see, and what they may know of it."""

    id: str
    """As it stood in the link that they had: whether there is such a report is not told."""
    asked: datetime
    state: Literal["waiting", "not_granted", "granted"]
    """`not_granted` when the days are over in which an owner answers, whether one has said no, has
    said nothing, or there is no report: these look the same."""
    report: ReportSummary | None = None
    """Where it is granted: the report."""


class AskedForList(Record):
    """What whoever asks has asked to see, the newest first."""

    asked: tuple[AskedFor, ...]


class AccessDecision(Request):
    """POST /api/requests/{request}: let them see it, or do not."""

    granted: bool


class AuditEntry(Record):
    """Something that was done: kept for as long as the admin has set."""

    at: datetime
    actor: str
    deed: str
    """Such as `publish`, `edit`, `withdraw`, `grant` or `transfer`."""
    report: str | None
    version: int | None
    details: str
    """A few words, such as `audience: everyone → private`; never a title or a text."""
    address: str
    """Where it was asked from, as the service saw it; empty for the command line."""


# The library


class Limits(Record):
    """What a publication may not exceed."""

    bundle_bytes: int
    title_length: int
    summary_length: int
    tags: int
    tag_length: int
    message_length: int
    attachments_bytes: int
    attachments: int


class LibraryInfo(Record):
    """Which library answers."""

    id: str
    shape: Shape
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
    """Those that are offered; the first is what a new report begins with."""
    groups: tuple[str, ...]
    """The groups that whoever asks is in: they can own reports."""
    limits: Limits
    program: str
    """The version of this program."""
    people: tuple[str, ...] = ()
    """For whom it is then, where that is `people`."""


class Health(Record):
    """That the process answers."""

    status: Literal["ok"]


class ErrorDetail(Record):
    """One sentence that says what is wrong, and a hint that says what to do."""

    code: str
    message: str
    hint: str
    cell: int | None = None
    """The cell that it is about, counted from 1."""


class ErrorBody(Record):
    """The one shape of every error."""

    error: ErrorDetail


# What a notebook remembers


class Remembered(Record):
    """What a published notebook carries in `metadata.hub_publish`: its report."""

    library: str
    report: str
    version: int


def to_json(record: object) -> bytes:
    """The record as JSON; times as RFC 3339 in UTC."""
    return msgspec.json.encode(record)
